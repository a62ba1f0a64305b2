/// Many cases at once.
#include "areas/case_desk/batch.h"

#include "areas/case_desk/desk_for_tests.h"
#include "engines/letters/letter.h"

namespace case_desk {

namespace {

std::string tick(DeskTown& desk, const std::vector<std::string>& numbers, const std::string& deed, const std::string& to = "") {
    TestSite::Typed typed{{"lista", "all"}, {"gor", deed}, {"till", to}};
    for (const auto& number : numbers) typed.emplace_back("arende", number);
    const auto answer = desk.site.post(ticked_address, typed);
    REQUIRE(answer.status == 303);
    return std::string(header_of(answer, "Location"));
}

}  // namespace

TEST_CASE("ticked cases are decided together after a page that says how many letters go, each with its own decision") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    const auto review = desk.site.get(page);
    CHECK(shows(review, "3 sökande får var sitt brev 10 minuter efter beslutet"));
    CHECK(desk.now_is(numbers[0]).decided_at == std::nullopt);

    // The third is left out.
    const auto sent =
        desk.site.post(page, {{"outcome", "approve"}, {"comment", "Lycka till"}, desk.ticked(numbers[0]), desk.ticked(numbers[1])});
    CHECK(header_of(sent, "Location") == page);
    // Nothing is moved under who reads (WCAG 2.2, F41).
    const auto going_on = desk.site.get(page);
    CHECK(shows(going_on, "0 av 2 är klara"));
    CHECK(header_of(going_on, "Refresh").empty());
    desk.site.run_jobs();
    const auto done = desk.site.get(page);
    CHECK(shows(done, "2 ärenden är beslutade"));
    for (const auto& number : {numbers[0], numbers[1]}) {
        const auto of = desk.now_is(number);
        CHECK(of.state == "decided");
        const auto made = desk.read([&](db::Connection& db) { return cases::decision(db, desk.site.tenant(), of); });
        CHECK(made->decided_by == desk.officer);
        CHECK(made->body.find("Lycka till") != std::string::npos);
    }
    CHECK(desk.now_is(numbers[2]).state_kind == "open");
}

TEST_CASE("a case that has changed meanwhile fails alone, and says why; a second press decides nothing twice") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    const auto before = desk.ticked(numbers[1]);
    desk.as(desk.visitor_of(desk.officer),
            [&](cases::Change& change) { return cases::write_note(change, desk.now_is(numbers[1]).id, "Ringde skolan"); });
    const TestSite::Typed typed{{"outcome", "approve"}, desk.ticked(numbers[0]), before};
    desk.site.post(page, typed);
    desk.site.run_jobs();
    const auto done = desk.site.get(page);
    CHECK(shows(done, "Ett ärende är beslutat"));
    CHECK(shows(done, "Någon annan har ändrat ärendet medan du hade det öppet"));
    CHECK(shows(done, case_address(numbers[1])));
    const auto events = desk.now_is(numbers[0]).last_event;
    CHECK(desk.site.post(page, typed).status == 303);
    desk.site.run_jobs();
    CHECK(desk.now_is(numbers[0]).last_event == events);
    CHECK(desk.now_is(numbers[1]).state_kind == "open");
}

