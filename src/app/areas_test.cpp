/// Promises every area keeps. They hold for areas that do not exist yet.
#include "app/areas.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/standard_roles.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"
#include "engines/site/openapi.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

namespace {

bool is_declared(const std::vector<Area>& areas, Permission permission) {
    if (permission == everyone || permission == signed_in_resident || permission == signed_in_staff) return true;
    for (const auto& area : areas)
        for (const auto& declared : area.permissions)
            if (declared.permission == permission) return true;
    return false;
}

}  // namespace

TEST_CASE("every route names a permission that some area declares, and no two routes are the same") {
    const auto areas = all_areas();
    std::set<std::pair<int, std::string>> seen;
    for (const auto& area : areas)
        for (const auto& route : area.routes) {
            CAPTURE(area.name, route.path);
            CHECK(is_declared(areas, route.who));
            CHECK(seen.insert({static_cast<int>(route.method), std::string(route.path)}).second);
        }
}

TEST_CASE("only what anyone may do is open to everyone: no staff address is") {
    for (const auto& area : all_areas())
        for (const auto& route : area.routes) {
            CAPTURE(area.name, route.path);
            const bool is_staff_address = route.path.starts_with("/handlaggning") || route.path.starts_with("/administration") ||
                                          route.path.starts_with("/registrator") || route.path.starts_with("/gallring") ||
                                          route.path.starts_with("/kontaktcenter") || route.path.starts_with("/svarsbank");
            if (is_staff_address) CHECK(route.who != everyone);
        }
}

TEST_CASE("every route under /api is described, and nothing else carries a description") {
    for (const auto& area : all_areas())
        for (const auto& route : area.routes) {
            CAPTURE(area.name, route.path);
            CHECK(route.path.starts_with("/api/") == !route.api.summary.empty());
        }
}

TEST_CASE("the API's description is JSON that names every route under /api") {
    const auto described = json::parse(site::openapi(all_areas(), "Torg", "http://localhost"));
    REQUIRE(described);
    CHECK((*described)["openapi"].text() == "3.1.0");
    for (const auto& area : all_areas())
        for (const auto& route : area.routes)
            if (route.path.starts_with("/api/")) {
                CAPTURE(route.path);
                CHECK((*described)["paths"].has(route.path));
            }
}

TEST_CASE("the standard roles grant only permissions that areas declare") {
    const auto areas = all_areas();
    TestSite site(areas);
    site.db().write(app::add_standard_roles);
    for (const auto& role : site.db().read(identity::roles))
        for (const auto& permission : role.permissions) {
            CAPTURE(role.slug, permission);
            CHECK(is_declared(areas, Permission{permission}));
        }
}

TEST_CASE("every public page without a parameter opens, in both languages, in a town that has nothing yet") {
    TestSite site(all_areas(), GENERATE(from_range(db::kinds_under_test())));
    site.db().write([](db::Connection& db) { services::publish_carried(db); });
    for (const auto& area : all_areas())
        for (const auto& route : area.routes) {
            if (route.method != http::Method::get || route.who != everyone || route.path.find('{') != route.path.npos ||
                route.path.starts_with("/api/"))
                continue;
            // Opened by its link in invitation_test, where cards are configured in card_test, and when a chat has begun in chat_test.
            const bool needs_more = route.path == "/personal/valkommen" || route.path == "/personal/kort" || route.path == "/chatt/nytt" ||
                                    route.path == "/chatt/spara";
            for (const auto* language : {"?sprak=sv", "?sprak=en"}) {
                CAPTURE(route.path, language);
                const auto status = site.get(std::string(route.path) + language).status;
                CHECK((needs_more ? status == 404 : status == 200 || status == 303));
            }
        }
}

TEST_CASE("no line of C++ names a service of the catalogue") {
    for (const auto& file : services::carried_services()) {
        const std::string id(file.name.substr(0, file.name.find('.')));
        for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
            const auto path = entry.path().string();
            if (entry.path().extension() != ".cpp" || path.ends_with("_test.cpp")) continue;
            std::ifstream source(path);
            for (std::string line; std::getline(source, line);) {
                const auto code = line.substr(0, line.find("//"));
                if (code.find("\"" + id + "\"") == code.npos) continue;
                CAPTURE(path, line);
                CHECK(false);
            }
        }
    }
}
