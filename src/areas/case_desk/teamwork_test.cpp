/// Working together in a case.
#include "areas/case_desk/desk_for_tests.h"
#include "engines/cases/words.h"

namespace case_desk {

TEST_CASE("a task is given to a colleague, who finds it in a list and finishes it") {
    DESK_TOWN();
    const auto colleague = desk.add_officer("colleague");
    const auto number = desk.apply_here();
    const auto page = case_address(number, "samarbete");
    const auto empty = desk.site.post(case_address(number, "uppgifter"), {{"task", " "}, {"task_due_on", "31 februari"}});
    CHECK(empty.status == 422);
    CHECK(shows(empty, "31 februari"));
    CHECK(header_of(desk.site.post(case_address(number, "uppgifter"),
                                   {{"task", "Mät vägen till skolan"}, {"task_officer", std::to_string(colleague.value)}}),
                    "Location") == page);
    CHECK(shows(desk.site.get(case_address(number)), "Mät vägen till skolan"));

    desk.site.sign_in_account(colleague);
    CHECK(shows(desk.site.get(tasks_address), "Mät vägen till skolan"));
    const auto task = desk.read([&](db::Connection& db) { return cases::tasks(db, desk.site.tenant(), desk.now_is(number)).front(); });
    CHECK(desk.site.post(case_address(number, "uppgifter/" + std::to_string(task.id) + "/klar")).status == 303);
    CHECK_FALSE(shows(desk.site.get(tasks_address), "Mät vägen till skolan"));
    CHECK(shows(desk.site.get(page), "Klart: colleague"));
}

TEST_CASE("a note is changed by whoever wrote it, and every version stays") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    desk.site.post(case_address(number, "anteckning"), {{"note", "Ringde Kim"}});
    const auto note = desk.read([&](db::Connection& db) { return cases::messages(db, desk.site.tenant(), desk.now_is(number)).back().id; });
    const auto change = case_address(number, "anteckning/" + std::to_string(note));
    const auto blank = desk.site.post(change, {{note_field(note), " "}});
    CHECK(blank.status == 422);
    const auto long_one = desk.site.post(change, {{note_field(note), std::string(cases::longest_text, 'a') + " och slutet"}});
    CHECK(long_one.status == 422);
    CHECK(shows(long_one, "a och slutet"));
    CHECK(desk.site.post(change, {{note_field(note), "Ringde Kim, ingen svarade"}}).status == 303);
    const auto page = desk.site.get(case_address(number, "samarbete"));
    CHECK(shows(page, "Ringde Kim, ingen svarade"));
    CHECK(shows(page, "Visa alla 2 versionerna"));
    CHECK(shows(desk.site.get(case_address(number)), "ändrad"));

