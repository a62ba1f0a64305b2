/// Who is told, by which way, in which words.
#include "engines/cases/notices.h"

#include "engines/cases/flow_town_for_tests.h"
#include "engines/notify/notify.h"
#include "foundation/mailbox/mailbox.h"

namespace cases {
namespace {

struct NoticeTown : FlowTown {
    explicit NoticeTown(db::Kind kind) : FlowTown(kind) {
        site.tenant().send_sms = [](const sms::Message&) -> Result<std::string> { return "1"; };
        site.tenant().phone = "0123-45 60 00";
    }
    void choose(identity::Channel preferred) {
        write([&](db::Connection& db) {
            auto person = identity::find_person(db, site.tenant().secret, kim_id).value();
            person.email = "ny@exempel.example";
            person.phone = "070-174 06 05";
            person.postal_address = "Ekvägen 7\n123 45 Exempelby";
            person.preferred = preferred;
            must(identity::change_person(db, site.tenant().secret, person));
        });
    }
    std::vector<notify::Message> told(CaseId id) {
        return read([&](db::Connection& db) { return notify::of_case(db, site.tenant(), id); });
    }
    Receipt decided() {
        const auto receipt = as(kim, [&](Change& change) {
            const auto service = services::newest_published(change.db, "skolskjuts");
            return receive(change, {.service = *service,
                                    .answers = {},
                                    .parties = {{.person = kim_id, .name = "Kim Exempel", .email = "kim@exempel.example"}}});
        });
        must(as(chief, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
        set_clock(now() + 11 * microseconds_a_minute);
        site.run_jobs();
        return receipt;
    }
};

}  // namespace

#define NOTICE_TOWN()  \
    const Clock clock; \
    NoticeTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a person is told as chosen on My pages; one who has chosen both is told twice") {
    NOTICE_TOWN();
    town.choose(identity::Channel::email_and_sms);
    const auto receipt = town.send_in("skolskjuts");
    const auto told = town.told(receipt.id);
    REQUIRE(told.size() == 2);
    CHECK(told[0].channel == notify::Channel::sms);
    CHECK(told[0].content.address == "+46701740605");
    CHECK(told[1].content.address == "ny@exempel.example");
}

TEST_CASE("only an e-mail says that it cannot be answered; a letter and a digital mailbox say nothing of e-mail") {
    NOTICE_TOWN();
    town.site.tenant().deliver_digitally = [](const mailbox::Message&) -> Result<void> { return {}; };
    const auto text_by = [&](identity::Channel preferred) {
        town.choose(preferred);
        const auto receipt = town.as(town.kim, [&](Change& change) {
            const auto service = services::newest_published(change.db, "skolskjuts");
            return receive(change, {.service = *service,
                                    .answers = {},
                                    .parties = {{.person = town.kim_id, .name = "Kim Exempel", .personal_number = "198112189876"}}});
        });
        return town.told(receipt.id).at(0).content.text;
    };
    CHECK(text_by(identity::Channel::email).find("svara på det här mejlet") != std::string::npos);
    for (const auto other : {identity::Channel::letter, identity::Channel::digital_post}) {
        const auto text = text_by(other);
        CHECK(text.find("Logga in och läs") != std::string::npos);
        for (const auto* words : {"mejl", "vara inte", "inte svara"}) CHECK(text.find(words) == std::string::npos);
    }
}

TEST_CASE("what is printed is Swedish or English; a mailbox is told in the language that its reader chose") {
    NOTICE_TOWN();
    town.site.tenant().deliver_digitally = [](const mailbox::Message&) -> Result<void> { return {}; };
    const auto told_by = [&](identity::Channel preferred, Language language) {
        town.choose(preferred);
        const auto receipt = town.as(town.kim, [&](Change& change) {
            const auto service = services::newest_published(change.db, "skolskjuts");
            return receive(change, {.service = *service,
                                    .answers = {},
                                    .parties = {{.person = town.kim_id, .name = "Kim Exempel", .personal_number = "198112189876"}},
                                    .language = language});
        });
        return town.told(receipt.id).at(0).content;
    };
    const auto paper = told_by(identity::Channel::letter, Language::fi);
    CHECK(paper.language == Language::sv);
    CHECK(paper.text.find("Logga in och läs") != std::string::npos);
    CHECK(paper.subject.starts_with("Vi har tagit emot"));
    CHECK(told_by(identity::Channel::letter, Language::en).language == Language::en);
    for (const auto way : {identity::Channel::email, identity::Channel::digital_post}) {
        const auto mailed = told_by(way, Language::fi);
        CHECK(mailed.language == Language::fi);
        CHECK(mailed.text.find("Logga in och läs") == std::string::npos);
    }
}

TEST_CASE("who represents an organisation is told by what was given for it, not by a choice of one's own") {
    NOTICE_TOWN();
    town.choose(identity::Channel::letter);
    const auto receipt = town.as(town.kim, [&](Change& change) {
        const auto service = services::newest_published(change.db, "skolskjuts");
        return receive(change, {.service = *service,
                                .answers = {},
                                .parties = {{.person = town.kim_id,
                                             .name = "Kim Exempel",
                                             .email = "info@bolaget.example",
                                             .organisation_name = "Bolaget AB",
                                             .organisation_number = "556016-0680"}}});
    });
    REQUIRE(town.told(receipt.id).size() == 1);
    CHECK(town.told(receipt.id)[0].content.address == "info@bolaget.example");
}

TEST_CASE("a decision goes by letter to who wants letters, with the decision enclosed and a number to call; its e-mail is not sent") {
    NOTICE_TOWN();
    town.choose(identity::Channel::letter);
    const auto receipt = town.decided();
    const auto told = town.told(receipt.id);
    REQUIRE(told.size() == 2);
    CHECK(told[0].occasion == "decision");
    CHECK(told[0].channel == notify::Channel::letter);
    CHECK(told[0].state == notify::State::waiting);
    CHECK(told[0].content.address == "Ekvägen 7\n123 45 Exempelby");
    CHECK(town.site.tenant().files.read(told[0].content.enclosed.hash, told[0].content.enclosed.digest).value().starts_with("%PDF"));
    CHECK(told[0].content.text.find("0123-45 60 00") != std::string::npos);
    CHECK(told[1].content.enclosed.hash.empty());
    CHECK(town.sent.empty());
}

TEST_CASE("nobody prints a letter of a case that only tries a service") {
    NOTICE_TOWN();
    const auto receipt = town.as(town.kim, [&](Change& change) {
        const auto service = services::newest_published(change.db, "skolskjuts");
        return receive(change, {.service = *service, .answers = {}, .parties = {{.name = "Kim"}}, .is_test = true});
    });
    CHECK(town.told(receipt.id).empty());
}

TEST_CASE("of a case with a public page, whoever cannot sign in is led there and told what was written; who can reads it signed in") {
    NOTICE_TOWN();
    const auto report = [&](const std::vector<Party>& parties) {
        return town.as({}, [&](Change& change) {
            forms::Answers answers;
            answers.set("place", {forms::Point{60.02, 15.35}});
            return receive(change,
                           {.service = *services::newest_published(change.db, "fel-belysning"), .answers = answers, .parties = parties});
        });
    };
    const auto stranger = report({{.name = "", .email = "robin@exempel.example"}});
    const auto resident = report({{.person = town.kim_id, .name = "Kim Exempel", .email = "kim@exempel.example"}});
    for (const auto& receipt : {stranger, resident})
        town.as(town.chief, [&](Change& change) { must(write_message(change, receipt.id, "Vilken stolpe är det?")); });
    const auto page = town.site.tenant().public_address + "/felanmalan/", own = town.site.tenant().public_address + "/mina-sidor/";
    const auto to_stranger = town.told(stranger.id), to_resident = town.told(resident.id);
    REQUIRE(to_stranger.size() == 2);
    REQUIRE(to_resident.size() == 2);
    const auto has = [](const notify::Message& message, const std::string& words) {
        return message.content.text.find(words) != std::string::npos;
    };
    CHECK(has(to_stranger[1], page + stranger.number));
    CHECK_FALSE(has(to_stranger[1], "Logga in"));
    CHECK(has(to_stranger[0], "Vilken stolpe är det?"));
    CHECK(has(to_stranger[0], page + stranger.number));
    CHECK(has(to_resident[1], page + resident.number));
    CHECK(has(to_resident[0], own + resident.number));
    CHECK_FALSE(has(to_resident[0], "Vilken stolpe"));
}

TEST_CASE("a municipality's own words are what people read, in the language of the case") {
    NOTICE_TOWN();
    town.write([](db::Connection& db) {
        notify::save_own_words(db, "received", Language::sv, {"Tack! {nummer}", "Läs på {länk}. Hälsningar {kommun}", "{nummer}"});
        notify::save_own_words(db, "decision", Language::en, {"Decision", "a", "b"});
    });
    const auto receipt = town.decided();
    const auto told = town.told(receipt.id);
    REQUIRE(told.size() == 2);
    const auto& tenant = town.site.tenant();
    CHECK(told[1].content.subject == "Tack! " + receipt.number);
    CHECK(told[1].content.text == "Läs på " + tenant.public_address + "/mina-sidor/" + receipt.number + ". Hälsningar " + tenant.name);
    CHECK(told[0].content.subject == "Vi har fattat beslut i ärende " + receipt.number);
}

}  // namespace cases
