/// Answers as the API gives and takes them, by the form.
#include <algorithm>

#include "engines/forms/answers.h"
#include "engines/forms/normal.h"
#include "engines/forms/parts_json.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

json::Value as_plain(const std::vector<Field>&, const Answers&);

/// Outside, a file is known by its content, never by its name in the store.
json::Value plain_file(const FileAnswer& file) {
    return json::object({{"hash", file.content_hash()}, {"name", file.name}, {"size", file.size}, {"type", file.type}});
}

json::Value plain(const Field& field, const Answer& answer) {
    if (const auto number = answer.number()) return *number;
    if (const auto yes = answer.yes_no()) return *yes;
    if (const auto* address = answer.address()) return json_of(*address);
    if (const auto* point = answer.point()) return json_of(*point);
    if (field.is_drawn()) return json_of(answer.drawing());
    switch (field.type) {
        case FieldType::multiple: return json::array(answer.list(), [](const std::string& text) { return json::Value(text); });
        case FieldType::file: return json::array(answer.files(), plain_file);
        case FieldType::signature:
        case FieldType::group: return json::array(answer.groups(), [&](const Answers& item) { return as_plain(field.fields, item); });
        default: return answer.text();
    }
}

json::Value as_plain(const std::vector<Field>& fields, const Answers& answers) {
    auto all = json::object();
    for (const auto& field : fields)
        if (const auto* answer = answers.find(field.id)) all.set(field.id, plain(field, *answer));
    return all;
}

class PlainReader {
public:
    explicit PlainReader(const PlainReading& reading) : reading_(reading) {}

    Answers read(const std::vector<const Field*>& fields, const json::Value& object, const std::string& before) {
        Answers answers;
        for (const auto& [name, value] : object.members()) {
            const Field* known = nullptr;
            for (const auto* field : fields)
                if (field->id == name && field->asks()) known = field;
            if (!known) error(before + name, "error_unknown_field", {name});
            else if (!value.is_null()) field_value(*known, value, before + name, answers);
        }
        return answers;
    }

    std::vector<FieldError> errors{};

private:
    const PlainReading& reading_;

    void error(const std::string& name, std::string key, std::vector<std::string> arguments = {}) {
        errors.push_back({name, std::move(key), std::move(arguments)});
    }

    template <class T>
    void take(const Field& field, const std::string& name, Normal<T> normal, Answers& into) {
        if (normal) into.set(field.id, {std::move(*normal)});
        else error(name, normal.error().text_key, normal.error().arguments);
    }

