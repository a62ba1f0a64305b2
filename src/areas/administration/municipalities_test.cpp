#include "areas/administration/municipalities.h"

#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "areas/administration/rights.h"
#include "engines/identity/accounts.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace administration {
namespace {

using installation::Municipality;
using installation::NewMunicipality;

const std::string list = "/administration/kommuner", new_page = list + "/ny", other = list + "/kommun/modellkoping";

/// The operating municipality, in an installation that only remembers what was asked of it.
struct Operating : TestSite {
    std::vector<Municipality> all{{.slug = "exempelby", .name = "Exempelby", .hosts = {"exempelby.test"}, .is_operator = true},
                                  {.slug = "modellkoping", .name = "Modellköping", .hosts = {"modellkoping.test"}}};
    std::vector<NewMunicipality> added;
    std::vector<std::string> asked;
    std::vector<FieldError> refusal;

    explicit Operating(db::Kind kind = db::Kind::sqlite) : TestSite({area()}, kind) {
        tenant().operations = std::make_shared<const installation::Operations>(installation::Operations{
            .municipalities = [this] { return all; },
            .add = [this](const NewMunicipality& wanted, const Visitor&) -> Result<std::string> {
                if (!refusal.empty()) return invalid(refusal);
                added.push_back(wanted);
                all.push_back({.slug = wanted.slug, .name = wanted.name, .hosts = wanted.hosts, .awaits_administrator = true});
                return "https://nystad.test/personal/valkommen?kod=hemlig";
            },
            .invite_again = [this](std::string_view slug, const Visitor&) -> Result<std::string> {
                asked.push_back("invite " + std::string(slug));
                return "https://nystad.test/personal/valkommen?kod=ny";
            },
            .change_hosts = [this](std::string_view slug, const std::vector<std::string>& hosts, const Visitor&) -> Result<void> {
                if (!refusal.empty()) return invalid(refusal);
                asked.push_back("hosts " + std::string(slug));
                for (const auto& host : hosts) asked.back() += " " + host;
                return {};
            },
            .pause = [this](std::string_view slug, const Visitor&) -> Result<void> {
                asked.push_back("pause " + std::string(slug));
                return {};
            },
            .resume = [this](std::string_view slug, const Visitor&) -> Result<void> {
                asked.push_back("resume " + std::string(slug));
                return {};
            },
        });
        sign_in_staff("admin", {may_manage, installation::may_manage});
    }
    std::string last_event() { return last_audit() ? last_audit()->event : ""; }
};

TestSite::Typed nystad() {
    return {{"name", "Nystad"},
            {"slug", ""},
            {"hosts", "Nystad.test\r\nwww.nystad.test"},
            {"email", ""},
            {"phone", ""},
            {"brand", "#0b4f6c"},
            {"spark", "#f2b632"},
            {"username", "eva"},
            {"administrator_name", "Eva Exempel"},
            {"administrator_email", ""}};
}

TestSite::Typed with(TestSite::Typed fields, const std::string& name, const std::string& value) {
    for (auto& [field, typed] : fields)
        if (field == name) typed = value;
    return fields;
}

}  // namespace

TEST_CASE("the operating municipality adds another, and hands its first administrator a link that is shown once") {
    Operating site(GENERATE(from_range(db::kinds_under_test())));
    CHECK(shows(site.get(list), "Modellköping"));
    CHECK(shows(site.get(new_page), "value=\"#0b4f6c\""));
    const auto id = services::carried().front()->id;
    auto typed = nystad();
    typed.emplace_back("services", id);
    const auto answer = site.post(new_page, typed);
    CHECK(answer.status == 200);
    CHECK(shows(answer, "https://nystad.test/personal/valkommen?kod=hemlig"));
    CHECK(header_of(answer, "Cache-Control") == "no-store");
    CHECK_FALSE(shows(site.get(list + "/kommun/nystad"), "hemlig"));

    REQUIRE(site.added.size() == 1);
    const auto& wanted = site.added.front();
    CHECK(wanted.slug == "nystad");
    CHECK(wanted.hosts == std::vector<std::string>{"nystad.test", "www.nystad.test"});
    CHECK(wanted.administrator.username == "eva");
    CHECK(wanted.services == std::vector<std::string>{id});
    CHECK(wanted.taken == installation::Taken::as_drafts);
    CHECK(site.last_event() == "administration.municipality_added");
    CHECK(site.last_audit()->detail == "nystad");
}

