/// Decisions by a unit's table: proposed, made without a person, and examined by one who is asked for.
#include "engines/cases/judging.h"

#include <algorithm>

#include "engines/cases/alarms.h"
#include "engines/cases/flow_town_for_tests.h"
#include "engines/cases/merging.h"
#include "engines/notify/notify.h"
#include "engines/testing/table_service.h"

namespace cases {
namespace {

struct TableTown : FlowTown {
    explicit TableTown(db::Kind kind) : FlowTown(kind) {
        write([&](db::Connection& db) { table = table_service::set_up(db, here); });
    }
    forms::Answers asking(double amount, bool member = true) {
        forms::Answers answers;
        answers.set("what", {std::string("ett kort")}).set("amount", {forms::NumberAnswer{"", amount}}).set("member", {member});
        return answers;
    }
    CaseId apply(double amount, bool member = true, bool is_proved = true, Language language = Language::sv) {
        return as(kim,
                  [&](Change& change) {
                      Party party{.name = "Kim Exempel", .email = "kim@exempel.example"};
                      if (is_proved) party.person = kim_id;
                      return receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                              .answers = asking(amount, member),
                                              .parties = {party},
                                              .language = language});
                  })
            .id;
    }
    std::optional<Decision> decision_of(CaseId id) {
        return read([&](db::Connection& db) { return decision(db, site.tenant(), find(db, site.tenant(), id).value()); });
    }
    Event newest(CaseId id, EventKind kind) {
        const auto all = read([&](db::Connection& db) { return events(db, site.tenant(), find(db, site.tenant(), id).value()); });
        const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Event& event) { return event.kind == kind; });
        REQUIRE(found != all.rend());
        return *found;
    }
    std::int64_t count(Filter::Whose whose) {
        return read([&](db::Connection& db) { return count_queue(db, officer.account, whose); });
    }
    void judge(CaseId id) { run_judging(site.tenant(), {.payload = json::to_text(json::object({{"case", id.value}}))}); }
    std::string proposed(CaseId id) {
        const auto made = read([&](db::Connection& db) { return proposal_of(db, site.tenant(), find(db, site.tenant(), id).value()); });
        return made ? made->outcome + " " + made->reason : "";
    }

    DecisionTableId table{};
};

#define TABLE_TOWN()   \
    const Clock clock; \
    TableTown town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("the receipt waits for nothing: a job of its commit decides what the table grants, and the case goes its usual way") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    CHECK(town.now_is(id).state == "received");
    town.site.run_jobs();
    const auto closed = town.now_is(id);
    CHECK(closed.state_kind == "closed");
    CHECK(closed.outcome == "approve");
    CHECK(town.happened(id) == std::vector{EventKind::received, EventKind::decided, EventKind::decision_sent});
    CHECK(town.subjects() ==
          std::vector<std::string>{"Vi har tagit emot ditt ärende " + closed.number, "Vi har fattat beslut i ärende " + closed.number});
    const auto records =
        town.read([&](db::Connection& db) { return public_register::records(db, public_register::find(db, closed.number).value()); });
    CHECK(records.back().kind == "decision");
}

TEST_CASE("one event has the rule, its version and the facts, and who decided is a program") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.judge(id);
    const auto event = town.newest(id, EventKind::decided);
    CHECK(event.actor_kind == "program");
    const auto& kept = event.data["automatic"];
    CHECK(kept["table"].integer() == town.table.value);
    CHECK(kept["version"].integer() == 1);
    CHECK(kept["row"].integer() == 1);
    CHECK(kept["rule_sv"][0]["words"].text() == "högst 500 kr");
    CHECK(kept["facts_en"][0]["words"].text() == "300 kr");
    CHECK(event.data["delegation"].text() == "Prov 9");
    const auto made = town.decision_of(id);
    REQUIRE(made->automatic);
    CHECK(made->automatic->title.en == "Small amounts");
    CHECK(made->automatic->reasons(Language::sv).facts.back().label == "Är du medlem");
    CHECK(made->automatic->reasons(Language::sv).facts.back().words == "Ja");
}

TEST_CASE("the letter says that nobody decided, by which rule and facts, and how to ask for a person") {
    TABLE_TOWN();
    const auto language = GENERATE(Language::sv, Language::en);
    town.apply(300, true, true, language);
    town.site.run_jobs();
    REQUIRE(town.printed.size() == 1);
    const auto& letter = town.printed.front();
    const auto says = [&](std::string_view words) { return letter.body.find(words) != std::string::npos; };
    CHECK(letter.is_automatic);
    CHECK(letter.delegation == "Prov 9");
    if (language == Language::sv) {
        CHECK(letter.signer == "Automatiskt beslut");
        CHECK(says("Ingen människa har prövat ditt ärende"));
        CHECK(says("rad 1 i version 1 av vår regel ”Små belopp”"));
        CHECK(says("- Belopp: högst 500 kr"));
        CHECK(says("- Belopp: 300 kr"));
        CHECK(says("Be en människa pröva"));
    } else {
        CHECK(letter.signer == "Automatic decision");
        CHECK(says("row 1 in version 1 of our rule “Small amounts”"));
        CHECK(says("- Amount: at most 500 kr"));
        CHECK(says("Ask for a person"));
    }
}

