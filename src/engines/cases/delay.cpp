#include "engines/cases/delay.h"

#include "engines/cases/event_log.h"
#include "engines/cases/notices.h"
#include "engines/flows/calendar.h"
#include "foundation/base/unicode.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

constexpr std::int64_t days_before = 3, longest_delay = 2 * 366;

/// The day the applicant has been told last; nothing when never.
std::optional<Date> told_day(db::Connection& db, const Tenant& tenant, const Case& of) {
    const store::Opener opener{db, tenant, of.key};
    const auto told = store::newest_event(opener, of.id, EventKind::delayed);
    const auto moved = store::newest_event(opener, of.id, EventKind::due_day_moved);
    const auto& last = told && moved ? (told->sequence > moved->sequence ? told : moved) : told ? told : moved;
    return last ? day_of(last->data["expected_on"]) : std::nullopt;
}

}  // namespace

bool is_time_to_tell_of_delay(db::Connection& db, const Tenant& tenant, const Case& of, Date today) {
    if (of.state_kind != "open") return false;
    if (const auto told = told_day(db, tenant, of)) return today > *told;
    if (of.due_on) return flows::working_days_between(today, *of.due_on) <= days_before;
    const int usual = service_of(db, of)->processing.usual_days;
    return usual > 0 && flows::working_days_between(swedish_date(of.received_at), today) > usual;
}

std::string usual_delay_reason(const Tenant& tenant, const Case& of) {
    const Texts text(tenant.texts, "cases", language_on_paper(of.language));
    return text("delay_reason");
}

Result<void> tell_of_delay(Change& change, CaseId id, Date expected_on, std::string_view reason) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const Date today = swedish_date(now());
    std::vector<FieldError> errors;
    if (expected_on <= today || expected_on.days > today.days + longest_delay) errors.push_back({"expected_on", "error_delay_day"});
    if (reason.empty()) errors.push_back({"reason", "error_write_why_late"});
    if (count_characters(reason) > longest_delay_reason)
        errors.push_back({"reason", "error_words_too_long", {std::to_string(longest_delay_reason)}});
    if (!errors.empty()) return invalid(std::move(errors));
    if (of.state_kind != "open") return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::delayed, json::object({{"expected_on", expected_on.days}, {"text", reason}}));
    queue_notice(change, id, Notice::delayed);
    return {};
}

}  // namespace cases
