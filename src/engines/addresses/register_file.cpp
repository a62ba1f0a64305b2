#include "engines/addresses/register_file.h"

#include <algorithm>
#include <array>

#include "engines/addresses/words.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/csv/csv.h"
#include "foundation/geo/coordinates.h"

namespace addresses {
namespace {

constexpr std::size_t lines_a_write = 1000, groups_remembered = 64;
constexpr std::size_t longest = 200;  // characters of a field

std::vector<std::string> fields_of(std::string_view line, char separator) {
    auto all = csv::fields(line, separator);
    for (auto& field : all) field = tidy_text(field);
    return all;
}

std::optional<std::size_t> column_called(const std::vector<std::string>& heading, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < heading.size(); ++i)
        if (std::ranges::find(names, lower(heading[i])) != names.end()) return i;
    return std::nullopt;
}

/// "99010", "990 10" and "SE-990 10" are "990 10"; nothing for what is no postcode.
std::optional<std::string> postcode(std::string_view written) {
    constexpr std::size_t figures = 5, before_space = 3;
    std::string digits;
    for (const char c : written)
        if (c >= '0' && c <= '9') digits += c;
        else if (c != ' ' && c != 'S' && c != 'E' && c != '-') return std::nullopt;
    if (digits.size() != figures) return std::nullopt;
    return digits.substr(0, before_space) + " " + digits.substr(before_space);
}

std::optional<geo::Position> position(std::string_view first, std::string_view second, bool is_grid) {
    const auto one = decimal_number(first), other = decimal_number(second);
    if (!one || !other) return std::nullopt;
    const auto at = is_grid ? geo::from_sweref99tm(*one, *other) : geo::Position{*one, *other};
    return geo::is_in_sweden(at) ? std::optional(at) : std::nullopt;
}

}  // namespace

Result<Columns> Columns::read(std::string_view heading) {
    if (heading.starts_with("\xEF\xBB\xBF")) heading.remove_prefix(3);
    Columns columns;
    columns.separator_ = csv::separator_of(heading);
    if (!is_utf8(heading)) return failure(Fault::invalid, "error_not_utf8");
    const auto names = fields_of(heading, columns.separator_);
    columns.address_ = column_called(names, {"adress", "belägenhetsadress", "address"});
    columns.postcode_ = column_called(names, {"postnummer", "postnr", "postcode"});
    columns.locality_ = column_called(names, {"postort", "ort", "locality"});
    columns.property_ = column_called(names, {"fastighet", "fastighetsbeteckning", "property"});
    columns.north_ = column_called(names, {"nord", "norr", "n", "north", "northing"});
    columns.east_ = column_called(names, {"ost", "öst", "e", "east", "easting"});
    columns.latitude_ = column_called(names, {"latitud", "lat", "latitude"});
    columns.longitude_ = column_called(names, {"longitud", "long", "lon", "longitude"});
    if (!columns.address_ && !columns.property_) return failure(Fault::invalid, "error_heading");
    return columns;
}

Result<FileLine> Columns::line(std::string_view written) const {
    if (!is_utf8(written)) return failure(Fault::invalid, "error_not_utf8");
    const auto fields = fields_of(written, separator_);
    const auto at = [&](const std::optional<std::size_t>& column) { return column && *column < fields.size() ? fields[*column] : ""; };
    FileLine line{.address = at(address_), .locality = at(locality_), .property = at(property_)};
    const bool is_long = std::ranges::any_of(fields, [](const std::string& field) { return count_characters(field) > longest; });
    if ((line.address.empty() && line.property.empty()) || is_long) return failure(Fault::invalid, "error_line");
    if (const auto code = at(postcode_); !code.empty()) {
        const auto read = postcode(code);
        if (!read) return failure(Fault::invalid, "error_postcode");
        line.postcode = *read;
    }
    const bool is_grid = north_ && east_ && !at(north_).empty();
    const auto first = is_grid ? at(north_) : at(latitude_), second = is_grid ? at(east_) : at(longitude_);
    if (!first.empty() || !second.empty()) {
        line.at = position(first, second, is_grid);
        if (!line.at) return failure(Fault::invalid, "error_position");
    }
    return line;
}

Import::Import(db::Database& db) : db_(db), edition_(new_id()) {}

void Import::add(const FileLine& line) {
    waiting_.push_back(line);
    if (waiting_.size() >= lines_a_write) write_waiting();
}

void Import::write_waiting() {
    if (waiting_.empty()) return;
    newest_group_.clear();  // what an undone write has made is not there
    db_.write([&](db::Connection& db) {
        newest_group_.clear();
        for (const auto& line : waiting_) put(db, line);
    });
    waiting_.clear();
}

void Import::put(db::Connection& db, const FileLine& line) {
    if (!line.address.empty()) put_entry(db, Kind::address, line);
    if (!line.property.empty()) put_entry(db, Kind::property, line);
}

