#include "engines/services/reader.h"
#include "engines/services/service.h"

namespace services {
namespace {

using forms::Field;
using forms::FieldType;

std::vector<std::string> known_keys(FieldType type) {
    std::vector<std::string> known = {"id", "type", "label", "hint", "why", "required", "show_if", "sensitivity"};
    const auto also = [&](std::initializer_list<const char*> more) { known.insert(known.end(), more.begin(), more.end()); };
    switch (type) {
        case FieldType::text:
        case FieldType::long_text: also({"max_length"}); break;
        case FieldType::number: also({"unit", "min", "max", "decimals"}); break;
        case FieldType::date: also({"earliest", "latest"}); break;
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

forms::Sensitivity usual_sensitivity(FieldType type) {
    switch (type) {
        case FieldType::personal_number:
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

Field read_field(Reader& reader, const yaml::Node& node, const std::string& where) {
    Field field;
    if (!reader.is_map(node, where)) return field;
    const auto path = where + ".";
    field.line = node.line();
    field.id = reader.text(node, "id", path);
    field.type = reader.one_of<FieldType>(node, "type", path);
    if (from_name<FieldType>(node["type"].text())) reader.keys(node, path, known_keys(field.type));
    const bool is_information = field.type == FieldType::information;
    field.label = reader.words(node, "label", path, is_information ? Presence::optional : Presence::required);
    field.hint = reader.words(node, "hint", path, Presence::optional);
    field.why = reader.words(node, "why", path, Presence::optional);
    field.text = reader.words(node, "text", path, is_information ? Presence::required : Presence::optional);
    field.required = read_required(reader, node, path);
    field.show_if = reader.rule(node, "show_if", path);
    field.sensitivity = reader.one_of<forms::Sensitivity>(node, "sensitivity", path, usual_sensitivity(field.type));
    read_options(reader, node, path, field);
    field.max_length = reader.whole(node, "max_length", path, 1, usual_length(field.type));
    field.min = reader.number(node, "min", path);
    field.max = reader.number(node, "max", path);
    field.decimals = reader.whole(node, "decimals", path, 0, 0);
    field.unit = reader.words(node, "unit", path, Presence::optional);
    field.earliest = reader.rule(node, "earliest", path);
    field.latest = reader.rule(node, "latest", path);
    field.max_files = reader.whole(node, "max_files", path, 1, field.max_files);
    field.max_mb = reader.whole(node, "max_mb", path, 1, field.max_mb);
    field.accept = reader.texts(node, "accept", path);
    for (const auto& kind : field.accept)
        if (kind != "pdf" && kind != "image" && kind != "office")
            reader.not_known(node["accept"], path + "accept", kind, {"pdf", "image", "office"});
    field.item = reader.words(node, "item", path, field.type == FieldType::group ? Presence::required : Presence::optional);
    field.value = reader.rule(node, "value", path, field.type == FieldType::calculated ? Presence::required : Presence::optional);
    reader.each(node, "fields", path,
                [&](const yaml::Node& inner, const std::string& place) { field.fields.push_back(read_field(reader, inner, place)); });
    return field;
}

}  // namespace

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
        reader.each(page, "fields", where + ".",
                    [&](const yaml::Node& field, const std::string& place) { read.fields.push_back(read_field(reader, field, place)); });
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
