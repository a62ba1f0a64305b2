#include <catch2/catch.hpp>

#include "areas/feedback/area.h"
#include "areas/feedback/spoken.h"
#include "areas/feedback/store.h"
#include "areas/feedback/topics.h"
#include "engines/cases/find.h"
#include "engines/cases/of_service.h"
#include "engines/flows/calendar.h"
#include "engines/identity/units.h"
#include "engines/notify/notify.h"
#include "engines/privacy/privacy.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace feedback {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind) {
        write([&](db::Connection& db) { services::publish_carried(db); });
        slug = read([&](db::Connection& db) { return identity::find_unit(db, here)->slug; });
        other_slug = read([&](db::Connection& db) { return identity::find_unit(db, elsewhere)->slug; });
    }
    void enter_listener() { site.sign_in_account(employ("listener", {"feedback.register"}, top)); }
    void enter_officer() { site.sign_in_account(employ("officer", {"cases.read", "cases.decide"}, here)); }

    TestSite::Typed spoken(std::string kind = "complaint", std::string said = "Maten i skolan är kall") const {
        return {{"slag", std::move(kind)}, {"sagt", std::move(said)}, {"enhet", slug}, {"kanal", "phone"}, {"svar", "none"}};
    }
    /// The number of what was just written down.
    std::string written_down(const TestSite::Typed& typed) {
        enter_listener();
        const auto answer = site.post("/personal/synpunkter/ny", typed);
        REQUIRE(answer.status == 303);
        const std::string to(header_of(answer, "Location"));
        return to.substr(to.find('=') + 1);
    }
    cases::Case found(const std::string& number) {
        return read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }
    std::string slug, other_slug;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

std::string page_of(const std::string& number) { return "/personal/synpunkter/arende/" + number; }

TestSite::Typed with(TestSite::Typed typed, const std::string& field, const std::string& value) {
    for (auto& [name, said] : typed)
        if (name == field) {
            said = value;
            return typed;
        }
    typed.emplace_back(field, value);
    return typed;
}

}  // namespace

TEST_CASE("what is said becomes a case of the unit it is about, and its number can be told at once") {
    TOWN();
    const auto number = town.written_down(town.spoken());
    CHECK(number.starts_with("SYN-"));
    CHECK(shows(town.site.get("/personal/synpunkter/ny?klar=" + number), "Registrerad: " + number));
    const auto of = town.found(number);
    CHECK(of.unit == town.here);
    CHECK(of.channel == "phone");
    CHECK(of.title == "Synpunkt: Ett klagomål");
}

TEST_CASE("what is wrong is said at its question, and nothing that was typed is lost") {
    TOWN();
    town.enter_listener();
    auto typed = with(with(town.spoken("", "Bussen kommer aldrig i tid"), "svar", "email"), "kontakt", "ingen adress");
    const auto again = town.site.post("/personal/synpunkter/ny", typed);
    CHECK(again.status == 422);
    CHECK(shows(again, "Välj vad det är"));
    CHECK(shows(again, "Bussen kommer aldrig i tid"));
    CHECK(shows(again, "ingen adress"));
    CHECK(shows(again, "Skriv en e-postadress med @"));
}

TEST_CASE("an appeal that is spoken is no appeal yet: staff help to write it") {
    TOWN();
    town.enter_listener();
    const auto again = town.site.post("/personal/synpunkter/ny", town.spoken("appeal", "Jag vill överklaga"));
    CHECK(again.status == 422);
    CHECK(shows(again, "Hjälp personen att skriva överklagandet"));
    CHECK(town.written_down(with(town.spoken("appeal", "Jag vill överklaga"), "kanal", "letter")).starts_with("SYN-"));
}

TEST_CASE("staff see the comments of their own units, and nobody else's") {
    TOWN();
    const auto ours = town.written_down(town.spoken());
    const auto theirs = town.written_down(with(town.spoken(), "enhet", town.other_slug));
    town.enter_officer();
    const auto list = town.site.get("/personal/synpunkter");
    CHECK(shows(list, ours));
    CHECK_FALSE(shows(list, theirs));
    CHECK(town.site.get(page_of(ours)).status == 200);
    CHECK(town.site.get(page_of(theirs)).status == 404);
}

