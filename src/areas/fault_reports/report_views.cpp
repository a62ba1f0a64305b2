/// A report, the map of them, and what became of them, as everybody sees it.
#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/views.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/map_svg.h"
#include "foundation/json/json.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

std::string where(const cases::Place& place) {
    std::vector<std::string> known;
    for (const auto* name : {&place.road, &place.district})
        if (!name->empty()) known.push_back(*name);
    return joined(known, ", ");
}

std::string title_of(const Context& c, const Categories& categories, std::string_view service) {
    const auto category = category_of(categories, service);
    return category ? category->title.in(c.text.language()) : c.text("fault");
}

std::string usual_words(const Texts& text, const cases::Usual& usual) {
    constexpr std::int64_t least = 5;
    if (usual.number < least) return {};
    const auto days = [](std::int64_t microseconds) {
        return std::max<std::int64_t>(1, (microseconds + microseconds_a_day - 1) / microseconds_a_day);
    };
    return usual.district.empty() ? text("usual", days(usual.median), days(usual.nine_of_ten))
                                  : text("usual_in", usual.district, days(usual.median), days(usual.nine_of_ten));
}

namespace {

const flows::State* state_of(const PublicReport& report, std::string_view id) { return report.flow.find_state(id); }

Html state_tag(const Context& c, const PublicReport& report) {
    const auto* state = state_of(report, report.of.state);
    const bool is_mended = report.of.state == mended_state;
    return pages::tag(is_mended           ? pages::Tone::ok
                      : report.of.is_open ? pages::Tone::info
                                          : pages::Tone::plain,
                      is_mended           ? "circle-check"
                      : report.of.is_open ? "hourglass"
                                          : "circle-x",
                      state ? state->label.in(c.text.language()) : report.of.state);
}

Html map_around(const Context& c, const cases::Place& place, std::string_view title) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map) return {};
    geo::Picture picture;
    picture.view = {place.at, 600, 380};
    picture.title = c.text("map_of", title);
    picture.has_road_names = true;
    picture.label_kinds = {"district", "water", "poi"};
    picture.pins = {{place.at, "", geo::Pin::Kind::drop}};
    return h::make<R"(<div class="map fault__map">{}<span class="map__credit">{}</span></div>)">(geo::map_svg(*map, picture),
                                                                                                 c.text("map_credit", c.tenant.name));
}

Html picture(const PublicReport& report, DocumentId id, const std::string& words) {
    return h::make<
        R"(<figure class="fault__picture"><img src="/felanmalan/{}/bild/{}" alt="{}" loading="lazy"><figcaption>{}</figcaption></figure>)">(
        report.of.number, std::to_string(id.value), words, words);
}

Html thread(const Context& c, const PublicReport& report) {
    std::vector<pages::TimelineItem> items;
    for (const auto& [id, at] : report.states) {
        const auto* state = state_of(report, id);
        items.push_back(
            {.datetime = to_rfc3339(at), .when = c.text.moment(at), .heading = state ? state->sentence.in(c.text.language()) : id});
    }
    if (!items.empty()) items.front().moment = pages::Moment::is_now;
    return pages::timeline(items);
}

std::string time_words(const Texts& text, std::int64_t microseconds) {
    constexpr std::int64_t hour = microseconds_an_hour, in_hours = 48;
    const auto hours = (microseconds + hour / 2) / hour;
    if (hours < 1) return text("under_an_hour");
    return hours < in_hours ? text("hours_long", hours) : text("days_long", (hours + 12) / 24);
}

std::string whose_turn(const Texts& text, const Turn& turn) {
    switch (turn.whose) {
        case Turn::Whose::us: return text("waited_for_us");
        case Turn::Whose::outside: return text("waited_for", turn.name);
        case Turn::Whose::reporter: break;
    }
    return text("waited_for_reporter");
}

/// How long it took, and who waited for whom; nothing until something has been done.
Html course_section(const Context& c, const PublicReport& report) {
    if (!report.course.to_first_sign) return {};
    std::vector<pages::Fact> facts;
    const auto add = [&](std::string_view key, const std::optional<std::int64_t>& time) {
        if (time) facts.push_back({c.text(key), h::text(c.text("after_time", time_words(c.text, *time)))});
    };
    add("first_sign", report.course.to_first_sign);
    add("work_began", report.course.to_visit);
    add("was_mended", report.course.to_mended);
    std::vector<pages::Bar> bars;
    std::vector<std::vector<Html>> rows;
    for (const auto& turn : report.course.turns) {
        const auto whose = whose_turn(c.text, turn), time = time_words(c.text, turn.microseconds);
        bars.push_back({whose, static_cast<double>(turn.microseconds), time});
        rows.push_back({h::text(whose), h::text(time)});
    }
    const auto waits = h::when(bars.size() > 1, [&] {
        return pages::bar_chart(c.text, c.text("who_waited"), bars,
                                pages::table(c.text("who_waited"), {{c.text("whose_turn")}, {c.text("time")}}, rows));
    });
    return h::make<R"(<section class="stack"><h2>{}</h2>{}{}</section>)">(c.text(report.of.is_open ? "has_taken" : "took"),
                                                                          pages::facts(facts), waits);
}

