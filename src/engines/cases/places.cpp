#include "engines/cases/places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engines/cases/find.h"
#include "engines/forms/place.h"
#include "engines/identity/roles.h"
#include "engines/municipality/town_map.h"
#include "foundation/db/marks.h"
#include "foundation/geo/places.h"

namespace cases {
namespace {

/// Cells of about 110 metres a side in Sweden, in degrees; each level four times as wide as the one before.
constexpr double row_height = 0.001, column_width = 0.002;
constexpr std::array<int, 6> levels = {0, 2, 4, 6, 8, 10};
constexpr std::int64_t most_cells = 256;

std::int64_t row_of(double latitude) { return static_cast<std::int64_t>(std::floor(latitude / row_height)); }
std::int64_t column_of(double longitude) { return static_cast<std::int64_t>(std::floor(longitude / column_width)); }

/// Cells of one level, both ends included.
struct Cells {
    int level = 0;
    std::int64_t south = 0, west = 0, north = 0, east = 0;
    std::int64_t number() const { return (north - south + 1) * (east - west + 1); }
};
Cells cells_of(const GeoBox& box, int level) {
    return {level, row_of(box.south) >> level, column_of(box.west) >> level, row_of(box.north) >> level, column_of(box.east) >> level};
}
/// The smallest cells of which few cover the box.
Cells cells_for(const GeoBox& box) {
    for (const int level : levels)
        if (const auto cells = cells_of(box, level); cells.number() <= most_cells) return cells;
    // Larger than any municipality: a part of it.
    auto cells = cells_of(box, levels.back());
    cells.north = std::min(cells.north, cells.south + 15);
    cells.east = std::min(cells.east, cells.west + 15);
    return cells;
}

geo::Position middle_of(int level, std::int64_t row, std::int64_t column) {
    const auto size = static_cast<double>(std::int64_t{1} << level);
    return {(static_cast<double>(row) + 0.5) * size * row_height, (static_cast<double>(column) + 0.5) * size * column_width};
}

constexpr std::string_view columns =
    "c.id, c.number, c.service, c.state, c.unit, c.due_on, p.latitude, p.longitude, p.road, p.district, p.is_open, p.received_at, "
    "p.updated_at, p.closed_at FROM cases_place p JOIN cases_case c ON c.id = p.case_id ";

PlacedCase placed(const db::Row& row) {
    return {.id = row.as<CaseId>("id"),
            .number = row.text("number"),
            .service = row.text("service"),
            .state = row.text("state"),
            .unit = row.as<UnitId>("unit"),
            .place = {{row.real("latitude"), row.real("longitude")}, row.text("road"), row.text("district")},
            .is_open = row.integer("is_open") == 1,
            .received_at = row.as<Timestamp>("received_at"),
            .updated_at = row.as<Timestamp>("updated_at"),
            .closed_at = row.maybe<Timestamp>("closed_at"),
            .due_on = row.maybe<Date>("due_on")};
}

std::string select(std::string_view rest) { return "SELECT " + std::string(columns) + std::string(rest); }

/// Where the earth is: numbers that came from outside make no more cells than that.
GeoBox on_earth(const GeoBox& box) {
    return {std::clamp(box.south, -90.0, 90.0), std::clamp(box.west, -180.0, 180.0), std::clamp(box.north, -90.0, 90.0),
            std::clamp(box.east, -180.0, 180.0)};
}

/// A statement that is put together, with what it binds.
struct Conditions {
    std::string sql = "WHERE 1 = 1";
    std::vector<db::Argument> values{};

