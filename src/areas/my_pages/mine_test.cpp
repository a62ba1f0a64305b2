/// All about one who is signed in: to read, to take along, and consents to take back.
#include <catch2/catch.hpp>
#include <set>

#include "areas/my_pages/area.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/zip/zip.h"

namespace my_pages {
namespace {

/// Kim has a case with a file, one with a consent, and a draft; Robin has a case too. Kim is signed in.
struct Town : TestTown {
    explicit Town(db::Kind kind)
        : TestTown({area()}, kind),
          kim(add_resident("Kim Exempel")),
          robin(add_resident("Robin Exempel")),
          first(apply(kim)),
          others(apply(robin)) {
        job = as(visitor_of(kim), [&](cases::Change& change) {
            forms::Answers answers;
            answers.set("share_business", {true});
            const auto service = services::newest_published(change.db, "feriejobb");
            drafts::begin(change.db, site.tenant(), change.by, "skolskjuts", 1, forms::Answers().set("child_name", {"Alva"}));
            must(cases::write_message(change, first.id, "När kommer bussen?"));
            return cases::receive(change, {.service = *service, .answers = answers, .parties = {{.person = kim, .name = "Kim Exempel"}}});
        });
        site.sign_in_resident(kim);
    }
    static Visitor visitor_of(PersonId person) { return {.kind = Visitor::Kind::resident, .person = person}; }
    std::string consent_address() const { return "/mina-sidor/" + job.number + "/samtycke/share_business"; }
    std::vector<zip::Unpacked> exported() { return zip::read(site.get("/mina-sidor/allt.zip").body, {.files = 5000}).value(); }

