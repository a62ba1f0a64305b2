/// What mending takes: the price list, what the crew fills in, and the sums of a street and a year.
#include "areas/fault_reports/resource.h"

#include <catch2/catch.hpp>

#include "areas/fault_reports/store.h"
#include "areas/fault_reports/town_for_tests.h"

namespace fault_reports {
namespace {

struct Prices : Town {
    explicit Prices(db::Kind kind) : Town(kind) {
        employ_and_enter({may_keep_prices});
        add("Kallasfalt", "kg", "7,60", "0,056");
        add("Arbete", "timmar", "620", "0");
        asphalt = of("Kallasfalt");
        work = of("Arbete");
    }
    void employ_and_enter(std::vector<Permission> permissions) { site.sign_in_staff("prices", std::move(permissions)); }
    http::Response add(std::string name, std::string unit, std::string kronor, std::string carbon) {
        return site.post("/handlaggning/felanmalningar/prislista", {{"id", "0"},
                                                                    {"namn", std::move(name)},
                                                                    {"enhet", std::move(unit)},
                                                                    {"kronor", std::move(kronor)},
                                                                    {"koldioxid", std::move(carbon)}});
    }
    ResourceId of(std::string_view name) {
        for (const auto& one : read(store::resources))
            if (one.name == name) return one.id;
        throw std::logic_error("no such resource");
    }
    http::Response mend_with(const std::string& number, std::string asphalt_kg, std::string hours) {
        enter_crew();
        return site.post(
            "/handlaggning/felanmalningar/" + number + "/lagat",
            {{"svar", "Hålet är lagat."}, {amount_field(asphalt), std::move(asphalt_kg)}, {amount_field(work), std::move(hours)}});
    }
    ResourceId asphalt, work;
};

constexpr std::string_view costs = "/handlaggning/felanmalningar/kostnader";

}  // namespace

#define PRICES() Prices town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a price is written as people write it, and what cannot be one is told by its field") {
    const auto made = resource_of({" Kallasfalt ", "kg", "7,5", "0,052"});
    REQUIRE(made);
    CHECK(made->name == "Kallasfalt");
    CHECK(made->ore == 750);
    CHECK(made->grams == 52);
    CHECK(form_of(*made).kronor == "7,5");
    CHECK(form_of(*made).kilograms == "0,052");
    const auto wrong = resource_of({"", std::string(21, 'k'), "7,505", "-1"});
    REQUIRE_FALSE(wrong);
    std::vector<std::string> fields;
    for (const auto& error : wrong.error().fields) fields.push_back(error.field);
    CHECK(fields == std::vector<std::string>{"namn", "enhet", "kronor", "koldioxid"});
}

