#include "engines/contacts/mail.h"

#include <catch2/catch.hpp>

#include "engines/contacts/replies.h"
#include "engines/contacts/threads.h"
#include "engines/notify/notify.h"
#include "engines/testing/test_town.h"
#include "foundation/base/unicode.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/runner.h"
#include "foundation/mail/mail.h"
#include "foundation/mail_in/dovecot_for_tests.h"
#include "foundation/mail_in/slow_mailbox_for_tests.h"
#include "foundation/sms/sms.h"

namespace contacts {
namespace {

/// A municipality with a mailbox at a real server, which has been looked at once.
struct Post : TestTown {
    Post() : TestTown({}, GENERATE(from_range(db::kinds_under_test()))) {
        agent.kind = Visitor::Kind::staff;
        agent.account = employ("agent", {"contacts.serve"}, top);
        agent.name = "Mika Svarsson";
        site.tenant().send_mail = [this](const mail::Message& message) {
            sent.push_back(message);
            return Result<void>();
        };
        site.tenant().send_sms = [this](const sms::Message& message) {
            texted.push_back(message);
            return Result<std::string>("gw");
        };
        look();
    }
    void look() { look_into(site.tenant(), server.box()); }
    void come_in(const std::string& raw) {
        server.deliver(raw);
        look();
    }
    std::vector<Contact> all() {
        return read([&](db::Connection& db) { return inbox(db, site.tenant(), agent.account, 100); });
    }
    Contact newest() {
        return read([&](db::Connection& db) {
            return find(db, site.tenant(), ContactId{db.number("SELECT MAX(id) AS n FROM contacts_contact")}).value();
        });
    }
    std::vector<Original> originals_of(ContactId id) {
        return read([&](db::Connection& db) { return originals(db, site.tenant(), id); });
    }
    void take(ContactId id) {
        must(write([&](db::Connection& db) { return contacts::take(db, site.tenant(), agent, id); }));
    }
    Result<void> answer(ContactId id, const std::string& words) {
        return write([&](db::Connection& db) { return reply(db, site.tenant(), agent, id, words); });
    }
    std::vector<Reply> replies_of(ContactId id) {
        return read([&](db::Connection& db) { return replies(db, site.tenant(), id); });
    }

    Dovecot server{};
    Visitor agent;
    std::vector<mail::Message> sent{};
    std::vector<sms::Message> texted{};
};

std::string letter(const std::string& id, const std::string& words, const std::string& more = "",
                   const std::string& subject = "Soptunnan") {
    return "From: Kim Exempel <kim@exempel.example>\r\nSubject: " + subject + "\r\nMessage-ID: <" + id + "@exempel.example>\r\n" + more +
           "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + words + "\r\n";
}

bool can_run() {
    if (Dovecot::is_installed()) return true;
    WARN("skipped: Debian's dovecot-imapd is not installed");
    return false;
}

}  // namespace

TEST_CASE("a letter is fetched once, and waits with its words and as it came; what lay there before is left alone") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "Tunnan är inte tömd."));
    REQUIRE(post.all().size() == 1);
    const auto contact = post.newest();
    CHECK(contact.channel == Channel::email);
    CHECK(contact.said.name == "Kim Exempel");
    CHECK(contact.said.email == "kim@exempel.example");
    CHECK(contact.said.heading == "Soptunnan");
    CHECK(contact.said.words == "Tunnan är inte tömd.");
    CHECK_FALSE(contact.person);
    const auto kept = post.originals_of(contact.id);
    REQUIRE(kept.size() == 1);
    CHECK(post.site.tenant().files.read(kept[0].hash, kept[0].digest).value() == letter("1", "Tunnan är inte tömd."));
    post.look();
    CHECK(post.all().size() == 1);
    // The same letter, delivered twice; and a server that has lost its numbers.
    post.come_in(letter("1", "Tunnan är inte tömd."));
    CHECK(post.all().size() == 1);
    post.server.lose_numbers();
    post.server.deliver(letter("2", "Nu är den tömd."));
    post.look();
    CHECK(post.all().size() == 2);
    CHECK(post.newest().thread == contact.thread);
}

