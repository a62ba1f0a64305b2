#include "engines/assets/register_file.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engines/assets/cells.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/db/marks.h"

namespace assets {
namespace {

constexpr std::size_t longest = 200;  // characters of a field
constexpr std::size_t longest_feature = 1024UL * 1024;

/// As registers call them, besides our own names.
constexpr std::array<std::pair<std::string_view, Kind>, 34> words_for_kinds{{
    {"lyktstolpe", Kind::lamp_post},
    {"belysningsstolpe", Kind::lamp_post},
    {"gatlampa", Kind::lamp_post},
    {"gatubelysning", Kind::lamp_post},
    {"belysning", Kind::lamp_post},
    {"armatur", Kind::lamp_post},
    {"papperskorg", Kind::bin},
    {"skräpkorg", Kind::bin},
    {"soptunna", Kind::bin},
    {"bänk", Kind::bench},
    {"parkbänk", Kind::bench},
    {"soffa", Kind::bench},
    {"brunn", Kind::well},
    {"dagvattenbrunn", Kind::well},
    {"rännstensbrunn", Kind::well},
    {"nedstigningsbrunn", Kind::well},
    {"lekplats", Kind::playground},
    {"busshållplats", Kind::bus_stop},
    {"hållplats", Kind::bus_stop},
    {"träd", Kind::tree},
    {"gatuträd", Kind::tree},
    {"skylt", Kind::sign},
    {"vägmärke", Kind::sign},
    {"brandpost", Kind::hydrant},
    {"cykelställ", Kind::bicycle_stand},
    {"cykelparkering", Kind::bicycle_stand},
    {"trafiksignal", Kind::traffic_light},
    {"trafikljus", Kind::traffic_light},
    {"bro", Kind::bridge},
    {"gångbro", Kind::bridge},
    {"toalett", Kind::toilet},
    {"offentlig toalett", Kind::toilet},
    {"övrigt", Kind::other},
    {"annat", Kind::other},
}};

constexpr std::array<std::string_view, 6> names_of_reference{"id", "objektid", "objekt-id", "beteckning", "asset_id", "reference"};
constexpr std::array<std::string_view, 5> names_of_kind{"typ", "slag", "objekttyp", "kind", "type"};
constexpr std::array<std::string_view, 4> names_of_name{"namn", "nummer", "name", "number"};
constexpr std::array<std::string_view, 4> names_of_active{"aktiv", "i_drift", "active", "status"};

bool is_no(std::string_view written) {
    constexpr std::array<std::string_view, 8> no{"nej", "no", "false", "0", "borttagen", "avvecklad", "ur drift", "inaktiv"};
    return std::ranges::find(no, lower(written)) != no.end();
}

Result<FileAsset> checked(FileAsset one, std::string_view kind, std::optional<Kind> usual, std::string_view active,
                          const std::optional<geo::Position>& at) {
    if (one.reference.empty() || count_characters(one.reference) > longest || count_characters(one.name) > longest)
        return failure(Fault::invalid, "error_line");
    const auto known = kind.empty() ? usual : kind_called(kind);
    if (!known) return failure(Fault::invalid, "error_kind");
    if (!at) return failure(Fault::invalid, "error_position");
    one.kind = *known;
    one.at = *at;
    one.is_active = !is_no(active);
    return one;
}

std::string words_in(const json::Value& value) {
    if (value.is_text()) return tidy_text(value.text());
    if (value.is_integer()) return std::to_string(value.integer());
    if (value.is_number()) return plain_number(value.number());
    if (value.is_bool()) return value.yes() ? "true" : "false";
    return {};
}

std::string property(const json::Value& of, std::span<const std::string_view> names) {
    for (const auto name : names)
        for (const auto& member : of.members())
            if (lower(member.name) == name && !words_in(member.value).empty()) return words_in(member.value);
    return {};
}

struct Extent {
    double south = 1e12, west = 1e12, north = -1e12, east = -1e12;
};
/// Positions stand at some depth of lists, as the geometry has it.
void widen(Extent& extent, const json::Value& coordinates, int depth = 0) {
    constexpr int deepest = 4;
    if (coordinates.size() >= 2 && coordinates[0].is_number() && coordinates[1].is_number()) {
        const double east = coordinates[0].number(), north = coordinates[1].number();
        extent = {std::min(extent.south, north), std::min(extent.west, east), std::max(extent.north, north), std::max(extent.east, east)};
    } else if (depth < deepest) {
        for (const auto& one : coordinates.items()) widen(extent, one, depth + 1);
    }
}

}  // namespace

std::optional<Kind> kind_called(std::string_view written) {
    const auto word = lower(trimmed(written));
    if (const auto kind = from_name<Kind>(word)) return kind;
    for (const auto& [name, kind] : words_for_kinds)
        if (name == word) return kind;
    return std::nullopt;
}

Result<Columns> Columns::read(std::string_view heading, std::optional<Kind> usual) {
    Columns columns;
    columns.heading_ = TRY(map_files::Heading::read(heading));
    columns.usual_ = usual;
    columns.reference_ = columns.heading_.column(names_of_reference);
    columns.kind_ = columns.heading_.column(names_of_kind);
    columns.name_ = columns.heading_.column(names_of_name);
    columns.active_ = columns.heading_.column(names_of_active);
    columns.place_ = map_files::PlaceColumns(columns.heading_);
    if (!columns.reference_ || !columns.place_.are_there() || (!columns.kind_ && !usual)) return failure(Fault::invalid, "error_heading");
    return columns;
}

Result<FileAsset> Columns::line(std::string_view written) const {
    const auto fields = TRY(heading_.line(written));
    const auto place = place_.of(fields);
    return checked({.reference = fields.at(reference_), .name = fields.at(name_)}, fields.at(kind_), usual_, fields.at(active_),
                   place ? *place : std::nullopt);
}

Result<FileAsset> feature(const json::Value& of, std::optional<Kind> usual) {
    const auto& properties = of["properties"];
    FileAsset one{.reference = property(properties, names_of_reference), .name = property(properties, names_of_name)};
    if (one.reference.empty()) one.reference = words_in(of["id"]);
    Extent extent;
    widen(extent, of["geometry"]["coordinates"]);
    const auto at = extent.north < extent.south ? std::nullopt
                                                : map_files::position((extent.south + extent.north) / 2, (extent.west + extent.east) / 2);
    return checked(std::move(one), property(properties, names_of_kind), usual, property(properties, names_of_active), at);
}

// ---- GeoJSON, piece by piece

int Features::take() {
    const int c = file_.rdbuf()->sbumpc();
    if (c == std::istream::traits_type::eof()) return -1;
    ++bytes_;
    if (c == '\n') ++line_;
    return c;
}

/// Reads up to the "[" of the member "features" of the outermost object; others' lists and words are passed over.
bool Features::find_list() {
    std::string word, newest;
    int depth = 0;
    for (int c = take(); c != -1; c = take()) {
        if (c == '"') {
            word.clear();
            for (int inside = take(); inside != -1 && inside != '"'; inside = take()) {
                if (inside == '\\') inside = take();
                if (word.size() < longest) word += static_cast<char>(inside);
            }
            newest = word;
        } else if (c == '[' && depth == 1 && newest == "features") return true;
        else if (c == '{' || c == '[') ++depth;
        else if (c == '}' || c == ']') --depth;
        else if (c == ',' && depth == 1) newest.clear();
    }
    return false;
}

std::optional<Features::Piece> Features::next() {
    if (is_ended_ || (!is_found_ && !find_list())) return std::nullopt;
    is_found_ = true;
    int c = take();
    while (c != -1 && c != '{' && c != ']') c = take();
    if (c != '{') {
        is_whole_ = c == ']';
        is_ended_ = true;
        return std::nullopt;
    }
    Piece piece{.json = "{", .line = line_};
    bool is_quoted = false, is_too_long = false;
    for (int depth = 1; depth > 0;) {
        c = take();
        if (c == -1) return std::nullopt;
        if (piece.json.size() < longest_feature) piece.json += static_cast<char>(c);
        else is_too_long = true;
        if (is_quoted && c == '\\') {
            if (const int next = take(); next != -1) piece.json += static_cast<char>(next);
        } else if (c == '"') is_quoted = !is_quoted;
        else if (!is_quoted && (c == '{' || c == '[')) ++depth;
        else if (!is_quoted && (c == '}' || c == ']')) --depth;
    }
    if (is_too_long) piece.json.clear();
    return piece;
}

// ---- into the register

Import::Import(db::Database& db) : db_(db), edition_(new_id()) {}

void Import::add(const FileAsset& one) {
    kinds_.insert(one.kind);
    waiting_.add(db_, one, [this](db::Connection& db, const std::vector<FileAsset>& all) { put_all(db, all); });
}

void Import::put_all(db::Connection& db, const std::vector<FileAsset>& all) const {
    for (const auto& one : all) put(db, one);
}

void Import::put(db::Connection& db, const FileAsset& one) const {
    const auto ended = one.is_active ? std::nullopt : std::optional(now());
    db.execute(
        "INSERT INTO assets_asset(id, kind, reference, name, latitude, longitude, row_no, col_no, edition, ended_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, reference) DO UPDATE SET name = excluded.name, "
        "latitude = excluded.latitude, longitude = excluded.longitude, row_no = excluded.row_no, col_no = excluded.col_no, "
        "edition = excluded.edition, "
        "ended_at = CASE WHEN excluded.ended_at IS NULL THEN NULL ELSE COALESCE(assets_asset.ended_at, excluded.ended_at) END",
        new_id(), to_name(one.kind), one.reference, one.name, one.at.latitude, one.at.longitude, row_of(one.at.latitude),
        column_of(one.at.longitude), edition_, ended);
}

Import::Sums Import::finish(const map_files::Ending& ending, map_files::Smaller smaller) {
    waiting_.write(db_, [this](db::Connection& db, const std::vector<FileAsset>& all) { put_all(db, all); });
    constexpr int most_at_once = 1000;
    Sums sums;
    const auto count = [](db::Connection& db, const std::string& which, const std::vector<db::Argument>& values) {
        std::int64_t number = 0;
        db.each([&](const db::Row& row) { number = row.integer("n"); }, "SELECT COUNT(*) AS n FROM assets_asset WHERE " + which, values);
        return number;
    };
    if (!kinds_.empty()) {
        const auto of_kinds = "kind IN (" + db::marks(kinds_.size()) + ") AND ended_at IS NULL";
        std::vector<db::Argument> kinds;
        for (const auto kind : kinds_) kinds.emplace_back(to_name(kind));
        auto not_named = kinds;
        not_named.emplace_back(edition_);
        const auto [all, gone] = db_.read([&](db::Connection& db) {
            return std::pair(count(db, of_kinds, kinds), count(db, of_kinds + " AND edition <> ?", not_named));
        });
        sums.kept = map_files::kept(ending, smaller, all, gone);
        // A thousand at a time: what is ended is not found again.
        for (std::int64_t left = sums.kept == map_files::Kept::nothing ? gone : 0; left > 0; left -= most_at_once) {
            auto values = std::vector<db::Argument>{now()};
            values.insert(values.end(), not_named.begin(), not_named.end());
            values.emplace_back(most_at_once);
            sums.ended += db_.write([&](db::Connection& db) {
                return db.run("UPDATE assets_asset SET ended_at = ? WHERE id IN (SELECT id FROM assets_asset WHERE " + of_kinds +
                                  " AND edition <> ? LIMIT ?)",
                              values);
            });
        }
    }
    sums.standing = db_.read([&](db::Connection& db) { return count(db, "ended_at IS NULL", {}); });
    return sums;
}

}  // namespace assets
