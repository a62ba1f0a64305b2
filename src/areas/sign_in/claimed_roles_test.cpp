/// Roles by what a provider says of somebody's groups, given and taken away at sign-in.
#include "areas/sign_in/provider_town_for_tests.h"
#include "engines/area/declared.h"
#include "engines/area/operations.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"

using namespace provider_town;

namespace {

constexpr Permission may_read{"cases.read"}, may_decide{"cases.decide"};

struct Staff : Town {
    UnitId school = unit("skola");
    AccountId olle = *identity::add_account(db(), {.username = "olle", .name = "Olle Officer"});

    Staff()
        : Town(config::SignsIn::staff, [](config::OidcProvider& settings) {
              settings.roles_claim = "groups";
              settings.roles = {"reader @ skola = CN=Läsare,OU=Skola@kommunen",
                                "decider=Beslutar",
                                "operator = Drift",
                                "king = Beslutar",
                                "reader @ ingenstans = Beslutar",
                                "reader @ skola = Läsare två"};
          }) {
        provider.person.set("https://id.oidc.se/claim/orgAffiliation", "olle");
        db().write([](db::Connection& db) {
            CHECK(identity::add_role(db, {"reader", "Läser", "Reads", {"cases.read"}}));
            CHECK(identity::add_role(db, {"decider", "Beslutar", "Decides", {"cases.decide"}}));
            CHECK(identity::add_role(db, {"operator", "Drift", "Operates", {std::string(installation::may_manage.name)}}));
        });
    }
    /// Signs in as a member of those groups: what the claims allow, and how many entries about roles the log got.
    std::size_t sign_in_with(json::Value groups) {
        sign_out();
        const auto before = entries();
        provider.person.set("groups", std::move(groups));
        CHECK(header_of(sign_in("/handlaggning"), "Location") == "/handlaggning");
        return entries() - before;
    }
    std::size_t entries() {
        return db().read([&](db::Connection& db) {
            return audit::search(db, {.event_prefix = "sign_in.role_", .subject_kind = "account", .subject = olle.value}).size();
        });
    }
    std::string last_change() {
        return db().read([&](db::Connection& db) {
            const auto found = audit::search(db, {.event_prefix = "sign_in.role_", .count = 1});
            return found.empty() ? std::string{} : found[0].event + " " + found[0].detail + " " + found[0].actor_name;
        });
    }
    bool may(Permission permission, UnitId in) {
        return db().read([&](db::Connection& db) { return identity::has_right(db, olle, permission.name, in); });
    }
    UnitId top() {
        return *db().read([](db::Connection& db) { return identity::top_unit(db); });
    }
    std::size_t roles_held() {
        return db().read([&](db::Connection& db) { return identity::assignments_of(db, olle).size(); });
    }
};

}  // namespace

TEST_CASE("a group at the provider gives its role in its unit at sign-in, and nothing more") {
    Staff town;
    CHECK(town.sign_in_with(json::array({"CN=Läsare,OU=Skola@kommunen", "Okänd", 7})) == 1);
    CHECK(town.last_change() == "sign_in.role_given_by_provider prov: reader in skola Olle Officer");
    CHECK(town.visitor().may(may_read));
    CHECK(town.may(may_read, town.school));
    CHECK_FALSE(town.may(may_read, town.top()));
    CHECK_FALSE(town.visitor().may(may_decide));
    CHECK(town.sign_in_with(json::array({"CN=Läsare,OU=Skola@kommunen", "Läsare två"})) == 0);
    CHECK(town.roles_held() == 1);
    CHECK(town.sign_in_with("Beslutar") == 2);
    CHECK(town.may(may_decide, town.top()));
    CHECK(town.roles_held() == 1);
}

TEST_CASE("what the provider takes away ends at the next sign-in, also when it no longer tells of groups at all") {
    for (const auto& gone : {json::Value(), json::array(), json::Value("cn=läsare,ou=skola@kommunen"), json::object({{"groups", "x"}})}) {
        Staff town;
        CHECK(town.sign_in_with(json::array({"CN=Läsare,OU=Skola@kommunen"})) == 1);
        CHECK(town.sign_in_with(gone) == 1);
        CHECK(town.last_change() == "sign_in.role_taken_by_provider prov: reader in skola Olle Officer");
        CHECK_FALSE(town.visitor().may(may_read));
        CHECK(town.roles_held() == 0);
    }
}

TEST_CASE("roles that people gave stay whatever the provider says, and a role over the installation is given by people alone") {
    Staff town;
    town.db().write([&](db::Connection& db) { identity::assign(db, town.olle, identity::find_role(db, "decider")->id, town.school); });
    area::declare_permissions({{.name = "installation",
                                .permissions = {{.permission = installation::may_manage, .text_key = "x", .reach = Reach::installation}}}});
    CHECK(town.sign_in_with(json::array({"Drift"})) == 0);
    CHECK_FALSE(town.visitor().may(installation::may_manage));
    CHECK(town.may(may_decide, town.school));
    // One that was given for a time ends when they said, and goes on by the provider's word.
    town.db().write([&](db::Connection& db) {
        identity::assign(db, town.olle, identity::find_role(db, "reader")->id, town.school, now() + microseconds_an_hour);
    });
    CHECK(town.sign_in_with(json::array({"Läsare två"})) == 1);
    set_clock(now() + 2 * microseconds_an_hour);
    CHECK(town.may(may_read, town.school));
}

TEST_CASE("rules that are no rules are told to whoever wrote them, when the program starts") {
    const auto is_wrong = [](config::SignsIn kind, std::string claim, std::vector<std::string> rules) {
        config::OidcProvider settings{.name = "prov",
                                      .signs_in = kind,
                                      .issuer = "https://idp.example",
                                      .client_secret = "s",
                                      .roles_claim = std::move(claim),
                                      .roles = std::move(rules)};
        try {
            const oidc::Provider provider(settings);
            return std::string{};
        } catch (const std::invalid_argument& wrong) { return std::string(wrong.what()); }
    };
    using enum config::SignsIn;
    CHECK(is_wrong(staff, "groups", {"reader @ skola = Läsare", "reader = A=b@c"}).empty());
    for (const auto* rule : {"", "reader", "= Läsare", "reader =", "reader @ = Läsare", "@ skola = Läsare"})
        CHECK(is_wrong(staff, "groups", {rule}).find("is to be written as") != std::string::npos);
    CHECK(is_wrong(staff, "", {"reader = A"}).find("roles_claim") != std::string::npos);
    CHECK(is_wrong(residents, "groups", {"reader = A"}).find("for staff") != std::string::npos);
}
