#include "areas/fault_reports/opened.h"

#include <algorithm>

#include "engines/cases/find.h"
#include "engines/cases/stays.h"
#include "engines/services/catalogue.h"

namespace fault_reports {

Result<views::PublicReport> opened(const Context& c, db::Connection& db, std::string_view number) {
    const auto placed = TRY(cases::find_placed(db, number));
    const auto of = TRY(cases::find(db, c.tenant, placed.id));
    const auto service = cases::service_of(db, of);
    views::PublicReport report{.of = placed,
                               .title = service->title.in(c.text.language()),
                               .flow = cases::flow_of(db, of),
                               .shown = store::shown(db, placed.id),
                               .followers = store::count_followers(db, placed.id),
                               .handed_to = store::who_has(db, {placed.id})[placed.id.value],
                               .usual = cases::usual_of(db, placed.service, placed.place.district, mended_state)};
    report.asset = reported_asset(db, placed.id);
    std::vector<Came> came;
    for (const auto& stay : cases::stays_of(db, placed.id)) came.push_back({stay.state, stay.began_at});
    came.push_back({of.state, of.state_since});
    report.course = course_of(report.flow, came, store::who_had(db, placed.id), now());
    for (auto& one : came) report.states.emplace_back(std::move(one.state), one.at);
    std::ranges::reverse(report.states);
    return report;
}

}  // namespace fault_reports