TEST_CASE("an officer may take an automatic decision back before it is sent, and then the machine stays out") {
    TABLE_TOWN();
    town.site.tenant().undo_minutes = 10;
    const auto id = town.apply(300);
    town.site.run_jobs();
    CHECK(town.now_is(id).state == "decided");
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, id); }));
    town.judge(id);
    town.site.run_jobs();
    CHECK(town.now_is(id).state == "in_progress");
    CHECK(town.printed.empty());
}

TEST_CASE("run again, nothing is decided twice") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.judge(id);
    town.judge(id);
    town.site.run_jobs();
    town.judge(id);
    CHECK(town.happened(id) == std::vector{EventKind::received, EventKind::decided, EventKind::decision_sent});
}

TEST_CASE("what the table only proposes is shown to the officer, before what the service itself proposes") {
    TABLE_TOWN();
    const auto rejected = town.apply(3000), between = town.apply(1000), above = town.apply(9000);
    town.site.run_jobs();
    for (const auto id : {rejected, between, above}) CHECK(town.now_is(id).state == "received");
    CHECK(town.proposed(rejected) == "reject too_much");
    CHECK(town.proposed(between).empty());
    town.write([&](db::Connection& db) { must(decision_tables::stop(db, town.officer, town.table)); });
    CHECK(town.proposed(rejected).empty());
    CHECK(town.proposed(above) == "reject too_much");  // the service's own
    CHECK(town.read([&](db::Connection& db) { return usual_reason(db, town.site.tenant(), town.now_is(above), "reject"); }) == "too_much");
}

TEST_CASE("no table decides where the delegation order does not say so, who applies is not known, or an officer has the case") {
    TABLE_TOWN();
    SECTION("delegation") {
        town.write([&](db::Connection& db) {
            auto rule = identity::find_delegation(db, "Prov 9").value();
            rule.roles.pop_back();
            std::erase(rule.roles, identity::find_role(db, identity::automatic_role)->id);
            must(identity::set_delegation(db, rule));
        });
        const auto id = town.apply(300);
        town.site.run_jobs();
        CHECK(town.now_is(id).state == "received");
        CHECK(town.proposed(id) == "approve ");
    }
    SECTION("not known") {
        const auto id = town.apply(300, true, false);
        town.site.run_jobs();
        CHECK(town.now_is(id).state == "received");
    }
    SECTION("an officer") {
        const auto id = town.apply(300);
        REQUIRE(town.as(town.officer, [&](Change& change) { return assign_to(change, id, town.officer.account); }));
        town.site.run_jobs();
        CHECK(town.now_is(id).state == "received");
    }
    SECTION("stopped in between") {
        const auto id = town.apply(300);
        town.write([&](db::Connection& db) { must(decision_tables::stop(db, town.officer, town.table)); });
        town.site.run_jobs();
        CHECK(town.now_is(id).state == "received");
    }
}

TEST_CASE("registers that nobody has asked leave the decision to an officer") {
    TABLE_TOWN();
    town.write([&](db::Connection& db) {
        must(
            identity::set_delegation(db, {"BUN 4.2", "Skolskjuts", "", town.top, {identity::find_role(db, identity::automatic_role)->id}}));
        const auto table = decision_tables::add(db, town.officer, town.here, "skolskjuts", {"Alltid", ""}).value();
        const auto number = decision_tables::begin(db, town.officer, table).value();
        must(decision_tables::save(db, town.officer, table, number, 1,
                                   {.columns = {{"distance_km", {}}},
                                    .rows = {{{"> 2"}, "automatic approve"}},
                                    .examples = {{"Långt", {"3"}, "automatic approve"}}}));
        must(decision_tables::propose(db, town.officer, table, number, 2, "Prov"));
        must(decision_tables::approve(db, town.chief, table, number, 3, swedish_date(now())));
    });
    forms::Answers answers;
    answers.set("distance_km", {forms::NumberAnswer{"", 4.0}});
    const auto id = town.send_in("skolskjuts", answers).id;
    town.site.run_jobs();
    CHECK(town.now_is(id).state == "received");
    CHECK(town.proposed(id) == "approve ");
}

