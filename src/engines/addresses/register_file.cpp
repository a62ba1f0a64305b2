#include "engines/addresses/register_file.h"

#include "engines/addresses/words.h"

namespace addresses {
namespace {

constexpr std::size_t groups_remembered = 64;
constexpr std::size_t longest = 200;  // characters of a field

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

}  // namespace

Result<Columns> Columns::read(std::string_view heading) {
    Columns columns;
    columns.heading_ = TRY(map_files::Heading::read(heading));
    columns.address_ = columns.heading_.column({"adress", "belägenhetsadress", "address"});
    columns.postcode_ = columns.heading_.column({"postnummer", "postnr", "postcode"});
    columns.locality_ = columns.heading_.column({"postort", "ort", "locality"});
    columns.property_ = columns.heading_.column({"fastighet", "fastighetsbeteckning", "property"});
    columns.place_ = map_files::PlaceColumns(columns.heading_);
    if (!columns.address_ && !columns.property_) return failure(Fault::invalid, "error_heading");
    return columns;
}

Result<FileLine> Columns::line(std::string_view written) const {
    const auto fields = TRY(heading_.line(written));
    FileLine line{.address = fields.at(address_), .locality = fields.at(locality_), .property = fields.at(property_)};
    if ((line.address.empty() && line.property.empty()) || fields.has_longer_than(longest)) return failure(Fault::invalid, "error_line");
    if (const auto code = fields.at(postcode_); !code.empty()) {
        const auto read = postcode(code);
        if (!read) return failure(Fault::invalid, "error_postcode");
        line.postcode = *read;
    }
    line.at = TRY(place_.of(fields));
    return line;
}

Import::Import(db::Database& db) : db_(db), edition_(new_id()) {}

void Import::add(const FileLine& line) {
    waiting_.add(db_, line, [this](db::Connection& db, const std::vector<FileLine>& lines) { put_all(db, lines); });
}

void Import::put_all(db::Connection& db, const std::vector<FileLine>& lines) {
    newest_group_.clear();  // what an undone write has made is not there
    for (const auto& line : lines) put(db, line);
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

Import::Sums Import::finish(const map_files::Ending& ending, map_files::Smaller smaller) {
    waiting_.write(db_, [this](db::Connection& db, const std::vector<FileLine>& lines) { put_all(db, lines); });
    constexpr int most_at_once = 1000;
    Sums sums;
    const auto [all, gone] = db_.read([&](db::Connection& db) {
        return std::pair(db.number("SELECT COUNT(*) AS n FROM addresses_entry"),
                         db.number("SELECT COUNT(*) AS n FROM addresses_entry WHERE edition <> ?", edition_));
    });
    sums.kept = map_files::kept(ending, smaller, all, gone);
    // By key, so that what stays is passed once.
    for (std::int64_t after = 0; sums.kept == map_files::Kept::nothing;) {
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
