/// `torg backup` and `torg restore`, from and to either kind of database.
///
///     TO/secret, TO/operator, TO/manifest, TO/tenants/<slug>/torg.db, TO/files/<slug>/…      what was, in a folder for each backup
///     KEYS/<installation>/<slug>.db                                              the keys of the cases, as they are now, once for all
///     backups
///
/// A municipality's database becomes a SQLite file whatever it was, read in one snapshot while others work. The keys stand apart, so that a
/// case whose key is destroyed can no longer be read in any backup, however old. The search index is left out and made anew.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "app/commands.h"
#include "app/installation.h"
#include "app/progress.h"
#include "app/secret.h"
#include "engines/privacy/privacy.h"
#include "engines/site/engines.h"
#include "foundation/base/numbers.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/copy.h"
#include "foundation/fulltext/index.h"

namespace fs = std::filesystem;

namespace app {
namespace {

std::string sha256_of_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    crypto::Sha256 hash;
    std::string piece(1 << 20, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
        hash.update(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    return hash.hex();
}

std::string text_of_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Tells installations apart that keep their keys in one folder, without telling the secret.
std::string installation_name(const fs::path& secret_file) {
    return crypto::sha256_hex("installation " + text_of_file(secret_file)).substr(0, 16);
}

fs::path keys_folder(const std::string& given, const fs::path& backup) {
    if (!given.empty()) return given;
    return fs::absolute(backup).lexically_normal().parent_path() / "keys";
}

/// As the files store lays them out itself.
fs::path place_of(const fs::path& folder, const std::string& hash) { return folder / hash.substr(0, 2) / hash.substr(2, 2) / hash; }

/// What the backup lacks; content-addressed files never change, so those it has are right. How many there are.
std::int64_t copy_missing_files(const files::Store& from, const fs::path& to, const std::string& slug) {
    std::vector<std::string> wanted;
    from.each([&](const std::string& hash) { wanted.push_back(hash); });
    Progress progress("files of " + slug);
    std::int64_t copied = 0;
    for (const auto& hash : wanted) {
        const auto place = place_of(to, hash);
        if (!fs::exists(place)) {
            fs::create_directories(place.parent_path());
            const fs::path unfinished = place.string() + ".part";
            // One that has just been removed as unwanted is no loss.
            if (!from.bring(hash)) continue;
            fs::copy_file(from.path_of(hash), unfinished, fs::copy_options::overwrite_existing);
            if (sha256_of_file(unfinished) != hash) throw std::runtime_error("the file " + from.path_of(hash).string() + " is damaged");
            fs::rename(unfinished, place);
        }
        progress.show(++copied, std::ssize(wanted));
    }
    return copied;
}

/// Every file of a backup, each compared with its hash; how many.
std::int64_t take_over_files(const fs::path& from, const files::Store& to, const std::string& slug) {
    if (!fs::exists(from)) return 0;
    std::vector<fs::path> all;
    for (const auto& entry : fs::recursive_directory_iterator(from))
        if (entry.is_regular_file() && entry.path().filename().string().size() == 64) all.push_back(entry.path());
    Progress progress("files of " + slug);
    std::int64_t done_so_far = 0;
    for (const auto& path : all) {
        to.take_over(path.filename().string(), path);
        progress.show(++done_so_far, std::ssize(all));
    }
    return done_so_far;
}

/// Which municipality manages the others; a single one is not named.
void copy_operating(const fs::path& from, const fs::path& to) {
    fs::remove(to / "operator");
    if (fs::exists(from / "operator")) fs::copy_file(from / "operator", to / "operator");
}

/// Some tables of one database on their way to another.
class Move {
public:
    Move(db::Database& from, db::Database& to, std::vector<db::Table> tables, const std::string& what)
        : from_(from), to_(to), tables_(std::move(tables)), copying_("rows of " + what), comparing_("comparing " + what) {}

    /// Copies what one snapshot holds and compares every row and column with it. Throws when one is not alike. How many rows.
    std::int64_t run() {
        db::empty(to_, tables_);
        return from_.read([&](db::Connection& from) {
            std::int64_t all = 0;
            for (const auto& table : tables_) all += db::count_rows(from, table.name);
            const auto copied = each_table(
                copying_, all, [&](const db::Table& table, const db::RowsSeen& seen) { return db::copy_rows(from, to_, table, seen); });
            to_.read([&](db::Connection& to) {
                each_table(comparing_, copied, [&](const db::Table& table, const db::RowsSeen& seen) {
                    if (const auto key = db::first_difference(from, to, table, seen))
                        throw std::runtime_error(fmt::format("the row {} of {} did not come over as it was: try again", *key, table.name));
                    return db::count_rows(from, table.name);
                });
            });
            return copied;
        });
    }

private:
    template <class Work>
    std::int64_t each_table(Progress& progress, std::int64_t all, Work work) {
        std::int64_t before = 0;
        for (const auto& table : tables_) before += work(table, [&](std::int64_t rows) { progress.show(before + rows, all); });
        return before;
    }

    db::Database& from_;
    db::Database& to_;
    std::vector<db::Table> tables_;
    Progress copying_, comparing_;
};

std::unique_ptr<db::Database> open_file(const fs::path& file) {
    return db::Database::open({.kind = db::Kind::sqlite, .file = file.string(), .connections = 2});
}

bool is_kept_apart(const db::Table& table) {
    return table.name == privacy::table_of_keys || table.name == fulltext::table_of_blind_entries;
}

enum class Part { all_but_keys, keys_alone, whole };

std::vector<db::Table> tables_of(db::Database& sqlite, Part part) {
    auto all = sqlite.read([](db::Connection& db) { return db::tables(db); });
    std::erase_if(all, [&](const db::Table& table) {
        switch (part) {
            case Part::all_but_keys: return is_kept_apart(table);
            case Part::keys_alone: return table.name != privacy::table_of_keys;
            case Part::whole: return table.name == fulltext::table_of_blind_entries;
        }
        return false;
    });
    return all;
}

void remove_database(const fs::path& file) {
    for (const auto* end : {"", "-wal", "-shm"}) fs::remove(file.string() + end);
}

/// A new SQLite file with the tables that the source has, filled with a part of them; how many rows.
std::int64_t write_file(const fs::path& file, db::Database& source, const std::vector<db::Migration>& known, Part part,
                        const std::string& what) {
    fs::create_directories(file.parent_path());
    const fs::path unfinished = file.string() + ".part";
    remove_database(unfinished);
    std::int64_t rows = 0;
    {
        const auto target = open_file(unfinished);
        db::migrate(*target, source.read([&](db::Connection& db) { return db::applied(db, known); }));
        rows = Move(source, *target, tables_of(*target, part), what).run();
    }
    fs::rename(unfinished, file);
    return rows;
}

std::int64_t count_keys(db::Database& database) {
    return database.read([](db::Connection& db) { return db::count_rows(db, privacy::table_of_keys); });
}

// ---- what a restore reads

/// A finished backup, or the data folder of an installation on SQLite that has been stopped.
struct Source {
    fs::path folder;
    std::string keys;  ///< as given
    bool is_backup = false;
    std::map<std::string, std::string> hashes{};       ///< of databases, by path
    std::map<std::string, std::int64_t> key_counts{};  ///< by slug: so many keys there were when the backup was taken

    std::vector<std::string> slugs() const {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(folder / "tenants"))
            if (fs::exists(entry.path() / "torg.db")) all.push_back(entry.path().filename().string());
        std::sort(all.begin(), all.end());
        return all;
    }
    fs::path database(const std::string& slug) const { return folder / "tenants" / slug / "torg.db"; }
    fs::path key_file(const std::string& slug) const {
        return keys_folder(keys, folder) / installation_name(folder / "secret") / (slug + ".db");
    }
};

Source read_source(const std::string& from, const std::string& keys) {
    Source source{.folder = from, .keys = keys};
    source.is_backup = fs::exists(source.folder / "manifest");
    const bool is_installation = fs::exists(source.folder / "secret") && fs::exists(source.folder / "tenants");
    if (!source.is_backup && !is_installation)
        throw UsageError{from + " is neither a finished backup (it has no manifest) nor the data folder of an installation"};
    std::ifstream manifest(source.folder / "manifest");
    for (std::string value, what; manifest >> value >> what;) {
        if (what.starts_with("keys/")) source.key_counts[what.substr(5)] = whole_number(value).value_or(INT64_MAX);
        else source.hashes[what] = value;
    }
    return source;
}

/// Everything that can be wrong is found before anything is written.
void examine(const Source& source) {
    if (!source.is_backup) return;
    for (const auto& [path, hash] : source.hashes)
        if (sha256_of_file(source.folder / path) != hash)
            throw std::runtime_error(fmt::format("{} in the backup is damaged; nothing was restored", path));
    for (const auto& [slug, count] : source.key_counts) {
        const auto file = source.key_file(slug);
        if (!fs::exists(file))
            throw UsageError{
                fmt::format("the keys of {} are missing at {}: say where the folder of keys is with --keys", slug, file.string())};
        if (count_keys(*open_file(file)) < count)
            throw UsageError{
                fmt::format("{} is older than the backup, and lacks keys: take the newest folder of keys with --keys", file.string())};
    }
}

// ---- where it goes

db::Place place_in(db::Place place, const fs::path& tenants_folder, const std::string& slug) {
    if (place.kind == db::Kind::sqlite) {
        fs::create_directories(tenants_folder / slug);
        place.file = (tenants_folder / slug / "torg.db").string();
    }
    return place;
}

struct Restored {
    std::int64_t tables = 0, rows = 0;
};

Restored restore_database(const Source& source, const std::string& slug, db::Database& target, const std::vector<db::Migration>& known) {
    const auto from = open_file(source.database(slug));
    db::migrate(target, from->read([&](db::Connection& db) { return db::applied(db, known); }));
    auto tables = tables_of(*from, source.is_backup ? Part::all_but_keys : Part::whole);
    Restored restored{.tables = std::ssize(tables), .rows = Move(*from, target, std::move(tables), slug).run()};
    if (source.is_backup) {
        const auto keys = open_file(source.key_file(slug));
        restored.rows += Move(*keys, target, tables_of(*keys, Part::keys_alone), "keys of " + slug).run();
        ++restored.tables;
    }
    return restored;
}

}  // namespace

int backup(const config::Settings& settings, const std::string& to, const std::string& keys) {
    Installation installation(settings);
    if (installation.tenants().empty()) throw UsageError{"there is nothing to back up in " + settings.data.folder};
    const auto known = site::migrations(installation.areas());
    const fs::path folder(to), secret = fs::path(settings.data.folder) / "secret";
    const auto keys_of_all = keys_folder(keys, folder) / installation_name(secret);
    fs::create_directories(folder);
    fs::copy_file(secret, folder / "secret", fs::copy_options::overwrite_existing);
    copy_operating(settings.data.folder, folder);
    std::string manifest;
    std::int64_t rows = 0, files = 0;
    for (auto* tenant : installation.tenants()) {
        const auto path = fmt::format("tenants/{}/torg.db", tenant->slug);
        rows += write_file(folder / path, tenant->db, known, Part::all_but_keys, tenant->slug);
        // The keys after the rows, so that none is missing; the files too: each was on disk before a row named it.
        const auto key_file = keys_of_all / (tenant->slug + ".db");
        const auto count = write_file(key_file, tenant->db, known, Part::keys_alone, "keys of " + tenant->slug);
        manifest += fmt::format("{}  {}\n{}  keys/{}\n", sha256_of_file(folder / path), path, count, tenant->slug);
        files += copy_missing_files(tenant->files, folder / "files" / tenant->slug, tenant->slug);
    }
    std::ofstream(folder / "manifest") << manifest;
    std::cout << fmt::format(
        "{} municipalities are backed up in {}: {} rows and {} files, compared with what was read. Their keys are in {}\n",
        installation.tenants().size(), to, rows, files, keys_of_all.string());
    return done;
}

int restore(const config::Settings& settings, const std::string& from, const std::string& keys) {
    const fs::path data(settings.data.folder);
    refuse_to_be_root_in(data);
    const auto source = read_source(from, keys);
    if (fs::exists(data / "tenants")) throw UsageError{fmt::format("{} is in use: give an empty folder with --data", data.string())};
    examine(source);
    fs::create_directories(data);
    Installation installation(settings);  // an empty one: it knows where each database belongs
    const auto known = site::migrations(installation.areas());
    std::int64_t files = 0;
    for (const auto& slug : source.slugs()) files += take_over_files(source.folder / "files" / slug, installation.files_of(slug), slug);
    fs::copy_file(source.folder / "secret", data / "secret", fs::copy_options::overwrite_existing);
    copy_operating(source.folder, data);
    fs::permissions(data / "secret", fs::perms::owner_read | fs::perms::owner_write);

    // The folder of municipalities by one rename when all are there, so that a restore that was broken off can be begun again.
    const auto unfinished = data / "tenants.part";
    fs::remove_all(unfinished);
    Restored all;
    std::vector<std::unique_ptr<db::Database>> targets;
    for (const auto& slug : source.slugs()) {
        fs::create_directories(unfinished / slug);
        targets.push_back(db::Database::open(place_in(installation.database_place(slug), unfinished, slug)));
        if (!db::claim(*targets.back()))
            throw UsageError{fmt::format("the database of {} is in use already: give an empty one under [database]", slug)};
        const auto restored = restore_database(source, slug, *targets.back(), known);
        all.tables += restored.tables;
        all.rows += restored.rows;
    }
    for (const auto& target : targets) db::release(*target);
    targets.clear();
    fs::rename(unfinished, data / "tenants");
    Installation(settings).migrate();
    std::cout << fmt::format(
        "Restored to {}: {} tables with {} rows and {} files, each compared with the backup. See that it is well with: "
        "torg doctor --data {}\n",
        data.string(), all.tables, all.rows, files, data.string());
    return done;
}

}  // namespace app
