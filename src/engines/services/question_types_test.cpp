/// Questions with several boxes, amounts, consent and signatures: from the definition to the answers.
#include <catch2/catch.hpp>

#include "engines/forms/embedded.h"
#include "engines/forms/fill.h"
#include "engines/forms/json_schema.h"
#include "engines/forms/shown.h"
#include "engines/forms/view.h"
#include "engines/pages/embedded.h"
#include "engines/services/conditions.h"
#include "engines/services/embedded.h"
#include "engines/services/service.h"
#include "engines/services/small_service_for_tests.h"
#include "foundation/json/json.h"

using namespace services;
using forms::Answers;
using Told = std::vector<std::string>;

namespace {

const texts::Catalog& catalog() {
    static const auto made = [] {
        auto all = std::make_unique<texts::Catalog>();
        all->add("forms", forms::embedded::texts());
        all->add("services", services::embedded::texts());
        all->add("pages", pages::embedded::texts());
        return all;
    }();
    return *made;
}
Texts swedish() { return {catalog(), "services", Language::sv}; }

Service with(std::string_view fields, std::string_view more = "") {
    auto service = parse_service(small_service(fields, more));
    if (!service) FAIL(forms::line_of_report(swedish(), service.error().front()));
    return std::move(*service);
}

/// "path text_key" of every problem.
Told problems(const std::string& yaml) {
    const auto service = parse_service(yaml);
    Told all;
    for (const auto& problem : service ? check_service(*service) : service.error()) {
        CHECK_FALSE(forms::message(swedish(), problem).empty());
        all.push_back(problem.path + " " + problem.text_key);
    }
    return all;
}

Told field_ids(const Service& service) {
    Told ids;
    for (const auto& field : service.form.pages[0].fields) ids.push_back(field.id);
    return ids;
}

forms::Filled post(const Service& service, std::vector<std::pair<std::string, std::string>> typed, const Answers& before = {}) {
    http::Request request;
    request.form.all = std::move(typed);
    return forms::read_page(service.form, service.form.pages[0], request, before);
}

/// "input text_key" of each error of the first page.
Told errors(const Service& service, std::vector<std::pair<std::string, std::string>> typed) {
    Told all;
    for (const auto& error : forms::check_page(service.form, service.form.pages[0], post(service, std::move(typed))))
        all.push_back(error.field + " " + error.text_key);
    return all;
}

std::string page_of(const Service& service, const Answers& answers = {}) {
    const forms::Filled filled{answers, {}};
    return forms::page_fields(swedish(), service.form, service.form.pages[0], {filled.answers, filled.typed, filled.errors}).str();
}

std::size_t times(std::string_view text, std::string_view wanted) {
    std::size_t count = 0;
    for (auto at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) ++count;
    return count;
}

const std::string stay =
    R"(        - { id: stay, type: period, earliest: "'2026-01-01'", latest: "'2026-12-31'", max_days: 10, label: { sv: "När?", en: "When?" } })";
const std::string holder = R"(        - { id: holder, type: person, asks: [email, phone], label: { sv: "Vem har nyckeln?", en: "Who?" } })";

using Typed = std::vector<std::pair<std::string, std::string>>;
Typed days(const std::string& start, const std::string& end) { return {{"stay_start", start}, {"stay_end", end}}; }

}  // namespace

TEST_CASE("a compound is answered in ordinary fields that know their question") {
    const auto service = with(R"(        - { id: stay, type: period, label: När }
        - { id: who, type: person, asks: [number, address, email, phone], label: Vem }
        - { id: friend, type: person, label: Vän }
        - { id: pupil, type: child, label: Barnet }
        - { id: club, type: organisation, label: Föreningen })");
    CHECK(field_ids(service) == Told{"stay_start", "stay_end", "who_name", "who_number", "who_address", "who_email", "who_phone",
                                     "friend_name", "friend_number", "pupil_name", "pupil_number", "club_number", "club_name"});
    CHECK(check_service(service).empty());
    const auto* number = service.form.field("pupil_number");
    CHECK(number->type == forms::FieldType::personal_number);
    CHECK(number->part_of->type == forms::FieldType::child);
    CHECK(number->label.sv == "Barnet (personnummer)");
    CHECK(number->sensitivity == forms::Sensitivity::personal);
    CHECK(service.form.field("stay_start")->sensitivity == forms::Sensitivity::ordinary);
}

