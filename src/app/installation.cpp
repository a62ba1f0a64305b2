#include "app/installation.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/areas.h"
#include "app/new_municipality.h"
#include "app/operations.h"
#include "app/progress.h"
#include "app/secret.h"
#include "app/sign_in_providers.h"
#include "engines/audit/audit.h"
#include "engines/cases/disposal.h"
#include "engines/cases/work.h"
#include "engines/directories/invented.h"
#include "engines/identity/accounts.h"
#include "engines/identity/e_id.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "engines/municipality/map_tiles.h"
#include "engines/municipality/profile.h"
#include "engines/municipality/town_map.h"
#include "engines/pages/mark.h"
#include "engines/site/engines.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/fetch/fetch.h"
#include "foundation/files/bucket.h"
#include "foundation/geo/map_svg.h"
#include "foundation/mail/mail.h"
#include "foundation/mail_in/imap.h"
#include "foundation/mailbox/mailbox.h"
#include "foundation/pdf/pdf.h"
#include "foundation/pdf/previews.h"
#include "foundation/sms/sms.h"

namespace fs = std::filesystem;

namespace app {

/// What all municipalities share: the PDF worker, the way to the mail server.
struct Installation::Machines {
    pdf::Printer printer;
    mail::Settings mail;
    sms::Settings sms;
};

namespace {

/// What is read from a municipality's database before it answers, and again when it was changed.
struct Facts {
    bool has_tables = false;
    municipality::Profile profile{};
    std::vector<std::string> hosts{};
    bool is_paused = false, is_demo = false;
    bool operator==(const Facts&) const = default;
};

Facts facts_of(db::Connection& db, std::string_view slug) {
    if (!municipality::has_tables(db)) return {.profile = {.name = std::string(slug)}};
    return {.has_tables = true,
            .profile = municipality::profile(db),
            .hosts = municipality::hosts(db),
            .is_paused = municipality::is_paused(db),
            .is_demo = identity::is_demo_database(db)};
}

}  // namespace

struct Installation::Municipality {
    std::string slug;
    std::unique_ptr<db::Database> database;
    Facts facts{};
    std::unique_ptr<files::Store> files;
    std::shared_ptr<pdf::Previews> previews;
    /// Requests hold the newest without a lock; older ones stay until the program ends, since a request may still read them.
    std::vector<std::unique_ptr<Tenant>> versions;
    Tenant& now() { return *versions.back(); }
};

static mail::Settings mail_settings(const config::Settings& settings) {
    return {.smtp = settings.mail.smtp, .from = settings.mail.from, .outbox_folder = settings.outbox_folder()};
}

static sms::Settings sms_settings(const config::Settings& settings) {
    const auto& sms = settings.sms;
    if (!sms.gateway.empty() && !fetch::is_fit_address(sms.gateway))
        throw UsageError{fmt::format("[sms] gateway = \"{}\" must begin with https://", sms.gateway)};
    if (!sms.gateway.empty() && !sms::is_fit_sender(sms.sender))
        throw UsageError{fmt::format("[sms] sender = \"{}\" must be one to eleven letters and figures", sms.sender)};
    return {.gateway = sms.gateway, .token = sms.token, .sender = sms.sender};
}

static std::string first_line_of(const std::string& path) {
    std::string line;
    if (!std::getline(std::ifstream(path), line) || trimmed(line).empty())
        throw UsageError{fmt::format("[[mail_in.box]] password_file = \"{}\" cannot be read, or is empty", path)};
    return std::string(trimmed(line));
}

static void add_mailboxes(Tenant& tenant, const config::Settings& settings) {
    for (const auto& box : settings.mail_in.boxes) {
        if (!box.municipality.empty() && box.municipality != tenant.slug) continue;
        if (!mail_in::is_fit_server(box.server))
            throw UsageError{
                fmt::format("[[mail_in.box]] server = \"{}\" must begin with imaps:// or imap://, and be a host alone", box.server)};
        tenant.mailboxes.push_back(std::make_shared<const mail_in::Box>(
            mail_in::Box{.server = box.server,
                         .user = box.user,
                         .password = box.password_file.empty() ? box.password : first_line_of(box.password_file),
                         .folder = box.folder,
                         .vouched_by = box.vouched_by,
                         .minutes = box.minutes,
                         .largest_mb = box.largest_mb}));
    }
}

static fs::path tenants_folder(const config::Settings& settings) { return fs::path(settings.data.folder) / "tenants"; }
static fs::path operating_file(const config::Settings& settings) { return fs::path(settings.data.folder) / "operator"; }

static std::vector<std::string> slugs_in(const fs::path& folder) {
    if (!fs::is_directory(folder)) return {};
    std::vector<std::string> slugs;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) slugs.push_back(entry.path().filename().string());
    std::sort(slugs.begin(), slugs.end());
    return slugs;
}