Html follow_form(const Context& c, const PublicReport& report, const std::string& contact, const std::vector<FieldError>& errors) {
    if (!report.of.is_open) return {};
    const auto field = pages::text_field(c.text, {.name = "kontakt",
                                                  .label = c.text("contact"),
                                                  .hint = c.text("contact_hint"),
                                                  .value = contact,
                                                  .error = errors.empty() ? "" : c.text(errors.front().text_key),
                                                  .autocomplete = "email",
                                                  .max_length = 0});
    return h::make<R"(<section class="stack" aria-labelledby="h-folj"><h2 id="h-folj">{}</h2><p>{}</p>{}</section>)">(
        c.text("me_too"), report.followers == 0 ? c.text("nobody_follows") : c.text("followed_by", report.followers),
        pages::form(c, "/felanmalan/" + report.of.number + "/folj", field + pages::form_foot(pages::button(c.text("follow")))));
}

Html said_first(const Context& c, const PublicReport& report, Said said) {
    if (said == Said::sent)
        return pages::receipt(c.text("thanks"), h::make<"<p>{} <b>{}</b></p><p>{}</p>">(c.text("your_number"), report.of.number,
                                                                                        usual_words(c.text, report.usual)));
    if (said == Said::closed_meanwhile) return pages::notice(pages::Tone::info, c.text("error_already_closed"));
    if (said == Said::followed) return pages::notice(pages::Tone::ok, c.text("you_follow"));
    return {};
}

std::string state_words(const Context& c, const PublicReport& report) {
    const auto* state = state_of(report, report.of.state);
    return state ? state->sentence.in(c.text.language()) + ". " + state->next.in(c.text.language()) : "";
}

}  // namespace

http::Response report_page(const Context& c, const PublicReport& report, Said said, const std::string& contact,
                           const std::vector<FieldError>& errors) {
    std::vector<pages::Fact> facts{{c.text("number"), h::text(report.of.number)},
                                   {c.text("reported"), h::text(c.text.day(swedish_date(report.of.received_at)))}};
    if (const auto place = where(report.of.place); !place.empty()) facts.insert(facts.begin(), {c.text("place"), h::text(place)});
    if (report.asset) facts.push_back({c.text("which_thing_it_is"), h::text(assets::words_of(c.text, report.asset->of))});
    if (!report.handed_to.empty()) facts.push_back({c.text("handed_to"), h::text(report.handed_to)});
    if (report.of.is_open && report.of.due_on) facts.push_back({c.text("at_latest"), h::text(c.text.day(*report.of.due_on))});
    if (report.of.is_open && said != Said::sent)
        if (const auto usual = usual_words(c.text, report.usual); !usual.empty()) facts.push_back({c.text("usually"), h::text(usual)});
    const auto description = h::when(!report.shown.description.empty(), [&] { return h::make<"<p>{}</p>">(report.shown.description); });
    const auto before =
        h::when(report.shown.picture.has_value(), [&] { return picture(report, *report.shown.picture, c.text("picture_before")); });
    const auto answer = h::when(!report.of.is_open && !report.shown.answer.empty(), [&] {
        return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p></section>)">(c.text("our_answer"), report.shown.answer);
    });
    const auto after =
        h::when(report.shown.after.has_value(), [&] { return picture(report, *report.shown.after, c.text("picture_after")); });
    std::vector<pages::ShownError> shown;
    for (const auto& error : errors) shown.push_back({"kontakt", c.text(error.text_key)});
    const auto main = h::make<
        R"({}{}{}<h1>{}</h1><p>{}</p><p>{}</p><div class="stack-lg"><div class="fault"><section class="stack">{}{}{}{}{}{}</section><div class="stack-lg">{}<section><h2>{}</h2>{}</section>{}</div></div>{}</div>)">(
        pages::error_summary(c.text, shown), pages::back_link("/felanmalan/karta", c.text("all_reports")), said_first(c, report, said),
        report.title, state_tag(c, report), state_words(c, report), map_around(c, report.of.place, report.title), pages::facts(facts),
        description, before, answer, after, follow_form(c, report, contact, errors), c.text("what_happened"), thread(c, report),
        pages::link_button("/felanmalan", c.text("report_another"), pages::Button::secondary), course_section(c, report));
    return pages::site(c, {.title = report.title + ", " + report.of.number,
                           .main = main,
                           .status = said == Said::closed_meanwhile ? 409
                                     : errors.empty()               ? 200
                                                                    : 422,
                           .has_errors = !errors.empty()});
}