TEST_CASE("one button takes a whole batch decision back until it leaves the house; what somebody has changed since stays and says so") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here(), desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    TestSite::Typed typed{{"outcome", "approve"}};
    for (const auto& number : numbers) typed.push_back(desk.ticked(number));
    typed.push_back(desk.ticked(numbers[0]));  // named twice, it is there once
    desk.site.post(page, typed);
    CHECK(desk.site.post(page + "/angra").status == 422);  // it is not done yet
    desk.site.run_jobs();
    CHECK(shows(desk.site.get(page), "Ångra alla 4 besluten"));
    // A colleague takes one back and decides it anew.
    const auto colleague = desk.visitor_of(desk.add_officer("colleague"));
    desk.as(colleague, [&](cases::Change& change) {
        must(cases::undo_decision(change, desk.now_is(numbers[1]).id));
        must(cases::decide(change, desk.now_is(numbers[1]).id, {.outcome = "reject", .reason = "too_near"}));
    });
    // And the officer another, who has thought better of it.
    desk.as(desk.visitor_of(desk.officer), [&](cases::Change& change) {
        must(cases::undo_decision(change, desk.now_is(numbers[3]).id));
        must(cases::decide(change, desk.now_is(numbers[3]).id, {.outcome = "reject", .reason = "too_near"}));
    });
    CHECK(header_of(desk.site.post(page + "/angra"), "Location") == page);
    CHECK(desk.site.post(page + "/angra").status == 303);  // a second press
    desk.site.run_jobs();
    const auto undone = desk.site.get(page);
    CHECK(shows(undone, "2 beslut är ångrade"));
    CHECK(shows(undone, "Det gick inte att ångra 2 beslut"));
    CHECK(shows(undone, "Någon har beslutat ärendet på nytt"));
    CHECK(desk.now_is(numbers[0]).state == "in_progress");
    CHECK(desk.now_is(numbers[1]).outcome == "reject");
    CHECK(desk.now_is(numbers[3]).outcome == "reject");
    CHECK(desk.now_is(numbers[2]).state == "in_progress");
}

TEST_CASE("when the time to undo is over a batch decision stays, and so does what has been sent") {
    DESK_TOWN();
    desk.site.tenant().undo_minutes = 0;
    desk.site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF"; };
    const std::vector numbers{desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    desk.site.post(page, {{"outcome", "approve"}, desk.ticked(numbers[0])});
    desk.site.run_jobs();
    CHECK_FALSE(shows(desk.site.get(page), "Ångra beslutet"));
    const auto late = desk.site.post(page + "/angra");
    CHECK(late.status == 422);
    CHECK(shows(late, "Det är för sent att ångra alla på en gång"));
    CHECK(desk.now_is(numbers[0]).outcome == "approve");
}

TEST_CASE("a rejection takes the reason that is chosen for all; without one each case that the rules give none fails") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    CHECK(shows(desk.site.post(page, {{"outcome", ""}, desk.ticked(numbers[0])}), "Välj vad ärendena ska få för beslut"));
    const auto wrong =
        desk.site.post(page, {{"outcome", "reject"}, {"reason.reject", "no_such"}, {"comment", "Vi mätte"}, desk.ticked(numbers[0])});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Vi mätte"));
    desk.site.post(page, {{"outcome", "reject"}, {"reason.reject", "too_near"}, desk.ticked(numbers[0])});
    desk.site.run_jobs();
    CHECK(desk.now_is(numbers[0]).outcome == "reject");

    const auto second = tick(desk, {numbers[1]}, "decide");
    desk.site.post(second, {{"outcome", "reject"}, desk.ticked(numbers[1])});
    desk.site.run_jobs();
    CHECK(shows(desk.site.get(second), "Välj ett skäl för beslutet"));
}

TEST_CASE("ticked cases are given to a colleague, and only to one who may handle them") {
    DESK_TOWN();
    const auto colleague = desk.add_officer("colleague");
    const auto stranger = desk.employ("stranger", {"cases.read", "cases.decide"}, desk.elsewhere);
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    CHECK(shows(desk.site.get(all_address), "colleague"));
    const auto page = tick(desk, numbers, "assign", std::to_string(colleague.value));
    desk.site.run_jobs();
    CHECK(shows(desk.site.get(page), "2 ärenden är fördelade"));
    CHECK(desk.now_is(numbers[0]).officer == colleague);

    const auto refused = tick(desk, numbers, "assign", std::to_string(stranger.value));
    desk.site.run_jobs();
    CHECK(shows(desk.site.get(refused), "Välj någon som får handlägga"));
    CHECK(desk.now_is(numbers[0]).officer == colleague);
}

