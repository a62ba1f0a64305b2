#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "engines/forms/embedded.h"
#include "engines/forms/fill.h"
#include "engines/services/catalogue.h"
#include "engines/services/conditions.h"
#include "engines/services/embedded.h"
#include "engines/services/small_service_for_tests.h"
#include "engines/services/templates.h"
#include "foundation/base/unicode.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"
#include "foundation/yaml/yaml.h"

using namespace services;
using forms::Answers;
using Told = std::vector<std::string>;

namespace {

std::string school_yaml() {
    for (const auto& file : carried_services())
        if (file.name == "skolskjuts.yaml") return std::string(file.content);
    throw std::logic_error("skolskjuts.yaml is not carried");
}

const Service& school() {
    static const Service service = parse_service(school_yaml()).value();
    return service;
}

const texts::Catalog& catalog() {
    static const auto made = [] {
        auto all = std::make_unique<texts::Catalog>();
        all->add("forms", forms::embedded::texts());
        all->add("services", services::embedded::texts());
        return all;
    }();
    return *made;
}
Texts swedish() { return {catalog(), "services", Language::sv}; }

std::string with(std::string_view old_words, std::string_view new_words) {
    auto yaml = school_yaml();
    const auto at = yaml.find(old_words);
    REQUIRE(at != yaml.npos);
    return yaml.replace(at, old_words.size(), new_words);
}

/// "path text_key" of every problem of a definition, whether it cannot be read or does not make sense.
Told told(const std::string& yaml, const Known& known = {}) {
    const auto service = parse_service(yaml);
    const auto problems = service ? check_service(*service, known) : service.error();
    Told all;
    for (const auto& problem : problems) {
        CHECK_FALSE(forms::message(swedish(), problem).empty());
        CHECK_FALSE(forms::message(swedish().in(Language::en), problem).empty());
        all.push_back(problem.path + " " + problem.text_key);
    }
    return all;
}

Answers application() {
    Answers answers;
    answers.set("child_name", {std::string("Alva *Ek*")}).set("school_name", {std::string("strandskolan")}).set("chosen_school", {false});
    answers.set("grade", {std::string("2")})
        .set("reasons", {Told{"distance"}})
        .set("home", {forms::Address{"Ekvägen 7", "123 45", "Exempelby"}});
    answers.set("distance_km", {forms::NumberAnswer{"4,3", 4.3}}).set("alternating", {false}).set("start", {std::string("2026-12-01")});
    answers.set("truth", {true}).set("child_number", {std::string("201801012392")});
    answers.set("applicant_name", {std::string("Kim Exempel")}).set("applicant_email", {std::string("kim@exempel.se")});
    return answers;
}

}  // namespace

TEST_CASE("every service of the catalogue can be read and makes sense") {
    const Known known{{"decision", "notification", "concern_report", "information_request", "registration", "approved_decision",
                       "signed_decision", "fault", "feedback"},
                      {"barn-och-utbildning", "vard-och-omsorg", "samhallsbyggnad", "miljo", "kultur-och-fritid", "naringsliv",
                       "kommunledning", "gata-park", "kontaktcenter"}};
    for (const auto& file : carried_services()) {
        INFO(file.name);
        CHECK(told(std::string(file.content), known) == Told{});
    }
}

TEST_CASE("a service has what its definition says") {
    CHECK(school().id == "skolskjuts");
    CHECK(school().title.en == "Apply for school transport");
    CHECK(school().secrecy->hides == Hides::parties);
    CHECK(school().processing.deadline->days == 30);
    CHECK(school().form.field("disability_need")->sensitivity == forms::Sensitivity::sensitive);
    CHECK(school().form.field("child_number")->sensitivity == forms::Sensitivity::personal);
    CHECK(school().form.field("certificate")->required.is_never());
    CHECK(school().form.pages.back().id == contact_page_id);
    CHECK(school().decision.outcome("reject")->reason("too_near")->ref == "Skollagen 10 kap. 32 § första stycket");
    CHECK(school().decision.appeal.kind == AppealKind::administrative);
    CHECK(school().form.checks.size() == 1);
}