TEST_CASE("reading a comment stands in the log, and a case that is no comment is not shown as one") {
    TOWN();
    const auto number = town.written_down(town.spoken());
    const auto other = town.apply(town.add_resident("Kim Exempel"));
    town.enter_officer();
    CHECK(shows(town.site.get(page_of(number)), "Maten i skolan är kall"));
    CHECK(town.site.last_audit()->event == "cases.opened");
    CHECK(town.site.get(page_of(other.number)).status == 404);
}

TEST_CASE("closing asks what we changed, and keeps the answer when it is not said") {
    TOWN();
    const auto number = town.written_down(with(with(town.spoken(), "svar", "phone"), "kontakt", "070-174 06 05"));
    town.enter_officer();
    CHECK(shows(town.site.get(page_of(number)), "Det du sa när du ringde"));
    const auto again = town.site.post(page_of(number) + "/avsluta", {{"svar", "Vi beklagar"}});
    CHECK(again.status == 422);
    CHECK(shows(again, "Välj om ni har ändrat något"));
    CHECK(shows(again, "Vi beklagar"));
    CHECK(town.found(number).state == "received");
    CHECK(town.site.post(page_of(number) + "/avsluta", {{"svar", "Vi beklagar"}, {"andring", "inget"}}).status == 303);
    CHECK(town.found(number).state == "answered");
    CHECK(shows(town.site.get(page_of(number)), "Vi beklagar"));
}

TEST_CASE("the answer leaves by the way it was asked for") {
    TOWN();
    const auto by_email = town.written_down(with(with(town.spoken(), "svar", "email"), "kontakt", "kim@post.example"));
    const auto by_letter = town.written_down(with(with(town.spoken(), "svar", "letter"), "kontakt", "Storgatan 1, 123 45 Orten"));
    town.enter_officer();
    for (const auto& number : {by_email, by_letter})
        CHECK(town.site.post(page_of(number) + "/avsluta", {{"svar", "Nu är den varm"}, {"andring", "inget"}}).status == 303);
    const auto newest = [&](const std::string& number) {
        const auto id = town.found(number).id;
        return town.read([&](db::Connection& db) { return notify::of_case(db, town.site.tenant(), id).front(); });
    };
    CHECK(newest(by_email).channel == notify::Channel::email);
    CHECK(newest(by_letter).channel == notify::Channel::letter);
    CHECK(newest(by_letter).content.address == "Storgatan 1\n123 45 Orten");
    CHECK(newest(by_letter).content.text.find("Nu är den varm") != std::string::npos);
}

TEST_CASE("an appeal that came as a comment is brought into the case of the decision, from its sender and with what came with it") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    const auto decided = town.apply(kim, TestTown::Stage::sent);
    const auto number = town.apply(town.add_resident("Robin Exempel"), TestTown::Stage::received, "synpunkt").number;
    const auto came = town.found(number).received_at;
    town.employ("officer", {"cases.read", "cases.decide"}, town.found(number).unit);
    town.enter_officer();
    const auto records = [&] {
        return town.read(
            [&](db::Connection& db) { return public_register::records(db, public_register::find(db, decided.number).value()); });
    };
    const auto before = records().size();
    // The case is shown first: one digit wrong is a stranger's case.
    const auto asked = town.site.post(page_of(number) + "/overklagande", {{"arende", decided.number}});
    CHECK(asked.status == 200);
    CHECK(shows(asked, "Är det rätt ärende?"));
    CHECK(town.site.last_audit()->subject == decided.id.value);
    CHECK(town.found(decided.number).state_kind == "closed");
    const TestSite::Typed sure{{"arende", decided.number}, {"bekrafta", decided.number}};
    // One that somebody else has closed already is appealed in no case.
    const auto closed = town.written_down(town.spoken());
    town.enter_officer();
    CHECK(town.site.post(page_of(closed) + "/avsluta", {{"andring", "inget"}}).status == 303);
    const auto last_event = town.found(decided.number).last_event;
    CHECK(town.site.post(page_of(closed) + "/overklagande", sure).status == 409);
    CHECK(town.found(decided.number).last_event == last_event);
    CHECK(town.site.post(page_of(number) + "/overklagande", sure).status == 303);
    CHECK(town.found(number).state == "passed_on");
    const auto of = town.found(decided.number);
    CHECK(of.state_kind == "open");
    const auto message = town.read([&](db::Connection& db) { return cases::messages(db, town.site.tenant(), of).back(); });
    CHECK(message.from_party);
    CHECK(message.author.empty());  // a name is sealed: it stands in the words
    CHECK(message.text.find("från Robin Exempel") != std::string::npos);
    CHECK(message.at == came);
    const auto entered = records();
    REQUIRE(entered.size() == before + 1);
    CHECK(entered.back().direction == "received");
    const auto documents = town.read([&](db::Connection& db) { return cases::documents(db, town.site.tenant(), of); });
    CHECK(std::ranges::count(documents, "message", &cases::Document::origin) == 1);
}

