#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "areas/e_services/area.h"
#include "areas/e_services/changes.h"
#include "areas/e_services/search.h"
#include "engines/cases/find.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/people.h"
#include "engines/identity/tokens.h"
#include "engines/in_hand/in_hand.h"
#include "engines/municipality/town_map.h"
#include "engines/services/catalogue.h"
#include "engines/services/usage.h"
#include "engines/testing/test_numbers.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace e_services {
namespace {

const TestSite::Typed child = {{"child_name", "Alva Exempel"}, {"child_number", "20180101-2392"}};
const TestSite::Typed school = {{"school_name", "strandskolan"}, {"chosen_school", "no"}, {"grade", "2"}};
const TestSite::Typed reason = {{"reasons", "distance"}};
const std::string base = "/e-tjanster/skolskjuts";

std::string start_day() { return to_iso(Date{swedish_date(now()).days + 30}); }

TestSite::Typed journey() {
    return {{"home-street", "Ekvägen 7"},
            {"home-postcode", "123 45"},
            {"home-town", "Exempelby"},
            {"distance_km", "4,3"},
            {"alternating", "no"},
            {"start", start_day()},
            {"truth", "1"}};
}

std::string handle_in(const http::Response& page) {
    std::smatch found;
    const std::regex hidden(R"re(name="draft" value="([^"]+)")re");
    return std::regex_search(page.body, found, hidden) ? found[1].str() : "";
}

std::string location(const http::Response& response) { return std::string(header_of(response, "Location")); }

struct Town {
    explicit Town(db::Kind kind = db::Kind::sqlite) : site({area()}, kind) {
        site.unit("barn-och-utbildning");
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
    }

    http::Response answer(const std::string& page, TestSite::Typed typed) {
        typed.emplace_back("draft", handle);
        return site.post(base + "/" + page, std::move(typed));
    }
    /// From the start to the review.
    void fill_in() {
        const auto first = site.follow(site.post(base + "/borja"));
        handle = handle_in(first);
        CHECK(location(answer("child", child)) == base + "/school");
        CHECK(location(answer("school", school)) == base + "/reason");
        CHECK(location(answer("reason", reason)) == base + "/journey");
        CHECK(location(answer("journey", journey())) == base + "/contact");
        CHECK(location(answer("contact", {{"applicant_name", "Kim Exempel"}, {"applicant_email", "kim@exempel.example"}})) ==
              base + "/granska");
    }
    http::Response send() { return site.post(base + "/skicka", {{"draft", handle}}); }
    std::size_t cases() {
        return site.db().read([](db::Connection& db) { return audit::search(db, {.event_prefix = "cases.received"}).size(); });
    }

    TestSite site;
    std::string handle;
};

/// What stands after a label on the receipt.
std::string number_on(const http::Response& receipt) {
    std::smatch found;
    return std::regex_search(receipt.body, found, std::regex("SKJ-[0-9]{4}-[0-9]{4}")) ? found[0].str() : "";
}
std::string code_on(const http::Response& receipt) {
    std::smatch found;
    return std::regex_search(receipt.body, found, std::regex("<b class=\"nowrap\">([A-Z2-9]{4}-[A-Z2-9]{4})</b>")) ? found[1].str() : "";
}

}  // namespace

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
    const Services all{service("a", "A"), service("b", "B"), service("c", "C"), service("d", "D")};
    const auto chosen = most_asked_for(all, {{"D", 7}, {"B", 12}, {"TEST", 99}}, 2);
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[0]->id == "b");
    CHECK(chosen[1]->id == "d");
    CHECK(most_asked_for(all, {}, 9) == all);
}

TEST_CASE("the first page counts what was received this year and the year before") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    CHECK(town.site.db().read(cases::received_in_series).empty());
    town.fill_in();
    town.send();
    CHECK(town.site.db().read(cases::received_in_series) == std::map<std::string, std::int64_t, std::less<>>{{"SKJ", 1}});
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

