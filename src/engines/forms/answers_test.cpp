#include "engines/forms/answers.h"

#include <catch2/catch.hpp>

#include "engines/forms/embedded.h"
#include "engines/forms/fill.h"
#include "engines/forms/json_schema.h"
#include "engines/forms/problem.h"
#include "engines/forms/shown.h"
#include "engines/forms/spoken.h"
#include "engines/forms/test_form.h"
#include "engines/forms/view.h"
#include "engines/pages/embedded.h"
#include "foundation/json/json.h"

using namespace forms;

namespace {

const Form& the_form() {
    static const Form form = forms::testing::form();
    return form;
}

Answers everything() {
    Answers answers;
    answers.set("name", {std::string("Kim <b>")}).set("distance", {NumberAnswer{"4,30", 4.3}}).set("start", {std::string("2026-08-15")});
    answers.set("alternating", {true}).set("school", {std::string("strand")}).set("reasons", {std::vector<std::string>{"far"}});
    answers.set("home", {Address{"Ekvägen 7", "123 45", "Exempelby"}});
    answers.set("papers", {std::vector<FileAnswer>{{std::string(64, 'a'), "intyg.pdf", 1200, "application/pdf", std::string(64, 'd')}}});
    answers.set("children", {std::vector<Answers>{Answers().set("age", {NumberAnswer{"3", 3}}).set("preschool", {std::string("Eken")}),
                                                  Answers().set("age", {NumberAnswer{"8", 8}})}});
    return answers;
}

const texts::Catalog& catalog() {
    static const auto made = [] {
        auto all = std::make_unique<texts::Catalog>();
        all->add("forms", forms::embedded::texts());
        all->add("pages", pages::embedded::texts());
        return all;
    }();
    return *made;
}

Texts swedish() { return {catalog(), "forms", Language::sv}; }

std::vector<std::string> told(const Result<Answers>& result) {
    std::vector<std::string> all;
    if (!result)
        for (const auto& error : result.error().fields) all.push_back(error.field + " " + error.text_key);
    return all;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("stored answers read back as the same") {
    auto answers = everything();
    answers.set("point", {Point{59.3, 18.1}})
        .set("no_groups", {std::vector<Answers>{}})
        .set("no_files", {std::vector<FileAnswer>{}})
        .set("none", {std::vector<std::string>{}});
    CHECK(*answers_from_json(to_json(answers)) == answers);
    CHECK_FALSE(answers_from_json("[1]"));
    CHECK_FALSE(answers_from_json(R"({"a":null})"));
    CHECK_FALSE(answers_from_json("{"));
}

TEST_CASE("the API takes what it gives, but for files, which have been sent before") {
    auto given = everything();
    given.remove("papers");
    const auto read = from_plain_json(the_form(), to_plain_json(the_form(), given));
    REQUIRE(told(read) == Told{});
    given.set("distance", {NumberAnswer{"4.3", 4.3}});
    CHECK(*read == given);
}

TEST_CASE("a file is named by the id that the one who sent it got, never by its hash") {
    const FileAnswer paper{std::string(64, 'a'), "intyg.pdf", 1200, "application/pdf"};
    const PlainReading reading{.file = [&](std::string_view id) { return id == "17" ? std::optional(paper) : std::nullopt; }};
    const auto read = from_plain_json(the_form(), R"({"papers":[{"file":"17"}]})", reading);
    REQUIRE(told(read) == Told{});
    CHECK(read->find("papers")->files() == std::vector{paper});
    CHECK(told(from_plain_json(the_form(), R"({"papers":[{"file":"17"},{"file":"18"}]})", reading)) == Told{"papers.1 error_file_unknown"});
    CHECK(told(from_plain_json(the_form(), R"({"papers":[{"file":"17"}]})")) == Told{"papers.0 error_file_unknown"});
    CHECK(told(from_plain_json(the_form(), R"({"papers":[{"file":"17","name":"b.pdf"}]})", reading)) ==
          Told{"papers.0.name error_unknown_field"});
    CHECK(told(from_plain_json(the_form(), to_plain_json(the_form(), everything()), reading)) == Told{"papers.0 error_json_file"});
}

TEST_CASE("the API tells a file's SHA-256, not what it is called in the store") {
    const auto told = to_plain_json(the_form(), everything());
    CHECK(told.find(std::string(64, 'd')) != told.npos);
    CHECK(told.find(std::string(64, 'a')) == told.npos);
}

TEST_CASE("the API names every field that is wrong") {
    CHECK(told(from_plain_json(the_form(), R"({"nmae":"x","distance":"4","alternating":"yes","start":"2026-02-31","reasons":["x"],"total":3,
        "home":{"street":"a","postcode":"1","town":"b"},"papers":[{"hash":"x"}],"children":[{"age":1,"length":2}]})")) ==
          Told{"nmae error_unknown_field", "distance error_json_number", "alternating error_json_truth", "start error_date_exists",
               "reasons.0 error_choice", "total error_unknown_field", "home error_postcode", "papers.0 error_json_file",
               "children.0.length error_unknown_field"});
    CHECK(told(from_plain_json(the_form(), "{")) == Told{" error_json"});
    CHECK(told(from_plain_json(the_form(), "[]")) == Told{" error_json_object"});
}

TEST_CASE("calculated fields follow the answers and hidden answers count as missing") {
    auto answers = everything();
    auto scope = scope_of(the_form(), answers);
    CHECK(scope.get("total") == Value(11));
    CHECK(scope.get("home") == Value("Ekvägen 7, 123 45 Exempelby"));
    CHECK_FALSE(is_shown(the_form(), the_form().pages[1], the_form().pages[1].fields[2], scope));
    scope = scope_of(the_form(), answers.set("alternating", {false}));
    CHECK_FALSE(scope.get("home").is_known());
}

TEST_CASE("what was hidden when the form was sent is not kept") {
    auto answers = everything();
    answers.set("special", {std::string("x")}).set("unknown", {std::string("x")});
    answers.set("children", {std::vector<Answers>{Answers().set("age", {NumberAnswer{"8", 8}}).set("preschool", {std::string("Eken")})}});
    const auto kept = without_hidden(the_form(), answers);
    CHECK_FALSE(kept.has("special"));
    CHECK_FALSE(kept.has("unknown"));
    CHECK_FALSE(kept.find("children")->groups()[0].has("preschool"));
    CHECK(kept.has("home"));
}

TEST_CASE("files are found also in groups") {
    const auto inside = Answers().set("photo", {std::vector<FileAnswer>{{"b", "b.png", 1, "image/png"}}});
    CHECK(files_in(everything().set("children", {std::vector<Answers>{inside}})).size() == 2);
}

TEST_CASE("the schema says what the API demands") {
    const auto schema = *json::parse(json_schema(the_form(), Language::sv, "https://exempelby.example/api/scheman/"));
    CHECK(schema["$schema"].text() == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema["$id"].text() == "https://exempelby.example/api/scheman/test");
    CHECK(json::to_text(schema["required"]) == R"(["name","distance","start","alternating","school","reasons"])");
    CHECK(json::to_text(schema["properties"]["start"]) == R"({"type":"string","format":"date","title":"Fråga start"})");
    CHECK(json::to_text(schema["properties"]["school"]["oneOf"][0]) == R"({"const":"strand","title":"Strandskolan"})");
    CHECK(schema["properties"]["reasons"]["minItems"].integer() == 1);
    CHECK(schema["properties"]["children"]["items"]["properties"].has("age"));
    CHECK_FALSE(schema["properties"].has("total"));
    CHECK_FALSE(schema["additionalProperties"].yes());
}

TEST_CASE("an answer is told in plain words") {
    const auto words = [](std::string_view id) {
        const auto* field = the_form().field(id);
        return shown(swedish(), *field, everything(), scope_of(the_form(), everything()));
    };
    CHECK(words("distance") == "4,3\u00a0km");
    CHECK(words("alternating") == "Ja");
    CHECK(words("start") == "15 augusti 2026");
    CHECK(words("school") == "Strandskolan");
    CHECK(words("home") == "Ekvägen 7, 123 45 Exempelby");
    CHECK(words("total") == "11");
    CHECK(words("special").empty());
}

TEST_CASE("errors say what to do, in the reader's language") {
    CHECK(words_of(swedish(), the_form(), {"start", "error_date_month"}) == "Skriv en månad mellan 1 och 12");
    CHECK(words_of(swedish(), the_form(), {"children.0.age", "error_missing"}) == "Svara på frågan ”Fråga age”");
    CHECK(words_of(swedish(), the_form(), {"start", "error_date_early", {"2026-01-01"}}) ==
          "Skriv ett datum som är tidigast 1 januari 2026 på frågan ”Fråga start”");
    CHECK(words_of(swedish().in(Language::en), the_form(), {"school", "check", {"not_both"}}) == "Choose one school");
    CHECK(message(swedish(), {"", 0, "rule_unknown_name", {"helath", "health"}}) ==
          "Namnet helath finns inte i formuläret. Menade du health?");
    CHECK(message(swedish(), {"", 0, "rule_unknown_name", {"helath", ""}}) == "Namnet helath finns inte i formuläret.");
    CHECK(line_of_report(swedish(), {"", 31, "rule_empty"}) == "Rad 31: Skriv en regel. Den är tom.");
    CHECK(line_of_report(swedish(), {"form.x", 31, "rule_empty"}) == "Rad 31, form.x: Skriv en regel. Den är tom.");
}

TEST_CASE("both languages have the same texts") { CHECK(catalog().keys("forms", Language::sv) == catalog().keys("forms", Language::en)); }

TEST_CASE("the name that was meant is near, or nothing") {
    CHECK(nearest("lable", {"label", "hint"}) == "label");
    CHECK(nearest("colour", {"label", "hint"}).empty());
}

TEST_CASE("a page shows what was typed, its errors, and no markup of the visitor's") {
    const Typed typed{{"distance", {"fyra\"><script>"}}};
    const std::vector<FieldError> errors{{"distance", "error_number"}};
    const auto answers = everything();
    const auto page = page_fields(swedish(), the_form(), the_form().pages[0], {answers, typed, errors}).str();
    CHECK(page.find("fyra&quot;&gt;&lt;script&gt;") != page.npos);
    CHECK(page.find("Kim &lt;b&gt;") != page.npos);
    CHECK(page.find("Skriv svaret på frågan ”Fråga distance” med siffror") != page.npos);
    CHECK(page.find(R"(data-question="home")") != page.npos);
    CHECK(error_summary(swedish(), the_form(), errors).str().find("#distance") != std::string::npos);
    CHECK(needs_upload(the_form().pages[0]));
    CHECK_FALSE(needs_upload(the_form().pages[1]));
}

TEST_CASE("a question whose condition does not hold is hidden, and says when it is posted that nobody has seen it") {
    auto answers = everything();
    const auto page = [&](const std::vector<std::string>& revealed = {}) {
        return page_fields(swedish(), the_form(), the_form().pages[0], {answers, {}, {}, {}, revealed}).str();
    };
    CHECK(page().find(R"(name="_unseen" value="home" disabled>)") != std::string::npos);
    CHECK(page().find(" hidden>") == std::string::npos);
    const auto again = page({"home"});
    CHECK(again.find(R"(id="fler-fragor" tabindex="-1")") != std::string::npos);
    CHECK(again.find("En fråga till om ”Fråga alternating”") < again.find("name=\"home-street\""));
    answers.set("alternating", {false});
    CHECK(page().find(" hidden>") != std::string::npos);
    CHECK(page().find(R"(name="_unseen" value="home">)") != std::string::npos);
    // What is wrong with it must be seen.
    const std::vector<FieldError> errors{{"home", "error_street"}};
    CHECK(page_fields(swedish(), the_form(), the_form().pages[0], {answers, {}, errors}).str().find(" hidden>") == std::string::npos);
}

TEST_CASE("a question without all its words in a further language is asked in Swedish, whole, and says so") {
    const Texts finnish(catalog(), "forms", Language::fi);
    auto form = the_form();
    const auto say = [](Words& words, const std::string& finnish_words) { words.further = {{Language::fi, finnish_words}}; };
    auto& school = form.pages[0].fields[4];
    say(school.label, "Mikä koulu?");
    say(school.options[0].label, "Rantakoulu");
    const std::vector<FieldError> errors{{"school", "error_choose_one"}, {"name", "error_missing"}};
    const auto page = [&] { return page_fields(finnish, form, form.pages[0], {everything(), {}, errors}).str(); };
    const auto before = [](const std::string& all, std::string_view words) { return all.substr(0, all.find(words)); };
    // One option has no Finnish words: then neither has the question.
    CHECK(page().find("Mikä koulu?") == std::string::npos);
    CHECK(before(page(), "Fråga school").rfind(R"(<div lang="sv" dir="ltr">)") != std::string::npos);
    say(school.options[1].label, "Koivukoulu");
    CHECK(page().find("Mikä koulu?") != std::string::npos);
    CHECK(page().find("Rantakoulu") != std::string::npos);
    const auto summary = error_summary(finnish, form, errors).str();
    CHECK(summary.find(R"(<a href="#name"><span lang="sv" dir="ltr">)") != std::string::npos);
    CHECK(summary.find("Mikä koulu?") != std::string::npos);
    const auto answered = answers_summary(finnish, form, everything(), {}).str();
    CHECK(answered.find("<dt>Mikä koulu?</dt><dd>Rantakoulu</dd>") != std::string::npos);
    CHECK(answered.find(R"(<dt><span lang="sv" dir="ltr">Fråga name</span></dt>)") != std::string::npos);
    CHECK(speaks(form.pages[0].fields[4], Language::fi));
    CHECK_FALSE(speaks(form.pages[0].fields[4], Language::ar));
}

TEST_CASE("a check whose message has no words in the reader's language is told in Swedish, and says so") {
    const Texts finnish(catalog(), "forms", Language::fi);
    auto form = the_form();
    auto& school = form.pages[0].fields[4];
    school.label.further = {{Language::fi, "Mikä koulu?"}};
    for (auto& option : school.options) option.label.further = {{Language::fi, "Koulu"}};
    form.checks = {{.id = "near", .message = {"Välj en skola som ligger nära", "Choose a school that is near"}}};
    const std::vector<FieldError> errors{{"school", "check", {"near"}}};
    const std::string marked = R"(<span lang="sv" dir="ltr">Välj en skola som ligger nära</span>)";
    CHECK(error_summary(finnish, form, errors).str().find(marked) != std::string::npos);
    CHECK(page_fields(finnish, form, form.pages[0], {everything(), {}, errors}).str().find(marked) != std::string::npos);
    form.checks[0].message.further = {{Language::fi, "Valitse lähikoulu"}};
    CHECK(error_summary(finnish, form, errors).str().find(">Valitse lähikoulu<") != std::string::npos);
}

TEST_CASE("words that are the same in Swedish and English may be names, and are marked as Swedish all the same") {
    Words name{"Exempelby", "Exempelby"};
    CHECK(name.speaks(Language::ar));
    CHECK(name.lang(Language::ar) == "sv");
    name.further = {{Language::ar, "إكسمبلبي"}};
    CHECK(name.lang(Language::ar).empty());
    CHECK(Words{}.lang(Language::ar).empty());
    CHECK(name.lang(Language::en).empty());
}

TEST_CASE("a group shows its items with buttons that need no script") {
    const auto answers = everything();
    const auto page = page_fields(swedish(), the_form(), the_form().pages[1], {answers, {}, {}}).str();
    CHECK(page.find(R"(name="children.1.age")") != page.npos);
    CHECK(page.find(R"(value="children.1")") != page.npos);
    CHECK(page.find(R"(name="_add")") != page.npos);
    CHECK(page.find("special") == page.npos);
}

TEST_CASE("an answer that decided whether another was asked, and has been disposed of, does not hide that other one") {
    auto answers = everything();
    REQUIRE(the_form().fields_of("home").size() == 1);
    const auto words = [&](const GoneAnswers& gone) {
        return answers_summary(swedish(), the_form(), answers, {}, {}, nullptr, gone).str();
    };
    CHECK(words({}).find("Ekvägen 7") != std::string::npos);
    answers.set("alternating", {false});
    CHECK(words({}).find("Ekvägen 7") == std::string::npos);
    Answers without;
    for (const auto* id : {"home", "children"})
        if (const auto* answer = answers.find(id)) without.set(id, *answer);
    answers = without;
    CHECK(words({}).find("Ekvägen 7") == std::string::npos);
    const auto left = words({{"alternating", Date{20'000}}});
    CHECK(left.find("Ekvägen 7, 123 45 Exempelby") != left.npos);
}

TEST_CASE("the summary shows every answer that is kept, with a way to change it") {
    const auto summary = answers_summary(
                             swedish(), the_form(), everything(), [](const Page& page) { return "/andra/" + page.id; },
                             [](const FileAnswer& file) { return "/filer/" + file.name; })
                             .str();
    for (const auto words : {"4,3", "Ekvägen 7, 123 45 Exempelby", "/andra/second", "/filer/intyg.pdf", "Barn 2", "Strandskolan"})
        CHECK(summary.find(words) != summary.npos);
}