    PersonId kim, robin;
    Case first, others;
    cases::Receipt job;
};

const std::string& content_of(const std::vector<zip::Unpacked>& files, const std::string& name) {
    for (const auto& file : files)
        if (file.name == name) return file.content;
    throw std::out_of_range(name);
}

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("a resident sees everything that is stored: details with their source, cases with erasure, drafts, messages, consents") {
    TOWN();
    const auto page = town.site.get("/mina-sidor/allt");
    CHECK(page.status == 200);
    for (const auto* words : {"Kim Exempel", "Din e-legitimation", "Raderas tidigast", "När kommer bussen?", "Utkast", "Ta tillbaka"}) {
        CAPTURE(words);
        CHECK(shows(page, words));
    }
    CHECK(shows(page, town.first.number));
    CHECK_FALSE(shows(page, town.others.number));
    CHECK(header_of(page, "Cache-Control") == "no-store");
    CHECK(shows(town.site.get("/mina-sidor"), "/mina-sidor/allt"));
}

TEST_CASE("who has looked at which case stands there, for all of one's own cases") {
    TOWN();
    const auto& officer = town.chief;
    audit::record_read(town.site.db(), officer,
                       {.event = "cases.opened", .subject_kind = "case", .subject = town.first.id.value, .reason = "processing"});
    audit::record_read(town.site.db(), officer,
                       {.event = "cases.opened", .subject_kind = "case", .subject = town.others.id.value, .reason = "processing"});
    const auto page = town.site.get("/mina-sidor/allt");
    CHECK(shows(page, "Öppnade ärendet"));
    CHECK_FALSE(shows(page, town.others.number));
}

TEST_CASE("the export is one archive: a page for people, JSON for programs, and each own case with its files") {
    TOWN();
    const auto files = town.exported();
    CHECK(content_of(files, "index.html").find(town.first.number) != std::string::npos);
    const auto listed = json::parse(content_of(files, "mina-uppgifter.json"));
    REQUIRE(listed);
    CHECK((*listed)["cases"].items().size() == 2);
    CHECK((*listed)["drafts"].items().size() == 1);
    CHECK(content_of(files, town.first.number + "/arende.json").find("När kommer bussen?") != std::string::npos);
    CHECK(content_of(files, town.first.number + "/index.html").find("<p>När kommer bussen?</p>") != std::string::npos);
    CHECK((*listed)["drafts"][0]["answers"]["child_name"].text() == "Alva");
    CHECK(content_of(files, "index.html").find("Alva") != std::string::npos);
    int given = 0;
    for (const auto& of : (*listed)["cases"].items())
        for (const auto& consent : of["consents"].items()) given += consent["given"].yes() ? 1 : 0;
    CHECK(given == 1);
    int documents = 0;
    for (const auto& file : files) {
        CHECK(file.name.find(town.others.number) == std::string::npos);
        if (file.name.starts_with(town.first.number + "/filer/")) ++documents;
    }
    CHECK(documents == 1);
}

TEST_CASE("the archive has every case, also of who has more than are read at a time, each once") {
    TOWN();
    constexpr std::size_t many = 503;
    town.as(Town::visitor_of(town.kim), [&](cases::Change& change) {
        const auto service = services::newest_published(change.db, "feriejobb");
        const forms::Answers none;
        for (std::size_t i = 2; i < many; ++i)
            cases::receive(change, {.service = *service, .answers = none, .parties = {{.person = town.kim, .name = "Kim Exempel"}}});
        // As by a flow that moves many at once: they are told apart by more than when they were changed.
        change.db.execute("UPDATE cases_case SET changed_at = 1");
    });
    const auto listed = json::parse(content_of(town.exported(), "mina-uppgifter.json"));
    REQUIRE(listed);
    std::set<std::string> numbers;
    for (const auto& one : (*listed)["cases"].items()) numbers.insert(one["number"].text());
    CHECK((*listed)["cases"].items().size() == many);
    CHECK(numbers.size() == many);
}

TEST_CASE("what staff have written waits first, until the page of the case has been opened") {
    TOWN();
    const auto waits = [&] { return shows(town.site.get("/mina-sidor"), "Läs meddelandet i"); };
    CHECK_FALSE(waits());
    town.as(town.chief, [&](cases::Change& change) {
        must(cases::write_note(change, town.first.id, "Bara för oss"));
        must(cases::write_message(change, town.others.id, "Hej Robin"));
    });
    CHECK_FALSE(waits());
    town.as(town.chief, [&](cases::Change& change) { must(cases::write_message(change, town.first.id, "Bussen går 7.40")); });
    CHECK(waits());
    CHECK(shows(town.site.get("/mina-sidor?visa=avslutade"), "Läs meddelandet i"));
    town.site.get("/mina-sidor/" + town.first.number);
    CHECK_FALSE(waits());
    town.as(town.chief, [&](cases::Change& change) { must(cases::write_message(change, town.first.id, "Nej, 7.45")); });
    CHECK(waits());
}

TEST_CASE("what we have sent is listed and exported, not what others in other cases got") {
    TOWN();
    town.write([&](db::Connection& db) {
        auto person = identity::find_person(db, town.site.tenant().secret, town.kim).value();
        person.email = "kim@exempel.example";
        must(identity::change_person(db, town.site.tenant().secret, person));
        auto other = identity::find_person(db, town.site.tenant().secret, town.robin).value();
        other.email = "robin@exempel.example";
        must(identity::change_person(db, town.site.tenant().secret, other));
    });
    town.as(town.chief, [&](cases::Change& change) {
        must(cases::write_message(change, town.first.id, "Bussen går 7.40"));
        must(cases::write_message(change, town.others.id, "Hej Robin"));
    });
    const auto page = town.site.get("/mina-sidor/allt");
    CHECK(shows(page, "Det vi har skickat till dig"));
    CHECK(shows(page, "kim@exempel.example"));
    CHECK(shows(page, "Du har ett nytt meddelande i ärende " + town.first.number));
    CHECK_FALSE(shows(page, "robin@exempel.example"));
    const auto listed = json::parse(content_of(town.exported(), "mina-uppgifter.json"));
    REQUIRE(listed);
    const auto& sent = (*listed)["sent_to_you"];
    REQUIRE_FALSE(sent.items().empty());
    CHECK(sent[0]["to"].text() == "kim@exempel.example");
    CHECK(sent[0]["text"].text().find(town.first.number) != std::string::npos);
}

TEST_CASE("a file that finds no room in the archive is named with where to get it") {
    TOWN();
    forms::FileAnswer huge;
    town.read([&](db::Connection& db) {
        const auto of = cases::find(db, town.site.tenant(), town.first.id).value();
        const auto document = cases::documents(db, town.site.tenant(), of).front();
        huge = {document.hash, "ritning.pdf", std::int64_t{200} << 20, document.type, document.digest};
    });
    town.as(Town::visitor_of(town.kim),
            [&](cases::Change& change) { must(cases::write_message(change, town.first.id, "Ritningen", {huge})); });
    const auto files = town.exported();
    const auto& page = content_of(files, town.first.number + "/index.html");
    CHECK(page.find("fick inte plats här (") != std::string::npos);
    CHECK(page.find("/mina-sidor/" + town.first.number + "/handlingar/") != std::string::npos);
    CHECK(page.find("ritning.pdf\"") == std::string::npos);
    const auto listed = json::parse(content_of(files, town.first.number + "/arende.json"));
    REQUIRE(listed);
    int left_out = 0;
    for (const auto& document : (*listed)["documents"].items()) left_out += document.has("left_out_get_it_at") && !document.has("file");
    CHECK(left_out == 1);
}

TEST_CASE("a consent is taken back from one's own page, once") {
    TOWN();
    CHECK(shows(town.site.get(town.consent_address()), "Ta tillbaka samtycket"));
    CHECK(town.site.post(town.consent_address()).status == 303);
    CHECK(shows(town.site.get("/mina-sidor/" + town.job.number), "Du tog tillbaka ett samtycke"));
    CHECK(shows(town.site.get("/mina-sidor/allt"), "Du har sagt nej"));
    CHECK(town.site.get(town.consent_address()).status == 404);
    // A second tap leads where the first one did, and changes nothing.
    const auto again = town.site.post(town.consent_address());
    CHECK(header_of(again, "Location") == "/mina-sidor/" + town.job.number);
    CHECK(town.read([&](db::Connection& db) {
        const auto events = cases::events(db, town.site.tenant(), cases::find(db, town.site.tenant(), town.job.id).value());
        return std::ranges::count(events, cases::EventKind::consent_taken_back, &cases::Event::kind);
    }) == 1);
}

TEST_CASE("nobody takes back another's consent") {
    TOWN();
    town.site.sign_in_resident(town.robin);
    CHECK(town.site.get(town.consent_address()).status == 404);
    CHECK(town.site.post(town.consent_address()).status == 404);
    town.site.sign_in_resident(town.kim);
    CHECK(shows(town.site.get("/mina-sidor/allt"), "Ta tillbaka"));
}

}  // namespace my_pages