TEST_CASE("31 February is explained, and everything that was typed stands as it was") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    auto typed = journey();
    std::erase_if(typed, [](const auto& field) { return field.first == "start"; });
    typed.insert(typed.end(), {{"start-day", "31"}, {"start-month", "2"}, {"start-year", "2027"}});
    const auto page = town.answer("journey", typed);
    CHECK(page.status == 422);
    CHECK(shows(page, "Månaden har 28 dagar"));
    CHECK(shows(page, "value=\"31\""));
    CHECK(shows(page, "value=\"Ekvägen 7\""));
    CHECK(shows(page, "value=\"4,3\""));
    // What was right is saved though the page was not.
    CHECK(shows(town.site.get(base + "/journey"), "value=\"Ekvägen 7\""));
}

TEST_CASE("a file is what it holds, not what its name says") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    const TestSite::Typed typed = {{"draft", town.handle}, {"reasons", "disability"}, {"disability_need", "Rullstol"}};
    const auto page = town.site.upload(base + "/reason", typed,
                                       {{"certificate", "intyg.pdf", "<html><script>alert(1)</script></html>", "application/pdf"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "intyg.pdf"));
    CHECK(shows(page, "Välj en fil av en annan typ"));

    const auto good =
        town.site.upload(base + "/reason", typed, {{"certificate", "intyg.pdf", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "text/html"}});
    CHECK(location(good) == base + "/journey");
    CHECK(shows(town.site.get(base + "/reason"), "intyg.pdf"));
}

TEST_CASE("a question that an answer shows is asked once more without scripts, and nothing that was typed is lost") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    const auto first = town.site.get(base + "/reason");
    CHECK(shows(first, "name=\"_unseen\" value=\"disability_need\">"));
    // As a browser without scripts sends it: what is hidden comes along, empty, and says that it was not seen.
    const TestSite::Typed typed = {{"reasons", "disability"},      {"disability_need", ""},    {"special_reason", ""},
                                   {"_unseen", "disability_need"}, {"_unseen", "certificate"}, {"_unseen", "special_reason"}};
    const auto back = town.answer("reason", typed);
    CHECK(location(back) == base + "/reason?fler=disability_need&fler=certificate#fler-fragor");
    const auto page = town.site.get(base + "/reason?fler=disability_need&fler=certificate");
    CHECK(page.status == 200);
    CHECK(shows(page, "Två frågor till om ”"));
    CHECK(shows(page, "id=\"fler-fragor\""));
    CHECK(shows(page, "value=\"disability\" checked"));
    CHECK(shows(page, "name=\"_unseen\" value=\"disability_need\" disabled"));
    CHECK_FALSE(shows(page, "error-summary"));
    // Now it has been seen, and must be answered.
    CHECK(town.answer("reason", {{"reasons", "disability"}, {"disability_need", ""}, {"_unseen", "special_reason"}}).status == 422);
    CHECK(location(town.answer("reason", {{"reasons", "disability"}, {"disability_need", "Rullstol"}, {"_unseen", "special_reason"}})) ==
          base + "/journey");
    // Answered once, it is not asked again.
    CHECK_FALSE(shows(town.site.get(base + "/reason?fler=disability_need"), "Två frågor till"));
}

TEST_CASE("what is wrong on the page is said together with what is new, and the way back to the review is kept") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    auto typed = journey();
    for (auto& [name, value] : typed) {
        if (name == "alternating") value = "yes";
        if (name == "distance_km") value = "fyra";
    }
    typed.emplace_back("_unseen", "second_home");
    const auto page = town.answer("journey", typed);
    CHECK(page.status == 422);
    CHECK(shows(page, "value=\"fyra\""));
    CHECK(shows(page, "En fråga till om ”"));
    CHECK_FALSE(shows(page, "Skriv adressen på frågan"));
    for (auto& [name, value] : typed)
        if (name == "distance_km") value = "4";
    typed.emplace_back("till", "granska");
    CHECK(location(town.answer("journey", typed)) == base + "/journey?till=granska&fler=second_home#fler-fragor");
}

TEST_CASE("a draft goes on where it was with its code, on another device") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    auto typed = child;
    typed.emplace_back("save", "1");
    const auto saved = town.answer("child", typed);
    std::smatch found;
    REQUIRE(std::regex_search(saved.body, found, std::regex("<b class=\"nowrap\">([A-Z2-9-]+)</b>")));
    town.site.sign_out();
    CHECK(town.site.post("/e-tjanster/fortsatt", {{"kod", "AAAA-AAAA-AA"}}).status == 422);
    const auto opened = town.site.post("/e-tjanster/fortsatt", {{"kod", found[1].str()}});
    CHECK(location(opened) == base + "/child");
    CHECK(shows(town.site.follow(opened), "value=\"Alva Exempel\""));
}

