#include "app/installation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/areas.h"
#include "app/progress.h"
#include "engines/directories/invented.h"
#include "engines/identity/e_id.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "engines/municipality/profile.h"
#include "engines/municipality/town_map.h"
#include "engines/pages/theme.h"
#include "engines/site/engines.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/fetch/fetch.h"
#include "foundation/files/bucket.h"
#include "foundation/geo/map_svg.h"
#include "foundation/mail/mail.h"
#include "foundation/pdf/pdf.h"
#include "foundation/pdf/previews.h"

namespace fs = std::filesystem;

namespace app {

/// What all municipalities share: the PDF worker, the way to the mail server.
struct Installation::Machines {
    pdf::Printer printer;
    mail::Settings mail;
};

struct Installation::Municipality {
    std::string slug;
    std::unique_ptr<db::Database> database;
    std::unique_ptr<files::Store> files;
    std::shared_ptr<pdf::Previews> previews;
    /// Requests hold the newest without a lock; older ones stay until the program ends, since a request may still read them.
    std::vector<std::unique_ptr<Tenant>> versions;
    Tenant& now() { return *versions.back(); }
};

void refuse_to_be_root_in(const std::string& folder) {
    struct stat place {};
    if (::geteuid() == 0 && ::stat(folder.c_str(), &place) == 0 && place.st_uid != 0)
        throw UsageError{
            fmt::format("{} belongs to another user, and you are root: run this as that user, as in `sudo -u torg torg …`", folder)};
}

/// "" for an installation without municipalities: a command that only looks makes no secret.
static std::string read_secret(const fs::path& folder) {
    refuse_to_be_root_in(folder.string());
    const auto path = folder / "secret";
    if (!fs::exists(path)) {
        // A new one beside old databases would leave their sealed personal data unreadable, and say nothing about it.
        if (fs::exists(folder / "tenants"))
            throw UsageError{fmt::format("{} is missing: put back the file from your backup", path.string())};
        return {};
    }
    std::ifstream file(path);
    std::string text;
    file >> text;
    const auto bytes = crypto::from_hex(text);
    if (!bytes || bytes->size() != 32) throw UsageError{fmt::format("{} is broken: put back the file from your backup", path.string())};
    return *bytes;
}

static std::string make_secret(const fs::path& folder) {
    const auto path = folder / "secret";
    fs::create_directories(folder);
    const auto secret = crypto::random_bytes(32);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    const auto text = crypto::hex(secret) + "\n";
    if (file < 0 || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(file) != 0)
        throw UsageError{fmt::format("cannot write {}: make the folder writable for this user", path.string())};
    ::close(file);
    return secret;
}

static mail::Settings mail_settings(const config::Settings& settings) {
    return {.smtp = settings.mail.smtp, .from = settings.mail.from, .outbox_folder = settings.outbox_folder()};
}

Installation::Installation(config::Settings settings)
    : settings_(std::move(settings)),
      areas_(all_areas()),
      secret_(read_secret(settings_.data.folder)),
      machines_(new Machines{.printer = pdf::Printer(), .mail = mail_settings(settings_)}) {
    site::add_texts(texts_, areas_);
    const auto tenants_folder = fs::path(settings_.data.folder) / "tenants";
    if (!fs::is_directory(tenants_folder)) return;
    std::vector<std::string> slugs;
    for (const auto& entry : fs::directory_iterator(tenants_folder))
        if (entry.is_directory()) slugs.push_back(entry.path().filename().string());
    std::sort(slugs.begin(), slugs.end());
    for (const auto& slug : slugs) open(slug);
}

Installation::~Installation() = default;

db::Place Installation::database_place(std::string_view slug) const {
    const int connections = static_cast<int>(settings_.database.connections);
    if (settings_.database.kind == config::DatabaseKind::postgresql) {
        std::string schema = "torg_" + std::string(slug);
        std::replace(schema.begin(), schema.end(), '-', '_');
        return {.kind = db::Kind::postgresql, .connection = settings_.database.connection, .schema = schema, .connections = connections};
    }
    return {
        .kind = db::Kind::sqlite, .file = fmt::format("{}/tenants/{}/torg.db", settings_.data.folder, slug), .connections = connections};
}

std::string Installation::files_folder(std::string_view slug) const { return fmt::format("{}/{}", settings_.files_folder(), slug); }

/// Null when files are kept in a folder alone.
static std::shared_ptr<const files::Bucket> bucket_of(const config::Settings& settings, const std::string& slug) {
    const auto& files = settings.files;
    if (files.s3_endpoint.empty()) return nullptr;
    return std::make_shared<files::Bucket>(files::BucketPlace{.endpoint = files.s3_endpoint,
                                                              .bucket = files.s3_bucket,
                                                              .region = files.s3_region,
                                                              .key = files.s3_key,
                                                              .secret = files.s3_secret,
                                                              .prefix = slug + "/"});
}

files::Store Installation::files_of(const std::string& slug) const {
    return files::Store(files_folder(slug), settings_.files.clamd_socket, bucket_of(settings_, slug));
}

Installation::Municipality& Installation::open(const std::string& slug) {
    auto made = std::make_unique<Municipality>();
    made->slug = slug;
    made->database = db::Database::open(database_place(slug));
    made->files = std::make_unique<files::Store>(files_of(slug));
    made->previews = std::make_shared<pdf::Previews>(fs::path(settings_.previews_folder()) / slug);
    auto& municipality = *made;
    municipalities_.push_back(std::move(made));
    load_profile(municipality);
    return municipality;
}

/// Some 2 kilometres around the town square.
static std::string hero_map(const geo::BaseMap& map) {
    auto middle = map.place(map.square());
    middle.x -= 380;  // the square stands to the right of the words
    return geo::map_svg(map, {.view = {.middle = map.position(middle), .width = 2240, .height = 1300}}).str();
}

/// A resident may sit at a library's computer: never longer than half an hour without a click.
static identity::SessionLimits session_limits(const config::Settings::Session& session) {
    identity::SessionLimits limits;
    limits.staff_idle = session.idle_minutes * microseconds_a_minute;
    limits.resident_idle = std::min(limits.resident_idle, limits.staff_idle);
    limits.absolute = session.absolute_hours * microseconds_an_hour;
    return limits;
}

/// The registers that the settings name. An invented town asks its own invented ones for the rest.
static std::shared_ptr<const directories::Sources> directories_of(const config::Settings::Directories& settings, const Tenant& tenant) {
    using directories::Directory;
    directories::Sources sources;
    if (tenant.is_demo) sources = *directories::invented_sources(tenant.db, tenant.name);
    const std::pair<Directory, const std::string&> addresses[] = {{Directory::population, settings.population},
                                                                  {Directory::property, settings.property},
                                                                  {Directory::organisation, settings.organisation},
                                                                  {Directory::map, settings.map}};
    for (const auto& [directory, address] : addresses) {
        if (address.empty()) continue;
        if (!fetch::is_fit_address(address))
            throw UsageError{fmt::format("[directories] {} = \"{}\" must begin with https://", to_name(directory), address)};
        sources.connected[directory] = directories::over_https({.address = address, .token = settings.token, .municipality = tenant.slug});
    }
    if (sources.connected.empty()) return nullptr;
    return std::make_shared<const directories::Sources>(std::move(sources));
}

void Installation::load_profile(Municipality& municipality) {
    auto& database = *municipality.database;
    const bool has_tables = database.read([](db::Connection& db) { return municipality::has_tables(db); });
    const auto profile = has_tables ? database.read(municipality::profile) : municipality::Profile{.name = municipality.slug};
    const auto hosts = has_tables ? database.read(municipality::hosts) : std::vector<std::string>{};
    const auto theme = pages::theme_css({.brand = profile.brand, .spark = profile.spark}).value_or("");

    auto tenant = std::unique_ptr<Tenant>(
        new Tenant{.slug = municipality.slug,
                   .name = profile.name,
                   .hosts = hosts,
                   .public_address = hosts.empty() ? settings_.server.public_address
                                                   : municipality::address(settings_.server.public_address, hosts.front()),
                   .db = database,
                   .files = *municipality.files,
                   .texts = texts_,
                   .secret = crypto::hmac_sha256(secret_, "tenant:" + municipality.slug)});
    tenant->session_limits = session_limits(settings_.session);
    tenant->undo_minutes = static_cast<int>(settings_.undo.minutes);
    tenant->is_demo = has_tables && database.read([](db::Connection& db) { return identity::is_demo_database(db); });
    tenant->email = profile.email;
    tenant->phone = profile.phone;
    tenant->visiting_address = profile.visiting_address;
    tenant->theme_css = theme;
    tenant->theme_css_address = theme.empty() ? "" : pages::theme_address(theme);
    tenant->print_letter = [this](const letters::Letter& letter) { return letters::print(machines_->printer, texts_, letter); };
    tenant->send_mail = [this](const mail::Message& message) { return mail::send(machines_->mail, message); };
    tenant->profile_changed = [this, &municipality] { load_profile(municipality); };
    tenant->previews = municipality.previews;
    tenant->directories = directories_of(settings_.directories, *tenant);
    if (has_tables) tenant->town_map = municipality::town_map(database.read(municipality::base_map));
    if (tenant->town_map) tenant->hero_map_svg = hero_map(tenant->town_map->map);
    if (!municipality.versions.empty()) tenant->e_identifications = municipality.versions.back()->e_identifications;
    const std::lock_guard lock(guard_);
    municipality.versions.push_back(std::move(tenant));
}

std::vector<Tenant*> Installation::tenants() {
    const std::lock_guard lock(guard_);
    std::vector<Tenant*> all;
    for (const auto& municipality : municipalities_) all.push_back(&municipality->now());
    return all;
}

Tenant& Installation::tenant(std::string_view slug) {
    const auto all = tenants();
    if (slug.empty() && all.size() == 1) return *all.front();
    std::vector<std::string> names;
    for (auto* tenant : all) {
        if (tenant->slug == slug) return *tenant;
        names.push_back(tenant->slug);
    }
    if (all.empty())
        throw UsageError{fmt::format("there is no municipality in {} yet: add one with `torg tenant add`", settings_.data.folder)};
    if (slug.empty()) throw UsageError{fmt::format("say which municipality: --tenant with one of {}", joined(names, ", "))};
    throw UsageError{fmt::format("there is no municipality '{}'; take --tenant with one of: {}", slug, joined(names, ", "))};
}

Tenant* Installation::tenant_of(std::string_view host) {
    const std::lock_guard lock(guard_);
    for (const auto& municipality : municipalities_) {
        const auto& hosts = municipality->now().hosts;
        if (std::find(hosts.begin(), hosts.end(), host) != hosts.end()) return &municipality->now();
    }
    return municipalities_.size() == 1 ? &municipalities_.front()->now() : nullptr;
}

void Installation::migrate() {
    for (auto* tenant : tenants()) {
        Progress progress("search index of " + tenant->slug);
        site::migrate(*tenant, areas_, [&](std::int64_t done, std::int64_t all) { progress.show(done, all); });
    }
    for (const auto& municipality : municipalities_) load_profile(*municipality);
}

Tenant& Installation::add(std::string_view slug_given, std::string_view name, const std::vector<std::string>& hosts) {
    const std::string slug(slug_given);
    if (slug.empty() || ::slug(slug) != slug)
        throw UsageError{fmt::format("'{}' cannot be the short name of a municipality: take a–z, 0–9 and -, as in {}", slug, ::slug(name))};
    const auto folder = fs::path(settings_.data.folder) / "tenants" / slug;
    if (fs::exists(folder)) throw UsageError{fmt::format("there is a municipality '{}' already", slug)};
    if (secret_.empty()) secret_ = make_secret(settings_.data.folder);
    fs::create_directories(folder);
    auto& municipality = open(slug);
    site::migrate(municipality.now(), areas_, [](std::int64_t, std::int64_t) {});
    municipality.database->write([&](db::Connection& db) {
        municipality::save(db, {.name = std::string(name)});
        municipality::set_hosts(db, hosts);
        // The top of the organisation, so that every case has a unit from the first day.
        (void)identity::add_unit(
            db, {.slug = "kommunen", .name_sv = std::string(name) + "s kommun", .name_en = "Municipality of " + std::string(name)});
    });
    load_profile(municipality);
    return municipality.now();
}

}  // namespace app
