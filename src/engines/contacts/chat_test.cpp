#include "engines/contacts/chat.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>

#include "engines/contacts/households.h"
#include "engines/contacts/replies.h"
#include "engines/contacts/threads.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace contacts {
namespace {

struct Centre : TestTown {
    Centre() : TestTown({}, GENERATE(from_range(db::kinds_under_test()))) {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        agent.kind = Visitor::Kind::staff;
        agent.account = employ("agent", {"contacts.serve"}, top);
        agent.name = "Mika Svarsson";
        asker.session = SessionId{7};
        site.tenant().send_mail = [this](const mail::Message& message) {
            sent.push_back(message);
            return Result<void>();
        };
    }
    ~Centre() { use_machine_clock(); }
    Centre(const Centre&) = delete;
    Centre& operator=(const Centre&) = delete;

    Result<ContactId> begin(const std::string& words) {
        return write([&](db::Connection& db) { return begin_chat(db, site.tenant(), asker, knowledge::Subject::other, {.words = words}); });
    }
    Result<void> say(ContactId id, Speaker speaker, const std::string& words, const std::string& name = {}) {
        return write([&](db::Connection& db) { return contacts::say(db, site.tenant(), id, speaker, {words, name}); });
    }
    std::vector<Line> lines(ContactId id, std::int64_t after = 0) {
        return read([&](db::Connection& db) { return contacts::lines(db, site.tenant(), id, after); });
    }
    void take(ContactId id) {
        must(write([&](db::Connection& db) { return contacts::take(db, site.tenant(), agent, id); }));
    }
    Result<void> reply(ContactId id, const std::string& words) {
        return write([&](db::Connection& db) { return contacts::reply(db, site.tenant(), agent, id, words); });
    }
    Contact get(ContactId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    std::optional<Chat> own() {
        return read([&](db::Connection& db) { return chat_of(db, asker.session); });
    }
    ContactId receive(const Incoming& incoming) {
        return write([&](db::Connection& db) { return contacts::receive(db, site.tenant(), incoming); });
    }
    std::vector<Contact> offered(ContactId id) {
        return read(
            [&](db::Connection& db) { return may_belong(db, site.tenant(), agent.account, find(db, site.tenant(), id).value(), 5); });
    }
    Result<void> join(ContactId id, ContactId with) {
        return write([&](db::Connection& db) { return contacts::join(db, site.tenant(), agent, id, with); });
    }
    Result<void> part(ContactId id) {
        return write([&](db::Connection& db) { return contacts::part(db, site.tenant(), agent, id); });
    }

    Visitor agent, asker;
    std::vector<mail::Message> sent{};
};

Week every_working_day() {
    Week week;
    for (std::size_t day = 0; day < 5; ++day) week.at(day) = Hours{8 * 60, 16 * 60 + 30};
    return week;
}

}  // namespace

TEST_CASE("the chat is open by its hours, and never on a public holiday") {
    const auto week = every_working_day();
    const auto at = [](const char* day, int hour, int minute = 0) { return swedish_time(*date_from_iso(day), hour, minute); };
    CHECK(is_open(week, at("2026-04-14", 8)));
    CHECK(is_open(week, at("2026-04-14", 16, 29)));
    CHECK_FALSE(is_open(week, at("2026-04-14", 16, 30)));
    CHECK_FALSE(is_open(week, at("2026-04-14", 7, 59)));
    CHECK_FALSE(is_open(week, at("2026-04-18", 10)));
    CHECK_FALSE(is_open(week, at("2026-05-01", 10)));
    CHECK(opens_next(week, at("2026-04-30", 17)) == at("2026-05-04", 8));
    CHECK_FALSE(opens_next({}, at("2026-04-14", 8)));
}

TEST_CASE("the hours that are saved are those that count") {
    Centre centre;
    CHECK(centre.read(chat_hours) == Week{});
    centre.write([&](db::Connection& db) { save_chat_hours(db, centre.agent, every_working_day()); });
    CHECK(centre.read(chat_hours) == every_working_day());
    CHECK(centre.site.last_audit()->event == "contacts.chat_hours_changed");
}

TEST_CASE("a chat waits with the others, is answered line by line, and ends for both when the agent says how") {
    Centre centre;
    const auto id = centre.begin("När är badet öppet?").value();
    CHECK(centre.get(id).channel == Channel::chat);
    CHECK(centre.get(id).state == State::waiting);
    CHECK_FALSE(centre.get(id).person);
    CHECK(centre.reply(id, "Nu").error().fault == Fault::conflict);
    centre.take(id);
    must(centre.reply(id, "Till klockan 20."));
    must(centre.say(id, Speaker::resident, "Tack!"));
    const auto all = centre.lines(id);
    REQUIRE(all.size() == 3);
    CHECK(all[1].speaker == Speaker::agent);
    CHECK(all[1].words == "Till klockan 20.");
    CHECK(centre.lines(id, all[1].id).size() == 1);
    CHECK(centre.own()->agent_name == "Mika Svarsson");
    CHECK_FALSE(centre.own()->ended_at);
    must(centre.write([&](db::Connection& db) {
        return finish(db, centre.site.tenant(), centre.agent, id, {.outcome = Outcome::solved, .subject = knowledge::Subject::culture});
    }));
    CHECK(centre.own()->ended_at);
    CHECK(centre.say(id, Speaker::resident, "En sak till").error().text_key == "error_chat_ended");
    CHECK(centre.begin("En sak till"));
}

TEST_CASE("when both write at once, who has read one line has missed none before it") {
    Centre centre;
    const auto id = centre.begin("När är badet öppet?").value();
    centre.take(id);
    std::promise<void> agent_is_writing, resident_has_written;
    auto written = resident_has_written.get_future();
    std::once_flag once;
    std::thread agent([&] {
        centre.write([&](db::Connection& db) {
            must(contacts::say(db, centre.site.tenant(), id, Speaker::agent, {.words = "Till klockan 20."}));
            std::call_once(once, [&] { agent_is_writing.set_value(); });
            // Not kept yet: a resident who need not wait for that is done first.
            written.wait_for(std::chrono::milliseconds(500));
        });
    });
    agent_is_writing.get_future().wait();
    must(centre.say(id, Speaker::resident, "Hallå?"));
    const auto seen = centre.lines(id);
    resident_has_written.set_value();
    agent.join();
    const auto after = centre.lines(id, seen.back().id);
    CHECK(seen.size() + after.size() == 3);
}

TEST_CASE("a line that is sent again after a lost answer stands once; other words from the same page are another line") {
    Centre centre;
    const auto id = centre.begin("När är badet öppet?").value();
    must(centre.say(id, Speaker::resident, "Hallå?", "a1"));
    must(centre.say(id, Speaker::resident, "Hallå?", "a1"));
    CHECK(centre.lines(id).size() == 2);
    must(centre.say(id, Speaker::resident, "Är någon där?", "a1"));
    must(centre.say(id, Speaker::resident, "Hallå?", "a2"));
    must(centre.say(id, Speaker::resident, "Hallå?"));
    must(centre.say(id, Speaker::resident, "Hallå?"));
    CHECK(centre.lines(id).size() == 6);
    centre.take(id);
    centre.write([&](db::Connection& db) { leave_chat(db, id); });
    CHECK(centre.say(id, Speaker::resident, "Hallå?", "a2"));
    CHECK(centre.lines(id).size() == 6);
}

TEST_CASE("two tabs that begin at once make one chat") {
    Centre centre;
    std::promise<void> first_has_looked, second_has_looked;
    auto second_looked = second_has_looked.get_future();
    std::once_flag once, once_more;
    const auto begin_or_say = [&](db::Connection& db, const std::string& words) {
        if (const auto own = chat_of(db, centre.asker.session))
            must(contacts::say(db, centre.site.tenant(), own->contact, Speaker::resident, {.words = words}));
        else must(begin_chat(db, centre.site.tenant(), centre.asker, knowledge::Subject::other, {.words = words}));
    };
    std::thread other([&] {
        centre.write([&](db::Connection& db) {
            (void)chat_of(db, centre.asker.session);
            std::call_once(once, [&] { first_has_looked.set_value(); });
            // Neither sees the other's, where two can write at once.
            second_looked.wait_for(std::chrono::milliseconds(500));
            begin_or_say(db, "Hej");
        });
    });
    first_has_looked.get_future().wait();
    centre.write([&](db::Connection& db) {
        (void)chat_of(db, centre.asker.session);
        std::call_once(once_more, [&] { second_has_looked.set_value(); });
        begin_or_say(db, "Hallå");
    });
    other.join();
    CHECK(centre.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM contacts_chat"); }) == 1);
    CHECK(centre.lines(centre.own()->contact).size() == 2);
}

TEST_CASE("an earlier agent's lines keep that agent's name when another takes the chat over") {
    Centre centre;
    const auto id = centre.begin("När är badet öppet?").value();
    centre.take(id);
    must(centre.reply(id, "Jag tar reda på det."));
    centre.agent.account = centre.employ("other", {"contacts.serve"}, centre.top);
    centre.agent.name = "Robin Annan";
    must(centre.write([&](db::Connection& db) { return contacts::take(db, centre.site.tenant(), centre.agent, id, Take::over); }));
    must(centre.reply(id, "Till klockan 20."));
    const auto all = centre.lines(id);
    REQUIRE(all.size() == 3);
    CHECK(all[0].agent_name.empty());
    CHECK(all[1].agent_name == "Mika Svarsson");
    CHECK(all[2].agent_name == "Robin Annan");
}

TEST_CASE("whoever still waits when the chat closes is told so, and what they asked waits on as a contact") {
    Centre centre;
    centre.write([&](db::Connection& db) { save_chat_hours(db, centre.agent, every_working_day()); });
    const auto waits = centre.begin("När är badet öppet?").value();
    const auto close = [&] { return centre.write([&](db::Connection& db) { return end_waiting_chats(db, centre.site.tenant()); }); };
    CHECK(close() == 0);
    centre.asker.session = SessionId{8};
    const auto talks = centre.begin("Hej").value();
    centre.take(talks);
    set_clock(swedish_time(*date_from_iso("2026-04-14"), 16, 31));
    must(centre.write(
        [&](db::Connection& db) { return say(db, centre.site.tenant(), talks, Speaker::agent, {.words = "Hej", .name = "r"}); }));
    CHECK(close() == 1);
    CHECK(close() == 0);
    CHECK(centre.read([&](db::Connection& db) { return chat_at(db, waits); })->ended_at);
    CHECK_FALSE(centre.read([&](db::Connection& db) { return chat_at(db, talks); })->ended_at);
    // One that an agent has taken goes on while somebody speaks, and ends when it has been left.
    set_clock(now() + quiet_minutes * microseconds_a_minute);
    CHECK(close() == 1);
    CHECK(centre.read([&](db::Connection& db) { return chat_at(db, talks); })->ended_at);
    CHECK(centre.get(talks).state == State::open);
    CHECK(centre.lines(talks).back().words.find("vi avslutar här") != std::string::npos);
    CHECK(centre.get(waits).state == State::waiting);
    const auto all = centre.lines(waits);
    REQUIRE(all.size() == 2);
    CHECK(all[1].speaker == Speaker::house);
    CHECK(all[1].words.find("hann tyvärr inte svara dig") != std::string::npos);
    // No agent has said anything: nothing is mailed to anybody.
    CHECK_FALSE(centre.write([&](db::Connection& db) { return send_transcript(db, centre.site.tenant(), waits, "kim@exempel.example"); }));
}

TEST_CASE("one household begins no flood of chats and questions, and gets room again; another is not held back") {
    Centre centre;
    const auto may = [&](const std::string& address) {
        return centre.write([&](db::Connection& db) { return may_begin(db, centre.site.tenant(), address); });
    };
    for (std::int64_t i = 0; i < most_of_household; ++i) CHECK(may("192.0.2.7"));
    CHECK_FALSE(may("192.0.2.7"));
    CHECK(may("192.0.2.8"));
    for (std::int64_t i = 0; i <= most_of_household; ++i) CHECK(may("127.0.0.1"));
    set_clock(now() + household_minutes * microseconds_a_minute);
    CHECK(may("192.0.2.7"));
    centre.write(forget_households);
    CHECK(centre.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM contacts_household"); }) == 1);
}

TEST_CASE("who has chatted reads all of it among what is kept of them, when an agent has said who it is") {
    Centre centre;
    const auto kim = centre.add_resident("Kim Exempel");
    const auto id = centre.begin("När är badet öppet?").value();
    centre.take(id);
    must(centre.reply(id, "Till klockan 20."));
    const auto kept = [&] { return centre.read([&](db::Connection& db) { return mine(db, centre.site.tenant(), kim); }); };
    CHECK(kept().empty());
    must(centre.write([&](db::Connection& db) { return set_person(db, centre.site.tenant(), centre.agent, id, kim); }));
    REQUIRE(kept().size() == 1);
    CHECK(kept()[0].said.words == "När är badet öppet?\n\n" + centre.site.tenant().name + ": Till klockan 20.");
}

TEST_CASE("a session has one chat at a time, and one that is forgotten is nobody's at that computer") {
    Centre centre;
    const auto id = centre.begin("Hej").value();
    CHECK(centre.begin("Hej igen").error().fault == Fault::conflict);
    centre.write([&](db::Connection& db) {
        leave_chat(db, id);
        forget_chat(db, id);
    });
    CHECK_FALSE(centre.own());
    CHECK(centre.get(id).state == State::waiting);
    CHECK(centre.lines(id).size() == 1);
}

TEST_CASE("no personal number is taken in the chat, nothing that is too long, and no flood") {
    Centre centre;
    CHECK(centre.begin("").error().fault == Fault::invalid);
    CHECK(centre.begin("Jag är 19900101-9802").error().fields.at(0).text_key == "error_line_number");
    CHECK(centre.begin(std::string(longest_line + 1, 'x')).error().fault == Fault::invalid);
    const auto id = centre.begin("Hej").value();
    for (std::int64_t i = 1; i < most_lines_a_minute; ++i) must(centre.say(id, Speaker::resident, "Hallå?"));
    CHECK(centre.say(id, Speaker::resident, "Hallå?").error().fault == Fault::too_many);
    CHECK(centre.say(id, Speaker::agent, "Ja?"));
    set_clock(now() + 2 * microseconds_a_minute);
    CHECK(centre.say(id, Speaker::resident, "Hallå?"));
    for (std::int64_t i = 1; i < most_waiting_chats; ++i) {
        centre.asker.session = SessionId{100 + i};
        must(centre.begin("Hej"));
    }
    CHECK(centre.own()->before == most_waiting_chats - 1);
    centre.asker.session = SessionId{8};
    CHECK(centre.begin("Hej").error().fault == Fault::too_many);
    // Whoever has left keeps nobody waiting.
    centre.write([&](db::Connection& db) { leave_chat(db, id); });
    must(centre.begin("Hej"));
    CHECK(centre.own()->before == most_waiting_chats - 1);
}

TEST_CASE("what was said in a chat is sent to whoever asks for it, some times, and is gone with the key") {
    Centre centre;
    const auto id = centre.begin("När är badet öppet?").value();
    const auto mail_it = [&](const std::string& to) {
        return centre.write([&](db::Connection& db) { return send_transcript(db, centre.site.tenant(), id, to); });
    };
    CHECK(mail_it("ingen").error().fault == Fault::invalid);
    // Words that nobody here has seen are mailed to nobody.
    CHECK(mail_it("kim@exempel.example").error().fields.at(0).text_key == "error_chat_unanswered");
    centre.take(id);
    must(centre.reply(id, "Till klockan 20."));
    for (std::int64_t i = 0; i < most_transcripts; ++i) must(mail_it("kim@exempel.example"));
    CHECK(mail_it("kim@exempel.example").error().fault == Fault::too_many);
    centre.site.run_jobs();
    REQUIRE(std::ssize(centre.sent) == most_transcripts);
    CHECK(centre.sent[0].text.find("När är badet öppet?") != std::string::npos);
    set_clock(now() + 1000 * microseconds_a_day);
    CHECK(centre.write(dispose_due) == 1);
    CHECK(centre.lines(id).empty());
    CHECK(mail_it("kim@exempel.example").error().fault == Fault::not_found);
}

TEST_CASE("the same one in two channels is offered as one: a person joins them, and parts them again") {
    Centre centre;
    const auto mail = centre.receive({.channel = Channel::email, .said = {.phone = "070-174 06 05", .email = "kim@exempel.example"}});
    const auto form = centre.receive({.channel = Channel::web_form, .said = {.email = "KIM@exempel.example"}});
    const auto call = centre.receive({.channel = Channel::phone, .said = {.phone = "0701740605"}});
    const auto other = centre.receive({.channel = Channel::phone, .said = {.phone = "070-174 06 06"}});
    CHECK(centre.offered(mail).size() == 2);
    REQUIRE(centre.offered(form).size() == 1);
    CHECK(centre.offered(form)[0].id == mail);
    CHECK(centre.offered(other).empty());
    must(centre.join(form, mail));
    must(centre.join(call, form));
    CHECK(centre.get(call).thread == mail);
    CHECK(centre.site.last_audit()->event == "contacts.joined");
    CHECK(centre.offered(mail).empty());
    CHECK(centre.read([&](db::Connection& db) {
        return in_thread(db, centre.site.tenant(), centre.agent.account, find(db, centre.site.tenant(), mail).value()).size();
    }) == 2);
    // The first of a thread leaves: the others stay together.
    must(centre.part(mail));
    CHECK(centre.get(mail).thread == mail);
    CHECK(centre.get(call).thread == form);
    CHECK(centre.get(form).thread == form);
    CHECK(centre.offered(mail).size() == 2);
    CHECK(centre.site.last_audit()->event == "contacts.parted");
}

TEST_CASE("those whose number is hidden are not taken for one another") {
    Centre centre;
    const auto one = centre.receive({.channel = Channel::sms, .said = {.phone = "anonym", .words = "Min granne slår sina barn"}});
    const auto other = centre.receive({.channel = Channel::sms, .said = {.phone = "dolt nummer", .words = "När är badet öppet?"}});
    CHECK(centre.get(other).thread == other);
    CHECK(centre.offered(one).empty());
    CHECK(centre
              .read([&](db::Connection& db) {
                  return earlier(db, centre.site.tenant(), centre.agent.account, find(db, centre.site.tenant(), other).value(), 5);
              })
              .empty());
    const auto nameless = centre.receive({.channel = Channel::email, .said = {.email = "-"}});
    const auto another = centre.receive({.channel = Channel::email, .said = {.email = "-"}});
    CHECK(centre.get(another).thread == another);
    CHECK(centre.get(nameless).thread == nameless);
}

TEST_CASE("who may not see a contact joins it with nothing, and who it is joins by what the person has given") {
    Centre centre;
    const auto kim = centre.add_resident("Kim Exempel");
    centre.write([&](db::Connection& db) {
        auto person = identity::find_person(db, centre.site.tenant().secret, kim).value();
        person.email = "kim@exempel.example";
        must(identity::change_person(db, centre.site.tenant().secret, person));
    });
    const auto mail = centre.receive({.channel = Channel::email, .said = {.email = "kim@exempel.example"}});
    const auto desk = centre.receive({.channel = Channel::desk, .person = kim});
    REQUIRE(centre.offered(desk).size() == 1);
    CHECK(centre.offered(desk)[0].id == mail);
    auto stranger = centre.agent;
    stranger.account = centre.employ("stranger", {"contacts.serve"}, centre.elsewhere);
    const auto joined = centre.write([&](db::Connection& db) { return join(db, centre.site.tenant(), stranger, desk, mail); });
    CHECK(joined.error().fault == Fault::not_found);
    CHECK(centre.get(desk).thread == desk);
    // Long ago is another matter.
    set_clock(now() + 61 * microseconds_a_day);
    const auto later = centre.receive({.channel = Channel::email, .said = {.email = "kim@exempel.example"}});
    CHECK(centre.offered(later).empty());
}

TEST_CASE("a reference is read back from a subject, and nothing else is") {
    const ContactId id{5'123'456'789'012'345};
    CHECK(referred("Sv: Soptunnan [" + reference(id) + "]") == id);
    for (const auto* none : {"", "[K-]", "[K-1", "K-1", "[K--1]", "[K-ÅÄÖ]", "[K-0]", "[SKJ-2026-0318]"}) CHECK_FALSE(referred(none));
}

}  // namespace contacts