TEST_CASE("a decision is appealed against as its reason says, else as the service says, and not when nobody lost by it") {
    const auto& decision = school().decision;
    CHECK(decision.appeal_against("reject", "too_near").kind == AppealKind::administrative);
    CHECK(decision.appeal_against("reject", "chosen_school").kind == AppealKind::legality);
    CHECK(decision.appeal_against("approve", "").kind == AppealKind::none);
    for (const auto& file : carried_services()) {
        if (file.name != "varmepump.yaml") continue;
        const auto heat_pump = parse_service(file.content).value();
        CHECK(heat_pump.decision.appeal_against("approve", "").kind == AppealKind::administrative);  // its conditions
    }
}

TEST_CASE("a registration has one outcome without reasons, and nothing to judge by or to appeal against") {
    const auto judging = told(with("flow: decision", "flow: registration"));
    for (const auto* problem : {"decision.outcomes problem_registration_outcome", "conditions problem_registration_judges",
                                "decision.supplement problem_registration_supplement", "decision.appeal problem_registration_appeal"}) {
        CAPTURE(problem);
        CHECK(std::find(judging.begin(), judging.end(), problem) != judging.end());
    }
    auto yaml = with("flow: decision", "flow: registration");
    yaml.erase(yaml.find("conditions:"));
    yaml +=
        "decision:\n  outcomes:\n    register:\n      label: Registrera\n      letter: { heading: Klart, body: Klart }\n"
        "  appeal: { kind: none }\n";
    CHECK(told(yaml) == Told{});
}

TEST_CASE("every problem of a file is told at once, with its line") {
    auto yaml = school_yaml();
    yaml.replace(yaml.find("theme:"), 6, "tema:");
    yaml.replace(yaml.find("type: personal_number"), 21, "type: personal_numer");
    yaml.replace(yaml.find("school_name == 'other'"), 22, "school_name = 'other' ");
    const auto problems = parse_service(yaml).error();
    Told all;
    for (const auto& problem : problems) all.push_back(std::to_string(problem.line) + " " + problem.path + " " + problem.text_key);
    CHECK(all == Told{"8 tema problem_unknown_key", "1 theme problem_missing",
                      "59 form.pages.child.fields.child_number.type problem_not_known",
                      "79 form.pages.school.fields.other_school.show_if rule_single_equals"});
    CHECK(problems[0].arguments[1] == "theme");
    CHECK(problems[2].arguments[1] == "personal_number");
}

TEST_CASE("a broken variant gives a named problem") {
    CHECK(told("a: [").size() == 1);
    CHECK(told("- a") == Told{" problem_not_a_map"});
    CHECK(told(with("version: 1", "version: one")) == Told{"version problem_not_whole"});
    CHECK(told(with("series: SKJ", "series: skj")) == Told{"series problem_series"});
    CHECK(told(with("id: skolskjuts", "id: Skol skjuts")) == Told{"id problem_id"});
    CHECK(told(with("theme: education", "theme: educaton")) == Told{"theme problem_not_known"});
    CHECK(told(with("flow: decision", "flow: decison"), {{"decision"}}) == Told{"flow problem_not_known"});
    CHECK(told(with("{ years: 3,", "{ years: 0,")) == Told{"retention problem_no_retention"});
    CHECK(told(with("public_title: { sv: Ansökan om skolskjuts", "public_title: { sv: \"Skolskjuts {child_name}\"")) ==
          Told{"public_title problem_personal_in_public_title"});
    CHECK(told(with("{child_name} får skolskjuts", "{child_nmae} får skolskjuts")) ==
          Told{"decision.outcomes.approve.letter.heading problem_no_such_answer"});
    CHECK(told(with("{reasons}", "")) == Told{"decision.outcomes.reject.letter.body problem_letter_without_reasons"});
    CHECK(told(with("outcome: approve }", "outcome: aprove }")) == Told{"proposals.1.outcome problem_not_known"});
    CHECK(told(with("reason: too_near }", "reason: to_near }")) == Told{"proposals.3.reason problem_no_such_reason"});
    CHECK(told(with("not met.distance", "not met.distanse")) == Told{"proposals.3.when rule_unknown_name"});
    CHECK(told(with("met: \"not chosen_school\"", "met: \"not chosen_scool\"")) ==
          Told{"conditions.assigned_school.met rule_unknown_name"});
    CHECK(told(with("shows: alternating\n", "shows: alternatng\n")) == Told{"conditions.alternating_shown.shows problem_no_such_answer"});
    CHECK(told(with("population.registered_here(child_number)", "population.registered_hre(child_number)")) ==
          Told{"conditions.registered_here.check problem_check_question"});
    CHECK(told(with("population.registered_here(child_number)", "population.registered_here")) ==
          Told{"conditions.registered_here.check problem_check_shape"});
    CHECK(told(with("population.lives_at(child_number, home)", "population.lives_at(child_number)")) ==
          Told{"conditions.home_registered.check problem_check_count"});
    CHECK(told(with("population.lives_at(child_number, home)", "population.lives_at(child_number, hme)")) ==
          Told{"conditions.home_registered.check problem_no_such_answer"});
    CHECK(told(with("population.lives_at(child_number, home)", "population.lives_at(child_number, school_name)")) ==
          Told{"conditions.home_registered.check problem_check_type"});
    CHECK(told(with("    met: \"distance_km >= found - 0.3 and distance_km <= found * 2 + 1\"\n", "")) ==
          Told{"conditions.way_on_map.met problem_missing"});
    CHECK(told(with("met: \"found or alternating\"", "met: \"found > 2 or alternating\"")).size() == 1);
    CHECK(told(with("field: certificate,", "field: certificat,")) == Told{"decision.supplement.certificate problem_no_such_answer"});
    CHECK(told(with("delegation: BUN 4.2", "delegation:")) == Told{"decision.delegation problem_no_delegation"});
    CHECK(told(with("{ sv: Barnet, en: The child }", "{ sv: Barnet }")) == Told{"form.pages.child.title.en problem_missing"});
    CHECK(told(with("show_if: \"alternating\"", "show_if: \"alternating and not alternating\"")) ==
          Told{"form.pages.journey.fields.second_home.show_if problem_never_shown"});
    CHECK(told(with("min: 1\n", "min: 9\n")) == Told{"form.pages.reason.fields.reasons problem_min_over_options"});
    CHECK(told(with("max_length: 100\n", "max_lenght: 100\n")) ==
          Told{"form.pages.child.fields.child_name.max_lenght problem_unknown_key"});
}

