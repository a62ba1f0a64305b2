#include "engines/notify/notify.h"

#include <catch2/catch.hpp>

#include "engines/notify/settings.h"
#include "engines/testing/test_site.h"
#include "foundation/base/numbers.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"
#include "foundation/mailbox/mailbox.h"
#include "foundation/sms/sms.h"

namespace notify {
namespace {

/// A case about which Kim is told. The mail server and the gateway answer as the test says.
struct Town {
    template <class Work>
    auto write(Work work) {
        return site.db().write(work);
    }
    Town() : site({}, GENERATE(from_range(db::kinds_under_test()))) {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        site.tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            mails.push_back(message);
            return mail_answer;
        };
        site.tenant().send_sms = [this](const sms::Message& message) -> Result<std::string> {
            texts.push_back(message);
            return sms_answer;
        };
        write([](db::Connection& db) { save(db, {.sms = {}, .prices = {.email = 1, .sms = 39, .digital_post = 300, .letter = 1500}}); });
        about = write([&](db::Connection& db) {
            return About{CaseId{new_id()}, "SKJ-2026-0001", UnitId{1}, privacy::new_key(db, site.tenant().secret)};
        });
    }
    ~Town() { use_machine_clock(); }
    MessageId tell(Channel channel, const std::string& text = "Hej") {
        const Content content{"Kim Exempel", channel == Channel::email ? "kim@exempel.example" : "+46701740605", "Beslut", text};
        return write([&](db::Connection& db) {
            return queue(db, site.tenant(), {.about = about, .party = 1, .occasion = "decision", .channel = channel, .content = content});
        });
    }
    Message now_is(MessageId id) {
        return site.db().read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    Result<void> again(MessageId id) {
        return write([&](db::Connection& db) { return send_again(db, site.tenant(), id); });
    }
    Result<void> receipt(MessageId id, std::string_view token, Arrival arrival) {
        return write([&](db::Connection& db) { return receive_receipt(db, site.tenant(), id, token, arrival); });
    }
    std::string token_of(MessageId id) {
        const auto address = receipt_address(site.tenant(), id);
        return address.substr(address.rfind('/') + 1);
    }
    void configure_again() {
        write([](db::Connection& db) { ::jobs::enqueue(db, "notify.send_configured"); });
        later(1);
    }
    /// The program is killed between the question and the answer: the message is being sent, and its job comes again.
    void die_while_sending(MessageId id) {
        write([&](db::Connection& db) { db.execute("UPDATE notify_message SET state = 'sending', attempts = 1 WHERE id = ?", id); });
    }
    void later(std::int64_t minutes) {
        set_clock(now() + minutes * microseconds_a_minute);
        site.run_jobs();
    }

    TestSite site;
    About about;
    std::vector<mail::Message> mails;
    std::vector<sms::Message> texts;
    Result<void> mail_answer{};
    Result<std::string> sms_answer{"gateway-1"};
};

}  // namespace

TEST_CASE("what is told exists exactly when what it tells of does") {
    Town town;
    CHECK_THROWS(town.write([&](db::Connection& db) {
        queue(db, town.site.tenant(), {.about = town.about, .occasion = "decision", .content = {"Kim", "kim@exempel.example", "a", "b"}});
        throw std::runtime_error("the decision was not written");
    }));
    town.site.run_jobs();
    CHECK(town.mails.empty());
    const auto id = town.tell(Channel::email);
    CHECK(town.now_is(id).state == State::waiting);
    town.site.run_jobs();
    REQUIRE(town.mails.size() == 1);
    CHECK(town.mails[0].to == "kim@exempel.example");
    CHECK(town.mails[0].subject == "Beslut");
    const auto sent = town.now_is(id);
    CHECK(sent.state == State::sent);
    CHECK(swedish_date(sent.sent_at.value()) == swedish_date(now()));
    CHECK(sent.cost_ore == 1);
}

TEST_CASE("an e-mail that the server does not take now is tried again under the same Message-ID") {
    Town town;
    town.mail_answer = failure(Fault::unavailable);
    const auto id = town.tell(Channel::email);
    town.site.run_jobs();
    CHECK(town.now_is(id).state == State::waiting);
    town.mail_answer = {};
    town.later(5);
    CHECK(town.now_is(id).state == State::sent);
    REQUIRE(town.mails.size() == 2);
    CHECK(town.mails[0].id == town.mails[1].id);
    town.later(600);
    CHECK(town.mails.size() == 2);
}

TEST_CASE("an address that is refused is not tried again until a person says so") {
    Town town;
    town.mail_answer = failure(Fault::conflict, "mail_refused");
    const auto id = town.tell(Channel::email);
    town.later(600);
    CHECK(town.now_is(id).state == State::refused);
    CHECK(town.now_is(id).cost_ore == 0);
    CHECK(town.mails.size() == 1);
    town.mail_answer = {};
    CHECK(town.again(id));
    town.site.run_jobs();
    CHECK(town.now_is(id).state == State::sent);
    CHECK(town.again(id).error().fault == Fault::conflict);
}

TEST_CASE("a program that dies while it sends: the e-mail goes again, the text message is unknown and a person decides") {
    Town town;
    const auto mail = town.tell(Channel::email), text = town.tell(Channel::sms);
    town.die_while_sending(mail);
    town.die_while_sending(text);
    town.site.run_jobs();
    CHECK(town.now_is(mail).state == State::sent);
    CHECK(town.now_is(text).state == State::unknown);
    CHECK(town.texts.empty());
    CHECK(town.again(text));
    town.site.run_jobs();
    CHECK(town.texts.size() == 1);
    CHECK(town.now_is(text).state == State::sent);
}

TEST_CASE("a text message whose answer was lost is not sent twice; one that was not taken is tried again") {
    Town town;
    town.sms_answer = failure(Fault::unavailable);
    const auto lost = town.tell(Channel::sms);
    town.later(60);
    CHECK(town.now_is(lost).state == State::unknown);
    CHECK(town.texts.size() == 1);
    town.sms_answer = failure(Fault::unavailable, std::string(sms::not_taken));
    const auto waits = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.now_is(waits).state == State::waiting);
    town.sms_answer = "gateway-2";
    town.later(10);
    CHECK(town.now_is(waits).state == State::sent);
    CHECK(town.now_is(waits).receipt == "gateway-2");
    REQUIRE(town.texts.size() == 3);
    CHECK(town.texts[1].id == town.texts[2].id);
}

