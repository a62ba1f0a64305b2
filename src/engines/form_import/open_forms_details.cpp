#include <algorithm>
#include <set>

#include "engines/form_import/open_forms.h"
#include "engines/form_import/our_words.h"
#include "engines/form_import/patterns.h"
#include "foundation/base/numbers.h"

namespace form_import::open_forms {

using forms::FieldType;

/// Where a form says nothing, any number of decimals was taken.
constexpr int any_decimals = 6;

void Components::fill_in(const json::Value& component, Question& question) {
    auto& field = question.field;
    switch (field.type) {
        case FieldType::text:
        case FieldType::long_text: return fill_in_text(component, question);
        case FieldType::number: return fill_in_number(component, question);
        case FieldType::date: return fill_in_date(component, question);
        case FieldType::file: return fill_in_file(component, question);
        case FieldType::choice:
            if (is_yes(component["multiple"])) field.type = FieldType::multiple;
            return fill_in_options(component, question);
        case FieldType::multiple:
            field.min = number_of(component["validate"]["minSelectedCount"]);
            field.max = number_of(component["validate"]["maxSelectedCount"]);
            return fill_in_options(component, question);
        default: return;
    }
}

void Components::check(const Question& question, const std::string& ending, Logic unless, forms::Words message) {
    if (!group_.empty()) unless = call("all", {name(foreign_group_), std::move(unless)});
    foreign_.checks.push_back({foreign_.check_names.made(question.field.id + "_" + ending, ""), std::move(unless),
                               group_.empty() ? question.field.id : group_, std::move(message), question.place});
}

void Components::fill_in_text(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto& validate = component["validate"];
    const auto key = raw_text(component["key"]);
    const auto most = number_of(validate["maxLength"]);
    field.max_length = most && *most >= 1 ? static_cast<int>(std::min(*most, 20'000.0)) : field.type == FieldType::text ? 1000 : 20'000;
    if (const auto least = number_of(validate["minLength"]); least && *least > 1)
        check(question, "length", call(">=", {call("length", {name(key)}), number(*least)}), our_words("check_length", {*least}));
    if (const auto words = number_of(validate["maxWords"]); words && *words >= 1)
        check(question, "words", call("<=", {call("words", {name(key)}), number(*words)}), our_words("check_words", {*words}));
    if (const auto pattern = raw_text(validate["pattern"]); !pattern.empty()) {
        if (const auto ours = our_pattern(pattern, Fits::whole))
            check(question, "form", call("matches", {name(key), text(*ours)}), our_words("check_form"));
        else foreign_.report.lost(question.place, question.was, field.id, "why_pattern", {pattern});
    }
    if (question.was == "iban") check(question, "account", call("is_iban", {name(key)}), our_words("check_iban"));
    if (question.was == "licenseplate")
        check(question, "plate", call("matches", {name(key), text(std::string(licence_plate_pattern))}), our_words("check_licence_plate"));
}

void Components::fill_in_number(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto& validate = component["validate"];
    const bool is_money = question.was == "currency";
    field.min = number_of(validate["min"]);
    field.max = number_of(validate["max"]);
    if (!field.min && component["allowNegative"].is_bool() && !component["allowNegative"].yes()) field.min = 0;
    const auto decimals = number_of(component["decimalLimit"]);
    field.decimals = decimals ? static_cast<int>(std::clamp(*decimals, 0.0, 9.0)) : is_money ? 2 : any_decimals;
    field.unit = translated(component, "suffix", plain_text);
    const auto currency = raw_text(component["currency"]);
    if (is_money) field.unit = currency.empty() || currency == "EUR" ? forms::Words{"€", "€"} : forms::Words{currency, currency};
}

/// openForms.minDate and maxDate: a fixed day, the future or the past, or so long before or after another day.
static std::optional<Logic> limit_of(const json::Value& component, const std::string& which) {
    const auto& limit = component["openForms"][which];
    const auto mode = raw_text(limit["mode"]);
    const auto later = [](Logic from, double years, double months, double days) {
        return call("later", {std::move(from), number(years), number(months), number(days)});
    };
    if (mode == "future") return later(call("today", {}), 0, 0, is_yes(limit["includeToday"]) ? 0 : 1);
    if (mode == "past") return later(call("today", {}), 0, 0, is_yes(limit["includeToday"]) ? 0 : -1);
    if (mode == "relativeToVariable") {
        const auto variable = raw_text(limit["variable"]);
        const double direction = raw_text(limit["operator"]) == "subtract" ? -1 : 1;
        const auto by = [&](const char* unit) { return direction * number_of(limit["delta"][unit]).value_or(0) + 0.0; };
        const bool is_now = variable.empty() || variable == "now" || variable == "today";
        return later(is_now ? call("today", {}) : name(variable), by("years"), by("months"), by("days"));
    }
    auto fixed = raw_text(component["datePicker"][which]).substr(0, 10);
    if (fixed.empty()) return std::nullopt;
    return text(std::move(fixed));
}

void Components::fill_in_date(const json::Value& component, Question& question) {
    question.earliest = limit_of(component, "minDate");
    question.latest = limit_of(component, "maxDate");
}

void Components::fill_in_file(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto most = number_of(component["maxNumberOfFiles"]);
    if (most && *most >= 1) field.max_files = static_cast<int>(std::min(*most, 50.0));
    else if (!is_yes(component["multiple"])) field.max_files = 1;
    auto size = raw_text(component["fileMaxSize"]);
    while (!size.empty() && (size.back() < '0' || size.back() > '9')) size.pop_back();
    if (const auto megabytes = decimal_number(size)) field.max_mb = static_cast<int>(std::clamp(*megabytes, 1.0, 100.0));
    std::string accepted = raw_text(component["filePattern"]);
    for (const auto& type : component["file"]["type"].items()) accepted += "," + raw_text(type);
    const auto takes = [&](std::initializer_list<const char*> parts) {
        return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return accepted.find(part) != accepted.npos; });
    };
    if (accepted == "*" || accepted == ",*" || takes({"*,", "*/*"})) return;
    if (takes({"pdf"})) field.accept.emplace_back("pdf");
    if (takes({"image", "jpg", "jpeg", "png", "heic"})) field.accept.emplace_back("image");
    if (takes({"word", "excel", "officedocument", "opendocument", ".doc", ".xls", "csv", "text/plain"}))
        field.accept.emplace_back("office");
    if (field.accept.size() == 3) field.accept.clear();
}

void Components::fill_in_options(const json::Value& component, Question& question) {
    auto& field = question.field;
    std::set<std::string> seen;
    const auto& given = component["values"].size() > 0 ? component["values"] : component["data"]["values"];
    const auto add = [&](std::string value, forms::Words label, forms::Words hint) {
        value = plain_text(value);
        if (value.empty() && label.empty()) return;
        if (value.empty()) value = label.sv;
        if (label.empty()) label = {value, value};
        if (!seen.insert(value).second) return foreign_.report.lost(question.place, question.was, field.id, "why_option_twice", {value});
        field.options.push_back({std::move(value), std::move(label), std::move(hint)});
    };
    const auto source = raw_text(component["openForms"]["dataSrc"]);
    if (source.empty() || source == "manual")
        for (const auto& option : given.items())
            add(raw_text(option["value"]), translated(option, "label", plain_text), translated(option, "description", plain_text));
    // A variable that holds the options from the beginning: values, or pairs of value and label.
    const auto& from = component["openForms"]["itemsExpression"]["var"];
    if (source == "variable")
        for (const auto& item : rules_.initial_value(raw_text(from)).items()) {
            const auto value = raw_text(item.is_array() ? item[std::size_t{0}] : item);
            add(value, label_of(item.is_array() && item.size() > 1 ? item[1] : json::Value(value)), {});
        }
    if (!field.options.empty()) return;
    foreign_.report.lost(question.place, question.was, "text " + field.id, "why_no_options", {source.empty() ? question.was : source});
    field.type = FieldType::text;
    field.min = field.max = std::nullopt;
    field.max_length = 1000;
}

/// Settings that people who build forms in Open Forms lean on, and that a definition here has not.
void Components::name_what_is_not_kept(const json::Value& component, const Question& question) {
    auto& report = foreign_.report;
    const auto& id = question.field.id;
    const auto& validate = component["validate"];
    if (const auto custom = raw_text(validate["custom"]); !custom.empty())
        report.lost(question.place, question.was, id, "why_script", {custom});
    for (const auto& plugin : validate["plugins"].items()) report.lost(question.place, question.was, id, "why_plugin", {raw_text(plugin)});
    if (const auto script = raw_text(component["calculateValue"]); !script.empty())
        report.lost(question.place, question.was, id, "why_script", {script});
    if (const auto plugin = raw_text(component["prefill"]["plugin"]); !plugin.empty())
        report.note(question.place, question.was, id, "why_prefill", {plugin});
    const auto& before = component["defaultValue"];
    const bool is_filled_in = (before.is_text() && !before.text().empty()) || before.yes() || before.is_number();
    if (is_filled_in) report.note(question.place, question.was, id, "why_default", {raw_text(before)});
    const auto shape = [&](const char* kind) { return is_yes(component["interactions"][kind]); };
    if (question.was == "map" && (shape("polygon") || shape("polyline")))
        report.lost(question.place, question.was, "map " + id, "why_shape");
}

}  // namespace form_import::open_forms