TEST_CASE("an appeal goes into no case that the officer may not change, and nobody learns which numbers exist") {
    TOWN();
    const auto theirs = town.apply(town.add_resident("Kim Exempel"), TestTown::Stage::sent, "varmepump");
    const auto number = town.written_down(with(town.spoken("appeal", "Ni har mätt fel väg"), "kanal", "letter"));
    town.enter_officer();
    for (const auto& wrong : {std::string("SKJ-1999-0001"), theirs.number}) {
        const auto refused = town.site.post(page_of(number) + "/overklagande", {{"arende", wrong}, {"bekrafta", wrong}});
        CHECK(refused.status == 422);
        CHECK(shows(refused, "Det finns inget ärende med det numret"));
    }
    CHECK(town.found(number).state == "received");
    CHECK(town.found(theirs.number).state_kind == "closed");
}

TEST_CASE("an answer that is too long is said to be, and none of it is lost") {
    TOWN();
    const auto number = town.written_down(with(with(town.spoken(), "svar", "email"), "kontakt", "kim@post.example"));
    town.enter_officer();
    const auto again =
        town.site.post(page_of(number) + "/avsluta", {{"svar", std::string(2000, 'a') + " och slutet"}, {"andring", "inget"}});
    CHECK(again.status == 422);
    CHECK(shows(again, "Skriv högst 2000 tecken"));
    CHECK(shows(again, "a och slutet"));
    CHECK(town.found(number).state == "received");
}

TEST_CASE("an answer to a comment that somebody else has closed meanwhile is shown, to be kept by whoever wrote it") {
    TOWN();
    const auto number = town.written_down(with(with(town.spoken(), "svar", "email"), "kontakt", "kim@post.example"));
    town.enter_officer();
    CHECK(town.site.post(page_of(number) + "/avsluta", {{"svar", "Vi beklagar"}, {"andring", "inget"}}).status == 303);
    const auto late = town.site.post(page_of(number) + "/avsluta", {{"svar", "Ny ugn är köpt"}, {"andring", "inget"}});
    CHECK(late.status == 409);
    CHECK(shows(late, "Det här skickades inte"));
    CHECK(shows(late, "Ny ugn är köpt"));
}

TEST_CASE("the list goes on where the page before ended") {
    TOWN();
    const auto first = town.written_down(town.spoken()), second = town.written_down(town.spoken());
    town.enter_officer();
    CHECK(shows(town.site.get("/personal/synpunkter"), first));
    const auto last = town.found(second);
    const auto page =
        town.site.get("/personal/synpunkter?efter=" + std::to_string(last.received_at.value) + "." + std::to_string(last.id.value));
    CHECK(shows(page, first));
    CHECK_FALSE(shows(page, second));
    const auto account = town.site.visitor().account;
    const auto one_row = town.read([&](db::Connection& db) { return cases::received_page(db, account, last.service, {.limit = 1}); });
    REQUIRE(one_row.size() == 1);
    CHECK(one_row.front().number == second);
}

namespace {

std::string improved(Town& town, const std::string& said) {
    const auto number = town.written_down(town.spoken("idea", said));
    town.enter_officer();
    CHECK(town.site.post(page_of(number) + "/avsluta", {{"andring", "andrat"}, {"vad", "Vi har bytt ugnar"}, {"beratta", "1"}}).status ==
          303);
    return number;
}

}  // namespace

