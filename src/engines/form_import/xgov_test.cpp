#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/form_import/form_import.h"
#include "engines/forms/fill.h"
#include "engines/services/service.h"

using namespace form_import;

namespace {

Imported imported(std::string_view json) {
    auto done = import_form(json);
    INFO((done ? std::string() : done.error().text_key));
    REQUIRE(done);
    return std::move(*done);
}

/// A form of pages with these components, conditions and lists.
std::string form_of(const std::string& pages, const std::string& conditions = "", const std::string& lists = "") {
    return R"({"name": "Dog licence", "startPage": "/a", "pages": [)" + pages + R"(], "conditions": [)" + conditions + R"(], "lists": [)" +
           lists + "]}";
}
std::string page_of(const std::string& path, const std::string& components, const std::string& next = "") {
    return R"({"path": ")" + path + R"(", "title": "Page )" + path + R"(", "components": [)" + components + R"(], "next": [)" + next + "]}";
}

services::Service service_of(const Imported& done) {
    auto service = services::parse_service(done.yaml);
    INFO(done.yaml);
    REQUIRE(service);
    return *service;
}

std::string shown_if(const services::Service& service, const std::string& page) {
    const auto* found = service.form.page(page);
    REQUIRE(found);
    return forms::print(found->show_if);
}

bool tells(const Report& report, const std::string& place, const std::string& key) {
    for (const auto& remark : report.remarks)
        if (remark.place == place && remark.text_key == key) return true;
    return false;
}

const std::string yes_no = R"({"type": "YesNoField", "name": "hasDog", "title": "Do you have a dog?"})";
const std::string if_yes = R"({"name": "yes", "value": {"name": "yes", "conditions": [
    {"field": {"name": "hasDog", "type": "YesNoField"}, "operator": "is", "value": {"type": "Value", "value": "true"}}]}})";
const std::string if_no = R"({"name": "no", "value": "hasDog == false"})";

}  // namespace