TEST_CASE("the contact page asks for what the service needs") {
    const auto ids = [](ApplicantKind applicant, SignIn sign_in) {
        Told all;
        for (const auto& field : contact_page(applicant, sign_in).fields) all.push_back(field.id + (field.required.is_always() ? "!" : ""));
        return all;
    };
    CHECK(ids(ApplicantKind::person, SignIn::required) ==
          Told{"applicant_name!", "applicant_number!", "applicant_email", "applicant_phone"});
    CHECK(ids(ApplicantKind::person, SignIn::none) == Told{"applicant_name!", "applicant_email", "applicant_phone"});
    CHECK(ids(ApplicantKind::organisation, SignIn::none) ==
          Told{"organisation_name!", "organisation_number!", "applicant_name!", "applicant_email", "applicant_phone"});
    CHECK(ids(ApplicantKind::anonymous_allowed, SignIn::optional) ==
          Told{"applicant_name", "applicant_number", "applicant_email", "applicant_phone"});
    CHECK(ids(ApplicantKind::either, SignIn::none) ==
          Told{"organisation_name", "organisation_number", "applicant_name!", "applicant_email", "applicant_phone"});
    auto answers = application().remove("applicant_email");
    const auto errors = [&] { return forms::check_page(school().form, school().form.pages.back(), answers); };
    REQUIRE(errors().size() == 1);
    CHECK(errors()[0].field == "applicant_email");
    answers.set("applicant_phone", {std::string("+46701740605")});
    CHECK(errors().empty());
}

TEST_CASE("a good application may be sent") {
    set_clock(swedish_time(*date_from(2026, 11, 23), 12));
    CHECK(forms::check_whole(school().form, application()).may_be_sent());
    use_machine_clock();
}

namespace {

/// What registers say when all is as the applicant writes.
directories::Findings agreeing() {
    directories::Findings findings;
    for (const auto& [id, check] : checks_of(school())) findings[id] = {.state = directories::State::answered, .found = true};
    findings["way_on_map"].found = 3.1;
    return findings;
}
ConditionRow row(const std::string& id, const Answers& answers, const directories::Findings& findings) {
    for (auto& each : condition_rows(swedish(), school(), answers, findings))
        if (each.id == id) return each;
    throw std::logic_error("there is no condition " + id);
}

}  // namespace

