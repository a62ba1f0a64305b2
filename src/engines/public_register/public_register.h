#pragma once
/// The public register of records (diarium): what is shown of each case to anyone, with secrecy masked by rule.
/// (The engine is called public_register because `register` is a word of C++.)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace public_register {

/// What is left out of the public register.
enum class Hides { nothing, parties, all };

struct Entry {
    std::int64_t case_id = 0;
    std::string number;
    UnitId unit{};
    std::string service;
    std::string title_sv, title_en;
    std::string correspondent;  ///< an organisation; "" for private persons
    Hides hides = Hides::nothing;
    std::string secrecy_ref;
    Date received_on{};
    std::optional<Date> closed_on{};
};

struct Record {
    int ordinal = 0;
    std::string direction;  ///< received, drawn_up, dispatched
    Timestamp at{};
    std::string kind;  ///< application, supplement_request, supplement, decision, message, appeal
};

/// Files a case and makes it searchable. Once for each case: a second time changes nothing.
void enter(db::Connection&, const Entry&);
/// `source` is the event that made the record; the same event adds it once.
void add_record(db::Connection&, std::int64_t case_id, std::string_view direction, std::string_view kind, Timestamp at,
                std::int64_t source);
void close(db::Connection&, std::int64_t case_id, Date);
/// To another unit, which keeps it from then on.
void move(db::Connection&, std::int64_t case_id, UnitId);
/// The case has been taken up again, as when an appeal comes in.
void reopen(db::Connection&, std::int64_t case_id);

/// What a registrar mends, each with an entry in the audit log. Fault::not_found when the case is in no register.
/// The titles that everyone sees, as when somebody's name stands in one. The old words are not kept.
Result<void> retitle(db::Connection&, const Visitor& registrar, std::int64_t case_id, std::string_view title_sv, std::string_view title_en);
struct Secrecy {
    Hides hides = Hides::nothing;
    std::string ref;     ///< the paragraph: "OSL 26 kap. 1 §"; "" when nothing is hidden
    std::string reason;  ///< the registrar's own, for the audit log
};
/// With Hides::all the caller also gives the case titles that say nothing (retitle). What was hidden comes back with Hides::nothing.
Result<void> set_secrecy(db::Connection&, const Visitor& registrar, std::int64_t case_id, const Secrecy&);

struct Search {
    std::string words{};
    std::optional<Date> from{}, to{};
    /// Key of the page: the last entry of the page before (day and case).
    std::optional<std::pair<Date, std::int64_t>> after{};
    int limit = 50;
};
/// Newest first, as anyone may see it: what is hidden is already gone from these values.
std::vector<Entry> search(db::Connection&, const Search&);
Result<Entry> find(db::Connection&, std::string_view number);
std::vector<Record> records(db::Connection&, const Entry&);

}  // namespace public_register

template <>
inline constexpr EnumNames<public_register::Hides, 3> names_of<public_register::Hides> = {{
    {public_register::Hides::nothing, ""},
    {public_register::Hides::parties, "parties"},
    {public_register::Hides::all, "all"},
}};
