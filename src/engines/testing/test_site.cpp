#include "engines/testing/test_site.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "engines/identity/accounts.h"
#include "engines/identity/e_id.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/identity/units.h"
#include "engines/site/engines.h"
#include "engines/site/site.h"
#include "engines/testing/test_numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"
#include "foundation/log/log.h"

namespace identity {
class TestsOnly {
public:
    static DemoOnly demo() { return {}; }
};
}  // namespace identity

namespace {

constexpr std::string_view host = "exempelby.test", top_unit = "exempelby", cookie_name = "torg_session";
constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
constexpr std::string_view user_agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

class TemporaryFolder {
public:
    TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("torg-test-" + crypto::random_token(9))) {
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Before any account is made: tests need no expensive passwords, and no line for each request or refusal.
bool for_tests() {
    crypto::password_cost = {1, std::size_t{64} << 10};
    logging::set_level(logging::Level::error);
    return true;
}

std::string tables_named_by(const std::vector<Area>& areas) {
    std::string names;
    for (const auto& area : areas) names += fmt::format("{} ({}) ", area.name, area.migrations.size());
    return names;
}

}  // namespace

struct TestSite::Inside {
    bool is_for_tests = for_tests();
    TemporaryFolder folder;
    db::TestDatabase database;
    files::Store files;
    texts::Catalog catalog;
    std::vector<Area> areas;
    Tenant tenant;
    std::unique_ptr<site::Site> site;
    std::map<std::string, std::string, std::less<>> cookies;
    std::string bearer;
    std::string client_address = "127.0.0.1";
    int requests = 0, residents = 0;

    Inside(std::vector<Area> all, db::Kind kind)
        : database(kind, tables_named_by(all),
                   [&](db::Database& made) {
                       site::migrate(made, all, secret);
                       audit::forget(made);
                   }),
          files(folder.path() / "files", std::string(secret)),
          areas(std::move(all)),
          tenant{.slug = "exempelby",
                 .name = "Exempelby",
                 .hosts = {std::string(host)},
                 .public_address = "https://exempelby.test",
                 .db = *database,
                 .files = files,
                 .texts = catalog,
                 .secret = std::string(secret),
                 .is_demo = true,
                 .email = "kommunen@exempelby.test",
                 .phone = "010-123 45 67"} {
        tenant.print_document = [](std::string_view html, std::string_view, Language) -> Result<std::string> {
            return "%PDF-1.7\n" + std::string(html);
        };
        site::add_texts(catalog, areas);
        site::migrate(*database, areas, secret);  // nothing but what a start prepares: the tables are copied
        database->write([](db::Connection& db) {
            identity::make_demo_database(db, identity::TestsOnly::demo());
            (void)identity::add_unit(db, {std::string(top_unit), "Exempelby kommun", "Exempelby Municipality"});
        });
        tenant.e_identifications = {identity::simulated_e_identification(*database, identity::TestsOnly::demo())};
        open(0);
    }
    void open(int writes_a_minute) {
        site = std::make_unique<site::Site>(
            areas, [this](std::string_view asked) { return asked == host ? &tenant : nullptr; },
            site::Rules{.writes_a_minute = writes_a_minute});
    }
    ~Inside() { audit::forget(*database); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    void keep_cookies(const http::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            const auto equals = value.find('='), end = value.find(';');
            const auto cookie = value.substr(0, equals), held = value.substr(equals + 1, end - equals - 1);
            if (held.empty()) cookies.erase(cookie);
            else cookies[cookie] = held;
        }
    }

    http::Response send(http::Request request) {
        request.host = host;
        if (request.client_address.empty()) request.client_address = client_address;
        request.request_id = "test-" + std::to_string(++requests);
        for (const auto& [name, value] : cookies) request.cookies.all.emplace_back(name, value);
        if (!request.headers.has("user-agent")) request.headers.all.emplace_back("user-agent", user_agent);
        if (!bearer.empty()) request.headers.all.emplace_back("authorization", "Bearer " + bearer);
        auto response = site->answer(request);
        if (response.shared_body) response.body = *response.shared_body;  // as the reader gets it
        keep_cookies(response);
        return response;
    }

    http::Request request(http::Method method, std::string_view target) {
        http::Request request{.method = method, .target = std::string(target)};
        const auto question = target.find('?');
        request.path = http::percent_decoded(target.substr(0, question)).value_or("/");
        if (question != std::string_view::npos)
            request.query = http::parse_urlencoded(target.substr(question + 1)).value_or(http::Fields{});
        if (method != http::Method::get) request.headers.all.emplace_back("origin", "http://" + std::string(host));
        return request;
    }

    void add(const std::vector<File>& sent, http::Request& request) const {
        for (const auto& file : sent) {
            const auto place = folder.path() / crypto::random_token(9);
            std::ofstream(place, std::ios::binary) << file.content;
            request.uploads.push_back({file.field, file.filename, file.type, place, static_cast<std::int64_t>(file.content.size())});
        }
    }

