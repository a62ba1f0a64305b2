/// Random forms, and what people type in them: right, wrong and half.
#include <fmt/format.h>

#include "engines/forms/random_rules_for_tests.h"

namespace forms::testing {
namespace {

using Texts = std::vector<std::string>;

const std::vector<FieldType> asked_types{
    FieldType::text,   FieldType::long_text, FieldType::number, FieldType::number,   FieldType::money,   FieldType::date,
    FieldType::yes_no, FieldType::yes_no,    FieldType::choice, FieldType::multiple, FieldType::consent, FieldType::personal_number,
    FieldType::email,  FieldType::phone,     FieldType::map,    FieldType::address,  FieldType::file,    FieldType::organisation_number,
    FieldType::date,   FieldType::postcode,  FieldType::number, FieldType::property, FieldType::choice,  FieldType::declaration};
const Texts options{"a", "b", "å", "yes"};

ValueType value_type(const Field& field) {
    switch (field.type) {
        case FieldType::number:
        case FieldType::money: return ValueType::number;
        case FieldType::date: return ValueType::date;
        case FieldType::yes_no:
        case FieldType::consent:
        case FieldType::declaration: return ValueType::truth;
        case FieldType::multiple:
        case FieldType::file: return ValueType::list;
        case FieldType::map: return ValueType::drawing;
        default: return ValueType::text;
    }
}

Field random_field(Chance& chance, std::string id, const Known& known, ValueType& type) {
    Field field{.id = std::move(id)};
    if (chance.one_in(4)) {
        type = chance.of(std::vector{ValueType::truth, ValueType::number, ValueType::text, ValueType::date});
        field.type = FieldType::calculated;
        field.value = random_rule(chance, known, type);
    } else {
        field.type = chance.of(asked_types);
        type = value_type(field);
        if (field.type == FieldType::map && chance.one_in(2)) field.shape = MapShape::area;
        for (const auto& option : options) field.options.push_back({option, {option, option}});
        if (chance.one_in(3)) field.required = random_rule(chance, known, ValueType::truth);
    }
    if (chance.one_in(2)) field.show_if = random_rule(chance, known, ValueType::truth);
    if (chance.one_in(6)) field.sensitivity = Sensitivity::sensitive;
    return field;
}

Field random_group(Chance& chance, const std::string& id, Known& known) {
    Field group{.id = id, .type = FieldType::group};
    if (chance.one_in(3)) group.show_if = random_rule(chance, known, ValueType::truth);
    auto inside = known;
    std::vector<KnownName> made;
    for (std::size_t i = 0; i < 2 + chance.below(3); ++i) {
        ValueType type{};
        const auto name = fmt::format("{}_{}", id, i);
        group.fields.push_back(random_field(chance, name, inside, type));
        made.push_back({id + "." + name, type});
        inside.names.push_back({chance.one_in(2) ? name : id + "." + name, type});
    }
    // Now and then the first looks at one that stands after it.
    if (chance.one_in(4)) group.fields[0].show_if = random_rule(chance, inside, ValueType::truth);
    known.names.push_back({id, ValueType::groups});
    known.in_items = made;
    return group;
}

const Texts& words_of(FieldType type) {
    static const std::map<FieldType, Texts> all{
        {FieldType::number, {"",           "0",
                             "-0",         "0,1",
                             "0.2",        "1 200,50",
                             "1\u00a0000", "\u22125",
                             "12x",        "5.",
                             ",5",         "-",
                             "1,2,3",      "9000000000000001",
                             "3",          "18",
                             " 7 ",        "0,30000000000000004",
                             "1e3",        "--2",
                             "2 -"}},
        {FieldType::money,
         {"", "1 200,50", "1200:-", "1 200 kr", "12:50", "100 SEK", "kr", "50 kronor", "7,-", "1:2", "3.-", "12:5o", "99"}},
        {FieldType::personal_number,
         {"", "20180101-2392", "201801012392", "180101-2392", "18 01 01 2392", "20180101-2393", "19900101-9802", "900101-9802",
          "900101+9802", "201902302392", "12", "1990010198022"}},
        {FieldType::organisation_number,
         {"", "556016-0680", "5560160680", "165560160680", "556016-0681", "201801-2392", "556016 0680",
          "55601\u2013"
          "60680"}},
        {FieldType::email,
         {"", "kim@exempel.se", "KIM@EXEMPEL.SE", "kim@", "@exempel.se", "a..b@exempel.se", "åsa@ö.se", "kim@exempel", "kim@-x.se",
          "a b@x.se", "kim@ÅÄÖ.SE"}},
        {FieldType::phone,
         {"", "070-174 06 05", "0701740605", "+46 (0)70 174 06 05", "0046701740605", "7017", "070", "+4670", "12345678", "08-12 34 56",
          "070/174.06.05", "+46070 1740605"}},
        {FieldType::postcode, {"", "123 45", "12345", "SE-123 45", "S-12345", "02345", "1234", "SE 123 45", "12 34 5", "123\u00a045"}},
        {FieldType::property,
         {"", "Eken 1:7", "Exempelby Eken 1:7", "Eken", "1:7", "Eken 1 :7", "Eken 123456:1", "Eken 1:2:3", "Eken 4", "Eken :7"}},
        {FieldType::choice, {"", "a", "b", "å", "yes"}},
        {FieldType::yes_no, {"", "yes", "no"}},
        {FieldType::map, {"", "60.02, 15.35", "Ekvägen 7", "60.02110, 15.35370"}}};
    static const Texts text{"",         "a",      "å",        "Åke",     "  e\u0301 ",    "\u00e9",     "\U0001F1F8\U0001F1EA",
                            "två  ord", "x\r\ny", "a\u202eb", "\u00a0b", "\u2003b\u2003", "2026-02-28", "yes",
                            "12",       "\tz"};
    const auto found = all.find(type);
    return found == all.end() ? text : found->second;
}

}  // namespace

Form random_form(Chance& chance) {
    Form form{.id = "random"};
    for (const auto* id : {"first", "second", "third"}) form.pages.push_back({.id = id});
    Known known;
    // Pages that hang on answers need those before any of theirs.
    const auto pages = 1 + chance.below(3);
    for (std::size_t i = 0; i < 14; ++i) {
        const auto id = fmt::format("f{}", i);
        const auto page = i < 4 && pages == 2 ? 0 : chance.below(3);
        auto& fields = form.pages[page].fields;
        if (chance.one_in(5)) {
            fields.push_back(random_group(chance, id, known));
            continue;
        }
        ValueType type{};
        fields.push_back(random_field(chance, id, known, type));
        known.names.push_back({id, type});
        if (i == 3 && pages == 2) form.pages[2].show_if = random_rule(chance, known, ValueType::truth);
    }
    return form;
}

TypedPage typed_answer(Chance& chance, const Field& field, const std::string& prefix) {
    const auto name = prefix + field.id;
    TypedPage typed;
    switch (field.type) {
        case FieldType::calculated:
        case FieldType::file: return {};
        case FieldType::group:
            for (std::size_t i = 0, count = chance.below(4); i < count; ++i) {
                const auto item = fmt::format("{}.{}.", name, i);
                typed.emplace_back(item + "_here", "1");
                for (const auto& inner : field.fields)
                    for (auto& one : typed_answer(chance, inner, item)) typed.push_back(std::move(one));
            }
            return typed;
        case FieldType::declaration: return chance.one_in(2) ? TypedPage{} : TypedPage{{name, "yes"}};
        case FieldType::consent: return chance.one_in(2) ? TypedPage{{name, "no"}} : TypedPage{{name, "yes"}, {name, "no"}};
        case FieldType::multiple:
            for (const auto& option : options)
                if (chance.one_in(2)) typed.emplace_back(name, option);
            return typed;
        case FieldType::date:
            return {{name + "-day", chance.of(Texts{"", "1", "28", "29", "31", "x", " 3 "})},
                    {name + "-month", chance.of(Texts{"", "1", "02", "12", "13"})},
                    {name + "-year", chance.of(Texts{"2026", "2024", "1900", "26", "2000"})}};
        case FieldType::address:
            return {{name + "-street", chance.of(Texts{"", "Ekvägen  7", " Å 1 "})},
                    {name + "-postcode", chance.of(words_of(FieldType::postcode))},
                    {name + "-town", chance.of(Texts{"", "Exempelby"})}};
        default: return {{name, chance.of(words_of(field.type))}};
    }
}

}  // namespace forms::testing
