/// Before and after a change: asked for, shown, and one row a case.
#include "areas/figures/handlers.h"
#include "areas/figures/study_views.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"

namespace figures {
namespace {

constexpr int most_studied = 20'000;
constexpr std::int64_t days_a_month = 30;

StudyForm typed_form(const http::Fields& query) {
    const auto or_usual = [&](std::string_view name, std::string_view usual) {
        return std::string(query.has(name) ? query.get(name) : usual);
    };
    return {.day = pages::day_answer(query, "dag", YearMeant::nearest),
            .months = or_usual("manader", "6"),
            .minutes = or_usual("minuter", "10"),
            .kronor = or_usual("timkostnad", "450")};
}

Result<StudyTerms> checked(const StudyForm& typed) {
    std::vector<FieldError> errors;
    const auto today = swedish_date(now());
    const auto number = [&](const std::string& name, const std::string& words, std::int64_t most) {
        const auto found = whole_number(words);
        if (!found || *found < 1 || *found > most) errors.push_back({name, "error_number", {std::to_string(most)}});
        return found.value_or(1);
    };
    const auto day = date_from_iso(typed.day);
    if (!day || *day >= today) errors.push_back({"dag", "error_change_day"});
    StudyTerms terms{.changed_on = day.value_or(today)};
    const auto months = number("manader", typed.months, 24);
    terms.assumed = {number("minuter", typed.minutes, 480), number("timkostnad", typed.kronor, 5000)};
    if (!errors.empty()) return invalid(std::move(errors));
    terms.most_days = months * days_a_month;
    return terms;
}

StudySides sides_of(db::Connection& db, AccountId account, std::string_view service, const StudyTerms& terms) {
    const auto received = [&](Date from, std::int64_t days) {
        return cases::studied(db, account, service, swedish_time(from), swedish_time(Date{from.days + days}), most_studied);
    };
    const auto window = window_of(received(Date{terms.changed_on.days - terms.most_days}, terms.most_days).cases, terms.changed_on,
                                  swedish_date(now()), terms.most_days);
    StudySides sides{window, received(window.before, window.days), received(window.after, window.days)};
    for (auto* side : {&sides.before, &sides.after}) side->cases = followed(std::move(side->cases), window);
    return sides;
}

}  // namespace

Result<http::Response> show_study(Context& c) {
    StudyScreen screen;
    screen.service = TRY(c.db.read([&](db::Connection& db) { return service_asked_for(db, c); }));
    screen.typed = typed_form(c.request.query);
    if (!c.request.query.has("dag")) return views::study_page(c, screen);
    const auto terms = checked(screen.typed);
    if (!terms) {
        screen.errors = terms.error().fields;
        return views::study_page(c, screen);
    }
    screen.terms = *terms;
    screen.sides = c.db.read([&](db::Connection& db) { return sides_of(db, c.visitor.account, screen.service->id, *terms); });
    screen.study = study_of(screen.sides.before.cases, screen.sides.after.cases, screen.sides.window, terms->assumed);
    return views::study_page(c, screen);
}

Result<http::Response> study_as_csv(Context& c) {
    const auto service = TRY(c.db.read([&](db::Connection& db) { return service_asked_for(db, c); }));
    const auto terms = TRY(checked(typed_form(c.request.query)));
    const auto sides = c.db.read([&](db::Connection& db) { return sides_of(db, c.visitor.account, service->id, terms); });
    const auto count = sides.before.cases.size() + sides.after.cases.size();
    audit::record_read(c.db, c.visitor,
                       {.event = "figures.cases_read",
                        .subject_kind = "service",
                        .reason = "follow_up",
                        .detail = std::to_string(count) + " " + service->id});
    return views::study_csv(c, *service, sides);
}

}  // namespace figures
