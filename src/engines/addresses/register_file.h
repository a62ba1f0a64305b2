#pragma once
/// A file of addresses and properties, as a municipality takes it out of its map system: CSV with a heading, in any order of columns.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/addresses/addresses.h"
#include "engines/map_files/map_file.h"

namespace addresses {

struct FileLine {
    std::string address{}, postcode{}, locality{}, property{};  ///< postcode as "990 10"
    std::optional<geo::Position> at{};
};

/// The columns of a file, by its heading: adress, postnummer, postort, fastighet, and nord and ost (SWEREF 99 TM) or latitud and longitud.
class Columns {
public:
    /// Fault::invalid for a heading with neither an address nor a property.
    static Result<Columns> read(std::string_view heading);
    /// The line, or the key of the text that says what is wrong with it: error_line, error_postcode, error_position.
    Result<FileLine> line(std::string_view) const;

private:
    map_files::Heading heading_{};
    map_files::Column address_{}, postcode_{}, locality_{}, property_{};
    map_files::PlaceColumns place_{};
};

/// Takes a file into the register, a thousand lines to a write, so that others can write meanwhile. What was there stays the same thing,
/// with the same id.
class Import {
public:
    explicit Import(db::Database&);
    void add(const FileLine&);

    struct Sums {
        std::int64_t addresses = 0, properties = 0;  ///< in the register afterwards
        std::int64_t removed = 0;
        map_files::Kept kept{};  ///< why nothing is removed
    };
    /// Removes what the file did not name, unless it looks like a file that was cut off or has lines that cannot be read.
    Sums finish(const map_files::Ending& = {}, map_files::Smaller = map_files::Smaller::refused);

private:
    void put_all(db::Connection&, const std::vector<FileLine>&);
    void put(db::Connection&, const FileLine&);
    void put_entry(db::Connection&, Kind, const FileLine&);
    std::int64_t group_of(db::Connection&, const Entry&);

    db::Database& db_;
    std::int64_t edition_;
    map_files::Waiting<FileLine> waiting_{};
    std::vector<std::pair<std::string, std::int64_t>> newest_group_{};  ///< of the lines just before
};

}  // namespace addresses
