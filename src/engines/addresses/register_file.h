#pragma once
/// A file of addresses and properties, as a municipality takes it out of its map system: CSV with a heading, in any order of columns.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/addresses/addresses.h"

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
    char separator_ = ';';
    std::optional<std::size_t> address_{}, postcode_{}, locality_{}, property_{}, north_{}, east_{}, latitude_{}, longitude_{};
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
        bool is_cut = false;  ///< the file named less than half of what was there: nothing is removed
    };
    enum class Smaller { refused, meant };
    /// Removes what the file did not name, unless it looks like a file that was cut off.
    Sums finish(Smaller = Smaller::refused);

private:
    void write_waiting();
    void put(db::Connection&, const FileLine&);
    void put_entry(db::Connection&, Kind, const FileLine&);
    std::int64_t group_of(db::Connection&, const Entry&);

    db::Database& db_;
    std::int64_t edition_;
    std::vector<FileLine> waiting_{};
    std::vector<std::pair<std::string, std::int64_t>> newest_group_{};  ///< of the lines just before
};

}  // namespace addresses
