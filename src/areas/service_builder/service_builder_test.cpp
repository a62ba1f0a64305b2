#include "areas/service_builder/workshop_for_tests.h"
#include "engines/services/usage.h"

namespace service_builder {

TEST_CASE("who may build opens every page of a draft, and nobody else does") {
    WORKSHOP();
    const auto id = site.begin();
    const std::vector<std::string> pages = {"del?del=" + question,
                                            "del?del=basics",
                                            "del?del=privacy",
                                            "del?del=terms",
                                            "del?del=decision.outcomes.reject",
                                            "del?del=proposals.1",
                                            "del?del=law.1",
                                            "yaml",
                                            "historik",
                                            "skillnad",
                                            "forhandsvisning",
                                            "prova",
                                            "omprovning"};
    CHECK(site.get(first).status == 200);
    CHECK(site.get(first + "/" + std::to_string(id.value)).status == 200);
    for (const auto& page : pages) {
        CAPTURE(page);
        CHECK(site.get(Workshop::address(id, page)).status == 200);
    }
    site.sign_in_staff("teacher", {may_build}, "barn-och-utbildning");
    for (const auto& page : pages) CHECK(site.get(Workshop::address(id, page)).status == 403);
}

TEST_CASE("a draft begins as the published version and differs in nothing") {
    WORKSHOP();
    const auto id = site.begin();
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "Inget skiljer."));
    CHECK(shows(site.get(first + "/" + std::to_string(id.value)), "Inget att rätta"));
    CHECK(site.begin() == id);
}

TEST_CASE("a form that is sent as it was shown changes nothing") {
    WORKSHOP();
    const auto id = site.begin();
    for (const auto* part : {"basics", "privacy", "terms", "form.pages.child", "form.pages.child.fields.child_name", "conditions.distance",
                             "decision.outcomes.reject", "decision.outcomes.approve", "decision.outcomes.approve.letter.blocks.no_show",
                             "proposals.1", "law.1"}) {
        CAPTURE(part);
        site.change(id, part, "", "");
        CHECK(site.revision(id) == "1");
    }
}

TEST_CASE("a change of a question is saved and told in plain words") {
    WORKSHOP();
    const auto id = site.begin();
    CHECK(site.change(id, question, "label.sv", "Barnets namn").status == 303);
    CHECK(site.text_at(id, question + ".label.sv") == "Barnets namn");
    const auto told = site.get(Workshop::address(id, "skillnad"));
    CHECK(shows(told, "Frågan ”Barnets namn”: Rubrik på svenska är ändrad."));
    CHECK(shows(told, "<del>"));
}

TEST_CASE("words in further languages stand beside the others where the municipality offers them, and are never lost") {
    WORKSHOP();
    const auto id = site.begin();
    const auto part = Workshop::address(id, "del?del=" + question);
    CHECK_FALSE(shows(site.get(part), R"(name="label.fi")"));
    site.tenant().further_languages = {Language::fi};
    CHECK(shows(site.get(part), R"(name="label.fi")"));
    CHECK(shows(site.get(part), R"(lang="fi")"));
    CHECK(site.change(id, question, "label.fi", "Lapsen nimi").status == 303);
    CHECK(site.text_at(id, question + ".label.fi") == "Lapsen nimi");
    CHECK(shows(site.get(Workshop::address(id, "skillnad")), "(Suomi)"));
    // Another municipality's draft, where nobody is offered Finnish.
    site.tenant().further_languages = {};
    CHECK(shows(site.get(part), R"(value="Lapsen nimi")"));
    CHECK(site.change(id, question, "label.sv", "Barnets namn").status == 303);
    CHECK(site.text_at(id, question + ".label.fi") == "Lapsen nimi");
    CHECK(site.change(id, question, "label.fi", "").status == 303);
    CHECK(site.text_at(id, question + ".label.fi").empty());
}