TEST_CASE("what was changed is told everybody when staff publish it, and not before") {
    TOWN();
    const auto number = improved(town, "maten är kall");
    CHECK_FALSE(shows(town.site.get("/sagt-och-gjort"), "Vi har bytt ugnar"));
    CHECK(shows(town.site.get(page_of(number) + "/sagt"), "Vi har bytt ugnar"));
    CHECK(town.site.post(page_of(number) + "/sagt", {{"sagt", "maten var kall"}, {"gjort", "Vi har bytt ugnar"}, {"val", "publicera"}})
              .status == 303);
    CHECK(town.site.last_audit()->event == "feedback.story_published");
    town.site.sign_out();
    CHECK(shows(town.site.get("/sagt-och-gjort"), "Vi har bytt ugnar"));
    CHECK(shows(town.site.get("/sagt-och-gjort"), " " + std::to_string(civil(swedish_date(now())).year) + "</p>"));
    town.enter_officer();
    CHECK(town.site.post(page_of(number) + "/sagt/ta-bort").status == 303);
    CHECK_FALSE(shows(town.site.get("/sagt-och-gjort"), "Vi har bytt ugnar"));
}

TEST_CASE("what everybody can read is taken back when it becomes a draft, and also when the case is disposed of") {
    TOWN();
    const auto publish = [&](const std::string& number) {
        return town.site.post(page_of(number) + "/sagt",
                              {{"sagt", "maten var kall"}, {"gjort", "Vi har bytt ugnar"}, {"val", "publicera"}});
    };
    const auto number = improved(town, "maten är kall");
    CHECK(publish(number).status == 303);
    CHECK(town.site.post(page_of(number) + "/sagt", {{"sagt", "maten var"}, {"gjort", "Vi har"}, {"val", "spara"}}).status == 303);
    CHECK(town.site.last_audit()->event == "feedback.story_taken_back");
    CHECK(publish(number).status == 303);
    const auto of = town.found(number);
    town.write([&](db::Connection& db) {
        privacy::destroy(db, of.key);
        db.execute("UPDATE cases_case SET sealed_title = NULL, sealed_answers = NULL WHERE id = ?", of.id);
    });
    REQUIRE(town.found(number).erased);
    const auto own = town.site.get("/personal/synpunkter/publicerat");
    CHECK(shows(own, "Vi har bytt ugnar"));
    CHECK(shows(own, page_of(number) + "/sagt/ta-bort"));
    CHECK(town.site.post(page_of(number) + "/sagt/ta-bort").status == 303);
    CHECK(town.site.last_audit()->event == "feedback.story_taken_back");
    CHECK_FALSE(shows(town.site.get("/sagt-och-gjort"), "Vi har bytt ugnar"));
}

TEST_CASE("what may be personal data stops the publishing until it is mended or vouched for, word by word") {
    TOWN();
    const auto number = improved(town, "maten är kall");
    const TestSite::Typed named{
        {"sagt", "maten var kall när Robin Exempelsson bar ut den"}, {"gjort", "Vi har bytt ugnar"}, {"val", "publicera"}};
    const auto marked = town.site.post(page_of(number) + "/sagt", named);
    CHECK(marked.status == 422);
    CHECK(shows(marked, "<mark>Robin Exempelsson</mark>"));
    const auto at = marked.body.find("name=\"sett\" value=\"");
    REQUIRE(at != std::string::npos);
    const auto seen = marked.body.substr(at + 19, 32);
    auto vouched = with(with(named, "intygar", "1"), "sett", seen);
    CHECK(town.site.post(page_of(number) + "/sagt", with(vouched, "gjort", "Vi har bytt Kims ugnar")).status == 422);
    CHECK(town.site.post(page_of(number) + "/sagt", vouched).status == 303);
    CHECK(town.site.last_audit()->reason == "vouched");
}

