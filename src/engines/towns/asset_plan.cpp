#include "engines/towns/asset_plan.h"

#include <fmt/format.h>

#include <array>

#include "engines/assets/register_file.h"
#include "engines/municipality/town_map.h"
#include "engines/towns/street_lines.h"

namespace towns {
namespace {

/// How often a kind stands along a street, how far in it begins, and how far from its middle; metres.
struct Row {
    assets::Kind kind;
    std::string_view letters;  ///< that its numbers begin with
    double each, first, aside;
    bool has_number = true;  ///< a plate that can be read in the street
};
constexpr std::array<Row, 9> rows{{{assets::Kind::lamp_post, "L", 32, 6, 6},
                                   {assets::Kind::well, "B", 48, 20, 4},
                                   {assets::Kind::bin, "P", 110, 40, 8, false},
                                   {assets::Kind::tree, "T", 26, 14, 9, false},
                                   {assets::Kind::bench, "S", 140, 70, 9, false},
                                   {assets::Kind::sign, "V", 90, 3, 6, false},
                                   {assets::Kind::hydrant, "H", 220, 60, 7},
                                   {assets::Kind::bus_stop, "C", 400, 150, 7, false},
                                   {assets::Kind::playground, "Y", 900, 200, 40, false}}};

}  // namespace

void add_assets(Tenant& tenant) {
    const auto* map = municipality::map_of(tenant);
    if (!map) return;
    assets::Import import(tenant.db);
    std::array<int, rows.size()> numbers{};
    for (const auto& street : map->shapes()) {
        if (street.name.empty()) continue;
        const double length = length_of(street.points);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto& row = rows[i];
            for (double on = row.first; on < length; on += row.each) {
                const int number = ++numbers[i];
                const double side = number % 2 == 0 ? row.aside : -row.aside;
                const auto at = map->position(along(street.points, on, side));
                if (!map->holds(at)) continue;
                import.add({.kind = row.kind,
                            .reference = fmt::format("{}-{:05}", row.letters, number),
                            .name = row.has_number ? std::to_string(1000 + number) : std::string(),
                            .at = at});
            }
        }
    }
    import.finish();
}

}  // namespace towns
