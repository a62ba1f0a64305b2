#pragma once
/// A form with most kinds of fields, for the tests of this module.
#include "engines/forms/definition.h"

namespace forms::testing {

inline Rule rule(std::string_view text) { return parse(text).value(); }

inline Field field(std::string id, FieldType type) {
    Field made{.id = std::move(id), .type = type};
    made.label = {"Fråga " + made.id, "Question " + made.id};
    made.max_length = type == FieldType::text ? 10 : 0;
    return made;
}

inline Form form() {
    Form made{.id = "test"};
    Page first{.id = "first", .title = {"Först", "First"}};
    first.fields = {field("name", FieldType::text),          field("distance", FieldType::number), field("start", FieldType::date),
                    field("alternating", FieldType::yes_no), field("school", FieldType::choice),   field("reasons", FieldType::multiple),
                    field("home", FieldType::address),       field("papers", FieldType::file)};
    first.fields[1].decimals = 1;
    first.fields[1].min = 0;
    first.fields[1].max = 200;
    first.fields[1].unit = {"km", "km"};
    first.fields[2].earliest = rule("'2026-01-01'");
    first.fields[4].options = {{"strand", {"Strandskolan", "Strand School"}}, {"bjork", {"Björkskolan", "Birch School"}}};
    first.fields[5].options = {{"far", {"Lång väg", "Long way"}}, {"danger", {"Farlig väg", "Dangerous road"}}};
    first.fields[5].min = 1;
    first.fields[6].show_if = rule("alternating");
    first.fields[7].required = Rule::never();
    first.fields[7].max_mb = 1;

    Page second{.id = "second", .title = {"Sedan", "Then"}};
    auto children = field("children", FieldType::group);
    children.item = {"Barn", "Child"};
    children.max = 3;
    children.fields = {field("age", FieldType::number), field("preschool", FieldType::text)};
    children.fields[1].show_if = rule("age < 6");
    auto total = field("total", FieldType::calculated);
    total.value = rule("sum(children.age)");
    auto special = field("special", FieldType::long_text);
    special.show_if = rule("contains(reasons, 'danger')");
    second.fields = {children, total, special};
    made.pages = {first, second};
    made.checks = {{"not_both", rule("not (alternating and school == 'bjork')"), "school", {"Välj en skola", "Choose one school"}, true}};
    return made;
}

}  // namespace forms::testing