std::int64_t Import::group_of(db::Connection& db, const Entry& of) {
    const auto key = std::string(to_name(of.kind)) + "\n" + of.name + "\n" + of.postcode + "\n" + of.locality;
    for (const auto& [known, id] : newest_group_)
        if (known == key) return id;
    const auto number = [](const db::Row& row) { return row.integer("id"); };
    auto found = db.one(number, "SELECT id FROM addresses_group WHERE kind = ? AND name = ? AND postcode = ? AND locality = ?",
                        to_name(of.kind), of.name, of.postcode, of.locality);
    if (!found) {
        found = new_id();
        db.execute("INSERT INTO addresses_group(id, kind, name, postcode, locality) VALUES (?, ?, ?, ?, ?)", *found, to_name(of.kind),
                   of.name, of.postcode, of.locality);
        auto code = of.postcode;
        std::erase(code, ' ');
        const auto keep = [&](int place, const std::string& text) {
            for (const auto& word : words_of(text))
                db.execute(
                    "INSERT INTO addresses_word(place, word, group_id) VALUES (?, ?, ?) ON CONFLICT (place, word, group_id) DO NOTHING",
                    place, word, *found);
        };
        keep(0, of.name);
        keep(1, code + " " + of.locality);
    }
    if (newest_group_.size() >= groups_remembered) newest_group_.erase(newest_group_.begin());
    newest_group_.emplace_back(key, *found);
    return *found;
}

void Import::put_entry(db::Connection& db, Kind kind, const FileLine& line) {
    const bool is_address = kind == Kind::address;
    const auto cut = is_address ? cut_address(line.address) : cut_property(line.property);
    const auto label = label_of(cut.number);
    const auto order = order_of(label);
    Entry group{.kind = kind, .name = cut.name};
    if (is_address) {
        group.postcode = line.postcode;
        group.locality = line.locality;
    }
    const auto latitude = line.at ? std::optional(line.at->latitude) : std::nullopt;
    const auto longitude = line.at ? std::optional(line.at->longitude) : std::nullopt;
    // A property is named once for each of its addresses: it lies where the first of them does.
    db.execute(
        "INSERT INTO addresses_entry(id, group_id, label, written, number, second, property, latitude, longitude, edition) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (group_id, label) DO UPDATE SET written = excluded.written, "
        "property = excluded.property, "
        "latitude = CASE WHEN addresses_entry.edition = excluded.edition THEN addresses_entry.latitude ELSE excluded.latitude END, "
        "longitude = CASE WHEN addresses_entry.edition = excluded.edition THEN addresses_entry.longitude ELSE excluded.longitude END, "
        "edition = excluded.edition",
        new_id(), group_of(db, group), label, cut.number, order.number, order.second, line.property, latitude, longitude, edition_);
}

Import::Sums Import::finish(Smaller smaller) {
    write_waiting();
    constexpr int most_at_once = 1000;
    Sums sums;
    const auto [all, gone] = db_.read([&](db::Connection& db) {
        return std::pair(db.number("SELECT COUNT(*) AS n FROM addresses_entry"),
                         db.number("SELECT COUNT(*) AS n FROM addresses_entry WHERE edition <> ?", edition_));
    });
    sums.is_cut = gone * 2 > all && smaller == Smaller::refused;
    // By key, so that what stays is passed once.
    for (std::int64_t after = 0; !sums.is_cut;) {
        const auto last = db_.read([&](db::Connection& db) {
            return db.number(
                "SELECT COALESCE(MAX(id), 0) AS n FROM (SELECT id FROM addresses_entry WHERE id > ? AND edition <> ? ORDER BY id LIMIT ?) "
                "AS "
                "next",
                after, edition_, most_at_once);
        });
        if (last == 0) break;
        sums.removed += db_.write([&](db::Connection& db) {
            return db.execute("DELETE FROM addresses_entry WHERE id > ? AND id <= ? AND edition <> ?", after, last, edition_);
        });
        after = last;
    }
    db_.write([&](db::Connection& db) {
        const std::string_view empty =
            "(SELECT g.id FROM addresses_group g WHERE NOT EXISTS (SELECT 1 FROM addresses_entry e WHERE e.group_id = g.id))";
        db.execute("DELETE FROM addresses_word WHERE group_id IN " + std::string(empty));
        db.execute("DELETE FROM addresses_group WHERE id IN " + std::string(empty));
    });
    db_.read([&](db::Connection& db) {
        const auto count = [&](Kind kind) {
            return db.number("SELECT COUNT(*) AS n FROM addresses_entry e JOIN addresses_group g ON g.id = e.group_id WHERE g.kind = ?",
                             to_name(kind));
        };
        sums.addresses = count(Kind::address);
        sums.properties = count(Kind::property);
    });
    return sums;
}

}  // namespace addresses