TEST_CASE("what is wrong with a new municipality is said at its field, and what was typed stays") {
    Operating site;
    const auto refused = [&](const TestSite::Typed& typed, std::string_view said) {
        const auto answer = site.post(new_page, typed);
        CAPTURE(said);
        CHECK(answer.status == 422);
        CHECK(shows(answer, said));
        CHECK(shows(answer, "Eva Exempel"));
    };
    refused(with(nystad(), "name", ""), "Skriv kommunens namn");
    refused(with(nystad(), "hosts", ""), "Skriv minst ett värdnamn");
    refused(with(nystad(), "hosts", "https://nystad.test"), "https://nystad.test är inget värdnamn");
    refused(with(nystad(), "brand", "röd"), "Skriv en färg");
    refused(with(nystad(), "username", ""), "Skriv användarnamnet");
    refused(with(nystad(), "email", "kommunen"), "Skriv en e-postadress");
    auto unknown = nystad();
    unknown.emplace_back("services", "no-such-service");
    refused(unknown, "Välj ett av alternativen");
    site.refusal = {{"hosts", "error_host_taken", {"modellkoping.test", "Modellköping"}}};
    refused(nystad(), "modellkoping.test leder redan till Modellköping");
    CHECK(site.added.empty());
    CHECK(site.last_event().empty());
}

TEST_CASE("nobody locks herself out: a municipality that is alone names its own hosts before there are others") {
    Operating site;
    site.tenant().hosts = {"another.test"};
    CHECK(shows(site.post(new_page, nystad()), "Lägg först till exempelby.test"));
    CHECK(site.added.empty());
    const std::string own = list + "/kommun/exempelby/vardnamn";
    CHECK(shows(site.post(own, {{"hosts", "another.test"}}), "Behåll exempelby.test"));
    CHECK(site.asked.empty());
    CHECK(site.post(own, {{"hosts", "another.test exempelby.test"}}).status == 303);
    CHECK(site.asked.back() == "hosts exempelby another.test exempelby.test");
}

TEST_CASE("hosts are changed, a municipality is paused and opened, and each step stands in the log") {
    Operating site;
    CHECK(site.post(other + "/vardnamn", {{"hosts", "Göteborg.test"}}).status == 303);
    CHECK(site.asked.back() == "hosts modellkoping xn--gteborg-90a.test");
    CHECK(site.last_event() == "administration.municipality_hosts_changed");
    CHECK(site.post(other + "/pausa").status == 303);
    CHECK(site.asked.back() == "pause modellkoping");
    CHECK(site.last_event() == "administration.municipality_paused");
    site.all[1].is_paused = true;
    CHECK(shows(site.get(other), "Öppna kommunen igen"));
    CHECK(site.post(other + "/oppna").status == 303);
    CHECK(site.last_event() == "administration.municipality_resumed");
    CHECK(shows(site.post(other + "/lank"), "kod=ny"));
    CHECK(site.last_event() == "administration.invitation_made");
    CHECK(site.get(list + "/kommun/finns-inte").status == 404);
    CHECK(site.post(list + "/kommun/finns-inte/pausa").status == 404);
}

