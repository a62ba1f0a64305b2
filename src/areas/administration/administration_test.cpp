#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/invitations.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/municipality/profile.h"
#include "engines/oidc/roles.h"
#include "engines/pages/theme.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"
#include "foundation/mail/mail.h"
#include "foundation/webauthn/test_authenticator.h"

namespace administration {
namespace {

constexpr Permission may_manage{"administration.manage"}, may_manage_services{"administration.services"};

std::string last_event(TestSite& site) { return site.last_audit() ? site.last_audit()->event : ""; }

std::string id_of(AccountId account) { return std::to_string(account.value); }

AccountId add_account(TestSite& site, std::string_view username) {
    return site.db().write([&](db::Connection& db) {
        return identity::add_account_with_hash(db, {std::string(username), std::string(username)}, "");
    });
}

RoleId add_role(TestSite& site, std::string slug, std::vector<std::string> permissions) {
    return *site.db().write([&](db::Connection& db) { return identity::add_role(db, {slug, slug, slug, permissions}); });
}

/// Signed in as the one administrator.
AccountId sign_in_manager(TestSite& site) { return site.sign_in_staff("admin", {may_manage, may_manage_services}); }

/// What stands between two strings of a page.
std::string between(const http::Response& page, std::string_view before, std::string_view after) {
    const auto begin = page.body.find(before);
    if (begin == std::string::npos) return "";
    const auto from = begin + before.size();
    return page.body.substr(from, page.body.find(after, from) - from);
}

const std::vector<std::string> pages_of_managers = {"/administration/kommunen",
                                                    "/administration/enheter",
                                                    "/administration/anvandare",
                                                    "/administration/anvandare/ny",
                                                    "/administration/roller",
                                                    "/administration/roller/ny",
                                                    "/administration/delegation",
                                                    "/administration/delegation/rad",
                                                    "/administration/ersattare",
                                                    "/administration/e-tjanster",
                                                    "/administration/e-tjanster/las-in",
                                                    "/administration/jobb",
                                                    "/administration/logg",
                                                    "/administration/api-nycklar",
                                                    "/administration/behandlingar",
                                                    "/administration/utskick",
                                                    "/administration/utskick/decision/en"};

}  // namespace

TEST_CASE("every page opens for an administrator and for nobody else") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    for (const auto& address : pages_of_managers) {
        CAPTURE(address);
        CHECK(site.get(address).status == 200);
    }
    CHECK(shows(site.get("/administration"), "/administration/kommunen"));
    site.sign_in_staff("bo", {});
    for (const auto& address : pages_of_managers) {
        CAPTURE(address);
        CHECK(site.get(address).status == 403);
    }
}

TEST_CASE("the right to administer counts only at the top: who holds it in one unit cannot give herself the rest") {
    TestSite site({area()});
    const auto ida = site.sign_in_staff("ida", {may_manage, may_manage_services}, "skola");
    for (const auto& address : pages_of_managers) {
        CAPTURE(address);
        CHECK(site.get(address).status == 403);
    }
    CHECK(site.post("/administration/anvandare/" + id_of(ida) + "/roller", {{"role", "1"}, {"unit", "1"}}).status == 403);
}

TEST_CASE("a municipality chooses which further languages its residents may read") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    CHECK(shows(site.get("/administration/kommunen"), "العربية"));
    const auto save = [&](const std::string& code) {
        return site.post("/administration/kommunen",
                         {{"name", "Nybyn"}, {"brand", "#123456"}, {"spark", "#f2b632"}, {"further_languages", code}});
    };
    CHECK(save("xx").status == 422);
    CHECK(save("fi").status == 303);
    const auto saved = site.db().read([](db::Connection& db) { return municipality::further_languages(municipality::profile(db)); });
    CHECK(saved == std::vector{Language::fi});
    site.tenant().further_languages = saved;
    CHECK(shows(site.get("/administration/utskick"), "Suomi"));
}

