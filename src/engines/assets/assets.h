#pragma once
/// The municipality's own things in the street: lamp posts, bins, benches. What stands where, by its owner's register, and nothing of
/// people.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/id.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/geo/base_map.h"
#include "foundation/texts/texts.h"

using AssetId = Id<struct AssetTag>;

namespace assets {

enum class Kind {
    lamp_post,
    bin,
    bench,
    well,
    playground,
    bus_stop,
    tree,
    sign,
    hydrant,
    bicycle_stand,
    traffic_light,
    bridge,
    toilet,
    other
};

struct Asset {
    AssetId id{};
    Kind kind{};
    std::string reference;  ///< in the owner's register; known once in each kind
    std::string name{};     ///< "1234", "Björkdungens lekplats"; may be empty
    geo::Position at{};
    bool is_ended = false;  ///< it stands there no more
};

/// "Lyktstolpe 1234", "Björkdungens lekplats"; the reference where it has no name.
std::string words_of(const Texts&, const Asset&);
/// "Lyktstolpe".
std::string words_of(const Texts&, Kind);

struct Near {
    Asset of;
    double metres = 0;
};
/// Those of these kinds that stand within so many metres, the nearest first. Reads a few cells of the index, however many there are.
std::vector<Near> nearest(db::Connection&, geo::Position, const std::vector<Kind>&, double metres, int limit);

/// Degrees.
struct Box {
    double south = 0, west = 0, north = 0, east = 0;
};
/// What of these kinds stands in a small part of the map: nothing when that is wider than `widest_box` metres, or when it is more than
/// `most`, since a part of it would look like all.
inline constexpr double widest_box = 900;
std::vector<Asset> standing_in(db::Connection&, const Box&, const std::vector<Kind>&, int most);

Result<Asset> find(db::Connection&, AssetId);
/// By their ids; what is not there is not among them.
std::map<std::int64_t, Asset> find_all(db::Connection&, const std::vector<AssetId>&);
/// As the owner calls it, of one of these kinds. What is ended is not found.
Result<Asset> find_by_reference(db::Connection&, const std::vector<Kind>&, std::string_view reference);
bool has_any(db::Connection&);

}  // namespace assets

template <>
inline constexpr EnumNames<assets::Kind, 14> names_of<assets::Kind> = {{
    {assets::Kind::lamp_post, "lamp_post"},
    {assets::Kind::bin, "bin"},
    {assets::Kind::bench, "bench"},
    {assets::Kind::well, "well"},
    {assets::Kind::playground, "playground"},
    {assets::Kind::bus_stop, "bus_stop"},
    {assets::Kind::tree, "tree"},
    {assets::Kind::sign, "sign"},
    {assets::Kind::hydrant, "hydrant"},
    {assets::Kind::bicycle_stand, "bicycle_stand"},
    {assets::Kind::traffic_light, "traffic_light"},
    {assets::Kind::bridge, "bridge"},
    {assets::Kind::toilet, "toilet"},
    {assets::Kind::other, "other"},
}};
