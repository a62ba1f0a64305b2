#include "areas/my_pages/handlers.h"
#include "areas/my_pages/status.h"
#include "areas/my_pages/status_views.h"
#include "engines/identity/throttle.h"

namespace my_pages {

/// There are some eighty birth years to guess among: the third wrong one costs a minute, and each after it twice the one before.
static constexpr identity::Patience with_birth_year{3, microseconds_a_minute, 12 * microseconds_an_hour};

Result<http::Response> ask_status(Context& c) { return views::status_question(c, {}, {}); }

Result<http::Response> show_status(Context& c) {
    const StatusForm form{std::string(c.request.field("number")), std::string(c.request.field("year"))};
    // No guess, and nothing that tells of any case.
    if (!birth_year(form.year)) return views::status_question(c, form, {{"year", "error_status_year"}}, 422);
    const auto about = "case-status:" + number_meant(form.number), from = "case-status-from:" + c.request.client_address;
    // The guess is written before it is tried, so that guesses made at the same time do not slip through together.
    const auto may_try = c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(identity::begin_guess(db, from, identity::with_address));
        TRY(identity::begin_guess(db, about, with_birth_year));
        return {};
    });
    if (!may_try) return views::status_question(c, form, {{"number", "error_status_too_many"}}, 429);
    const auto found = c.db.write([&](db::Connection& db) -> Result<OpenedCase> {
        auto opened = TRY(case_by_birth_year(db, c.tenant, form));
        for (const auto& who : {about, from}) identity::forgive_guess(db, who);
        return opened;
    });
    if (!found) return views::status_question(c, form, {{"number", "error_status"}}, 422);
    return views::status_page(c, *found);
}

}  // namespace my_pages