static std::string named(const PublicReport& report) {
    const auto place = where(report.of.place);
    return report.title + (place.empty() ? "" : ", " + place);
}

/// One press of two, for whoever has the link.
static Html two_buttons(const Context& c, const PublicReport& report, std::string_view part, std::string_view token, const Html& buttons) {
    return pages::form(c, fmt::format("/felanmalan/{}/{}/{}", report.of.number, part, token), pages::button_row(buttons));
}

static http::Response answered_page(const Context& c, const PublicReport& report, std::string_view words) {
    return pages::task(
        c, {.title = c.text("thanks_answer"),
            .main = h::make<R"(<h1>{}</h1>{}<p>{}</p>)">(c.text("thanks_answer"), pages::notice(pages::Tone::ok, words),
                                                         pages::link("/felanmalan/" + report.of.number, c.text("see_report")))});
}

http::Response verdict_page(const Context& c, const PublicReport& report, std::string_view token) {
    const bool is_mended = report.of.state == mended_state;
    const auto question = is_mended ? c.text("is_it_mended") : c.text("is_it_right");
    const auto yes = is_mended ? c.text("yes_mended") : c.text("yes_right"),
               no = is_mended ? c.text("no_not_mended") : c.text("no_mend_it");
    const auto answers =
        two_buttons(c, report, "svar", token,
                    pages::button(yes, pages::Button::primary, "svar", "ja") + pages::button(no, pages::Button::secondary, "svar", "nej"));
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p>{}{}{}<p>{}</p>)">(
        question, named(report),
        h::when(!report.shown.answer.empty(), [&] { return h::make<"<blockquote><p>{}</p></blockquote>">(report.shown.answer); }),
        h::when(report.shown.after.has_value(), [&] { return picture(report, *report.shown.after, c.text("picture_after")); }), answers,
        c.text("no_reopens"));
    return pages::task(c, {.title = question, .main = main});
}

http::Response verdict_taken_page(const Context& c, const PublicReport& report, Verdict verdict) {
    switch (verdict) {
        case Verdict::is_mended: return answered_page(c, report, c.text("thanks_yes"));
        case Verdict::agrees: return answered_page(c, report, c.text("thanks_agrees"));
        case Verdict::reopened: return answered_page(c, report, c.text("thanks_no"));
        case Verdict::is_open: break;
    }
    return answered_page(c, report, c.text("is_open_already"));
}

http::Response messages_page(const Context& c, const PublicReport& report, std::string_view token) {
    const auto buttons = two_buttons(c, report, "meddelanden", token,
                                     pages::button(c.text("more_messages"), pages::Button::primary, "val", "fler") +
                                         pages::button(c.text("no_messages"), pages::Button::secondary, "val", "inga"));
    return pages::task(c, {.title = c.text("messages"),
                           .main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><p>{}</p>{})">(c.text("messages"), named(report),
                                                                                              c.text("messages_ask"), buttons)});
}

http::Response messages_chosen_page(const Context& c, const PublicReport& report, store::Wish wish) {
    return answered_page(c, report, wish == store::Wish::none ? c.text("messages_none") : c.text("messages_more"));
}

