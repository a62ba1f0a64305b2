/// How it goes with the reports: counts for everybody, and for staff the reports behind them.
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/views.h"
#include "engines/audit/audit.h"
#include "engines/municipality/town_map.h"
#include "foundation/geo/places.h"

namespace fault_reports {
namespace {

constexpr int most_in_file = 100'000, most_judged = 5'000;

/// At midnight, UTC, as the reports are counted.
Timestamp a_year_ago() { return {(now().value / microseconds_a_day - 365) * microseconds_a_day}; }

views::Figures figures(db::Connection& db, const Tenant& tenant, Language language) {
    constexpr int most_assets = 10;
    const auto since = a_year_ago();
    views::Figures all;
    for (const auto& one : store::most_reported(db, since, least_answers, most_assets))
        if (const auto found = assets::find(db, one.asset)) {
            const auto* map = municipality::map_of(tenant);
            all.assets.push_back({*found, map ? geo::surroundings(*map, found->at).road : std::string(), one.reports});
        }
    for (const auto& category : categories(db))
        all.categories.push_back({category->id, category->title.in(language), cases::count_placed(db, category->id, since),
                                  cases::usual_of(db, category->id, "", mended_state), store::verdicts(db, category->id, since)});
    return all;
}

Result<views::ReportsBehind> behind(db::Connection& db, const Context& c, int limit) {
    const auto category = category_of(categories(db), c.request.query.get("kategori"));
    if (!category) return failure(Fault::not_found);
    views::ReportsBehind found{.service = category->id,
                               .title = category->title.in(c.text.language()),
                               .counting = from_name<Counting>(c.request.query.get("slag")).value_or(Counting::received)};
    const auto since = a_year_ago();
    cases::PlacedFigure figure{.service = category->id, .since = since};
    const auto counted = cases::count_placed(db, category->id, since);
    switch (found.counting) {
        case Counting::received: found.in_all = counted.received; break;
        case Counting::open:
            figure.what = cases::PlacedFigure::What::open;
            found.in_all = counted.open;
            break;
        case Counting::mended:
            figure.what = cases::PlacedFigure::What::ended;
            figure.state = mended_state;
            found.in_all = cases::usual_of(db, category->id, "", mended_state).number;
            break;
        case Counting::judged:
            figure.what = cases::PlacedFigure::What::among;
            figure.among = store::judged(db, category->id, since, most_judged);
            found.in_all = std::ssize(figure.among);
            break;
    }
    found.reports = cases::placed_of_figure(db, c.visitor.account, figure, limit);
    return found;
}

}  // namespace

Result<http::Response> show_statistics(Context& c) {
    return c.db.read([&](db::Connection& db) { return views::statistics_page(c, figures(db, c.tenant, c.text.language())); });
}

Result<http::Response> show_staff_statistics(Context& c) {
    return c.db.read([&](db::Connection& db) { return views::staff_statistics_page(c, figures(db, c.tenant, c.text.language())); });
}

Result<http::Response> show_reports_behind(Context& c) {
    return views::reports_behind_page(c, TRY(c.db.read([&](db::Connection& db) { return behind(db, c, views::most_rows + 1); })));
}

Result<http::Response> reports_as_csv(Context& c) {
    const auto found = TRY(c.db.read([&](db::Connection& db) { return behind(db, c, most_in_file); }));
    // Many cases leave in one file: that stands in the log, though no person is named in it.
    audit::record_read(c.db, c.visitor,
                       {.event = "fault_reports.reports_exported",
                        .subject_kind = "service",
                        .reason = "follow_up",
                        .detail = std::to_string(found.reports.size()) + " " + found.service});
    return views::reports_csv(c, found);
}

}  // namespace fault_reports