TEST_CASE("a text message that a person sends again is a new one to the gateway, also when it waits for the morning or is tried twice") {
    Town town;
    const auto id = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.receipt(id, town.token_of(id), Arrival::not_delivered));
    set_clock(swedish_time(*date_from_iso("2026-04-14"), 20) - microseconds_a_second);
    CHECK(town.again(id));
    town.sms_answer = failure(Fault::unavailable, std::string(sms::not_taken));
    town.site.run_jobs();
    town.later(60);
    town.sms_answer = "gateway-2";
    set_clock(swedish_time(*date_from_iso("2026-04-15"), 8));
    town.site.run_jobs();
    REQUIRE(town.texts.size() == 3);
    CHECK(town.texts[0].id == std::to_string(id.value));
    CHECK(town.texts[1].id != town.texts[0].id);
    CHECK(town.texts[2].id == town.texts[1].id);
    CHECK(town.now_is(id).state == State::sent);
    CHECK(town.now_is(id).cost_ore == 78);
}

TEST_CASE("a text message costs as many times as it has parts") {
    Town town;
    const auto id = town.tell(Channel::sms, std::string(200, 'a'));
    town.site.run_jobs();
    CHECK(town.now_is(id).cost_ore == 78);
}

TEST_CASE("a text message waits for the morning of a working day, and so does its retry") {
    const auto at = [](std::string_view day, int hour) { return swedish_time(*date_from_iso(day), hour); };
    CHECK(sms_may_leave({}, at("2026-04-14", 8)) == at("2026-04-14", 8));
    CHECK(sms_may_leave({}, at("2026-04-14", 7)) == at("2026-04-14", 8));
    CHECK(sms_may_leave({}, at("2026-04-14", 19)) == at("2026-04-14", 19));
    CHECK(sms_may_leave({}, at("2026-04-14", 20)) == at("2026-04-15", 8));
    CHECK(sms_may_leave({}, at("2026-04-30", 21)) == at("2026-05-04", 8));  // 1 May is a Friday
    CHECK(sms_may_leave({}, at("2026-05-02", 12)) == at("2026-05-04", 8));
    Town town;
    town.sms_answer = failure(Fault::unavailable, std::string(sms::not_taken));
    set_clock(at("2026-04-14", 20) - microseconds_a_second);
    const auto id = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.texts.size() == 1);
    town.sms_answer = "gateway-1";
    town.later(60);
    CHECK(town.texts.size() == 1);
    set_clock(at("2026-04-15", 8));
    town.site.run_jobs();
    CHECK(town.texts.size() == 2);
    CHECK(town.now_is(id).state == State::sent);
}

