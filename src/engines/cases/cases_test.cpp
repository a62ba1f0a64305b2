/// The life of a case, told through the engine: what an officer and an applicant do, and what follows by itself.
#include <catch2/catch.hpp>
#include <utility>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/identity/delegation.h"
#include "engines/identity/people.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "engines/notify/notify.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"
#include "foundation/mail/mail.h"

namespace cases {

namespace {

/// A municipality with the carried services, an officer who may decide about school transport, and Kim who applies.
struct Town {
    explicit Town(db::Kind kind) : site({}, kind) {
        unit = site.unit("barn-och-utbildning");
        site.sign_in_staff("officer", {may_read, may_decide}, "barn-och-utbildning");
        officer = site.visitor();
        site.tenant().print_letter = [](const letters::Letter& letter) -> Result<std::string> { return "%PDF " + letter.heading; };
        site.db().write([&](db::Connection& db) {
            services::publish_carried(db);
            std::vector<RoleId> roles;
            for (const auto& role : identity::roles(db)) roles.push_back(role.id);
            (void)identity::set_delegation(
                db, {.id = "BUN 4.2", .text = "Skolskjuts", .law = "Skollagen 10 kap. 32 §", .committee = unit, .roles = roles});
        });
        kim_id = site.sign_in_new_resident("Kim Exempel");
        kim = site.visitor();
    }

    template <class Work>
    auto as(const Visitor& who, Work work) {
        return site.db().write([&](db::Connection& db) {
            Change change{db, site.tenant(), who};
            return work(change);
        });
    }
    template <class Work>
    auto look(Work work) {
        return site.db().read([&](db::Connection& db) { return work(db); });
    }

    Receipt apply(double kilometres = 4.3) {
        forms::Answers answers;
        answers.set("child_name", {std::string("Alva Exempel")}).set("grade", {std::string("2")}).set("chosen_school", {false});
        answers.set("reasons", {std::vector<std::string>{"distance"}})
            .set("distance_km", {forms::NumberAnswer{"", kilometres}})
            .set("alternating", {false});
        return as(kim, [&](Change& change) {
            const auto service = services::newest_published(change.db, "skolskjuts");
            return receive(change, {.service = *service,
                                    .answers = answers,
                                    .parties = {{.person = kim_id, .name = "Kim Exempel", .email = "kim@exempel.example"}}});
        });
    }
    Case now_is(CaseId id) {
        return look([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    void pass_minutes(int minutes) { set_clock(now() + minutes * microseconds_a_minute); }
    void pass_days(int days) { set_clock(now() + days * microseconds_a_day); }

    TestSite site;
    UnitId unit{};
    PersonId kim_id{};
    Visitor officer, kim;
};

struct Clock {
    Clock() { set_clock(swedish_time(*date_from_iso("2026-04-14"), 10)); }
    ~Clock() { use_machine_clock(); }
};

}  // namespace

#define TOWN()         \
    const Clock clock; \
    Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("an application gets the next number of its series, a state, a due day, and a place in the register") {
    TOWN();
    const auto first = town.apply(), second = town.apply();
    CHECK(first.number == "SKJ-2026-0001");
    CHECK(second.number == "SKJ-2026-0002");
    const auto made = town.now_is(first.id);
    CHECK(made.state == "received");
    CHECK(made.title == "Skolskjuts för Alva Exempel");
    CHECK(to_iso(made.due_on.value()) == "2026-05-28");  // 30 working days: 1 May and Ascension Day are red
    const auto entry = town.look([&](db::Connection& db) { return public_register::find(db, first.number).value(); });
    CHECK(entry.title_sv == "Ansökan om skolskjuts");
    CHECK(entry.correspondent.empty());
    CHECK(entry.secrecy_ref == "OSL 23 kap. 2 §");
}

TEST_CASE("a failed application takes no number") {
    TOWN();
    CHECK_THROWS(town.as(town.kim, [&](Change& change) {
        const auto service = services::newest_published(change.db, "skolskjuts");
        receive(change, {.service = *service, .answers = {}, .parties = {}});
        throw std::runtime_error("the power went");
    }));
    CHECK(town.apply().number == "SKJ-2026-0001");
}

TEST_CASE("an approval waits for the time to undo, then letter, register, notice and closing follow together") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(
        town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve", .comment = "Välkommen!"}); }));
    town.site.run_jobs();
    CHECK(town.now_is(receipt.id).state == "decided");
    CHECK(town.look([&](db::Connection& db) { return documents(db, town.site.tenant(), town.now_is(receipt.id)); }).empty());

    town.pass_minutes(11);
    town.site.run_jobs();
    const auto closed = town.now_is(receipt.id);
    CHECK(closed.state_kind == "closed");
    CHECK(closed.outcome == "approve");
    CHECK(to_iso(closed.dispose_on.value()) == "2030-01-01");  // three whole years after the year it closed
    const auto letters = town.look([&](db::Connection& db) { return documents(db, town.site.tenant(), closed); });
    REQUIRE(letters.size() == 1);
    CHECK(letters.front().direction == Direction::dispatched);
    CHECK(town.site.tenant().files.read(letters.front().hash, letters.front().digest).value() == "%PDF Alva Exempel får skolskjuts");
    const auto records =
        town.look([&](db::Connection& db) { return public_register::records(db, public_register::find(db, receipt.number).value()); });
    REQUIRE(records.size() == 2);
    CHECK(records[1].kind == "decision");
    CHECK(records[1].direction == "dispatched");
}

TEST_CASE("a decision can be undone until it is sent, and then nothing has left the house") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, receipt.id); }));
    town.pass_minutes(30);
    town.site.run_jobs();
    CHECK(town.now_is(receipt.id).state == "in_progress");
    CHECK(town.now_is(receipt.id).outcome.empty());
    CHECK(town.look([&](db::Connection& db) { return documents(db, town.site.tenant(), town.now_is(receipt.id)); }).empty());

    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
    town.pass_minutes(11);
    town.site.run_jobs();
    const auto late = town.as(town.officer, [&](Change& change) { return undo_decision(change, receipt.id); });
    CHECK(late.error().text_key == "error_already_sent");
}

