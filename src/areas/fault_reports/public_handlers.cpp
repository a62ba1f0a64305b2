/// What has been reported: one report, the map of all, the figures; following, and saying whether it was mended.
#include <algorithm>

#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/opened.h"
#include "areas/fault_reports/sending.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/forms/normal.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/places.h"

namespace fault_reports {
namespace {

std::string address_of(std::string_view number) { return "/felanmalan/" + std::string(number); }

/// An e-mail address or a telephone number, whichever it is.
Result<std::string> contact_in(const http::Request& request) {
    const auto typed = first_characters(trimmed(request.field("kontakt")), 254);
    if (typed.empty()) return invalid({{"kontakt", "error_contact"}});
    const auto found = typed.find('@') != std::string::npos ? forms::email(typed) : forms::phone(typed);
    if (!found) return invalid({{"kontakt", "error_contact"}});
    return *found;
}

constexpr double town_is_wide = 0.06, street_is_wide = 0.006;  // degrees north, to each side of the middle

cases::GeoBox box_around(geo::Position at, double half) {
    return {at.latitude - half, at.longitude - 2 * half, at.latitude + half, at.longitude + 2 * half};
}

geo::Position middle_of(const Tenant& tenant) {
    const auto* map = municipality::map_of(tenant);
    return map ? map->square() : geo::Position{60, 15};
}

/// "south,west,north,east", all there and the right way round.
std::optional<cases::GeoBox> box_in(std::string_view typed) {
    std::vector<double> numbers;
    for (const auto part : split(typed, ',')) {
        const auto number = decimal_number(part);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    if (numbers.size() != 4 || numbers[0] >= numbers[2] || numbers[1] >= numbers[3]) return std::nullopt;
    if (numbers[0] < -90 || numbers[2] > 90 || numbers[1] < -180 || numbers[3] > 180) return std::nullopt;
    return cases::GeoBox{numbers[0], numbers[1], numbers[2], numbers[3]};
}

std::optional<geo::Position> place_typed(const Tenant& tenant, std::string_view typed) {
    const auto* map = municipality::map_of(tenant);
    const auto answer = forms::place(typed, map);
    if (!answer) return std::nullopt;
    if (const auto* point = answer->point()) return *point;
    const auto named = map ? geo::named_place(*map, typed) : std::nullopt;
    return named ? std::optional(named->at) : std::nullopt;
}

}  // namespace

Result<http::Response> show_report(Context& c) {
    const auto report = TRY(c.db.read([&](db::Connection& db) { return opened(c, db, c.request.part("placed")); }));
    const auto said = !c.request.query.get("tack").empty()     ? views::Said::sent
                      : !c.request.query.get("foljer").empty() ? views::Said::followed
                                                               : views::Said::nothing;
    return views::report_page(c, report, said);
}

Result<http::Response> follow_report(Context& c) {
    const auto report = TRY(c.db.read([&](db::Connection& db) { return opened(c, db, c.request.part("placed")); }));
    const auto contact = contact_in(c.request);
    if (!contact)
        return views::report_page(c, report, views::Said::nothing, std::string(c.request.field("kontakt")), contact.error().fields);
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find(db, c.tenant, report.of.id));
        if (of.state_kind == "closed") return failure(Fault::conflict, "error_already_closed");
        store::follow(db, c.tenant, of.id, of.key, *contact, c.text.language());
        return {};
    }));
    return http::see_other(address_of(report.of.number) + "?foljer=1");
}

/// Only pictures that staff have let everybody see.
Result<http::Response> show_picture(Context& c) {
    const auto wanted = c.request.id<DocumentId>("picture");
    const auto document = TRY(c.db.read([&](db::Connection& db) -> Result<cases::Document> {
        const auto placed = TRY(cases::find_placed(db, c.request.part("placed")));
        const auto shown = store::shown(db, placed.id);
        if (shown.picture != wanted && shown.after != wanted) return failure(Fault::not_found);
        for (auto& each : cases::documents(db, c.tenant, TRY(cases::find(db, c.tenant, placed.id))))
            if (each.id == wanted && each.type.starts_with("image/")) return std::move(each);
        return failure(Fault::not_found);
    }));
    return http::Response{.type = document.type, .file = TRY(c.tenant.files.open(document.hash, document.digest))};
}

Result<http::Response> show_map(Context& c) {
    const auto typed = first_characters(c.request.query.get("plats"), 200);
    const auto at = typed.empty() ? std::nullopt : place_typed(c.tenant, typed);
    const auto box = at ? box_around(*at, street_is_wide) : box_around(middle_of(c.tenant), town_is_wide);
    return c.db.read([&](db::Connection& db) {
        return views::map_page(c, categories(db),
                               {.box = box, .view = cases::map_view(db, box), .place = typed, .is_unknown = !typed.empty() && !at});
    });
}

Result<http::Response> map_as_geojson(Context& c) {
    const auto box = box_in(c.request.query.get("ruta")).value_or(box_around(middle_of(c.tenant), town_is_wide));
    auto body = c.db.read([&](db::Connection& db) { return views::as_geojson(c, categories(db), cases::map_view(db, box)); });
    return http::Response{.type = "application/geo+json", .body = std::move(body)};
}

Result<http::Response> show_statistics(Context& c) {
    const auto since = now() - 365 * microseconds_a_day;
    return c.db.read([&](db::Connection& db) {
        std::vector<views::CategoryFigures> all;
        for (const auto& category : categories(db))
            all.push_back({category->title.in(c.text.language()), cases::count_placed(db, category->id, since),
                           cases::usual_of(db, category->id, "", mended_state), store::verdicts(db, category->id, since)});
        return views::statistics_page(c, all);
    });
}

namespace {

struct Asked {
    views::PublicReport report;
    std::string who;
};
Result<Asked> asked(const Context& c, db::Connection& db) {
    auto report = TRY(opened(c, db, c.request.part("placed")));
    const auto of = TRY(cases::find(db, c.tenant, report.of.id));
    auto who = of.erased ? std::string() : asked_by(db, c.tenant, of, c.request.part("asked"));
    if (who.empty()) return failure(Fault::not_found);
    return Asked{std::move(report), std::move(who)};
}

}  // namespace

Result<http::Response> ask_verdict(Context& c) {
    const auto found = TRY(c.db.read([&](db::Connection& db) { return asked(c, db); }));
    if (found.report.of.is_open) return http::see_other(address_of(found.report.of.number));
    return views::verdict_page(c, found.report, c.request.part("asked"));
}

/// "No" reopens at the same unit; said again, or of a report that is open already, it changes nothing.
Result<http::Response> take_verdict(Context& c) {
    const auto said = c.request.field("svar") == "ja" ? store::Said::yes : store::Said::no;
    if (said == store::Said::no && c.request.field("svar") != "nej") return failure(Fault::not_found);
    const auto report = TRY(c.db.write([&](db::Connection& db) -> Result<views::PublicReport> {
        const auto found = TRY(asked(c, db));
        const auto& of = found.report.of;
        // One verdict for each time that it was finished.
        const auto once = found.who + " " + std::to_string(of.closed_at ? of.closed_at->value : 0);
        if (of.is_open || !store::add_verdict(db, of.id, once, of.service, said) || said == store::Said::yes) return found.report;
        cases::Change change{db, c.tenant, c.visitor};
        TRY(cases::reopen(change, of.id, ""));
        tell(db, c.tenant, of.id, News::reopened, "");
        return found.report;
    }));
    return views::verdict_taken_page(c, report, said);
}

}  // namespace fault_reports
