#include <algorithm>
#include <catch2/catch.hpp>

#include "areas/e_services/use.h"
#include "engines/addresses/register_file.h"
#include "engines/cases/find.h"
#include "engines/identity/people.h"
#include "engines/in_hand/in_hand.h"
#include "engines/municipality/town_map.h"
#include "engines/opinions/opinions.h"
#include "engines/services/catalogue.h"
#include "engines/services/search.h"
#include "engines/services/usage.h"
#include "engines/testing/test_numbers.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

#include "areas/e_services/town_for_tests.h"

namespace e_services {

TEST_CASE("who applies without e-identification gets a number and a code, and follows the case with them") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    CHECK(shows(town.site.get(base + "/granska"), "Alva Exempel"));
    const auto receipt = town.site.follow(town.send());
    const auto number = number_on(receipt), code = code_on(receipt);
    REQUIRE(number != "");
    REQUIRE(code != "");

    town.site.sign_out();
    CHECK(town.site.post("/folj", {{"number", number}, {"kod", "AAAA-AAAA"}}).status == 422);
    CHECK(location(town.site.post("/folj", {{"number", number}, {"kod", code}})) == "/mina-sidor/" + number);
}

TEST_CASE("nobody learns from the answer which case numbers there are") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    const auto number = number_on(town.site.follow(town.send()));
    const auto try_with = [&](const std::string& typed) {
        auto answer = town.site.post("/folj", {{"number", typed}, {"kod", "AAAA-AAAA"}});
        answer.body.replace(answer.body.find(typed), typed.size(), "…");
        return std::pair(answer.status, answer.body);
    };
    for (int guess = 0; guess < 7; ++guess) CHECK(try_with(number) == try_with("SKJ-2031-0001"));
    CHECK(try_with(number).first == 429);
}

TEST_CASE("who opens a case or a draft with its code goes on under a new session token: one that was planted sees nothing") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    const auto receipt = town.site.follow(town.send());
    town.site.use_session("planted");
    const auto opened_cases = [&] {
        const auto visitor = town.site.visitor();
        return town.site.db().read([&](db::Connection& db) { return in_hand::all(db, visitor, in_hand::Kind::opened_case).size(); });
    };
    town.site.post("/folj", {{"number", number_on(receipt)}, {"kod", code_on(receipt)}});
    CHECK(town.site.session() != "planted");
    CHECK(opened_cases() == 1);
    town.site.use_session("planted");
    CHECK(opened_cases() == 0);
}

TEST_CASE("the first page has the services that most applied for, in the order of the alphabet") {
    const auto service = [](std::string id, std::string series) {
        services::Service made;
        made.id = std::move(id);
        made.series = std::move(series);
        return std::make_shared<const services::Service>(std::move(made));
    };
    const services::Services all{service("a", "A"), service("b", "B"), service("c", "C"), service("d", "D")};
    const auto chosen = most_asked_for(all, {{"D", 7}, {"B", 12}, {"TEST", 99}}, 2);
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[0]->id == "b");
    CHECK(chosen[1]->id == "d");
    CHECK(most_asked_for(all, {}, 9) == all);
    const services::Services sharing{service("a", "A"), service("f1", "F"), service("f2", "F"), service("f3", "F")};
    const auto fair = most_asked_for(sharing, {{"A", 6}, {"F", 9}}, 1);
    REQUIRE(fair.size() == 1);
    CHECK(fair[0]->id == "a");
}

TEST_CASE("the first page counts what was received this year and the year before") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    CHECK(town.site.db().read(cases::received_in_series).empty());
    town.fill_in();
    town.send();
    CHECK(town.site.db().read(cases::received_in_series) == std::map<std::string, std::int64_t, std::less<>>{{"SKJ", 1}});
}