TEST_CASE("a profile is saved with an entry in the log, and a wrong colour keeps what was typed") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    int told = 0;
    site.tenant().profile_changed = [&told] { ++told; };

    const auto wrong = site.post("/administration/kommunen", {{"name", "Nya <byn>"}, {"brand", "blå"}, {"spark", "#f2b632"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Nya &lt;byn&gt;"));
    CHECK(shows(wrong, "Skriv en färg"));
    CHECK(told == 0);

    CHECK(site.post("/administration/kommunen", {{"name", "Nybyn"}, {"brand", "#123456"}, {"spark", "#f2b632"}}).status == 303);
    CHECK(told == 1);
    CHECK(last_event(site) == "administration.profile_changed");
    CHECK(site.db().read(municipality::profile).name == "Nybyn");
}

TEST_CASE("a preview shows the typed colours and saves nothing") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto page = site.post("/administration/kommunen", {{"name", "Nybyn"}, {"brand", "#7a1fa2"}, {"spark", "#f2b632"}, {"visa", "1"}});
    const auto theme = *pages::theme_tokens({.brand = "#7a1fa2"});
    CHECK(page.status == 200);
    CHECK(shows(page, "fill=\"" + std::string(pages::colour(theme.dark, "band")) + "\""));
    CHECK(site.db().read(municipality::profile).name.empty());
    CHECK(last_event(site).empty());
}

TEST_CASE("an old address of the colours gives the new ones, which nobody may keep under that name") {
    TestSite site({area()});
    CHECK(site.get("/tema/old.css").status == 404);
    site.tenant().theme_css = ":root{--ink:#111111}";
    site.tenant().theme_css_address = pages::theme_address(site.tenant().theme_css);
    CHECK(header_of(site.get("/tema/old.css"), "Cache-Control") == "no-cache");
    CHECK(site.get("/tema/old.css").body == site.tenant().theme_css);
    CHECK(shows(site.get(site.tenant().theme_css_address), "--ink"));
}

TEST_CASE("units are added, renamed and moved, never under themselves") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    const auto parent = std::to_string(site.unit("skola").value);

    CHECK(site.post("/administration/enheter", {{"name_sv", "Förskolan Björken"}, {"name_en", "Björken Preschool"}, {"parent", parent}})
              .status == 303);
    CHECK(last_event(site) == "administration.unit_added");
    CHECK(shows(site.get("/administration/enheter"), "forskolan-bjorken"));
    const auto twice = site.post("/administration/enheter", {{"name_sv", "Förskolan Björken"}, {"name_en", "Another"}, {"parent", parent}});
    CHECK(twice.status == 422);
    CHECK(shows(twice, "value=\"Another\""));

    const auto child = site.db().read([](db::Connection& db) { return identity::find_unit(db, "forskolan-bjorken")->id; });
    const auto circle =
        site.post("/administration/enheter/skola", {{"name_sv", "Skola"}, {"name_en", "School"}, {"parent", std::to_string(child.value)}});
    CHECK(circle.status == 422);
    CHECK(shows(circle, "Välj en annan enhet"));
    const auto top = site.db().read([](db::Connection& db) { return identity::find_unit(db, "exempelby")->id; });
    CHECK(site.post("/administration/enheter/forskolan-bjorken",
                    {{"name_sv", "Björken"}, {"name_en", "Björken"}, {"parent", std::to_string(top.value)}})
              .status == 303);
    CHECK(last_event(site) == "administration.unit_moved");
}

TEST_CASE("a new user chooses the password by a link that is shown once, and nobody else knows it") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    const auto page = site.post("/administration/anvandare/ny", {{"username", "eva"}, {"name", "Eva Exempel"}, {"email", ""}});
    const auto token = between(page, "<code>https://exempelby.test/personal/valkommen?kod=", "</code>");
    CHECK(last_event(site) == "administration.account_added");
    CHECK(site.last_audit()->detail.find(token) == std::string::npos);
    const auto eva = site.db().read([&](db::Connection& db) { return identity::invited(db, token); });
    REQUIRE(eva);
    CHECK(eva->username == "eva");
    CHECK_FALSE(identity::check_password(site.db(), "eva", "", "192.0.2.7"));

    const auto taken = site.post("/administration/anvandare/ny", {{"username", "eva"}, {"name", "Eva <Andersson>"}});
    CHECK(taken.status == 422);
    CHECK(shows(taken, "Eva &lt;Andersson&gt;"));
    CHECK(shows(taken, "upptaget"));
}