TEST_CASE("comments about the same are put together at night, and each reader sees only what comes of their own units") {
    TOWN();
    for (const auto* said : {"Gatlyktan på vår gata är trasig, det är mörkt", "Flera gatlyktor är trasiga och det är mörkt vid skolan",
                             "Mörkt vid lekplatsen för gatlyktan är trasig"})
        town.written_down(town.spoken("comment", said));
    for (const auto* said :
         {"Biblioteket borde ha öppet på söndagar", "Öppna biblioteket även söndagar", "Vi vill ha biblioteket öppet på söndagen"})
        town.written_down(with(town.spoken("idea", said), "enhet", town.other_slug));
    group_feedback(town.site.tenant());
    town.enter_officer();
    const auto page = town.site.get("/personal/synpunkter/amnen");
    CHECK(page.status == 200);
    CHECK((shows(page, "gatlykt") || shows(page, "mörkt") || shows(page, "trasig")));
    CHECK_FALSE(shows(page, "bibliotek"));
    const auto seen =
        town.read([&](db::Connection& db) { return overview(db, town.site.tenant(), town.site.visitor().account, Language::sv); });
    REQUIRE(seen.topics.size() == 1);
    CHECK(seen.topics.front().all == 3);
    const auto list = town.site.get("/personal/synpunkter?amne=" + std::to_string(seen.topics.front().key));
    CHECK(shows(list, "SYN-"));
    // Nothing that can be read stands outside the cases.
    town.read([](db::Connection& db) {
        CHECK(db.number("SELECT COUNT(*) AS n FROM feedback_topic") == 6);
        db.each([](const db::Row& row) { CHECK(row.text("sealed_words").find("gatlykt") == std::string::npos); },
                "SELECT sealed_words FROM feedback_topic", {});
    });
}

TEST_CASE("who works for a provider reads what is linked to it, without who said it, and nothing else") {
    TOWN();
    const auto linked =
        town.written_down(with(with(with(town.spoken("complaint", "Hemtjänsten kom aldrig"), "svar", "phone"), "kontakt", "070-174 06 05"),
                               "namn", "Kim Exempel"));
    const auto other = town.written_down(town.spoken("complaint", "Maten är kall"));
    town.site.sign_in_account(town.employ("manager", {"feedback.manage"}, town.top));
    CHECK(town.site
              .post("/personal/synpunkter/installningar",
                    {{"val", "utforare"}, {"utforare", "Hemtjänst Solgläntan AB"}, {"utforarens-enhet", town.other_slug}})
              .status == 303);
    CHECK(town.site.last_audit()->event == "feedback.settings_changed");
    const auto provider = town.read([](db::Connection& db) { return store::providers(db).at(0); });
    town.enter_officer();
    CHECK(town.site.post(page_of(linked) + "/koppla", {{"utforare", std::to_string(provider.id)}}).status == 303);
    CHECK(town.site.last_audit()->event == "feedback.linked");
    CHECK(shows(town.site.get(page_of(linked)), "Hemtjänst Solgläntan AB"));
    CHECK(town.site.post(page_of(linked) + "/koppla", {{"utforare", "17"}}).status == 404);

    const std::string theirs = "/personal/synpunkter/utforare";
    town.site.sign_in_account(town.employ("provider", {"cases.read"}, town.elsewhere));
    CHECK(shows(town.site.get(theirs), linked));
    CHECK_FALSE(shows(town.site.get(theirs), other));
    const auto page = town.site.get(theirs + "/" + linked);
    CHECK(shows(page, "Hemtjänsten kom aldrig"));
    CHECK_FALSE(shows(page, "Kim Exempel"));
    CHECK_FALSE(shows(page, "06 05"));
    CHECK(town.site.last_audit()->event == "cases.opened");
    CHECK(town.site.get(theirs + "/" + other).status == 404);
    CHECK(town.site.get(page_of(linked)).status == 404);
    // The unit's own officer works for nobody.
    town.enter_officer();
    CHECK_FALSE(shows(town.site.get(theirs), linked));
    CHECK(town.site.get(theirs + "/" + linked).status == 404);
}