TEST_CASE("a stranger's mailbox is not filled with codes: after a few to the same address the next has to wait") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    const auto mail_to = [&](const char* email) { return town.site.post(base + "/mejla-kod", {{"draft", town.handle}, {"email", email}}); };
    for (int i = 0; i < 5; ++i) CHECK(mail_to("kim@exempel.example").status == 200);
    const auto too_many = mail_to("Kim@exempel.example");
    CHECK(too_many.status == 422);
    CHECK(shows(too_many, "Vänta några minuter"));
    CHECK(town.site.db().read([](db::Connection& db) { return jobs::list(db, {.name = "e_services.mail_draft_code"}).size(); }) == 5);
    CHECK(mail_to("robin@exempel.example").status == 200);
}

TEST_CASE("links in mails lead to the municipality's own address, whatever host a request claims") {
    Town town;
    std::vector<mail::Message> mails;
    town.site.tenant().public_address = "https://e-tjanster.exempelby.example";
    town.site.tenant().send_mail = [&](const mail::Message& message) -> Result<void> {
        mails.push_back(message);
        return {};
    };
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    http::Request request{.method = http::Method::post, .target = base + "/mejla-kod", .path = base + "/mejla-kod"};
    request.form.all = {{"draft", town.handle}, {"email", "kim@exempel.example"}, {"_csrf", town.site.csrf()}};
    request.headers.all = {{"origin", "http://exempelby.test"}, {"x-forwarded-host", "evil.example"}, {"forwarded", "host=evil.example"}};
    CHECK(town.site.send(request).status == 200);
    town.site.run_jobs();
    REQUIRE(mails.size() == 1);
    CHECK(mails.front().text.find("https://e-tjanster.exempelby.example/e-tjanster/fortsatt") != std::string::npos);
    CHECK(mails.front().text.find("evil") == std::string::npos);
}

TEST_CASE("when the session has ended the posted page still finds its draft") {
    Town town;
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    town.answer("child", child);
    town.site.sign_out();
    CHECK(location(town.answer("school", school)) == base + "/reason");
    CHECK(shows(town.site.get(base + "/child"), "value=\"Alva Exempel\""));
}

TEST_CASE("nobody opens another person's draft by its address or a made-up handle") {
    Town town;
    town.site.sign_in_new_resident("Kim Exempel");
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    town.answer("child", child);
    town.site.sign_in_new_resident("Robin Exempel");
    CHECK(location(town.site.get(base + "/child")) == base);
    town.answer("school", school);
    CHECK_FALSE(shows(town.site.get(base + "/child"), "Alva Exempel"));
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

TEST_CASE("a point on the map is no answer to a question that now wants a line") {
    forms::Form before{.id = "x"}, after{.id = "x"};
    before.pages = {{.id = "one", .fields = {{.id = "spot", .type = forms::FieldType::map}}}};
    after.pages = {{.id = "one", .fields = {{.id = "spot", .type = forms::FieldType::map, .shape = forms::MapShape::line}}}};
    const auto answers = forms::Answers().set("spot", {forms::Point{60.02, 15.35}});
    CHECK(still_fitting(answers, before, after).empty());
    CHECK(still_fitting(answers, before, before) == answers);
}

namespace {

/// The next version of school transport, with some words in another's place.
void publish_again(Town& town, int version, const std::vector<std::pair<std::string, std::string>>& instead) {
    town.site.db().write([&](db::Connection& db) {
        auto yaml = services::definition(db, "skolskjuts", version - 1)->yaml;
        yaml.replace(yaml.find("version: "), 10, "version: " + std::to_string(version));
        for (const auto& [old, now] : instead) {
            REQUIRE(yaml.find(old) != yaml.npos);
            yaml.replace(yaml.find(old), old.size(), now);
        }
        REQUIRE(services::put(db, yaml));
        REQUIRE(services::publish(db, "skolskjuts", version));
    });
}

}  // namespace

TEST_CASE("a draft on an older version opens on the newest, and what is new, changed and gone is pointed out") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.handle = handle_in(town.site.follow(town.site.post(base + "/borja")));
    town.answer("child", child);
    town.answer("school", school);
    publish_again(town, 2,
                  {{"Vilken årskurs?", "Vilken årskurs i höst?"},
                   {"        - id: chosen_school\n",
                    "        - id: class_name\n          type: text\n          required: false\n"
                    "          label: { sv: Vilken klass?, en: Which class? }\n        - id: chosen_school\n"}});
    const auto page = town.site.get(base + "/school");
    CHECK(shows(page, "Formuläret har ändrats"));
    CHECK(shows(page, "<p>Nya frågor:</p><ul><li>Vilken klass?</li></ul>"));
    CHECK(shows(page, "<li>Vilken årskurs i höst?</li>"));
    CHECK_FALSE(shows(page, "ställs inte längre"));
    CHECK_FALSE(shows(town.site.get(base + "/child"), "Formuläret har ändrats"));
    CHECK(shows(town.site.get(base + "/child"), "value=\"Alva Exempel\""));
    // What is answered on the new version stays answered.
    auto typed = school;
    typed.emplace_back("class_name", "1B");
    CHECK(location(town.answer("school", typed)) == base + "/reason");
    CHECK(shows(town.site.get(base + "/school"), "value=\"1B\""));

    publish_again(town, 3, {{"- id: class_name", "- id: class_now"}});
    const auto third = town.site.get(base + "/school");
    CHECK_FALSE(shows(third, "value=\"1B\""));
    CHECK(shows(third, "checked"));
}