TEST_CASE("a rejection needs a reason, and its letter says it with the law") {
    TOWN();
    const auto receipt = town.apply(0.8);
    const auto without = town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject"}); });
    REQUIRE_FALSE(without);
    CHECK(without.error().fields == std::vector<FieldError>{{"reason", "error_choose_reason"}});
    const auto made =
        town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "too_near"}); });
    REQUIRE(made);
    CHECK_THAT(made->body, Catch::Contains("kortare än den gräns") && Catch::Contains("Skollagen 10 kap. 32 §"));
}

TEST_CASE("who the delegation order does not name may not decide") {
    TOWN();
    const auto receipt = town.apply();
    town.site.db().write([](db::Connection& db) { identity::remove_delegation(db, "BUN 4.2"); });
    const auto made = town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); });
    CHECK(made.error().fault == Fault::forbidden);
    CHECK(town.now_is(receipt.id).state == "received");
}

TEST_CASE("of two officers who decide at once the second is told, and changes nothing") {
    TOWN();
    const auto receipt = town.apply();
    const auto seen = town.now_is(receipt.id).last_event;
    REQUIRE(town.as(town.officer, [&](Change& change) { return write_note(change, receipt.id, "Ringde skolan"); }));
    const auto made =
        town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve", .seen_event = seen}); });
    CHECK(made.error().text_key == "error_changed_meanwhile");
}

TEST_CASE("the clock stands still while the applicant is asked, and the due day moves on by as many working days") {
    TOWN();
    const auto receipt = town.apply();
    const auto due = town.now_is(receipt.id).due_on.value();
    REQUIRE(town.as(town.officer, [&](Change& change) {
        return ask_supplement(change, receipt.id, {{"certificate", "Intyg"}}, "", *date_from_iso("2026-04-30"));
    }));
    CHECK(town.now_is(receipt.id).state == "waiting_for_applicant");
    town.pass_days(7);
    forms::Answers answers;
    answers.set("certificate", {std::vector<forms::FileAnswer>{{"ab", "intyg.pdf", 10, "application/pdf"}}});
    REQUIRE(town.as(town.kim,
                    [&](Change& change) { return answer_supplement(change, receipt.id, answers, "Här är intyget", files_in(answers)); }));
    const auto after = town.now_is(receipt.id);
    CHECK(after.state == "in_progress");
    CHECK_FALSE(after.clock_stopped_on);
    CHECK(to_iso(due) == "2026-05-28");
    CHECK(to_iso(after.due_on.value()) == "2026-06-04");
    const auto said = town.look([&](db::Connection& db) { return messages(db, town.site.tenant(), after); });
    REQUIRE(said.size() == 1);
    CHECK(said.front().text == "Här är intyget");
    CHECK(said.front().from_party);
}