TEST_CASE("conditions are met, not met or unknown, with the answer that shows it") {
    const auto none = unconnected(school());
    const auto assigned = row("assigned_school", application().remove("chosen_school"), none);
    CHECK(assigned.met == Met::unknown);
    CHECK(assigned.shown.empty());
    const auto distance = row("distance", application(), none);
    CHECK(distance.met == Met::yes);
    CHECK(distance.shown == "4,3\u00a0km");
    auto nearer = application().set("grade", {std::string("9")}).set("distance_km", {forms::NumberAnswer{"3", 3}});
    CHECK(row("distance", nearer, none).met == Met::no);
}

TEST_CASE("a check is met by what the register found, by its rule when it has one") {
    auto findings = agreeing();
    CHECK(row("registered_here", application(), findings).met == Met::yes);
    CHECK(row("way_on_map", application(), findings).met == Met::yes);
    findings["registered_here"].found = false;
    findings["way_on_map"].found = 6.0;
    CHECK(row("registered_here", application(), findings).met == Met::no);
    CHECK(row("way_on_map", application(), findings).met == Met::no);
    // Who lives alternately need not be registered at the first address.
    findings["home_registered"].found = false;
    CHECK(row("home_registered", application(), findings).met == Met::no);
    CHECK(row("home_registered", application().set("alternating", {true}), findings).met == Met::yes);
}

TEST_CASE("what a register has not said, or withholds, is met by nothing") {
    auto findings = agreeing();
    for (const auto state : {directories::State::not_asked, directories::State::unreachable, directories::State::withheld}) {
        findings["home_registered"] = {.state = state};
        CHECK(row("home_registered", application(), findings).met == Met::unknown);
        CHECK(propose(school(), application(), findings) == std::nullopt);
    }
    findings["home_registered"] = {};
    CHECK(row("home_registered", application().set("alternating", {true}), findings).met == Met::unknown);
}

TEST_CASE("a check that no register can answer is left to the officer and stops no proposal") {
    const auto none = unconnected(school());
    CHECK_FALSE(row("registered_here", application(), none).counts());
    CHECK(row("registered_here", application(), none).met == Met::unknown);
    CHECK(row("distance", application(), none).counts());
    CHECK(propose(school(), application(), none) == Proposal{"approve"});
}

TEST_CASE("the first proposal that holds is made, and nothing is proposed on a guess") {
    const auto findings = agreeing();
    auto answers = application();
    CHECK(propose(school(), answers, findings) == Proposal{"approve"});
    answers.set("distance_km", {forms::NumberAnswer{"1", 1}});
    CHECK(propose(school(), answers, findings) == Proposal{"reject", "too_near"});
    answers.set("reasons", {Told{"disability"}});
    CHECK(propose(school(), answers, findings) == Proposal{"supplement", "", {"certificate"}});
    answers.set("reasons", {Told{"distance", "traffic"}});
    CHECK(propose(school(), answers, findings) == std::nullopt);  // a person judges the road
    CHECK(propose(school(), application().set("chosen_school", {true}), findings) == std::nullopt);
    CHECK(propose(school(), application().remove("chosen_school"), findings) == std::nullopt);
}

TEST_CASE("letters name answers, and what people wrote stays words") {
    const auto& letter = school().decision.outcome("reject")->letter;
    CHECK(fill_words(swedish(), letter.heading, school().form, application(), Markup::markdown) == "Alva \\*Ek\\* får inte skolskjuts");
    CHECK(fill_words(swedish(), letter.body, school().form, application(), Markup::markdown, {{"reasons", "**Skäl**"}}).find("**Skäl**") !=
          std::string::npos);
    CHECK(fill_words(swedish(), "Från {start}: {home} {second_home}{ x }", school().form, application()) ==
          "Från 1 december 2026: Ekvägen 7, 123 45 Exempelby { x }");
    CHECK(markdown_escaped("# Rubrik") == "\\# Rubrik");
    CHECK(markdown_escaped("1. ett\n- två\n    kod") == "1\\. ett\\\n\\- två\\\nkod");
    CHECK(markdown_escaped("[x](javascript:y) <b> www.x.se http://y") == "\\[x\\](javascript:y) \\<b\\> www\\.x.se http\\://y");
    CHECK(markdown_escaped("Ekvägen 7, 123 45 Exempelby. Kl. 14.30!") == "Ekvägen 7, 123 45 Exempelby. Kl. 14.30!");
}