TEST_CASE("a supplement that completes the facts is judged as it comes") {
    TABLE_TOWN();
    const auto id = town.as(town.kim,
                            [&](Change& change) {
                                auto answers = town.asking(300);
                                answers.set("amount", {std::string()});
                                return receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                                        .answers = answers,
                                                        .parties = {{.person = town.kim_id, .name = "Kim Exempel"}}});
                            })
                        .id;
    town.site.run_jobs();
    CHECK(town.now_is(id).state == "received");  // what is not known decides nothing
    REQUIRE(town.as(town.officer, [&](Change& change) {
        return ask_supplement(change, id, {{"amount", "Hur mycket?"}}, "", Date{swedish_date(now()).days + 9});
    }));
    forms::Answers more;
    more.set("amount", {forms::NumberAnswer{"", 200}});
    REQUIRE(town.as(town.kim, [&](Change& change) { return answer_supplement(change, id, more, "", {}); }));
    town.site.run_jobs();
    CHECK(town.now_is(id).outcome == "approve");
}

TEST_CASE("who asks for a person gets one: the case is open in a list of its own until a person has decided") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    const auto ask = [&](std::string_view words) {
        return town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, words); });
    };
    CHECK_FALSE(ask("för tidigt"));
    town.site.run_jobs();
    CHECK(town.count(Filter::Whose::person_asked) == 0);
    CHECK(ask(std::string(3000, 'x')).error().fault == Fault::invalid);
    REQUIRE(ask("Ni har räknat fel."));
    CHECK_FALSE(ask("igen"));

    const auto open = town.now_is(id);
    CHECK(open.state == "in_progress");
    CHECK(open.person_asked_at);
    CHECK_FALSE(open.closed_at);
    CHECK(to_iso(open.due_on.value()) == "2026-04-28");
    CHECK(town.count(Filter::Whose::person_asked) == 1);
    CHECK(town.newest(id, EventKind::person_asked_for).data["text"].text() == "Ni har räknat fel.");
    const auto records =
        town.read([&](db::Connection& db) { return public_register::records(db, public_register::find(db, open.number).value()); });
    CHECK(records.back().kind == "reconsideration");
    town.judge(id);  // the machine stays out
    CHECK(town.now_is(id).state == "in_progress");

    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, id, {.outcome = "reject", .reason = "too_much"}); }));
    CHECK(town.count(Filter::Whose::person_asked) == 0);
    town.site.run_jobs();
    CHECK(town.now_is(id).outcome == "reject");
    CHECK(town.printed.size() == 2);
    CHECK_FALSE(town.printed.back().is_automatic);
    CHECK_FALSE(town.decision_of(id)->automatic);
    CHECK_FALSE(ask("och igen"));  // a person has decided
}

TEST_CASE("what is derived from an automatic decision and a wish for a person can be made anew") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, ""); }));
    const auto before = town.now_is(id);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    const auto after = town.now_is(id);
    CHECK(after.state == before.state);
    CHECK(after.person_asked_at == before.person_asked_at);
    CHECK(after.last_event == before.last_event);
    CHECK(town.decision_of(id)->automatic->row == 1);
    CHECK(town.count(Filter::Whose::person_asked) == 1);
}

TEST_CASE("what a person has begun to weigh is left to a person, also when the machine is asked again") {
    TABLE_TOWN();
    town.site.tenant().undo_minutes = 10;
    const auto id = town.apply(300);
    const auto stays = [&] {
        town.judge(id);
        town.site.run_jobs();
        return town.now_is(id).outcome.empty();
    };
    SECTION("a decision that an officer has taken back") {
        const auto rejection = DecisionDraft{.outcome = "reject", .reason = "too_much"};
        REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, id, rejection); }));
        REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, id); }));
        CHECK(stays());
    }
    SECTION("what the applicant has written") {
        REQUIRE(town.as(town.kim, [&](Change& change) { return write_message(change, id, "Vänta, beloppet är fel", {}); }));
        CHECK(stays());
    }
    SECTION("words with a supplement") {
        const Date soon{swedish_date(now()).days + 9};
        REQUIRE(town.as(town.officer, [&](Change& change) { return ask_supplement(change, id, {}, "Hur mycket?", soon); }));
        REQUIRE(town.as(town.kim, [&](Change& change) { return answer_supplement(change, id, {}, "Jag är inte medlem längre", {}); }));
        CHECK(stays());
    }
    SECTION("a case that goes on in it") {
        const auto other = town.apply(1000);
        REQUIRE(town.as(town.officer, [&](Change& change) { return merge(change, other, id); }));
        CHECK(stays());
    }
}