TEST_CASE("who does not answer is reminded once, and in the end the case goes on without the answer") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.officer, [&](Change& change) {
        return ask_supplement(change, receipt.id, {}, "Vilken hållplats?", *date_from_iso("2026-05-20"));
    }));
    const auto reminders = [&] {
        int count = 0;
        for (const auto& event : town.look([&](db::Connection& db) { return events(db, town.site.tenant(), town.now_is(receipt.id)); }))
            count += event.kind == EventKind::reminded;
        return count;
    };
    run_timers(town.site.tenant());
    CHECK(reminders() == 0);
    town.pass_days(15);
    run_timers(town.site.tenant());
    run_timers(town.site.tenant());
    CHECK(reminders() == 1);
    town.pass_days(20);
    run_timers(town.site.tenant());
    CHECK(town.now_is(receipt.id).state == "in_progress");
    CHECK_FALSE(town.look([&](db::Connection& db) { return open_supplement(db, town.site.tenant(), town.now_is(receipt.id)); }));
}

TEST_CASE("who decides in another unit and only reads in this one changes nothing here") {
    TOWN();
    const auto receipt = town.apply();
    const auto changes = [&](const Visitor& who) {
        return town.look([&](db::Connection& db) { return find_to_change(db, town.site.tenant(), who, receipt.number); });
    };
    CHECK(changes(town.officer));
    CHECK(changes(town.kim).error().fault == Fault::forbidden);
    town.site.unit("miljo");
    const auto account = town.site.sign_in_staff("reader", {may_read}, "barn-och-utbildning");
    town.site.db().write([&](db::Connection& db) {
        const auto role = *identity::add_role(db, {"decider", "Beslutar", "Decides", {"cases.read", "cases.decide"}});
        identity::assign(db, account, role, identity::find_unit(db, "miljo")->id);
    });
    const auto reader = town.site.visitor();
    REQUIRE(reader.may(may_decide));
    CHECK(town.look([&](db::Connection& db) { return find_for(db, town.site.tenant(), reader, receipt.number).has_value(); }));
    CHECK(changes(reader).error().fault == Fault::forbidden);
}

TEST_CASE("a decision that waits to be sent is no longer its officer's to undo when the right has ended") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
    const auto undoable_now = [&] {
        return town.look([&](db::Connection& db) { return undoable(db, town.site.tenant(), town.officer.account).size(); });
    };
    CHECK(undoable_now() == 1);
    town.site.db().write([&](db::Connection& db) {
        for (const auto& one : identity::assignments_of(db, town.officer.account)) CHECK(identity::end_assignment(db, one.id));
    });
    CHECK(undoable_now() == 0);
}

TEST_CASE("only parties and officers of the unit find a case; the code opens it for its holder") {
    TOWN();
    const auto receipt = town.apply();
    const auto finds = [&](const Visitor& who) {
        return town.look([&](db::Connection& db) { return find_for(db, town.site.tenant(), who, receipt.number).has_value(); });
    };
    CHECK(finds(town.kim));
    CHECK(finds(town.officer));
    CHECK_FALSE(finds(Visitor{}));
    town.site.sign_in_new_resident("Noa Annan");
    CHECK_FALSE(finds(town.site.visitor()));
    town.site.unit("vard-och-omsorg");
    town.site.sign_in_staff("elsewhere", {may_read, may_decide}, "vard-och-omsorg");
    CHECK_FALSE(finds(town.site.visitor()));

    const auto opens = [&](std::string_view code) {
        return town.look([&](db::Connection& db) { return find_by_code(db, town.site.tenant(), receipt.number, code).has_value(); });
    };
    CHECK(opens(receipt.code));
    CHECK_FALSE(opens("AAAA-AAAA"));
}

TEST_CASE("an appeal takes the case up again, and sending it on closes it") {
    TOWN();
    const auto receipt = town.apply(0.8);
    CHECK_FALSE(town.as(town.kim, [&](Change& change) { return appeal(change, receipt.id, "För tidigt", {}); }));
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "too_near"}); }));
    town.pass_minutes(11);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return appeal(change, receipt.id, "Vägen är farlig", {}); }));
    CHECK(town.now_is(receipt.id).state == "appeal_review");
    CHECK_FALSE(town.now_is(receipt.id).closed_at);
    REQUIRE(town.as(town.officer, [&](Change& change) { return move_on(change, receipt.id, "forward_appeal"); }));
    CHECK(town.now_is(receipt.id).state_kind == "closed");
}