TEST_CASE("the service's page tells what others have thought of it, when five have said both") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto say = [&](int who, opinions::Question question) {
        town.site.db().write([&](db::Connection& db) {
            const auto invited = opinions::invite(db, town.site.tenant().secret, "skolskjuts", std::to_string(who));
            CHECK(opinions::answer(db, invited, question, opinions::Said::yes));
        });
    };
    for (int who = 0; who < 5; ++who) say(who, opinions::Question::easy);
    for (int who = 0; who < 4; ++who) say(who, opinions::Question::safe);
    CHECK_FALSE(shows(town.site.get(base), "Vad andra har tyckt"));
    say(4, opinions::Question::safe);
    CHECK(shows(town.site.get(base), "100 % tyckte att det var lätt, 100 % kände sig trygga"));
}

TEST_CASE("whoever is asked for data learns how the data protection officer is reached (GDPR art. 13.1 b)") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.site.tenant().protection_officer = "dataskydd@exempelby.example";
    CHECK(shows(town.site.get(base), "mailto:dataskydd@exempelby.example"));
}

TEST_CASE("guessing a code soon has to wait") {
    Town town;
    http::Response last;
    for (int i = 0; i < 7; ++i) last = town.site.post("/folj", {{"number", "SKJ-2026-0001"}, {"kod", "AAAA-AAAA"}});
    CHECK(last.status == 429);
    CHECK(shows(last, "Vänta några minuter"));
}

TEST_CASE("the same form sent twice is one case with one receipt") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    const auto first = town.site.follow(town.send()), second = town.site.follow(town.send());
    CHECK(town.cases() == 1);
    CHECK(number_on(first) == number_on(second));
    CHECK(code_on(first) == code_on(second));
    // The back button, and a page answered again.
    CHECK(location(town.answer("child", child)).starts_with(base + "/kvitto"));
    CHECK(town.cases() == 1);
}

TEST_CASE("a form that is sent faster than people read waits for them, with all that was typed (ASVS 11.1.2)") {
    Town town;
    town.site.limit_writes(1000);
    town.fill_in();
    const auto told = town.site.follow(town.send());
    CHECK(shows(told, "fortare än någon hinner läsa"));
    CHECK(shows(told, "Kim Exempel"));
    CHECK(town.cases() == 0);
    set_clock(now() + 3 * microseconds_a_second);
    CHECK(location(town.send()).starts_with(base + "/kvitto"));
    use_machine_clock();
    // Sent again at once is not held back: it is received already.
    CHECK(location(town.send()).starts_with(base + "/kvitto"));
    CHECK(town.cases() == 1);
}

TEST_CASE("a form that is not complete is not sent") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    town.answer("child", child);
    CHECK(location(town.send()) == base + "/granska");
    CHECK(location(town.site.get(base + "/granska")) == base + "/school?kontrollera=1");
    CHECK(town.cases() == 0);
}

TEST_CASE("each page is counted once for each application, what was to be mended by question, and who saves for later not at all") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    town.answer("child", child);
    town.answer("school", {{"school_name", ""}, {"grade", "2"}});
    town.answer("school", {{"school_name", ""}, {"save", "1"}});
    const auto used = town.site.db().read([](db::Connection& db) { return services::usage(db, "skolskjuts", 1); });
    CHECK(used.of("child").answered == 1);
    CHECK(used.of("contact").answered == 1);
    CHECK(used.of(services::sent_page).answered == 0);
    CHECK(used.errors.at("school_name") == 1);
    town.answer("school", school);
    town.send();
    town.send();
    CHECK(town.site.db().read([](db::Connection& db) { return services::usage(db, "skolskjuts", 1); }).of(services::sent_page).answered ==
          1);
}

TEST_CASE("a page that was left before is not counted once more, also when nothing was answered on it") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto counted = [&](const std::set<std::string>& passed) {
        return town.site.db().write([&](db::Connection& db) {
            const auto service = services::newest_published(db, "skolskjuts");
            drafts::Draft before;
            before.beside.passed = passed;
            const auto count = [&] { return services::usage(db, "skolskjuts", 1).of("school").answered; };
            const auto earlier = count();
            count_use(db, *service, *service->form.page("school"), before, {});
            return count() - earlier;
        });
    };
    CHECK(counted({}) == 1);
    CHECK(counted({"child", "contact"}) == 1);
    CHECK(counted({"child", "school"}) == 0);
}

