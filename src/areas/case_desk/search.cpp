#include "areas/case_desk/search.h"

#include "engines/flows/calendar.h"
#include "engines/identity/roles.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {

/// Working days left when a case is soon late.
static constexpr int soon = 3;

cases::Filter filter_of(const Asked& asked, Date today) {
    cases::Filter filter{.whose = asked.whose, .state_kind = asked.state_kind, .service = asked.service, .unit = asked.unit};
    if (asked.due == "sen") filter.due_until = Date{today.days - 1};
    if (asked.due == "snart") filter.due_until = flows::after_working_days(today, soon);
    return filter;
}

std::string query_of(const Asked& asked) {
    std::string query;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) query += (query.empty() ? "" : "&") + std::string(name) + "=" + http::percent_encoded(value);
    };
    add("tjanst", asked.service);
    add("lage", asked.state_kind);
    add("enhet", asked.unit ? std::to_string(asked.unit->value) : "");
    add("tid", asked.due);
    return query;
}

Asked asked_in(const http::Fields& typed, cases::Filter::Whose whose) {
    const auto unit = whole_number(typed.get("enhet"));
    const auto due = typed.get("tid");
    return {.whose = whose,
            .service = std::string(typed.get("tjanst")),
            .state_kind = std::string(typed.get("lage")),
            .unit = unit ? std::optional(UnitId{*unit}) : std::nullopt,
            .due = due == "sen" || due == "snart" ? std::string(due) : ""};
}

std::vector<FieldError> problems_of(db::Connection& db, AccountId account, const SavedSearch& search) {
    std::vector<FieldError> errors;
    if (search.name.empty() || count_characters(search.name) > longest_search_name)
        errors.push_back({"namn", "error_search_name", {std::to_string(longest_search_name)}});
    if (search.shared_with && !identity::has_right(db, account, cases::may_read.name, *search.shared_with))
        errors.push_back({"dela", "error_share_unit"});
    return errors;
}

}  // namespace case_desk