TEST_CASE("a letter whose time has not come is queued again, also when its job was due by a clock that was ahead") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
    town.site.db().write([&](db::Connection& db) { return ::jobs::cancel_all(db, "cases.send_decision"); });
    send_decision(town.site.tenant(), receipt.id);
    CHECK(town.now_is(receipt.id).state_kind == "decided");
    town.pass_minutes(11);
    town.site.run_jobs();
    CHECK(town.now_is(receipt.id).state_kind == "closed");
}

TEST_CASE("a decision from the future, made before the clock was put back, leaves when its job has waited") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); }));
    town.pass_days(-30);
    send_decision(town.site.tenant(), receipt.id);
    CHECK(town.now_is(receipt.id).state_kind == "closed");
}

TEST_CASE("a letter that was being printed when its decision was undone does not leave as another decision's") {
    TOWN();
    town.site.tenant().undo_minutes = 0;
    const auto receipt = town.apply(0.8);
    const auto reject = [&] {
        return town.as(town.officer,
                       [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "too_near"}); });
    };
    const auto approve = [&] {
        return town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "approve"}); });
    };
    REQUIRE(approve());
    const auto print = std::exchange(town.site.tenant().print_letter, {});
    bool is_first = true;
    town.site.tenant().print_letter = [&](const letters::Letter& letter) {
        if (!std::exchange(is_first, false)) return print(letter);
        REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, receipt.id); }));
        REQUIRE(reject());
        return print(letter);
    };
    send_decision(town.site.tenant(), receipt.id);
    CHECK(town.now_is(receipt.id).state_kind == "decided");
    town.site.run_jobs();
    const auto of = town.now_is(receipt.id);
    const auto letter = town.look([&](db::Connection& db) { return documents(db, town.site.tenant(), of).back(); });
    CHECK(letter.hash == town.look([&](db::Connection& db) { return decision(db, town.site.tenant(), of).value().letter_hash; }));
    CHECK(town.site.tenant().files.read(letter.hash, letter.digest).value() == "%PDF Alva Exempel får inte skolskjuts");
}

TEST_CASE("a decision that waits to leave goes before an earlier one, whatever their numbers") {
    TOWN();
    const auto receipt = town.apply(0.8);
    const auto reject = [&] {
        return town.as(town.officer,
                       [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "too_near"}); });
    };
    REQUIRE(reject());
    town.pass_minutes(11);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return appeal(change, receipt.id, "Vägen är farlig", {}); }));
    REQUIRE(town.as(town.officer, [&](Change& change) { return move_on(change, receipt.id, "reconsider"); }));
    // As when the machine's clock was put back between the two.
    town.site.db().write([](db::Connection& db) { db.execute("UPDATE cases_decision SET id = id + 1000000000000"); });
    REQUIRE(reject());
    town.pass_minutes(11);
    town.site.run_jobs();
    CHECK(town.now_is(receipt.id).state_kind == "closed");
}

TEST_CASE("each party is told by a message of its own: one whose address is refused does not make the other be told twice") {
    TOWN();
    std::vector<std::string> told;
    town.site.tenant().send_mail = [&](const mail::Message& message) -> Result<void> {
        if (message.to == "fel@exempel.example") return failure(Fault::conflict, "mail_refused");
        told.push_back(message.to);
        return {};
    };
    const auto receipt = town.as(town.kim, [&](Change& change) {
        const auto service = services::newest_published(change.db, "skolskjuts");
        return receive(change, {.service = *service,
                                .answers = {},
                                .parties = {{.name = "Fel", .email = "fel@exempel.example"},
                                            {.name = "Kim Exempel", .email = "kim@exempel.example"},
                                            {.name = "Ingen"}}});
    });
    town.site.run_jobs();
    town.pass_minutes(60);
    town.site.run_jobs();
    CHECK(told == std::vector<std::string>{"kim@exempel.example"});
    const auto states = town.look([&](db::Connection& db) {
        std::vector<notify::State> all;
        for (const auto& message : notify::of_case(db, town.site.tenant(), receipt.id)) all.push_back(message.state);
        return all;
    });
    CHECK(states == std::vector{notify::State::needs_address, notify::State::sent, notify::State::refused});
}