    void add(std::string_view words, auto... bound) {
        sql += " AND " + std::string(words);
        (values.emplace_back(bound), ...);
    }
    void any_of(std::string_view column, const std::vector<std::string>& all) {
        if (all.empty()) return;
        values.insert(values.end(), all.begin(), all.end());
        sql += " AND " + std::string(column) + " IN (" + db::marks(all.size()) + ")";
    }
};

/// A time of a case. Within a box it is written so that no index has it: the cells find fewer than the times do.
std::string column(const PlaceFilter& filter, std::string_view time) { return (filter.box ? "+p." : "p.") + std::string(time); }

Conditions conditions_of(const PlaceFilter& filter) {
    Conditions all;
    if (!filter.numbers.empty()) {
        all.any_of("c.number", filter.numbers);
        return all;
    }
    all.any_of("p.service", filter.services);
    const auto received = column(filter, "received_at"), updated = column(filter, "updated_at");
    if (filter.from) all.add(received + " >= ?", *filter.from);
    if (filter.to) all.add(received + " <= ?", *filter.to);
    if (filter.updated_from) all.add(updated + " >= ?", *filter.updated_from);
    if (filter.updated_to) all.add(updated + " <= ?", *filter.updated_to);
    if (filter.is_open) all.add("p.is_open = ?", *filter.is_open ? 1 : 0);
    if (filter.box) {
        const auto box = on_earth(*filter.box);
        all.add("p.row_no BETWEEN ? AND ? AND p.col_no BETWEEN ? AND ?", row_of(box.south), row_of(box.north), column_of(box.west),
                column_of(box.east));
        all.add("p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? AND ?", box.south, box.north, box.west, box.east);
    }
    return all;
}

constexpr std::int64_t enough_of_a_district = 10;

Usual usual_from(std::vector<std::int64_t> times, std::string_view district) {
    std::ranges::sort(times);
    Usual usual{.number = static_cast<std::int64_t>(times.size()), .district = std::string(district)};
    if (times.empty()) return usual;
    usual.median = times[times.size() / 2];
    usual.nine_of_ten = times[times.size() * 9 / 10];
    return usual;
}

}  // namespace

std::optional<Place> place_in(const Tenant& tenant, const Application& application) {
    const auto* map = municipality::map_of(tenant);
    for (const auto& page : application.service.form.pages)
        for (const auto& field : page.fields) {
            if (field.type != forms::FieldType::map) continue;
            const auto* answer = application.answers.find(field.id);
            const auto at = answer ? forms::position_of(map, *answer) : std::nullopt;
            if (!at) continue;
            const auto around = map ? geo::surroundings(*map, *at) : geo::Surroundings{};
            return Place{*at, around.road, around.district};
        }
    return std::nullopt;
}

json::Value to_json(const std::optional<Place>& place) {
    if (!place) return {};
    return json::object(
        {{"latitude", place->at.latitude}, {"longitude", place->at.longitude}, {"road", place->road}, {"district", place->district}});
}

Result<PlacedCase> find_placed(db::Connection& db, std::string_view number) {
    auto found = db.one(placed, select("WHERE c.number = ?"), number);
    if (!found) return failure(Fault::not_found);
    return *std::move(found);
}

GeoBox box_around(geo::Position at, double metres) {
    constexpr double metres_a_degree = 111'320;
    const double north = metres / metres_a_degree;
    const double east = north / std::max(0.01, std::cos(at.latitude * std::numbers::pi / 180));
    return {at.latitude - north, at.longitude - east, at.latitude + north, at.longitude + east};
}

MapView map_view(db::Connection& db, const GeoBox& asked) {
    MapView view;
    const auto box = on_earth(asked);
    const auto cells = cells_for(box);
    for (auto row = cells.south; row <= cells.north; ++row) {
        db.all(
            [&](const db::Row& found) {
                const auto number = found.integer("n");
                if (number > 0) view.clusters.push_back({middle_of(cells.level, row, found.integer("col_no")), number});
                view.number += number;
                return 0;
            },
            "SELECT col_no, SUM(number) AS n FROM cases_place_cell WHERE level_no = ? AND row_no = ? AND col_no BETWEEN ? AND ? "
            "GROUP BY col_no ORDER BY col_no",
            cells.level, row, cells.west, cells.east);
    }
    if (view.number > most_on_map) return view;
    view.clusters.clear();
    view.cases =
        db.all(placed,
               select("WHERE p.is_open = 1 AND p.row_no BETWEEN ? AND ? AND p.col_no BETWEEN ? AND ? AND p.latitude BETWEEN ? AND ? "
                      "AND p.longitude BETWEEN ? AND ? ORDER BY p.received_at DESC LIMIT ?"),
               row_of(box.south), row_of(box.north), column_of(box.west), column_of(box.east), box.south, box.north, box.west, box.east,
               most_on_map);
    view.number = static_cast<std::int64_t>(view.cases.size());
    return view;
}

std::vector<Near> open_near(db::Connection& db, geo::Position at, double metres, std::string_view service, int limit) {
    const auto box = box_around(at, metres);
    const auto cases = db.all(
        placed,
        select("WHERE p.is_open = 1 AND p.row_no BETWEEN ? AND ? AND p.col_no BETWEEN ? AND ? ORDER BY p.received_at DESC LIMIT 500"),
        row_of(box.south), row_of(box.north), column_of(box.west), column_of(box.east));
    std::vector<Near> near;
    for (const auto& one : cases)
        if (const double away = geo::distance(at, one.place.at); away <= metres && (service.empty() || one.service == service))
            near.push_back({one, away});
    std::ranges::stable_sort(near, {}, &Near::metres);
    if (near.size() > static_cast<std::size_t>(limit)) near.resize(static_cast<std::size_t>(limit));
    return near;
}

std::vector<CaseId> readable_near(db::Connection& db, AccountId account, geo::Position at, double metres, int limit) {
    const auto box = box_around(at, metres);
    std::vector<CaseId> near;
    for (const auto& one : db.all(
             placed,
             select("WHERE p.row_no BETWEEN ? AND ? AND p.col_no BETWEEN ? AND ? AND p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? "
                    "AND ? AND c.is_test = 0 AND " +
                    identity::in_units_of("c.unit") + " ORDER BY c.id DESC LIMIT ?"),
             row_of(box.south), row_of(box.north), column_of(box.west), column_of(box.east), box.south, box.north, box.west, box.east,
             account, may_read.name, now(), limit))
        if (geo::distance(at, one.place.at) <= metres) near.push_back(one.id);
    return near;
}

std::vector<PlacedCase> placed_cases(db::Connection& db, const PlaceFilter& filter) {
    auto all = conditions_of(filter);
    const bool by_change = filter.updated_from || filter.updated_to;
    const auto time = column(filter, by_change ? "updated_at" : "received_at");
    all.values.emplace_back(filter.limit);
    all.values.emplace_back(filter.skip);
    std::vector<PlacedCase> found;
    db.each([&](const db::Row& row) { found.push_back(placed(row)); },
            select(all.sql + " ORDER BY " + time + " DESC, p.case_id DESC LIMIT ? OFFSET ?"), all.values);
    return found;
}

std::vector<PlacedCase> placed_worklist(db::Connection& db, AccountId account, int limit) {
    return db.all(
        placed,
        select("WHERE p.is_open = 1 AND " + identity::in_units_of("c.unit") + "ORDER BY COALESCE(c.due_on, 99999999), c.id LIMIT ?"),
        account, may_read.name, now(), limit);
}

std::vector<PlacedCase> placed_worklist_near(db::Connection& db, AccountId account, geo::Position at, int limit) {
    constexpr double first = 500, last = 512'000;  // metres; a municipality is not wider
    constexpr int most_looked_at = 5000;
    std::vector<PlacedCase> found;
    const auto away = [&](const PlacedCase& one) { return geo::distance(at, one.place.at); };
    for (double radius = first; radius <= last && std::ssize(found) < limit; radius *= 4) {
        const auto box = on_earth(box_around(at, radius));
        found = db.all(placed,
                       select("WHERE p.is_open = 1 AND p.row_no BETWEEN ? AND ? AND p.col_no BETWEEN ? AND ? AND " +
                              identity::in_units_of("c.unit") + "LIMIT ?"),
                       row_of(box.south), row_of(box.north), column_of(box.west), column_of(box.east), account, may_read.name, now(),
                       most_looked_at);
        // The corners of the box are farther away than what lies just outside its sides.
        std::erase_if(found, [&](const PlacedCase& one) { return away(one) > radius; });
    }
    std::ranges::stable_sort(found, {}, away);
    if (std::ssize(found) > limit) found.resize(static_cast<std::size_t>(limit));
    return found;
}

Usual usual_of(db::Connection& db, std::string_view service, std::string_view district, std::string_view state) {
    constexpr int newest = 1000;
    const auto since = now() - 365 * microseconds_a_day;
    const auto took = [](const db::Row& row) { return row.integer("took"); };
    if (!district.empty()) {
        auto times =
            db.all(took,
                   "SELECT closed_at - received_at AS took FROM cases_place WHERE service = ? AND district = ? AND is_open = 0 AND "
                   "closed_at >= ? AND state = ? ORDER BY closed_at DESC LIMIT ?",
                   service, district, since, state, newest);
        if (static_cast<std::int64_t>(times.size()) >= enough_of_a_district) return usual_from(std::move(times), district);
    }
    return usual_from(db.all(took,
                             "SELECT closed_at - received_at AS took FROM cases_place WHERE service = ? AND is_open = 0 AND closed_at >= ? "
                             "AND state = ? ORDER BY closed_at DESC LIMIT ?",
                             service, since, state, newest),
                      "");
}

Counted count_placed(db::Connection& db, std::string_view service, Timestamp since) {
    return db
        .one(
            [](const db::Row& row) {
                return Counted{row.integer("received"), row.integer("received") - row.integer("still_open"), row.integer("still_open")};
            },
            "SELECT COALESCE(SUM(received), 0) AS received, COALESCE(SUM(still_open), 0) AS still_open FROM cases_place_day "
            "WHERE service = ? AND received_on >= ?",
            service, since.value / microseconds_a_day)
        .value_or(Counted{});
}

std::vector<PlacedCase> placed_of_figure(db::Connection& db, AccountId account, const PlacedFigure& figure, int limit) {
    Conditions all;
    all.add("p.service = ?", std::string_view(figure.service));
    switch (figure.what) {
        case PlacedFigure::What::received: all.add("p.received_at >= ?", figure.since); break;
        case PlacedFigure::What::open: all.add("p.received_at >= ? AND p.is_open = 1", figure.since); break;
        case PlacedFigure::What::ended:
            all.add("p.is_open = 0 AND p.closed_at >= ? AND p.state = ?", figure.since, std::string_view(figure.state));
            break;
        case PlacedFigure::What::among:
            if (figure.among.empty()) return {};
            all.add("p.case_id IN (" + db::marks(figure.among.size()) + ")");
            all.values.insert(all.values.end(), figure.among.begin(), figure.among.end());
            break;
    }
    all.add(identity::in_units_of("c.unit"), account, may_read.name, now());
    all.values.emplace_back(limit);
    std::vector<PlacedCase> found;
    db.each([&](const db::Row& row) { found.push_back(placed(row)); },
            select(all.sql + " ORDER BY p.received_at DESC, p.case_id DESC LIMIT ?"), all.values);
    return found;
}

}  // namespace cases

