#pragma once
/// A file of things in the street, as a municipality takes it out of its map system: GeoJSON (RFC 7946) or CSV with a heading.
#include <istream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engines/assets/assets.h"
#include "engines/map_files/map_file.h"
#include "foundation/json/json.h"

namespace assets {

struct FileAsset {
    Kind kind{};
    std::string reference{}, name{};
    geo::Position at{};
    bool is_active = true;
};

/// "lyktstolpe", "Gatlampa", "lamp_post".
std::optional<Kind> kind_called(std::string_view written);

/// The columns of a CSV file by its heading: id, typ, namn, aktiv, and nord and ost (SWEREF 99 TM) or latitud and longitud.
class Columns {
public:
    /// `usual`: the kind of what names none. Fault::invalid without an id or a place.
    static Result<Columns> read(std::string_view heading, std::optional<Kind> usual = {});
    /// What it is, or the key of the text that says what is wrong with it: error_line, error_kind, error_position.
    Result<FileAsset> line(std::string_view) const;

private:
    map_files::Heading heading_{};
    std::optional<Kind> usual_{};
    map_files::Column reference_{}, kind_{}, name_{}, active_{};
    map_files::PlaceColumns place_{};
};

/// The features of a FeatureCollection one after another, so that a file of any length takes little memory.
class Features {
public:
    explicit Features(std::istream& file) : file_(file) {}
    struct Piece {
        std::string json{};     ///< "" when it was too long
        std::int64_t line = 0;  ///< where it begins
    };
    /// Nothing after the last one.
    std::optional<Piece> next();
    std::int64_t read_so_far() const { return bytes_; }
    std::int64_t line() const { return line_; }
    /// The file ended where a FeatureCollection ends.
    bool is_whole() const { return is_whole_; }

private:
    int take();
    bool find_list();

    std::istream& file_;
    std::int64_t line_ = 1, bytes_ = 0;
    bool is_found_ = false, is_ended_ = false, is_whole_ = false;
};
/// As Columns::line, of one feature: its id or properties by the names of the columns; the middle of what is no point.
Result<FileAsset> feature(const json::Value&, std::optional<Kind> usual = {});

/// Takes a file into the register, a thousand to a write, so that others can write meanwhile. What was there stays the same thing, with the
/// same id.
class Import {
public:
    explicit Import(db::Database&);
    void add(const FileAsset&);

    struct Sums {
        std::int64_t standing = 0;  ///< in the register afterwards
        std::int64_t ended = 0;     ///< by this file
        map_files::Kept kept{};     ///< why nothing is ended that the file did not name
    };
    /// Ends what the file did not name, of the kinds that it names, unless it looks like a file that was cut off or has what cannot be
    /// read.
    Sums finish(const map_files::Ending& = {}, map_files::Smaller = map_files::Smaller::refused);

private:
    void put_all(db::Connection&, const std::vector<FileAsset>&) const;
    void put(db::Connection&, const FileAsset&) const;

    db::Database& db_;
    std::int64_t edition_;
    map_files::Waiting<FileAsset> waiting_{};
    std::set<Kind> kinds_{};
};

}  // namespace assets