    desk.site.sign_in_account(desk.add_officer("colleague"));
    const auto refused = desk.site.post(change, {{note_field(note), "Något annat"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Bara den som skrev anteckningen kan ändra den"));
}

TEST_CASE("linked cases name each other; a case that the officer may not handle is as one that is not there") {
    DESK_TOWN();
    const auto one = desk.apply_here(), other = desk.apply_here();
    const auto hidden = desk.apply(desk.kim, TestTown::Stage::received, "varmepump").number;
    const auto links = case_address(one, "kopplingar");
    for (const auto& wrong : {hidden, std::string("SKJ-1999-0001")}) {
        const auto refused = desk.site.post(links, {{"other", wrong}});
        CHECK(refused.status == 422);
        CHECK(shows(refused, "Det finns inget ärende med det numret"));
        CHECK(shows(refused, wrong));
    }
    CHECK(desk.site.post(links, {{"other", other}}).status == 303);
    CHECK(shows(desk.site.get(case_address(other)), one));
    CHECK(desk.site.post(links, {{"bort", other}}).status == 303);
    CHECK_FALSE(shows(desk.site.get(case_address(other)), "Ta bort kopplingen"));
}

TEST_CASE("another unit answers a question without seeing the case") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto day = to_iso(Date{swedish_date(now()).days + 20});
    const auto ask = case_address(number, "remisser");
    const auto refused = desk.site.post(ask, {{"unit", ""}, {"question", "Är vägen säker?"}, {"answer_by", day}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Är vägen säker?"));
    CHECK(
        desk.site.post(ask, {{"unit", std::to_string(desk.elsewhere.value)}, {"question", "Är vägen säker?"}, {"answer_by", day}}).status ==
        303);
    CHECK_FALSE(shows(desk.site.get(consultations_address), number));

    desk.site.sign_in_account(desk.employ("expert", {"cases.read", "cases.decide"}, desk.elsewhere));
    CHECK(shows(desk.site.get(consultations_address), number));
    CHECK(desk.site.get(case_address(number)).status == 404);
    const auto consultation =
        desk.read([&](db::Connection& db) { return cases::consultations(db, desk.site.tenant(), desk.now_is(number)).front(); });
    const auto address = std::string(consultations_address) + "/" + std::to_string(consultation.id);
    CHECK(shows(desk.site.get(address), "Är vägen säker?"));
    CHECK(shows(desk.site.post(address, {{"answer", ""}}), "Skriv ert svar"));
    CHECK(desk.site.post(address, {{"answer", "Nej, den saknar trottoar."}}).status == 303);
    CHECK_FALSE(shows(desk.site.get(consultations_address), number));

    desk.site.sign_in_account(desk.officer);
    CHECK(shows(desk.site.get(case_address(number)), "Nej, den saknar trottoar."));
    CHECK(desk.site.get(address).status == 404);
}

TEST_CASE("a question carries the documents that were ticked, and the other unit opens these and no others") {
    DESK_TOWN();
    const auto number = desk.apply_here(), other = desk.apply_here();
    const auto document_of = [&](const std::string& of) {
        return std::to_string(
            desk.read([&](db::Connection& db) { return cases::documents(db, desk.site.tenant(), desk.now_is(of)).front().id.value; }));
    };
    const TestSite::Typed typed{{"unit", std::to_string(desk.elsewhere.value)},
                                {"question", "Är vägen säker?"},
                                {"answer_by", to_iso(Date{swedish_date(now()).days + 20})}};
    auto foreign = typed, chosen = typed;
    foreign.emplace_back("documents", document_of(other));
    chosen.emplace_back("documents", document_of(number));
    CHECK(shows(desk.site.post(case_address(number, "remisser"), foreign), "Välj bland ärendets handlingar"));
    CHECK(desk.site.post(case_address(number, "remisser"), chosen).status == 303);
    CHECK(shows(desk.site.get(case_address(number, "samarbete")), "1 handling följer med"));

    desk.site.sign_in_account(desk.employ("expert", {"cases.read", "cases.decide"}, desk.elsewhere));
    const auto consultation =
        desk.read([&](db::Connection& db) { return cases::consultations(db, desk.site.tenant(), desk.now_is(number)).front(); });
    const auto address = std::string(consultations_address) + "/" + std::to_string(consultation.id);
    CHECK(shows(desk.site.get(address), "karta.pdf"));
    const auto opened = desk.site.get(address + "/handlingar/" + document_of(number));
    CHECK(opened.status == 200);
    CHECK(opened.type == "application/pdf");
    CHECK(desk.site.last_audit()->event == "cases.document_opened");
    CHECK(desk.site.get(address + "/handlingar/" + document_of(other)).status == 404);
    CHECK(desk.site.get(case_address(number, "handlingar/" + document_of(number))).status == 404);
}

TEST_CASE("tasks and questions of a case with secrecy are read only by who lately showed more than a password, and the reading is logged") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto expert = desk.employ("expert", {"cases.read", "cases.decide"}, desk.elsewhere);
    desk.as(desk.visitor_of(desk.officer), [&](cases::Change& change) {
        const auto of = desk.now_is(number).id;
        must(cases::add_task(change, of, {.words = "Ring mamman", .officer = desk.officer}));
        must(cases::consult(change, of,
                            {.unit = desk.elsewhere, .question = "Är hon sjuk?", .answer_by = Date{swedish_date(now()).days + 9}}));
    });
    const auto question =
        desk.read([&](db::Connection& db) { return cases::consultations(db, desk.site.tenant(), desk.now_is(number)).front().id; });
    const auto address = std::string(consultations_address) + "/" + std::to_string(question);
    desk.site.tenant().session_limits.proof = 60 * microseconds_a_minute;
    const auto prove = [&] {
        desk.site.db().write([&](db::Connection& db) { identity::mark_proved(db, desk.site.visitor().session, now()); });
    };
    const auto shut = desk.site.get(tasks_address);
    CHECK(shows(shut, number));
    CHECK_FALSE(shows(shut, "Ring mamman"));
    prove();
    CHECK(shows(desk.site.get(tasks_address), "Ring mamman"));
    CHECK(desk.site.last_audit()->event == "case_desk.tasks_read");

    desk.site.sign_in_account(expert);
    CHECK(header_of(desk.site.get(address), "Location").starts_with("/personal/bekrafta"));
    CHECK(desk.site.post(address, {{"answer", "Nej"}}).status == 403);
    prove();
    CHECK(shows(desk.site.get(address), "Är hon sjuk?"));
}

TEST_CASE("the day of decision is moved with a reason, which the applicant is told") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto day = Date{desk.now_is(number).due_on->days + 20};
    const auto move = case_address(number, "ny-dag");
    CHECK(shows(desk.site.post(move, {{"new_due_on", to_iso(day)}, {"why_moved", ""}}), "Skriv varför det tar längre tid"));
    CHECK(desk.site.post(move, {{"new_due_on", to_iso(day)}, {"why_moved", "Vi väntar på polisen"}}).status == 303);
    CHECK(desk.now_is(number).due_on == day);
    CHECK(shows(desk.site.get(case_address(number)), "Vi väntar på polisen"));
}

TEST_CASE("who only reads neither closes a case to representatives nor is asked why") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto page = case_address(number, "samarbete"), close = case_address(number, "foretradare");
    CHECK(shows(desk.site.get(page), "why_open"));
    CHECK(header_of(desk.site.post(close, {{"oppna", "nej"}, {"why_open", "Barnet kan ta skada"}}), "Location") == page);
    desk.site.sign_out();
    desk.site.sign_in_account(desk.employ("reader", {"cases.read"}, desk.here));
    CHECK(desk.site.post(close, {{"oppna", "ja"}, {"why_open", "Nej"}}).status == 403);
    CHECK(shows(desk.site.get(page), "Barnet kan ta skada"));
    CHECK_FALSE(shows(desk.site.get(page), "why_open"));
}

TEST_CASE("who else has opened the case lately stands on its page") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    CHECK_FALSE(shows(desk.site.get(case_address(number)), "öppnade ärendet klockan"));
    desk.site.sign_in_account(desk.add_officer("colleague"));
    CHECK(shows(desk.site.get(case_address(number)), "officer öppnade ärendet klockan"));
}