TEST_CASE("a period ends on the day it begins or later, and is as long as it may be at most") {
    const auto service = with(stay);
    CHECK(errors(service, days("2026-05-01", "2026-05-01")).empty());
    CHECK(errors(service, days("2026-05-01", "2026-05-10")).empty());
    CHECK(errors(service, days("2026-05-01", "2026-04-30")) == Told{"stay_end error_date_early"});
    CHECK(errors(service, days("2026-05-01", "2026-05-11")) == Told{"stay_end error_date_late"});
    CHECK(errors(service, days("2025-12-31", "2026-01-02")) == Told{"stay_start error_date_early"});
    CHECK(errors(service, days("2026-12-30", "2027-01-02")) == Told{"stay_end error_date_late"});
    CHECK(errors(service, days("2026-05-01", "")) == Told{"stay_end error_date"});
    CHECK(errors(service, days("2026-02-30", "2026-05-11")) == Told{"stay_start error_date_exists"});
}

TEST_CASE("a compound that may be left is left or answered whole") {
    const auto service = with(R"(        - { id: friend, type: person, required: false, label: Vän })");
    CHECK(errors(service, {{"friend_name", ""}, {"friend_number", ""}}).empty());
    CHECK(errors(service, {{"friend_name", "Kim"}, {"friend_number", ""}}) == Told{"friend_number error_missing"});
    CHECK(errors(service, {{"friend_name", "Kim"}, {"friend_number", "19900101-9802"}}).empty());
}

TEST_CASE("one way to reach a person is enough") {
    const auto service = with(holder);
    CHECK(errors(service, {{"holder_name", "Kim"}, {"holder_email", ""}, {"holder_phone", ""}}) == Told{"holder_email error_missing"});
    CHECK(errors(service, {{"holder_name", "Kim"}, {"holder_email", ""}, {"holder_phone", "070-174 06 05"}}).empty());
    CHECK(errors(service, {{"holder_name", "Kim"}, {"holder_email", "kim@exempel.se"}, {"holder_phone", ""}}).empty());
}

TEST_CASE("compounds stand in groups, with the rules of their own item") {
    const auto service = with(R"(        - id: trips
          type: group
          item: Resa
          min: 1
          label: Resor
          fields:
            - { id: away, type: period, max_days: 3, label: Borta })");
    CHECK(check_service(service).empty());
    CHECK(errors(service, {{"trips.0.away_start", "2026-05-01"},
                           {"trips.0.away_end", "2026-05-02"},
                           {"trips.1.away_start", "2026-05-01"},
                           {"trips.1.away_end", "2026-05-04"}}) == Told{"trips.1.away_end error_date_late"});
}

TEST_CASE("a compound is one fieldset with one legend, and the boxes have names of their own") {
    const auto page =
        page_of(with(R"(        - { id: pupil, type: child, label: Barnet, hint: Ett barn i taget, why: Vi frågar registret })"));
    CHECK(times(page, "<legend") == 1);
    CHECK(times(page, ">Barnet<") == 1);
    CHECK(page.find("for=\"pupil_name\">Namn<") != page.npos);
    CHECK(page.find("for=\"pupil_number\">Personnummer<") != page.npos);
    CHECK(times(page, "Vi frågar registret") == 1);
    CHECK(times(page, "Ett barn i taget") == 1);
}

TEST_CASE("a compound that depends on an answer is shown and asked for as one question") {
    const auto service = with(R"(        - { id: has, type: yes_no, label: Finns }
        - { id: pupil, type: child, show_if: has, label: Barnet })");
    const auto page = page_of(service);
    CHECK(times(page, "class=\"conditional\"") == 1);
    CHECK(times(page, "name=\"_unseen\"") == 2);
    const auto filled = post(service, {{"has", "yes"}, {"_unseen", "pupil_name"}, {"_unseen", "pupil_number"}});
    CHECK(filled.revealed == Told{"pupil_name", "pupil_number"});
    const auto again = forms::page_fields(swedish(), service.form, service.form.pages[0],
                                          {filled.answers, filled.typed, filled.errors, {}, filled.revealed})
                           .str();
    CHECK(again.find("En fråga till om") != again.npos);
}

TEST_CASE("a compound reads as one answer in the summary") {
    const auto service = with(stay + "\n" + holder);
    Answers answers;
    answers.set("stay_start", {std::string("2026-05-01")}).set("stay_end", {std::string("2026-05-04")});
    answers.set("holder_name", {std::string("Kim Exempel")}).set("holder_phone", {std::string("+46701740605")});
    const auto summary = forms::answers_summary(swedish(), service.form, answers).str();
    CHECK(summary.find("1 maj 2026 – 4 maj 2026") != summary.npos);
    CHECK(summary.find("Kim Exempel<br>070-174") != summary.npos);
    CHECK(times(summary, "Vem har nyckeln?") == 1);
}