TEST_CASE("what was used costs its share of a unit, rounded") {
    const Use use{{.ore = 760, .grams = 52}, 12'500};
    CHECK(use.ore() == 9500);
    CHECK(use.grams() == 650);
    CHECK(Use{{.ore = 1}, 500}.ore() == 1);
    CHECK(Use{{.ore = 1}, 499}.ore() == 0);
}

TEST_CASE("the crew writes what a repair took, and it is summed by street and year with the reports behind it") {
    PRICES();
    const auto first = town.report({}), second = town.report({}), elsewhere = town.report({{"plats", "Kyrkogatan"}});
    CHECK(town.mend_with(first, "12,5", "1").status == 303);
    const auto mended = town.site.get("/handlaggning/felanmalningar/" + first);
    CHECK(shows(mended, "95 kr"));
    CHECK(shows(mended, "620 kr"));
    CHECK(town.mend_with(second, "", "0,5").status == 303);
    CHECK(town.mend_with(elsewhere, "", "2").status == 303);
    const auto page = town.site.get(costs);
    CHECK(shows(page, "Storgatan"));
    CHECK(shows(page, "Kyrkogatan"));
    CHECK(shows(page, "1 025 kr"));  // 95 + 620 + 310
    CHECK(shows(page, "1 240 kr"));
    CHECK(shows(page, "2 265 kr"));
    CHECK(shows(page, "0,7 kg"));
    const auto year = std::to_string(civil(swedish_date(now())).year);
    const auto street = town.site.get(std::string(costs) + "?ar=" + year + "&gata=Storgatan");
    CHECK(shows(street, first));
    CHECK(shows(street, second));
    CHECK_FALSE(shows(street, elsewhere));
    const auto file = town.site.get(std::string(costs) + ".csv?ar=" + year);
    CHECK(shows(file, "\"Kallasfalt\",\"12,5\",\"kg\",\"95\",\"0,7\""));
    CHECK(town.site.last_audit()->event == "fault_reports.costs_read");
    CHECK(shows(town.site.get(std::string(costs) + "?ar=2019"), "Inget är noterat för 2019"));
}

TEST_CASE("an amount that is none closes nothing, and stands there as it was typed") {
    PRICES();
    const auto number = town.report({});
    const auto page = town.mend_with(number, "en säck", "1");
    CHECK(page.status == 422);
    CHECK(shows(page, "Skriv hur mycket som gick åt av Kallasfalt"));
    CHECK(shows(page, "value=\"en säck\""));
    CHECK(shows(page, "Hålet är lagat."));
    CHECK(town.case_of(number).state == "received");
}

TEST_CASE("a new price leaves what is noted as it was, and a row that is ended is asked for no more") {
    PRICES();
    const auto number = town.report({});
    CHECK(town.mend_with(number, "10", "").status == 303);
    town.employ_and_enter({may_keep_prices});
    const auto change = [&](std::string kronor) {
        return town.site.post("/handlaggning/felanmalningar/prislista", {{"id", std::to_string(town.asphalt.value)},
                                                                         {"namn", "Kallasfalt"},
                                                                         {"enhet", "kg"},
                                                                         {"kronor", std::move(kronor)},
                                                                         {"koldioxid", "0,052"}});
    };
    CHECK(change("99").status == 303);
    CHECK(town.site.last_audit()->event == "fault_reports.resource_saved");
    town.site.post("/handlaggning/felanmalningar/prislista/sluta", {{"id", std::to_string(town.asphalt.value)}});
    CHECK(town.site.last_audit()->event == "fault_reports.resource_ended");
    CHECK(change("50").status == 409);
    town.enter_crew();
    CHECK(shows(town.site.get(costs), "76 kr"));
    const auto next = town.report({});
    town.enter_crew();
    const auto work = town.site.get("/handlaggning/felanmalningar/" + next);
    CHECK(shows(work, "Arbete"));
    CHECK_FALSE(shows(work, "Kallasfalt"));
}

TEST_CASE("sums are of the units whose reports one may read, and outlive the case as figures") {
    PRICES();
    const auto number = town.report({});
    CHECK(town.mend_with(number, "10", "").status == 303);
    town.site.unit("annan-enhet");
    town.site.sign_in_staff("elsewhere", {cases::may_read}, "annan-enhet");
    CHECK(shows(town.site.get(costs), "Inget är noterat"));
    const auto year = std::to_string(civil(swedish_date(now())).year);
    CHECK_FALSE(shows(town.site.get(std::string(costs) + ".csv?ar=" + year), number));
    CHECK_FALSE(shows(town.site.get(std::string(costs) + "?ar=" + year + "&gata=Storgatan"), number));
    town.write([](db::Connection& db) {
        db.execute("DELETE FROM cases_place");
        store::forget_disposed(db);
    });
    town.enter_crew();
    CHECK(shows(town.site.get(costs), "76 kr"));
    const auto street = town.site.get(std::string(costs) + "?ar=" + year + "&gata=Storgatan");
    CHECK(shows(street, "Gallrat ärende"));
    CHECK_FALSE(shows(street, number));
}

}  // namespace fault_reports
