#include "engines/forms/json_schema.h"

#include "engines/forms/normal.h"
#include "foundation/json/json.h"

namespace forms {
namespace {

json::Value object_of(const std::vector<const Field*>&, Language, bool is_always_shown);

json::Value choices_of(const Field& field, Language language) {
    const auto options = json::array(field.options, [&](const Option& option) {
        return json::object({{"const", option.value}, {"title", option.label.in(language)}});
    });
    return json::object({{"type", "string"}, {"oneOf", options}});
}

void limit(json::Value& schema, const Field& field, std::string_view least, std::string_view most) {
    const auto number = [](double value) {
        const auto whole = static_cast<std::int64_t>(value);
        return static_cast<double>(whole) == value ? json::Value(whole) : json::Value(value);
    };
    if (field.min) schema.set(least, number(*field.min));
    if (field.max) schema.set(most, number(*field.max));
}

json::Value text_like(std::string_view name, std::string_view value) {
    return json::object({{"type", "string"}, {std::string(name), value}});
}

json::Value pair_of(std::initializer_list<std::string_view> names, std::string_view type) {
    auto properties = json::object();
    auto required = json::array();
    for (const auto name : names) {
        properties.set(name, json::object({{"type", type}}));
        required.add(name);
    }
    return json::object({{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}});
}

json::Value file_list(const Field& field) {
    auto file = pair_of({"file"}, "string");
    file.set("description", "The id that POST /api/v1/files answered. It is used up when the application is taken.");
    return json::object({{"type", "array"}, {"items", file}, {"maxItems", field.max_files}});
}

std::vector<const Field*> pointers(const std::vector<Field>& fields) {
    std::vector<const Field*> all;
    for (const auto& field : fields) all.push_back(&field);
    return all;
}

json::Value kind_of(const Field& field, Language language) {
    switch (field.type) {
        case FieldType::money:
        case FieldType::number: {
            auto schema = json::object({{"type", field.decimals == 0 ? "integer" : "number"}});
            limit(schema, field, "minimum", "maximum");
            return schema;
        }
        case FieldType::date: return text_like("format", "date");
        case FieldType::consent:
        case FieldType::yes_no: return json::object({{"type", "boolean"}});
        case FieldType::declaration: return json::object({{"const", true}});
        case FieldType::choice: return choices_of(field, language);
        case FieldType::multiple: {
            auto schema = json::object({{"type", "array"}, {"items", choices_of(field, language)}, {"uniqueItems", true}});
            limit(schema, field, "minItems", "maxItems");
            return schema;
        }
        case FieldType::personal_number: return text_like("pattern", R"(^[0-9]{6}([0-9]{2})?[-+ ]?[0-9]{4}$)");
        case FieldType::organisation_number: return text_like("pattern", R"(^(16)?[0-9]{6}-?[0-9]{4}$)");
        case FieldType::email: return text_like("format", "email");
        case FieldType::postcode: return text_like("pattern", R"(^[1-9][0-9]{2} ?[0-9]{2}$)");
        case FieldType::address: return pair_of({"street", "postcode", "town"}, "string");
        case FieldType::map:
            if (field.is_drawn())
                return json::object({{"type", "array"},
                                     {"items", pair_of({"latitude", "longitude"}, "number")},
                                     {"minItems", field.shape == MapShape::line ? 2 : 3},
                                     {"maxItems", static_cast<int>(most_points)}});
            return json::object(
                {{"anyOf", json::array({pair_of({"latitude", "longitude"}, "number"), json::object({{"type", "string"}})})}});
        case FieldType::file: return file_list(field);
        case FieldType::signature:
        case FieldType::group: {
            auto schema = json::object({{"type", "array"}, {"items", object_of(pointers(field.fields), language, true)}});
            limit(schema, field, "minItems", "maxItems");
            return schema;
        }
        default: {
            auto schema = json::object({{"type", "string"}});
            // Code points are never fewer than what readers count, so this refuses nothing else than we do, but for long sequences of
            // emoji.
            if (field.max_length > 0) schema.set("maxLength", field.max_length);
            return schema;
        }
    }
}

/// Whether an answer is demanded whatever else is answered.
bool is_demanded(const Field& field) {
    const bool is_list = field.is_group() || field.type == FieldType::multiple;
    if (field.show_if) return false;
    return field.is_group() ? field.min.value_or(0) > 0 : field.required.is_always() || (is_list && field.min.value_or(0) > 0);
}

json::Value object_of(const std::vector<const Field*>& fields, Language language, bool is_always_shown) {
    auto properties = json::object();
    auto required = json::array();
    for (const auto* field : fields) {
        if (!field->asks()) continue;
        auto schema = kind_of(*field, language);
        schema.set("title", field->label.in(language));
        if (!field->hint.empty()) schema.set("description", field->hint.in(language));
        properties.set(field->id, schema);
        if (is_always_shown && is_demanded(*field)) required.add(field->id);
    }
    return json::object({{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}});
}

}  // namespace

std::string json_schema(const Form& form, Language language, std::string_view address_of_schemas) {
    auto properties = json::object();
    auto required = json::array();
    for (const auto& page : form.pages) {
        const auto part = object_of(pointers(page.fields), language, !page.show_if);
        for (const auto& [name, schema] : part["properties"].members()) properties.set(name, schema);
        for (const auto& name : part["required"].items()) required.add(name);
    }
    return json::to_text(json::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                       {"$id", std::string(address_of_schemas) + form.id},
                                       {"title", form.title.in(language)},
                                       {"type", "object"},
                                       {"properties", properties},
                                       {"required", required},
                                       {"additionalProperties", false}}));
}

}  // namespace forms
