/// Which things in the street the faults of each category are about.
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/views.h"
#include "engines/audit/audit.h"

namespace fault_reports {

Result<http::Response> show_asset_kinds(Context& c) {
    return c.db.read([&](db::Connection& db) {
        std::vector<views::CategoryWithKinds> all;
        auto kinds = store::asset_kinds(db);
        for (const auto& category : categories(db))
            all.push_back({category->id, category->title.in(c.text.language()), std::move(kinds[category->id])});
        return views::asset_kinds_page(c, all, assets::has_any(db), !c.request.query.get("sparat").empty());
    });
}

Result<http::Response> save_asset_kinds(Context& c) {
    c.db.write([&](db::Connection& db) {
        for (const auto& category : categories(db)) {
            std::vector<assets::Kind> kinds;
            for (const auto name : c.request.form.every("sak-" + category->id))
                if (const auto kind = from_name<assets::Kind>(name)) kinds.push_back(*kind);
            store::set_asset_kinds(db, category->id, kinds);
        }
        audit::record(db, c.visitor, {.event = "fault_reports.asset_kinds_saved", .subject_kind = "municipality"});
    });
    return http::see_other("/handlaggning/felanmalningar/saker?sparat=1");
}

}  // namespace fault_reports