namespace {

geo::View view_of(const cases::GeoBox& box) {
    const geo::Position middle{(box.south + box.north) / 2, (box.west + box.east) / 2};
    return {middle, geo::distance({middle.latitude, box.west}, {middle.latitude, box.east}),
            geo::distance({box.south, middle.longitude}, {box.north, middle.longitude})};
}

Html drawn_map(const Context& c, const MapPage& page) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map) return {};
    geo::Picture picture;
    picture.view = view_of(page.box);
    picture.title = c.text("map_of_reports", page.view.number);
    picture.label_kinds = {"town", "district", "water"};
    picture.has_road_names = picture.view.width < 1500;
    constexpr double houses_are_seen = 2500;  // metres across: in a wider view they are points, and most of what is sent
    picture.has_buildings = picture.view.width < houses_are_seen;
    picture.fit = geo::Fit::whole;
    int number = 0;
    for (const auto& one : page.view.cases) picture.pins.push_back({one.place.at, std::to_string(++number), geo::Pin::Kind::plain});
    for (const auto& one : page.view.clusters) picture.pins.push_back({one.at, std::to_string(one.number), geo::Pin::Kind::hot});
    const auto& tiles = c.tenant.map_tiles;
    const auto view = fmt::format("{:.5f},{:.5f},13", picture.view.middle.latitude, picture.view.middle.longitude);
    return h::make<R"(<div class="map map--tall" {}>{}</div>)">(
        h::Attributes()
            .set("data-island", "map")
            .set("data-live", pages::asset_address("live_map.js"))
            .set("data-styles", pages::asset_address("map.css"))
            .set("data-base", c.tenant.town_map->base.address)
            .maybe("data-tiles", tiles.address)
            .maybe("data-tiles-credit", tiles.credit)
            .set("data-features", fmt::format("/felanmalan/karta.geojson?ruta={:.5f},{:.5f},{:.5f},{:.5f}", page.box.south, page.box.west,
                                              page.box.north, page.box.east))
            .set("data-moving", "/felanmalan/karta.geojson?ruta=")
            .set("data-view", view)
            .set("data-credit", c.text("map_credit", c.tenant.name))
            .set("data-zoom-in", c.text("zoom_in"))
            .set("data-zoom-out", c.text("zoom_out")),
        geo::map_svg(*map, picture));
}

}  // namespace

http::Response map_page(const Context& c, const Categories& categories, const MapPage& page) {
    std::vector<std::vector<Html>> rows;
    int number = 0;
    for (const auto& one : page.view.cases)
        rows.push_back({h::text(std::to_string(++number)), pages::link("/felanmalan/" + one.number, title_of(c, categories, one.service)),
                        h::text(where(one.place)), h::text(c.text.short_day(swedish_date(one.received_at)))});
    const auto list = !rows.empty()
                          ? pages::table(c.text("open_reports"),
                                         {{c.text("on_map"), true}, {c.text("what_fault")}, {c.text("place")}, {c.text("reported")}}, rows)
                      : page.view.number > 0 ? pages::notice(pages::Tone::info, c.text("too_many_to_list", page.view.number))
                                             : pages::empty_state(c.text("none_open"), c.text("none_open_do"));
    const auto search = pages::search_form(c.text, {.action = "/felanmalan/karta",
                                                    .label = c.text("search_place"),
                                                    .value = page.place,
                                                    .placeholder = c.text("search_example"),
                                                    .name = "plats"});
    const auto unknown = h::when(page.is_unknown, [&] { return pages::notice(pages::Tone::warn, c.text("error_place_unknown")); });
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p>{}{}{}<h2>{}</h2>{}{})">(
        c.text("map_title"), c.text("map_lead", page.view.number), search, unknown, drawn_map(c, page), c.text("open_reports"), list,
        pages::button_row(pages::link_button("/felanmalan", c.text("title")) +
                          pages::link_button("/felanmalan/statistik", c.text("statistics"), pages::Button::secondary)));
    return pages::site(c, {.title = c.text("map_title"), .main = main, .island = "map"});
}

std::string as_geojson(const Context& c, const Categories& categories, const cases::MapView& view,
                       const std::vector<StandingThing>& standing) {
    const auto feature = [](geo::Position at, json::Value properties) {
        return json::object({{"type", "Feature"},
                             {"geometry", json::object({{"type", "Point"}, {"coordinates", json::array({at.longitude, at.latitude})}})},
                             {"properties", std::move(properties)}});
    };
    json::Array features;
    // Below the reports.
    for (const auto& [one, service] : standing)
        features.push_back(
            feature(one.at, json::object({{"name", assets::words_of(c.text, one)},
                                          {"href", fmt::format("/felanmalan?plats={:.6f}%2C{:.6f}{}{}&sak={}", one.at.latitude,
                                                               one.at.longitude, service.empty() ? "" : "&typ=", service, one.id.value)},
                                          {"thing", true}})));
    for (const auto& one : view.cases)
        features.push_back(feature(
            one.place.at,
            json::object({{"name", title_of(c, categories, one.service)}, {"href", "/felanmalan/" + one.number}, {"number", one.number}})));
    for (const auto& one : view.clusters)
        features.push_back(feature(one.at, json::object({{"name", c.text("so_many", one.number)}, {"count", one.number}})));
    return json::to_text(json::object({{"type", "FeatureCollection"}, {"features", json::Value(std::move(features))}}));
}

}  // namespace fault_reports::views