TEST_CASE("disposal destroys the case's personal data; number, register and audit stay") {
    TOWN();
    const auto receipt = town.apply();
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, receipt.id, ""); }));
    town.pass_days(365 * 4 + 1);
    dispose_of_all_due(town.site.tenant());
    const auto gone = town.now_is(receipt.id);
    CHECK(gone.erased);
    CHECK(gone.title.empty());
    CHECK(town.look([&](db::Connection& db) { return parties(db, town.site.tenant(), gone); }).empty());
    CHECK(town.look([&](db::Connection& db) { return public_register::find(db, receipt.number).has_value(); }));
    CHECK_FALSE(audit::verify(town.site.db()).problem);
}

TEST_CASE("with the last case of a person, what is known of the person goes too") {
    TOWN();
    const auto first = town.apply(), second = town.apply();
    const auto name = [&] {
        return town.look([&](db::Connection& db) { return identity::find_person(db, town.site.tenant().secret, town.kim_id)->name; });
    };
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, first.id, ""); }));
    town.pass_days(365 * 4 + 1);
    dispose_of_all_due(town.site.tenant());
    CHECK(name() == "Kim Exempel");
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, second.id, ""); }));
    town.pass_days(365 * 4 + 1);
    dispose_of_all_due(town.site.tenant());
    CHECK(name().empty());
}

TEST_CASE("officers find a case by number, party and the beginning of a word, where they may read") {
    TOWN();
    const auto receipt = town.apply();
    const auto found = [&](std::string_view words, AccountId account) {
        return town.look([&](db::Connection& db) { return search(db, town.site.tenant(), account, words, 10).size(); });
    };
    CHECK(found(receipt.number, town.officer.account) == 1);
    CHECK(found("exempel alv", town.officer.account) == 1);
    CHECK(found("okänd", town.officer.account) == 0);
    CHECK(found("exempel", AccountId{1}) == 0);
    make_searchable_anew(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(found("exempel alv", town.officer.account) == 1);
}

TEST_CASE("everything derived can be made anew from the event log") {
    TOWN();
    const auto receipt = town.apply(0.8);
    REQUIRE(town.as(town.officer, [&](Change& change) { return assign(change, receipt.id, town.officer.account, town.officer.name); }));
    REQUIRE(town.as(town.kim, [&](Change& change) { return write_message(change, receipt.id, "Hej"); }));
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "too_near"}); }));
    town.pass_minutes(11);
    town.site.run_jobs();
    const auto rows = [&] {
        std::string all;
        town.look([&](db::Connection& db) {
            const auto of = find(db, town.site.tenant(), receipt.id).value();
            all += of.state + of.title + of.outcome + of.officer_name + of.answers + std::to_string(of.last_event) +
                   to_iso(of.due_on.value()) + to_iso(of.dispose_on.value());
            for (const auto& party : parties(db, town.site.tenant(), of)) all += party.name + std::to_string(party.id);
            for (const auto& document : documents(db, town.site.tenant(), of))
                all += document.hash + document.digest + std::to_string(document.id.value);
            for (const auto& message : messages(db, town.site.tenant(), of)) all += message.text + std::to_string(message.id);
            all += decision(db, town.site.tenant(), of).value().letter_hash;
            for (const auto& record : public_register::records(db, public_register::find(db, of.number).value())) all += record.kind;
            return 0;
        });
        return all;
    };
    const auto before = rows();
    CHECK(rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {}) == 1);
    CHECK(rows() == before);
}

TEST_CASE("work lists show what the officer may see, soonest due first, and pages join without gaps") {
    TOWN();
    std::vector<std::string> numbers;
    for (int i = 0; i < 5; ++i) {
        const auto receipt = town.apply();
        town.as(town.officer, [&](Change& change) { return assign(change, receipt.id, town.officer.account, town.officer.name); });
        numbers.push_back(receipt.number);
        town.pass_days(1);
    }
    std::vector<std::string> seen;
    Filter filter{.limit = 2};
    for (;;) {
        const auto page = town.look([&](db::Connection& db) { return queue(db, town.site.tenant(), town.officer.account, filter); });
        if (page.empty()) break;
        for (const auto& row : page) seen.push_back(row.number);
        filter.after = {page.back().due_on->days, page.back().id};
    }
    CHECK(seen == numbers);
    CHECK(town.look([&](db::Connection& db) { return count_queue(db, town.officer.account, Filter::Whose::mine); }) == 5);
    CHECK(town.look([&](db::Connection& db) { return count_queue(db, AccountId{1}, Filter::Whose::all); }) == 0);
}

}  // namespace cases
