#include "areas/disposal/area.h"

#include "areas/disposal/embedded.h"  // texts/, made by the build
#include "areas/disposal/handlers.h"
#include "areas/disposal/log.h"
#include "areas/disposal/unused_people.h"
#include "engines/cases/disposal.h"

namespace disposal {

static std::int64_t count_waiting(db::Connection& db, const Visitor& visitor) {
    return cases::count_waiting_lists(db, visitor.account) + count_waiting_logs(db, visitor);
}

static std::vector<Route> routes() {
    using cases::may_dispose;
    auto all = log_routes();
    for (auto& route : std::vector<Route>{
             get("/gallring", may_dispose, show_lists),
             get("/gallring/stopp", may_dispose, show_holds),
             post("/gallring/stopp", may_dispose, hold_case),
             get("/gallring/stopp/{number}", may_dispose, show_hold),
             post("/gallring/stopp/{number}/upphav", may_dispose, end_hold),
             get("/gallring/listor/{list}", may_dispose, show_list),
             post("/gallring/listor/{list}/godkann", may_dispose, approve_list),
             get("/gallring/listor/{list}/rapport.csv", may_dispose, list_as_csv),
         })
        all.push_back(std::move(route));
    return all;
}

static std::vector<AreaJob> jobs() {
    auto all = log_jobs();
    all.push_back({"disposal.forget_unused_people", forget_unused_people, "day 03:50"});
    return all;
}

Area area() {
    return {
        .name = "disposal",
        .routes = routes(),
        .texts = embedded::texts(),
        .permissions = {{cases::may_dispose, "permission_dispose"}},
        .navigation = {{NavigationEntry::Place::staff_bar, "title", "/gallring", cases::may_dispose, count_waiting}},
        .jobs = jobs(),
    };
}

}  // namespace disposal