TEST_CASE("a reason may name answers too, and says the law that it rests on") {
    const Reason reason{
        .id = "full", .text = Words{"{school_name} är full för {child_name}", "{school_name} is full"}, .ref = "SkolL 10:30"};
    CHECK(reason_words(swedish(), reason, school().form, application(), Markup::markdown)
              .ends_with(" är full för Alva \\*Ek\\* (SkolL 10:30)"));
}

TEST_CASE("a title whose answer is missing falls back to the service's") {
    CHECK(case_title(swedish(), school(), application()) == "Skolskjuts för Alva *Ek*");
    CHECK(case_title(swedish(), school(), application().remove("child_name")) == "Ansök om skolskjuts");
    CHECK(public_title(swedish().in(Language::en), school(), application()) == "Application for school transport");
}

TEST_CASE("both languages have the same texts of services") {
    CHECK(catalog().keys("services", Language::sv) == catalog().keys("services", Language::en));
}

namespace {

struct Definitions {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};
    Definitions() {
        std::vector<db::Migration> migrations;
        for (const auto& file : services::embedded::migrations()) migrations.push_back({"services", std::string(file.name), file.content});
        db::migrate(*database, migrations);
    }
    template <class Work>
    auto write(Work work) {
        return database->write(work);
    }
};

std::string version(int number, std::string_view title) {
    auto yaml = school_yaml();
    yaml.replace(yaml.find("version: 1"), 10, "version: " + std::to_string(number));
    return yaml.replace(yaml.find("Ansök om skolskjuts"), std::string_view("Ansök om skolskjuts").size(), title);
}

}  // namespace

TEST_CASE("the newest published version is for new cases and the old one for its own") {
    Definitions store;
    store.write([](db::Connection& db) {
        REQUIRE(put(db, version(1, "Ett")));
        REQUIRE(put(db, version(2, "Två")));
        CHECK(newest_published(db, "skolskjuts") == nullptr);
        REQUIRE(publish(db, "skolskjuts", 1));
        CHECK(newest_published(db, "skolskjuts")->title.sv == "Ett");
        REQUIRE(publish(db, "skolskjuts", 2));
        CHECK(newest_published(db, "skolskjuts")->title.sv == "Två");
        CHECK(find(db, "skolskjuts", 1)->title.sv == "Ett");
        CHECK(find(db, "skolskjuts", 3) == nullptr);
        CHECK(published(db).size() == 1);
        CHECK(definitions(db).size() == 2);
        CHECK(definition(db, "skolskjuts", 2)->published_at.has_value());
    });
}

TEST_CASE("a draft may change, a published version may not") {
    Definitions store;
    store.write([](db::Connection& db) {
        REQUIRE(put(db, version(1, "Ett")));
        REQUIRE(put(db, version(1, "Bättre")));
        CHECK(find(db, "skolskjuts", 1)->title.sv == "Bättre");
        REQUIRE(publish(db, "skolskjuts", 1));
        CHECK(put(db, version(1, "Bättre")));
        CHECK(put(db, version(1, "Annat")).error().fault == Fault::conflict);
        CHECK(put(db, "x: 1").error().fault == Fault::invalid);
        CHECK(publish(db, "skolskjuts", 9).error().fault == Fault::not_found);
    });
}

TEST_CASE("a retired service takes no new cases but is still read") {
    Definitions store;
    store.write([](db::Connection& db) {
        REQUIRE(put(db, version(1, "Ett")));
        CHECK(retire(db, "skolskjuts").error().fault == Fault::not_found);
        REQUIRE(publish(db, "skolskjuts", 1));
        REQUIRE(retire(db, "skolskjuts"));
        CHECK(newest_published(db, "skolskjuts") == nullptr);
        CHECK(find(db, "skolskjuts", 1) != nullptr);
        CHECK(publish(db, "skolskjuts", 1).error().fault == Fault::conflict);
    });
}

TEST_CASE("the program's own services are published once") {
    Definitions store;
    store.write([](db::Connection& db) {
        const auto count = publish_carried(db);
        CHECK(count == static_cast<int>(carried_services().size()));
        CHECK(published(db).size() == carried_services().size());
        CHECK(publish_carried(db) == 0);
    });
    CHECK(carried_flows().size() >= 4);
}