TEST_CASE("the optional parts of an outcome's letter are listed with it, changed, added and told of") {
    WORKSHOP();
    const auto id = site.begin();
    const std::string outcome = "decision.outcomes.approve", list = outcome + ".letter.blocks", block = list + ".no_show";
    CHECK(shows(site.get(Workshop::address(id, "del") + "?del=" + outcome), "Om skjutsen inte kommer"));
    const auto page = site.get(Workshop::address(id, "del") + "?del=" + block);
    CHECK(shows(page, "Kommer inte skjutsen inom tio minuter"));
    CHECK(shows(page, "?del=" + outcome));  // the way back
    CHECK(site.change(id, block, "text.sv", "Ring oss då.").status == 303);
    CHECK(site.text_at(id, block + ".text.sv") == "Ring oss då.");
    CHECK(site.text_at(id, list + ".waiting_place.label.sv") == "Var barnet väntar");
    const auto added = site.post(Workshop::address(id, "ny-del"), {{"revision", site.revision(id)}, {"list", list}});
    CHECK(added.status == 303);
    CHECK(site.text_at(id, list + ".block_1.id") == "block_1");
    CHECK(site.get(Workshop::address(id, "skillnad")).status == 200);
    CHECK(site.post(Workshop::address(id, "ny-del"), {{"revision", site.revision(id)}, {"list", outcome + ".letter.smuggled"}}).status ==
          404);
}

TEST_CASE("a question that gets another id is renamed in every rule and letter, and the service still makes sense") {
    WORKSHOP();
    const auto id = site.begin();
    CHECK(site.change(id, question, "id", "pupil").status == 303);
    CHECK(shows(site.get(first + "/" + std::to_string(id.value)), "Inget att rätta"));
    CHECK(site.text_at(id, "case_title.sv").find("{pupil}") != std::string::npos);
    CHECK(shows(site.change(id, "form.pages.child.fields.pupil", "id", "grade"), "Den här finns redan") == false);
    const auto refused = site.change(id, "form.pages.child.fields.pupil", "id", "Ny fråga");
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Skriv ett namn med a–z"));
}

TEST_CASE("a circular rule is saved in the draft, named with its path, and never proposed") {
    WORKSHOP();
    const auto id = site.begin();
    CHECK(site.change(id, question, "show_if", "answered(child_name)").status == 303);
    const auto page = site.get(Workshop::address(id, "del?del=" + question));
    CHECK(shows(page, question));
    CHECK(shows(page, "child_name → child_name"));
    CHECK(site.post(Workshop::address(id, "foresla"), {{"revision", site.revision(id)}}).status == 409);
}

TEST_CASE("parts are added, moved and removed, and every step can be undone and done again") {
    WORKSHOP();
    const auto id = site.begin();
    const auto list = "form.pages.child.fields";
    const auto count = services::part_at(site.opened(id).document, services::path_of(list)).size();
    const auto added = site.post(Workshop::address(id, "ny-del"), {{"revision", "1"}, {"list", list}, {"type", "number"}});
    CHECK(header_of(added, "Location").find("question_1") != std::string_view::npos);
    CHECK(services::part_at(site.opened(id).document, services::path_of(list)).size() == count + 1);
    CHECK(site.order(id, "up " + std::string(list) + ".question_1").status == 303);
    CHECK(site.order(id, "remove " + std::string(list) + ".question_1").status == 303);
    CHECK(services::part_at(site.opened(id).document, services::path_of(list)).size() == count);
    const auto step = [&](const std::string& way) {
        site.post(Workshop::address(id, "steg"), {{"revision", site.revision(id)}, {"do", way}});
        return services::part_at(site.opened(id).document, services::path_of(list)).size();
    };
    CHECK(step("undo") == count + 1);
    CHECK(step("undo") == count + 1);
    CHECK(step("undo") == count);
    CHECK(step("undo") == count);
    CHECK(step("redo") == count + 1);
}

TEST_CASE("a question goes to another page, by the form or by dragging") {
    WORKSHOP();
    const auto id = site.begin();
    const auto pages = services::parts_of(site.opened(id).document["form"]["pages"]);
    REQUIRE(pages.size() > 1);
    const auto other = pages[1].name;
    site.post(Workshop::address(id, "flytta"), {{"revision", "1"}, {"part", question}, {"page", other}});
    const auto there = "form.pages." + other + ".fields.child_name";
    CHECK(site.text_at(id, there + ".type") == "text");
    site.post(Workshop::address(id, "slapp"),
              {{"revision", site.revision(id)}, {"part", there}, {"list", "form.pages.child.fields"}, {"before", ""}});
    CHECK(services::parts_of(services::part_at(site.opened(id).document, services::path_of("form.pages.child.fields"))).back().name ==
          "child_name");
}