TEST_CASE("a question that is not asked any more is told of, with its answer gone") {
    forms::Form before{.id = "x"}, now{.id = "x"};
    before.pages = {{.id = "one", .fields = {{.id = "old", .label = {"Gammal", "Old"}}, {.id = "same", .label = {"Samma", "Same"}}}}};
    now.pages = {{.id = "one", .fields = {{.id = "same", .label = {"Samma", "Same"}}, {.id = "fresh", .label = {"Ny", "New"}}}}};
    const auto changes = changes_between(before, now);
    CHECK(changes.added == std::vector<std::string>{"fresh"});
    CHECK(changes.changed.empty());
    REQUIRE(changes.gone.size() == 1);
    CHECK(changes.gone[0].label.sv == "Gammal");
    CHECK(changes.gone[0].page == "one");
    CHECK(changes_between(now, now).empty());
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

namespace {

const std::string application =
    R"({"answers":{"child_name":"Alva Exempel","child_number":"201801012392","school_name":"strandskolan","chosen_school":false,
"grade":"2","reasons":["distance"],"home":{"street":"Ekvägen 7","postcode":"123 45","town":"Exempelby"},"distance_km":4.3,"alternating":false,
"start":")" +
    to_iso(Date{swedish_date(now()).days + 30}) +
    R"(","truth":true,"applicant_name":"Kim Exempel","applicant_email":"kim@exempel.example"}})";

struct Program : Town {
    explicit Program(db::Kind kind = db::Kind::sqlite) : Town(kind), account(site.sign_in_staff("program", {{"e_services.submit"}})) {
        use_new_token();
    }
    ~Program() { use_machine_clock(); }
    void use_new_token() {
        token = site.db().write([&](db::Connection& db) { return identity::create_token(db, account, "test"); });
        site.use_token(token);
    }
    static http::Request request_of(const std::string& path, const std::string& key = "") {
        http::Request request{.method = http::Method::post, .target = path, .path = path};
        if (!key.empty()) request.headers.all.emplace_back("idempotency-key", key);
        return request;
    }
    http::Response submit(const std::string& body, const std::string& key = "", const std::string& service = "skolskjuts") {
        auto request = request_of("/api/v1/services/" + service + "/cases", key);
        request.headers.all.emplace_back("content-type", "application/json");
        request.body = body;
        return site.send(std::move(request));
    }
    /// As the server hands it over: on disk, with an empty field's name when it was the whole body.
    http::Response send_file(const TestSite::File& file, const std::string& key = "") {
        return site.send_files("/api/v1/files", {file}, key.empty() ? TestSite::Typed{} : TestSite::Typed{{"idempotency-key", key}});
    }

    AccountId account;
    std::string token;
};

}  // namespace

