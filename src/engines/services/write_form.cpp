#include <algorithm>

#include "engines/services/service.h"
#include "engines/services/writer.h"

namespace services {
namespace {

using forms::Field;
using forms::FieldType;
using yaml::Node;

Node option_node(const forms::Option& option) {
    return MapWriter().text("value", option.value).words("label", option.label).words("hint", option.hint).made();
}

void write_required(MapWriter& map, const forms::Rule& required) {
    if (required.is_always()) return;
    if (required.is_never()) map.truth("required", false, true);
    else map.rule("required", required);
}

void write_terms(MapWriter& map, const Field& field) {
    const auto& terms = field.terms;
    map.words("purpose", terms.purpose);
    const bool is_usual = field.type == FieldType::consent && terms.legal_ground == forms::LegalGround::consent;
    if (terms.legal_ground && !is_usual) map.name("legal_ground", *terms.legal_ground);
    map.text("law", terms.law);
    const auto months = terms.retention_months;
    const bool whole_years = months % 12 == 0;
    if (months > 0)
        map.node("retention", MapWriter().whole(whole_years ? "years" : "months", whole_years ? months / 12 : months, 0).made());
}

std::vector<Node> field_nodes(const std::vector<Field>& fields);

/// What only some types have.
void write_kind(MapWriter& map, const Field& field) {
    static const Field usual;
    const bool is_signature = field.type == FieldType::signature;
    map.words(is_signature ? "statement" : "text", field.text);
    map.list("options", nodes_of(field.options, option_node));
    map.whole("max_length", field.max_length, usual_length(field.type));
    map.number("min", field.min).number("max", field.max).whole("decimals", field.decimals, usual.decimals);
    if (field.type != FieldType::money) map.words("unit", field.unit);
    else if (field.unit.en != "SEK") map.text("per", field.unit.en == "SEK per year" ? "year" : "month");
    map.rule("earliest", field.earliest).rule("latest", field.latest).whole("max_days", field.max_days, usual.max_days);
    if (field.shape != usual.shape) map.name("shape", field.shape);
    map.whole("max_files", field.max_files, usual.max_files).whole("max_mb", field.max_mb, usual.max_mb).texts("accept", field.accept);
    map.words("item", field.item).rule("value", field.value);
    if (!is_signature) map.list("fields", field_nodes(field.fields));
}

MapWriter field_map(const Field& field) {
    MapWriter map;
    map.text("id", field.id).name("type", field.type).words("label", field.label).words("hint", field.hint).words("why", field.why);
    if (field.type != FieldType::consent) write_required(map, field.required);
    map.rule("show_if", field.show_if);
    if (field.sensitivity != usual_sensitivity(field.type)) map.name("sensitivity", field.sensitivity);
    write_terms(map, field);
    write_kind(map, field);
    return map;
}

/// What a person is asked besides the name, in the order of forms::PersonDetail: `number` alone is usual.
std::vector<std::string> asked_of(const std::vector<Field>& fields, const Field& person) {
    std::vector<std::string> asks;
    for (const std::string detail : {"number", "email", "phone", "address"})
        if (std::ranges::any_of(fields,
                                [&](const Field& part) { return part.part_of.get() == &person && part.id == person.id + "_" + detail; }))
            asks.push_back(detail);
    return asks;
}

/// A question with several boxes is written as it is asked, once.
std::vector<Node> field_nodes(const std::vector<Field>& fields) {
    std::vector<Node> nodes;
    const Field* asked = nullptr;
    for (const auto& field : fields) {
        if (!field.part_of) nodes.push_back(field_map(field).made());
        else if (field.part_of.get() != asked) {
            auto map = field_map(*field.part_of);
            const auto asks = asked_of(fields, *field.part_of);
            if (field.part_of->type == FieldType::person && asks != std::vector<std::string>{"number"})
                map.node("asks", Node::of(nodes_of(asks, [](const std::string& detail) { return Node::of(detail); })));
            nodes.push_back(map.made());
        }
        asked = field.part_of.get();
    }
    return nodes;
}

Node page_node(const forms::Page& page) {
    return MapWriter()
        .text("id", page.id)
        .words("title", page.title)
        .rule("show_if", page.show_if)
        .list("fields", field_nodes(page.fields))
        .made();
}

Node check_node(const forms::Check& check) {
    return MapWriter()
        .text("id", check.id)
        .rule("unless", check.unless)
        .text("field", check.field)
        .words("message", check.message)
        .truth("stops", check.stops, true)
        .made();
}

}  // namespace

Node form_node(const forms::Form& form) {
    std::vector<Node> pages;
    for (const auto& page : form.pages)
        if (page.id != contact_page_id) pages.push_back(page_node(page));
    return MapWriter().list("pages", std::move(pages)).list("checks", nodes_of(form.checks, check_node)).made();
}

}  // namespace services