TEST_CASE("two editors at once: different changes are both kept, the same place asks and nothing is lost without a word") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Namnet", "1");
    site.sign_in_staff("other", {may_build});
    CHECK(shows(site.follow(site.change(id, "basics", "title.sv", "Skjuts", "1")), "båda ändringarna"));
    CHECK(site.text_at(id, question + ".label.sv") == "Namnet");

    const auto before = site.revision(id);
    auto typed = site.form(id, question, "label.sv", "Barnet", "1");
    const auto asked = site.post(Workshop::address(id, "del"), typed);
    CHECK(asked.status == 409);
    CHECK(shows(asked, "Namnet"));
    CHECK(shows(asked, "Barnet"));
    CHECK(site.revision(id) == before);
    CHECK(shows(asked, "krock-" + question + ".label.sv"));
    typed.emplace_back("krock", "mitt");
    CHECK(site.post(Workshop::address(id, "del"), typed).status == 303);
    CHECK(site.text_at(id, question + ".label.sv") == "Barnet");
    CHECK(site.text_at(id, "title.sv") == "Skjuts");
}

TEST_CASE("where two have changed several places each is settled by itself: this one, that one, both") {
    WORKSHOP();
    const auto id = site.begin();
    const std::string what = "summary.sv", name = "title.sv", theme = "series";
    const auto all = [&](const std::string& summary, const std::string& title, const std::string& series) {
        auto typed = site.form(id, "basics", what, summary, "1");
        for (auto& [field, value] : typed) {
            if (field == name) value = title;
            if (field == theme) value = series;
        }
        return typed;
    };
    site.post(Workshop::address(id, "del"), all("Deras ord om det.", "Deras", "DEA"));
    site.sign_in_staff("other", {may_build});
    auto typed = all("Mina ord om det.", "Mitt", "MIA");
    CHECK(site.post(Workshop::address(id, "del"), typed).status == 409);
    typed.emplace_back("krock-" + what, "bada");
    typed.emplace_back("krock-" + name, "mitt");
    // One that is not settled asks again.
    CHECK(site.post(Workshop::address(id, "del"), typed).status == 409);
    typed.emplace_back("krock-" + theme, "deras");
    CHECK(site.post(Workshop::address(id, "del"), typed).status == 303);
    CHECK(site.text_at(id, what) == "Deras ord om det. Mina ord om det.");
    CHECK(site.text_at(id, name) == "Mitt");
    CHECK(site.text_at(id, theme) == "DEA");
}

TEST_CASE("what another saved meanwhile is not overwritten by mending a mistake of one's own") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, question, "label.sv", "Namnet", "1");
    site.sign_in_staff("other", {may_build});
    auto typed = site.form(id, question, "id", "Inget id", "1");
    for (auto& [field, value] : typed)
        if (field == "label.sv") value = "Barnet";
    const auto refused = site.post(Workshop::address(id, "del"), typed);
    CHECK(refused.status == 422);
    CHECK(Workshop::hidden(refused, "revision") == "1");
    typed.emplace_back("revision", Workshop::hidden(refused, "revision"));
    for (auto& [field, value] : typed)
        if (field == "id") value = "child_name";
    CHECK(site.post(Workshop::address(id, "del"), typed).status == 409);
    CHECK(site.text_at(id, question + ".label.sv") == "Namnet");

    const auto text = site.post(Workshop::address(id, "yaml"), {{"revision", "1"}, {"yaml", "title: [oslutet"}});
    CHECK(Workshop::hidden(text, "revision") == "1");
}