TEST_CASE("a program sends an application, and again with the same key gets the same answer") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto first = program.submit(application, "k-1"), again = program.submit(application, "k-1");
    REQUIRE(first.status == 201);
    CHECK(again.status == 201);
    CHECK(first.body == again.body);
    CHECK(location(first) == location(again));
    CHECK(program.cases() == 1);

    const auto other = program.submit(R"({"answers":{}})", "k-1");
    CHECK(other.status == 422);
    CHECK(shows(other, "Idempotency-Key"));
    CHECK(program.cases() == 1);
    CHECK(program.submit(application, "k-2").body != first.body);
    CHECK(program.cases() == 2);
}

TEST_CASE("what a program sent wrong is named field by field") {
    Program program;
    auto wrong = application;
    wrong.replace(wrong.find("\"grade\":\"2\""), 11, "\"grade\":\"77\"");
    const auto refused = program.submit(wrong);
    CHECK(refused.status == 422);
    CHECK(refused.type == "application/problem+json");
    const auto problem = json::parse(refused.body);
    REQUIRE(problem);
    CHECK((*problem)["errors"][0]["field"].text() == "grade");
    CHECK_FALSE((*problem)["errors"][0]["message"].text().starts_with("error_"));
    CHECK(program.cases() == 0);
}

namespace {

const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// The application with a certificate, as the API takes it.
std::string with_certificate(const std::string& items) {
    auto body = application;
    body.replace(body.find("[\"distance\"]"), 12, "[\"disability\"]");
    return body.insert(body.find("\"home\""), "\"disability_need\":\"x\",\"certificate\":[" + items + "],");
}

std::string named(const http::Response& sent) { return "{\"file\":\"" + (*json::parse(sent.body))["id"].text() + "\"}"; }

std::string first_field(const http::Response& refused) { return (*json::parse(refused.body))["errors"][0]["field"].text(); }

/// What the documents of a new case are called.
std::vector<std::string> documents_of(Program& program, const http::Response& receipt) {
    return program.site.db().read([&](db::Connection& db) {
        const auto number = (*json::parse(receipt.body))["number"].text();
        std::vector<std::string> names;
        for (const auto& document :
             cases::documents(db, program.site.tenant(), cases::find_by_number(db, program.site.tenant(), number).value()))
            names.push_back(document.name);
        return names;
    });
}

/// What the case's first document holds, as its readers get it.
std::string content_of(Program& program, const http::Response& receipt) {
    const auto& tenant = program.site.tenant();
    return program.site.db().read([&](db::Connection& db) {
        const auto of = cases::find_by_number(db, tenant, (*json::parse(receipt.body))["number"].text()).value();
        const auto document = cases::documents(db, tenant, of).front();
        return tenant.files.read(document.hash, document.digest).value();
    });
}

}  // namespace

TEST_CASE("a program cannot take over a file by its hash") {
    Program program;
    const auto file = program.site.tenant().files.keep_text("någon annans", "application/pdf");
    const auto refused =
        program.submit(with_certificate("{\"hash\":\"" + file.hash + "\",\"name\":\"a.pdf\",\"size\":13,\"type\":\"application/pdf\"}"));
    CHECK(refused.status == 422);
    CHECK(first_field(refused) == "certificate.0");
    CHECK(program.cases() == 0);
}

TEST_CASE("a program sends a file and then an application that names it, once") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto sent = program.send_file({"", "intyg.pdf", pdf, "text/html"});
    REQUIRE(sent.status == 201);
    const auto told = *json::parse(sent.body);
    CHECK(told["name"].text() == "intyg.pdf");
    CHECK(told["type"].text() == "application/pdf");
    const auto body = with_certificate(named(sent));
    const auto receipt = program.submit(body, "k-1");
    REQUIRE(receipt.status == 201);
    CHECK(documents_of(program, receipt) == std::vector<std::string>{"intyg.pdf"});
    CHECK(content_of(program, receipt) == pdf);
    // The same request again is the same answer; another application cannot have the file.
    CHECK(program.submit(body, "k-1").body == receipt.body);
    const auto again = program.submit(body);
    CHECK(again.status == 422);
    CHECK(first_field(again) == "certificate.0");
    CHECK(program.cases() == 1);
}