TEST_CASE("in every other municipality nobody reaches any of it, whatever right its tables hold") {
    Operating site(GENERATE(from_range(db::kinds_under_test())));
    site.tenant().operations = nullptr;
    CHECK_FALSE(shows(site.get("/administration"), list));
    for (const auto& route : area().routes) {
        if (route.who != installation::may_manage) continue;
        std::string path(route.path);
        if (const auto hole = path.find("{municipality}"); hole != std::string::npos) path.replace(hole, 14, "modellkoping");
        CAPTURE(path);
        CHECK((route.method == http::Method::get ? site.get(path) : site.post(path, nystad())).status == 403);
    }
    CHECK(site.asked.empty());
    CHECK(site.added.empty());
}

TEST_CASE("the right over the installation counts at the top of the organisation alone") {
    Operating site;
    site.sign_in_staff("rektor", {may_manage, installation::may_manage}, "skolan");
    CHECK(site.get(list).status == 403);
}

TEST_CASE("an administrator without the right over the installation cannot take it, in any municipality") {
    Operating site(GENERATE(from_range(db::kinds_under_test())));
    const std::string right(installation::may_manage.name);
    const auto holder = site.visitor().account;
    const auto program = site.db().write([&](db::Connection& db) {
        const auto id = *identity::add_account(db, {.username = "ekonomi", .name = "Ekonomi", .program = true}, "");
        for (const auto& held : identity::assignments_of(db, holder)) identity::assign(db, id, held.role, held.unit);
        return id;
    });
    const auto own = site.sign_in_staff("eva", {may_manage});
    if (GENERATE(false, true)) site.tenant().operations = nullptr;

    CHECK_FALSE(shows(site.get("/administration/roller/ny"), right));
    CHECK(site.post("/administration/roller/ny", {{"name_sv", "Ny"}, {"name_en", "New"}, {"permissions", right}}).status == 422);

    const auto held = site.db().read([&](db::Connection& db) { return identity::assignments_of(db, holder).front(); });
    const auto given = site.post("/administration/anvandare/" + std::to_string(own.value) + "/roller",
                                 {{"role", std::to_string(held.role.value)}, {"unit", std::to_string(held.unit.value)}, {"until", ""}});
    CHECK(given.status == 422);
    CHECK(shows(given, "gäller hela installationen"));
    CHECK_FALSE(site.db().read([&](db::Connection& db) { return identity::has_right(db, own, right, held.unit); }));

    // Nor does she come in as one who holds it.
    if (!site.tenant().operations) return;
    const auto account = "/administration/anvandare/" + std::to_string(holder.value);
    for (const auto* way : {"/losenord", "/andra-steget"}) CHECK(site.post(account + way).status == 403);
    CHECK(site.post("/administration/anvandare/" + std::to_string(program.value) + "/api-nycklar", {{"name", "x"}}).status == 403);
}

TEST_CASE("who holds the right over the installation gives it to a colleague") {
    Operating site;
    const std::string right(installation::may_manage.name);
    CHECK(shows(site.get("/administration/roller/ny"), "Lägga till, pausa och öppna kommuner"));
    CHECK(site.post("/administration/roller/ny", {{"name_sv", "Drift"}, {"name_en", "Operation"}, {"permissions", right}}).status == 303);
}

TEST_CASE("an e-service that comes with the program is taken over as a draft, once") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    site.sign_in_staff("admin", {may_manage, may_manage_services});
    const auto service = services::carried().front();
    const std::string page = "/administration/e-tjanster", hidden = R"(name="service" value=")" + service->id + "\"";
    CHECK(shows(site.get(page), hidden));
    CHECK(site.post(page + "/ta-over", {{"service", service->id}}).status == 303);
    CHECK(site.last_audit()->event == "administration.definition_saved");
    CHECK(site.db().read([](db::Connection& db) { return services::definitions(db).front().state; }) == services::DefinitionState::draft);
    CHECK_FALSE(shows(site.get(page), hidden));
    CHECK(site.post(page + "/ta-over", {{"service", "finns-inte"}}).status == 404);
}

}  // namespace administration
