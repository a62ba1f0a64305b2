/// Keeping an installation well: audit, backup, restore, doctor.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/areas.h"
#include "app/commands.h"
#include "app/installation.h"
#include "app/progress.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/site/engines.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/migrations.h"
#include "foundation/files/scan.h"
#include "foundation/jobs/jobs.h"

namespace fs = std::filesystem;

namespace app {

static std::vector<Tenant*> chosen(Installation& installation, const std::string& slug) {
    if (!slug.empty()) return {&installation.tenant(slug)};
    return installation.tenants();
}

static std::string_view words_of(audit::Problem problem) {
    switch (problem) {
        case audit::Problem::changed: return "was changed";
        case audit::Problem::removed: return "was removed";
        case audit::Problem::reordered: return "was moved";
        case audit::Problem::added: return "was added from outside";
        case audit::Problem::cut_off: return "and later ones were cut off";
    }
    return "";
}

int audit_verify(const config::Settings& settings, const std::string& tenant_slug) {
    Installation installation(settings);
    int result = done;
    for (auto* tenant : chosen(installation, tenant_slug)) {
        audit::prepare(tenant->db, tenant->secret);
        const auto report = audit::verify(tenant->db);
        if (!report.problem) {
            std::cout << fmt::format("{}: {} entries, unbroken\n", tenant->slug, report.entries);
            continue;
        }
        std::cout << fmt::format("{}: entry {} {}. Keep the disk as it is and compare with your latest backup.\n", tenant->slug, report.seq,
                                 words_of(*report.problem));
        result = found_wrong;
    }
    return result;
}

// ---- backup: <folder>/secret, <folder>/tenants/<slug>/torg.db, <folder>/files/<slug>/…, <folder>/manifest with the SHA-256 of each
// database

static std::string sha256_of_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    crypto::Sha256 hash;
    std::string piece(1 << 20, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
        hash.update(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    return hash.hex();
}

/// What the other folder lacks; content-addressed files never change, so those it has are right.
static void copy_missing_files(const fs::path& from, const fs::path& to, Progress& progress) {
    if (!fs::exists(from)) return;
    std::vector<fs::path> wanted;
    for (const auto& entry : fs::recursive_directory_iterator(from))
        if (entry.is_regular_file() && entry.path().filename().string().size() == 64) wanted.push_back(fs::relative(entry.path(), from));
    std::int64_t copied = 0;
    for (const auto& path : wanted) {
        if (!fs::exists(to / path)) {
            fs::create_directories((to / path).parent_path());
            const auto unfinished = to / (path.string() + ".part");
            fs::copy_file(from / path, unfinished, fs::copy_options::overwrite_existing);
            if (sha256_of_file(unfinished) != path.filename())
                throw std::runtime_error("the file " + (from / path).string() + " is damaged");
            fs::rename(unfinished, to / path);
        }
        progress.show(++copied, static_cast<std::int64_t>(wanted.size()));
    }
}

static void only_sqlite(const config::Settings& settings, std::string_view instead) {
    if (settings.database.kind == config::DatabaseKind::postgresql)
        throw UsageError{
            fmt::format("the databases are in PostgreSQL: take {} for them, and copy {} for the files", instead, settings.files_folder())};
}

int backup(const config::Settings& settings, const std::string& to) {
    only_sqlite(settings, "pg_dump");
    Installation installation(settings);
    if (installation.tenants().empty()) throw UsageError{"there is nothing to back up in " + settings.data.folder};
    const fs::path folder(to);
    fs::create_directories(folder);
    fs::copy_file(fs::path(settings.data.folder) / "secret", folder / "secret", fs::copy_options::overwrite_existing);
    std::string manifest;
    for (auto* tenant : installation.tenants()) {
        const auto database = folder / "tenants" / tenant->slug / "torg.db";
        fs::create_directories(database.parent_path());
        const auto unfinished = database.string() + ".part";
        fs::remove(unfinished);
        // The database first: every file that it names was on disk before its row, so copying files afterwards misses none.
        tenant->db.copy_to(unfinished);
        fs::rename(unfinished, database);
        manifest += sha256_of_file(database) + "  tenants/" + tenant->slug + "/torg.db\n";
        Progress progress("files of " + tenant->slug);
        copy_missing_files(installation.files_folder(tenant->slug), folder / "files" / tenant->slug, progress);
    }
    std::ofstream(folder / "manifest") << manifest;
    std::cout << fmt::format("{} municipalities are backed up in {}\n", installation.tenants().size(), to);
    return done;
}

int restore(const config::Settings& settings, const std::string& from) {
    only_sqlite(settings, "pg_restore");
    const fs::path folder(from), data(settings.data.folder);
    if (!fs::exists(folder / "manifest")) throw UsageError{from + " is no finished backup: it has no manifest"};
    if (fs::exists(data / "tenants")) throw UsageError{fmt::format("{} is in use: give an empty folder with --data", data.string())};
    std::ifstream manifest(folder / "manifest");
    for (std::string hash, path; manifest >> hash >> path;) {
        if (sha256_of_file(folder / path) != hash)
            throw std::runtime_error(fmt::format("{} in the backup is damaged; nothing was restored", path));
    }
    fs::create_directories(data);
    if (fs::exists(folder / "files")) {
        Progress progress("files");
        copy_missing_files(folder / "files", settings.files_folder(), progress);
    }
    fs::copy_file(folder / "secret", data / "secret", fs::copy_options::overwrite_existing);
    fs::permissions(data / "secret", fs::perms::owner_read | fs::perms::owner_write);
    // The databases last and by one rename, so that a restore that was broken off can be begun again.
    const auto unfinished = data / "tenants.part";
    fs::remove_all(unfinished);
    fs::copy(folder / "tenants", unfinished, fs::copy_options::recursive);
    fs::rename(unfinished, data / "tenants");
    std::cout << fmt::format("Restored to {}. See that it is well with: torg doctor --data {}\n", data.string(), data.string());
    return done;
}

// ---- doctor

static int examine(Tenant& tenant) {
    int wrong = 0;
    const auto say = [&](bool is_fine, std::string_view what, std::string_view remedy) {
        std::cout << fmt::format("{}: {} {}{}\n", tenant.slug, is_fine ? "fine " : "WRONG", what,
                                 is_fine ? "" : fmt::format(" – {}", remedy));
        wrong += is_fine ? 0 : 1;
    };
    audit::prepare(tenant.db, tenant.secret);
    say(!audit::verify(tenant.db).problem, "the audit log is unbroken", "run `torg audit verify`");
    const auto dead = tenant.db.read([](db::Connection& db) { return jobs::list(db, {.state = jobs::State::dead}, {}, 1).size(); });
    say(dead == 0, "no job has failed for good", "see the page Jobb under Administration");
    std::int64_t missing = 0;
    tenant.db.read([&](db::Connection& db) {
        for (const auto& hash : cases::kept_files(db))
            if (!tenant.files.has(hash)) ++missing;
    });
    say(missing == 0, "every file of every case is there", fmt::format("{} are missing: copy them from your backup", missing));
    return wrong;
}

/// Scanning is a choice; a scanner that is chosen and does not answer stops every upload.
static int examine_scanner(const config::Settings& settings) {
    const auto& socket = settings.files.clamd_socket;
    if (socket.empty()) {
        std::cout << "files: uploads are not scanned for viruses; set clamd_socket under [files] to scan them\n";
        return 0;
    }
    const auto probe = files::scan("/proc/self/cmdline", socket);
    const bool answers = probe.verdict == files::Verdict::clean;
    std::cout << (answers ? "files: fine  clamd answers\n"
                          : fmt::format("files: WRONG clamd does not answer at {} – start it, or no file is received\n", socket));
    return answers ? 0 : 1;
}

int doctor(const config::Settings& settings, bool rebuild) {
    Installation installation(settings);
    if (installation.tenants().empty())
        throw UsageError{fmt::format("there is no municipality in {} yet: add one with `torg tenant add`", settings.data.folder)};
    int wrong = examine_scanner(settings);
    for (auto* tenant : installation.tenants()) {
        if (rebuild) {
            Progress progress("cases of " + tenant->slug);
            audit::prepare(tenant->db, tenant->secret);
            const auto count =
                cases::rebuild(*tenant, [&](std::int64_t done_so_far, std::int64_t all) { progress.show(done_so_far, all); });
            std::cout << fmt::format("{}: {} cases made anew from their event logs\n", tenant->slug, count);
        }
        wrong += examine(*tenant);
    }
    return wrong == 0 ? done : found_wrong;
}

int routes() {
    for (const auto& area : all_areas())
        for (const auto& route : area.routes)
            std::cout << fmt::format("{:<16} {:<7} {:<52} {}\n", area.name, http::to_string(route.method), route.path, route.who.name);
    return done;
}

}  // namespace app
