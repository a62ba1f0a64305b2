#pragma once
/// Looks for personal data in words that are to be told to everybody. It finds rather too much: a person looks at each place.
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"

namespace personal_data {

enum class Personal { number, phone, email, address, party, name };

struct Found {
    std::size_t at = 0, length = 0;  ///< bytes of the text
    Personal what{};
    bool operator==(const Found&) const = default;
};

/// What the municipality knows: names of the case's parties, and words with a capital letter that name no person.
struct KnownNames {
    std::vector<std::string> parties{};
    std::set<std::string, std::less<>> harmless{};  ///< in lower case: "exempelby", "björkskolan"
};

/// In order, none over another.
std::vector<Found> find_personal_data(std::string_view text, const KnownNames&);

/// The words of a name that names no person, each in lower case.
void add_harmless(KnownNames&, std::string_view name);

}  // namespace personal_data

template <>
inline constexpr EnumNames<personal_data::Personal, 6> names_of<personal_data::Personal> = {{{personal_data::Personal::number, "number"},
                                                                                             {personal_data::Personal::phone, "phone"},
                                                                                             {personal_data::Personal::email, "email"},
                                                                                             {personal_data::Personal::address, "address"},
                                                                                             {personal_data::Personal::party, "party"},
                                                                                             {personal_data::Personal::name, "name"}}};
