#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/form_import/form_import.h"
#include "engines/forms/fill.h"
#include "engines/services/service.h"
#include "foundation/zip/zip.h"

using namespace form_import;

namespace {

struct Parts {
    std::string components, logic{}, variables{}, form{};
    std::string second_step{};  ///< its components
};

std::string step_of(int index, const std::string& components) {
    const auto number = std::to_string(index);
    return R"({"uuid": "step-)" + number + R"(", "index": )" + number + R"(, "slug": "stap-)" + number + R"(", "name": "Stap )" + number +
           R"(", "configuration": {"display": "form", "components": [)" + components + "]}}";
}

/// An export of one or two steps as a ZIP.
std::string exported(const Parts& parts) {
    std::string bytes;
    zip::Writer writer(bytes);
    writer.add("forms.json", R"([{"name": "Parkeervergunning", "slug": "parkeren", "login_required": false)" + parts.form + "}]");
    // The second stands first in the file: the index decides.
    const auto second = parts.second_step.empty() ? "" : step_of(1, parts.second_step) + ",";
    writer.add("formSteps.json", "[" + second + step_of(0, parts.components) + "]");
    writer.add("formDefinitions.json", "[]");
    writer.add("formLogic.json", "[" + parts.logic + "]");
    writer.add("formVariables.json", "[" + parts.variables + "]");
    writer.finish();
    return bytes;
}

Imported imported(const Parts& parts) {
    auto done = import_form(exported(parts));
    INFO((done ? std::string() : done.error().text_key));
    REQUIRE(done);
    return std::move(*done);
}

services::Service service_of(const Imported& done) {
    auto service = services::parse_service(done.yaml);
    INFO(done.yaml);
    REQUIRE(service);
    return *service;
}

std::string rule(const std::string& trigger, const std::string& action) {
    return R"({"order": 0, "json_logic_trigger": )" + trigger + R"(, "actions": [)" + action + "]}";
}
std::string shown(const std::string& component, bool is_hidden) {
    return R"({"component": ")" + component +
           R"(", "action": {"type": "property", "property": {"value": "hidden", "type": "bool"}, "state": )" +
           (is_hidden ? "true" : "false") + "}}";
}

std::string show_if(const services::Service& service, const std::string& field) {
    const auto* found = service.form.field(field);
    REQUIRE(found);
    return forms::print(found->show_if);
}

bool tells(const Report& report, const std::string& place, const std::string& key) {
    for (const auto& remark : report.remarks)
        if (remark.place == place && remark.text_key == key) return true;
    return false;
}

const std::string permit = R"({"type": "radio", "key": "permit", "label": "Kind", "validate": {"required": true},
    "values": [{"value": "car", "label": "Auto", "openForms": {"translations": {"en": {"label": "Car"}}}}, {"value": "bike", "label": "Fiets"}]})";

}  // namespace

