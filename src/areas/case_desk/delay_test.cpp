/// Telling the applicant that it takes longer (FL 11 §).
#include <catch2/catch.hpp>

#include "areas/case_desk/addresses.h"
#include "engines/cases/decision_request.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace case_desk {

Area area();

namespace {

/// Kim's application has waited for two months at the officer's desk.
struct Desk : TestTown {
    explicit Desk(db::Kind kind) : TestTown({area()}, kind) {
        number = apply(add_resident("Kim Exempel")).number;
        page = case_address(number);
        set_clock(now() + 60 * microseconds_a_day);
        sit_down("officer", {"cases.read", "cases.decide"});
    }
    ~Desk() { use_machine_clock(); }
    void sit_down(std::string_view username, std::vector<std::string> permissions) {
        site.sign_out();
        site.sign_in_account(employ(username, std::move(permissions), here));
    }
    http::Response tell(std::int64_t days_from_now, const std::string& reason) {
        const auto day = civil(Date{swedish_date(now()).days + days_from_now});
        return site.post(page + "/forsening", {{"expected_on-year", std::to_string(day.year)},
                                               {"expected_on-month", std::to_string(day.month)},
                                               {"expected_on-day", std::to_string(day.day)},
                                               {"reason", reason}});
    }

    std::string number, page;
};

}  // namespace

#define DESK() Desk desk(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a late case says so to its officer, who tells the applicant in words that are proposed") {
    DESK();
    CHECK(shows(desk.site.get(desk.page), "Berätta att det tar längre tid"));
    CHECK(shows(desk.site.get(desk.page + "/forsening"), "Vi har fler ärenden än vanligt"));
    CHECK(header_of(desk.tell(30, "Två av oss är sjuka"), "Location") == desk.page);
    const auto after = desk.site.get(desk.page);
    CHECK(shows(after, "Två av oss är sjuka"));
    CHECK_FALSE(shows(after, "Ärendet är sent"));
}

TEST_CASE("a delay without a reason is not told, and what was typed stays") {
    DESK();
    const auto answer = desk.tell(30, " ");
    CHECK(answer.status == 422);
    CHECK(shows(answer, "Skriv varför det tar längre tid"));
    const auto too_early = desk.tell(0, "Vi är få");
    CHECK(shows(too_early, "Välj en dag från i morgon"));
    CHECK(shows(too_early, "Vi är få"));
    const auto too_long = desk.tell(30, std::string(2001, 'x'));
    CHECK(too_long.status == 422);
    CHECK(shows(too_long, "Skriv högst 2"));
    CHECK(shows(too_long, std::string(2001, 'x')));
}

TEST_CASE("who only reads is not asked to tell") {
    DESK();
    desk.sit_down("reader", {"cases.read"});
    CHECK_FALSE(shows(desk.site.get(desk.page), "Ärendet är sent"));
    CHECK(desk.site.get(desk.page + "/forsening").status == 403);
}

// ---- asked to decide (FL 12 §)

namespace {

/// Kim has waited for more than six months and has asked.
struct AskedDesk : Desk {
    explicit AskedDesk(db::Kind kind) : Desk(kind) {
        set_clock(now() + 140 * microseconds_a_day);
        sit_down("officer", {"cases.read", "cases.decide"});
        const auto kim = add_resident("Kim Exempel");
        const auto made = apply(kim);
        set_clock(now() + 190 * microseconds_a_day);
        as({.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"},
           [&](cases::Change& change) { must(cases::ask_for_decision(change, made.id, "Jag behöver veta.")); });
        page = case_address(made.number);
        sit_down("officer", {"cases.read", "cases.decide"});
    }
};

}  // namespace

TEST_CASE("an officer sees that a decision is asked for, in the list and on the case, and by when") {
    AskedDesk desk(GENERATE(from_range(db::kinds_under_test())));
    CHECK(shows(desk.site.get("/handlaggning/ofordelade"), "Vill ha beslut"));
    const auto page = desk.site.get(desk.page);
    CHECK(shows(page, "begärde"));
    CHECK(shows(page, "Avslå begäran"));
    CHECK(shows(page, "Jag behöver veta."));
    desk.sit_down("reader", {"cases.read"});
    CHECK_FALSE(shows(desk.site.get(desk.page), "Avslå begäran"));
    CHECK(desk.site.get(desk.page + "/begaran").status == 403);
}

TEST_CASE("a refusal needs reasons and the right by the delegation order; without a request there is nothing to refuse") {
    AskedDesk desk(GENERATE(from_range(db::kinds_under_test())));
    CHECK(desk.site.get(desk.page + "/begaran").status == 200);
    const auto empty = desk.site.post(desk.page + "/begaran", {{"why_refused", " "}});
    CHECK(empty.status == 422);
    CHECK(shows(empty, "Skriv varför ärendet inte kan avgöras nu"));
    const auto not_delegated = desk.site.post(desk.page + "/begaran", {{"why_refused", "Vi väntar på ett yttrande."}});
    CHECK(not_delegated.status == 422);
    CHECK(shows(not_delegated, "Vi väntar på ett yttrande."));
    CHECK(desk.site.get(case_address(desk.number, "begaran")).status == 409);
}

}  // namespace case_desk