TEST_CASE("a mailbox that is away loses nothing, and says since when") {
    if (!can_run()) return;
    Post post;
    post.server.stop();
    post.look();
    REQUIRE(post.read(mailboxes).size() == 1);
    CHECK(post.read(mailboxes)[0].away_since);
    post.server.start();
    post.come_in(letter("1", "Hej"));
    CHECK(post.all().size() == 1);
    CHECK_FALSE(post.read(mailboxes)[0].away_since);
}

TEST_CASE("a letter that never comes holds up the others three times, and is a contact that says where it lies") {
    TestTown town({}, GENERATE(from_range(db::kinds_under_test())));
    SlowMailbox server;
    const auto look = [&] { look_into(town.site.tenant(), server.box()); };
    const auto received = [&] {
        return town.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM contacts_contact"); });
    };
    look();
    server.fill();
    for (int tries = 0; tries < 2; ++tries) {
        look();
        CHECK(received() == 1);
        CHECK_FALSE(town.read(mailboxes)[0].away_since);
    }
    look();
    CHECK(received() == 3);
    CHECK(town.read(mailboxes)[0].last_uid == 3);
    const auto agent = town.employ("agent", {"contacts.serve"}, town.top);
    const auto all = town.read([&](db::Connection& db) { return inbox(db, town.site.tenant(), agent, 10); });
    CHECK(
        std::ranges::any_of(all, [](const Contact& one) { return one.said.words.find("gick inte att hämta i tid") != std::string::npos; }));
}

TEST_CASE("a mailbox that was away for days and has lost its numbers gives what came meanwhile") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "Hej"));
    post.server.stop();
    post.look();
    post.server.deliver(letter("2", "Är ni där?"));
    // Four days ago, and it has been tried since then.
    post.write([](db::Connection& db) {
        db.execute("UPDATE contacts_mailbox SET away_since = ?", now() - 4 * microseconds_a_day);
        db.execute("UPDATE contacts_mailbox SET looked_at = ?", now() + 4 * microseconds_a_day);
    });
    post.server.lose_numbers();
    post.look();
    REQUIRE(post.all().size() == 2);
    CHECK(post.newest().said.words == "Är ni där?");
}

TEST_CASE("a name of a letter that is not made of plain letters is kept whole, and stops nothing") {
    std::string strange;
    for (int i = 0; i < 200; ++i) strange += "å";
    CHECK(is_utf8(mail_name("x" + strange)));
    if (!can_run()) return;
    Post post;
    post.come_in(letter("x" + strange, "Hej", "In-Reply-To: <x" + strange + "@y>\r\n"));
    post.come_in(letter("2", "Och livet går vidare."));
    CHECK(post.all().size() == 2);
}

TEST_CASE("a personal number that somebody wrote in the subject does not go back in the answer") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "Hej", "", "Min ansokan 19900101-9802"));
    const auto contact = post.newest();
    post.take(contact.id);
    must(post.answer(contact.id, "Den kommer på torsdag."));
    post.site.run_jobs();
    REQUIRE(post.sent.size() == 1);
    CHECK_FALSE(has_personal_number(post.sent[0].subject));
    CHECK(post.sent[0].subject.ends_with("[" + reference(contact.thread) + "]"));
}

TEST_CASE("files come in with the letter; one that may not is told of, and is still in the original") {
    if (!can_run()) return;
    Post post;
    post.come_in(
        "From: kim@exempel.example\r\nMessage-ID: <f@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/plain\r\n\r\nSe bilagan\r\n--b\r\nContent-Type: text/plain; name=brev.txt\r\nContent-Disposition: attachment; "
        "filename=brev.txt\r\n\r\nEtt brev\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=sida.html\r\n\r\n"
        "<html><script>alert(1)</script></html>\r\n--b--\r\n");
    const auto contact = post.newest();
    const auto kept = post.originals_of(contact.id);
    REQUIRE(kept.size() == 2);
    CHECK(kept[1].name == "brev.txt");
    CHECK(contact.said.words.find("sida.html togs inte emot") != std::string::npos);
}