TEST_CASE("no two drafts, and no draft and a published service, have the same id") {
    WORKSHOP();
    const auto id = site.begin_new("cykelplats");
    site.begin_new("parkering");
    const auto called = [&](const std::string& name) {
        const auto text = yaml::to_yaml(services::with_part(site.opened(id).document, {"id"}, yaml::Node::of(name)));
        return site.post(Workshop::address(id, "yaml"), {{"revision", site.revision(id)}, {"yaml", text}}).status;
    };
    CHECK(called("parkering") == 409);
    CHECK(called("skolskjuts") == 409);
    CHECK(called("cykelgarage") == 303);
    CHECK(site.opened(id).draft.service == "cykelgarage");
}

TEST_CASE("the text itself can be edited, and what cannot be read is kept and explained by line") {
    WORKSHOP();
    const auto id = site.begin();
    auto text = yaml::to_yaml(services::with_part(site.opened(id).document, {"summary", "sv"}, yaml::Node::of("Kort")));
    CHECK(site.post(Workshop::address(id, "yaml"), {{"revision", "1"}, {"yaml", text}}).status == 303);
    CHECK(site.text_at(id, "summary.sv") == "Kort");
    const auto refused = site.post(Workshop::address(id, "yaml"), {{"revision", "2"}, {"yaml", "title: [oslutet"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "oslutet"));
    CHECK(shows(refused, "Rad 1"));
    CHECK(site.post(Workshop::address(id, "yaml"), {{"revision", "2"}, {"yaml", "id: annan"}}).status == 409);
    CHECK(site.revision(id) == "2");
}

TEST_CASE("what is saved is what service check accepts") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, question, "hint.sv", "För- och efternamn: \"Kim\" # inget mer");
    const auto yaml = site.db().read([&](db::Connection& db) { return yaml_of(db, id, 2).value(); });
    const auto service = services::parse_service(yaml);
    REQUIRE(service);
    CHECK(service->form.field("child_name")->hint.sv == "För- och efternamn: \"Kim\" # inget mer");
}

TEST_CASE("how the form is filled in stands with the versions, and errors beside each question") {
    WORKSHOP();
    site.db().write([](db::Connection& db) {
        services::count_answered(db, "skolskjuts", 1, "child", 20);
        services::count_errors(db, "skolskjuts", 1, {"child_name"});
    });
    const auto page = site.get(first + "/tjanst/skolskjuts");
    CHECK(shows(page, "Under 30 sekunder"));
    CHECK(shows(page, "Frågor som fick rättas"));
    CHECK(shows(site.get(Workshop::address(site.begin(), "del?del=form.pages.child")), "Rättad en gång"));
}

TEST_CASE("a draft that is discarded leaves the list, and the next one begins from what is published") {
    WORKSHOP();
    const auto id = site.begin();
    site.change(id, "basics", "title.sv", "Skjuts");
    CHECK(site.post(Workshop::address(id, "kasta"), {{"revision", "1"}}).status == 409);
    CHECK(site.post(Workshop::address(id, "kasta"), {{"revision", "2"}}).status == 303);
    const auto next = site.begin();
    CHECK(next != id);
    CHECK(site.text_at(next, "title.sv") == site.published_title());
}

TEST_CASE("a new service is built from nothing, and its id must be free") {
    WORKSHOP();
    CHECK(site.post(first + "/ny", {{"id", "Ny Tjänst"}}).status == 422);
    CHECK(site.post(first + "/ny", {{"id", "skolskjuts"}}).status == 422);
    const auto begun = site.post(first + "/ny", {{"id", "cykelplats"}});
    CHECK(begun.status == 303);
    CHECK(shows(site.follow(begun), "saker att rätta"));
}

TEST_CASE("only the preview may stand in a frame, and only on this site") {
    WORKSHOP();
    const auto id = site.begin();
    const auto frame = site.get(Workshop::address(id, "forhandsvisning/sida?sida=child"));
    CHECK(header_of(frame, "X-Frame-Options") == "SAMEORIGIN");
    CHECK(shows(frame, "Vad heter barnet?"));
    CHECK(header_of(site.get(Workshop::address(id, "forhandsvisning")), "Content-Security-Policy").find("frame-ancestors 'none'") !=
          std::string_view::npos);
}