TEST_CASE("who is signed in is the party, with name and number from the e-identification, and contact details are kept") {
    Town town;
    const auto person = town.site.sign_in_new_resident("Kim Exempel");
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    CHECK(shows(town.site.get(base + "/contact"), "value=\"Kim Exempel\""));
    town.fill_in();
    const auto receipt = town.site.follow(town.send());
    CHECK(code_on(receipt) == "");
    town.site.db().read([&](db::Connection& db) {
        const auto found = cases::find_by_number(db, town.site.tenant(), number_on(receipt)).value();
        const auto parties = cases::parties(db, town.site.tenant(), found);
        REQUIRE(parties.size() == 1);
        CHECK(parties[0].person == person);
        CHECK(parties[0].personal_number.size() == 12);
        CHECK(identity::find_person(db, town.site.tenant().secret, person)->email == "kim@exempel.example");
    });
}

TEST_CASE("a number that someone typed links the case to no person") {
    Town town;
    town.site.sign_in_new_resident("Kim Exempel");
    town.site.sign_out();
    town.fill_in();
    town.answer(
        "contact",
        {{"applicant_name", "Kim Exempel"}, {"applicant_number", test_personal_number(0)}, {"applicant_email", "kim@exempel.example"}});
    const auto number = number_on(town.site.follow(town.send()));
    town.site.db().read([&](db::Connection& db) {
        const auto parties = cases::parties(db, town.site.tenant(), cases::find_by_number(db, town.site.tenant(), number).value());
        REQUIRE(parties.size() == 1);
        CHECK_FALSE(parties[0].person);
        CHECK(parties[0].personal_number != "");
    });
}

TEST_CASE("a report that may be anonymous is so also for a resident who is signed in") {
    Town town;
    town.site.sign_in_new_resident("Kim Exempel");
    town.site.follow(town.site.post("/e-tjanster/djurskydd/borja"));
    CHECK_FALSE(shows(town.site.get("/e-tjanster/djurskydd/contact"), "value=\"Kim Exempel\""));
}

TEST_CASE("a service is found by its title, by what people call it, and by the beginning of a word") {
    Town town;
    const auto all = town.site.db().read(services::published);
    const auto finds = [&](std::string_view words, std::string_view id) {
        const auto found = search(all, words);
        return std::any_of(found.begin(), found.end(), [&](const auto& service) { return service->id == id; });
    };
    CHECK(finds("skolskjutsen", "skolskjuts"));
    CHECK(finds("skolbuss", "skolskjuts"));
    CHECK(finds("attefa", "attefall"));
    CHECK_FALSE(finds("skolbuss attefallshus", "skolskjuts"));
    CHECK(search(all, "qwertyuiop").empty());
    CHECK(shows(town.site.get("/e-tjanster/forslag?q=skolsk"), R"("href":"/e-tjanster/skolskjuts")"));
    CHECK(shows(town.site.get("/e-tjanster?q=skolbuss"), "Ansök om skolskjuts"));
    CHECK_FALSE(shows(town.site.get("/e-tjanster?tema=environment"), "/e-tjanster/skolskjuts\""));
}

TEST_CASE("the first page, the list and each service can be read in both languages") {
    Town town;
    for (const auto language : {"?sprak=sv", "?sprak=en"}) {
        CHECK(town.site.get(std::string("/") + language).status == 200);
        CHECK(town.site.get(std::string("/e-tjanster") + language).status == 200);
        CHECK(town.site.get(base + language).status == 200);
    }
    CHECK(shows(town.site.get("/"), "Vad behöver du hjälp med?"));
    CHECK(shows(town.site.get(base + "?sprak=en"), "Apply for school transport"));
    CHECK(town.site.get("/e-tjanster/finns-inte").status == 404);
}