TEST_CASE("the gateway's receipt says delivered or not; only the one who was given the address is heard") {
    Town town;
    const auto id = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.texts[0].receipt_address == receipt_address(town.site.tenant(), id));
    CHECK(town.receipt(id, "guessed", Arrival::delivered).error().fault == Fault::not_found);
    CHECK(town.receipt(MessageId{7}, town.token_of(MessageId{7}), Arrival::delivered).error().fault == Fault::not_found);
    CHECK(town.now_is(id).state == State::sent);
    CHECK(town.receipt(id, town.token_of(id), Arrival::delivered));
    CHECK(town.now_is(id).state == State::delivered);
    CHECK(swedish_date(town.now_is(id).delivered_at.value()) == swedish_date(now()));
    CHECK(town.receipt(id, town.token_of(id), Arrival::not_delivered));
    CHECK(town.now_is(id).state == State::delivered);
    const auto other = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.receipt(other, town.token_of(other), Arrival::not_delivered));
    CHECK(town.now_is(other).state == State::refused);
}

TEST_CASE("a receipt that comes before the gateway has answered, or when its answer was lost, counts as sent and costs, once") {
    Town town;
    town.site.tenant().send_sms = [&](const sms::Message& message) -> Result<std::string> {
        const auto& address = message.receipt_address;
        CHECK(town.receipt(MessageId{whole_number(message.id).value()}, address.substr(address.rfind('/') + 1), Arrival::delivered));
        return "gateway-1";
    };
    const auto early = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.now_is(early).state == State::delivered);
    CHECK(town.now_is(early).cost_ore == 39);
    town.site.tenant().send_sms = [](const sms::Message&) -> Result<std::string> { return failure(Fault::unavailable); };
    const auto lost = town.tell(Channel::sms);
    town.site.run_jobs();
    CHECK(town.now_is(lost).state == State::unknown);
    for (int i = 0; i < 2; ++i) CHECK(town.receipt(lost, town.token_of(lost), Arrival::delivered));
    CHECK(town.now_is(lost).state == State::delivered);
    CHECK(town.now_is(lost).cost_ore == 39);
}

TEST_CASE("what was said to whom is gone with the case's key, and is not sent after it") {
    Town town;
    const auto before = town.tell(Channel::email);
    town.site.run_jobs();
    const auto waits = town.tell(Channel::email);
    town.write([&](db::Connection& db) {
        CHECK(find(db, town.site.tenant(), before)->content.name == "Kim Exempel");
        privacy::destroy(db, town.about.key);
    });
    town.site.run_jobs();
    CHECK(town.mails.size() == 1);
    CHECK(town.now_is(before).content.name.empty());
    CHECK(town.now_is(before).state == State::sent);
    CHECK(town.now_is(waits).state == State::refused);
}