TEST_CASE("what stands in the builder is tried before it is saved, page after page, and nothing is saved by it") {
    WORKSHOP();
    const auto id = site.begin();
    CHECK(shows(site.get(Workshop::address(id, "del?del=" + question)), "prova-osparat"));
    auto page = site.post(Workshop::address(id, "prova-osparat"), site.form(id, question, "label.sv", "Vad kallas barnet?"));
    CHECK(shows(page, "Vad kallas barnet?"));
    const auto next = [&](TestSite::Typed typed) {
        for (const auto* hidden : {"sida", "svar", "osparat"}) typed.emplace_back(hidden, Workshop::hidden(page, hidden));
        return site.post(Workshop::address(id, "prova-osparat"), typed);
    };
    page = next({{"child_name", ""}, {"child_number", "20180101-2392"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Vad kallas barnet?"));
    page = next({{"child_name", "Alva Exempel"}, {"child_number", "20180101-2392"}});
    CHECK(shows(page, "Vilken skola går barnet i?"));
    CHECK(site.revision(id) == "1");

    const auto wrong = site.post(Workshop::address(id, "prova-osparat"), site.form(id, question, "id", "Ny fråga"));
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv ett namn med a–z"));
    CHECK(shows(site.post(Workshop::address(id, "prova-osparat"), {{"revision", "1"}, {"yaml", "["}}), "går inte att läsa som YAML"));
    auto whole = services::with_part(site.opened(id).document, services::path_of(question + ".label.sv"), yaml::Node::of("Barnets namn?"));
    CHECK(shows(site.post(Workshop::address(id, "prova-osparat"), {{"revision", "1"}, {"yaml", yaml::to_yaml(whole)}}), "Barnets namn?"));
}

TEST_CASE("the preview and the trial show the fee so far, and what came of the trial shows the whole") {
    WORKSHOP();
    const auto id = site.begin();
    const auto frame = [&] { return site.get(Workshop::address(id, "forhandsvisning/sida?sida=child")); };
    CHECK_FALSE(shows(frame(), "Avgiften så långt"));
    const auto fee = yaml::parse("{ ref: Taxan, lines: [{ id: base, text: Grundavgift, amount: '3200' }] }").value();
    const auto with_fee = services::with_part(site.opened(id).document, {"fee"}, fee);
    site.post(Workshop::address(id, "yaml"), {{"revision", "1"}, {"yaml", yaml::to_yaml(with_fee)}});
    CHECK(shows(frame(), "Avgiften så långt"));
    CHECK(shows(frame(), "3\u00a0200"));
    CHECK(shows(site.get(Workshop::address(id, "prova")), "3\u00a0200"));
}

TEST_CASE("a trial asks as the form does, shows what would be proposed, and makes no case") {
    WORKSHOP();
    const auto id = site.begin();
    const auto refused = site.post(Workshop::address(id, "prova"), {{"sida", "child"}, {"svar", "{}"}});
    CHECK(refused.status == 422);
    CHECK(site.post(Workshop::address(id, "prova"), {{"sida", "child"}, {"svar", "[trasigt"}}).status == 303);

    auto page = site.get(Workshop::address(id, "prova"));
    const TestSite::Typed pages[] = {{{"child_name", "Alva Exempel"}, {"child_number", "20180101-2392"}},
                                     {{"school_name", "strandskolan"}, {"chosen_school", "no"}, {"grade", "2"}},
                                     {{"reasons", "distance"}},
                                     {{"home-street", "Ekvägen 7"},
                                      {"home-postcode", "123 45"},
                                      {"home-town", "Exempelby"},
                                      {"distance_km", "4,3"},
                                      {"alternating", "no"},
                                      {"start", to_iso(Date{swedish_date(now()).days + 30})},
                                      {"truth", "1"}},
                                     {{"applicant_name", "Kim Exempel"}, {"applicant_email", "kim@exempel.example"}}};
    for (auto typed : pages) {
        for (const auto* hidden : {"sida", "svar"}) typed.emplace_back(hidden, Workshop::hidden(page, hidden));
        page = site.post(Workshop::address(id, "prova"), typed);
    }
    CHECK(shows(page, "Det räknas ingenstans"));
    CHECK(shows(page, "Skolskjuts för Alva Exempel"));
    CHECK(shows(page, "Ekvägen 7"));
    CHECK(site.db().read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM cases_case"); }) == 0);
}

}  // namespace service_builder
