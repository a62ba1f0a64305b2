#include "engines/forms/place.h"

#include <fmt/format.h>

#include "engines/forms/normal.h"
#include "engines/pages/components.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/map_svg.h"
#include "foundation/geo/places.h"
#include "foundation/json/json.h"

namespace forms {
namespace {

using html::Html;
using html::make;

constexpr double town_width = 2600, street_width = 900, point_width = 420;  ///< metres that the drawn map shows
constexpr double height_for_width = 0.75;

std::string words_around(const Texts& texts, const geo::BaseMap& map, Point at) {
    const auto around = geo::surroundings(map, at);
    std::vector<std::string> said;
    if (!around.water.empty()) said.push_back(texts("place_in", around.water));
    if (!around.road.empty()) said.push_back(texts("place_by", around.road));
    if (!around.landmark.empty()) said.push_back(texts(said.empty() ? "place_near_first" : "place_near", around.landmark));
    if (!around.district.empty()) said.push_back(around.district);
    return joined(said, ", ");
}

/// Without a place: the town around its square.
geo::Picture picture_of(const geo::BaseMap& map, const ShownPlace& shown) {
    geo::Picture picture;
    picture.view.middle = shown.at.value_or(map.square());
    picture.view.width = !shown.at ? town_width : shown.is_exact ? point_width : street_width;
    picture.view.height = picture.view.width * height_for_width;
    picture.label_kinds = {"town", "district", "water", "poi"};
    picture.has_road_names = true;
    if (shown.at && shown.is_exact) picture.pins.push_back({*shown.at, "", geo::Pin::Kind::drop});
    return picture;
}

}  // namespace

ShownPlace shown_place(const Texts& any_texts, const geo::BaseMap& map, const Answer& answer) {
    const auto texts = any_texts.of("forms");
    if (const auto* point = answer.point()) return {*point, true, words_around(texts, map, *point)};
    if (answer.text().empty()) return {};
    const auto found = geo::named_place(map, answer.text());
    if (!found) return {{}, false, texts("place_not_found")};
    return {found->at, false, texts("place_found", found->name)};
}

std::string look_up(const Texts& any_texts, const geo::BaseMap& map, std::string_view typed) {
    const auto texts = any_texts.of("forms");
    const auto answer = place(typed, &map);
    if (!answer) return json::to_text(json::object({{"error", texts(answer.error().text_key)}}));
    const auto shown = shown_place(texts, map, *answer);
    auto said = json::object({{"words", shown.words}});
    if (shown.at) said.set("latitude", shown.at->latitude).set("longitude", shown.at->longitude).set("exact", shown.is_exact);
    return json::to_text(said);
}

Html place_map(const Texts& any_texts, const PlaceMap& under, const std::string& name, const Answer* answer) {
    if (!under.map) return {};
    const auto texts = any_texts.of("forms");
    const auto shown = answer ? shown_place(texts, *under.map, *answer) : ShownPlace{};
    auto picture = picture_of(*under.map, shown);
    picture.title = shown.at ? texts("map_of_place", shown.words) : texts("map_of_town");
    // For the island: what the map shows at first, the words it needs, and buttons that mean nothing without it.
    html::Attributes island;
    if (!under.geometry_address.empty())
        island.set("data-island", "place")
            .set("data-geometry", under.geometry_address)
            .set("data-look-up", under.look_up_address)
            .set("data-input", name)
            .set("data-middle", fmt::format("{:.6f},{:.6f}", picture.view.middle.latitude, picture.view.middle.longitude))
            .set("data-metres", std::to_string(static_cast<int>(picture.view.width)))
            .flag("data-chosen", !picture.pins.empty())
            .set("data-name", texts("map_that_moves"))
            .set("data-zoom-in", texts("zoom_in"))
            .set("data-zoom-out", texts("zoom_out"))
            .set("data-no-position", texts("no_position"));
    const auto tools = html::when(!under.geometry_address.empty(), [&] {
        return make<
            R"(<template><p class="place__help">{}</p><div class="place__tools"><button type="button" class="btn btn--secondary btn--sm" data-do="middle">{}{}</button><button type="button" class="btn btn--secondary btn--sm" data-do="position">{}{}</button></div></template>)">(
            texts("map_help"), pages::icon("target"), texts("choose_middle"), pages::icon("current-location"), texts("use_position"));
    });
    const auto credit = html::when(!under.credit.empty(), [&] { return make<R"(<span class="map__credit">{}</span>)">(under.credit); });
    return make<
        R"(<div class="place__below" {}><p class="place__words" role="status">{}</p><div class="map place__map">{}{}</div>{}</div>)">(
        island, shown.words, geo::map_svg(*under.map, picture), credit, tools);
}

Html place_with_map(const Texts& any_texts, const geo::BaseMap& map, const Answer& answer, std::string_view words) {
    const auto texts = any_texts.of("forms");
    const auto shown = shown_place(texts, map, answer);
    if (!shown.at) return html::text(words);
    const auto around = html::when(!shown.words.empty(), [&] { return make<R"(<br><span class="muted">{}</span>)">(shown.words); });
    auto picture = picture_of(map, shown);
    picture.title = texts("map_of_place", shown.words.empty() ? std::string(words) : shown.words);
    return make<R"(<div class="place-answer"><div class="map place-answer__map">{}</div><p>{}{}</p></div>)">(geo::map_svg(map, picture),
                                                                                                             words, around);
}

}  // namespace forms
