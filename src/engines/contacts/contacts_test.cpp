#include "engines/contacts/contacts.h"

#include <catch2/catch.hpp>

#include "engines/contacts/figures.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace contacts {
namespace {

using knowledge::Subject;

struct Centre : TestTown {
    Centre() : TestTown({}, GENERATE(from_range(db::kinds_under_test()))) {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        agent.kind = Visitor::Kind::staff;
        agent.account = employ("agent", {"contacts.serve"}, top);
        agent.name = "Mika Svarsson";
    }
    ~Centre() { use_machine_clock(); }
    Centre(const Centre&) = delete;
    Centre& operator=(const Centre&) = delete;

    ContactId receive(const Incoming& incoming) {
        return write([&](db::Connection& db) { return contacts::receive(db, site.tenant(), incoming); });
    }
    ContactId call(const std::string& phone) { return receive({.channel = Channel::phone, .said = {.phone = phone}}); }
    Contact get(ContactId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    Result<void> finish(ContactId id, const Ending& ending) {
        return write([&](db::Connection& db) { return contacts::finish(db, site.tenant(), agent, id, ending); });
    }
    void solve(ContactId id, Subject subject = Subject::waste) { must(finish(id, {.outcome = Outcome::solved, .subject = subject})); }
    bool sees(AccountId account, ContactId id) {
        return read([&](db::Connection& db) { return find_for(db, site.tenant(), account, id).has_value(); });
    }
    static void pass(std::int64_t microseconds) { set_clock(now() + microseconds); }
    /// All until tomorrow.
    static Period until_now() { return {Timestamp{0}, now() + microseconds_a_day}; }

    Visitor agent;
};

}  // namespace

TEST_CASE("a contact waits until one agent takes it, and nobody takes it a second time") {
    Centre centre;
    const auto id = centre.call("070-174 06 05");
    CHECK(centre.read([&](db::Connection& db) { return count_waiting(db, centre.agent.account); }) == 1);
    const auto take = [&] {
        return centre.write([&](db::Connection& db) { return contacts::take(db, centre.site.tenant(), centre.agent, id); });
    };
    CHECK(take());
    CHECK(take().error().fault == Fault::conflict);
    CHECK(centre.get(id).agent_name == "Mika Svarsson");
    CHECK(centre.read([&](db::Connection& db) { return count_waiting(db, centre.agent.account); }) == 0);
    CHECK(centre.read([&](db::Connection& db) { return inbox(db, centre.site.tenant(), centre.agent.account, 5).size(); }) == 1);
}

TEST_CASE("what one agent has open is ended by no other, until the other has taken it over") {
    Centre centre;
    const auto id = centre.call("070-174 06 05");
    auto other = centre.agent;
    other.account = centre.employ("other", {"contacts.serve"}, centre.top);
    const auto take = [&](const Visitor& by, Take how) {
        return centre.write([&](db::Connection& db) { return contacts::take(db, centre.site.tenant(), by, id, how); });
    };
    must(take(other, Take::waiting));
    CHECK(centre.finish(id, {.outcome = Outcome::solved, .note = "Hej"}).error().text_key == "error_taken");
    CHECK(centre.get(id).state == State::open);
    CHECK(centre.get(id).said.note.empty());
    CHECK_FALSE(take(centre.agent, Take::waiting));
    must(take(centre.agent, Take::over));
    CHECK(centre.site.last_audit()->event == "contacts.taken_over");
    CHECK_FALSE(take(centre.agent, Take::over));
    CHECK(centre.finish(id, {.outcome = Outcome::solved}));
}

TEST_CASE("who it is can be taken back, and what is said besides takes the place of that alone; both are in the log") {
    Centre centre;
    const auto kim = centre.add_resident("Kim Exempel");
    const auto id = centre.receive(
        {.channel = Channel::letter, .said = {.name = "Kim", .phone = "070-174 06 05", .email = "kim@exempel.example", .words = "Hej"}});
    const auto set = [&](std::optional<PersonId> person) {
        must(centre.write([&](db::Connection& db) { return set_person(db, centre.site.tenant(), centre.agent, id, person); }));
    };
    set(kim);
    CHECK(centre.site.last_audit()->event == "contacts.person_chosen");
    set({});
    CHECK_FALSE(centre.get(id).person);
    CHECK(centre.read([&](db::Connection& db) { return mine(db, centre.site.tenant(), kim).empty(); }));
    CHECK(centre.site.last_audit()->event == "contacts.person_taken_back");
    must(
        centre.write([&](db::Connection& db) { return add_said(db, centre.site.tenant(), centre.agent, id, {.phone = "070-174 06 06"}); }));
    CHECK(centre.get(id).said.phone == "070-174 06 06");
    CHECK(centre.get(id).said.email == "kim@exempel.example");
    CHECK(centre.get(id).said.words == "Hej");
    CHECK(centre.site.last_audit()->event == "contacts.said_changed");
}

TEST_CASE("a call that was answered waits for nobody, and is closed some hours after it ended") {
    Centre centre;
    const auto id = centre.call("070-174 06 05");
    const auto waiting = [&] {
        return centre.read([&](db::Connection& db) {
            return std::pair(count_waiting(db, centre.agent.account), pulse(db, centre.agent.account).waiting);
        });
    };
    const auto close = [&] { return centre.write([](db::Connection& db) { return close_answered(db); }); };
    CHECK(waiting() == std::pair<std::int64_t, std::int64_t>(1, 1));
    centre.write([&](db::Connection& db) { note_answered(db, id, now()); });
    CHECK(waiting() == std::pair<std::int64_t, std::int64_t>(0, 0));
    centre.write([&](db::Connection& db) { note_ended(db, id, now()); });
    centre.pass(3 * microseconds_an_hour);
    CHECK(close() == 0);
    centre.pass(2 * microseconds_an_hour);
    CHECK(close() == 1);
    CHECK(centre.get(id).state == State::closed);
    CHECK_FALSE(centre.get(id).outcome);
}

TEST_CASE("what nobody ends is disposed of all the same, 26 months after it came in, and waits no more") {
    Centre centre;
    const auto id = centre.receive({.channel = Channel::email, .said = {.email = "kim@exempel.example", .words = "Hej"}});
    const auto dispose = [&] { return centre.write([](db::Connection& db) { return dispose_due(db); }); };
    centre.pass(791 * microseconds_a_day);
    CHECK(dispose() == 0);
    centre.pass(2 * microseconds_a_day);
    CHECK(dispose() == 1);
    CHECK(centre.get(id).is_erased);
    CHECK(centre.get(id).state == State::closed);
    CHECK_FALSE(centre.write([&](db::Connection& db) { return add_said(db, centre.site.tenant(), centre.agent, id, {.name = "Kim"}); }));
}

TEST_CASE("what was said is sealed, and gone with its key 13 months after the contact was closed; the row is still counted") {
    Centre centre;
    const auto id =
        centre.receive({.channel = Channel::email,
                        .said = {.name = "Kim Exempel", .email = "kim@exempel.example", .words = "Hej"},
                        .originals = {{.name = "brev.eml", .type = "message/rfc822", .hash = "abc", .digest = "d", .size = 3}}});
    centre.solve(id);
    CHECK(centre.get(id).said.words == "Hej");
    CHECK(centre.read([&](db::Connection& db) { return originals(db, centre.site.tenant(), id); }).at(0).name == "brev.eml");
    CHECK(centre.read([](db::Connection& db) { return keeps_file(db, "abc"); }));
    const auto row = centre.read([](db::Connection& db) {
        return db.one([](const db::Row& of) { return of.text("sealed") + of.text("who"); }, "SELECT sealed, who FROM contacts_contact")
            .value();
    });
    CHECK(row.find("Kim") == std::string::npos);
    CHECK(row.find("exempel.example") == std::string::npos);
    const auto dispose = [&] { return centre.write([](db::Connection& db) { return dispose_due(db); }); };
    centre.pass(395 * microseconds_a_day);
    CHECK(dispose() == 0);
    centre.pass(2 * microseconds_a_day);
    CHECK(dispose() == 1);
    CHECK(dispose() == 0);
    CHECK(centre.get(id).is_erased);
    CHECK(centre.get(id).said.words.empty());
    CHECK_FALSE(centre.read([](db::Connection& db) { return keeps_file(db, "abc"); }));
    CHECK(centre.read([&](db::Connection& db) { return sums(db, centre.agent.account, Centre::until_now()); }).solved == 1);
}

TEST_CASE("the same message comes in once, and an answer belongs to the thread of what it answers") {
    Centre centre;
    const Incoming first{.channel = Channel::email, .said = {.email = "kim@exempel.example"}, .outside = "<1@exempel.example>"};
    const auto id = centre.receive(first);
    CHECK(centre.receive(first) == id);
    const auto answer = centre.receive({.channel = Channel::email,
                                        .said = {.email = "other@exempel.example"},
                                        .outside = "<2@exempel.example>",
                                        .answers_to = "<1@exempel.example>"});
    CHECK(centre.get(answer).thread == id);
}

TEST_CASE("two text messages of the same telephone within a week are one thread, two calls are not") {
    Centre centre;
    const auto write = [&](const std::string& phone) { return centre.receive({.channel = Channel::sms, .said = {.phone = phone}}); };
    const auto first = write("070-174 06 05");
    CHECK(centre.get(write("+46701740605")).thread == first);
    CHECK(centre.get(write("070-174 06 06")).thread != first);
    centre.pass(8 * microseconds_a_day);
    CHECK(centre.get(write("070-174 06 05")).thread != first);
    const auto call = centre.call("070-174 06 05");
    CHECK(centre.get(call).thread == call);
}

TEST_CASE("handed over to a unit, a contact is seen by those who answer there and not by those of another unit") {
    Centre centre;
    const auto here = centre.employ("here", {"contacts.answer"}, centre.here),
               elsewhere = centre.employ("elsewhere", {"contacts.answer", "contacts.serve"}, centre.elsewhere);
    const auto id = centre.call("070-174 06 05");
    CHECK_FALSE(centre.sees(here, id));
    CHECK(centre.finish(id, {.outcome = Outcome::handed_over}).error().fault == Fault::invalid);
    CHECK(centre.finish(id, {.outcome = Outcome::handed_over, .unit = centre.here}));
    CHECK(centre.sees(here, id));
    CHECK_FALSE(centre.sees(elsewhere, id));
    CHECK(centre.sees(centre.agent.account, id));
    CHECK(centre.read([&](db::Connection& db) { return count_handed_over(db, here); }) == 1);
    CHECK(centre.read([&](db::Connection& db) { return handed_over(db, centre.site.tenant(), elsewhere, 5).size(); }) == 0);
    centre.solve(id);
    CHECK(centre.get(id).state == State::closed);
    CHECK(centre.get(id).outcome == Outcome::handed_over);
    CHECK(centre.finish(id, {.outcome = Outcome::solved}).error().fault == Fault::conflict);
}

TEST_CASE("a call back needs a time, and stands in the list of those to call until somebody takes it") {
    Centre centre;
    const auto id = centre.call("070-174 06 05");
    CHECK(centre.finish(id, {.outcome = Outcome::call_back}).error().fault == Fault::invalid);
    CHECK(centre.finish(id, {.outcome = Outcome::call_back, .call_back_at = now() + microseconds_an_hour}));
    const auto listed = [&] {
        return centre.read([&](db::Connection& db) { return to_call_back(db, centre.site.tenant(), centre.agent.account, 5).size(); });
    };
    CHECK(listed() == 1);
    must(centre.write([&](db::Connection& db) { return take(db, centre.site.tenant(), centre.agent, id); }));
    CHECK(listed() == 0);
}

TEST_CASE("earlier contacts are found by the person, and by the telephone from before it was known who it is") {
    Centre centre;
    const auto kim = centre.add_resident("Kim Exempel");
    const auto anonymous = centre.call("070-174 06 05");
    const auto id = centre.call("0701740605");
    const auto earlier_of = [&] {
        return centre.read([&](db::Connection& db) {
            return earlier(db, centre.site.tenant(), centre.agent.account, find(db, centre.site.tenant(), id).value(), 5);
        });
    };
    CHECK(earlier_of().size() == 1);
    must(centre.write([&](db::Connection& db) { return set_person(db, centre.site.tenant(), centre.agent, id, kim); }));
    CHECK(earlier_of().at(0).id == anonymous);
    CHECK(centre.read([&](db::Connection& db) { return mine(db, centre.site.tenant(), kim).size(); }) == 1);
}

TEST_CASE("solved is what the agent says; resolved at first contact is who did not come back about the same subject in a week") {
    Centre centre;
    centre.solve(centre.call("070-174 06 05"));
    centre.solve(centre.call("070-174 06 06"));
    centre.solve(centre.call("070-174 06 07"), Subject::school);
    centre.solve(centre.receive({.channel = Channel::phone}));
    centre.pass(2 * microseconds_a_day);
    centre.solve(centre.call("070-174 06 05"));
    centre.solve(centre.call("070-174 06 07"));
    const auto until = now();
    const Period first_days{Timestamp{0}, until - microseconds_a_day};
    const auto resolved = centre.read([&](db::Connection& db) { return resolution(db, centre.agent.account, first_days); });
    CHECK(resolved.known == 3);
    CHECK(resolved.claimed == 3);
    CHECK(resolved.kept == 2);
}

TEST_CASE("a call that nobody answered counts against the answer rate and not among those that ended") {
    Centre centre;
    const auto id = centre.call("070-174 06 05");
    centre.write([&](db::Connection& db) { note_ended(db, id, now()); });
    const auto began = now();
    const CallRecord record{
        .outside = "1", .began = began, .answered = began + 30 * microseconds_a_second, .ended = began + 330 * microseconds_a_second};
    CHECK(centre.write([&](db::Connection& db) { return take_record(db, centre.site.tenant(), record); }));
    CHECK_FALSE(centre.write([&](db::Connection& db) { return take_record(db, centre.site.tenant(), record); }));
    centre.solve(centre.receive({.channel = Channel::desk}));
    const auto of = centre.read([&](db::Connection& db) { return sums(db, centre.agent.account, Centre::until_now()); });
    CHECK(of.calls == 2);
    CHECK(of.missed == 1);
    CHECK(of.ended == 1);
    CHECK(of.median_wait_seconds == 30);
    CHECK(of.median_talk_seconds == 300);
    const auto elsewhere = centre.employ("elsewhere", {"contacts.serve"}, centre.elsewhere);
    CHECK(centre.read([&](db::Connection& db) { return sums(db, elsewhere, Centre::until_now()); }).contacts == 0);
}

TEST_CASE("behind each figure stand as many contacts as it counts, and for whoever serves elsewhere none") {
    Centre centre;
    const auto kim = [&] { return centre.call("070-174 06 05"); };
    centre.solve(kim());
    const auto unanswered = centre.call("070-174 06 06");
    centre.write([&](db::Connection& db) { note_ended(db, unanswered, now()); });
    centre.solve(centre.receive({.channel = Channel::desk}));
    centre.receive({.channel = Channel::sms, .said = {.phone = "070-174 06 07"}});
    must(centre.finish(centre.call("070-174 06 08"), {.outcome = Outcome::handed_over, .unit = centre.top}));
    centre.pass(microseconds_an_hour);
    centre.solve(kim());
    centre.pass(microseconds_an_hour);
    const auto account = centre.agent.account;
    const auto period = Centre::until_now();
    centre.read([&](db::Connection& db) {
        using enum Figure::What;
        const auto of = sums(db, account, period);
        const auto settled = resolution(db, account, period);
        const auto now_is = pulse(db, account);
        const auto elsewhere = centre.agent.account.value + 1;
        for (const auto& [what, number] :
             {std::pair(received, of.contacts), std::pair(calls, of.calls), std::pair(ended, of.ended), std::pair(solved, of.solved),
              std::pair(waiting, now_is.waiting), std::pair(answered, now_is.answered_today),
              std::pair(answered_at_once, now_is.solved_today), std::pair(known, settled.known), std::pair(claimed, settled.claimed),
              std::pair(kept, settled.kept)}) {
            const Figure figure{.what = what, .period = period};
            INFO(to_name(what));
            CHECK(number > 0);
            CHECK(std::ssize(contacts_of(db, account, figure, 100)) == number);
            CHECK(count(db, account, figure) == number);
            CHECK(count(db, AccountId{elsewhere}, figure) == 0);
        }
        CHECK(of.contacts == 6);
        CHECK(settled.claimed == settled.kept + 1);
        for (const auto& one : by_channel(db, account, period))
            CHECK(count(db, account, {.what = received, .channel = one.channel, .period = period}) == one.contacts);
    });
}

}  // namespace contacts