TEST_CASE("a municipality may let text messages leave on all days, and at its own hours") {
    const auto at = [](std::string_view day, int hour) { return swedish_time(*date_from_iso(day), hour); };
    const SmsHours hours{.from = 9, .until = 21, .days = SmsDays::all_days};
    CHECK(sms_may_leave(hours, at("2026-05-02", 20)) == at("2026-05-02", 20));  // a Saturday
    CHECK(sms_may_leave(hours, at("2026-05-02", 8)) == at("2026-05-02", 9));
    CHECK(sms_may_leave(hours, at("2026-05-02", 21)) == at("2026-05-03", 9));
    Town town;
    town.write([&](db::Connection& db) { save(db, {.sms = hours}); });
    set_clock(at("2026-05-02", 22));
    const auto text = town.tell(Channel::sms), mail = town.tell(Channel::email);
    town.site.run_jobs();
    CHECK(town.now_is(text).state == State::waiting);
    CHECK(town.now_is(mail).state == State::sent);
    set_clock(at("2026-05-03", 9));
    town.site.run_jobs();
    CHECK(town.now_is(text).state == State::sent);
}

TEST_CASE("what the municipality has no way for is kept, tried no more, and leaves when there is one") {
    Town town;
    const auto send = std::exchange(town.site.tenant().send_mail, nullptr);
    const auto id = town.tell(Channel::email);
    town.later(600);
    CHECK(town.now_is(id).state == State::not_configured);
    CHECK(town.now_is(id).attempts == 0);
    CHECK(town.mails.empty());
    CHECK(town.again(id).error().fault == Fault::conflict);
    town.site.tenant().send_mail = send;
    town.configure_again();
    CHECK(town.now_is(id).state == State::sent);
    CHECK(town.mails.size() == 1);
}

TEST_CASE("what has waited for a way out leaves some at a time, oldest first, and what still has none waits on") {
    Town town;
    const auto send_mail = std::exchange(town.site.tenant().send_mail, nullptr);
    const auto send_sms = std::exchange(town.site.tenant().send_sms, nullptr);
    const auto text = town.tell(Channel::sms);
    const auto mail = town.tell(Channel::email);
    town.site.run_jobs();
    town.write([&](db::Connection& db) {
        for (int i = 0; i < 500; ++i)
            db.execute(
                "INSERT INTO notify_message(id, case_id, case_number, unit, key, party, occasion, channel, sealed_content, state, "
                "created_at, changed_at) SELECT ?, case_id, case_number, unit, key, party, occasion, channel, sealed_content, state, "
                "created_at, changed_at FROM notify_message WHERE id = ?",
                MessageId{new_id()}, mail);
    });
    town.site.tenant().send_mail = send_mail;
    town.configure_again();
    CHECK(town.mails.size() == 500);
    CHECK(town.now_is(mail).state == State::sent);
    town.configure_again();
    CHECK(town.mails.size() == 501);
    CHECK(town.now_is(text).state == State::not_configured);
}

TEST_CASE("a digital letter whose document is gone waits: it is not left as being sent") {
    Town town;
    town.site.tenant().deliver_digitally = [](const mailbox::Message&) -> Result<void> { return {}; };
    const auto id = town.write([&](db::Connection& db) {
        return queue(db, town.site.tenant(),
                     {.about = town.about,
                      .occasion = "decision",
                      .channel = Channel::digital_post,
                      .content = {.name = "Kim",
                                  .address = "198112189876",
                                  .subject = "Beslut",
                                  .text = "Hej",
                                  .enclosed = {std::string(64, 'a'), std::string(64, 'b'), "Beslut.pdf"}}});
    });
    town.site.run_jobs();
    CHECK(town.now_is(id).state == State::waiting);
    CHECK(town.now_is(id).attempts == 1);
    CHECK(town.again(id));
}

TEST_CASE("a person is told by what was given in the case: e-mail, else text message where there is a gateway, else letter") {
    Town town;
    auto& tenant = town.site.tenant();
    using Ways = std::vector<Way>;
    CHECK(ways_to(tenant, {.email = "kim@exempel.example", .phone = "070-174 06 05"}) == Ways{{Channel::email, "kim@exempel.example"}});
    CHECK(ways_to(tenant, {.phone = "070-174 06 05"}) == Ways{{Channel::sms, "+46701740605"}});
    CHECK(ways_to(tenant, {.phone = "08-123 456"}) == Ways{{Channel::letter, ""}});
    tenant.send_sms = nullptr;
    CHECK(ways_to(tenant, {.phone = "070-174 06 05"}) == Ways{{Channel::letter, ""}});
}