TEST_CASE("questions of the XGov form builder become fields with readable names") {
    const auto done = imported(form_of(page_of("/a", R"(
        {"type": "TextField", "name": "kRxOHF", "title": "Name of <b>the dog</b>", "hint": "As in the passport", "schema": {"max": 40}},
        {"type": "NumberField", "name": "dogWeight", "title": "Weight", "options": {"suffix": "kg", "required": false},
         "schema": {"min": 1, "max": "90", "precision": 1}},
        {"type": "UkAddressField", "name": "home", "title": "Where do you live?"},
        {"type": "DatePartsField", "name": "born", "title": "Born", "options": {"maxDaysInPast": "30", "maxDaysInFuture": "0"}})")));
    const auto service = service_of(done);
    CHECK(service.title.en == "Dog licence");
    const auto& name = *service.form.field("name_of_the_dog");
    CHECK(name.label.sv == "Name of the dog");
    CHECK(name.hint.en == "As in the passport");
    CHECK(name.max_length == 40);
    const auto& weight = *service.form.field("dog_weight");
    CHECK((weight.min == 1 && weight.max == 90 && weight.decimals == 1 && weight.unit.en == "kg"));
    CHECK(weight.required.is_never());
    CHECK(service.form.field("home")->type == forms::FieldType::address);
    CHECK(forms::print(service.form.field("born")->earliest) == "days_after(today(), -30)");
    CHECK(done.report.components == 4);
    CHECK(done.report.without_loss() == 4);
    CHECK(done.report.renamed.size() == 2);
}

TEST_CASE("a page is shown when the links lead to it, in as few words as possible") {
    const auto pages = page_of("/a", yes_no, R"({"path": "/no"}, {"path": "/dog", "condition": "yes"})") + "," +
                       page_of("/no", R"({"type": "TextField", "name": "why", "title": "Why not?"})", R"({"path": "/end"})") + "," +
                       page_of("/dog", R"({"type": "TextField", "name": "breed", "title": "Breed"})", R"({"path": "/end"})") + "," +
                       page_of("/end", R"({"type": "TextField", "name": "more", "title": "More"})");
    const auto service = service_of(imported(form_of(pages, if_yes)));
    CHECK(shown_if(service, "dog") == "has_dog");
    CHECK(shown_if(service, "no") == "not has_dog");
    CHECK(shown_if(service, "end").empty());
}

TEST_CASE("a page that leads nowhere stops the application, as it did") {
    const auto pages = page_of("/a", yes_no, R"({"path": "/sorry", "condition": "no"}, {"path": "/summary"})") + "," +
                       page_of("/sorry", R"({"type": "Para", "name": "kRxOHF", "content": "Sorry"})") + "," +
                       R"({"path": "/summary", "controller": "./pages/summary.js", "title": "Summary"})";
    const auto service = service_of(imported(form_of(pages, if_no)));
    REQUIRE(service.form.checks.size() == 1);
    CHECK(forms::print(service.form.checks[0].unless) == "not not has_dog");
    CHECK(service.form.checks[0].field == "has_dog");
    CHECK(service.form.checks[0].message.en == "Page /sorry");
    CHECK(service.form.page("sorry")->fields[0].id == "information");
}

TEST_CASE("yes leads here and no leads here too is always") {
    const auto pages = page_of("/a", yes_no, R"({"path": "/end", "condition": "yes"}, {"path": "/end", "condition": "no"})") + "," +
                       page_of("/end", R"({"type": "TextField", "name": "more", "title": "More"})");
    CHECK(shown_if(service_of(imported(form_of(pages, if_yes + "," + if_no))), "end").empty());
}

TEST_CASE("a question of a page that may be skipped is only asked about when it was answered") {
    const auto inner = R"({"type": "YesNoField", "name": "big", "title": "Is it big?"})";
    const auto big = R"({"name": "big", "value": "big == true"})";
    const auto pages = page_of("/a", yes_no, R"({"path": "/dog", "condition": "yes"}, {"path": "/end"})") + "," +
                       page_of("/dog", inner, R"({"path": "/end", "condition": "big"}, {"path": "/small"})") + "," +
                       page_of("/small", R"({"type": "TextField", "name": "s", "title": "Small"})", R"({"path": "/end"})") + "," +
                       page_of("/end", R"({"type": "TextField", "name": "more", "title": "More"})");
    const auto service = service_of(imported(form_of(pages, if_yes + "," + big)));
    CHECK(shown_if(service, "small") == "has_dog and not big");
    CHECK(shown_if(service, "end").empty());
}

TEST_CASE("every kind of condition of the form builder evaluates") {
    const std::string about = R"("field": {"name": "s.age", "type": "NumberField"})";
    const auto past = [](const char* operation) {
        return std::string(R"({"name": ")") + operation +
               R"(", "value": {"conditions": [{"field": {"name": "born", "type": "DateField"}, "operator": ")" + operation +
               R"(", "value": {"type": "RelativeTime", "timePeriod": "18", "timeUnit": "years", "direction": "in the past", "timeOnly": false}}]}})";
    };
    const auto conditions = R"({"name": "1", "value": {"conditions": [{)" + about +
                            R"(, "operator": "is at least", "value": {"type": "Value", "value": "18"}},
           {"coordinator": "or", "conditionName": "2"}]}},
           {"name": "2", "value": {"conditions": [{"field": {"name": "kinds", "type": "CheckboxesField"}, "operator": "does not contain",
            "value": {"type": "Value", "value": "cat"}}]}},
           {"name": "3", "value": "not ('cat' in kinds) and (s.age - 1) * 2 > 3 ? length(note) > 3 : false"},
           {"name": "4", "value": "born > dateForComparison(-6, 'months') "},
           {"name": "5", "value": "numberOfDogs > 1"}, {"name": "6", "value": "goneQuestion == 'x'"},
           {"name": "7", "value": {"conditions": [{"field": {"name": "note", "type": "TextField"}, "operator": "is longer than",
            "value": {"type": "Value", "value": "3"}}]}},
           {"name": "8", "value": "time >= '10:30'"},)" +
                            past("is at least") + "," + past("is less than");
    const auto page = R"({"path": "/a", "title": "A", "section": "s", "components": [
        {"type": "NumberField", "name": "age", "title": "Age"}, {"type": "CheckboxesField", "name": "kinds", "title": "Kinds", "list": "kinds"},
        {"type": "RadiosField", "name": "numberOfDogs", "title": "How many?", "list": "few"}, {"type": "TextField", "name": "note", "title": "Note"},
        {"type": "TimeField", "name": "time", "title": "When?"}, {"type": "DateField", "name": "born", "title": "Born"}]})";
    const auto lists = R"({"name": "kinds", "items": [{"text": "Dog", "value": "dog"}, {"text": "Cat", "value": "cat"}]},
        {"name": "few", "type": "number", "items": [{"text": "One", "value": 1}, {"text": "Two", "value": 2}, {"text": "Three", "value": 3}]})";
    const auto done = imported(form_of(page, conditions, lists));
    CHECK(done.report.conditions == 10);
    CHECK(done.report.evaluating == 10);
    CHECK(tells(done.report, "conditions/6", "why_unknown_name"));
}

TEST_CASE("a condition that cannot be said hides nothing, and is named") {
    const auto pages = page_of("/a", yes_no, R"({"path": "/b", "condition": "odd"})") + "," +
                       page_of("/b", R"({"type": "TextField", "name": "more", "title": "More"})");
    const auto done = imported(form_of(pages, R"({"name": "odd", "value": "random() > 0.5"})"));
    CHECK(shown_if(service_of(done), "b").empty());
    CHECK(tells(done.report, "conditions/odd", "why_operation"));
    CHECK(done.report.conditions == 1);
    CHECK(done.report.evaluating == 0);
}