/// Everything in the definition stands in the written one too, but for the keys that said what is usual. A text means the same in both
/// languages; rules are compared as rules.
static void check_written(const yaml::Node& was, const yaml::Node& is, const std::string& where, Told& missing) {
    if (was.is_map() && is.is_text()) {
        if (tidy_text(was["sv"].text()) != is.text() || tidy_text(was["en"].text()) != is.text()) missing.push_back(where);
    } else if (was.is_text()) {
        const auto a = forms::parse(was.text()), b = forms::parse(is.text());
        if (tidy_text(was.text()) != tidy_text(is.text()) && !(a && b && *a == *b)) missing.push_back(where);
    } else {
        if (was.items().size() != is.items().size()) return missing.push_back(where);
        for (std::size_t i = 0; i < was.items().size(); ++i)
            check_written(was.items()[i], is.items()[i], where + "." + std::to_string(i), missing);
        for (const auto& key : was.keys())
            if (is[key].exists()) check_written(was[key], is[key], where + "." + key, missing);
            else missing.push_back(where + "." + key + ": " + was[key].text());
    }
}

/// "form.pages.0.fields.3.required: true" and the like.
static bool is_usual(const std::string& missing) {
    for (const auto* usual :
         {".required: true", ".stops: true",   ".days: 21",     ".sensitivity: personal", ".max_length: 200",     ".max_length: 5000",
          ".max_files: 5",   ".max_mb: 10",    ".decimals: 0",  ".appeal.kind: none",     ".shape: point",        ".asks: ",
          ".decision: ",     ".life_events: ", ".recipients: ", ".supplement: ",          ".goes_against: false", ".goes_against: true",
          ".grants: false",  ".grants: true"})
        if (missing.ends_with(usual)) return true;
    return false;
}

static Told questions_of(const forms::Form& form) {
    Told ids;
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) ids.push_back(page.id + "." + field.id);
    return ids;
}

TEST_CASE("a service that is written as YAML says everything that was read") {
    for (const auto& file : carried_services()) {
        const std::string yaml(file.content);
        const auto service = parse_service(yaml);
        REQUIRE(service);
        const auto written = to_yaml(*service);
        CAPTURE(file.name);
        Told missing;
        check_written(yaml::parse(yaml).value(), yaml::parse(written).value(), "", missing);
        std::erase_if(missing, is_usual);
        // A consent is voluntary, and its own legal ground.
        std::erase_if(missing,
                      [](const std::string& one) { return one.ends_with(".required: false") || one.ends_with(".legal_ground: consent"); });
        CHECK(missing == Told{});
        const auto again = parse_service(written);
        REQUIRE(again);
        CHECK(to_yaml(*again) == written);
        CHECK(questions_of(again->form) == questions_of(service->form));
    }
}

TEST_CASE("words in further languages are read and written, and a language that is none is a problem") {
    const std::string field = "        - { id: a, type: text, label: { sv: Namn, en: Name, fi: Nimi, ar: الاسم } }\n";
    const auto service = parse_service(small_service(field));
    REQUIRE(service);
    const auto& label = service->form.field("a")->label;
    CHECK(label.in(Language::fi) == "Nimi");
    CHECK(label.in(Language::ar) == "الاسم");
    CHECK(to_yaml(*service).find("{sv: Namn, en: Name, fi: Nimi, ar: الاسم}") != std::string::npos);
    CHECK(service->form.field("applicant_name")->label.speaks(Language::ar));
    CHECK_FALSE(parse_service(small_service("        - { id: a, type: text, label: { sv: Namn, en: Name, xx: N } }\n")));
    CHECK_FALSE(parse_service(small_service("        - { id: a, type: text, label: { sv: Namn, fi: Nimi } }\n")));
}

TEST_CASE("a written service stands as a person would write it") {
    const auto written = to_yaml(school());
    CHECK(written.find("\ntitle: {sv: Ansök om skolskjuts, en: Apply for school transport}\n") != std::string::npos);
    CHECK(written.find("\n          show_if: school_name == 'other'\n") != std::string::npos);
    CHECK(written.find("applicant_email") == std::string::npos);
}

TEST_CASE("a draft with texts that are still to be filled in is not fine") {
    auto service = school();
    REQUIRE(check_service(service).empty());
    service.privacy.purpose = {"FYLL I: vad uppgifterna används till", "FILL IN: what the data is used for"};
    service.retention.ref = "FYLL I: planen";
    CHECK(check_service(service).size() == 2);
}