TEST_CASE("a supplement may name a compound, and asks when a part of it is missing") {
    const auto service =
        with(R"(        - { id: pupil, type: child, label: Barnet })", R"(proposals: [{ when: "true", outcome: supplement }]
decision:
  delegation: X 1
  outcomes: { approve: { label: Ja, letter: { heading: Ja, body: "{pupil_name}" } } }
  supplement: [{ id: child, field: pupil, text: Barnet }]
)");
    CHECK(check_service(service).empty());
    Answers answers;
    answers.set("pupil_name", {std::string("Alva")});
    CHECK(propose(service, answers, {})->supplement == Told{"child"});
    answers.set("pupil_number", {std::string("201801012392")});
    CHECK(propose(service, answers, {})->supplement.empty());
}

TEST_CASE("an amount is understood as people write it, and reads as kronor") {
    const auto service = with(R"(        - { id: rent, type: money, per: month, decimals: 2, min: 1, max: 50000, label: Hyra })");
    const auto worth = [&](const std::string& typed) {
        const auto filled = post(service, {{"rent", typed}});
        const auto* answer = filled.answers.find("rent");
        return answer ? answer->number().value_or(-1) : -1;
    };
    for (const auto* typed : {"1200,50", "1 200,50", "1 200,50 kr", "1200,50 kronor", "1200:50"}) {
        CAPTURE(typed);
        CHECK(worth(typed) == 1200.5);
    }
    for (const auto* typed : {"SEK", "1 200 spänn", "12:5", "kr", "1,2,3", "1e3"}) {
        CAPTURE(typed);
        CHECK(worth(typed) == -1);
    }
    for (const auto* typed : {"1200", "1200:-", "1 200 kr", "1\u00a0200 KR", "1200.-", "1200,-", "1200 kr."}) {
        CAPTURE(typed);
        CHECK(worth(typed) == 1200);
    }
    CHECK(errors(service, {{"rent", "gratis"}}) == Told{"rent error_money"});
    CHECK(errors(service, {{"rent", "60000"}}) == Told{"rent error_between"});
    const auto filled = post(service, {{"rent", "1200:50"}});
    CHECK(forms::shown(swedish(), *service.form.field("rent"), *filled.answers.find("rent")) == "1\u00a0200,50\u00a0kr per månad");
    CHECK(page_of(service).find("kr per månad") != std::string::npos);
}

TEST_CASE("consent is never demanded: a box that is left says no") {
    const auto service = with(R"(        - { id: photo, type: consent, purpose: Bilder på webben, label: Ni får ta bilder på mig })");
    CHECK(check_service(service).empty());
    CHECK(errors(service, {{"photo", "no"}}).empty());
    CHECK(post(service, {{"photo", "no"}}).answers.find("photo")->yes_no() == false);
    CHECK(post(service, {{"photo", "yes"}, {"photo", "no"}}).answers.find("photo")->yes_no() == true);
    CHECK_FALSE(post(service, {}).answers.has("photo"));
    CHECK(page_of(service).find("Det är frivilligt") != std::string::npos);
    CHECK(service.form.field("photo")->terms.legal_ground == LegalGround::consent);
}

/// Where others sign too.
static std::string signed_service(std::string_view sign_in, std::string_view outcome) {
    auto yaml = small_service(
        R"(        - id: guardians
          type: signature
          max: 2
          item: Vårdnadshavare
          statement: Jag står bakom ansökan.
          label: De som skriver under)",
        "decision:\n  delegation: X 1\n  outcomes: { " + std::string(outcome) + ": { label: Ja, letter: { heading: Ja, body: Ja } } }\n",
        "signed_decision");
    const std::string_view optional = "sign_in: optional";
    return yaml.replace(yaml.find(optional), optional.size(), "sign_in: " + std::string(sign_in));
}

TEST_CASE("those who sign are named with number and e-mail, and nobody twice") {
    const auto service = parse_service(signed_service("required", "approve")).value();
    CHECK(check_service(service).empty());
    CHECK(errors(service, {}) == Told{"guardians error_group_few"});
    const auto one = [](const std::string& number, const std::string& person) -> Typed {
        const auto before = "guardians." + number + ".";
        return {{before + "name", "Kim"}, {before + "number", person}, {before + "email", "kim@exempel.se"}};
    };
    CHECK(errors(service, one("0", "19900101-9802")).empty());
    CHECK(errors(service, {{"guardians.0.name", "Kim"}}) == Told{"guardians.0.number error_missing", "guardians.0.email error_missing"});
    auto two = one("0", "19900101-9802");
    for (auto& more : one("1", "900101-9802")) two.push_back(more);
    CHECK(errors(service, two) == Told{"guardians.1.number error_signatory_twice"});
    const auto filled = post(service, one("0", "19900101-9802"));
    CHECK(forms::evaluate(forms::parse("count(guardians) == 1").value(), forms::scope_of(service.form, filled.answers)).is_true());
    CHECK(page_of(service).find("Jag står bakom ansökan.") != std::string::npos);
}

