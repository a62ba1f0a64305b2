#include "app/installation.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>

#include "app/areas.h"
#include "app/job_runners.h"
#include "app/standard_roles.h"
#include "app/tenant_commands.h"
#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/identity/units.h"
#include "engines/municipality/profile.h"
#include "engines/services/catalogue.h"
#include "engines/site/site.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"
#include "foundation/mail/mail.h"

namespace fs = std::filesystem;

namespace {

const auto somebody = Visitor{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Kim Adminsson"};

/// A data folder of its own, and names that no other test has in a database server that they share.
struct Folder {
    db::Kind kind;
    fs::path path = fs::temp_directory_path() / ("torg-installation-" + std::to_string(new_id()));
    std::string first = "exempelby-" + std::to_string(new_id() % 1'000'000),
                second = "modellkoping-" + std::to_string(new_id() % 1'000'000);

    explicit Folder(db::Kind of) : kind(of) {
        fs::create_directories(path);
        crypto::password_cost = {1, std::size_t{64} << 10};
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    config::Settings settings() const {
        config::Settings made;
        made.data.folder = path;
        made.database.connections = 2;
        if (kind == db::Kind::postgresql) {
            made.database.kind = config::DatabaseKind::postgresql;
            made.database.connection = std::getenv("TORG_TEST_POSTGRES");
        }
        return made;
    }
};

installation::NewMunicipality town(const std::string& slug) {
    return {.slug = slug, .name = "Exempelby", .hosts = {slug + ".test"}, .administrator = {"anna", "Anna Exempel"}};
}

/// A running installation and whoever sits before it.
struct Running {
    Folder folder;
    app::Installation installation;
    site::Site site{all_areas(), [this](std::string_view host) { return installation.tenant_of(host); }};
    std::string session{};

    explicit Running(db::Kind kind = db::Kind::sqlite, app::Furnishing furnishing = {})
        : folder(kind), installation(folder.settings(), std::move(furnishing)) {
        REQUIRE(installation.add(town(folder.first), somebody));
    }
    Tenant& first() { return installation.tenant(folder.first); }
    Tenant& second() { return installation.tenant(folder.second); }
    const installation::Operations& operations() { return *first().operations; }

    http::Response send(http::Request request, const Tenant& to) {
        request.host = to.hosts.front();
        if (!session.empty()) request.cookies.all.emplace_back("torg_session", session);
        auto response = site.answer(request);
        if (response.shared_body) response.body = *response.shared_body;  // as the reader gets it
        return response;
    }
    http::Response get(const Tenant& from, const std::string& path) { return send({.target = path, .path = path}, from); }
    http::Response post(const Tenant& to, const std::string& path, std::vector<std::pair<std::string, std::string>> fields) {
        http::Request request{.method = http::Method::post, .target = path, .path = path};
        request.form.all = std::move(fields);
        request.form.all.emplace_back("_csrf", identity::csrf_of(to.secret, session));
        return send(std::move(request), to);
    }
    /// As the first administrator, with these permissions more, whatever anyone may give.
    void sign_in(Tenant& where, const std::vector<std::string>& permissions) {
        session = where.db
                      .write([&](db::Connection& db) {
                          const auto account = identity::find_account(db, "anna")->id;
                          const auto role = *identity::add_role(db, {"test-" + std::to_string(new_id()), "Test", "Test", permissions});
                          identity::assign(db, account, role, identity::units(db).front().id);
                          return identity::sign_in_staff(db, where.secret, where.session_limits, account, {}, "test");
                      })
                      .token;
    }
};

std::string newest_event(Tenant& tenant) {
    return tenant.db.read([](db::Connection& db) { return audit::search(db, {.count = 1}).front().event; });
}

}  // namespace

TEST_CASE("a municipality that is added on a running installation answers at once, with a database of its own") {
    Running running(GENERATE(from_range(db::kinds_under_test())));
    auto wanted = town(running.folder.second);
    wanted.name = "Modellköping";
    wanted.services = {services::carried().front()->id};
    CHECK(running.installation.tenant_of(wanted.hosts.front()) == &running.first());  // one alone answers to every host
    const auto address = running.operations().add(wanted, somebody);
    REQUIRE(address);
    auto& second = running.second();
    CHECK(running.installation.tenant_of(wanted.hosts.front()) == &second);
    CHECK(running.get(second, "/").status == 200);
    CHECK(running.get(second, "/").body.find("Modellköping") != std::string::npos);

    // What was chosen is a draft, and its log begins with who did it; the operating municipality's own log is the caller's.
    CHECK(second.db.read(services::published).empty());
    CHECK(second.db.read(services::definitions).size() == 1);
    const auto log = second.db.read([](db::Connection& db) { return audit::search(db, {}); });
    CHECK(log.back().event == "administration.municipality_added");
    CHECK(log.back().actor_name == "Kim Adminsson, Exempelby");
    CHECK(log.back().actor == 0);
    CHECK_FALSE(audit::verify(second.db).problem);

    // Its first administrator comes in by the link.
    CHECK(address->starts_with("http://" + wanted.hosts.front()));
    const auto token = address->substr(address->find("kod=") + 4);
    CHECK(second.db.read([&](db::Connection& db) { return identity::invited(db, token)->username; }) == "anna");
}

TEST_CASE("it is there when the program starts again, and who manages it as before") {
    Folder folder(GENERATE(from_range(db::kinds_under_test())));
    {
        app::Installation installation(folder.settings());
        REQUIRE(installation.add(town(folder.first), somebody));
        REQUIRE(installation.tenant(folder.first).operations->add(town(folder.second), somebody));
    }
    app::Installation again(folder.settings());
    CHECK(again.tenants().size() == 2);
    CHECK(again.operating() == folder.first);
    CHECK(again.tenant(folder.first).operations != nullptr);
    CHECK(again.tenant(folder.second).operations == nullptr);
}

TEST_CASE("one alone manages the installation; of several only the one that is named") {
    Folder folder(db::Kind::sqlite);
    {
        app::Installation installation(folder.settings());
        REQUIRE(installation.add(town(folder.first), somebody));
        CHECK(installation.tenant(folder.first).operations != nullptr);
        REQUIRE(installation.add(town(folder.second), somebody));  // as `torg tenant add`: nobody has been named
    }
    app::Installation several(folder.settings());
    for (auto* tenant : several.tenants()) CHECK(tenant->operations == nullptr);
    CHECK(several.operating().empty());
    app::let_manage(several, folder.second, "anna");
    CHECK(several.tenant(folder.first).operations == nullptr);
    CHECK(several.tenant(folder.second).operations != nullptr);
    CHECK(several.tenant(folder.second).db.read([](db::Connection& db) {
        return identity::has_right(db, identity::find_account(db, "anna")->id, installation::may_manage.name,
                                   identity::units(db).front().id);
    }));
    CHECK_THROWS_AS(app::let_manage(several, folder.second, "ghost"), app::UsageError);
    CHECK_THROWS_AS(app::let_manage(several, "ghost", ""), app::UsageError);
}

TEST_CASE("an administrator of another municipality manages nothing, even with the right written into its tables") {
    Running running(GENERATE(from_range(db::kinds_under_test())));
    REQUIRE(running.operations().add(town(running.folder.second), somebody));
    auto& second = running.second();
    const std::string list = "/administration/kommuner", page = list + "/kommun/" + running.folder.first;
    running.sign_in(second, {"installation.manage"});
    CHECK(running.get(second, "/administration/enheter").status == 200);
    CHECK(running.get(second, "/administration").body.find(list) == std::string::npos);
    for (const auto& path : {list, list + "/ny", page}) CHECK(running.get(second, path).status == 403);
    for (const auto* step : {"/pausa", "/oppna", "/vardnamn", "/lank"})
        CHECK(running.post(second, page + step, {{"hosts", "taken.test"}}).status == 403);
    CHECK_FALSE(running.first().is_paused);
    CHECK(running.first().hosts == std::vector<std::string>{running.folder.first + ".test"});
    // Nor does the session of one municipality open the pages of the other.
    CHECK(running.get(running.first(), list).status == 303);

    running.sign_in(running.first(), {"installation.manage"});
    CHECK(running.get(running.first(), list).status == 200);
    CHECK(running.post(running.first(), list + "/kommun/" + running.folder.second + "/pausa", {}).status == 303);
    CHECK(running.second().is_paused);
    CHECK(newest_event(running.first()) == "administration.municipality_paused");
    CHECK(newest_event(running.second()) == "administration.municipality_paused");
}

TEST_CASE("a paused municipality says so on every page, forgets nothing, and answers again when it is opened") {
    Running running(GENERATE(from_range(db::kinds_under_test())));
    REQUIRE(running.operations().add(town(running.folder.second), somebody));
    REQUIRE(running.operations().pause(running.folder.second, somebody));
    for (const auto* path : {"/", "/personal/logga-in", "/mina-sidor", "/finns-inte"}) {
        const auto answer = running.get(running.second(), path);
        CAPTURE(path);
        CHECK(answer.status == 503);
        CHECK(answer.body.find("e-tjänster är stängda just nu") != std::string::npos);
    }
    CHECK(running.get(running.second(), "/api/v1/register").type == "application/problem+json");
    CHECK(running.get(running.first(), "/").status == 200);
    REQUIRE(running.operations().resume(running.folder.second, somebody));
    CHECK(running.get(running.second(), "/").status == 200);
    CHECK(running.second().db.read([](db::Connection& db) { return identity::find_account(db, "anna").has_value(); }));

    CHECK(running.operations().pause(running.folder.first, somebody).error().fault == Fault::conflict);
    CHECK(running.operations().pause("ghost", somebody).error().fault == Fault::not_found);
}

TEST_CASE("the jobs of a municipality that is added are done, and stand still while it is paused") {
    std::promise<std::string> mailed;
    Running running(db::Kind::sqlite, {.furnish = [&](Tenant& tenant) {
                        tenant.send_mail = [&](const mail::Message& message) -> Result<void> {
                            mailed.set_value(message.to);
                            return {};
                        };
                    }});
    app::JobRunners runners(running.installation);
    running.installation.when_read([&](Tenant& tenant) { runners.follow(tenant); });
    REQUIRE(running.operations().add(town(running.folder.second), somebody));
    REQUIRE(running.operations().pause(running.folder.second, somebody));
    auto& database = running.second().db;
    const auto id = database.write([](db::Connection& db) {
        return jobs::enqueue(db, "e_services.mail_draft_code", R"({"email":"kim@exempelby.test","code":"x","language":"sv"})");
    });
    CHECK(database.read([&](db::Connection& db) { return jobs::find(db, id)->state; }) == jobs::State::queued);
    REQUIRE(running.operations().resume(running.folder.second, somebody));
    auto result = mailed.get_future();
    REQUIRE(result.wait_for(std::chrono::minutes{1}) == std::future_status::ready);
    CHECK(result.get() == "kim@exempelby.test");
    running.installation.when_read({});
    runners.stop();
}

TEST_CASE("a host leads to one municipality, and a short name is given once") {
    Running running;
    REQUIRE(running.operations().add(town(running.folder.second), somebody));
    const auto field_of = [](const Error& error) { return error.fields.front().field + " " + error.fields.front().text_key; };
    auto wanted = town("nystad");
    wanted.hosts = {"nystad.test", running.folder.first + ".test"};
    CHECK(field_of(running.operations().add(wanted, somebody).error()) == "hosts error_host_taken");
    CHECK(field_of(running.operations().add(town(running.folder.second), somebody).error()) == "slug error_slug_taken");
    CHECK(field_of(running.operations().add(town("Ny stad"), somebody).error()) == "slug error_slug");
    CHECK(field_of(running.operations().add(town(std::string(41, 'a')), somebody).error()) == "slug error_slug");
    wanted = town("nystad");
    wanted.administrator.username = "Å";
    CHECK(field_of(running.operations().add(wanted, somebody).error()) == "username username_is_unfit");
    CHECK(running.installation.tenants().size() == 2);
    CHECK_FALSE(fs::exists(running.folder.path / "tenants" / "nystad"));

    CHECK(running.operations().change_hosts(running.folder.second, {running.folder.first + ".test"}, somebody).error().fault ==
          Fault::invalid);
    REQUIRE(running.operations().change_hosts(running.folder.second, {"other.test", running.folder.second + ".test"}, somebody));
    CHECK(running.installation.tenant_of("other.test") == &running.second());
    CHECK(running.second().public_address == "http://other.test:8080");
    CHECK(newest_event(running.second()) == "administration.municipality_hosts_changed");
}

TEST_CASE("the first administrator's link is made anew until somebody there has chosen a password") {
    Running running;
    const auto first = running.operations().add(town(running.folder.second), somebody);
    const auto again = running.operations().invite_again(running.folder.second, somebody);
    REQUIRE(again);
    CHECK(*first != *again);
    const auto token = again->substr(again->find("kod=") + 4);
    const auto hash = *identity::hash_of_new_password("ett långt lösenord");
    CHECK(running.second().db.write([&](db::Connection& db) { return identity::accept_invitation(db, token, hash).has_value(); }));
    CHECK(running.operations().invite_again(running.folder.second, somebody).error().fault == Fault::conflict);
}

TEST_CASE("a municipality whose making was broken off is not there, and can be made") {
    Folder folder(db::Kind::sqlite);
    const auto half = folder.path / "tenants.making" / folder.first;
    fs::create_directories(half);
    std::ofstream(half / "torg.db") << "broken off";
    app::Installation installation(folder.settings());
    CHECK(installation.tenants().empty());
    REQUIRE(installation.add(town(folder.first), somebody));
    CHECK(installation.tenants().size() == 1);
    CHECK_FALSE(fs::exists(half));
}

TEST_CASE("a front that speaks SAML tells of one municipality's staff, and is told apart from other ways of signing in") {
    const Folder folder(db::Kind::sqlite);
    auto settings = folder.settings();
    {
        app::Installation installation(settings);
        REQUIRE(installation.add(town(folder.first), somebody));
        REQUIRE(installation.add(town(folder.second), somebody));
    }
    settings.saml_staff = {.secret = std::string(32, 'a'), .municipality = folder.second};
    const auto ways = [&](const std::string& slug) {
        app::Installation installation(settings);
        return installation.tenant(slug).oidc_providers.size();
    };
    CHECK(ways(folder.first) == 0);
    CHECK(ways(folder.second) == 1);
    settings.saml_front.secret = settings.saml_staff.secret;
    CHECK_THROWS_AS(app::Installation(settings), app::UsageError);
    settings.saml_front.secret = {};
    settings.sign_in.oidc = {{.name = "saml-personal", .municipality = folder.second, .issuer = "https://inloggning.example"}};
    CHECK_THROWS_AS(app::Installation(settings), app::UsageError);
    settings.sign_in.oidc = {};
    settings.saml_staff.secret = "too short";
    CHECK_THROWS_AS(app::Installation(settings), app::UsageError);
}

TEST_CASE("what texts would show as sender is looked at before anything begins, when there is a gateway") {
    const Folder folder(db::Kind::sqlite);
    auto settings = folder.settings();
    settings.sms.sender = "Exempelby kommun";
    CHECK_NOTHROW(app::Installation(settings));
    settings.sms.gateway = "https://sms.exempelby.example/send";
    CHECK_THROWS_AS(app::Installation(settings), app::UsageError);
    settings.sms.sender = "Exempelby";
    CHECK_NOTHROW(app::Installation(settings));
}

TEST_CASE("sessions last as long as the settings say, a resident's half an hour without a click at most") {
    const auto limits = [](std::int64_t idle_minutes) {
        const Folder folder(db::Kind::sqlite);
        auto settings = folder.settings();
        settings.session = {.idle_minutes = idle_minutes, .absolute_hours = 3};
        app::Installation installation(settings);
        REQUIRE(installation.add(town(folder.first), somebody));
        return installation.tenant(folder.first).session_limits;
    };
    const auto long_idle = limits(90), short_idle = limits(5);
    CHECK(long_idle.staff_idle == 90 * microseconds_a_minute);
    CHECK(long_idle.resident_idle == 30 * microseconds_a_minute);
    CHECK(long_idle.absolute == 3 * microseconds_an_hour);
    CHECK(short_idle.staff_idle == 5 * microseconds_a_minute);
    CHECK(short_idle.resident_idle == 5 * microseconds_a_minute);
}

TEST_CASE("what another server on the same data changes is here after a look: a new municipality, its name, its hosts, a pause") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    Running here(kind);
    app::Installation elsewhere(here.folder.settings());
    elsewhere.migrate();
    std::vector<std::string> told;
    here.installation.when_read([&](Tenant& tenant) { told.push_back(tenant.slug); });

    here.installation.look_again();
    CHECK(told.empty());

    REQUIRE(elsewhere.add(town(here.folder.second), somebody));
    CHECK(here.installation.find(here.folder.second) == nullptr);
    here.installation.look_again();
    CHECK(told == std::vector{here.folder.second});
    CHECK(here.installation.tenant_of(here.folder.second + ".test") == &here.second());

    elsewhere.tenant(here.folder.first).db.write([](db::Connection& db) {
        municipality::save(db, {.name = "Nya Exempelby"});
        municipality::set_running(db, municipality::Running::paused);
    });
    here.installation.look_again();
    CHECK(here.first().name == "Nya Exempelby");
    CHECK(here.first().is_paused);

    elsewhere.name_operating(here.folder.second);
    here.installation.look_again();
    CHECK(here.second().operations != nullptr);
    CHECK(here.first().operations == nullptr);
}