TEST_CASE("without a tick or without an officer the list says so, and the ticks stay") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto nothing = desk.site.post(ticked_address, {{"lista", "all"}, {"gor", "decide"}});
    CHECK(nothing.status == 422);
    CHECK(shows(nothing, "Markera minst ett ärende"));
    const auto nobody = desk.site.post(ticked_address, {{"lista", "all"}, {"gor", "assign"}, {"arende", number}});
    CHECK(shows(nobody, "Välj vem som ska få ärendena"));
    const auto is_ticked = [&](const http::Response& page) {
        const auto box = page.body.find("value=\"" + number + "\"");
        return page.body.substr(box, page.body.find('>', box) - box).find(" checked") != std::string::npos;
    };
    CHECK(is_ticked(nobody));
    CHECK_FALSE(is_ticked(desk.site.get(all_address)));
    CHECK(is_ticked(desk.site.get(std::string(all_address) + "?markera=alla")));
}

TEST_CASE("cases of another unit cannot be decided by ticking them, and a batch is its maker's alone") {
    DESK_TOWN();
    const auto hidden = desk.apply(desk.kim, TestTown::Stage::received, "varmepump").number;
    CHECK(desk.site.post(ticked_address, {{"lista", "all"}, {"gor", "decide"}, {"arende", hidden}}).status == 422);
    const auto own = desk.apply_here();
    const auto page = tick(desk, {own, own, hidden}, "decide");  // one is named twice
    CHECK_FALSE(shows(desk.site.get(page), hidden));
    desk.site.sign_in_account(desk.add_officer("colleague"));
    CHECK(desk.site.get(page).status == 404);
    CHECK(desk.site.post(page, {{"outcome", "approve"}}).status == 404);
}

TEST_CASE("ticked cases of two e-services are decided one e-service at a time, and the others wait where they were ticked") {
    DESK_TOWN();
    for (const auto& permissions : {std::vector<std::string>{"cases.read", "cases.decide"}, {"test.chief"}})
        desk.employ("officer", permissions, desk.elsewhere);
    const auto school = desk.apply_here(), pump = desk.apply(desk.kim, TestTown::Stage::received, "varmepump").number;
    const auto page = tick(desk, {school, pump}, "decide");
    CHECK(shows(desk.site.get(page), "Besluta en e-tjänst i taget"));
    const TestSite::Typed typed{{"outcome", "approve"}, desk.ticked(school)};
    const std::string apart(header_of(desk.site.post(page + "?tjanst=skolskjuts", typed), "Location"));
    CHECK(apart != page);
    CHECK(header_of(desk.site.post(page + "?tjanst=skolskjuts", typed), "Location") == apart);  // a second press
    desk.site.run_jobs();
    CHECK(desk.now_is(school).state == "decided");
    CHECK(shows(desk.site.get(apart), "Ett ärende är kvar att besluta"));
    CHECK(shows(desk.site.get(apart), page));

    const auto rest = desk.site.get(page);
    CHECK(shows(rest, pump));
    CHECK_FALSE(shows(rest, school));
    CHECK(header_of(desk.site.post(page, {{"outcome", "approve"}, desk.ticked(pump)}), "Location") == page);
    desk.site.run_jobs();
    CHECK(desk.now_is(pump).outcome == "approve");
}

TEST_CASE("a case of a kind that is not settled by a decision fails alone on the page of review, and the others can be decided") {
    DESK_TOWN();
    for (const auto& permissions : {std::vector<std::string>{"cases.read", "cases.decide"}, {"test.chief"}})
        desk.employ("officer", permissions, desk.top);
    const auto school = desk.apply_here(), comment = desk.apply(desk.kim, TestTown::Stage::received, "synpunkt").number;
    const auto review = desk.site.get(tick(desk, {comment, school}, "decide"));
    CHECK(shows(review, "Ärendet är av ett slag som inte avgörs med ett beslut"));
    CHECK(shows(review, comment));
    CHECK(shows(review, "name=\"outcome\""));
    const auto alone = desk.site.get(tick(desk, {comment}, "decide"));
    CHECK(shows(alone, "Inget av ärendena kan du besluta om"));
    CHECK_FALSE(shows(alone, "name=\"outcome\""));
}