Installation::Installation(config::Settings settings, Furnishing furnishing)
    : settings_(std::move(settings)),
      furnishing_(std::move(furnishing)),
      areas_(all_areas()),
      secret_(read_secret(settings_.data.folder)),
      machines_(new Machines{.printer = pdf::Printer(), .mail = mail_settings(settings_), .sms = sms_settings(settings_)}),
      operations_(operations_of(*this)) {
    site::add_texts(texts_, areas_);
    std::ifstream(operating_file(settings_)) >> operating_;
    for (const auto& slug : slugs_in(tenants_folder(settings_))) municipalities_.push_back(opened(slug));
    // Whether one is alone is known when all are there.
    for (const auto& municipality : municipalities_) load_profile(*municipality);
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
    return files::Store(files_folder(slug), secret_of(slug), settings_.files.clamd_socket, bucket_of(settings_, slug));
}

std::string Installation::secret_of(std::string_view slug) const { return crypto::hmac_sha256(secret_, "tenant:" + std::string(slug)); }

std::unique_ptr<Installation::Municipality> Installation::opened(const std::string& slug) {
    auto made = std::make_unique<Municipality>();
    made->slug = slug;
    made->database = db::Database::open(database_place(slug));
    made->files = std::make_unique<files::Store>(files_of(slug));
    made->previews = std::make_shared<pdf::Previews>(fs::path(settings_.previews_folder()) / slug);
    return made;
}

/// Some 2 kilometres around the town square.
static std::string hero_map(const geo::BaseMap& map) {
    auto middle = map.place(map.square());
    middle.x -= 380;  // the square stands to the right of the words
    return geo::map_svg(map, {.view = {.middle = map.position(middle), .width = 2240, .height = 1300}, .ground = geo::Ground::band}).str();
}