TEST_CASE("a letter that is too large, or made to break its reader, is a contact that says so") {
    if (!can_run()) return;
    Post post;
    auto small = post.server.box();
    small.largest_mb = 0;
    post.server.deliver(letter("1", "Stort"));
    look_into(post.site.tenant(), small);
    CHECK(post.newest().said.words.find("för stort för att hämtas") != std::string::npos);
    std::string many = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (int i = 0; i < 10'000; ++i) many += "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    post.come_in(many + "--b--\r\n");
    CHECK(post.newest().said.words.find("så många delar") != std::string::npos);
    CHECK(post.originals_of(post.newest().id).size() == 1);
    post.come_in(letter("2", "Och livet går vidare."));
    CHECK(post.newest().said.words == "Och livet går vidare.");
}

TEST_CASE("a letter is answered by e-mail in the same thread, and so is the answer to that, by its headers or by its subject") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "När töms tunnan?"));
    const auto first = post.newest();
    CHECK(post.answer(first.id, "På torsdag.").error().fault == Fault::conflict);
    post.take(first.id);
    CHECK(post.answer(first.id, "").error().fault == Fault::invalid);
    CHECK(post.answer(first.id, "Du är 19900101-9802.").error().fields.at(0).text_key == "error_reply_number");
    must(post.answer(first.id, "På torsdag."));
    post.site.run_jobs();
    REQUIRE(post.sent.size() == 1);
    CHECK(post.sent[0].to == "kim@exempel.example");
    CHECK(post.sent[0].subject == "Sv: Soptunnan [" + reference(first.thread) + "]");
    CHECK(post.sent[0].text.starts_with("På torsdag.\n"));
    CHECK(post.sent[0].answers == "1@exempel.example");
    REQUIRE(post.replies_of(first.id).size() == 1);
    CHECK(post.replies_of(first.id)[0].message.state == notify::State::sent);
    CHECK(post.replies_of(first.id)[0].agent_name == "Mika Svarsson");

    const auto ours = mail::message_id(post.sent[0].id) + "@torg.example";
    const auto other = [](std::string raw) { return raw.replace(raw.find("kim@"), 4, "hem@"); };
    post.come_in(other(letter("2", "Tack!", "In-Reply-To: <" + ours + ">\r\n")));
    CHECK(post.newest().thread == first.thread);
    post.come_in(letter("3", "Tack igen!", "", post.sent[0].subject));
    CHECK(post.newest().thread == first.thread);
    // Whoever has written in the thread is of it by the other address too.
    post.come_in(other(letter("5", "Och tack en gång till!", "", post.sent[0].subject)));
    CHECK(post.newest().thread == first.thread);
    auto elsewhere = letter("4", "Något annat", "", "Ny fråga [K-0] [K-ÅÄÖ]");
    elsewhere.replace(elsewhere.find("kim@"), 4, "bo@");
    post.come_in(elsewhere);
    CHECK(post.newest().thread == post.newest().id);
}

TEST_CASE("a reference that somebody else writes puts no letter in the thread: it is offered there, and a person joins it") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "När töms tunnan?"));
    const auto first = post.newest();
    auto guessed = letter("2", "Vad har ni svarat mig?", "", "Sv: Soptunnan [" + reference(first.thread) + "]");
    guessed.replace(guessed.find("kim@"), 4, "bo@");
    post.come_in(guessed);
    const auto second = post.newest();
    CHECK(second.thread == second.id);
    const auto offered = post.read([&](db::Connection& db) { return may_belong(db, post.site.tenant(), post.agent.account, second, 5); });
    REQUIRE(offered.size() == 1);
    CHECK(offered[0].id == first.id);
    must(post.write([&](db::Connection& db) { return join(db, post.site.tenant(), post.agent, second.id, first.id); }));
    CHECK(post.newest().thread == first.thread);
    CHECK(post.read([&](db::Connection& db) {
        return may_belong(db, post.site.tenant(), post.agent.account, find(db, post.site.tenant(), second.id).value(), 5).empty();
    }));
}

