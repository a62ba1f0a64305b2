/// The page where somebody besides the applicant signs, and what each of them sees of the case.
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/cases/find.h"
#include "engines/cases/signatures.h"
#include "engines/services/catalogue.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/zip/zip.h"

namespace my_pages {
namespace {

/// Kim has applied and named Robin, who has a link.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")), robin(add_resident("Robin Exempel")) {
        asked = ask_to_sign(kim, robin);
        site.sign_in_resident(robin);
    }
    cases::Case now_is() {
        return read([&](db::Connection& db) { return cases::find(db, site.tenant(), asked.id).value(); });
    }
    std::string case_page() const { return "/mina-sidor/" + asked.number; }

    PersonId kim, robin;
    ToSign asked;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("who has only the link learns nothing of what is to be signed, and is asked to sign in") {
    TOWN();
    town.site.sign_out();
    const auto door = town.site.get(town.asked.path);
    CHECK(door.status == 200);
    CHECK(shows(door, "Logga in och läs"));
    CHECK(shows(door, "/logga-in?till=" + http::percent_encoded(town.asked.path)));
    for (const auto* secret : {"Kim Exempel", "Robin Exempel", "Strandskolan", "Skolval"}) {
        CAPTURE(secret);
        CHECK_FALSE(shows(door, secret));
    }
    CHECK(header_of(door, "Cache-Control") == "no-store");
    CHECK(town.site.get("/underteckna/x").status == 404);
}

TEST_CASE("another person who has the link is refused, and so is the applicant") {
    TOWN();
    for (const auto person : {town.kim, town.add_resident("Noa Annan")}) {
        town.site.sign_in_resident(person);
        const auto refused = town.site.get(town.asked.path);
        CHECK(refused.status == 403);
        CHECK_FALSE(shows(refused, "Strandskolan"));
        CHECK(town.site.post(town.asked.path, {{"val", "ja"}}).status == 403);
    }
    CHECK(town.now_is().state == "waiting_for_signatures");
}

TEST_CASE("the one who was named reads what is signed, signs with one button, and follows the case") {
    TOWN();
    const auto page = town.site.get(town.asked.path);
    for (const auto* words : {"Kim Exempel har skickat in det här", "Strandskolan", "Jag har läst det som står här"}) {
        CAPTURE(words);
        CHECK(shows(page, words));
    }
    CHECK(town.site.get(town.case_page()).status == 404);
    const auto done = town.site.post(town.asked.path, {{"val", "ja"}});
    CHECK(header_of(done, "Location") == town.case_page());
    CHECK(town.now_is().state == "received");
    const auto followed = town.site.follow(done);
    CHECK(shows(followed, "Du skrev under"));
    CHECK(shows(followed, "Ärendet skickades in"));
    CHECK(shows(town.site.get("/mina-sidor"), town.asked.number));
    CHECK(shows(town.site.get(town.asked.path), "Du har skrivit under"));
}

TEST_CASE("one who says no says why, and the applicant reads it") {
    TOWN();
    const auto empty = town.site.post(town.asked.path, {{"val", "nej"}, {"reason", " "}});
    CHECK(empty.status == 422);
    CHECK(shows(empty, "Skriv varför du inte vill skriva under"));
    CHECK(shows(empty, "href=\"#reason\""));
    const auto said = town.site.post(town.asked.path, {{"val", "nej"}, {"reason", "Fel <skola>"}});
    CHECK(shows(town.site.follow(said), "Du har sagt nej"));
    town.site.sign_in_resident(town.kim);
    const auto page = town.site.get(town.case_page());
    CHECK(shows(page, "Vi väntar på att alla ska skriva under"));
    CHECK(shows(page, "Robin Exempel vill inte skriva under"));
    CHECK(shows(page, "Fel &lt;skola&gt;"));
}

TEST_CASE("the applicant sees who has signed and who has not") {
    TOWN();
    town.site.sign_in_resident(town.kim);
    CHECK(shows(town.site.get(town.case_page()), "Har inte skrivit under än"));
    CHECK(shows(town.site.get("/mina-sidor"), "Väntar på underskrifter"));
    town.site.sign_in_resident(town.robin);
    town.site.post(town.asked.path, {{"val", "ja"}});
    town.site.sign_in_resident(town.kim);
    const auto page = town.site.get(town.case_page());
    CHECK(shows(page, "Robin Exempel skrev under"));
    CHECK(shows(page, "Du skickade in ärendet"));
}

TEST_CASE("one who has signed too neither withdraws the application nor answers for the applicant") {
    TOWN();
    town.site.post(town.asked.path, {{"val", "ja"}});
    CHECK_FALSE(shows(town.site.get(town.case_page()), "Ta tillbaka ansökan"));
    CHECK(town.site.get(town.case_page() + "/ta-tillbaka").status == 404);
    CHECK(town.site.post(town.case_page() + "/ta-tillbaka").status == 404);
    CHECK(town.now_is().state == "received");
    must(town.as(town.chief, [&](cases::Change& change) {
        return cases::ask_supplement(change, town.asked.id, {{"", "Vilken skola?"}}, "", Date{swedish_date(now()).days + 14});
    }));
    CHECK(town.site.get(town.case_page() + "/komplettera").status == 409);
    CHECK(town.site.post(town.case_page() + "/meddelanden", {{"text", "Hej"}}).status == 303);
    town.site.sign_in_resident(town.kim);
    CHECK(shows(town.site.get(town.case_page()), "En annan part skrev till oss"));
}

TEST_CASE("one who has signed too reads what was signed, on the page and in the bundle, and nothing of how to reach the others") {
    TOWN();
    const auto bundled = [&] {
        std::string all;
        const auto files = zip::read(town.site.get(town.case_page() + "/allt.zip").body).value();
        for (const auto& file : files) all += file.content;
        return all;
    };
    const std::vector<std::string> secrets = {"kim@exempel.example", "named@exempel.example", "0701740605", "070-174 06 05"};
    town.site.post(town.asked.path, {{"val", "ja"}});
    for (const auto& text : {town.site.get(town.case_page()).body, bundled()}) {
        CHECK_THAT(text, Catch::Contains("Strandskolan") && Catch::Contains("Robin Exempel"));
        for (const auto& secret : secrets) CHECK_THAT(text, !Catch::Contains(secret));
    }
    town.site.sign_in_resident(town.kim);
    for (const auto& text : {town.site.get(town.case_page()).body, bundled()})
        CHECK_THAT(text, Catch::Contains("kim@exempel.example") && Catch::Contains("named@exempel.example"));
}

TEST_CASE("the one who says no is asked to be brief") {
    TOWN();
    const auto refused = town.site.post(town.asked.path, {{"val", "nej"}, {"reason", std::string(2001, 'x')}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Skriv högst 2000 tecken"));
    CHECK(town.site.post(town.asked.path, {{"val", "nej"}, {"reason", std::string(2000, 'x')}}).status == 303);
}

TEST_CASE("a link that has ended is asked for anew, by the one who was named or by the applicant, and works again") {
    TOWN();
    const auto until_it_ended = [&](PersonId who) {
        set_clock(now() + 61 * microseconds_a_day);
        town.site.sign_out();
        town.site.sign_in_resident(who);
    };
    const auto ask = [&](std::string_view way) { return town.site.post(town.asked.path, {{"val", std::string(way)}}); };
    // One that works is not sent again.
    CHECK(ask("ny-lank").status == 303);
    CHECK_FALSE(shows(town.site.get(town.asked.path), "Länken har slutat gälla"));
    until_it_ended(town.robin);
    CHECK(shows(town.site.get(town.asked.path), "Länken har slutat gälla"));
    CHECK(ask("ja").status == 303);
    CHECK(town.now_is().state == "waiting_for_signatures");
    CHECK(ask("ny-lank").status == 303);
    CHECK(shows(town.site.get(town.asked.path), "Strandskolan"));

    until_it_ended(town.kim);
    const auto page = town.site.get(town.case_page());
    CHECK(shows(page, "Ny länk för att skriva under skickad till Robin Exempel"));
    CHECK(shows(page, "Skicka en ny länk till Robin Exempel"));
    const auto signer = town.read([&](db::Connection& db) { return cases::signers(db, town.site.tenant(), town.now_is()).front().id; });
    CHECK(town.site.post(town.case_page() + "/ny-lank", {{"signer", std::to_string(signer)}}).status == 303);
    CHECK_FALSE(shows(town.site.get(town.case_page()), "Skicka en ny länk"));
    town.site.sign_out();
    town.site.sign_in_resident(town.robin);
    CHECK(town.site.post(town.case_page() + "/ny-lank", {{"signer", std::to_string(signer)}}).status == 404);
    CHECK(ask("ja").status == 303);
    CHECK(town.now_is().state == "received");
    use_machine_clock();
}

TEST_CASE("the one who signs reads the attachments of what is signed, and no other file of the case") {
    TOWN();
    town.write([&](db::Connection& db) {
        auto yaml = flow_services::yaml_of(flow_services::school_choice);
        const std::string_view version = "version: 1", before = "        - id: guardians";
        yaml.replace(yaml.find(version), version.size(), "version: 2");
        yaml.insert(yaml.find(before),
                    "        - { id: proof, type: file, label: { sv: Intyg, en: Proof }, sensitivity: ordinary, required: false }\n");
        must(services::put(db, yaml));
        must(services::publish(db, std::string(flow_services::school_choice), 2));
    });
    const auto file = [&](const std::string& name) {
        const auto kept = town.site.tenant().files.keep_text("innehållet i " + name, "text/plain");
        return forms::FileAnswer{kept.hash, name, kept.size, kept.type, kept.digest};
    };
    const auto proof = file("intyg.txt"), other = file("annat.txt");
    town.asked = town.ask_to_sign(town.kim, town.robin, {proof});
    const Visitor kim{.kind = Visitor::Kind::resident, .person = town.kim};
    town.as(kim, [&](cases::Change& change) { must(cases::write_message(change, town.asked.id, "Och det här", {other})); });
    const auto address_of = [&](const std::string& name) {
        return town.read([&](db::Connection& db) {
            for (const auto& document : cases::documents(db, town.site.tenant(), town.now_is()))
                if (document.name == name) return town.asked.path + "?bilaga=" + std::to_string(document.id.value);
            return std::string("none");
        });
    };
    CHECK(shows(town.site.get(town.asked.path), address_of("intyg.txt")));
    CHECK(town.site.get(address_of("intyg.txt")).status == 200);
    CHECK(town.site.get(address_of("annat.txt")).status == 404);
    town.site.sign_out();
    town.site.sign_in_resident(town.add_resident("Noa Annan"));
    CHECK(town.site.get(address_of("intyg.txt")).status == 403);
}

TEST_CASE("after the case is withdrawn the link says that it is too late") {
    TOWN();
    town.site.sign_in_resident(town.kim);
    town.site.post(town.case_page() + "/ta-tillbaka");
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get(town.asked.path), "Det går inte längre att skriva under här"));
    CHECK(town.site.post(town.asked.path, {{"val", "ja"}}).status == 303);
    CHECK(town.site.get(town.case_page()).status == 404);
}

}  // namespace my_pages
