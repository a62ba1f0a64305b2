#include "engines/cases/consents.h"

#include "engines/cases/flow_town_for_tests.h"

namespace cases {
namespace {

/// Kim has said yes to one thing and no to another.
struct ConsentTown : FlowTown {
    explicit ConsentTown(db::Kind kind) : FlowTown(kind) {
        forms::Answers answers;
        answers.set("share_business", {true}).set("message_next_year", {false});
        id = send_in("feriejobb", answers).id;
    }
    std::vector<Consent> said() {
        return read([&](db::Connection& db) {
            const auto of = find(db, site.tenant(), id).value();
            return consents(*service_of(db, of), of);
        });
    }
    Result<void> take_back(std::string_view field) {
        return as(kim, [&](Change& change) { return take_back_consent(change, id, field); });
    }
    std::vector<Message> told() {
        return read([&](db::Connection& db) { return messages(db, site.tenant(), now_is(id)); });
    }
    CaseId id{};
};

#define CONSENT_TOWN() \
    const Clock clock; \
    ConsentTown town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("what was consented to is listed with its purpose, what was refused too, and nothing else") {
    CONSENT_TOWN();
    const auto said = town.said();
    REQUIRE(said.size() == 2);
    CHECK(said.front().field == "share_business");
    CHECK(said.front().given);
    CHECK_FALSE(said.front().purpose.sv.empty());
    CHECK_FALSE(said.back().given);
}

TEST_CASE("a consent that is taken back counts no more, and the officer reads of it in the case") {
    CONSENT_TOWN();
    REQUIRE(town.take_back("share_business"));
    CHECK_FALSE(town.said().front().given);
    REQUIRE(town.told().size() == 1);
    CHECK(town.told().front().from_party);
    CHECK(town.told().front().text.find("Samtycket") != std::string::npos);
    CHECK(town.happened(town.id).back() == EventKind::consent_taken_back);
    town.site.run_jobs();
    CHECK(town.subjects().back() == "Ett samtycke är tillbakataget i ärende " + town.now_is(town.id).number);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK_FALSE(town.said().front().given);
}

TEST_CASE("only what was given can be taken back, once, and also when the case is closed") {
    CONSENT_TOWN();
    CHECK(town.take_back("first_name").error().fault == Fault::not_found);
    CHECK(town.take_back("message_next_year").error().fault == Fault::conflict);
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, town.id, ""); }));
    CHECK(town.take_back("share_business"));
    CHECK(town.take_back("share_business").error().fault == Fault::conflict);
    CHECK(town.now_is(town.id).state_kind == "closed");
}

}  // namespace cases