TEST_CASE("figures of providers and goals open the comments that they count, of the reader's own units") {
    TOWN();
    const auto number = town.written_down(town.spoken("idea", "Mer grönt i maten"));
    const auto hidden = town.written_down(with(town.spoken("idea", "Mer grönt"), "enhet", town.other_slug));
    town.site.sign_in_account(town.employ("manager", {"feedback.manage"}, town.top));
    CHECK(town.site.post("/personal/synpunkter/installningar", {{"val", "mal"}, {"kod", "H3"}}).status == 422);
    CHECK(town.site.post("/personal/synpunkter/installningar", {{"val", "mal"}, {"kod", "H3"}, {"mal", "Alla äter gott"}}).status == 303);
    const auto goal = town.read([](db::Connection& db) { return store::goals(db).at(0).id; });
    for (const auto& one : {number, hidden})
        town.write(
            [&](db::Connection& db) { store::set_link(db, cases::find_by_number(db, town.site.tenant(), one).value(), {.goal = goal}); });
    town.enter_officer();
    CHECK(shows(town.site.get("/personal/synpunkter/amnen"), "H3 Alla äter gott"));
    const auto list = town.site.get("/personal/synpunkter?mal=" + std::to_string(goal));
    CHECK(shows(list, number));
    CHECK_FALSE(shows(list, hidden));
    CHECK(shows(list, "H3 Alla äter gott"));
}

TEST_CASE("a comment that came to the wrong unit is moved with a reason, and is nobody else's from then on") {
    TOWN();
    const auto number = town.written_down(town.spoken());
    town.enter_officer();
    const auto again = town.site.post(page_of(number) + "/flytta", {{"enhet", town.other_slug}, {"skal", ""}});
    CHECK(again.status == 422);
    CHECK(shows(again, "Skriv varför ärendet flyttas"));
    const auto moved = town.site.post(page_of(number) + "/flytta", {{"enhet", town.other_slug}, {"skal", "Det gäller gatan"}});
    CHECK(header_of(moved, "Location") == "/personal/synpunkter?flyttad=" + number);
    CHECK(town.found(number).unit == town.elsewhere);
    CHECK(town.site.get(page_of(number)).status == 404);
    town.site.sign_in_account(town.employ("there", {"cases.read", "cases.decide"}, town.elsewhere));
    CHECK(town.site.get(page_of(number)).status == 200);
}

TEST_CASE("an appeal against another unit's decision is handed there by one button") {
    TOWN();
    const auto decided = town.apply(town.add_resident("Kim Exempel"), TestTown::Stage::sent, "varmepump");
    const auto number = town.written_down(with(with(town.spoken("appeal", "Ni har fel"), "kanal", "letter"), "arende", decided.number));
    town.enter_officer();
    const auto asked = town.site.post(page_of(number) + "/overklagande", {{"arende", decided.number}});
    CHECK(asked.status == 200);
    CHECK(shows(asked, "Överklagandet prövas där"));
    CHECK(shows(asked, "value=\"" + town.other_slug + "\""));
    CHECK_FALSE(shows(asked, "Är det rätt ärende?"));
    CHECK(
        town.site.post(page_of(number) + "/flytta", {{"enhet", town.other_slug}, {"skal", "Överklagande av beslutet i " + decided.number}})
            .status == 303);
    town.site.sign_in_account(town.employ("there", {"cases.read", "cases.decide"}, town.elsewhere));
    CHECK(town.site.post(page_of(number) + "/overklagande", {{"arende", decided.number}, {"bekrafta", decided.number}}).status == 303);
    CHECK(town.found(decided.number).state_kind == "open");
}

TEST_CASE("each kind is answered within the municipality's own term") {
    TOWN();
    town.site.sign_in_account(town.employ("manager", {"feedback.manage"}, town.top));
    const std::string settings = "/personal/synpunkter/installningar";
    const auto wrong = town.site.post(settings, {{"val", "tider"}, {"dagar-complaint", "snart"}, {"dagar-praise", "20"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"snart\""));
    CHECK(shows(wrong, "value=\"20\""));
    CHECK(town.site.post(settings, {{"val", "tider"}, {"dagar-complaint", "3"}}).status == 303);
    CHECK(shows(town.site.get(settings), "value=\"3\""));
    const auto number = town.written_down(town.spoken());
    CHECK(town.found(number).due_on == flows::after_working_days(swedish_date(now()), 3));
}

TEST_CASE("an address on one line is read, or refused") {
    CHECK(written_address("Storgatan 1, 123 45 Orten")->town == "Orten");
    CHECK(written_address("Storgatan 1, lgh 1101, 12345 Orten")->street == "Storgatan 1, lgh 1101");
    CHECK_FALSE(written_address("Storgatan 1"));
    CHECK_FALSE(written_address("Storgatan 1, Orten"));
}

}  // namespace feedback