TEST_CASE("a file cannot be named twice in one application, nor by another token, nor the day after") {
    Program program;
    const auto file = named(program.send_file({"file", "intyg.pdf", pdf}));
    CHECK(first_field(program.submit(with_certificate(file + "," + file))) == "certificate.1");
    const auto first_token = program.token;
    program.use_new_token();
    CHECK(program.submit(with_certificate(file)).status == 422);
    program.site.use_token(first_token);
    set_clock(now() + microseconds_a_day);
    CHECK(program.submit(with_certificate(file)).status == 422);
    use_machine_clock();
    CHECK(program.submit(with_certificate(file)).status == 201);
}

TEST_CASE("a file from a program is what it holds, and what is wrong with it is named") {
    Program program;
    const auto page = program.send_file({"file", "intyg.pdf", "<html><script>alert(1)</script></html>", "application/pdf"});
    CHECK(page.status == 422);
    CHECK(page.type == "application/problem+json");
    CHECK(first_field(page) == "file");
    CHECK(shows(page, "Välj en fil av en annan typ. intyg.pdf"));
    CHECK(program.send_file({"file", "tom.pdf", ""}).status == 422);
    CHECK(program.send_file({"annat", "intyg.pdf", pdf}).status == 422);
    CHECK(first_field(program.site.send(program.request_of("/api/v1/files"))) == "file");
    auto large = program.request_of("/api/v1/files");
    large.uploads.push_back({.field = "", .filename = "stor.pdf", .size = 30 << 20, .too_large = true});
    const auto refused = program.site.send(std::move(large));
    CHECK(refused.status == 413);
    CHECK(first_field(refused) == "file");
    CHECK((*json::parse(program.send_file({"", "", pdf}).body))["name"].text() == "fil.pdf");
}

TEST_CASE("a file sent again with the same key has the same id, and without permission none is taken") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto first = program.send_file({"", "a.pdf", pdf}, "k-1");
    CHECK(program.send_file({"", "a.pdf", pdf}, "k-1").body == first.body);
    CHECK(program.send_file({"", "a.pdf", pdf}, "k-2").body != first.body);
    const auto other = program.send_file({"", "b.pdf", pdf}, "k-1");
    CHECK(other.status == 422);
    CHECK(shows(other, "Idempotency-Key"));
    program.site.sign_out();
    CHECK(program.send_file({"", "a.pdf", pdf}).status == 401);
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
    CHECK(shows(before, town.site.tenant().town_map->address));
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
    Program program;
    program.site.tenant().town_map = town.site.tenant().town_map;
    const auto refused = program.submit(R"({"answers":{"dig_point":{"latitude":59.3,"longitude":18.1}}})", "", "gravtillstand");
    CHECK(first_field(refused) == "dig_point");
    CHECK(shows(refused, "Välj en plats i kommunen"));
}

TEST_CASE("only programs that may submit do, and only officers of the unit read cases") {
    Town town;
    CHECK(town.site.post_json("/api/v1/services/skolskjuts/cases", application).status == 401);
    Program program;
    const auto number = (*json::parse(program.submit(application).body))["number"].text();
    CHECK(program.site.get("/api/v1/cases/" + number).status == 403);
    program.site.sign_out();
    program.site.sign_in_staff("officer", {cases::may_read}, "barn-och-utbildning");
    const auto read = program.site.get("/api/v1/cases/" + number);
    CHECK(read.status == 200);
    CHECK(shows(read, R"("child_name":"Alva Exempel")"));
    CHECK(program.site.last_audit()->event == "e_services.case_read");
    program.site.sign_in_staff("other", {cases::may_read}, "kultur-och-fritid");
    CHECK(program.site.get("/api/v1/cases/" + number).status == 404);
}

TEST_CASE("services and their schemas are open to every program") {
    Town town;
    const auto listed = json::parse(town.site.get("/api/v1/services").body);
    REQUIRE(listed);
    CHECK((*listed)["services"].size() >= 12);
    CHECK(town.site.get("/api/v1/services/skolskjuts").status == 200);
    const auto schema = json::parse(town.site.get("/api/v1/services/skolskjuts/schema").body);
    REQUIRE(schema);
    CHECK((*schema)["properties"].has("child_name"));
}

}  // namespace e_services
