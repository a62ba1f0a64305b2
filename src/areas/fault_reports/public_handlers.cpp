/// What has been reported: one report, the map of all; following, and saying whether it was mended.
#include <algorithm>
#include <map>

#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/opened.h"
#include "areas/fault_reports/sending.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/forms/normal.h"
#include "engines/forms/place.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

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

constexpr double street_is_wide = 670;  // metres to each side of the middle

/// What the town's map draws; without one, somewhere in Sweden.
cases::GeoBox whole_town(const Tenant& tenant) {
    const auto* map = municipality::map_of(tenant);
    if (!map) return cases::box_around({60, 15}, 10 * street_is_wide);
    const auto least = map->south_west(), most = map->north_east();
    return {least.latitude, least.longitude, most.latitude, most.longitude};
}

/// "south,west,north,east", all there, on earth and the right way round.
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

/// With the category of each, where its kind belongs to one alone.
std::vector<views::StandingThing> with_category(const Categories& all, const AssetKinds& kinds, std::vector<assets::Asset> standing) {
    std::map<assets::Kind, std::vector<std::string>> services;
    for (const auto& category : all)
        if (const auto found = kinds.find(category->id); found != kinds.end())
            for (const auto kind : found->second) services[kind].push_back(category->id);
    std::vector<views::StandingThing> things;
    for (auto& one : standing) {
        const auto& of_kind = services[one.kind];
        things.push_back({std::move(one), of_kind.size() == 1 ? of_kind.front() : std::string()});
    }
    return things;
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
    const auto followed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find(db, c.tenant, report.of.id));
        if (of.state_kind == "closed") return failure(Fault::conflict);
        store::follow(db, c.tenant, of.id, of.key, *contact, c.text.language());
        return {};
    });
    if (!followed && followed.error().fault != Fault::conflict) return tl::unexpected(followed.error());
    // What came of it stands on the page.
    if (!followed)
        return views::report_page(c, TRY(c.db.read([&](db::Connection& db) { return opened(c, db, report.of.number); })),
                                  views::Said::closed_meanwhile);
    return http::see_other(address_of(report.of.number) + "?foljer=1");
}

/// Only pictures that staff have let everybody see, and of these nothing but what is to be seen.
Result<http::Response> show_picture(Context& c) {
    const auto wanted = c.request.id<DocumentId>("picture");
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto placed = TRY(cases::find_placed(db, c.request.part("placed")));
        const auto shown = store::shown(db, placed.id);
        if (shown.picture != wanted && shown.after != wanted) return failure(Fault::not_found);
        const auto of = TRY(cases::find(db, c.tenant, placed.id));
        return http::Response{.type = "image/jpeg", .body = TRY(store::picture(db, c.tenant, of.id, of.key, wanted))};
    });
}

Result<http::Response> show_map(Context& c) {
    const auto typed = first_characters(c.request.query.get("plats"), 200);
    const auto at = typed.empty() ? std::nullopt : place_of_words(c.tenant, typed);
    const auto box = at ? cases::box_around(*at, street_is_wide) : whole_town(c.tenant);
    return c.db.read([&](db::Connection& db) {
        return views::map_page(c, categories(db),
                               {.box = box, .view = cases::map_view(db, box), .place = typed, .is_unknown = !typed.empty() && !at});
    });
}

Result<http::Response> map_as_geojson(Context& c) {
    const auto box = box_in(c.request.query.get("ruta")).value_or(whole_town(c.tenant));
    constexpr int most_things = 400;
    auto body = c.db.read([&](db::Connection& db) {
        const auto all = categories(db);
        const auto kinds = store::asset_kinds(db);
        auto standing = assets::standing_in(db, {box.south, box.west, box.north, box.east}, kinds_of_any(all, kinds), most_things);
        return views::as_geojson(c, all, cases::map_view(db, box), with_category(all, kinds, std::move(standing)));
    });
    return http::Response{.type = "application/geo+json", .body = std::move(body)};
}

namespace {

struct Asked {
    views::PublicReport report;
    cases::Case of;
    Recipient recipient;
};
Result<Asked> asked(const Context& c, db::Connection& db) {
    auto report = TRY(opened(c, db, c.request.part("placed")));
    const auto of = TRY(cases::find(db, c.tenant, report.of.id));
    if (of.erased) return failure(Fault::not_found);
    auto recipient = TRY(recipient_of(db, c.tenant, of, c.request.part("asked")));
    return Asked{std::move(report), of, std::move(recipient)};
}

/// "Yes" is that it is mended, or right not to. "No" reopens at the same unit, also after a yes; of a report that is open it changes
/// nothing.
Result<views::Verdict> verdict_of(const Context& c, db::Connection& db, const Asked& found, store::Said said) {
    const auto& of = found.report.of;
    // Whoever answers reads there.
    if (found.recipient.follower != 0) store::confirm(db, found.recipient.follower);
    if (of.is_open) return views::Verdict::is_open;
    const bool is_mended = of.state == mended_state;
    // One verdict for each time that it was mended; what was closed without mending is no answer to whether it is.
    if (is_mended)
        store::add_verdict(db, of.id, found.recipient.who + " " + std::to_string(of.closed_at ? of.closed_at->value : 0), of.service, said);
    if (said == store::Said::yes) return is_mended ? views::Verdict::is_mended : views::Verdict::agrees;
    cases::Change change{db, c.tenant, c.visitor};
    TRY(cases::reopen(change, of.id, ""));
    tell(db, c.tenant, of.id, News::reopened, "");
    return views::Verdict::reopened;
}

}  // namespace

Result<http::Response> ask_verdict(Context& c) {
    const auto found = TRY(c.db.read([&](db::Connection& db) { return asked(c, db); }));
    if (found.report.of.is_open) return http::see_other(address_of(found.report.of.number));
    return views::verdict_page(c, found.report, c.request.part("asked"));
}

Result<http::Response> take_verdict(Context& c) {
    const auto said = c.request.field("svar") == "ja" ? store::Said::yes : store::Said::no;
    if (said == store::Said::no && c.request.field("svar") != "nej") return failure(Fault::not_found);
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto found = TRY(asked(c, db));
        return views::verdict_taken_page(c, found.report, TRY(verdict_of(c, db, found, said)));
    });
}

Result<http::Response> ask_messages(Context& c) {
    const auto found = TRY(c.db.read([&](db::Connection& db) { return asked(c, db); }));
    return views::messages_page(c, found.report, c.request.part("asked"));
}

Result<http::Response> choose_messages(Context& c) {
    const auto wish = c.request.field("val") == "inga" ? store::Wish::none : store::Wish::more;
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto found = TRY(asked(c, db));
        keep_wish(db, c.tenant, found.of, found.recipient, wish);
        return views::messages_chosen_page(c, found.report, wish);
    });
}

}  // namespace fault_reports