TEST_CASE("a table of inputs becomes a group, and a limit of words is checked") {
    const auto done = imported(form_of(page_of("/a", R"(
        {"type": "MultiInputField", "name": "milestones", "title": "Milestones", "options": {"required": false}, "children": [
            {"type": "TextField", "name": "goal", "title": "Goal"},
            {"type": "MultilineTextField", "name": "how", "title": "How", "options": {"maxWords": "200"}}]},
        {"type": "FreeTextField", "name": "free", "title": "Free", "options": {"maxWords": 50}})")));
    const auto service = service_of(done);
    const auto& group = *service.form.field("milestones");
    CHECK(group.min == 0);
    CHECK(group.fields.size() == 2);
    REQUIRE(service.form.checks.size() == 2);
    CHECK(forms::print(service.form.checks[0].unless) == "all(words(milestones.how) <= 200)");
    CHECK(service.form.checks[0].field == "milestones");
    CHECK(forms::print(service.form.checks[1].unless) == "words(free) <= 50");
    CHECK(done.report.without_loss() == 4);
}

TEST_CASE("web addresses and patterns are checked as they were, somewhere in the answer where nothing says else") {
    const auto done = imported(form_of(page_of("/a", R"(
        {"type": "WebsiteField", "name": "site", "title": "Website", "options": {"required": false}},
        {"type": "TextField", "name": "code", "title": "Code", "schema": {"regex": "^[A-Z]{2}\\d+$"}},
        {"type": "TextField", "name": "some", "title": "Some", "schema": {"regex": "a|b"}})")));
    CHECK(done.report.without_loss() == 3);
    const auto service = service_of(done);
    REQUIRE(service.form.checks.size() == 3);
    const auto wrong = [&](const std::string& id, const std::string& typed) {
        forms::Answers answers;
        answers.set(id, {typed});
        const auto errors = forms::check_whole(service.form, answers).errors;
        return std::ranges::any_of(errors, [&](const FieldError& one) { return one.field == id; });
    };
    for (const auto* fit : {"https://exempel.se", "www.exempel.se/sida?a=1#b", "HTTP://exempel.se:8080/"}) CHECK_FALSE(wrong("site", fit));
    for (const auto* unfit : {"exempel", "https://", "a b.se", "kim@exempel.se"}) CHECK(wrong("site", unfit));
    CHECK_FALSE(wrong("code", "AB12"));
    CHECK(wrong("code", "xAB12"));
    CHECK_FALSE(wrong("some", "xxaxx"));
    CHECK(wrong("some", "xx"));
}

TEST_CASE("what could not be kept is named by its place, its type and the reason") {
    const auto done = imported(form_of(page_of("/a", R"(
        {"type": "HologramField", "name": "holo", "title": "Hologram"},
        {"type": "RadiosField", "name": "gone", "title": "Gone", "list": "nowhere"},
        {"type": "TextField", "name": "code", "title": "Code", "schema": {"regex": "^(?=A)[A-Z]+$"}})")));
    CHECK(done.report.components == 3);
    CHECK(done.report.without_loss() == 0);
    CHECK(tells(done.report, "pages/a/holo", "why_unknown_type"));
    CHECK(tells(done.report, "pages/a/gone", "why_no_options"));
    CHECK(tells(done.report, "pages/a/code", "why_pattern"));
}

TEST_CASE("a draft can be read, and says what a person must fill in before it can be published") {
    const auto done = imported(form_of(page_of("/a", yes_no)));
    const auto service = service_of(done);
    const auto problems = services::check_service(service, {.flows = {"decision"}});
    CHECK(problems.size() >= 7);
    for (const auto* key : {"theme", "unit", "series", "law", "purpose", "usual_days", "retention", "decision", "summary"})
        CHECK(std::find(done.report.to_fill_in.begin(), done.report.to_fill_in.end(), key) != done.report.to_fill_in.end());
    CHECK(service.privacy.purpose.sv.starts_with(services::to_fill_in));
}

TEST_CASE("what is no form is refused with a reason") {
    CHECK(import_form("{").error().text_key == "refused_json");
    CHECK(import_form(R"({"a": 1})").error().text_key == "refused_unknown");
    CHECK(import_form(R"({"pages": [], "startPage": "/"})").error().text_key == "refused_no_questions");
    CHECK(import_form(R"({"pages": [{"components": 7, "next": "x"}, 3, null], "conditions": [{"value": []}], "lists": {}})")
              .error()
              .text_key == "refused_no_questions");
    CHECK(import_form("PK\x03\x04 and nothing more").error().text_key == "refused_zip");
    CHECK(import_form(std::string(largest_file + 1, '{')).error().text_key == "refused_too_large");
}