/// A resident may sit at a library's computer: never longer than half an hour without a click.
static identity::SessionLimits session_limits(const config::Settings::Session& session) {
    identity::SessionLimits limits;
    limits.staff_idle = session.idle_minutes * microseconds_a_minute;
    limits.resident_idle = std::min(limits.resident_idle, limits.staff_idle);
    limits.absolute = session.absolute_hours * microseconds_an_hour;
    limits.proof = session.proof_minutes * microseconds_a_minute;
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

static Tenant::MapTiles tiles_of(const config::Settings::Map& settings) {
    const auto tiles = municipality::map_tiles(settings.tiles, settings.credit);
    if (!tiles)
        throw UsageError{
            fmt::format("[map] tiles = \"{}\" must begin with https:// and have {{z}}, {{x}} and {{y}}, and [map] credit must "
                        "say whose map it is",
                        settings.tiles)};
    return *tiles;
}

void Installation::load_profile(Municipality& municipality) {
    auto& database = *municipality.database;
    municipality.facts = database.read([&](db::Connection& db) { return facts_of(db, municipality.slug); });
    const auto& [has_tables, profile, hosts, is_paused, is_demo] = municipality.facts;
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
                   .secret = secret_of(municipality.slug)});
    tenant->session_limits = session_limits(settings_.session);
    tenant->undo_minutes = static_cast<int>(settings_.undo.minutes);
    tenant->is_paused = is_paused;
    tenant->is_demo = is_demo;
    tenant->further_languages = municipality::further_languages(profile);
    tenant->email = profile.email;
    tenant->phone = profile.phone;
    tenant->visiting_address = profile.visiting_address;
    tenant->protection_officer = profile.protection_officer;
    tenant->theme_css = theme;
    if (const auto colours = pages::theme_tokens({.brand = profile.brand, .spark = profile.spark}))
        tenant->printed_mark_svg = pages::printed_mark(*colours).str();
    tenant->theme_css_address = theme.empty() ? "" : pages::theme_address(theme);
    tenant->print_letter = [this](const letters::Letter& letter) { return letters::print(machines_->printer, texts_, letter); };
    tenant->print_document = [this](std::string_view html, std::string_view title, Language language) {
        return letters::print(machines_->printer, html, title, language);
    };
    tenant->send_mail = [this](const mail::Message& message) { return mail::send(machines_->mail, message); };
    add_mailboxes(*tenant, settings_);
    if (!machines_->sms.gateway.empty())
        tenant->send_sms = [this](const sms::Message& message) { return sms::send(machines_->sms, message); };
    if (!settings_.mailbox.folder.empty())
        tenant->deliver_digitally = [folder = fs::path(settings_.mailbox.folder) / municipality.slug](const mailbox::Message& message) {
            return mailbox::deliver(folder, message);
        };
    tenant->profile_changed = [this, slug = municipality.slug] { read_again(slug); };
    tenant->previews = municipality.previews;
    tenant->directories = directories_of(settings_.directories, *tenant);
    tenant->map_tiles = tiles_of(settings_.map);
    tenant->hosts_inside = settings_.outgoing.hosts_inside;
    add_sign_in_providers(*tenant, settings_, operating());
    if (has_tables) tenant->town_map = municipality::town_map(database.read(municipality::base_map));
    if (tenant->town_map) tenant->hero_map_svg = hero_map(tenant->town_map->map);
    if (operating() == municipality.slug) tenant->operations = operations_;
    if (furnishing_.furnish) furnishing_.furnish(*tenant);
    const std::lock_guard lock(guard_);
    municipality.versions.push_back(std::move(tenant));
}

void Installation::read_again(std::string_view slug) {
    auto* changed = municipality(slug);
    if (changed == nullptr) return;
    {
        const std::lock_guard lock(changing_);
        load_profile(*changed);
    }
    if (tell_) tell_(tenant(slug));
}

void Installation::look_again() {
    open_new_ones();
    learn_who_operates();
    for (auto* tenant : tenants()) {
        try {
            if (is_changed(*municipality(tenant->slug))) read_again(tenant->slug);
        } catch (const db::Failure&) {
            // Its own requests say that it is away; the others are looked at all the same.
        }
    }
}

bool Installation::is_changed(const Municipality& municipality) {
    const auto facts = municipality.database->read([&](db::Connection& db) { return facts_of(db, municipality.slug); });
    const std::lock_guard lock(changing_);
    return facts != municipality.facts;
}

void Installation::insert(std::unique_ptr<Municipality> added) {
    const std::lock_guard lock(guard_);
    const auto after =
        std::find_if(municipalities_.begin(), municipalities_.end(), [&](const auto& each) { return each->slug > added->slug; });
    municipalities_.insert(after, std::move(added));
}

/// Each is whole before its folder has its name, whichever program made it.
void Installation::open_new_ones() {
    for (const auto& slug : slugs_in(tenants_folder(settings_))) {
        {
            const std::lock_guard lock(changing_);
            if (municipality(slug) != nullptr) continue;
            auto found = opened(slug);
            site::migrate(*found->database, areas_, secret_of(slug));
            load_profile(*found);
            insert(std::move(found));
        }
        // Once more, now that it is among the others: the first one of all manages the installation.
        read_again(slug);
    }
}

void Installation::learn_who_operates() {
    std::string named;
    std::ifstream(operating_file(settings_)) >> named;
    {
        const std::lock_guard lock(guard_);
        if (named.empty() || named == operating_) return;
        operating_ = named;
    }
    for (auto* each : tenants()) read_again(each->slug);
}