TEST_CASE("a role takes effect at once, and is gone at once when it is taken away") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    const auto eva = add_account(site, "eva");
    const auto role = add_role(site, "las", {"cases.read"});
    const auto unit = site.unit("skola");
    const auto may_read = [&] {
        return site.db().read([&](db::Connection& db) { return identity::has_right(db, eva, "cases.read", unit); });
    };
    const std::string address = "/administration/anvandare/" + id_of(eva);

    CHECK(site.post(address + "/roller", {{"role", std::to_string(role.value)}, {"unit", std::to_string(unit.value)}, {"until", ""}})
              .status == 303);
    CHECK(may_read());
    CHECK(site.last_audit()->detail == "las in skola");
    const auto assignment = site.db().read([&](db::Connection& db) { return identity::assignments_of(db, eva).front().id; });
    CHECK(site.post(address + "/roller/ta-bort", {{"assignment", std::to_string(assignment.value)}}).status == 303);
    CHECK_FALSE(may_read());
    CHECK(last_event(site) == "administration.role_taken_away");
}

TEST_CASE("changing a role changes what its holders may do at once") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto role = add_role(site, "las", {});
    const auto eva = add_account(site, "eva");
    const auto unit = site.unit("skola");
    site.db().write([&](db::Connection& db) { identity::assign(db, eva, role, unit); });

    CHECK(site.post("/administration/roller/roll/las",
                    {{"name_sv", "Läsare"}, {"name_en", "Reader"}, {"permissions", "administration.services"}})
              .status == 303);

    CHECK(site.db().read([&](db::Connection& db) { return identity::has_right(db, eva, "administration.services", unit); }));
    CHECK(last_event(site) == "administration.role_changed");
    CHECK(site.last_audit()->detail == "las: administration.services");
    CHECK(shows(site.get("/administration/roller"), "Läsa in, publicera och avsluta e-tjänster"));
}

TEST_CASE("a role that a provider has given says so, and where it is changed") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto role = add_role(site, "las", {});
    const auto eva = add_account(site, "eva");
    const auto unit = site.unit("skola"), other = site.unit("vard");
    const auto page = [&] { return site.get("/administration/anvandare/" + std::to_string(eva.value)); };
    site.db().write([&](db::Connection& db) { identity::assign(db, eva, role, unit); });
    CHECK_FALSE(shows(page(), "kommer den tillbaka när användaren loggar in nästa gång"));
    site.db().write([&](db::Connection& db) { oidc::follow_roles(db, eva, "kontoret", {{role, other}}); });
    CHECK(shows(page(), "Så länge kontoret säger det"));
    CHECK(shows(page(), "kommer den tillbaka när användaren loggar in nästa gång"));
}

TEST_CASE("a role cannot be given what no area declares, and keeps what it holds already") {
    TestSite site({area()});
    sign_in_manager(site);
    add_role(site, "gammal", {"gone_area.read"});
    const auto wrong =
        site.post("/administration/roller/ny", {{"name_sv", "Ny roll"}, {"name_en", "New role"}, {"permissions", "gone_area.read"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"Ny roll\""));
    CHECK(site.post("/administration/roller/roll/gammal", {{"name_sv", "Gammal"}, {"name_en", "Old"}, {"permissions", "gone_area.read"}})
              .status == 303);
}

TEST_CASE("an end day is the last day that a role holds, and may not be in the past") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto eva = add_account(site, "eva");
    const auto role = std::to_string(add_role(site, "las", {"cases.read"}).value), unit = std::to_string(site.unit("skola").value);
    const std::string address = "/administration/anvandare/" + id_of(eva) + "/roller";
    const auto today = swedish_date(now());

    CHECK(site.post(address, {{"role", role}, {"unit", unit}, {"until", to_iso({today.days - 1})}}).status == 422);
    CHECK(site.post(address, {{"role", role}, {"unit", unit}, {"until", to_iso(today)}}).status == 303);
    const auto given = site.db().read([&](db::Connection& db) { return identity::assignments_of(db, eva); });
    REQUIRE(given.size() == 1);
    CHECK(given.front().ends_at == swedish_time({today.days + 1}));
}

