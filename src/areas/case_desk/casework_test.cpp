/// Alarms, one case of two and two of one, committees, and the letter block by block, as the officer sees them.
#include <algorithm>

#include "areas/case_desk/desk_for_tests.h"
#include "engines/cases/alarms.h"
#include "engines/cases/committee.h"
#include "engines/cases/merging.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"

namespace case_desk {

// ---- alarms

TEST_CASE("whoever approves decisions in a unit chooses its alarms, and an officer does not") {
    DESK_TOWN();
    CHECK(desk.site.get(alarms_address).status == 403);
    const auto boss = desk.employ("boss", {"cases.read", "cases.approve"}, desk.here);
    desk.site.sign_in_account(boss);
    CHECK(shows(desk.site.get(alarms_address), "De som godkänner beslut i enheten"));
    const auto here = std::to_string(desk.here.value);
    const auto wrong = desk.site.post(alarms_address, {{"enhet", here}, {"told", ""}, {"days_before", "många"}, {"days_after", "2"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "många"));
    CHECK(shows(wrong, "Skriv ett antal arbetsdagar, från 1 till 30"));
    CHECK(desk.site.post(alarms_address, {{"enhet", std::to_string(desk.elsewhere.value)}, {"days_before", "2"}, {"days_after", "2"}})
              .status == 404);
    CHECK(desk.site.post(alarms_address, {{"enhet", here}, {"told", std::to_string(boss.value)}, {"days_before", "5"}, {"days_after", "4"}})
              .status == 303);
    CHECK(desk.read([&](db::Connection& db) { return cases::alarm_settings(db, desk.here); }) ==
          cases::AlarmSettings{.told = boss, .days_before = 5, .days_after = 4});
    CHECK(desk.site.last_audit()->event == "case_desk.alarms_set");
    CHECK(desk.site.last_audit()->detail == "5 dagar före, 4 dagar efter, till: boss");

    // Of many units, people are named for the chosen one alone.
    desk.employ("boss", {"cases.read", "cases.approve"}, desk.elsewhere);
    CHECK_FALSE(shows(desk.site.get(alarms_address), "<option"));
    CHECK(shows(desk.site.get(std::string(alarms_address) + "?enhet=" + here), ">boss</option>"));
}

TEST_CASE("an alarm stands in the history of its case") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    desk.as(desk.visitor_of(desk.officer),
            [&](cases::Change& change) { must(cases::assign_to(change, desk.now_is(number).id, desk.officer)); });
    set_clock(swedish_time(*desk.now_is(number).due_on, 7));
    cases::raise_alarms(desk.site.tenant());
    use_machine_clock();
    CHECK(shows(desk.site.get(case_address(number)), "Dagen för beslut är här. Fick veta: officer"));
}

// ---- one case of two

TEST_CASE("merged: what the other case holds is read where it goes on, each reading in its log, and the merger can be undone") {
    DESK_TOWN();
    const auto one = desk.apply_here(), other = desk.apply_here();
    desk.as({.kind = Visitor::Kind::resident, .person = desk.kim},
            [&](cases::Change& change) { must(cases::write_message(change, desk.now_is(other).id, "Glöm inte syskonet")); });
    const auto page = case_address(one, "for-ihop");
    CHECK(shows(desk.site.get(page), "För ihop eller dela"));
    const auto itself = desk.site.post(page, {{"other", one}});
    CHECK(itself.status == 422);
    CHECK(shows(itself, "Skriv numret på ett annat ärende"));
    CHECK(shows(desk.site.post(page, {{"other", "SKJ-1999-0001"}}), "Det finns inget ärende med det numret"));
    CHECK(header_of(desk.site.post(page, {{"other", other}}), "Location") == case_address(one));

    const auto together = desk.site.get(case_address(one));
    for (const auto* words : {"Ärenden som fortsätter här", "Glöm inte syskonet", "karta.pdf"}) {
        CAPTURE(words);
        CHECK(shows(together, words));
    }
    CHECK(shows(together, other + " fortsätter här"));
    const auto id = desk.now_is(other).id;
    CHECK(desk.read([&](db::Connection& db) {
        return db.number("SELECT COUNT(*) AS n FROM audit_entry WHERE event = 'cases.opened' AND subject_kind = 'case' AND subject = ?",
                         id);
    }) == 1);
    const auto seen = desk.read([&](db::Connection& db) { return cases::seen_so_far(db, desk.now_is(one)); });
    CHECK(shows(together, "name=\"seen_event\" value=\"" + std::to_string(seen) + "\""));
    desk.as({.kind = Visitor::Kind::resident, .person = desk.kim},
            [&](cases::Change& change) { must(cases::write_message(change, desk.now_is(other).id, "Vi har flyttat")); });
    const auto late = desk.site.post(case_address(one, "beslut/approve"), {{"seen_event", std::to_string(seen)}});
    CHECK(shows(late, "Parten har hört av sig i " + other));
    CHECK(shows(late, "Vi har flyttat"));
    CHECK(desk.now_is(one).state_kind == "open");

    const auto closed = desk.site.get(case_address(other));
    CHECK(shows(closed, "Det här ärendet fortsätter i"));
    CHECK(shows(closed, "Avslutat: Ihopfört"));

    CHECK(desk.site.post(case_address(one, "skilj-ut"), {{"other", other}}).status == 303);
    CHECK(desk.now_is(other).state_kind == "open");
    CHECK(desk.site.post(case_address(one, "skilj-ut"), {{"other", other}}).status == 422);
    CHECK_FALSE(shows(desk.site.get(case_address(one)), "Ärenden som fortsätter här"));
}

TEST_CASE("what goes on here from a unit that the reader may not see shows its number alone") {
    DESK_TOWN();
    const auto one = desk.apply(desk.kim, TestTown::Stage::received, "varmepump").number;
    const auto other = desk.apply(desk.kim, TestTown::Stage::received, "varmepump").number;
    desk.as(desk.chief, [&](cases::Change& change) { must(cases::merge(change, desk.now_is(other).id, desk.now_is(one).id)); });
    desk.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET unit = ? WHERE number = ?", desk.here, one); });
    const auto page = desk.site.get(case_address(one));
    CHECK(shows(page, other));
    CHECK_FALSE(shows(page, "handlingar/" + std::to_string(desk.read([&](db::Connection& db) {
                                return cases::documents(db, desk.site.tenant(), desk.now_is(other)).front().id.value;
                            }))));
}

TEST_CASE("a part is split off with the documents that were ticked; what was typed stays when it cannot be done") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto document =
        desk.read([&](db::Connection& db) { return cases::documents(db, desk.site.tenant(), desk.now_is(number)).front(); });
    const auto split = case_address(number, "dela"), ticked = std::to_string(document.id.value);
    const auto wrong = desk.site.post(split, {{"service", "varmepump"}, {"split_words", "Bara vintern"}, {"documents", ticked}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Bara vintern"));
    CHECK(shows(wrong, "Välj vad det nya ärendet gäller"));
    const auto seen = std::to_string(desk.now_is(number).last_event);
    CHECK(shows(wrong, "name=\"seen_event\" value=\"" + seen + "\""));
    const TestSite::Typed typed{{"service", "skolskjuts"}, {"split_words", "Bara vintern"}, {"documents", ticked}, {"seen_event", seen}};
    const auto made = desk.site.post(split, typed);
    REQUIRE(made.status == 303);
    CHECK(shows(desk.site.post(split, typed), "Någon annan har ändrat ärendet medan du skrev"));  // a second press
    const auto part = desk.site.follow(made);
    CHECK(shows(part, "Skapat av en del av " + number));
    CHECK(shows(part, "karta.pdf"));
    CHECK(shows(desk.site.get(case_address(number)), "Bara vintern"));
}

// ---- committees

TEST_CASE("who lacks the delegation is shown the way to the committee, whose decision becomes the case's") {
    DESK_TOWN();
    desk.write([&](db::Connection& db) {
        auto unit = identity::find_unit(db, desk.here).value();
        unit.name_sv = "Skolnämnden";
        unit.committee = true;
        must(identity::change_unit(db, unit));
    });
    desk.site.tenant().print_letter = [](const letters::Letter& letter) -> Result<std::string> { return "%PDF " + letter.heading; };
    const auto clerk = desk.employ("clerk", {"cases.read", "cases.decide"}, desk.here);
    const auto number = desk.apply_here();
    desk.site.sign_in_account(clerk);
    CHECK(shows(desk.site.get(case_address(number)), "Du får inte besluta det här enligt delegationsordningen"));
    const auto page = case_address(number, "namnd"), minutes = case_address(number, "namnd/beslut");
    CHECK(desk.site.get(minutes).status == 404);  // nothing is proposed
    const auto today = swedish_date(now());
    const auto committee = std::to_string(desk.here.value);
    const auto wrong = desk.site.post(page, {{"committee", committee}, {"meeting_on", "31 februari"}, {"proposal", "Nämnden avslår."}});
    CHECK(wrong.status == 422);
    for (const auto* words : {"31 februari", "Nämnden avslår.", "Skriv skälen för förslaget"}) {
        CAPTURE(words);
        CHECK(shows(wrong, words));
    }
    CHECK(desk.site
              .post(page, {{"committee", committee},
                           {"meeting_on", to_iso(today)},
                           {"outcome", "reject.too_near"},
                           {"proposal", "Nämnden avslår."},
                           {"reasons", "Vägen är kort."}})
              .status == 303);
    const auto waiting = desk.site.get(case_address(number));
    CHECK(shows(waiting, "Väntar på Skolnämnden"));
    // A colleague who began from the page before that writes nothing over, and loses nothing.
    const auto late = desk.site.post(page, {{"committee", committee},
                                            {"meeting_on", to_iso(today)},
                                            {"outcome", "approve"},
                                            {"proposal", "Nämnden bifaller."},
                                            {"reasons", "Vägen är lång."},
                                            {"seen_event", std::to_string(desk.now_is(number).last_event - 1)}});
    CHECK(late.status == 422);
    CHECK(shows(late, "Någon annan har ändrat ärendet medan du skrev"));
    CHECK(shows(late, "Nämnden bifaller."));
    CHECK(shows(late, "name=\"seen_event\" value=\"" + std::to_string(desk.now_is(number).last_event) + "\""));
    CHECK(shows(desk.site.get(meetings_address), "Skolnämnden"));
    const auto meeting = meeting_address(desk.here, today);
    const auto paper = desk.site.get(meeting);
    CHECK(shows(paper, number));
    CHECK(shows(paper, "Vägen är kort."));
    CHECK(desk.site.last_audit()->event == "case_desk.paper_read");
    CHECK(desk.site.get(meeting + "/pdf").type == "application/pdf");
    CHECK(desk.site.get(meeting_address(desk.elsewhere, today)).status == 404);

    // Referred back in the committee's own words, and proposed anew.
    const auto back = case_address(number, "namnd/aterremiss");
    const auto wordless = desk.site.post(back, {{"back_paragraph", "44"}, {"back_on", to_iso(today)}});
    CHECK(wordless.status == 422);
    CHECK(shows(wordless, "Skriv vad nämnden vill veta"));
    CHECK(shows(wordless, "value=\"44\""));
    CHECK(desk.site.post(back, {{"back_paragraph", "44"}, {"back_on", to_iso(today)}, {"back_words", "Mät vägen på vintern."}}).status ==
          303);
    const auto referred = desk.site.get(case_address(number));
    CHECK(shows(referred, "Skolnämnden återremitterade ärendet, § 44"));
    CHECK(shows(referred, "Mät vägen på vintern."));
    CHECK_FALSE(shows(referred, "Väntar på Skolnämnden"));
    CHECK(desk.site.post(back, {{"back_paragraph", "44"}, {"back_on", to_iso(today)}, {"back_words", "Igen"}}).status == 422);
    CHECK(desk.site
              .post(page, {{"committee", committee},
                           {"meeting_on", to_iso(today)},
                           {"outcome", "reject.too_near"},
                           {"proposal", "Nämnden avslår."},
                           {"reasons", "Vägen är kort, även på vintern."}})
              .status == 303);

    CHECK(shows(desk.site.get(minutes), "Vilka deltog i beslutet?"));
    const auto unsaid = desk.site.post(minutes, {{"paragraph", "45"}, {"decided_on", to_iso(today)}, {"outcome", "reject.too_near"}});
    CHECK(unsaid.status == 422);
    CHECK(shows(unsaid, "Skriv vilka som deltog i beslutet"));
    CHECK(desk.site
              .post(minutes, {{"paragraph", "45"},
                              {"decided_on", to_iso(today)},
                              {"outcome", "reject.too_near"},
                              {"took_part", "Bo Ek, Eva Al"},
                              {"dissent", "Bo Ek reserverar sig"}})
              .status == 303);
    CHECK(shows(desk.site.get(case_address(number)), "Beslutat av Skolnämnden, § 45"));
    CHECK(desk.now_is(number).outcome == "reject");
    CHECK_FALSE(shows(desk.site.get(meetings_address), "Skolnämnden,"));
}

// ---- the letter

TEST_CASE("the letter is written block by block beside what will be sent, and exactly that is sent") {
    DESK_TOWN();
    std::vector<letters::Letter> printed;
    desk.site.tenant().undo_minutes = 0;
    desk.site.tenant().print_letter = [&](const letters::Letter& letter) -> Result<std::string> {
        printed.push_back(letter);
        return "%PDF " + letter.heading;
    };
    const auto number = desk.apply_here();
    const auto page = case_address(number, "beslut/approve");
    const auto empty = desk.site.get(page);
    for (const auto* words : {"Brevets delar", "Om skjutsen inte kommer", "Det här står alltid i brevet", "förvaltningslagen 31 §"}) {
        CAPTURE(words);
        CHECK(shows(empty, words));
    }
    TestSite::Typed typed{
        {"block", "decision"},     {"text-decision", "Ni får *skjuts*."}, {"was-decision", "x"},
        {"block", "own"},          {"text-own", "Ring gärna."},           {"block", "block_no_show"},
        {"in-block_no_show", "1"}, {"block", "block_waiting_place"},      {"seen_event", std::to_string(desk.now_is(number).last_event)}};
    auto moved = typed;
    moved.emplace_back("move", "block_no_show.up");
    const auto preview = desk.site.post(page, moved);
    CHECK(preview.status == 200);
    const auto at = [&](std::string_view words) { return preview.body.find(words); };
    const auto letter = preview.body.substr(at("<article"), at("</article>") - at("<article"));
    CHECK(letter.find("Ring gärna.") > letter.find("Kommer inte skjutsen inom tio minuter"));
    CHECK(letter.find("Barnet väntar") == std::string::npos);

    // As the page had it after the move.
    typed = {{"block", "decision"},       {"text-decision", "Ni får *skjuts*."},
             {"was-decision", "x"},       {"block", "block_no_show"},
             {"in-block_no_show", "1"},   {"block", "own"},
             {"text-own", "Ring gärna."}, {"block", "block_waiting_place"}};
    CHECK(desk.site.post(page, typed).status == 303);
    desk.site.run_jobs();
    REQUIRE(printed.size() == 1);
    CHECK(letters::article(desk.site.tenant().texts, printed.front()).str() == letter + "</article>");

    const auto other = desk.apply_here();
    const auto refused = desk.site.post(
        case_address(other, "beslut/approve"),
        {{"block", "decision"}, {"text-decision", " "}, {"was-decision", "x"}, {"block", "own"}, {"text-own", "Behåll mig"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Skriv vad beslutet är"));
    CHECK(shows(refused, "Behåll mig"));
}

}  // namespace case_desk