TEST_CASE("a case is closed and opened to representatives with a reason, which stands when something is wrong with it") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto said = [&] {
        return desk.read([&](db::Connection& db) { return cases::open_to_representatives(db, desk.site.tenant(), desk.now_is(number)); });
    };
    const auto address = case_address(number, "foretradare");
    const auto silent = desk.site.post(address, {{"why_open", " "}, {"oppna", "nej"}});
    CHECK(silent.status == 422);
    CHECK(shows(silent, "Skriv varför, till exempel"));
    const auto long_one = desk.site.post(address, {{"why_open", std::string(cases::longest_words, 'a') + " och slutet"}, {"oppna", "nej"}});
    CHECK(long_one.status == 422);
    CHECK(shows(long_one, "a och slutet"));
    CHECK_FALSE(said());
    CHECK(desk.site.post(address, {{"why_open", "Barnet bad om det"}, {"oppna", "nej"}}).status == 303);
    CHECK(said()->said == cases::Opening::closed);
    CHECK(desk.site.last_audit()->event == "cases.closed_to_representatives");
    CHECK(shows(desk.site.get(case_address(number, "samarbete")), "Barnet bad om det"));
    CHECK(desk.site.post(address, {{"why_open", "Barnet har ändrat sig"}, {"oppna", "ja"}}).status == 303);
    CHECK(said()->said == cases::Opening::open);
}

TEST_CASE("two who decide at once: the second sees what has happened beside what was written, and may go on") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    const auto seen = std::to_string(desk.now_is(number).last_event);
    desk.as({.kind = Visitor::Kind::resident, .person = desk.kim},
            [&](cases::Change& change) { return cases::write_message(change, desk.now_is(number).id, "Vi har flyttat"); });
    const auto conflict =
        desk.site.post(case_address(number, "beslut"), {{"outcome", "approve"}, {"comment", "Välkommen"}, {"seen_event", seen}});
    CHECK(conflict.status == 422);
    for (const auto* words : {"Vi har flyttat", "Välkommen", "Besluta ändå"}) {
        CAPTURE(words);
        CHECK(shows(conflict, words));
    }
    CHECK(desk.now_is(number).state_kind == "open");
    const auto again = desk.site.post(case_address(number, "beslut/approve"),
                                      {{"comment", "Välkommen"}, {"seen_event", std::to_string(desk.now_is(number).last_event)}});
    CHECK(again.status == 303);
    CHECK(desk.now_is(number).outcome == "approve");
}

}  // namespace case_desk
