#include <catch2/catch.hpp>

#include <algorithm>

#include "areas/contact_centre/area.h"
#include "areas/contact_centre/screen.h"
#include "engines/identity/tokens.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"
#include "foundation/sms/sms.h"

namespace contact_centre {
namespace {

using contacts::Channel;

struct Town : TestTown {
    Town() : TestTown({area()}, GENERATE(from_range(db::kinds_under_test()))) {
        site.tenant().send_mail = [this](const mail::Message& message) {
            sent.push_back(message);
            return Result<void>();
        };
        site.tenant().send_sms = [this](const sms::Message& message) {
            texted.push_back(message);
            return Result<std::string>("gw");
        };
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        agent = employ("agent", {"contacts.serve", "cases.read"}, top);
    }
    ~Town() { use_machine_clock(); }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    void enter_agent() {
        site.sign_out();  // also the program that brings something in
        site.sign_in_account(agent);
    }
    void open_chat() {
        write([&](db::Connection& db) {
            contacts::Week week;
            for (auto& day : week) day = contacts::Hours{0, 24 * 60};
            contacts::save_chat_hours(db, chief, week);
        });
    }
    http::Response bring(const std::string& json) {
        if (token.empty()) {
            const auto program = add_program("vaxel", {"contacts.bring_in"}, top);
            token = write([&](db::Connection& db) { return identity::create_token(db, program, "prov"); });
        }
        site.use_token(token);
        auto answer = site.post_json("/api/v1/contacts", json);
        enter_agent();
        return answer;
    }
    contacts::Contact newest() {
        return read([&](db::Connection& db) {
            return contacts::find(db, site.tenant(), ContactId{db.number("SELECT MAX(id) AS n FROM contacts_contact")}).value();
        });
    }
    std::vector<contacts::Original> originals_of(ContactId id) {
        return read([&](db::Connection& db) { return contacts::originals(db, site.tenant(), id); });
    }
    static std::string address(ContactId id) { return "/kontaktcenter/kontakter/" + std::to_string(id.value); }

    AccountId agent;
    std::string token{};
    std::vector<mail::Message> sent{};
    std::vector<sms::Message> texted{};
};

}  // namespace

TEST_CASE("sixteen channels end in the same list, each with what came in as it came") {
    Town town;
    town.open_chat();
    const std::string words = "Tunnan är inte tömd.";
    std::vector<Channel> by_program;
    for (const auto& [channel, name] : names_of<Channel>) {
        const std::string said = words + " " + std::string(name);
        switch (channel) {
            case Channel::web_form:
            case Channel::callback:
                town.site.sign_out();
                CHECK(town.site
                          .post("/kontakt",
                                channel == Channel::callback
                                    ? TestSite::Typed{{"subject", "waste"}, {"words", said}, {"phone", "070-174 06 05"}, {"call", "1"}}
                                    : TestSite::Typed{{"subject", "waste"}, {"words", said}})
                          .status == 303);
                break;
            case Channel::chat:
                town.site.sign_out();
                CHECK(town.site.post("/chatt", {{"words", said}}).status == 303);
                break;
            case Channel::phone:
            case Channel::desk:
            case Channel::letter:
            case Channel::meeting:
            case Channel::voice_mail:
                // By the agent's hand, with the file that there is.
                town.enter_agent();
                CHECK(town.site
                          .upload("/kontaktcenter/kontakter", {{"who", "kim"}, {"channel", std::string(name)}},
                                  {{"original", std::string(name) + ".txt", said, "text/plain"}})
                          .status == 303);
                break;
            default:
                CHECK(town.bring(R"({"channel":")" + std::string(name) + R"(","id":"1)" + std::string(name) + R"(","words":")" + said +
                                 R"("})")
                          .status == 201);
                by_program.push_back(channel);
        }
        INFO(name);
        const auto contact = town.newest();
        CHECK(contact.channel == channel);
        town.enter_agent();
        const auto listed = town.read([&](db::Connection& db) { return contacts::inbox(db, town.site.tenant(), town.agent, 100); });
        CHECK(std::ranges::find(listed, contact.id, &contacts::Contact::id) != listed.end());
        const auto page = town.site.get(Town::address(contact.id));
        CHECK(page.status == 200);
        const auto originals = town.originals_of(contact.id);
        if (originals.empty()) CHECK(shows(page, said));
        else
            CHECK(whole(*town.site.get(Town::address(contact.id) + "/original/" + std::to_string(originals[0].id)).file).find(said) !=
                  std::string::npos);
    }
    CHECK(by_program.size() == 8);
}

