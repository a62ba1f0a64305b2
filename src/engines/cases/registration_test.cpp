#include "engines/cases/flow_town_for_tests.h"

namespace cases {

TEST_CASE("what needs no decision is registered when it comes in, confirmed and closed without anybody") {
    FLOW_TOWN();
    const auto receipt = town.send_in(flow_services::meter);
    CHECK(town.now_is(receipt.id).state == "registered");
    town.site.run_jobs();

    const auto closed = town.now_is(receipt.id);
    CHECK(closed.state_kind == "closed");
    CHECK(closed.outcome == "register");
    CHECK_FALSE(closed.officer);
    CHECK(to_iso(closed.dispose_on.value()) == "2029-01-01");
    CHECK(town.happened(receipt.id) == std::vector{EventKind::received, EventKind::registered, EventKind::decision_sent});
}

TEST_CASE("the confirmation says what came in, has no signer, rests on no law and cannot be appealed against") {
    FLOW_TOWN();
    const auto receipt = town.send_in(flow_services::meter);
    town.site.run_jobs();
    REQUIRE(town.printed.size() == 1);
    const auto& letter = town.printed.front();
    CHECK(letter.heading == "Vi har registrerat en cykel");
    CHECK(letter.body == "Du skickade en cykel.");
    CHECK(letter.signer.empty());
    CHECK(letter.law.empty());
    CHECK(letter.appeal.kind == letters::AppealKind::none);
    const auto documents_now = town.read([&](db::Connection& db) { return documents(db, town.site.tenant(), town.now_is(receipt.id)); });
    REQUIRE(documents_now.size() == 1);
    CHECK(documents_now.front().name == "Bekräftelse " + receipt.number + ".pdf");
    CHECK_FALSE(town.as(town.kim, [&](Change& change) { return appeal(change, receipt.id, "Nej", {}); }));
}

TEST_CASE("a registration is told once, and stands in the register with its confirmation") {
    FLOW_TOWN();
    const auto receipt = town.send_in(flow_services::meter);
    town.site.run_jobs();
    CHECK(town.subjects() == std::vector<std::string>{"Klart: vi har registrerat ditt ärende " + receipt.number});
    const auto records =
        town.read([&](db::Connection& db) { return public_register::records(db, public_register::find(db, receipt.number).value()); });
    REQUIRE(records.size() == 2);
    CHECK(records[0].kind == "application");
    CHECK(records[1].kind == "confirmation");
    CHECK(records[1].direction == "dispatched");
}

TEST_CASE("a confirmation that cannot be printed now is sent later, once") {
    FLOW_TOWN();
    const auto print = town.site.tenant().print_letter;
    town.site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return failure(Fault::unavailable); };
    const auto receipt = town.send_in(flow_services::meter);
    CHECK_THROWS(send_decision(town.site.tenant(), receipt.id));
    CHECK(town.now_is(receipt.id).state == "registered");
    town.site.tenant().print_letter = print;
    send_decision(town.site.tenant(), receipt.id);
    send_decision(town.site.tenant(), receipt.id);
    CHECK(town.now_is(receipt.id).state_kind == "closed");
    CHECK(town.printed.size() == 1);
}

TEST_CASE("nobody decides or undoes a registration, and what is derived can be made anew") {
    FLOW_TOWN();
    const auto receipt = town.send_in(flow_services::meter);
    CHECK_FALSE(town.as(town.officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "register"}); }));
    CHECK_FALSE(town.as(town.officer, [&](Change& change) { return undo_decision(change, receipt.id); }));
    town.site.run_jobs();
    const auto before = town.now_is(receipt.id);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    const auto after = town.now_is(receipt.id);
    CHECK(after.outcome == before.outcome);
    CHECK(after.closed_at == before.closed_at);
    CHECK(after.last_event == before.last_event);
}

}  // namespace cases