std::string Installation::operating() {
    const std::lock_guard lock(guard_);
    if (!operating_.empty()) return operating_;
    return municipalities_.size() == 1 ? municipalities_.front()->slug : "";
}

void Installation::name_operating(std::string_view slug) {
    const std::string named = tenant(slug).slug;
    if (fs::exists(operating_file(settings_)) && operating() == named) return;
    std::ofstream(operating_file(settings_)) << named << "\n";
    {
        const std::lock_guard lock(guard_);
        operating_ = named;
    }
    for (auto* each : tenants()) read_again(each->slug);
}

Installation::Municipality* Installation::municipality(std::string_view slug) {
    const std::lock_guard lock(guard_);
    for (const auto& each : municipalities_)
        if (each->slug == slug) return each.get();
    return nullptr;
}

Tenant* Installation::find(std::string_view slug) {
    for (auto* tenant : tenants())
        if (tenant->slug == slug) return tenant;
    return nullptr;
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
        if (!site::migrate(tenant->db, areas_, tenant->secret)) continue;
        // The search index is missing: a backup was restored, and may have brought back what has been disposed of since.
        cases::finish_disposals(*tenant);
        Progress progress("search index of " + tenant->slug);
        cases::make_searchable_anew(*tenant, [&](std::int64_t done, std::int64_t all) { progress.show(done, all); });
    }
    for (const auto& municipality : municipalities_) load_profile(*municipality);
}

Result<void> Installation::acceptable(const installation::NewMunicipality& wanted) {
    constexpr std::size_t longest_slug = 40;  // with "torg_" before it the name of a PostgreSQL schema
    std::vector<FieldError> errors;
    if (wanted.slug.empty() || wanted.slug.size() > longest_slug || slug(wanted.slug) != wanted.slug)
        errors.push_back({"slug", "error_slug", {first_characters(slug(wanted.name), longest_slug)}});
    else if (fs::exists(tenants_folder(settings_) / wanted.slug)) errors.push_back({"slug", "error_slug_taken", {wanted.slug}});
    for (auto* other : tenants())
        for (const auto& host : wanted.hosts)
            if (std::find(other->hosts.begin(), other->hosts.end(), host) != other->hosts.end())
                errors.push_back({"hosts", "error_host_taken", {host, other->name}});
    if (!wanted.administrator.username.empty() && !identity::is_fit_username(wanted.administrator.username))
        errors.push_back({"username", "username_is_unfit"});
    if (!errors.empty()) return invalid(std::move(errors));
    return {};
}

/// Beside its place, and moved there when it is whole: a program that is killed meanwhile leaves no half municipality.
Result<std::string> Installation::make(const installation::NewMunicipality& wanted, const Visitor& by) {
    const auto making = fs::path(settings_.data.folder) / "tenants.making" / wanted.slug;
    fs::remove_all(making);
    fs::create_directories(making);
    auto place = database_place(wanted.slug);
    if (place.kind == db::Kind::sqlite) place.file = making / "torg.db";
    std::string invitation;
    {
        const auto database = db::Database::open(place);
        site::migrate(*database, areas_, secret_of(wanted.slug));
        // PostgreSQL keeps the schema of a municipality whose folder is gone.
        if (!database->read(identity::units).empty()) return invalid({{"slug", "error_slug_taken", {wanted.slug}}});
        invitation = database->write([&](db::Connection& db) {
            if (furnishing_.mark) furnishing_.mark(db);
            return begin_municipality(db, wanted, by);
        });
        audit::forget(*database);
    }
    fs::create_directories(tenants_folder(settings_));
    fs::rename(making, tenants_folder(settings_) / wanted.slug);
    std::error_code not_empty;
    fs::remove(making.parent_path(), not_empty);
    return invitation;
}

Result<std::string> Installation::add(const installation::NewMunicipality& wanted, const Visitor& by) {
    if (auto refused = acceptable(wanted); !refused) return tl::unexpected(refused.error());
    if (secret_.empty()) secret_ = make_secret(settings_.data.folder);
    const auto invitation = TRY(make(wanted, by));
    open_new_ones();
    return invitation;
}

}  // namespace app