TEST_CASE("the last administrator cannot lock everybody out") {
    TestSite site({area()});
    const auto admin = sign_in_manager(site);
    const std::string address = "/administration/anvandare/" + id_of(admin);
    const auto [assignment, role] = site.db().read([&](db::Connection& db) {
        const auto held = identity::assignments_of(db, admin).front();
        for (const auto& one : identity::roles(db))
            if (one.id == held.role) return std::pair(held.id, one.slug);
        return std::pair(held.id, std::string());
    });

    CHECK(site.post(address, {{"name", "Admin"}}).status == 422);
    CHECK(site.post(address + "/roller/ta-bort", {{"assignment", std::to_string(assignment.value)}}).status == 409);
    CHECK(site.post("/administration/roller/roll/" + http::percent_encoded(role), {{"name_sv", "A"}, {"name_en", "A"}}).status == 422);

    const auto eva = add_account(site, "eva");
    const auto managing = add_role(site, "chef", {"administration.manage"});
    site.db().write([&](db::Connection& db) { identity::assign(db, eva, managing, identity::find_unit(db, "exempelby")->id); });
    CHECK(site.post(address + "/roller/ta-bort", {{"assignment", std::to_string(assignment.value)}}).status == 303);
    CHECK(site.get("/administration/kommunen").status == 403);
}

TEST_CASE("taking away somebody's second step signs them out: the telephone may be stolen") {
    TestSite site({area()});
    const auto eva = site.sign_in_staff("eva", {});
    sign_in_manager(site);
    CHECK(site.post("/administration/anvandare/" + id_of(eva) + "/andra-steget").status == 303);
    CHECK(site.db().read([&](db::Connection& db) { return identity::sessions_of(db, eva).empty(); }));
}

TEST_CASE("taking away the second step takes the keys too") {
    TestSite site({area()});
    const auto eva = site.sign_in_staff("eva", {});
    const auto& tenant = site.tenant();
    site.db().write([&](db::Connection& db) {
        const auto session = identity::sign_in_staff(db, tenant.secret, tenant.session_limits, eva, {}, "").session.id;
        const auto made = webauthn::TestAuthenticator().make(identity::new_challenge(db, session));
        REQUIRE(identity::add_passkey(db, tenant.secret, tenant.public_address, session, eva,
                                      {"Prov", crypto::base64url(made.client_data), crypto::base64url(made.authenticator_data)}));
    });
    sign_in_manager(site);
    CHECK(site.post("/administration/anvandare/" + id_of(eva) + "/andra-steget").status == 303);
    CHECK(site.db().read([&](db::Connection& db) { return identity::passkeys_of(db, eva).empty(); }));
    CHECK_FALSE(site.db().read([&](db::Connection& db) { return identity::find_account(db, eva)->has_second_step; }));
}

TEST_CASE("a disabled account is signed out, and a link to a new password shuts out who knew the old one") {
    TestSite site({area()});
    const auto eva = site.sign_in_staff("eva", {});
    sign_in_manager(site);
    const std::string address = "/administration/anvandare/" + id_of(eva);
    const auto sessions = [&] { return site.db().read([&](db::Connection& db) { return identity::sessions_of(db, eva).size(); }); };

    const std::string old = "det gamla och långa";
    const auto old_hash = identity::hash_of_new_password(old).value();
    CHECK(site.db().write([&](db::Connection& db) { return identity::change_password(db, eva, old_hash); }));
    const auto token = between(site.post(address + "/losenord"), "valkommen?kod=", "</code>");
    CHECK(site.db().read([&](db::Connection& db) { return identity::invited(db, token)->id; }) == eva);
    CHECK_FALSE(identity::check_password(site.db(), "eva", old, "192.0.2.7"));
    CHECK(sessions() == 0);
    CHECK(last_event(site) == "administration.password_reset");
    CHECK(site.post(address, {{"name", "Eva"}, {"email", ""}}).status == 303);
    CHECK(last_event(site) == "administration.account_disabled");
    CHECK(site.post(address, {{"name", ""}, {"email", "eva"}, {"active", "1"}}).status == 422);
    CHECK(site.post(address + "/andra-steget").status == 303);
    CHECK(last_event(site) == "administration.second_step_removed");
}

