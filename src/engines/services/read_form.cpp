#include "engines/forms/compound.h"
#include "engines/services/reader.h"
#include "engines/services/service.h"

namespace services {
namespace {

using forms::Field;
using forms::FieldType;

std::vector<std::string> known_keys(FieldType type) {
    std::vector<std::string> known = {"id",      "type",        "label",   "hint",         "why", "required",
                                      "show_if", "sensitivity", "purpose", "legal_ground", "law", "retention"};
    const auto also = [&](std::initializer_list<const char*> more) { known.insert(known.end(), more.begin(), more.end()); };
    switch (type) {
        case FieldType::text:
        case FieldType::long_text: also({"max_length"}); break;
        case FieldType::number: also({"unit", "min", "max", "decimals"}); break;
        case FieldType::money: also({"min", "max", "decimals", "per"}); break;
        case FieldType::date: also({"earliest", "latest"}); break;
        case FieldType::map: also({"shape"}); break;
        case FieldType::period: also({"earliest", "latest", "max_days"}); break;
        case FieldType::person: also({"asks"}); break;
        case FieldType::signature: also({"min", "max", "item", "statement"}); break;
        case FieldType::choice: also({"options"}); break;
        case FieldType::multiple: also({"options", "min", "max"}); break;
        case FieldType::file: also({"max_files", "accept", "max_mb"}); break;
        case FieldType::group: also({"min", "max", "item", "fields"}); break;
        case FieldType::calculated: also({"value", "unit"}); break;
        case FieldType::information: also({"text"}); break;
        default: break;
    }
    return known;
}

void read_options(Reader& reader, const yaml::Node& node, const std::string& path, Field& field) {
    reader.each(node, "options", path, [&](const yaml::Node& option, const std::string& where) {
        if (!reader.is_map(option, where)) return;
        reader.keys(option, where + ".", {"value", "label", "hint"});
        field.options.push_back({reader.text(option, "value", where + "."), reader.words(option, "label", where + "."),
                                 reader.words(option, "hint", where + ".", Presence::optional)});
    });
}

forms::Rule read_required(Reader& reader, const yaml::Node& node, const std::string& path) {
    const auto required = node["required"];
    if (!required.exists() || required.is_empty()) return forms::Rule::always();
    if (const auto plain = required.yes_no()) return *plain ? forms::Rule::always() : forms::Rule::never();
    return reader.rule(node, "required", path);
}

forms::AnswerTerms read_terms(Reader& reader, const yaml::Node& node, const std::string& path) {
    forms::AnswerTerms terms;
    terms.purpose = reader.words(node, "purpose", path, Presence::optional);
    if (node["type"].text() == to_name(FieldType::consent)) terms.legal_ground = forms::LegalGround::consent;
    if (node["legal_ground"].exists()) terms.legal_ground = reader.one_of<forms::LegalGround>(node, "legal_ground", path);
    terms.law = reader.text(node, "law", path, Presence::optional);
    const auto retention = node["retention"];
    if (!retention.exists() || !reader.is_map(retention, path + "retention")) return terms;
    const auto inside = path + "retention.";
    reader.keys(retention, inside, {"months", "years"});
    terms.retention_months = reader.whole(retention, "months", inside, 1, 0) + 12 * reader.whole(retention, "years", inside, 1, 0);
    if (terms.retention_months == 0) reader.problem(retention, path + "retention", "problem_missing", {"months"});
    return terms;
}

/// "kr", or "kr per månad".
forms::Words read_currency(Reader& reader, const yaml::Node& node, const std::string& path) {
    const auto per = reader.text(node, "per", path, Presence::optional);
    if (per == "month") return {"kr per månad", "SEK per month"};
    if (per == "year") return {"kr per år", "SEK per year"};
    if (!per.empty()) reader.not_known(node["per"], path + "per", per, {"month", "year"});
    return {"kr", "SEK"};
}

/// The people who sign: at least one and at most five, unless the service says otherwise.
void read_signature(Reader& reader, const yaml::Node& node, const std::string& path, Field& field) {
    field.item = reader.words(node, "item", path, Presence::optional);
    if (field.item.empty()) field.item = {"Person", "Person"};
    field.text = reader.words(node, "statement", path);
    field.min = field.min.value_or(1);
    field.max = field.max.value_or(5);
    field.fields = forms::signatory_fields();
    for (auto& inner : field.fields) inner.line = field.line;
}

std::vector<Field> read_fields(Reader& reader, const yaml::Node& node, const std::string& where);

void read_inner_fields(Reader& reader, const yaml::Node& node, const std::string& path, std::vector<Field>& fields) {
    reader.each(node, "fields", path, [&](const yaml::Node& inner, const std::string& place) {
        for (auto& field : read_fields(reader, inner, place)) fields.push_back(std::move(field));
    });
}

/// What only some types have.
void read_kind(Reader& reader, const yaml::Node& node, const std::string& path, Field& field) {
    const auto only_of = [&](FieldType type) { return field.type == type ? Presence::required : Presence::optional; };
    field.text = reader.words(node, "text", path, only_of(FieldType::information));
    read_options(reader, node, path, field);
    field.max_length = reader.whole(node, "max_length", path, 1, usual_length(field.type));
    field.min = reader.number(node, "min", path);
    field.max = reader.number(node, "max", path);
    field.decimals = reader.whole(node, "decimals", path, 0, 0);
    field.unit = field.type == FieldType::money ? read_currency(reader, node, path) : reader.words(node, "unit", path, Presence::optional);
    field.earliest = reader.rule(node, "earliest", path);
    field.latest = reader.rule(node, "latest", path);
    if (field.type == FieldType::map) field.shape = reader.one_of<forms::MapShape>(node, "shape", path, forms::MapShape::point);
    field.max_files = reader.whole(node, "max_files", path, 1, field.max_files);
    field.max_mb = reader.whole(node, "max_mb", path, 1, field.max_mb);
    field.accept = reader.texts(node, "accept", path);
    for (const auto& kind : field.accept)
        if (kind != "pdf" && kind != "image" && kind != "office")
            reader.not_known(node["accept"], path + "accept", kind, {"pdf", "image", "office"});
    field.value = reader.rule(node, "value", path, only_of(FieldType::calculated));
    if (field.type == FieldType::signature) return read_signature(reader, node, path, field);
    field.item = reader.words(node, "item", path, only_of(FieldType::group));
    read_inner_fields(reader, node, path, field.fields);
}

Field read_field(Reader& reader, const yaml::Node& node, const std::string& path) {
    Field field;
    field.line = node.line();
    field.id = reader.text(node, "id", path);
    field.type = reader.one_of<FieldType>(node, "type", path);
    if (from_name<FieldType>(node["type"].text())) reader.keys(node, path, known_keys(field.type));
    field.label = reader.words(node, "label", path, field.type == FieldType::information ? Presence::optional : Presence::required);
    field.hint = reader.words(node, "hint", path, Presence::optional);
    field.why = reader.words(node, "why", path, Presence::optional);
    field.required = field.type == FieldType::consent ? forms::Rule::never() : read_required(reader, node, path);
    field.show_if = reader.rule(node, "show_if", path);
    field.sensitivity = reader.one_of<forms::Sensitivity>(node, "sensitivity", path, usual_sensitivity(field.type));
    field.terms = read_terms(reader, node, path);
    read_kind(reader, node, path, field);
    return field;
}

forms::CompoundTerms read_compound(Reader& reader, const yaml::Node& node, const std::string& path) {
    forms::CompoundTerms terms;
    if (!node["asks"].exists()) return terms;
    terms.asks.clear();
    for (const auto& asked : reader.texts(node, "asks", path)) {
        const auto detail = from_name<forms::PersonDetail>(asked);
        if (detail) terms.asks.push_back(*detail);
        else reader.not_known(node["asks"], path + "asks", asked, {"number", "email", "phone", "address"});
    }
    return terms;
}

/// One question as it is asked: a compound is answered in several fields.
std::vector<Field> read_fields(Reader& reader, const yaml::Node& node, const std::string& where) {
    if (!reader.is_map(node, where)) return {};
    const auto path = where + ".";
    auto field = read_field(reader, node, path);
    field.max_days = reader.whole(node, "max_days", path, 1, 0);
    if (forms::is_compound(field.type)) return forms::parts_of(field, read_compound(reader, node, path));
    return {std::move(field)};
}

}  // namespace

forms::Sensitivity usual_sensitivity(FieldType type) {
    switch (type) {
        case FieldType::personal_number:
        case FieldType::person:
        case FieldType::child:
        case FieldType::signature:
        case FieldType::address:
        case FieldType::email:
        case FieldType::phone: return forms::Sensitivity::personal;
        default: return forms::Sensitivity::ordinary;
    }
}

int usual_length(FieldType type) {
    switch (type) {
        case FieldType::long_text: return 5000;
        case FieldType::email: return 254;
        case FieldType::text:
        case FieldType::property:
        case FieldType::map: return 200;
        default: return 0;
    }
}

std::vector<std::string> keys_of(FieldType type) { return known_keys(type); }

forms::Form read_form(Reader& reader, const yaml::Node& node) {
    forms::Form form;
    if (!reader.is_map(node, "form")) return form;
    reader.keys(node, "form.", {"pages", "checks"});
    reader.each(node, "pages", "form.", [&](const yaml::Node& page, const std::string& where) {
        if (!reader.is_map(page, where)) return;
        reader.keys(page, where + ".", {"id", "title", "show_if", "fields"});
        forms::Page read{reader.text(page, "id", where + "."),
                         reader.words(page, "title", where + "."),
                         reader.rule(page, "show_if", where + "."),
                         {},
                         page.line()};
        read_inner_fields(reader, page, where + ".", read.fields);
        form.pages.push_back(std::move(read));
    });
    reader.each(node, "checks", "form.", [&](const yaml::Node& check, const std::string& where) {
        if (!reader.is_map(check, where)) return;
        reader.keys(check, where + ".", {"id", "unless", "field", "message", "stops"});
        form.checks.push_back({reader.text(check, "id", where + "."), reader.rule(check, "unless", where + ".", Presence::required),
                               reader.text(check, "field", where + "."), reader.words(check, "message", where + "."),
                               reader.truth(check, "stops", where + ".", true), check.line()});
    });
    if (form.pages.empty()) reader.problem(node, "form.pages", "problem_missing", {"pages"});
    return form;
}

}  // namespace services
