/// What is typed is in the draft, on whatever device it was typed.
#include <catch2/catch.hpp>
#include <regex>

#include "areas/e_services/area.h"
#include "engines/drafts/drafts.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

using namespace e_services;

namespace {

const std::string base = "/e-tjanster/skolskjuts";

std::string hidden_in(const http::Response& page, const std::string& name) {
    std::smatch found;
    REQUIRE(std::regex_search(page.body, found, std::regex("name=\"" + name + "\" value=\"([^\"]+)\"")));
    return found[1];
}

/// Someone with the same application on a telephone and at a desk; `site` is the one at hand.
struct TwoDevices {
    TwoDevices() : site({area()}, GENERATE(from_range(db::kinds_under_test()))) {
        site.unit("barn-och-utbildning");
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
        handle = hidden_in(site.follow(site.post(base + "/borja")), "draft");
        const auto saved = site.post(base + "/child", {{"draft", handle}, {"save", "1"}});
        std::smatch found;
        REQUIRE(std::regex_search(saved.body, found, std::regex("<b class=\"nowrap\">([A-Z2-9-]+)</b>")));
        code = found[1];
    }

    /// From here on the other device, on the same page.
    http::Response take_up_the_other() {
        site.sign_out();
        return site.follow(site.post("/e-tjanster/fortsatt", {{"kod", code}}));
    }
    http::Response answer(const http::Response& drawn, TestSite::Typed typed) {
        typed.emplace_back("draft", handle);
        typed.emplace_back("drawn", hidden_in(drawn, "drawn"));
        return site.post(base + "/child", std::move(typed));
    }
    http::Response as_typed(const http::Response& drawn, TestSite::Typed typed) {
        typed.emplace_back("_typed", "1");
        return answer(drawn, std::move(typed));
    }

    TestSite site;
    std::string handle, code;
};

}  // namespace

TEST_CASE("what is typed is saved as it stands, also what is wrong, and another device goes on with it") {
    TwoDevices two;
    const auto drawn = two.site.get(base + "/child");
    const auto saved = two.as_typed(drawn, {{"child_name", "Alva"}, {"child_number", "2018"}});
    CHECK(saved.status == 200);
    CHECK(saved.type == "application/json");
    CHECK((*json::parse(saved.body))["words"].text().starts_with("Utkastet sparades"));
    const auto other = two.take_up_the_other();
    CHECK((*json::parse(saved.body))["drawn"].text() == hidden_in(other, "drawn"));
    CHECK(shows(other, "value=\"Alva\""));
    CHECK(shows(other, "value=\"2018\""));
    CHECK_FALSE(shows(other, "error-summary"));
}

TEST_CASE("what was typed and cannot be read is asked about before the application is sent") {
    TwoDevices two;
    two.as_typed(two.site.get(base + "/child"), {{"child_name", "Alva"}, {"child_number", "2018"}});
    const auto review = two.site.get(base + "/granska");
    CHECK(two.site.follow(review).body.find("error-summary") != std::string::npos);
    CHECK(shows(two.site.follow(review), "value=\"2018\""));
    // Read at last, it is an answer like the others.
    const auto mended = two.as_typed(two.site.get(base + "/child"), {{"child_name", "Alva"}, {"child_number", "20180101-2392"}});
    CHECK(mended.status == 200);
    CHECK_FALSE(shows(two.site.get(base + "/child"), "value=\"2018\""));
}

TEST_CASE("two devices on the same page: nothing is overwritten unseen") {
    TwoDevices two;
    const auto on_the_telephone = two.site.get(base + "/child");
    const auto at_the_desk = two.take_up_the_other();
    CHECK(two.answer(at_the_desk, {{"child_name", "Alva"}, {"child_number", "20180101-2392"}}).status == 303);

    two.take_up_the_other();
    const auto refused = two.as_typed(on_the_telephone, {{"child_name", "Bo"}, {"child_number", ""}});
    CHECK((*json::parse(refused.body))["trouble"].text().starts_with("Sidan har ändrats på en annan enhet"));
    const auto both = two.answer(on_the_telephone, {{"child_name", "Bo"}, {"child_number", ""}});
    CHECK(both.status == 409);
    CHECK(shows(both, "Sidan har ändrats på en annan enhet"));
    CHECK(shows(both, " Alva</li>"));
    CHECK(shows(both, "value=\"Bo\""));
    CHECK(shows(both, "value=\"20180101-2392\""));
    CHECK(shows(two.site.get(base + "/child"), "value=\"Alva\""));
    // Seen, it may be decided.
    CHECK(two.answer(both, {{"child_name", "Bo"}, {"child_number", "20180101-2392"}}).status == 303);
    CHECK(shows(two.site.get(base + "/child"), "value=\"Bo\""));
}

TEST_CASE("the same device may save a page again that it drew before") {
    TwoDevices two;
    const auto drawn = two.site.get(base + "/child");
    CHECK(two.as_typed(drawn, {{"child_name", "Al"}}).status == 200);
    CHECK((*json::parse(two.as_typed(drawn, {{"child_name", "Alva"}}).body)).has("drawn"));
    CHECK(two.answer(drawn, {{"child_name", "Alva Ek"}, {"child_number", "20180101-2392"}}).status == 303);
}

TEST_CASE("both devices typed the same: there is nothing to decide") {
    TwoDevices two;
    const auto on_the_telephone = two.site.get(base + "/child");
    const auto at_the_desk = two.take_up_the_other();
    two.as_typed(at_the_desk, {{"child_name", "Alva"}, {"child_number", ""}});
    two.take_up_the_other();
    CHECK_FALSE((*json::parse(two.as_typed(on_the_telephone, {{"child_name", "Alva"}, {"child_number", ""}}).body)).has("trouble"));
}

TEST_CASE("what could not be read on the other device is not overwritten unseen either") {
    TwoDevices two;
    const auto on_the_telephone = two.site.get(base + "/child");
    const auto at_the_desk = two.take_up_the_other();
    two.as_typed(at_the_desk, {{"child_name", "Alva"}, {"child_number", "2018-x"}});
    two.take_up_the_other();
    const auto both = two.answer(on_the_telephone, {{"child_name", "Alva"}, {"child_number", "20180101-2392"}});
    CHECK(both.status == 409);
    CHECK(shows(both, " 2018-x</li>"));
}

TEST_CASE("what is typed after the application was sent elsewhere is not said to be saved, and it is said why") {
    TwoDevices two;
    const auto drawn = two.site.get(base + "/child");
    two.site.db().write([&](db::Connection& db) {
        const auto draft = drafts::newest(db, two.site.tenant(), two.site.visitor(), "skolskjuts");
        drafts::mark_sent(db, two.site.tenant(), draft->id, {"SKJ-2026-0001", "ABCD-2345"});
    });
    const auto told = two.as_typed(drawn, {{"child_name", "Alva"}});
    CHECK((*json::parse(told.body))["trouble"].text().starts_with("Ansökan är redan inskickad"));
}
