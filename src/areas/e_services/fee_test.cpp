/// What an applicant is told of the fee, and what the case keeps of it.
#include <catch2/catch.hpp>
#include <regex>

#include "areas/e_services/area.h"
#include "engines/cases/find.h"
#include "engines/directories/directories.h"
#include "engines/services/catalogue.h"
#include "engines/services/small_service_for_tests.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

namespace e_services {
namespace {

const std::string base = "/e-tjanster/litet";
constexpr std::string_view questions = R"(        - { id: days, type: number, label: Dagar }
        - { id: club, type: organisation, label: Föreningen })";
constexpr std::string_view tariff = R"(fee:
  ref: Kommunens taxa
  lines: [{ id: base, text: Prövning, amount: "3200" }, { id: extra, text: Extra dagar, amount: "days * 100", when: "days > 10" }]
)";

struct Town {
    explicit Town(db::Kind kind = db::Kind::sqlite) : site({area()}, kind) {
        site.unit("barn-och-utbildning");
        site.db().write([](db::Connection& db) {
            REQUIRE(services::put(db, services::small_service(questions, tariff)));
            REQUIRE(services::publish(db, "litet", 1));
        });
    }

    std::string begin() {
        const auto page = site.follow(site.post(base + "/borja"));
        std::smatch found;
        return std::regex_search(page.body, found, std::regex(R"re(name="draft" value="([^"]+)")re")) ? found[1].str() : "";
    }
    http::Response answer(const std::string& page, TestSite::Typed typed, const std::string& draft) {
        typed.emplace_back("draft", draft);
        return site.post(base + "/" + page, std::move(typed));
    }
    /// The register of organisations knows one, and is asked for it.
    void connect_register() {
        directories::Sources sources;
        sources.connected[directories::Directory::organisation] = [](const directories::Inquiry& inquiry) -> directories::Reply {
            if (inquiry.asks["organisation_number"].text() != "556016-0680") return {.outcome = directories::Outcome::missing};
            return {directories::Outcome::found, json::object({{"name", "Exempelby IF"}, {"status", "active"}})};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(sources);
    }

    TestSite site;
};

const TestSite::Typed contact = {{"applicant_name", "Kim Exempel"}, {"applicant_email", "kim@exempel.example"}};
TestSite::Typed first(const std::string& name) { return {{"days", "12"}, {"club_number", "556016-0680"}, {"club_name", name}}; }

}  // namespace

TEST_CASE("the fee is told before it begins, with lines and sum before sending, and on the receipt") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    CHECK(shows(town.site.get(base), "Du betalar en avgift enligt Kommunens taxa"));
    const auto draft = town.begin();
    town.answer("first", first("Klubben"), draft);
    town.answer("contact", contact, draft);
    const auto review = town.site.get(base + "/granska");
    CHECK(shows(review, "Extra dagar"));
    CHECK(shows(review, "1\u00a0200\u00a0kr"));
    CHECK(shows(review, "4\u00a0400\u00a0kr"));
    const auto receipt = town.site.follow(town.answer("skicka", {}, draft));
    CHECK(shows(receipt, "LIT-"));
    CHECK(shows(receipt, "4\u00a0400\u00a0kr"));
}

TEST_CASE("each page says what it costs so far, by the server and by rules for the browser; a free service says nothing") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto draft = town.begin();
    const auto so_far = [&] {
        const auto page = town.site.get(base + "/first").body;
        std::smatch found;
        const std::regex output(R"re(data-calculated="fee_total"[^>]*>([^<]*)</output>)re");
        return std::regex_search(page, found, output) ? found[1].str() : std::string("nothing");
    };
    CHECK(so_far().starts_with("3\u00a0200"));
    town.answer("first", first("Klubben"), draft);
    CHECK(so_far().starts_with("4\u00a0400"));
    const auto page = town.site.get(base + "/first").body;
    CHECK(page.find(R"("id":"fee_total")") != std::string::npos);
    town.site.db().write([](db::Connection& db) {
        auto yaml = services::small_service(questions);
        yaml.replace(yaml.find("version: 1"), 10, "version: 2");
        REQUIRE(services::put(db, yaml));
        REQUIRE(services::publish(db, "litet", 2));
    });
    CHECK(so_far() == "nothing");
}

TEST_CASE("the case remembers the fee that the applicant was told") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto draft = town.begin();
    town.answer("first", first("Klubben"), draft);
    town.answer("contact", contact, draft);
    town.answer("skicka", {}, draft);
    const auto events = town.site.db().read([&](db::Connection& db) {
        const auto number = "LIT-" + std::to_string(civil(swedish_date(now())).year) + "-0001";
        return cases::events(db, town.site.tenant(), cases::find_by_number(db, town.site.tenant(), number).value());
    });
    CHECK(events.front().data["fee"]["total"].number() == 4400);
    CHECK(events.front().data["fee"]["lines"].size() == 2);
}

TEST_CASE("a name that was left empty is taken from the register of organisations; one that was written stands") {
    Town town;
    const auto draft = town.begin();
    CHECK(town.answer("first", first(""), draft).status == 422);
    town.connect_register();
    CHECK(town.answer("first", first(""), draft).status == 303);
    town.answer("contact", contact, draft);
    CHECK(shows(town.site.get(base + "/granska"), "Exempelby IF"));
    town.answer("first", first("Klubben"), draft);
    CHECK(shows(town.site.get(base + "/granska"), "Klubben"));
    CHECK(town.answer("first", {{"days", "1"}, {"club_number", "559999-9991"}, {"club_name", ""}}, draft).status == 422);
}

TEST_CASE("programs read the tariff of a service") {
    Town town;
    const auto described = json::parse(town.site.get("/api/v1/services/litet").body).value();
    CHECK(described["fee"]["ref"].text() == "Kommunens taxa");
    CHECK(described["fee"]["lines"][1]["when"].text() == "days > 10");
}

}  // namespace e_services