TEST_CASE("only a flow that waits for signatures may ask for them") {
    CHECK(problems(small_service(R"(        - { id: all, type: signature, statement: Ja, label: Alla })")) ==
          Told{"form.pages.first.fields.all problem_signature_flow", "form.pages.first.fields.all problem_signature_sign_in"});
}

TEST_CASE("where others sign too the applicant signs by sending, and so must sign in") {
    for (const auto* sign_in : {"optional", "none"})
        CHECK(problems(signed_service(sign_in, "approve")) == Told{"form.pages.first.fields.guardians problem_signature_sign_in"});
}

TEST_CASE("where others sign too some outcome waits for them") {
    CHECK(problems(signed_service("required", "granted")) == Told{"decision.outcomes problem_nothing_grants"});
    CHECK(problems(signed_service("required", "reject")) == Told{"decision.outcomes problem_nothing_grants"});
}

TEST_CASE("programs send and read the parts, the amount, the consent and those who sign") {
    const auto service = with(stay + R"(
        - { id: rent, type: money, label: Hyra }
        - { id: photo, type: consent, purpose: Bilder, label: Bilder })");
    const auto schema = json::parse(forms::json_schema(service.form, Language::sv, "https://x/")).value();
    CHECK(schema["properties"]["stay_end"]["format"].text() == "date");
    CHECK(schema["properties"]["stay_end"]["title"].text() == "När? (till och med)");
    CHECK(schema["properties"]["rent"]["type"].text() == "integer");
    CHECK(schema["properties"]["photo"]["type"].text() == "boolean");
    const std::string sent = R"({"photo":false,"rent":1200,"stay_end":"2026-05-02","stay_start":"2026-05-01"})";
    const auto answers = forms::from_plain_json(service.form, sent);
    REQUIRE(answers);
    CHECK(json::parse(forms::to_plain_json(service.form, *answers)).value()["rent"].number() == 1200);
    CHECK(forms::answers_from_json(forms::to_json(*answers)) == *answers);
}

TEST_CASE("why we ask says what the answer is used for, and by which right") {
    const auto page = page_of(with(
        R"(        - { id: diet, type: text, required: false, why: Köket lagar maten., purpose: { sv: Bara till köket, en: For the kitchen }, legal_ground: consent, law: Skollagen 10 kap., label: Kost })"));
    for (const auto* words : {"Köket lagar maten.", "Bara till köket", "ditt samtycke", "Skollagen 10 kap."}) {
        CAPTURE(words);
        CHECK(page.find(words) != page.npos);
    }
}

TEST_CASE("the terms of an answer make sense") {
    const auto field = [](std::string_view more) {
        return problems(small_service("        - { id: diet, type: text, label: Kost, " + std::string(more) + " }"));
    };
    CHECK(field("legal_ground: consent") == Told{"form.pages.first.fields.diet.legal_ground problem_consent_must_be_voluntary"});
    CHECK(field("legal_ground: consent, required: false").empty());
    CHECK(field("legal_ground: whim") == Told{"form.pages.first.fields.diet.legal_ground problem_not_known"});
    CHECK(field("retention: { months: 3 }").empty());
    CHECK(field("retention: { days: 3 }") == Told{"form.pages.first.fields.diet.retention.days problem_unknown_key",
                                                  "form.pages.first.fields.diet.retention problem_missing"});
    CHECK(problems(small_service("        - { id: yes, type: consent, label: Ja }")) ==
          Told{"form.pages.first.fields.yes.purpose problem_consent_without_purpose"});
}

TEST_CASE("what is not known in the new types is named") {
    CHECK(problems(small_service("        - { id: a, type: money, per: week, label: A }")) ==
          Told{"form.pages.first.fields.a.per problem_not_known"});
    CHECK(problems(small_service("        - { id: a, type: person, asks: [shoe_size], label: A }")) ==
          Told{"form.pages.first.fields.a.asks problem_not_known"});
    CHECK(problems(small_service("        - { id: a, type: child, asks: [number], label: A }")) ==
          Told{"form.pages.first.fields.a.asks problem_unknown_key"});
}
