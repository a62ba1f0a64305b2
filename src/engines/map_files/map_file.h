#pragma once
/// A file that a municipality takes out of its map system, as CSV with a heading: what its columns are called, how a place is written, and
/// what becomes of that which a newer file does not name.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/geo/base_map.h"

namespace map_files {

using Column = std::optional<std::size_t>;

/// The fields of one line, tidied.
class Line {
public:
    explicit Line(std::vector<std::string> fields) : fields_(std::move(fields)) {}
    std::string at(Column) const;  ///< "" where there is no such column
    bool has_longer_than(std::size_t characters) const;

private:
    std::vector<std::string> fields_;
};

/// The first line, with or without a byte order mark, which tidying takes away; semicolons, commas or tabs.
class Heading {
public:
    /// Fault::invalid with error_not_utf8.
    static Result<Heading> read(std::string_view line);
    /// The first of these names that there is, whatever the size of its letters.
    Column column(std::span<const std::string_view> names) const;
    Column column(std::initializer_list<std::string_view> names) const { return column(std::span(names.begin(), names.size())); }
    /// As `read`.
    Result<Line> line(std::string_view) const;

private:
    char separator_ = ';';
    std::vector<std::string> names_{};
};

/// Degrees, or metres in the national grid, which are larger than any degree. Nothing outside Sweden.
std::optional<geo::Position> position(double north, double east);

/// nord and ost (SWEREF 99 TM), or latitud and longitud, as registers call them.
class PlaceColumns {
public:
    PlaceColumns() = default;
    explicit PlaceColumns(const Heading&);
    bool are_there() const { return has_grid() || (latitude_ && longitude_); }
    /// None where nothing is written; Fault::invalid with error_position for what is no place.
    Result<std::optional<geo::Position>> of(const Line&) const;

private:
    bool has_grid() const { return north_ && east_; }
    Column north_{}, east_{}, latitude_{}, longitude_{};
};

// ---- what a newer file does not name

/// How the file was read to its end.
struct Ending {
    std::int64_t wrong = 0;  ///< lines that cannot be read, each of which may be of something that was there
    bool is_whole = true;    ///< false when the file was seen to end too early
};
/// Whether a file may name less than half of what was there, or have lines that cannot be read, and the rest go all the same.
enum class Smaller { refused, meant };
/// Why that which it does not name is kept.
enum class Kept { nothing, is_cut, has_wrong_lines, looks_cut };
Kept kept(const Ending&, Smaller, std::int64_t were_there, std::int64_t not_named);

/// What one writes at a time of a file, so that others can write meanwhile.
inline constexpr std::size_t a_write = 1000;

/// Lines that wait for a thousand to be written together. `put` is given each line within the write.
template <typename OneLine>
class Waiting {
public:
    template <typename Put>
    void add(db::Database& db, OneLine line, const Put& put) {
        lines_.push_back(std::move(line));
        if (lines_.size() >= a_write) write(db, put);
    }
    template <typename Put>
    void write(db::Database& db, const Put& put) {
        if (!lines_.empty()) db.write([&](db::Connection& connection) { put(connection, lines_); });
        lines_.clear();
    }

private:
    std::vector<OneLine> lines_{};
};

}  // namespace map_files