TEST_CASE("an answer goes where the letter asks, and that address is who it is: nobody gets answers in another's name") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "När töms tunnan?"));
    const auto kims = post.newest();
    post.come_in(letter("2", "Vad har ni om mig?", "Reply-To: bo@annan.example\r\n"));
    const auto asked = post.newest();
    CHECK(asked.said.email == "bo@annan.example");
    CHECK(asked.said.words.find("Som avsändare står kim@exempel.example") != std::string::npos);
    CHECK(asked.thread == asked.id);
    CHECK(post.read([&](db::Connection& db) { return may_belong(db, post.site.tenant(), post.agent.account, asked, 5).empty(); }));
    CHECK(post.read([&](db::Connection& db) { return earlier(db, post.site.tenant(), post.agent.account, asked, 5).empty(); }));
    post.take(asked.id);
    must(post.answer(asked.id, "Fråga vid disken."));
    post.site.run_jobs();
    REQUIRE(post.sent.size() == 1);
    CHECK(post.sent[0].to == "bo@annan.example");
    // To several, to ourselves, and what is no address: the sender is answered.
    post.site.tenant().email = "kommun@exempel.example";
    int number = 3;
    for (const auto* other : {"bo@annan.example, alex@annan.example", "Kommun@exempel.example", "ingenstans", "kim@exempel.example"}) {
        post.come_in(letter(std::to_string(number++), "Hej", std::string("Reply-To: ") + other + "\r\n"));
        CHECK(post.newest().said.email == "kim@exempel.example");
        CHECK(post.newest().said.words == "Hej");
        CHECK(post.newest().thread == kims.thread);
    }
}

TEST_CASE("what a machine sends is marked and never answered, and a report of what did not arrive shows at the reply") {
    if (!can_run()) return;
    Post post;
    post.come_in(letter("1", "När töms tunnan?"));
    const auto first = post.newest();
    post.take(first.id);
    must(post.answer(first.id, "På torsdag."));
    post.site.run_jobs();
    post.come_in(letter("2", "Jag har semester.", "Auto-Submitted: auto-replied\r\n"));
    CHECK(post.newest().is_automatic);
    const auto machine = post.newest();
    CHECK(post.read([&](db::Connection& db) { return way_back(db, post.site.tenant(), machine); }) == WayBack::none);
    post.come_in(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@exempel.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
        "report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nNo such user\r\n--r\r\nContent-Type: "
        "message/rfc822\r\n\r\nMessage-ID: <" +
        mail::message_id(post.sent[0].id) + "@torg.example>\r\n\r\nHej\r\n--r--\r\n");
    CHECK(post.newest().is_automatic);
    CHECK(post.newest().thread == first.thread);
    CHECK(post.replies_of(first.id)[0].message.state == notify::State::refused);
    CHECK(post.sent.size() == 1);
}

TEST_CASE("the way back is the way it came, and a voice when there is no other") {
    TestTown town({}, db::Kind::sqlite);
    auto& tenant = town.site.tenant();
    const auto way = [&](Channel channel, const Said& said) {
        return town.read([&](db::Connection& db) { return way_back(db, tenant, {.channel = channel, .said = said}); });
    };
    tenant.send_sms = [](const sms::Message&) { return Result<std::string>(""); };
    CHECK(way(Channel::sms, {.phone = "070-174 06 05", .email = "a@b.example"}) == WayBack::sms);
    CHECK(way(Channel::email, {.phone = "070-174 06 05", .email = "a@b.example"}) == WayBack::email);
    CHECK(way(Channel::web_form, {.email = "a@b.example"}) == WayBack::email);
    CHECK(way(Channel::phone, {.phone = "070-174 06 05", .email = "a@b.example"}) == WayBack::call);
    CHECK(way(Channel::voice_mail, {.phone = "08-123 45 67"}) == WayBack::call);
    CHECK(way(Channel::web_form, {.phone = "08-123 45 67"}) == WayBack::call);
    CHECK(way(Channel::desk, {}) == WayBack::none);
    CHECK(way(Channel::chat, {.email = "a@b.example"}) == WayBack::email);
    tenant.send_sms = nullptr;
    CHECK(way(Channel::sms, {.phone = "070-174 06 05"}) == WayBack::call);
}

