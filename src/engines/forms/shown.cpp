#include "engines/forms/shown.h"

#include <fmt/format.h>

#include <cmath>

#include "engines/forms/normal.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/measure.h"

namespace forms {
namespace {

std::string with_unit(const Texts& texts, const Field& field, std::string number) {
    const auto& unit = field.unit.in(texts.language());
    return unit.empty() ? number : number + "\u00a0" + unit;
}

/// As many decimals as the number has, at most `most`.
std::string number_words(const Texts& texts, double number, int most) {
    int decimals = 0;
    for (double scaled = number; decimals < most && !same_number(scaled, std::round(scaled)); scaled *= 10) ++decimals;
    return texts.number(number, decimals);
}

/// Öre are two figures or none: "12,50 kr".
std::string money_words(const Texts& texts, double kronor) { return texts.number(kronor, same_number(kronor, std::round(kronor)) ? 0 : 2); }

/// "Linje med 4 punkter, 320 m": whole metres.
std::string measured(const Texts& texts, const Drawing& points, MapShape shape) {
    if (points.empty()) return {};
    if (shape == MapShape::line) return texts("line_drawn", points.size(), texts.number(std::round(geo::length_m(points)), 0));
    return texts("area_drawn", points.size(), texts.number(std::round(geo::area_m2(points)), 0));
}

std::string option_words(const Field& field, const std::string& value, Language language) {
    const auto* option = field.option(value);
    return option ? option->label.in(language) : value;
}

std::string text_words(const Texts& texts, const Field& field, const std::string& text) {
    switch (field.type) {
        case FieldType::choice: return option_words(field, text, texts.language());
        case FieldType::phone: return shown_phone(text);
        case FieldType::personal_number: return shown_personal_number(text);
        case FieldType::date: {
            const auto date = date_from_iso(text);
            return date ? texts.day(*date) : text;
        }
        default: return text;
    }
}

}  // namespace

std::string shown(const Texts& any_texts, const Field& field, const Answer& answer) {
    const auto texts = any_texts.of("forms");
    if (const auto yes = answer.yes_no()) return texts(*yes ? "yes" : "no");
    if (const auto number = answer.number(); number && field.type == FieldType::money)
        return with_unit(texts, field, money_words(texts, *number));
    if (const auto number = answer.number()) return with_unit(texts, field, number_words(texts, *number, 6));
    if (const auto* address = answer.address()) return address->street + ", " + address->postcode + " " + address->town;
    if (const auto* point = answer.point()) return coordinates_of(*point);
    if (field.is_drawn()) return measured(texts, answer.drawing(), field.shape);
    std::vector<std::string> parts;
    for (const auto& value : answer.list()) parts.push_back(option_words(field, value, texts.language()));
    for (const auto& file : answer.files()) parts.push_back(file.name);
    if (!parts.empty()) return joined(parts, ", ");
    if (field.type == FieldType::multiple) return texts("none_chosen");
    if (field.is_group()) return texts("items", answer.groups().size());
    return text_words(texts, field, answer.text());
}

int shown_decimals(const Field& field) { return field.decimals == 0 ? 2 : field.decimals; }

std::string coordinates_of(const Point& point) { return fmt::format("{:.5f}, {:.5f}", point.latitude, point.longitude); }

std::string shown_kronor(const Texts& texts, double kronor) { return texts.of("forms")("kronor", money_words(texts, kronor)); }

std::string shown(const Texts& any_texts, const Value& value, int decimals) {
    const auto texts = any_texts.of("forms");
    switch (value.type()) {
        case ValueType::truth: return texts(value.is_true() ? "yes" : "no");
        case ValueType::number: return number_words(texts, value.number(), decimals);
        case ValueType::text: return value.text();
        case ValueType::date: return texts.day(value.date());
        case ValueType::drawing: return texts("points", value.points().size());
        case ValueType::groups: return texts("items", value.group_items().size());
        case ValueType::list: {
            std::vector<std::string> parts;
            for (const auto& item : value.items()) parts.push_back(shown(texts, item, decimals));
            return joined(parts, ", ");
        }
        case ValueType::unknown: break;
    }
    return {};
}

std::string shown(const Texts& texts, const Field& field, const Answers& answers, const Scope& scope) {
    if (field.type == FieldType::calculated) {
        const auto value = scope.get(field.id);
        return value.type() == ValueType::number ? with_unit(texts, field, shown(texts, value, shown_decimals(field)))
                                                 : shown(texts, value);
    }
    const auto* answer = answers.find(field.id);
    return answer ? shown(texts, field, *answer) : std::string();
}

}  // namespace forms
