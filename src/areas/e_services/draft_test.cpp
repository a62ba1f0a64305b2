/// What stands in a draft, and who may go on with it.
#include <catch2/catch.hpp>
#include <regex>

#include "areas/e_services/changes.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"
#include "foundation/mail/mail.h"

#include "areas/e_services/town_for_tests.h"

namespace e_services {

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
                    "          label: { sv: \"Vilken klass?\", en: \"Which class?\" }\n        - id: chosen_school\n"}});
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

}  // namespace e_services