    /// As a visitor who has read a form has one.
    std::string csrf() {
        auto& token = cookies[std::string(cookie_name)];
        if (token.empty()) token = identity::new_session_token();
        return identity::csrf_of(tenant.secret, token);
    }
};

TestSite::TestSite(std::vector<Area> areas, db::Kind kind) : inside_(std::make_unique<Inside>(std::move(areas), kind)) {}
TestSite::~TestSite() = default;
void TestSite::limit_writes(int a_minute) {
    inside_->open(a_minute);
    inside_->client_address = "192.0.2.1";
}

http::Response TestSite::get(std::string_view target) { return inside_->send(inside_->request(http::Method::get, target)); }

http::Response TestSite::post(std::string_view path, Typed fields) { return upload(path, std::move(fields), {}); }

http::Response TestSite::post_json(std::string_view path, std::string_view json) {
    auto request = inside_->request(http::Method::post, path);
    request.headers.all.emplace_back("content-type", "application/json");
    if (inside_->bearer.empty()) request.headers.all.emplace_back("x-csrf-token", csrf());
    request.body = json;
    return inside_->send(std::move(request));
}

http::Response TestSite::upload(std::string_view path, Typed fields, std::vector<File> files) {
    auto request = inside_->request(http::Method::post, path);
    request.form.all = std::move(fields);
    request.form.all.emplace_back("_csrf", csrf());
    inside_->add(files, request);
    return inside_->send(std::move(request));
}

http::Response TestSite::send_files(std::string_view path, std::vector<File> files, Typed headers) {
    auto request = inside_->request(http::Method::post, path);
    for (auto& header : headers) request.headers.all.push_back(std::move(header));
    inside_->add(files, request);
    return inside_->send(std::move(request));
}

http::Response TestSite::send(http::Request request) { return inside_->send(std::move(request)); }

http::Response TestSite::follow(const http::Response& response) { return get(header_of(response, "Location")); }

AccountId TestSite::sign_in_staff(std::string_view username, std::vector<Permission> permissions, std::string_view unit_slug) {
    const auto unit_id = unit(unit_slug.empty() ? top_unit : unit_slug);
    auto& tenant = inside_->tenant;
    const auto [account, opened] = tenant.db.write([&](db::Connection& db) {
        const auto known = identity::find_account(db, username);
        const auto id = known ? known->id : identity::add_account_with_hash(db, {std::string(username), std::string(username)}, "");
        for (const auto& earlier : identity::assignments_of(db, id)) (void)identity::end_assignment(db, earlier.id);
        identity::NewRole role{"test " + std::to_string(new_id()), "Testroll", "Test role"};
        for (const auto& permission : permissions) role.permissions.emplace_back(permission.name);
        identity::assign(db, id, *identity::add_role(db, role), unit_id);
        return std::pair(id, identity::sign_in_staff(db, tenant.secret, tenant.session_limits, id, {}, user_agent));
    });
    inside_->cookies[std::string(cookie_name)] = opened.token;
    return account;
}

void TestSite::sign_in_account(AccountId account) {
    auto& tenant = inside_->tenant;
    const auto opened = tenant.db.write(
        [&](db::Connection& db) { return identity::sign_in_staff(db, tenant.secret, tenant.session_limits, account, {}, user_agent); });
    inside_->cookies[std::string(cookie_name)] = opened.token;
}

void TestSite::sign_in_resident(PersonId person) {
    auto& tenant = inside_->tenant;
    const auto opened = tenant.db.write(
        [&](db::Connection& db) { return identity::sign_in_resident(db, tenant.secret, tenant.session_limits, person, {}, user_agent); });
    inside_->cookies[std::string(cookie_name)] = opened.token;
}

PersonId TestSite::sign_in_new_resident(std::string_view name) {
    auto& tenant = inside_->tenant;
    const auto number = identity::PersonalNumber::from(test_personal_number(inside_->residents++)).value();
    const auto person = tenant.db.write([&](db::Connection& db) { return identity::find_or_add_person(db, tenant.secret, number, name); });
    sign_in_resident(person);
    return person;
}

void TestSite::sign_out() {
    inside_->cookies.erase(std::string(cookie_name));
    inside_->bearer.clear();
}

void TestSite::use_token(std::string token) {
    sign_out();
    inside_->bearer = std::move(token);
}

UnitId TestSite::unit(std::string_view slug) {
    return inside_->tenant.db.write([&](db::Connection& db) {
        if (const auto known = identity::find_unit(db, slug)) return known->id;
        const std::string name(slug);
        return *identity::add_unit(db, {name, name, name, identity::find_unit(db, top_unit)->id});
    });
}

std::optional<audit::Recorded> TestSite::last_audit() {
    auto found = inside_->tenant.db.read([](db::Connection& db) { return audit::search(db, {.count = 1}); });
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void TestSite::run_jobs() { jobs::run_due(inside_->tenant.db, site::job_handlers(inside_->tenant, inside_->areas)); }

db::Database& TestSite::db() { return inside_->tenant.db; }
Tenant& TestSite::tenant() { return inside_->tenant; }

Visitor TestSite::visitor() {
    auto& tenant = inside_->tenant;
    return tenant.db.read([&](db::Connection& db) -> Visitor {
        const auto session = identity::find_session(db, tenant.secret, tenant.session_limits, inside_->cookies[std::string(cookie_name)]);
        return session ? identity::visitor_of(db, tenant.secret, *session) : Visitor{};
    });
}

std::string TestSite::csrf() { return inside_->csrf(); }

std::string TestSite::session() {
    const auto held = inside_->cookies.find(cookie_name);
    return held == inside_->cookies.end() ? std::string() : held->second;
}

void TestSite::use_session(std::string token) {
    sign_out();
    inside_->cookies[std::string(cookie_name)] = std::move(token);
}

bool shows(const http::Response& response, std::string_view words) { return response.body.find(words) != std::string::npos; }

std::string_view header_of(const http::Response& response, std::string_view name) {
    for (const auto& [header, value] : response.headers)
        if (lower(header) == lower(name)) return value;
    return {};
}
