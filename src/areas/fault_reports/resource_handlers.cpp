/// The price list, and what a year's mending took.
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/store.h"
#include "areas/fault_reports/views.h"
#include "engines/audit/audit.h"
#include "foundation/base/numbers.h"

namespace fault_reports {
namespace {

constexpr std::string_view price_list = "/handlaggning/felanmalningar/prislista";
constexpr int most_in_file = 100'000;

ResourceId id_in(const http::Fields& typed) { return ResourceId{whole_number(typed.get("id")).value_or(0)}; }

std::optional<Resource> in_use(const std::vector<Resource>& all, ResourceId id) {
    for (const auto& one : all)
        if (one.id == id) return one;
    return std::nullopt;
}

void record(db::Connection& db, const Context& c, const Resource& of, std::string_view event) {
    audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "resource", .subject = of.id.value, .detail = of.name});
}

/// The year that the address asks for, or this one; and the road of which each line is shown.
views::AskedCosts asked_costs(const Context& c) {
    const auto this_year = civil(swedish_date(now())).year;
    const auto year = whole_number(c.request.query.get("ar")).value_or(this_year);
    views::AskedCosts asked{.year = year < 2000 || year > this_year ? this_year : static_cast<int>(year)};
    if (c.request.query.has("gata")) asked.road = std::string(c.request.query.get("gata"));
    return asked;
}

}  // namespace

Result<http::Response> show_price_list(Context& c) {
    const auto all = c.db.read(store::resources);
    views::PriceList page{.all = all};
    if (const auto changed = in_use(all, id_in(c.request.query))) {
        page.changed = changed->id;
        page.form = form_of(*changed);
    }
    return views::price_list_page(c, page);
}

Result<http::Response> save_resource(Context& c) {
    const ResourceForm typed{std::string(c.request.field("namn")), std::string(c.request.field("enhet")),
                             std::string(c.request.field("kronor")), std::string(c.request.field("koldioxid"))};
    const auto id = id_in(c.request.form);
    const auto saved = c.db.write([&](db::Connection& db) -> Result<void> {
        auto made = TRY(resource_of(typed));
        if (id != ResourceId{} && !in_use(store::resources(db), id)) return failure(Fault::conflict);
        made.id = id == ResourceId{} ? ResourceId{new_id()} : id;
        store::put_resource(db, made);
        record(db, c, made, "fault_reports.resource_saved");
        return {};
    });
    if (saved) return http::see_other(std::string(price_list));
    if (saved.error().fault != Fault::invalid) return tl::unexpected(saved.error());
    return views::price_list_page(c, {.all = c.db.read(store::resources), .changed = id, .form = typed, .errors = saved.error().fields});
}

Result<http::Response> end_resource(Context& c) {
    c.db.write([&](db::Connection& db) {
        const auto ended = in_use(store::resources(db), id_in(c.request.form));
        if (!ended) return;  // by somebody else, or pressed twice
        store::end_resource(db, ended->id);
        record(db, c, *ended, "fault_reports.resource_ended");
    });
    return http::see_other(std::string(price_list));
}

Result<http::Response> show_costs(Context& c) {
    const auto asked = asked_costs(c);
    return views::costs_page(c, c.db.read([&](db::Connection& db) {
        views::Costs costs{.asked = asked, .categories = categories(db)};
        costs.years = store::costs_by_year(db, c.visitor.account);
        if (asked.road) costs.uses = store::uses(db, c.visitor.account, asked.year, asked.road, views::most_uses + 1);
        else costs.roads = store::costs_by_road(db, c.visitor.account, asked.year);
        return costs;
    }));
}

Result<http::Response> costs_as_csv(Context& c) {
    views::Costs costs{.asked = asked_costs(c)};
    c.db.read([&](db::Connection& db) {
        costs.categories = categories(db);
        costs.uses = store::uses(db, c.visitor.account, costs.asked.year, costs.asked.road, most_in_file);
    });
    audit::record_read(c.db, c.visitor,
                       {.event = "fault_reports.costs_read",
                        .subject_kind = "year",
                        .subject = costs.asked.year,
                        .reason = "follow_up",
                        .detail = std::to_string(costs.uses.size())});
    return views::costs_csv(c, costs);
}

}  // namespace fault_reports