namespace cases::store {
namespace {

struct Cell {
    std::int64_t row = 0, column = 0;
    std::string service;
    bool is_open = false;
    Timestamp received_at{};
};

void count(db::Connection& db, const Cell& of, int change) {
    for (const int level : levels)
        db.execute(
            "INSERT INTO cases_place_cell(level_no, row_no, col_no, service, number) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (level_no, row_no, col_no, service) DO UPDATE SET number = cases_place_cell.number + excluded.number",
            level, of.row >> level, of.column >> level, of.service, change);
}

void count_day(db::Connection& db, const Cell& of, int received, int open) {
    db.execute(
        "INSERT INTO cases_place_day(service, received_on, received, still_open) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (service, received_on) DO UPDATE SET received = cases_place_day.received + excluded.received, "
        "still_open = cases_place_day.still_open + excluded.still_open",
        of.service, of.received_at.value / microseconds_a_day, received, open);
}

std::optional<Cell> cell_of(db::Connection& db, CaseId id) {
    return db.one(
        [](const db::Row& row) {
            return Cell{row.integer("row_no"), row.integer("col_no"), row.text("service"), row.integer("is_open") == 1,
                        row.as<Timestamp>("received_at")};
        },
        "SELECT row_no, col_no, service, is_open, received_at FROM cases_place WHERE case_id = ?", id);
}

bool is_open_kind(std::string_view kind) { return kind != "closed"; }

}  // namespace

void put_place(db::Connection& db, const Case& of, const cases::Place& place) {
    const Cell cell{row_of(place.at.latitude), column_of(place.at.longitude), of.service, is_open_kind(of.state_kind), of.received_at};
    db.execute(
        "INSERT INTO cases_place(case_id, service, latitude, longitude, row_no, col_no, road, district, state, is_open, received_at, "
        "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        of.id, of.service, place.at.latitude, place.at.longitude, cell.row, cell.column, place.road, place.district, of.state,
        cell.is_open ? 1 : 0, of.received_at, of.received_at);
    if (cell.is_open) count(db, cell, 1);
    count_day(db, cell, 1, cell.is_open ? 1 : 0);
}

void move_place(db::Connection& db, CaseId id, std::string_view state, std::string_view kind, Timestamp at) {
    const auto before = cell_of(db, id);
    if (!before) return;
    const bool is_open = is_open_kind(kind);
    db.execute("UPDATE cases_place SET state = ?, is_open = ?, closed_at = ?, updated_at = ? WHERE case_id = ?", state, is_open ? 1 : 0,
               is_open ? std::optional<Timestamp>{} : std::optional(at), at, id);
    if (before->is_open == is_open) return;
    count(db, *before, is_open ? 1 : -1);
    count_day(db, *before, 0, is_open ? 1 : -1);
}

void delete_place(db::Connection& db, CaseId id) {
    const auto before = cell_of(db, id);
    if (!before) return;
    if (before->is_open) count(db, *before, -1);
    count_day(db, *before, -1, before->is_open ? -1 : 0);
    db.execute("DELETE FROM cases_place WHERE case_id = ?", id);
}

}  // namespace cases::store