TEST_CASE("who wants to be called must say at which number") {
    Town town;
    const auto page = town.site.post("/kontakt", {{"subject", "waste"}, {"words", "Hej"}, {"call", "1"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Skriv ett telefonnummer som vi kan ringa"));
}

TEST_CASE("an answer goes the way the question came, says where before it is sent, and what became of it after") {
    Town town;
    town.enter_agent();
    town.bring(R"({"channel":"email","id":"1","words":"När töms tunnan?","heading":"Tunnan","email":"kim@exempel.example"})");
    auto address = Town::address(town.newest().id);
    CHECK_FALSE(shows(town.site.get(address), "Går med e-post till"));
    CHECK(town.site.post(address + "/svara", {{"reply", "På torsdag."}}).status == 409);
    town.site.post(address + "/ta");
    CHECK(shows(town.site.get(address), "Går med e-post till kim@exempel.example"));
    const auto empty = town.site.post(address + "/svara", {{"reply", ""}});
    CHECK(empty.status == 422);
    CHECK(shows(empty, "Skriv ett svar på högst 5000 tecken"));
    const auto number = town.site.post(address + "/svara", {{"reply", "Du är 19900101-9802."}});
    CHECK(shows(number, "Ta bort personnumret"));
    CHECK(shows(number, "Du är 19900101-9802."));
    CHECK(town.site.post(address + "/svara", {{"reply", "På torsdag."}}).status == 303);
    CHECK(shows(town.site.get(address), "På väg"));
    town.site.run_jobs();
    REQUIRE(town.sent.size() == 1);
    CHECK(town.sent[0].to == "kim@exempel.example");
    CHECK(town.sent[0].text.starts_with("På torsdag."));
    CHECK(shows(town.site.get(address), "Skickat"));

    town.bring(R"({"channel":"sms","id":"2","words":"Hej","phone":"070-174 06 05"})");
    address = Town::address(town.newest().id);
    town.site.post(address + "/ta");
    town.site.post(address + "/svara", {{"reply", "På fredag."}});
    town.site.run_jobs();
    REQUIRE(town.texted.size() == 1);
    CHECK(town.texted[0].text == "På fredag.");

    address =
        std::string(header_of(town.site.post("/kontaktcenter/kontakter", {{"who", "070-174 06 05"}, {"channel", "phone"}}), "Location"));
    CHECK(shows(town.site.get(address), "nås bara med telefon"));
    CHECK(town.site.post(address + "/svara", {{"reply", "Hej"}}).status == 422);
}

TEST_CASE("a resident chats without saying who it is: closed outside its hours, and answered in the console") {
    Town town;
    town.site.sign_out();
    CHECK(shows(town.site.get("/chatt"), "Chatten är stängd."));
    const auto closed = town.site.post("/chatt", {{"words", "Hej där"}});
    CHECK(closed.status == 422);
    CHECK(shows(closed, "Hej där"));
    town.open_chat();
    CHECK(shows(town.site.get("/kontakt"), "Chatta med oss"));
    CHECK(shows(town.site.get("/chatt"), "Börja chatta"));
    const auto number = town.site.post("/chatt", {{"words", "Jag är 19900101-9802"}});
    CHECK(number.status == 422);
    CHECK(shows(number, "Ta bort personnumret"));
    CHECK(town.site.post("/chatt", {{"words", "När är badet öppet?"}}).status == 303);
    const auto waiting = town.site.get("/chatt");
    CHECK(shows(waiting, "När är badet öppet?"));
    CHECK(shows(waiting, "Du är först i kön"));
    CHECK(header_of(waiting, "Cache-Control") == "no-store");
    const auto id = town.newest().id;
    // What the agent does meanwhile.
    auto visitor = town.chief;
    visitor.kind = Visitor::Kind::staff;
    visitor.account = town.agent;
    visitor.name = "Mika Svarsson";
    town.write([&](db::Connection& db) {
        must(contacts::take(db, town.site.tenant(), visitor, id));
        must(contacts::reply(db, town.site.tenant(), visitor, id, "Till klockan 20."));
    });
    const auto news = json::parse(town.site.get("/chatt/nytt?efter=0").body).value();
    CHECK(news["state"].text() == "open");
    REQUIRE(news["lines"].items().size() == 2);
    CHECK(news["lines"].items()[1]["words"].text() == "Till klockan 20.");
    CHECK(json::parse(town.site.get("/chatt/nytt?efter=" + news["lines"].items()[1]["id"].text()).body).value()["lines"].items().empty());
    CHECK(town.site.post("/chatt", {{"words", "Tack!"}}).status == 303);
    CHECK(town.site.post("/chatt/avsluta").status == 303);
    const auto ended = town.site.get("/chatt");
    CHECK(shows(ended, "Spara det som sades"));
    CHECK(shows(town.site.get("/chatt/spara"), "Till klockan 20."));
    CHECK(town.site.post("/chatt/mejla", {{"email", "ingen"}}).status == 422);
    CHECK(town.site.post("/chatt/mejla", {{"email", "kim@exempel.example"}}).status == 303);
    CHECK(town.site.post("/chatt/lamna").status == 303);
    CHECK_FALSE(shows(town.site.get("/chatt"), "När är badet öppet?"));
    CHECK(town.site.get("/chatt/nytt").status == 404);
    CHECK(town.site.get("/chatt/spara").status == 404);

    town.enter_agent();
    const auto page = town.site.get(Town::address(id));
    CHECK(shows(page, "Tack!"));
    CHECK(shows(page, "Personen har lämnat chatten"));
    CHECK(shows(town.site.get(Town::address(id) + "/chatt?efter=0"), "Tack!"));
    town.site.sign_in_account(town.employ("other", {"contacts.serve"}, town.elsewhere));
    CHECK(town.site.get(Town::address(id) + "/chatt").status == 404);
}

TEST_CASE("the hours of the chat are typed as people write a clock, and a wrong day says so") {
    Town town;
    town.enter_agent();
    const auto wrong = town.site.post("/kontaktcenter/chatt-tider", {{"opens1", "16"}, {"closes1", "8"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "det första först"));
    CHECK(town.site.post("/kontaktcenter/chatt-tider", {{"opens1", "8"}, {"closes1", "16.30"}}).status == 303);
    CHECK(shows(town.site.get("/kontaktcenter/chatt-tider"), "16.30"));
}

TEST_CASE("the same one in two channels is offered, joined with a press and parted with another") {
    Town town;
    town.enter_agent();
    town.bring(R"({"channel":"email","id":"1","words":"Hej","heading":"Om tunnan","email":"kim@exempel.example"})");
    const auto first = town.newest().id;
    town.bring(R"({"channel":"social","id":"2","words":"Hallå","email":"kim@exempel.example"})");
    const auto second = town.newest().id;
    CHECK(town.newest().thread == second);
    const auto page = town.site.get(Town::address(second));
    CHECK(shows(page, "Kan höra ihop med"));
    CHECK(shows(page, "Om tunnan"));
    CHECK(town.site.post(Town::address(second) + "/hor-ihop", {{"med", std::to_string(first.value)}}).status == 303);
    CHECK(town.newest().thread == first);
    CHECK(shows(town.site.get(Town::address(second)), "Ta isär"));
    CHECK(town.site.post(Town::address(second) + "/ta-isar", {{"kontakt", std::to_string(second.value)}}).status == 303);
    CHECK(town.newest().thread == second);
    CHECK(town.site.post(Town::address(second) + "/hor-ihop", {{"med", "1"}}).status == 404);
}

TEST_CASE("a case's number in a letter stands ready where the contact is tied to it, for who may read the case") {
    Town town;
    const auto kim = town.add_resident("Kim Exempel");
    const auto of = town.apply(kim, TestTown::Stage::received, "varmepump");
    town.enter_agent();
    town.bring(R"({"channel":"email","id":"1","words":"Hej","heading":"Om mitt ärende ()" + of.number +
               R"x()","email":"kim@exempel.example"})x");
    const auto address = Town::address(town.newest().id);
    const auto mentioned = R"(value=")" + of.number;
    town.site.post(address + "/ta");
    CHECK(shows(town.site.get(address), mentioned));
    // Who may not read it learns from a number in a letter only when the contact is the person's whose case it is.
    town.site.sign_in_account(town.employ("novice", {"contacts.serve"}, town.top));
    town.site.post(address + "/ta", {{"over", "1"}});
    CHECK_FALSE(shows(town.site.get(address), mentioned));
    town.site.post(address + "/vem", {{"person", std::to_string(kim.value)}});
    CHECK(shows(town.site.get(address), mentioned));
}

}  // namespace contact_centre
