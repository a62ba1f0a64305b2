#include <catch2/catch.hpp>

#include "areas/area_template/area.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace area_template {

TEST_CASE("what staff add, everyone can read, and the audit knows who did it") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    site.sign_in_staff("anna", {{"area_template.edit"}});

    const auto saved = site.post("/handlaggning/area-template", {{"title", "Öppet <hus>"}});

    CHECK(saved.status == 303);
    REQUIRE(site.last_audit());
    CHECK(site.last_audit()->event == "area_template.note_added");
    site.sign_out();
    CHECK(shows(site.get("/area-template"), "Öppet &lt;hus&gt;"));
}

TEST_CASE("a note without a title is explained") {
    TestSite site({area()});
    site.sign_in_staff("anna", {{"area_template.edit"}});
    const auto page = site.post("/handlaggning/area-template", {{"title", ""}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Skriv en rubrik"));
}

TEST_CASE("only those who may edit reach the form") {
    TestSite site({area()});
    site.sign_in_staff("bo", {});
    CHECK(site.get("/handlaggning/area-template").status == 403);
}

}  // namespace area_template