TEST_CASE("a personal number is seen among other words, and other figures are not taken for one") {
    for (const auto* words : {"19900101-9802", "Hej, jag är 900101-9802.", "900101 9802", "nr:199001019802!", "(19900101 9802)",
                              "19900101–9802", "900101\u00a09802"})
        CHECK(has_personal_number(words));
    for (const auto* words : {"070-174 06 05", "900101", "19900101-9803", "2026-04-14 till 2026-05-14", "", "SKJ-2026-0318"})
        CHECK_FALSE(has_personal_number(words));
}

namespace {

const std::string stamp = "Authentication-Results: mx.kommunen.example; dmarc=pass header.from=exempel.example\r\n",
                  foreign = "Authentication-Results: mx.annan.example; dmarc=pass header.from=exempel.example\r\n";

/// A mailbox whose server vouches for senders.
struct Vouching : Post {
    void come_in(const std::string& raw) {
        server.deliver(raw);
        auto box = server.box();
        box.vouched_by = "mx.kommunen.example";
        look_into(site.tenant(), box);
    }
};

}  // namespace

TEST_CASE("a letter whose sender nobody vouches for comes into nobody's thread, and says so") {
    if (!can_run()) return;
    Vouching post;
    post.come_in(letter("1", "Tunnan är inte tömd.", stamp));
    const auto first = post.newest();
    CHECK_FALSE(first.is_unproven);
    post.come_in(letter("2", "Nu är den tömd.", stamp));
    CHECK(post.newest().thread == first.thread);
    post.come_in(letter("3", "Vad vet ni om mig?", foreign, "Soptunnan [" + reference(first.id) + "]"));
    const auto forged = post.newest();
    CHECK(forged.is_unproven);
    CHECK(forged.thread == forged.id);
    CHECK(forged.said.words.find("Avsändaren är inte styrkt") != std::string::npos);
    // Nor does it open what the real one has said.
    CHECK(post.read([&](db::Connection& db) { return earlier(db, post.site.tenant(), post.agent.account, forged, 5).empty(); }));
    // Nor does what is true come into a thread that was begun in its name, also when an agent has written down the place.
    must(post.write([&](db::Connection& db) { return set_place(db, post.site.tenant(), post.agent, forged.id, "Storgatan 1", 0); }));
    post.come_in(letter("4", "Tack!", stamp));
    CHECK(post.newest().thread == first.thread);
    post.come_in(letter("5", "Igen", ""));
    CHECK(post.newest().thread == post.newest().id);
    CHECK(post.newest().said.words.find("Avsändaren är inte styrkt") != std::string::npos);
    // What a machine writes is no person in another's name.
    post.come_in(letter("6", "Jag är på semester.", "Auto-Submitted: auto-replied\r\n"));
    CHECK(post.newest().is_unproven);
    CHECK(post.newest().said.words.find("Avsändaren är inte styrkt") == std::string::npos);
}

TEST_CASE("where a letter asks to be answered is vouched for by nobody, and two senders are none") {
    if (!can_run()) return;
    Vouching post;
    post.come_in(letter("1", "Tunnan är inte tömd.", stamp));
    const auto first = post.newest();
    const auto own = std::string("Authentication-Results: mx.kommunen.example; dmarc=pass header.from=annan.example\r\n");
    post.come_in(own + "From: Bo <bo@annan.example>\r\nReply-To: kim@exempel.example\r\nMessage-ID: <9@annan.example>\r\n\r\nHej\r\n");
    CHECK(post.newest().is_unproven);
    CHECK(post.newest().thread != first.thread);
    post.come_in(letter("2", "Hej", stamp + "From: bo@annan.example\r\n"));
    CHECK(post.newest().is_unproven);
    CHECK(post.newest().thread != first.thread);
}

TEST_CASE("an answer to what only its receiver has got comes into its thread, also when nobody vouches for the sender") {
    if (!can_run()) return;
    Vouching post;
    post.come_in(letter("1", "Tunnan är inte tömd.", stamp));
    const auto first = post.newest();
    post.come_in(letter("2", "Hej igen", "In-Reply-To: <1@exempel.example>\r\n"));
    CHECK(post.newest().thread == first.thread);
    CHECK(post.newest().is_unproven);
}

}  // namespace contacts
