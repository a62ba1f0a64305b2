/// Telling the applicant that the decision takes longer.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/cases/delay.h"
#include "engines/flows/calendar.h"
#include "foundation/base/unicode.h"

namespace case_desk {

static constexpr int proposed_days = 20;

Result<http::Response> show_delay_form(Context& c) {
    TRY(c.db.read([&](db::Connection& db) { return cases::find_to_change(db, c.tenant, c.visitor, c.request.part("number")); }));
    const auto screen = TRY(open_case(c));
    return views::delay_page(c, screen,
                             {.reason = cases::usual_delay_reason(c.tenant, screen.of),
                              .due_on = to_iso(flows::after_working_days(screen.today, proposed_days))});
}

Result<http::Response> tell_of_delay(Context& c) {
    const std::string number(c.request.part("number"));
    views::Typed typed{.reason = tidy_text(c.request.field("reason")), .due_on = pages::date_answer(c.request.form, "expected_on")};
    const auto told = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return cases::tell_of_delay(change, of.id, date_from_iso(typed.due_on).value_or(Date{}), typed.reason);
    });
    if (told) return http::see_other(case_address(number));
    if (told.error().fault != Fault::invalid && told.error().fault != Fault::conflict) return tl::unexpected(told.error());
    typed.errors = told.error().fields;
    typed.notice = told.error().text_key;
    return views::delay_page(c, TRY(open_case(c)), typed);
}

// ---- the party has asked that the case be decided

/// Who reads the case reads the notice too; only who may change it refuses.
static Result<CaseScreen> open_request(Context& c) {
    TRY(c.db.read([&](db::Connection& db) { return cases::find_to_change(db, c.tenant, c.visitor, c.request.part("number")); }));
    auto screen = TRY(open_case(c));
    if (!screen.decision_request) return failure(Fault::conflict, "error_not_now");
    return screen;
}

Result<http::Response> show_refusal_form(Context& c) { return views::refusal_page(c, TRY(open_request(c)), {}); }

Result<http::Response> refuse_to_decide(Context& c) {
    const std::string number(c.request.part("number"));
    views::Typed typed{.reason = tidy_text(c.request.field("why_refused"))};
    const auto refused = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return cases::refuse_to_decide(change, of.id, typed.reason);
    });
    if (refused) return http::see_other(case_address(number));
    const auto& wrong = refused.error();
    // The delegation order says no in words; who may not change the case at all learns nothing.
    if (wrong.fault != Fault::invalid && wrong.text_key.empty()) return tl::unexpected(wrong);
    typed.errors = wrong.fields;
    typed.notice = wrong.text_key;
    return views::refusal_page(c, TRY(open_request(c)), typed);
}

}  // namespace case_desk