TEST_CASE("a person is told as the person has chosen, and by what was given where that way is closed") {
    Town town;
    auto& tenant = town.site.tenant();
    using Ways = std::vector<Way>;
    using Chosen = identity::Channel;
    const auto told = [&](Chosen preferred) {
        identity::Person person{.id = {},
                                .name = "Kim",
                                .email = "ny@exempel.example",
                                .phone = "070-174 06 36",
                                .postal_address = "Ekvägen 7\n123 45 Exempelby",
                                .preferred = preferred};
        return ways_to(tenant,
                       {.email = "kim@exempel.example", .phone = "070-174 06 05", .personal_number = "198112189876", .person = person});
    };
    const Way new_mail{Channel::email, "ny@exempel.example"}, new_number{Channel::sms, "+46701740636"},
        given_mail{Channel::email, "kim@exempel.example"};
    CHECK(told(Chosen::as_given) == Ways{given_mail});
    CHECK(told(Chosen::email) == Ways{new_mail});
    CHECK(told(Chosen::sms) == Ways{new_number});
    CHECK(told(Chosen::email_and_sms) == Ways{new_mail, new_number});
    CHECK(told(Chosen::letter) == Ways{{Channel::letter, "Ekvägen 7\n123 45 Exempelby"}});
    CHECK(told(Chosen::digital_post) == Ways{given_mail});
    tenant.deliver_digitally = [](const mailbox::Message&) -> Result<void> { return {}; };
    CHECK(told(Chosen::digital_post) == Ways{{Channel::digital_post, "198112189876"}});
    tenant.send_sms = nullptr;
    CHECK(told(Chosen::sms) == Ways{given_mail});
    CHECK(told(Chosen::email_and_sms) == Ways{new_mail});
}

TEST_CASE("the address of a protected identity is nobody's to print") {
    Town town;
    identity::Person person{.id = {}, .name = "Kim", .email = {}, .phone = {}, .postal_address = "Ekvägen 7"};
    person.preferred = identity::Channel::letter;
    person.protected_identity = true;
    CHECK(ways_to(town.site.tenant(), {.person = person}) == std::vector<Way>{{Channel::letter, ""}});
}

TEST_CASE("a digital letter goes to the mailbox with what is enclosed, and is delivered again under the same id after a crash") {
    Town town;
    std::vector<mailbox::Message> letters;
    town.site.tenant().deliver_digitally = [&](const mailbox::Message& letter) -> Result<void> {
        letters.push_back(letter);
        return {};
    };
    const auto kept = town.site.tenant().files.keep_text("%PDF", "application/pdf");
    const auto id = town.write([&](db::Connection& db) {
        return queue(db, town.site.tenant(),
                     {.about = town.about,
                      .occasion = "decision",
                      .channel = Channel::digital_post,
                      .content = {.name = "Kim",
                                  .address = "198112189876",
                                  .subject = "Beslut",
                                  .text = "Hej",
                                  .language = Language::en,
                                  .enclosed = {kept.hash, kept.digest, "Beslut.pdf"}}});
    });
    town.die_while_sending(id);
    town.site.run_jobs();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].id == std::to_string(id.value));
    CHECK(letters[0].personal_number == "198112189876");
    CHECK(letters[0].language == "en");
    CHECK(letters[0].document_name == "Beslut.pdf");
    CHECK(letters[0].document == "%PDF");
    CHECK(town.now_is(id).state == State::sent);
    CHECK(town.now_is(id).cost_ore == 300);
}

TEST_CASE("queued twice under one id is one message") {
    Town town;
    for (int i = 0; i < 2; ++i)
        town.write([&](db::Connection& db) {
            queue_once(db, town.site.tenant(), MessageId{17},
                       {.about = town.about, .occasion = "decision", .content = {"Kim", "kim@exempel.example", "a", "b"}});
        });
    town.site.run_jobs();
    CHECK(town.mails.size() == 1);
}

TEST_CASE("nobody is told of made-up content") {
    Town town;
    const auto id = town.tell(Channel::email);
    town.write([](db::Connection& db) { settle_waiting(db); });
    town.site.run_jobs();
    CHECK(town.mails.empty());
    CHECK(town.now_is(id).state == State::sent);
}

}  // namespace notify
