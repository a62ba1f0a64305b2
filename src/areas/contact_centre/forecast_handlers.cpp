#include <algorithm>

#include "areas/contact_centre/forecast_views.h"
#include "areas/contact_centre/handlers.h"
#include "engines/flows/calendar.h"
#include "engines/pages/fields.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace contact_centre {
namespace {

constexpr std::int64_t most_days_ahead = 366;

Result<http::Response> shown(Context& c, const views::SpecialDayForm& form, std::vector<FieldError> errors) {
    const auto today = swedish_date(now());
    auto screen = c.db.read([&](db::Connection& db) {
        auto coming = contacts::special_days(db, today, Date{today.days + most_days_ahead});
        std::ranges::reverse(coming);
        return views::SpecialDaysScreen{.coming = std::move(coming), .past = contacts::counted_special_days(db, c.visitor.account, today)};
    });
    screen.form = form;
    screen.errors = std::move(errors);
    return views::special_days_page(c, screen);
}

/// What was typed for a day, with an error when it is none.
Date day_in(const std::string& typed, std::string_view field, std::vector<FieldError>& errors) {
    const auto day = date_from_iso(typed);
    if (!day) errors.push_back({std::string(field), "error_special_day"});
    return day.value_or(Date{});
}

}  // namespace

views::StaffingScreen views::staffing_of(db::Connection& db, const Context& c, double talk_seconds) {
    const auto today = swedish_date(now());
    views::StaffingScreen screen{.day = flows::after_working_days(today, 1), .talk_seconds = talk_seconds};
    const auto typed = pages::day_answer(c.request.query, "dag", YearMeant::coming);
    if (const auto asked = date_from_iso(typed); asked && *asked >= today && asked->days <= today.days + most_days_ahead)
        screen.day = *asked;
    else screen.typed = typed;
    screen.forecast = contacts::forecast(db, c.visitor.account, screen.day);
    return screen;
}

Result<http::Response> show_special_days(Context& c) { return shown(c, {}, {}); }

Result<http::Response> add_special_day(Context& c) {
    views::SpecialDayForm form{tidy_text(c.request.field("name")), pages::day_answer(c.request.form, "first", YearMeant::nearest),
                               pages::day_answer(c.request.form, "last", YearMeant::nearest)};
    std::vector<FieldError> errors;
    const auto first = day_in(form.first, "first", errors);
    const auto last = form.last.empty() ? first : day_in(form.last, "last", errors);
    if (!errors.empty()) return shown(c, form, std::move(errors));
    auto added = c.db.write(
        [&](db::Connection& db) { return contacts::add_special_day(db, c.visitor, {.name = form.name, .first = first, .last = last}); });
    if (!added && added.error().fault == Fault::invalid) return shown(c, form, std::move(added.error().fields));
    TRY(added);
    return http::see_other("/kontaktcenter/sarskilda-dagar");
}

Result<http::Response> remove_special_day(Context& c) {
    const SpecialDayId id{whole_number(c.request.field("day")).value_or(0)};
    TRY(c.db.write([&](db::Connection& db) { return contacts::remove_special_day(db, c.visitor, id); }));
    return http::see_other("/kontaktcenter/sarskilda-dagar");
}

}  // namespace contact_centre
