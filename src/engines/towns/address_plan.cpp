#include "engines/towns/address_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engines/addresses/register_file.h"
#include "engines/municipality/town_map.h"
#include "engines/towns/street_lines.h"
#include "foundation/geo/places.h"

namespace towns {
namespace {

constexpr std::size_t postcodes = 90, blocks_numbered = 9, properties_a_block = 40;

std::size_t place_of(const Town& town, std::string_view street) {
    return static_cast<std::size_t>(std::ranges::find(town.streets, street) - town.streets.begin());
}

/// "Exempelby Eken 1:7": each that property_designation may make, one after another.
std::string property_number(const Town& town, std::size_t which) {
    const auto of_block = blocks_numbered * properties_a_block;
    return fmt::format("{} {} {}:{}", town.name.sv, town.property_blocks[which / of_block % town.property_blocks.size()],
                       which % of_block / properties_a_block + 1, which % properties_a_block + 1);
}

/// Where a house stands: along its street, or in rows around the town's middle for a street that the map does not draw.
geo::Position house(const geo::BaseMap& map, const std::vector<geo::Point>& line, std::size_t street, int number) {
    constexpr double between_houses = 12, from_middle_of_road = 15, innermost = 300;
    const double aside = number % 2 == 0 ? from_middle_of_road : -from_middle_of_road, on = number * between_houses / 2;
    if (line.size() > 1) return map.position(along(line, on, aside));
    const double angle = static_cast<double>(street) * 2.399963;  // the golden angle: no two rows meet
    const geo::Point from{innermost * std::cos(angle), innermost * std::sin(angle)};
    const geo::Point outwards{(innermost + 1000) * std::cos(angle), (innermost + 1000) * std::sin(angle)};
    return map.position(along({from, outwards}, on, aside));
}

}  // namespace

std::string postcode_of(const Town& town, std::string_view street) {
    const auto place = place_of(town, street) % postcodes;
    return fmt::format("99{} {}0", place / 9, place % 9 + 1);
}

void add_addresses(Tenant& tenant, const Town& town, std::int64_t about) {
    const auto* map = municipality::map_of(tenant);
    constexpr int doors_of_four_houses = 8;  // 1, 2, 3 and 4, and A to D of the fourth
    const auto of_each = std::max<std::int64_t>(4, about / std::max<std::int64_t>(1, std::ssize(town.streets)) * 4 / doors_of_four_houses);
    addresses::Import import(tenant.db);
    std::size_t which = 0;
    for (std::size_t street = 0; street < town.streets.size(); ++street) {
        const auto& name = town.streets[street];
        const auto line = map ? line_of(*map, name) : std::vector<geo::Point>();
        for (int number = 1; number <= of_each; ++number) {
            addresses::FileLine entry{.address = fmt::format("{} {}", name, number),
                                      .postcode = postcode_of(town, name),
                                      .locality = town.name.sv,
                                      .property = property_number(town, which++)};
            if (map) entry.at = house(*map, line, street, number);
            import.add(entry);
            if (number % 4 != 0) continue;
            for (const char* door : {"A", "B", "C", "D"}) {
                auto one = entry;
                one.address += " " + std::string(door);
                import.add(one);
            }
        }
    }
    import.finish();
}

}  // namespace towns