TEST_CASE("a service with an icon that the program does not carry is shown all the same") {
    Town town;
    town.site.db().write([](db::Connection& db) {
        auto yaml = services::definition(db, "skolskjuts", 1)->yaml;
        yaml.replace(yaml.find("version: 1"), 10, "version: 2");
        yaml.replace(yaml.find("icon: bus"), 9, "icon: unheard-of");
        REQUIRE(services::put(db, yaml));
        REQUIRE(services::publish(db, "skolskjuts", 2));
    });
    CHECK(shows(town.site.get("/e-tjanster"), "Ansök om skolskjuts"));
}

TEST_CASE("a place is typed, shown on the town's map and checked to lie in the municipality") {
    Town town;
    town.site.tenant().town_map = municipality::town_map(
        R"({"type":"FeatureCollection","features":[{"properties":{"layer":"park"},"geometry":{"type":"Polygon","coordinates":[[[15,60],[16,60],[16,61],[15,61],[15,60]]]}},
{"properties":{"layer":"road","class":"main","name":"Storgatan"},"geometry":{"type":"LineString","coordinates":[[15.3,60.3],[15.4,60.3]]}}]})");
    const std::string digging = "/e-tjanster/gravtillstand";
    const auto handle = handle_in(town.site.follow(town.site.post(digging + "/borja")));
    const auto answer = [&](TestSite::Typed typed) {
        typed.emplace_back("draft", handle);
        return town.site.post(digging + "/place", std::move(typed));
    };
    const auto before = town.site.get(digging + "/place");
    CHECK(shows(before, "class=\"map-svg\""));
    CHECK(shows(before, town.site.tenant().town_map->base.address));
    CHECK(shows(before, "/assets/place."));
    CHECK_FALSE(shows(town.site.get(digging + "/work"), "/assets/place."));
    const auto shown = answer({{"dig_point", "60.3, 15.35"}, {"_show", "dig_point"}});
    CHECK(shown.status == 200);
    CHECK(shows(shown, "Vid Storgatan"));
    CHECK(shows(shown, "class=\"map-drop\""));
    const auto outside = answer({{"dig_point", "59.3, 18.1"}, {"_show", "dig_point"}});
    CHECK(outside.status == 422);
    CHECK(shows(outside, "Välj en plats i kommunen"));
    CHECK(shows(outside, "value=\"59.3, 18.1\""));
    CHECK(shows(town.site.post("/e-tjanster/plats", {{"plats", "Storgatan 3"}}), "Kartan visar Storgatan."));
    CHECK(shows(town.site.post("/e-tjanster/plats", {{"plats", "59.3, 18.1"}}), "Välj en plats i kommunen"));
}

TEST_CASE("an address and a property are suggested while they are typed, from the municipality's register") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.fill_in();
    const auto page = town.site.get(base + "/journey");
    CHECK(shows(page, R"(data-suggest="/e-tjanster/adresser?slag=address")"));
    CHECK(shows(page, "data-suggest-posted"));
    const auto columns = addresses::Columns::read("adress;postnummer;postort;fastighet").value();
    addresses::Import import(town.site.db());
    import.add(columns.line("Kyrkogatan 12;99010;Exempelby;Exempelby Eken 1:7").value());
    import.finish();
    const auto asked = [&](const std::string& kind, const std::string& typed) {
        return town.site.post("/e-tjanster/adresser", {{"slag", kind}, {"q", typed}});
    };
    const auto found = json::parse(asked("address", "kyrkog 1").body).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0]["words"].text() == "Kyrkogatan 12");
    CHECK(found[0]["shown"].text() == "Kyrkogatan 12, 990 10 Exempelby");
    CHECK(found[0]["fields"]["postcode"].text() == "990 10");
    CHECK(json::parse(asked("property", "eken 1:").body).value()[0]["words"].text() == "Exempelby Eken 1:7");
    CHECK(json::parse(asked("address", "eken 1:").body).value().size() == 0);
    CHECK(asked("person", "kim").status == 404);
}

}  // namespace e_services
