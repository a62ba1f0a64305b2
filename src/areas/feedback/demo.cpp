/// Believable content for `torg demo`: who runs what, the goals, and what is linked to them.
#include "areas/feedback/demo.h"

#include "areas/feedback/opened.h"
#include "areas/feedback/store.h"
#include "areas/feedback/topics.h"
#include "engines/cases/find.h"
#include "engines/cases/of_service.h"
#include "engines/identity/units.h"

namespace feedback {

void make_demo(Tenant& tenant, double) {
    tenant.db.write([&](db::Connection& db) {
        const auto care = identity::find_unit(db, "vard-och-omsorg"), home_care = identity::find_unit(db, "hemtjanst-solglantan");
        if (!care || !store::providers(db).empty()) return;
        store::add_provider(db, "Hemtjänst Solgläntan AB", home_care ? std::optional(home_care->id) : std::nullopt);
        store::add_provider(db, "Grannstadens Buss AB", std::nullopt);
        store::add_goal(db, "KF 1", "Alla får ett gott bemötande", std::nullopt);
        store::add_goal(db, "VON 3", "Samma personal i hemtjänsten", care->id);
        const auto provider = store::providers(db).back().id;
        const auto goals = store::goals(db);
        std::size_t which = 0;
        for (const auto& one : cases::received_since(db, service_id(db), since_grouped())) {
            const bool is_care = one.unit == care->id;
            // Most are linked to nothing.
            if (!is_care && which++ % 4 != 0) continue;
            if (const auto of = cases::find(db, tenant, one.id); of && !of->erased)
                store::set_link(db, *of, {.provider = is_care ? provider : 0, .goal = goals[is_care ? 1 : 0].id});
        }
    });
}

}  // namespace feedback
