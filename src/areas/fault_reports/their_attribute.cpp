#include "areas/fault_reports/their_attribute.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/open311.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace fault_reports {
namespace {

constexpr std::size_t longest_line = 200, longest_text = 1000;  // characters

/// "2026-11-27T13:00", as a browser's box for a moment gives it, in Swedish time; or as open311::moment_in.
std::optional<std::string> moment(std::string_view typed) {
    if (const auto at = open311::moment_in(typed)) return to_rfc3339(*at);
    constexpr std::size_t day_ends = 10, hour_at = 11, minute_at = 14, whole = 16;
    const auto day = date_from_iso(typed.substr(0, day_ends));
    if (!day) return std::nullopt;
    if (typed.size() == day_ends) return to_rfc3339(swedish_time(*day));
    if (typed.size() != whole || typed[minute_at - 1] != ':') return std::nullopt;
    const auto hour = whole_number(typed.substr(hour_at, 2)), minute = whole_number(typed.substr(minute_at, 2));
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
    return to_rfc3339(swedish_time(*day, static_cast<int>(*hour), static_cast<int>(*minute)));
}

bool is_value(const TheirAttribute& asked, std::string_view key) {
    return std::ranges::any_of(asked.values, [&](const auto& value) { return value.first == key; });
}

/// Nothing when it is not what they want.
std::optional<std::string> value_of(const TheirAttribute& asked, const std::string& typed) {
    switch (asked.datatype) {
        case Datatype::number: {
            const auto number = decimal_number(typed);
            return number ? std::optional(plain_number(*number)) : std::nullopt;
        }
        case Datatype::datetime: return moment(typed);
        case Datatype::singlevaluelist:
        case Datatype::multivaluelist: return is_value(asked, typed) ? std::optional(typed) : std::nullopt;
        case Datatype::string: return count_characters(typed) <= longest_line ? std::optional(typed) : std::nullopt;
        case Datatype::text: break;
    }
    return count_characters(typed) <= longest_text ? std::optional(typed) : std::nullopt;
}

}  // namespace

json::Value to_json(const std::vector<TheirAttribute>& all) {
    return json::array(all, [](const TheirAttribute& one) {
        return json::object({{"code", one.code},
                             {"words", one.words},
                             {"hint", one.hint},
                             {"datatype", to_name(one.datatype)},
                             {"required", one.is_required},
                             {"values", json::array(one.values, [](const auto& value) {
                                  return json::object({{"key", value.first}, {"name", value.second}});
                              })}});
    });
}

std::vector<TheirAttribute> attributes_from(const json::Value& written) {
    std::vector<TheirAttribute> all;
    for (const auto& one : written.items()) {
        TheirAttribute read{.code = one["code"].text(),
                            .words = one["words"].text(),
                            .hint = one["hint"].text(),
                            .datatype = from_name<Datatype>(one["datatype"].text()).value_or(Datatype::string),
                            .is_required = one["required"].yes()};
        for (const auto& value : one["values"].items()) read.values.emplace_back(value["key"].text(), value["name"].text());
        all.push_back(std::move(read));
    }
    return all;
}

json::Value to_json(const std::vector<AttributeAnswer>& all) {
    return json::array(all, [](const AttributeAnswer& one) {
        return json::object(
            {{"code", one.code}, {"values", json::array(one.values, [](const std::string& value) { return json::Value(value); })}});
    });
}

std::vector<AttributeAnswer> answers_from(const json::Value& written) {
    std::vector<AttributeAnswer> all;
    for (const auto& one : written.items()) {
        AttributeAnswer read{.code = one["code"].text()};
        for (const auto& value : one["values"].items()) read.values.push_back(value.text());
        all.push_back(std::move(read));
    }
    return all;
}

std::string attribute_field(std::int64_t receiver, std::string_view code) {
    return fmt::format("fraga-{}-{}", receiver, crypto::sha256_hex(code).substr(0, 12));
}

Result<std::vector<AttributeAnswer>> answers_in(const http::Fields& typed, std::int64_t receiver,
                                                const std::vector<TheirAttribute>& asked) {
    std::vector<AttributeAnswer> all;
    std::vector<FieldError> errors;
    for (const auto& one : asked) {
        const auto name = attribute_field(receiver, one.code);
        AttributeAnswer answer{.code = one.code};
        bool is_wrong = false;
        for (const auto value : typed.every(name)) {
            const auto words = tidy_text(value);
            if (words.empty()) continue;
            if (auto fit = value_of(one, words)) answer.values.push_back(*std::move(fit));
            else is_wrong = true;
        }
        if (one.datatype != Datatype::multivaluelist && answer.values.size() > 1) is_wrong = true;
        if (is_wrong) errors.push_back({name, "error_asked_" + std::string(to_name(one.datatype))});
        else if (answer.values.empty() && one.is_required) errors.push_back({name, "error_asked_required"});
        if (!answer.values.empty()) all.push_back(std::move(answer));
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return all;
}

std::string answers_in_words(const std::vector<TheirAttribute>& asked, const std::vector<AttributeAnswer>& answers) {
    std::string all;
    for (const auto& one : answers) {
        const auto question = std::ranges::find(asked, one.code, &TheirAttribute::code);
        if (question == asked.end()) continue;
        std::vector<std::string> values;
        for (const auto& value : one.values) {
            const auto named = std::ranges::find_if(question->values, [&](const auto& known) { return known.first == value; });
            values.push_back(named == question->values.end() ? value : named->second);
        }
        all += (all.empty() ? "" : "\n") + question->words + ": " + joined(values, ", ");
    }
    return all;
}

}  // namespace fault_reports
