#pragma once
/// Who is asking. Values only.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/texts/texts.h"

using PersonId = Id<struct PersonTag>;    ///< a resident or other outsider
using AccountId = Id<struct AccountTag>;  ///< a member of staff, or a program
using UnitId = Id<struct UnitTag>;        ///< a part of the organisation: department, unit
using SessionId = Id<struct SessionTag>;
using TokenId = Id<struct TokenTag>;  ///< that a program carries

/// What someone may do, declared by an area: "case_desk.decide".
struct Permission {
    std::string_view name;
    bool operator==(const Permission&) const = default;
};
/// Open to all.
inline constexpr Permission everyone{"everyone"};
/// Any resident who has signed in with e-ID.
inline constexpr Permission signed_in_resident{"resident"};
/// Any member of staff who has signed in.
inline constexpr Permission signed_in_staff{"staff"};

enum class Appearance { automatic, light, dark };

struct Visitor {
    enum class Kind { nobody, resident, staff, program };
    Kind kind = Kind::nobody;
    PersonId person{};
    AccountId account{};
    SessionId session{};
    TokenId token{};         ///< of one who came with a bearer token
    std::string name;        ///< as shown: "Kim Exempel"
    std::string username{};  ///< staff: "officer"
    std::vector<std::string> permissions{};
    std::string csrf;  ///< every posted form carries it
    std::string request_id{};
    Language language = Language::sv;
    Appearance appearance = Appearance::automatic;
    Timestamp signed_in_until{};
    Timestamp proved_at{};  ///< when the visitor last showed more than a password; 0: never

    bool may(Permission permission) const {
        if (permission == everyone) return true;
        if (permission == signed_in_resident) return kind == Kind::resident;
        if (permission == signed_in_staff) return kind == Kind::staff || kind == Kind::program;
        for (const auto& held : permissions)
            if (held == permission.name) return true;
        return false;
    }
    bool is_staff() const { return kind == Kind::staff || kind == Kind::program; }
    bool is_resident() const { return kind == Kind::resident; }
};
