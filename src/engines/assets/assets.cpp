#include "engines/assets/assets.h"

#include <algorithm>
#include <numbers>

#include "engines/assets/cells.h"
#include "foundation/db/marks.h"
#include "foundation/geo/places.h"

namespace assets {
namespace {

constexpr std::string_view columns = "SELECT id, kind, reference, name, latitude, longitude, ended_at FROM assets_asset ";

Asset asset_in(const db::Row& row) {
    return {.id = row.as<AssetId>("id"),
            .kind = from_name<Kind>(row.text("kind")).value_or(Kind::other),
            .reference = row.text("reference"),
            .name = row.text("name"),
            .at = {row.real("latitude"), row.real("longitude")},
            .is_ended = !row.is_null("ended_at")};
}

Box around(geo::Position at, double metres) {
    constexpr double metres_a_degree = 111'320;
    const double north = metres / metres_a_degree;
    const double east = north / std::max(0.01, std::cos(at.latitude * std::numbers::pi / 180));
    return {at.latitude - north, at.longitude - east, at.latitude + north, at.longitude + east};
}

double width_of(const Box& box) {
    const double middle = (box.south + box.north) / 2;
    return std::max(geo::distance({box.south, box.west}, {box.north, box.west}), geo::distance({middle, box.west}, {middle, box.east}));
}

/// Row by row of cells, so that each is one stretch of the index.
std::vector<Asset> in_cells(db::Connection& db, const Box& box, const std::vector<Kind>& kinds, int limit) {
    std::vector<Asset> found;
    const auto sql = std::string(columns) + "WHERE ended_at IS NULL AND row_no = ? AND col_no BETWEEN ? AND ?" + " AND kind IN (" +
                     db::marks(kinds.size()) + ") LIMIT ?";
    for (auto row = row_of(box.south); row <= row_of(box.north) && std::ssize(found) < limit; ++row) {
        std::vector<db::Argument> values{row, column_of(box.west), column_of(box.east)};
        for (const auto kind : kinds) values.emplace_back(to_name(kind));
        values.emplace_back(limit - static_cast<int>(found.size()));
        db.each([&](const db::Row& one) { found.push_back(asset_in(one)); }, sql, values);
    }
    return found;
}

}  // namespace

std::string words_of(const Texts& area_text, Kind kind) {
    const auto text = area_text.of("assets");
    return text("kind." + std::string(to_name(kind)));
}

std::string words_of(const Texts& text, const Asset& of) {
    const auto& called = of.name.empty() ? of.reference : of.name;
    const bool is_number = std::ranges::any_of(called, [](char c) { return c >= '0' && c <= '9'; });
    // A name says what it is; a number does not.
    return is_number || of.name.empty() ? words_of(text, of.kind) + " " + called : called;
}

std::vector<Near> nearest(db::Connection& db, geo::Position at, const std::vector<Kind>& kinds, double metres, int limit) {
    constexpr int most_looked_at = 5000;
    std::vector<Near> near;
    if (kinds.empty()) return near;
    for (auto& one : in_cells(db, around(at, metres), kinds, most_looked_at))
        if (const double away = geo::distance(at, one.at); away <= metres) near.push_back({std::move(one), away});
    std::ranges::stable_sort(near, {}, &Near::metres);
    if (std::ssize(near) > limit) near.resize(static_cast<std::size_t>(limit));
    return near;
}

std::vector<Asset> standing_in(db::Connection& db, const Box& box, const std::vector<Kind>& kinds, int most) {
    if (kinds.empty() || width_of(box) > widest_box) return {};
    auto found = in_cells(db, box, kinds, most + 1);
    if (std::ssize(found) > most) found.clear();
    return found;
}

Result<Asset> find(db::Connection& db, AssetId id) {
    auto found = db.one(asset_in, std::string(columns) + "WHERE id = ?", id);
    if (!found) return failure(Fault::not_found);
    return *std::move(found);
}

std::map<std::int64_t, Asset> find_all(db::Connection& db, const std::vector<AssetId>& ids) {
    std::map<std::int64_t, Asset> all;
    if (ids.empty()) return all;
    db.each([&](const db::Row& row) { all.emplace(row.integer("id"), asset_in(row)); },
            std::string(columns) + "WHERE id IN (" + db::marks(ids.size()) + ")", std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}

Result<Asset> find_by_reference(db::Connection& db, const std::vector<Kind>& kinds, std::string_view reference) {
    for (const auto kind : kinds)
        if (auto found =
                db.one(asset_in, std::string(columns) + "WHERE kind = ? AND reference = ? AND ended_at IS NULL", to_name(kind), reference))
            return *std::move(found);
    return failure(Fault::not_found);
}

bool has_any(db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM (SELECT 1 FROM assets_asset LIMIT 1) AS one") > 0; }

}  // namespace assets