TEST_CASE("the holder is told when an administrator resets the password, and at the old address when it is changed") {
    TestSite site({area()});
    std::vector<mail::Message> letters;
    site.tenant().send_mail = [&](const mail::Message& message) -> Result<void> {
        letters.push_back(message);
        return {};
    };
    const auto eva = identity::add_account(site.db(), {"eva", "Eva Exempel", "eva@exempelby.example"}).value();
    sign_in_manager(site);
    const std::string address = "/administration/anvandare/" + id_of(eva);
    site.post(address + "/losenord");
    site.run_jobs();
    REQUIRE(letters.size() == 1);
    CHECK(letters.back().to == "eva@exempelby.example");
    CHECK(letters.back().text.find("tog bort lösenordet för kontot eva") != std::string::npos);

    site.post(address, {{"name", "Eva Exempel"}, {"email", "other@exempelby.example"}, {"active", "1"}});
    site.post(address, {{"name", "Eva Exempel-Lund"}, {"email", "other@exempelby.example"}, {"active", "1"}});
    site.run_jobs();
    REQUIRE(letters.size() == 2);
    CHECK(letters.back().to == "eva@exempelby.example");
    CHECK(letters.back().text.find("fick en annan e-postadress") != std::string::npos);
}

TEST_CASE("a row of the delegation order is added, changed and removed, each with an entry in the log") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    const auto role = std::to_string(add_role(site, "chef", {}).value), unit = std::to_string(site.unit("skola").value);
    const std::string address = "/administration/delegation/rad";

    const auto wrong = site.post(address, {{"id", "BUN 4.2"}, {"text", "Skolskjuts & resor"}, {"law", ""}, {"committee", unit}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skolskjuts &amp; resor"));
    CHECK(site.post(address,
                    {{"id", "BUN 4.2"}, {"text", "Skolskjuts"}, {"law", "Skollagen 10 kap. 32 §"}, {"committee", unit}, {"roles", role}})
              .status == 303);
    CHECK(last_event(site) == "administration.delegation_added");
    CHECK(shows(site.get("/administration/delegation"), "Skollagen 10 kap. 32 §"));
    CHECK(shows(site.get(address + "?id=BUN%204.2"), "value=\"BUN 4.2\""));
    site.post(address, {{"id", "BUN 4.2"}, {"text", "Skolskjuts"}, {"law", "Skollagen"}, {"committee", unit}, {"roles", role}});
    CHECK(last_event(site) == "administration.delegation_changed");
    CHECK(site.post("/administration/delegation/ta-bort", {{"id", "BUN 4.2"}}).status == 303);
    CHECK(last_event(site) == "administration.delegation_removed");
    CHECK(site.post("/administration/delegation/ta-bort", {{"id", "BUN 4.2"}}).status == 404);
}

TEST_CASE("a substitute is somebody else, on days that follow each other") {
    TestSite site({area()});
    sign_in_manager(site);
    add_account(site, "eva");
    add_account(site, "bo");
    const auto today = to_iso(swedish_date(now()));
    const std::string address = "/administration/ersattare";

    const auto oneself = site.post(address, {{"absent", "eva"}, {"substitute", "eva"}, {"from", today}, {"until", today}});
    CHECK(oneself.status == 422);
    CHECK(shows(oneself, "value=\"eva\""));
    CHECK(site.post(address, {{"absent", "eva"}, {"substitute", "nobody"}, {"from", today}, {"until", today}}).status == 422);
    CHECK(site.post(address, {{"absent", "eva"}, {"substitute", "bo"}, {"from", today}, {"until", "2020-01-01"}}).status == 422);
    CHECK(site.post(address, {{"absent", "eva"}, {"substitute", "bo"}, {"from", today}, {"until", today}}).status == 303);
    CHECK(last_event(site) == "administration.substitute_added");
    const auto id = site.db().read([](db::Connection& db) { return identity::substitutions_since(db, swedish_date(now())).front().id; });
    CHECK(site.post(address + "/avsluta", {{"substitution", std::to_string(id.value)}}).status == 303);
    CHECK(last_event(site) == "administration.substitute_ended");
    CHECK(shows(site.get(address), "Ingen ersätter någon nu"));
}

TEST_CASE("a definition that cannot be read is explained line by line, and the text is kept") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto page = site.post("/administration/e-tjanster/las-in", {{"yaml", "id: <ny>\nversion: ett\n"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Rad 2"));
    CHECK(shows(page, "id: &lt;ny&gt;"));
    CHECK(site.db().read([](db::Connection& db) { return services::definitions(db).empty(); }));
    CHECK(last_event(site).empty());
}

TEST_CASE("a definition goes from draft to published to retired, and can be taken home") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    std::string yaml;
    for (const auto& file : services::carried_services())
        if (file.name == "begar-handling.yaml") yaml = file.content;
    REQUIRE_FALSE(yaml.empty());
    const std::string address = "/administration/e-tjanster/begar-handling/1";

    CHECK(site.upload("/administration/e-tjanster/las-in", {{"yaml", "annat"}}, {{"file", "begar-handling.yaml", yaml}}).status == 303);
    CHECK(last_event(site) == "administration.definition_saved");
    CHECK(shows(site.get(address), "Utkast"));
    // The unit of the service is not there yet: that is told, and it cannot be published.
    CHECK(shows(site.get(address), "kommunledning"));
    CHECK(site.post(address + "/publicera").status == 409);
    site.unit("kommunledning");
    CHECK(site.post(address + "/publicera").status == 303);
    CHECK(last_event(site) == "administration.definition_published_alone");
    CHECK(site.db().read([](db::Connection& db) { return services::newest_published(db, "begar-handling") != nullptr; }));

    const auto download = site.get(address + "/hamta");
    CHECK(download.body == yaml);
    CHECK(header_of(download, "Content-Disposition") == "attachment; filename=\"begar-handling-1.yaml\"");
    const auto fixed = site.post("/administration/e-tjanster/las-in", {{"yaml", yaml + "# annan text\n"}});
    CHECK(fixed.status == 422);
    CHECK(shows(fixed, "# annan text"));

    CHECK(site.post(address + "/avsluta").status == 303);
    CHECK(last_event(site) == "administration.service_retired");
    CHECK(site.db().read([](db::Connection& db) { return services::newest_published(db, "begar-handling") == nullptr; }));
}

TEST_CASE("a form from another program becomes a draft that says what became of it and what to fill in") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    sign_in_manager(site);
    const std::string form = R"({"name": "Dog licence", "startPage": "/a", "pages": [{"path": "/a", "title": "Dog", "components": [
        {"type": "UkAddressField", "name": "home", "title": "Home"}]}]})";
    const std::string upload = "/administration/e-tjanster/las-in", first = "/administration/e-tjanster/dog-licence/1";
    CHECK(header_of(site.upload(upload, {}, {{"file", "dog.json", form}}), "Location").starts_with(first));
    CHECK(last_event(site) == "administration.definition_saved");
    const auto page = site.get(first);
    CHECK(shows(page, "Så gick inläsningen"));
    CHECK(shows(page, "pages/a/home"));
    CHECK(shows(page, "FYLL I"));
    CHECK(site.post(first + "/publicera").status == 409);
    // A second form of that name is another service: nobody's draft is written over.
    CHECK(header_of(site.upload(upload, {}, {{"file", "dog.json", form}}), "Location")
              .starts_with("/administration/e-tjanster/dog-licence-2/1"));
}

