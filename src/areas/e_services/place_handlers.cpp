/// What the map of a question asks while it is moved.
#include "areas/e_services/handlers.h"
#include "engines/forms/place.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"

namespace e_services {

/// Room for as many lines as a drawing may have.
static constexpr std::size_t longest_drawing = 20'000;

/// Posted, so that where someone is stands in no address and no log.
Result<http::Response> look_up_place(Context& c) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map) return failure(Fault::not_found);
    if (const auto shape = from_name<forms::MapShape>(c.request.field("slag")); shape && *shape != forms::MapShape::point)
        return http::Response{
            .type = "application/json",
            .body = forms::look_up_drawing(c.text, *map, first_characters(c.request.field("plats"), longest_drawing), *shape)};
    return http::Response{.type = "application/json",
                          .body = forms::look_up(c.text, *map, first_characters(c.request.field("plats"), 200))};
}

}  // namespace e_services
