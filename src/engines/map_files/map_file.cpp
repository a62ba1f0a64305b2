#include "engines/map_files/map_file.h"

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/csv/csv.h"
#include "foundation/geo/coordinates.h"

namespace map_files {
namespace {

std::vector<std::string> fields_of(std::string_view line, char separator) {
    auto all = csv::fields(line, separator);
    for (auto& field : all) field = tidy_text(field);
    return all;
}

}  // namespace

std::string Line::at(Column column) const { return column && *column < fields_.size() ? fields_[*column] : std::string(); }

bool Line::has_longer_than(std::size_t characters) const {
    return std::ranges::any_of(fields_, [&](const std::string& field) { return count_characters(field) > characters; });
}

Result<Heading> Heading::read(std::string_view line) {
    if (!is_utf8(line)) return failure(Fault::invalid, "error_not_utf8");
    Heading heading;
    heading.separator_ = csv::separator_of(line);
    for (const auto& name : fields_of(line, heading.separator_)) heading.names_.push_back(lower(name));
    return heading;
}

Column Heading::column(std::span<const std::string_view> names) const {
    for (const auto name : names)
        if (const auto found = std::ranges::find(names_, name); found != names_.end())
            return static_cast<std::size_t>(found - names_.begin());
    return std::nullopt;
}

Result<Line> Heading::line(std::string_view written) const {
    if (!is_utf8(written)) return failure(Fault::invalid, "error_not_utf8");
    return Line(fields_of(written, separator_));
}

std::optional<geo::Position> position(double north, double east) {
    constexpr double no_degree = 400;
    const auto at = north > no_degree ? geo::from_sweref99tm(north, east) : geo::Position{north, east};
    return geo::is_in_sweden(at) ? std::optional(at) : std::nullopt;
}

PlaceColumns::PlaceColumns(const Heading& heading)
    : north_(heading.column({"nord", "norr", "n", "north", "northing"})),
      east_(heading.column({"ost", "öst", "e", "east", "easting"})),
      latitude_(heading.column({"latitud", "lat", "latitude"})),
      longitude_(heading.column({"longitud", "long", "lon", "longitude"})) {}

Result<std::optional<geo::Position>> PlaceColumns::of(const Line& line) const {
    const bool is_grid = has_grid() && !line.at(north_).empty();
    const auto first = line.at(is_grid ? north_ : latitude_), second = line.at(is_grid ? east_ : longitude_);
    if (first.empty() && second.empty()) return std::optional<geo::Position>{};
    const auto north = decimal_number(first), east = decimal_number(second);
    const auto at = north && east ? position(*north, *east) : std::nullopt;
    if (!at) return failure(Fault::invalid, "error_position");
    return at;
}

Kept kept(const Ending& ending, Smaller smaller, std::int64_t were_there, std::int64_t not_named) {
    if (not_named == 0) return Kept::nothing;
    if (!ending.is_whole) return Kept::is_cut;
    if (smaller == Smaller::meant) return Kept::nothing;
    if (not_named * 2 > were_there) return Kept::looks_cut;
    return ending.wrong > 0 ? Kept::has_wrong_lines : Kept::nothing;
}

}  // namespace map_files
