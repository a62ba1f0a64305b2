#include "engines/forms/place.h"

#include <fmt/format.h>

#include "engines/forms/normal.h"
#include "engines/forms/shown.h"
#include "engines/pages/assets.h"
#include "engines/pages/components.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/map_svg.h"
#include "foundation/geo/places.h"
#include "foundation/json/json.h"

namespace forms {
namespace {

using html::Html;
using html::make;

constexpr double town_width = 1800, street_width = 900, point_width = 420;  ///< metres that the drawn map shows
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

geo::Picture plain_picture() {
    geo::Picture picture;
    picture.label_kinds = {"town", "district", "water", "poi"};
    picture.has_road_names = true;
    return picture;
}

/// A line or an area with air around it.
geo::Picture picture_of(const Drawing& points, MapShape shape) {
    auto picture = plain_picture();
    picture.view = geo::view_of(points);
    picture.drawn = points;
    picture.is_area = shape == MapShape::area;
    return picture;
}

/// Without a place: the town around its square.
geo::Picture picture_of(const geo::BaseMap& map, const ShownPlace& shown) {
    auto picture = plain_picture();
    picture.view.middle = shown.at.value_or(map.square());
    picture.view.width = !shown.at ? town_width : shown.is_exact ? point_width : street_width;
    picture.view.height = picture.view.width * height_for_width;
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

std::optional<geo::Position> position_of(const geo::BaseMap* map, const Answer& answer) {
    if (const auto* point = answer.point()) return *point;
    if (!answer.drawing().empty()) return answer.drawing().front();
    if (!map || answer.text().empty()) return std::nullopt;
    const auto named = geo::named_place(*map, answer.text());
    return named ? std::optional(named->at) : std::nullopt;
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

/// The map of a question, and the words above it.
struct Drawn {
    geo::Picture picture;
    std::string words;
};
static Drawn drawn_for(const Texts& texts, const geo::BaseMap& map, const Field& field, const Answer* answer) {
    if (field.is_drawn() && answer && !answer->drawing().empty()) {
        auto picture = picture_of(answer->drawing(), field.shape);
        picture.title = texts(picture.is_area ? "map_of_area" : "map_of_line");
        return {std::move(picture), shown(texts, field, *answer)};
    }
    const auto found = answer && !field.is_drawn() ? shown_place(texts, map, *answer) : ShownPlace{};
    auto picture = picture_of(map, found);
    picture.title = found.at ? texts("map_of_place", found.words) : texts("map_of_town");
    return {std::move(picture), found.words};
}

/// Buttons that mean nothing without the island.
static Html island_tools(const Texts& texts, const Field& field) {
    const auto button = [&](std::string_view what, std::string_view icon, const std::string& words) {
        return make<R"(<button type="button" class="btn btn--secondary btn--sm" data-do="{}">{}{}</button>)">(what, pages::icon(icon),
                                                                                                              words);
    };
    auto buttons = button("middle", "target", texts(field.is_drawn() ? "add_middle" : "choose_middle")) +
                   button("position", "current-location", texts("use_position"));
    if (field.is_drawn()) buttons += button("undo", "arrow-back-up", texts("undo_point"));
    return make<R"(<template><p class="place__help">{}</p><div class="place__tools">{}</div></template>)">(
        texts(field.is_drawn() ? "map_help_drawn" : "map_help"), buttons);
}

Html place_map(const Texts& any_texts, const PlaceMap& under, const Field& field, const std::string& name, const Answer* answer) {
    if (!under.map) return {};
    const auto texts = any_texts.of("forms");
    const auto [picture, words] = drawn_for(texts, *under.map, field, answer);
    // For the island: what the map shows at first, and the words it needs.
    html::Attributes island;
    if (!under.geometry_address.empty())
        island.set("data-island", "place")
            .set("data-live", pages::asset_address("live_place.js"))
            .set("data-styles", pages::asset_address("map.css"))
            .set("data-geometry", under.geometry_address)
            .set("data-look-up", under.look_up_address)
            .maybe("data-tiles", under.tiles)
            .maybe("data-tiles-credit", under.tiles_credit)
            .set("data-input", name)
            .set("data-shape", to_name(field.shape))
            .set("data-middle", fmt::format("{:.6f},{:.6f}", picture.view.middle.latitude, picture.view.middle.longitude))
            .set("data-metres", std::to_string(static_cast<int>(picture.view.width)))
            .flag("data-chosen", !picture.pins.empty())
            .set("data-name", texts("map_that_moves"))
            .set("data-zoom-in", texts("zoom_in"))
            .set("data-zoom-out", texts("zoom_out"))
            .set("data-no-position", texts("no_position"));
    const auto tools = html::when(!under.geometry_address.empty(), [&] { return island_tools(texts, field); });
    const auto credit = html::when(!under.credit.empty(), [&] { return make<R"(<span class="map__credit">{}</span>)">(under.credit); });
    return make<
        R"(<div class="place__below" {}><p class="place__words" role="status">{}</p><div class="map place__map">{}{}</div>{}</div>)">(
        island, words, geo::map_svg(*under.map, picture), credit, tools);
}

std::string look_up_drawing(const Texts& any_texts, const geo::BaseMap& map, std::string_view typed, MapShape shape) {
    const auto texts = any_texts.of("forms");
    const auto points = drawing(typed, &map);
    if (!points) {
        const auto& refused = points.error();
        return json::to_text(json::object({{"error", texts(refused.text_key, texts("on_the_map"), refused.arguments.front())}}));
    }
    Field field{.type = FieldType::map, .shape = shape};
    return json::to_text(json::object({{"words", shown(texts, field, {*points})}, {"points", json::array(*points, [](const Point& at) {
                                                                                       return json::array({at.latitude, at.longitude});
                                                                                   })}}));
}

Html place_with_map(const Texts& any_texts, const geo::BaseMap& map, const Field& field, const Answer& answer, std::string_view words) {
    const auto texts = any_texts.of("forms");
    const auto frame = [](const Html& drawn, const Html& said) {
        return make<R"(<div class="place-answer"><div class="map place-answer__map">{}</div><p>{}</p></div>)">(drawn, said);
    };
    if (field.is_drawn()) return frame(geo::map_svg(map, drawn_for(texts, map, field, &answer).picture), html::text(words));
    const auto found = shown_place(texts, map, answer);
    if (!found.at) return html::text(words);
    const auto around = html::when(!found.words.empty(), [&] { return make<R"(<br><span class="muted">{}</span>)">(found.words); });
    auto picture = picture_of(map, found);
    picture.title = texts("map_of_place", found.words.empty() ? std::string(words) : found.words);
    return frame(geo::map_svg(map, picture), html::text(words) + around);
}

}  // namespace forms
