#include "engines/contacts/special_days.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "foundation/base/unicode.h"

namespace contacts {
namespace {

SpecialDay read_day(const db::Row& row) {
    return {row.as<SpecialDayId>("id"), row.text("name"), row.as<Date>("first_on"), row.as<Date>("last_on")};
}

std::string in_words(const SpecialDay& day) {
    return day.name + ", " + to_iso(day.first) + (day.last == day.first ? "" : " – " + to_iso(day.last));
}

std::vector<FieldError> wrong_with(db::Connection& db, const SpecialDay& day) {
    std::vector<FieldError> wrong;
    if (day.name.empty() || count_characters(day.name) > longest_name_of_day) wrong.push_back({"name", "error_special_day_name"});
    if (day.last < day.first) wrong.push_back({"last", "error_special_day_order"});
    else if (day.last.days - day.first.days >= most_days_in_a_row) wrong.push_back({"last", "error_special_day_long"});
    else if (std::ranges::any_of(special_days(db, day.first, day.last), [&](const SpecialDay& known) { return known.name == day.name; }))
        wrong.push_back({"first", "error_special_day_known"});
    return wrong;
}

}  // namespace

std::vector<SpecialDay> special_days(db::Connection& db, Date first, Date last) {
    return db.all(read_day,
                  "SELECT id, name, first_on, last_on FROM contacts_special_day WHERE first_on <= ? AND last_on >= ? "
                  "ORDER BY first_on DESC, name",
                  last, first);
}

Result<void> add_special_day(db::Connection& db, const Visitor& by, const SpecialDay& day) {
    if (auto wrong = wrong_with(db, day); !wrong.empty()) return invalid(std::move(wrong));
    db.execute("INSERT INTO contacts_special_day(id, name, first_on, last_on) VALUES (?, ?, ?, ?)", new_id(), day.name, day.first,
               day.last);
    audit::record(db, by, {.event = "contacts.special_day_added", .subject_kind = "contact", .detail = in_words(day)});
    return {};
}

Result<void> remove_special_day(db::Connection& db, const Visitor& by, SpecialDayId id) {
    const auto day = db.one(read_day, "SELECT id, name, first_on, last_on FROM contacts_special_day WHERE id = ?", id);
    if (!day) return failure(Fault::not_found);
    db.execute("DELETE FROM contacts_special_day WHERE id = ?", id);
    audit::record(db, by, {.event = "contacts.special_day_removed", .subject_kind = "contact", .detail = in_words(*day)});
    return {};
}

}  // namespace contacts