TEST_CASE("components of Open Formulieren become fields, with the translations they have") {
    const auto done = imported({permit + R"(,
        {"type": "textfield", "key": "geboorteNaam", "label": "<i>Naam</i>", "description": "Uw naam", "validate": {"required": true, "maxLength": "80"}},
        {"type": "selectboxes", "key": "days", "label": "Dagen", "validate": {"minSelectedCount": 1}, "values": [{"value": "mo", "label": "Ma"}]},
        {"type": "currency", "key": "income", "label": "Inkomen", "validate": {"required": true, "min": 0}},
        {"type": "checkbox", "key": "agree", "label": "Akkoord", "validate": {"required": true}},
        {"type": "date", "key": "start", "label": "Begin", "openForms": {
            "minDate": {"mode": "future", "includeToday": false},
            "maxDate": {"mode": "relativeToVariable", "variable": "now", "operator": "add", "delta": {"years": 1, "months": null, "days": null}}}},
        {"type": "file", "key": "photo", "label": "Foto", "file": {"type": ["image/png"]}, "fileMaxSize": "5MB", "multiple": true, "maxNumberOfFiles": 3},
        {"type": "bsn", "key": "bsn", "label": "BSN", "validate": {"required": true}},
        {"type": "time", "key": "when", "label": "Tijd"})"});
    const auto service = service_of(done);
    CHECK(service.title.en == "Parkeervergunning");
    CHECK(service.form.field("permit")->options[0].label == forms::Words{"Auto", "Car"});
    const auto& naam = *service.form.field("geboorte_naam");
    CHECK((naam.label.sv == "Naam" && naam.hint.sv == "Uw naam" && naam.max_length == 80 && naam.required.is_always()));
    CHECK(service.form.field("days")->min == 1);
    CHECK((service.form.field("income")->unit.en == "€" && service.form.field("income")->decimals == 2));
    CHECK(service.form.field("agree")->type == forms::FieldType::declaration);
    CHECK(forms::print(service.form.field("start")->earliest) == "days_after(today(), 1)");
    CHECK(forms::print(service.form.field("start")->latest) == "years_after(today(), 1)");
    const auto& photo = *service.form.field("photo");
    CHECK((photo.max_files == 3 && photo.max_mb == 5 && photo.accept == std::vector<std::string>{"image"}));
    CHECK(service.form.field("bsn")->type == forms::FieldType::personal_number);
    CHECK(service.form.field("when_hour")->max == 23);
    CHECK(done.report.components == 9);
    CHECK(done.report.without_loss() == 9);
}

TEST_CASE("frames become headings, and their condition is that of what they hold") {
    const auto service = service_of(imported({permit + R"(,
        {"type": "fieldset", "key": "about", "label": "Over de auto", "conditional": {"show": true, "when": "permit", "eq": "car"}, "components": [
            {"type": "columns", "key": "c", "columns": [{"components": [{"type": "licenseplate", "key": "plate", "label": "Kenteken"}]}]}]},
        {"type": "textfield", "key": "no", "label": "Nee", "conditional": {"show": false, "when": "permit", "eq": "car"}})"}));
    CHECK(service.form.field("about")->text.sv == "### Over de auto");
    CHECK(show_if(service, "about") == "permit == 'car'");
    CHECK(show_if(service, "plate") == "permit == 'car'");
    CHECK(show_if(service, "no") == "not permit == 'car'");
}

TEST_CASE("rules show, hide, demand and stop, one after the other") {
    const auto demanded =
        R"({"component": "why", "action": {"type": "property", "property": {"value": "validate.required", "type": "bool"}, "state": true}})";
    const auto done = imported({permit + R"(,
        {"type": "textfield", "key": "why", "label": "Waarom", "hidden": true}, {"type": "date", "key": "born", "label": "Geboren",
         "validate": {"required": true}})",
                                rule(R"({"==": [{"var": "permit"}, "bike"]})", shown("why", false) + "," + demanded) + "," +
                                    rule(R"({">": [{"date": {"var": "born"}}, {"-": [{"today": []}, {"rdelta": [18]}]}]})",
                                         shown("why", true) + R"(, {"action": {"type": "disable-next"}})")});
    const auto service = service_of(done);
    CHECK(show_if(service, "why") == "permit == 'bike' and not born > years_after(today(), -18)");
    CHECK(forms::print(service.form.field("why")->required) == "permit == 'bike'");
    REQUIRE(service.form.checks.size() == 1);
    CHECK(forms::print(service.form.checks[0].unless) == "not born > years_after(today(), -18)");
    CHECK(service.form.checks[0].field == "born");
    CHECK(done.report.conditions == 2);
    CHECK(done.report.evaluating == 2);
}

TEST_CASE("a step is shown as the rules say, and steps stand by their index") {
    Parts parts{permit};
    parts.second_step = R"({"type": "textfield", "key": "more", "label": "Meer"})";
    parts.logic =
        rule(R"({"==": [{"var": "permit"}, "bike"]})", R"({"form_step_uuid": "step-1", "action": {"type": "step-not-applicable"}})");
    const auto service = service_of(imported(parts));
    CHECK(service.form.pages[0].id == "stap_0");
    CHECK(forms::print(service.form.page("stap_1")->show_if) == "not permit == 'bike'");
}

TEST_CASE("a variable is what the rules before have set it to") {
    Parts parts{permit + R"(, {"type": "number", "key": "price", "label": "Prijs", "disabled": true},
        {"type": "textfield", "key": "dear", "label": "Duur", "hidden": true})"};
    parts.variables = R"({"source": "user_defined", "key": "fee", "data_type": "int", "initial_value": 10})";
    const auto set = [](const char* variable, const char* value) {
        return std::string(R"({"variable": ")") + variable + R"(", "action": {"type": "variable", "value": )" + value + "}}";
    };
    parts.logic = rule(R"({"==": [{"var": "permit"}, "car"]})", set("fee", R"({"*": [{"var": "fee"}, 5]})")) + "," +
                  rule("true", set("price", R"({"+": [{"var": "fee"}, 1]})")) + "," +
                  rule(R"({">=": [{"var": "fee"}, 50]})", shown("dear", false));
    const auto service = service_of(imported(parts));
    CHECK(forms::print(service.form.field("price")->value) == "if(permit == 'car', 10 * 5, 10) + 1");
    CHECK(show_if(service, "dear") == "if(permit == 'car', 10 * 5, 10) >= 50");
}

TEST_CASE("repeated groups, people and several answers become groups, and are summed and searched") {
    const auto done = imported({R"(
        {"type": "editgrid", "key": "rows", "label": "Kosten", "groupLabel": "Post", "validate": {"required": true, "maxLength": 5}, "components": [
            {"type": "number", "key": "amount", "label": "Bedrag", "validate": {"required": true}},
            {"type": "textfield", "key": "what", "label": "Wat", "conditional": {"show": true, "when": "rows.amount", "eq": 5}}]},
        {"type": "email", "key": "mail", "label": "E-mail", "multiple": true},
        {"type": "children", "key": "kids", "label": "Kinderen"},
        {"type": "textfield", "key": "note", "label": "Toelichting", "hidden": true})",
                                rule(R"({"and": [{"some": [{"var": "rows"}, {">": [{"var": "amount"}, 100]}]},
                                     {">": [{"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, {"var": "current.amount"}]}, 0]}, 500]}]})",
                                     shown("note", false))});
    const auto service = service_of(done);
    CHECK((service.form.field("rows")->max == 5 && service.form.field("rows")->item.sv == "Post"));
    CHECK(forms::print(service.form.field("rows")->fields[1].show_if) == "rows.amount == 5");
    CHECK(show_if(service, "note") == "any(rows.amount > 100) and sum(rows.amount) > 500");
    CHECK(service.form.field("mail")->fields[0].type == forms::FieldType::email);
    CHECK(service.form.field("kids")->fields.size() == 3);
    CHECK(done.report.conditions == 2);
    CHECK(done.report.evaluating == 2);
}

TEST_CASE("an unticked box is no, and an unanswered question is empty, as they were") {
    const auto done = imported({R"({"type": "checkbox", "key": "box", "label": "Vak"},
        {"type": "selectboxes", "key": "many", "label": "Veel", "values": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
        {"type": "textfield", "key": "one", "label": "1", "conditional": {"show": true, "when": "box", "eq": "false"}},
        {"type": "textfield", "key": "two", "label": "2", "hidden": true}, {"type": "textfield", "key": "three", "label": "3", "hidden": true})",
                                rule(R"({"==": [{"var": "many.a"}, false]})", shown("two", false)) + "," +
                                    rule(R"({"!=": [{"var": "one"}, ""]})", shown("three", false))});
    const auto service = service_of(done);
    CHECK(show_if(service, "one") == "not (answered(box) and box)");
    CHECK(show_if(service, "two") == "not (answered(many) and contains(many, 'a'))");
    CHECK(show_if(service, "three") == "not not answered(one)");
    CHECK(done.report.evaluating == 3);
}

TEST_CASE("account numbers, licence plates and patterns are checked, and what is left empty is not") {
    const auto done = imported({R"(
        {"type": "iban", "key": "account", "label": "IBAN"}, {"type": "licenseplate", "key": "plate", "label": "Kenteken"},
        {"type": "textfield", "key": "code", "label": "Code", "validate": {"pattern": "[A-Z]+"}})"});
    CHECK(done.report.without_loss() == 3);
    const auto service = service_of(done);
    const auto wrong = [&](const std::string& id, const std::string& typed) {
        forms::Answers answers;
        if (!typed.empty()) answers.set(id, {typed});
        const auto errors = forms::check_whole(service.form, answers).errors;
        return std::ranges::any_of(errors, [&](const FieldError& one) { return one.field == id; });
    };
    CHECK_FALSE(wrong("account", "SE45 5000 0000 0583 9825 7466"));
    CHECK(wrong("account", "SE46 5000 0000 0583 9825 7466"));
    CHECK_FALSE(wrong("plate", "ABC 12D"));
    CHECK(wrong("plate", "A"));
    CHECK_FALSE(wrong("code", "AB"));
    CHECK(wrong("code", "ABc"));
    for (const auto* id : {"account", "plate", "code"}) CHECK_FALSE(wrong(id, ""));
    CHECK(std::ranges::all_of(service.form.checks, [](const forms::Check& one) { return one.message.sv != one.message.en; }));
}

TEST_CASE("what Open Formulieren has and a definition has not is named") {
    const auto done = imported({R"(
        {"type": "signature", "key": "sign", "label": "Handtekening"},
        {"type": "select", "key": "list", "label": "Lijst", "openForms": {"dataSrc": "referenceLists"}},
        {"type": "textfield", "key": "code", "label": "Code", "validate": {"pattern": "a|b", "plugins": ["kvk"]}, "prefill": {"plugin": "stufbg"}},
        {"type": "hologram", "key": "holo", "label": "Hologram"})",
                                rule("true", R"({"action": {"type": "evaluate-dmn"}})")});
    CHECK(done.report.components == 4);
    CHECK(done.report.without_loss() == 0);
    CHECK(tells(done.report, "formSteps/stap-0/sign", "why_signature"));
    CHECK(tells(done.report, "formSteps/stap-0/list", "why_no_options"));
    CHECK(tells(done.report, "formSteps/stap-0/code", "why_pattern"));
    CHECK(tells(done.report, "formSteps/stap-0/code", "why_plugin"));
    CHECK(tells(done.report, "formSteps/stap-0/code", "why_prefill"));
    CHECK(tells(done.report, "formSteps/stap-0/holo", "why_unknown_type"));
    CHECK(tells(done.report, "formLogic/1", "why_action"));
}

TEST_CASE("a rule of nonsense is named, and the rest is imported") {
    const auto done =
        imported({permit, rule(R"({"substr": [{"var": "permit"}, 0]})", "") + "," + rule("[1]", "7") + R"(, 3, {"actions": {}})"});
    CHECK(tells(done.report, "formLogic/1", "why_operation"));
    CHECK(done.report.components == 1);
}

TEST_CASE("an export without a form is refused") {
    std::string bytes;
    zip::Writer writer(bytes);
    writer.add("readme.txt", "x");
    writer.finish();
    CHECK(import_form(bytes).error().text_key == "refused_no_form");
}
