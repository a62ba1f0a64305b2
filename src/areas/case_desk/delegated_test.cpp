/// The committee's secretary reports what was decided by delegation: one page, one button, nothing twice.
#include "areas/case_desk/desk_for_tests.h"
#include "engines/cases/delegated_decisions.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"

namespace case_desk {
namespace {

struct DelegatedDesk : DeskTown {
    explicit DelegatedDesk(db::Kind kind) : DeskTown(kind), secretary(employ("secretary", {"cases.read", "cases.report"}, here)) {
        site.tenant().print_letter = [](const letters::Letter& letter) -> Result<std::string> { return "%PDF " + letter.heading; };
        site.tenant().undo_minutes = 0;
        write([&](db::Connection& db) {
            auto unit = identity::find_unit(db, here).value();
            unit.name_sv = "Skolnämnden";
            unit.committee = true;
            must(identity::change_unit(db, unit));
        });
        site.sign_in_account(secretary);
    }
    std::string address() const { return delegated_address(here); }
    AccountId secretary;
};

/// The value of a hidden field of a page.
std::string hidden_value(const http::Response& page, const std::string& name) {
    const auto begins = "name=\"" + name + "\" value=\"";
    const auto at = page.body.find(begins);
    REQUIRE(at != std::string::npos);
    const auto from = at + begins.size();
    return page.body.substr(from, page.body.find('"', from) - from);
}

}  // namespace

#define DELEGATED_DESK() DelegatedDesk desk(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("one page shows what is not reported, one button reports exactly that for a meeting, and a second press does nothing") {
    DELEGATED_DESK();
    const auto number = desk.apply(desk.kim, TestTown::Stage::sent).number;
    CHECK(shows(desk.site.get(meetings_address), desk.address()));
    const auto page = desk.site.get(desk.address());
    CHECK(shows(page, number));
    CHECK(shows(page, "Anmäl 1 beslut"));
    const auto later = desk.apply(desk.kim, TestTown::Stage::sent).number;  // after the page was read
    const auto day = to_iso(swedish_date(now()));
    TestSite::Typed typed{{"until", hidden_value(page, "until")}, {"since", hidden_value(page, "since")}, {"meeting_on", "31 februari"}};
    const auto wrong = desk.site.post(desk.address(), typed);
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "31 februari"));
    typed.back().second = day;
    const auto made = desk.site.post(desk.address(), typed);
    REQUIRE(made.status == 303);
    CHECK(desk.site.last_audit()->event == "cases.decisions_reported");
    CHECK(header_of(desk.site.post(desk.address(), typed), "Location") == header_of(made, "Location"));

    const auto report = desk.site.follow(made);
    CHECK(shows(report, number));
    CHECK_FALSE(shows(report, later));
    const std::string at(header_of(made, "Location"));
    CHECK(desk.site.get(at + "/pdf").type == "application/pdf");
    CHECK(desk.site.last_audit()->event == "case_desk.report_exported");
    const auto exported = [&] {
        return desk.read([](db::Connection& db) { return audit::search(db, {.event_prefix = "case_desk.report_exported"}).size(); });
    };
    CHECK(exported() == 1);
    CHECK(shows(desk.site.get(at + "/fil.csv"), "\"" + number + "\""));
    CHECK(exported() == 2);
    const auto next = desk.site.get(desk.address());
    CHECK(shows(next, "Anmäl 1 beslut"));
    CHECK(shows(next, later));

    // It is part of what the meeting has before it.
    CHECK(shows(desk.site.get(meetings_address), meeting_address(desk.here, swedish_date(now()))));
    const auto meeting = desk.site.get(meeting_address(desk.here, swedish_date(now())));
    CHECK(shows(meeting, "Anmälan av delegationsbeslut"));
    CHECK(shows(meeting, at));
    CHECK(desk.site.post(at).status == 303);
    CHECK(shows(desk.site.get(desk.address()), "Anmäl 2 beslut"));
    CHECK(desk.site.get(at).status == 404);
}

TEST_CASE("who may not report sees what waits and no button; who reads only a part of the committee's cases sees neither") {
    DELEGATED_DESK();
    desk.apply(desk.kim, TestTown::Stage::sent);
    desk.site.sign_in_account(desk.officer);
    const auto page = desk.site.get(desk.address());
    CHECK(page.status == 200);
    CHECK_FALSE(shows(page, "Anmäl 1 beslut"));
    CHECK(desk.site.post(desk.address(), {{"meeting_on", to_iso(swedish_date(now()))}}).status == 403);
    desk.site.sign_in_account(desk.employ("stranger", {"cases.read", "cases.report"}, desk.elsewhere));
    CHECK(desk.site.get(desk.address()).status == 404);
    CHECK_FALSE(shows(desk.site.get(meetings_address), desk.address()));
    CHECK(desk.site.post(desk.address(), {{"meeting_on", to_iso(swedish_date(now()))}}).status == 404);
}

}  // namespace case_desk
