#include "engines/cases/conflict_of_interest.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/conflict_of_interest_store.h"
#include "engines/cases/find.h"
#include "engines/cases/store.h"
#include "engines/forms/normal.h"
#include "engines/identity/personal_number.h"
#include "foundation/base/unicode.h"

namespace cases {

/// Whom or what it is stands nowhere in the log either.
static void record(const Change& change, std::string_view event) {
    audit::record(change.db, change.by, {.event = std::string(event), .subject_kind = "account", .subject = change.by.account.value});
}

static void add(Change& change, ConflictOfInterest relation, std::string_view kind, std::string_view of) {
    const bool is_new =
        store::insert_close_one(change.db, change.by.account, relation, kind, store::subject_digest(change.tenant, kind, of));
    if (is_new) record(change, "cases.close_one_added");
}

Result<void> add_close_person(Change& change, ConflictOfInterest relation, std::string_view typed) {
    const auto number = identity::PersonalNumber::from(typed);
    if (!number) return invalid({{"number", "error_close_number"}});
    add(change, relation == ConflictOfInterest::oneself ? relation : ConflictOfInterest::near, "person", number->digits());
    return {};
}

Result<void> add_home(Change& change, std::string_view street, std::string_view postcode) {
    const forms::Address home{.street = std::string(trimmed(street)), .postcode = std::string(trimmed(postcode))};
    std::vector<FieldError> errors;
    if (home.street.empty()) errors.push_back({"street", "error_home_street"});
    const auto figures = std::ranges::count_if(home.postcode, [](char c) { return c >= '0' && c <= '9'; });
    if (figures != 5) errors.push_back({"postcode", "error_home_postcode"});
    if (!errors.empty()) return invalid(std::move(errors));
    add(change, ConflictOfInterest::home, "address", forms::comparable(home));
    return {};
}

Result<void> remove_close_one(Change& change, std::int64_t id) {
    if (!store::delete_close_one(change.db, change.by.account, id)) return failure(Fault::not_found);
    record(change, "cases.close_one_removed");
    return {};
}

Result<void> say_conflict(Change& change, CaseId id, std::string_view why) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (trimmed(why).empty()) return invalid({{"why_conflict", "error_write_why_conflict"}});
    if (auto written = write_note(change, id, "Jäv (kommunallagen 6 kap. 30 §): " + std::string(why)); !written) {
        for (auto& error : written.error().fields) error.field = "why_conflict";
        return written;
    }
    if (of.officer == change.by.account) TRY(assign(change, id, std::nullopt, ""));
    store::insert_conflict_said(change.db, id, change.by.account);
    audit::record(change.db, change.by, {.event = "cases.conflict_said", .subject_kind = "case", .subject = id.value});
    return {};
}

}  // namespace cases