TEST_CASE("a file from another program that cannot be imported is refused with a reason") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto page = site.upload("/administration/e-tjanster/las-in", {}, {{"file", "x.json", R"({"no": "form"})"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "varken ett formulär från XGov form builder"));
    CHECK(site.db().read([](db::Connection& db) { return services::definitions(db).empty(); }));
}

TEST_CASE("jobs are listed without what they carry, and one that waits is tried again") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto id =
        site.db().write([](db::Connection& db) { return jobs::enqueue(db, "cases.send_letter", R"({"to":"kim@exempel.se"})"); });
    const auto page = site.get("/administration/jobb?lage=queued");
    CHECK(shows(page, "cases.send_letter"));
    CHECK_FALSE(shows(page, "kim@exempel.se"));
    CHECK(site.post("/administration/jobb/" + std::to_string(id.value) + "/forsok-igen", {{"lage", "queued"}}).status == 303);
    CHECK(last_event(site) == "administration.job_retried");
    CHECK(site.post("/administration/jobb/4711/forsok-igen").status == 404);
}

TEST_CASE("the log is read with a purpose, and the reading stands in it") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    const auto admin = sign_in_manager(site);
    site.post("/administration/roller/ny", {{"name_sv", "Ny"}, {"name_en", "New"}});

    const auto without = site.get("/administration/logg?handelse=administration.role&syfte=");
    CHECK(without.status == 422);
    CHECK_FALSE(shows(without, "role_<wbr>added"));
    CHECK(shows(without, "value=\"administration.role\""));
    CHECK(last_event(site) == "administration.role_added");

    const auto page = site.get("/administration/logg?handelse=administration.role&syfte=investigation&vem=admin");
    CHECK(shows(page, "role_<wbr>added"));
    CHECK(last_event(site) == "administration.audit_read");
    CHECK(site.last_audit()->reason == "investigation");
    CHECK(site.last_audit()->actor == admin.value);
    CHECK(shows(site.get("/administration/logg?handelse=no.such&syfte=investigation"), "Inget i loggen stämmer"));
}

