/// What the map of a question asks while it is moved, and a question about an address while it is typed.
#include "areas/e_services/handlers.h"
#include "engines/addresses/addresses.h"
#include "engines/forms/place.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

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

/// Posted as well. What is chosen fills the inputs of postcode and town.
Result<http::Response> suggest_addresses(Context& c) {
    constexpr int most_shown = 8;
    const auto kind = from_name<addresses::Kind>(c.request.field("slag"));
    if (!kind) return failure(Fault::not_found);
    const auto typed = first_characters(tidy_text(c.request.field("q")), 200);
    json::Array all;
    for (const auto& entry : c.db.read([&](db::Connection& db) { return addresses::search(db, typed, kind, most_shown); })) {
        auto one = json::object({{"words", entry.first_line()}, {"shown", entry.written()}});
        if (*kind == addresses::Kind::address) one.set("fields", json::object({{"postcode", entry.postcode}, {"town", entry.locality}}));
        all.push_back(std::move(one));
    }
    return http::Response{.type = "application/json", .body = json::to_text(json::Value(std::move(all)))};
}

}  // namespace e_services