TEST_CASE("a case that was moved away since it was ticked fails alone: what was typed stays, and the others are decided") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    desk.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET unit = ? WHERE number = ?", desk.elsewhere, numbers[1]); });
    const auto again = desk.site.post(page, {{"outcome", ""}, {"comment", "Lycka till"}, desk.ticked(numbers[0]), desk.ticked(numbers[1])});
    CHECK(again.status == 422);
    CHECK(shows(again, "Lycka till"));
    CHECK(shows(again, "Det gick inte att ändra 1 ärende"));
    CHECK(desk.site.post(page, {{"outcome", "approve"}, desk.ticked(numbers[0]), desk.ticked(numbers[1])}).status == 303);
    desk.site.run_jobs();
    CHECK(desk.now_is(numbers[0]).outcome == "approve");
    CHECK(shows(desk.site.get(page), numbers[1]));
}

TEST_CASE("a case that cannot be worked with does not stop those after it") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    desk.site.post(page, {{"outcome", "approve"}, desk.ticked(numbers[0]), desk.ticked(numbers[1])});
    desk.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET service_version = 999 WHERE number = ?", numbers[0]); });
    desk.site.run_jobs();
    CHECK(desk.now_is(numbers[1]).outcome == "approve");
    const auto done = desk.site.get(page);
    CHECK(shows(done, "Något gick fel hos oss"));
    CHECK(shows(done, "Ett ärende är beslutat"));
}

TEST_CASE("the log of each case tells who has read it on the page where many are decided") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    desk.site.get(tick(desk, numbers, "decide"));
    for (const auto& number : numbers) {
        const auto id = desk.now_is(number).id;
        CHECK(desk.read([&](db::Connection& db) {
            return db.number(
                "SELECT COUNT(*) AS n FROM audit_entry WHERE event = 'case_desk.batch_reviewed' AND subject_kind = 'case' "
                "AND subject = ?",
                id);
        }) == 1);
    }
}

TEST_CASE("giving a new case to a colleague does not begin its processing") {
    DESK_TOWN();
    const auto colleague = desk.add_officer("colleague");
    const auto number = desk.apply_here();
    desk.as(desk.visitor_of(desk.officer),
            [&](cases::Change& change) { must(cases::assign_to(change, desk.now_is(number).id, desk.officer)); });
    tick(desk, {number}, "assign", std::to_string(colleague.value));
    desk.site.run_jobs();
    CHECK(desk.now_is(number).officer == colleague);
    CHECK(desk.now_is(number).state == "received");
}

TEST_CASE("batches are forgotten after a month, with what was written in them") {
    DESK_TOWN();
    const auto page = tick(desk, {desk.apply_here()}, "decide");
    set_clock(now() + 31 * microseconds_a_day);
    remove_old_batches(desk.site.tenant(), {});
    use_machine_clock();
    CHECK(desk.site.get(page).status == 404);
}

TEST_CASE("the parts of the letter that are ticked go with each of many decisions, and none of another outcome's") {
    DESK_TOWN();
    const std::vector numbers{desk.apply_here(), desk.apply_here()};
    const auto page = tick(desk, numbers, "decide");
    CHECK(shows(desk.site.get(page), "Om skjutsen inte kommer"));
    TestSite::Typed typed{{"outcome", "approve"}, {"has-blocks.approve", "1"}, {"blocks.approve", "smuggled"}, desk.ticked(numbers[0])};
    const auto refused = desk.site.post(page, typed);
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Välj bland beslutets egna delar av brevet"));
    typed[2].second = "no_show";
    typed.push_back(desk.ticked(numbers[1]));
    CHECK(desk.site.post(page, typed).status == 303);
    desk.site.run_jobs();
    for (const auto& number : numbers) {
        const auto made = desk.read([&](db::Connection& db) { return cases::decision(db, desk.site.tenant(), desk.now_is(number)); });
        REQUIRE(made);
        CHECK(made->body.find("Kommer inte skjutsen inom tio minuter") != std::string::npos);
        CHECK(made->body.find("Barnet väntar vid den hållplats") == std::string::npos);
    }
}

}  // namespace case_desk