TEST_CASE("an API key is shown once and works until it is revoked") {
    TestSite site({area()});
    const auto admin = sign_in_manager(site);
    CHECK(site.post("/administration/api-nycklar", {{"name", ""}}).status == 422);
    const auto page = site.post("/administration/api-nycklar", {{"name", "Ekonomi"}});
    const auto token = between(page, "<code>", "</code>");
    CHECK(last_event(site) == "administration.token_created");
    CHECK(site.db().read([&](db::Connection& db) { return identity::find_token(db, token).has_value(); }));
    CHECK_FALSE(shows(site.get("/administration/api-nycklar"), token));
    const auto id = site.db().read([&](db::Connection& db) { return identity::tokens_of(db, admin).front().id; });
    CHECK(site.post("/administration/api-nycklar/aterkalla", {{"token", std::to_string(id.value)}}).status == 303);
    CHECK(last_event(site) == "administration.token_revoked");
    CHECK_FALSE(site.db().read([&](db::Connection& db) { return identity::find_token(db, token).has_value(); }));
}

TEST_CASE("an administrator makes keys for programs, not for colleagues") {
    TestSite site({area()});
    sign_in_manager(site);
    const auto eva = add_account(site, "eva");
    CHECK(site.post("/administration/anvandare/" + id_of(eva) + "/api-nycklar", {{"name", "x"}}).status == 404);
    CHECK(site.post("/administration/anvandare/ny", {{"username", "ekonomi"}, {"name", "Ekonomisystemet"}, {"program", "1"}}).status ==
          303);
    const auto program = site.db().read([](db::Connection& db) { return identity::find_account(db, "ekonomi")->id; });
    CHECK(site.post("/administration/anvandare/" + id_of(program) + "/losenord").status == 404);
    CHECK(shows(site.post("/administration/anvandare/" + id_of(program) + "/api-nycklar", {{"name", "x"}}), "torg_"));
}

}  // namespace administration