TEST_CASE("a decision that is undone leaves the case in the list of those who ask for a person") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, ""); }));
    town.site.tenant().undo_minutes = 10;
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, id, {.outcome = "approve"}); }));
    CHECK(town.count(Filter::Whose::person_asked) == 0);
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, id); }));
    CHECK(town.count(Filter::Whose::person_asked) == 1);
    REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, id, {.outcome = "approve"}); }));
    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    CHECK(town.now_is(id).state_kind == "closed");
    CHECK_FALSE(town.now_is(id).person_asked_at);
}

TEST_CASE("the legal clock of who asks for a person raises alarms as any other") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, ""); }));
    set_clock(swedish_time(town.now_is(id).due_on.value(), 7));
    raise_alarms(town.site.tenant());
    CHECK(town.happened(id).back() == EventKind::alarm_raised);
}

TEST_CASE("while an appeal is looked at a person can be asked for, once; the appeal stays, and is sent on or leads to a new decision") {
    TABLE_TOWN();
    const auto id = town.apply(300);
    town.site.run_jobs();
    const auto ask = [&] { return town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, "Räkna om."); }); };
    REQUIRE(town.as(town.kim, [&](Change& change) { return appeal(change, id, "Fel", {}); }));
    const auto looked_at = town.now_is(id).state;
    REQUIRE(ask());
    CHECK(town.now_is(id).state == looked_at);
    CHECK(town.count(Filter::Whose::person_asked) == 1);
    CHECK(to_iso(town.now_is(id).due_on.value()) == "2026-04-28");
    CHECK_FALSE(ask());
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(town.count(Filter::Whose::person_asked) == 1);
    SECTION("decided anew") {
        REQUIRE(town.as(town.officer, [&](Change& change) { return move_on(change, id, "reconsider"); }));
        CHECK(town.count(Filter::Whose::person_asked) == 1);
        REQUIRE(town.as(town.officer, [&](Change& change) { return decide(change, id, {.outcome = "approve"}); }));
        town.site.run_jobs();
        CHECK_FALSE(town.now_is(id).person_asked_at);
    }
    SECTION("sent on") {
        REQUIRE(town.as(town.officer, [&](Change& change) { return move_on(change, id, "forward_appeal"); }));
        CHECK(town.now_is(id).state_kind == "closed");
        CHECK(town.count(Filter::Whose::person_asked) == 0);
    }
}

TEST_CASE("whoever asks for a person where the service names no time has no day to wait for, not the old one") {
    TABLE_TOWN();
    town.write([&](db::Connection& db) {
        auto yaml = services::definition(db, table_service::id, 1).value().yaml;
        yaml.replace(yaml.find("version: 1"), 10, "version: 2");
        const std::string deadline = ", deadline: { days: 10, ref: \"Provlagen 2 §\" }";
        yaml.replace(yaml.find(deadline), deadline.size(), "");
        must(services::put(db, yaml));
        must(services::publish(db, table_service::id, 2));
    });
    const auto id = town.apply(300);
    town.site.run_jobs();
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET due_on = ? WHERE id = ?", swedish_date(now()), id); });
    REQUIRE(town.as(town.kim, [&](Change& change) { return ask_for_person(change, id, ""); }));
    CHECK_FALSE(town.now_is(id).due_on);
}

TEST_CASE("a row that asks for more is what the officer sees proposed, with what is not answered, and nothing is asked without one") {
    TABLE_TOWN();
    auto content = table_service::by_amount();
    content.rows.push_back({{"501..2000", "-"}, "proposal supplement"});
    content.examples[1].expected = "proposal supplement";
    town.write([&](db::Connection& db) {
        auto yaml = services::definition(db, table_service::id, 1).value().yaml;
        yaml.replace(yaml.find("version: 1"), 10, "version: 2");
        yaml.replace(yaml.find("{ id: more,"), 11, "{ id: more, field: member,");
        must(services::put(db, yaml));
        must(services::publish(db, table_service::id, 2));
        table_service::hold(db, town.elsewhere, content);
    });
    const auto id = town.as(town.kim, [&](Change& change) {
        forms::Answers answers;
        answers.set("what", {std::string("ett kort")}).set("amount", {forms::NumberAnswer{"", 1000.0}});
        return receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                .answers = answers,
                                .parties = {{.person = town.kim_id, .name = "Kim Exempel"}}})
            .id;
    });
    town.site.run_jobs();
    CHECK(town.proposed(id).empty());  // by the table of its own unit
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET unit = ? WHERE id = ?", town.elsewhere, id); });
    const auto proposed =
        town.read([&](db::Connection& db) { return proposal_of(db, town.site.tenant(), find(db, town.site.tenant(), id).value()); });
    REQUIRE(proposed);
    CHECK(proposed->outcome == "supplement");
    CHECK(proposed->supplement == std::vector<std::string>{"more"});
    town.judge(id);
    CHECK(town.happened(id) == std::vector{EventKind::received});
}

}  // namespace cases