    void field_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        switch (field.type) {
            case FieldType::money:
            case FieldType::number: return number_value(field, value, name, into);
            case FieldType::yes_no:
            case FieldType::consent:
            case FieldType::declaration:
                if (!value.is_bool()) return error(name, "error_json_truth");
                into.set(field.id, {value.yes()});
                return;
            case FieldType::multiple: return list_value(field, value, name, into);
            case FieldType::address: return address_value(field, value, name, into);
            case FieldType::map: return map_value(field, value, name, into);
            case FieldType::file: return files_value(field, value, name, into);
            case FieldType::signature:
            case FieldType::group: return group_value(field, value, name, into);
            default: return text_value(field, value, name, into);
        }
    }

    void number_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_number()) return error(name, "error_json_number");
        take(field, name, number(plain_number(value.number())), into);
    }

    void text_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_text()) return error(name, "error_json_text");
        const auto words = tidy_text(value.text());
        if (words.empty()) return;
        switch (field.type) {
            case FieldType::date: return take(field, name, iso_date(words), into);
            case FieldType::personal_number: return take(field, name, personal_number(words), into);
            case FieldType::organisation_number: return take(field, name, organisation_number(words), into);
            case FieldType::email: return take(field, name, email(words), into);
            case FieldType::phone: return take(field, name, phone(words), into);
            case FieldType::postcode: return take(field, name, postcode(words), into);
            case FieldType::property: return take(field, name, property(words), into);
            case FieldType::choice:
                if (!field.option(words)) return error(name, "error_choice");
                [[fallthrough]];
            default: into.set(field.id, {words});
        }
    }

    void list_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_array()) return error(name, "error_json_list");
        std::vector<std::string> chosen;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto& item = value[i];
            if (!item.is_text() || !field.option(item.text())) return error(name + "." + std::to_string(i), "error_choice");
            if (std::find(chosen.begin(), chosen.end(), item.text()) == chosen.end()) chosen.push_back(item.text());
        }
        into.set(field.id, {std::move(chosen)});
    }

    bool only_members(const json::Value& value, const std::string& name, std::initializer_list<std::string_view> known) {
        bool good = true;
        for (const auto& [member, inside] : value.members())
            if (std::find(known.begin(), known.end(), member) == known.end()) {
                error(name + "." + member, "error_unknown_field", {member});
                good = false;
            }
        return good;
    }

    void address_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_object()) return error(name, "error_json_address");
        if (only_members(value, name, {"street", "postcode", "town"}))
            take(field, name, address(value["street"].text(), value["postcode"].text(), value["town"].text()), into);
    }

    void drawing_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_array()) return error(name, "error_json_list");
        if (value.size() > most_points) return error(name, "error_points_many", {std::to_string(most_points)});
        Drawing points;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto where = name + "." + std::to_string(i);
            if (!value[i]["latitude"].is_number() || !value[i]["longitude"].is_number()) return error(where, "error_json_point");
            if (!only_members(value[i], where, {"latitude", "longitude"})) return;
            const auto at = point(point_of(value[i]), reading_.map);
            if (!at) return error(where, at.error().text_key);
            points.push_back(*at);
        }
        into.set(field.id, {std::move(points)});
    }

    void map_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (field.is_drawn()) return drawing_value(field, value, name, into);
        if (value.is_text()) return take(field, name, place(value.text(), reading_.map), into);
        if (!value["latitude"].is_number() || !value["longitude"].is_number()) return error(name, "error_json_point");
        if (only_members(value, name, {"latitude", "longitude"}))
            take(field, name, point({value["latitude"].number(), value["longitude"].number()}, reading_.map), into);
    }

    void files_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_array()) return error(name, "error_json_list");
        std::vector<FileAnswer> files;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto& item = value[i];
            const auto where = name + "." + std::to_string(i);
            // A hash only names what someone has sent: taken here, it would let a program take over another person's file.
            if (!item["file"].is_text()) return error(where, "error_json_file");
            if (!only_members(item, where, {"file"})) return;
            auto file = reading_.file ? reading_.file(item["file"].text()) : std::nullopt;
            if (!file) return error(where, "error_file_unknown", {item["file"].text()});
            files.push_back(std::move(*file));
        }
        into.set(field.id, {std::move(files)});
    }

    void group_value(const Field& field, const json::Value& value, const std::string& name, Answers& into) {
        if (!value.is_array()) return error(name, "error_json_list");
        std::vector<const Field*> inner;
        for (const auto& one : field.fields) inner.push_back(&one);
        std::vector<Answers> items;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (!value[i].is_object()) return error(name + "." + std::to_string(i), "error_json_object");
            items.push_back(read(inner, value[i], name + "." + std::to_string(i) + "."));
        }
        into.set(field.id, {std::move(items)});
    }
};

}  // namespace

std::string to_plain_json(const Form& form, const Answers& answers) {
    auto all = json::object();
    for (const auto& page : form.pages) {
        const auto fields = as_plain(page.fields, answers);
        for (const auto& [name, value] : fields.members()) all.set(name, value);
    }
    return json::to_text(all);
}

Result<Answers> from_plain_json(const Form& form, std::string_view text, const PlainReading& reading) {
    const auto value = json::parse(text);
    if (!value) return invalid({{"", "error_json", {std::to_string(value.error().byte)}}});
    if (!value->is_object()) return invalid({{"", "error_json_object"}});
    std::vector<const Field*> fields;
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) fields.push_back(&field);
    PlainReader reader(reading);
    auto answers = reader.read(fields, *value, "");
    if (!reader.errors.empty()) return invalid(std::move(reader.errors));
    return answers;
}

}  // namespace forms
