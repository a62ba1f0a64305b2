/// What registers outside are asked about a case, when, and what is kept of it.
#include "engines/cases/checks.h"

#include <catch2/catch.hpp>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/services/catalogue.h"
#include "engines/services/conditions.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"

namespace cases {
namespace {

using directories::Directory;
using directories::Outcome;
using directories::State;

/// A municipality whose population register answers with `person`; the other registers are not connected.
struct Town {
    explicit Town(db::Kind kind) : site({}, kind) {
        site.unit("barn-och-utbildning");
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
        site.sign_in_staff("officer", {may_read, may_decide}, "barn-och-utbildning");
        officer = site.visitor();
        directories::Sources sources;
        sources.connected[Directory::population] = [this](const directories::Inquiry&) {
            ++asked;
            return directories::Reply{outcome, json::parse(person).value()};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(sources);
    }

    template <class Work>
    auto as(const Visitor& who, Work work) {
        return site.db().write([&](db::Connection& db) {
            Change change{db, site.tenant(), who};
            return work(change);
        });
    }
    CaseId apply(bool is_test = false) {
        forms::Answers answers;
        answers.set("child_name", {std::string("Alva")}).set("child_number", {std::string("201801012392")}).set("alternating", {false});
        answers.set("home", {forms::Address{"Ekvägen 7", "123 45", "Exempelby"}});
        return as(Visitor{}, [&](Change& change) {
            const auto service = services::newest_published(change.db, "skolskjuts");
            return receive(change, {.service = *service, .answers = answers, .parties = {{.name = "Kim"}}, .is_test = is_test}).id;
        });
    }
    Case now_is(CaseId id) {
        return site.db().read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    Checked checked_of(CaseId id) {
        return site.db().read([&](db::Connection& db) { return checked(db, site.tenant(), find(db, site.tenant(), id).value()); });
    }
    int events_of(CaseId id) {
        int count = 0;
        for (const auto& event : site.db().read([&](db::Connection& db) { return events(db, site.tenant(), now_is(id)); }))
            count += event.kind == EventKind::checked;
        return count;
    }
    std::vector<audit::Recorded> questions_about(CaseId id) {
        return site.db().read([&](db::Connection& db) {
            return audit::search(db, {.event_prefix = "directories.asked", .subject_kind = "case", .subject = id.value});
        });
    }

    TestSite site;
    Visitor officer;
    Outcome outcome = Outcome::found;
    std::string person = R"({"municipality": "Exempelby", "address": {"street": "Ekvägen 8", "postcode": "123 45", "town": "Exempelby"}})";
    int asked = 0;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a new case is checked by a job: the receipt waits for no register") {
    TOWN();
    const auto id = town.apply();
    CHECK(town.asked == 0);
    CHECK_FALSE(town.checked_of(id).at);
    CHECK_FALSE(town.checked_of(id).findings.contains("registered_here"));
    town.site.run_jobs();
    CHECK(town.asked == 1);  // one record for both questions about the child
    const auto known = town.checked_of(id);
    CHECK(known.at);
    CHECK(known.findings.at("registered_here").found.is_true());
    CHECK(known.findings.at("home_registered").found.is_false());
    CHECK(known.findings.at("way_on_map").state == State::unconnected);
    CHECK(known.findings.at("guardian").state == State::unanswered);
}

TEST_CASE("every question to a register is in the audit log with its reason, before it is asked") {
    TOWN();
    const auto id = town.apply();
    std::size_t logged_when_asked = 0;
    directories::Sources sources;
    sources.connected[Directory::population] = [&](const directories::Inquiry&) {
        logged_when_asked = town.questions_about(id).size();
        return directories::Reply{};
    };
    town.site.tenant().directories = std::make_shared<const directories::Sources>(sources);
    town.site.run_jobs();
    CHECK(logged_when_asked == 2);
    const auto entry = town.questions_about(id).at(0);
    CHECK(entry.reason == "processing");
    CHECK(entry.actor_kind == "program");
    CHECK((entry.detail == "population.registered_here" || entry.detail == "population.lives_at"));
}

TEST_CASE("what registers said is sealed with the case, and survives a rebuild") {
    TOWN();
    const auto id = town.apply();
    town.site.run_jobs();
    town.site.db().read([](db::Connection& db) {
        for (const auto& data : db.all([](const db::Row& row) { return row.text("sealed_data"); }, "SELECT sealed_data FROM cases_event"))
            CHECK(data.find("Ekv") == std::string::npos);
        return 0;
    });
    const auto before = town.now_is(id);
    CHECK(rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {}) == 1);
    CHECK(town.now_is(id).last_event == before.last_event);
    CHECK(town.now_is(id).state == before.state);
    CHECK(town.checked_of(id).findings.at("registered_here").found.is_true());
}

TEST_CASE("a register that is away is a state of its own; it is asked again, and only what is new becomes an event") {
    TOWN();
    town.outcome = Outcome::unreachable;
    const auto id = town.apply();
    town.site.run_jobs();
    CHECK(town.checked_of(id).findings.at("registered_here").state == State::unreachable);
    CHECK(town.events_of(id) == 1);
    set_clock(now() + microseconds_a_day);
    town.site.run_jobs();
    CHECK(town.asked >= 2);
    CHECK(town.events_of(id) == 1);
    town.outcome = Outcome::found;
    set_clock(now() + microseconds_a_day);
    town.site.run_jobs();
    use_machine_clock();
    CHECK(town.events_of(id) == 2);
    CHECK(town.checked_of(id).findings.at("registered_here").found.is_true());
}

TEST_CASE("an officer can ask again, and stands in the log as who asked") {
    TOWN();
    const auto id = town.apply();
    town.site.run_jobs();
    town.person = R"({"municipality": "Grannköping"})";
    REQUIRE(town.as(town.officer, [&](Change& change) { return check_again(change, id); }));
    town.site.run_jobs();
    CHECK(town.checked_of(id).findings.at("registered_here").found.is_false());
    CHECK(town.events_of(id) == 2);
    CHECK(town.questions_about(id).at(0).actor_name == town.officer.name);
}

TEST_CASE("a closed case, and a trial by the staff, is asked about nowhere") {
    TOWN();
    const auto trial = town.apply(true);
    town.site.run_jobs();
    CHECK(town.checked_of(trial).findings.at("registered_here").state == State::unconnected);
    const auto closed = town.apply();
    REQUIRE(town.as(Visitor{}, [&](Change& change) { return withdraw(change, closed, ""); }));
    town.site.run_jobs();
    CHECK(town.asked == 0);
    CHECK(town.as(town.officer, [&](Change& change) { return check_again(change, closed); }).error().text_key == "error_nothing_to_check");
}

TEST_CASE("new answers are checked anew") {
    TOWN();
    const auto id = town.apply();
    town.site.run_jobs();
    REQUIRE(town.as(town.officer, [&](Change& change) {
        return ask_supplement(change, id, {{"home", "Rätt adress"}}, "", {swedish_date(now()).days + 10});
    }));
    forms::Answers answers;
    answers.set("home", {forms::Address{"Ekvägen 8", "123 45", "Exempelby"}});
    REQUIRE(town.as(Visitor{}, [&](Change& change) { return answer_supplement(change, id, answers, "", {}); }));
    town.site.run_jobs();
    CHECK(town.checked_of(id).findings.at("home_registered").found.is_true());
}

TEST_CASE("protected identity is told as such, and no address is kept") {
    TOWN();
    town.person = R"({"protected": true, "municipality": "Exempelby", "address": {"street": "Hemliga gatan 1", "postcode": "123 45"}})";
    const auto id = town.apply();
    town.site.run_jobs();
    CHECK(town.checked_of(id).has_protected_identity());
    for (const auto& event : town.site.db().read([&](db::Connection& db) { return events(db, town.site.tenant(), town.now_is(id)); }))
        CHECK(json::to_text(event.data).find("Hemliga") == std::string::npos);
}

TEST_CASE("without registers no job is queued") {
    TOWN();
    town.site.tenant().directories = nullptr;
    town.apply();
    CHECK(town.site.db().read([](db::Connection& db) { return jobs::list(db, {.name = "cases.check"}); }).empty());
}

}  // namespace cases
