#pragma once
/// Where the cases are that anybody may see (flows/public_face.h): on a map, near a place, and how long they take. Nothing of people.
/// cases_place has one row for each until it is disposed of.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/case.h"
#include "engines/cases/work.h"
#include "foundation/db/database.h"
#include "foundation/geo/base_map.h"

namespace cases {

struct Place {
    geo::Position at;
    std::string road, district;  ///< as the town's map calls them; may be empty
};
/// Where the answers say that it is: the first place of the form that is pointed out, or whose words the town's map knows.
std::optional<Place> place_in(const Tenant&, const Application&);
json::Value to_json(const std::optional<Place>&);

struct PlacedCase {
    CaseId id{};
    std::string number, service, state;
    UnitId unit{};
    Place place;
    bool is_open = true;
    Timestamp received_at{}, updated_at{};
    std::optional<Timestamp> closed_at{};
    std::optional<Date> due_on{};
};
Result<PlacedCase> find_placed(db::Connection&, std::string_view number);

/// Degrees.
struct GeoBox {
    double south = 0, west = 0, north = 0, east = 0;
};
/// As far from there as that to each side, in metres.
GeoBox box_around(geo::Position, double metres);
struct Cluster {
    geo::Position at;  ///< the middle of its cell
    std::int64_t number = 0;
};
/// The open ones in a part of the map: each by itself while they are few, else how many there are in each cell. The time it takes does not
/// follow how many there are.
struct MapView {
    std::vector<PlacedCase> cases{};
    std::vector<Cluster> clusters{};
    std::int64_t number = 0;
};
inline constexpr std::int64_t most_on_map = 100;
MapView map_view(db::Connection&, const GeoBox&);

struct Near {
    PlacedCase of;
    double metres = 0;
};
/// Open ones of that service ("" for any) within so many metres, nearest first.
std::vector<Near> open_near(db::Connection&, geo::Position, double metres, std::string_view service, int limit);

/// Open and closed ones within so many metres that this member of staff may read, the newest first.
std::vector<CaseId> readable_near(db::Connection&, AccountId, geo::Position, double metres, int limit);

struct PlaceFilter {
    std::vector<std::string> numbers{};   ///< when there are any, nothing else counts
    std::vector<std::string> services{};  ///< none: any
    std::optional<Timestamp> from{}, to{}, updated_from{}, updated_to{};
    std::optional<bool> is_open{};
    std::optional<GeoBox> box{};
    int skip = 0, limit = 1000;
};
/// Newest received first; last changed first when updated_from or updated_to is asked for.
std::vector<PlacedCase> placed_cases(db::Connection&, const PlaceFilter&);

/// Open ones that this member of staff may read, soonest due first.
std::vector<PlacedCase> placed_worklist(db::Connection&, AccountId, int limit);
/// The same, nearest first.
std::vector<PlacedCase> placed_worklist_near(db::Connection&, AccountId, geo::Position, int limit);

/// From received to closed, of the newest thousand that ended in `state` during the last year; of the district when it has ten of its own.
struct Usual {
    std::int64_t number = 0;
    std::int64_t median = 0, nine_of_ten = 0;  ///< microseconds
    std::string district{};                    ///< "": the whole town
};
Usual usual_of(db::Connection&, std::string_view service, std::string_view district, std::string_view state);

struct Counted {
    std::int64_t received = 0, closed = 0, open = 0;
};
/// Received since then, a midnight of UTC, and what became of those.
Counted count_placed(db::Connection&, std::string_view service, Timestamp since);

/// What a number of a service counts: as count_placed received and open, as usual_of what ended in `state`, or the cases themselves.
struct PlacedFigure {
    enum class What { received, open, ended, among } what = What::received;
    std::string service{}, state{};
    Timestamp since{};
    std::vector<CaseId> among{};
};
/// Those that this member of staff may read, the newest received first.
std::vector<PlacedCase> placed_of_figure(db::Connection&, AccountId, const PlacedFigure&, int limit);

}  // namespace cases

namespace cases::store {

void put_place(db::Connection&, const Case&, const cases::Place&);
/// A case without a place is left alone.
void move_place(db::Connection&, CaseId, std::string_view state, std::string_view kind, Timestamp);
void delete_place(db::Connection&, CaseId);

}  // namespace cases::store
