#include <algorithm>
#include <set>

#include "engines/form_import/our_words.h"
#include "engines/form_import/patterns.h"
#include "engines/form_import/xgov.h"
#include "foundation/base/numbers.h"

namespace form_import::xgov {

using forms::FieldType;

/// Where a form says nothing, any number of decimals was taken.
constexpr int any_decimals = 6;

void Components::fill_in(const json::Value& component, Question& question) {
    auto& field = question.field;
    switch (field.type) {
        case FieldType::text:
        case FieldType::long_text: return fill_in_text(component, question);
        case FieldType::number: return fill_in_number(component, question);
        case FieldType::choice:
        case FieldType::multiple: return fill_in_options(component, question);
        case FieldType::file: return fill_in_file(component, question);
        case FieldType::date: {
            const auto& options = component["options"];
            const auto days = [](double count) { return call("later", {call("today", {}), number(0), number(0), number(count)}); };
            if (const auto past = number_of(options["maxDaysInPast"])) question.earliest = days(-*past);
            if (const auto future = number_of(options["maxDaysInFuture"])) question.latest = days(*future);
            return;
        }
        case FieldType::address: return foreign_.report.note(question.place, question.was, "address", "why_address");
        case FieldType::declaration:
            if (const auto content = label_of(component["content"]); !content.empty()) field.label = content;
            return;
        default: return;
    }
}

void Components::check(const Question& question, const std::string& ending, Logic unless, forms::Words message) {
    if (!inside_.group.empty()) unless = call("all", {name(inside_.foreign_group), std::move(unless)});
    const auto& shown_at = inside_.group.empty() ? question.field.id : inside_.group;
    foreign_.checks.push_back(
        {foreign_.check_names.made(question.field.id + "_" + ending, ""), std::move(unless), shown_at, std::move(message), question.place});
}

void Components::fill_in_text(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto& schema = component["schema"];
    const auto foreign = raw_text(component["name"]);
    const auto exactly = number_of(schema["length"]);
    const auto most = exactly ? exactly : number_of(schema["max"]);
    const auto least = exactly ? exactly : number_of(schema["min"]);
    if (most && *most >= 1) field.max_length = static_cast<int>(std::min(*most, 20'000.0));
    else field.max_length = field.type == FieldType::text ? 1000 : 20'000;
    if (least && *least > 1)
        check(question, "length", call(">=", {call("length", {name(foreign)}), number(*least)}), our_words("check_length", {*least}));
    if (const auto words = number_of(component["options"]["maxWords"]); words && *words >= 1) {
        check(question, "words", call("<=", {call("words", {name(foreign)}), number(*words)}), our_words("check_words", {*words}));
        const auto said = our_words("hint_words", {*words});
        field.hint = {(field.hint.sv + " " + said.sv).substr(field.hint.sv.empty()),
                      (field.hint.en + " " + said.en).substr(field.hint.en.empty())};
    }
    if (const auto pattern = raw_text(schema["regex"]); !pattern.empty()) {
        if (const auto ours = our_pattern(pattern, Fits::somewhere))
            check(question, "form", call("matches", {name(foreign), text(*ours)}), our_words("check_form"));
        else foreign_.report.lost(question.place, question.was, field.id, "why_pattern", {pattern});
    }
    if (question.was == "WebsiteField")
        check(question, "address", call("matches", {name(foreign), text(std::string(web_address_pattern))}),
              our_words("check_web_address"));
    if (question.was == "FreeTextField") foreign_.report.note(question.place, question.was, "long_text " + field.id, "why_formatted");
}

void Components::fill_in_number(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto& schema = component["schema"];
    const auto& options = component["options"];
    field.min = number_of(schema["min"]);
    field.max = number_of(schema["max"]);
    const auto prefix = label_of(options["prefix"]), suffix = label_of(options["suffix"]);
    field.unit = suffix.empty() ? prefix : suffix;
    const bool is_money = prefix.en == "£" || prefix.en == "€" || prefix.en == "$";
    if (const auto decimals = number_of(schema["precision"])) field.decimals = static_cast<int>(std::clamp(*decimals, 0.0, 9.0));
    else if (!is_yes(schema["integer"])) field.decimals = is_money ? 2 : any_decimals;
}

void Components::fill_in_file(const json::Value& component, Question& question) {
    auto& field = question.field;
    const auto& options = component["options"];
    const auto& zone = options["dropzoneConfig"];
    const bool is_single = question.was == "FileUploadField" && !is_yes(options["multiple"]);
    if (const auto most = number_of(zone["maxFiles"])) field.max_files = static_cast<int>(std::clamp(*most, 1.0, 50.0));
    else if (is_single) field.max_files = 1;
    if (const auto size = number_of(zone["maxFilesize"])) field.max_mb = static_cast<int>(std::clamp(*size, 1.0, 100.0));
    const auto accepted = raw_text(zone["acceptedFiles"]);
    const auto takes = [&](std::initializer_list<const char*> parts) {
        return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return accepted.find(part) != accepted.npos; });
    };
    if (takes({"pdf"})) field.accept.emplace_back("pdf");
    if (takes({"image", "jpg", "jpeg", "png"})) field.accept.emplace_back("image");
    if (takes({"word", "excel", "officedocument", "opendocument", ".doc", ".xls", "csv", "text/plain"}))
        field.accept.emplace_back("office");
    if (field.accept.size() == 3) field.accept.clear();
    const auto least = number_of(options["minimumRequiredFiles"]);
    if (least && *least > 1)
        check(question, "files", call(">=", {call("count", {name(raw_text(component["name"]))}), number(*least)}),
              our_words("check_files", {*least}));
}

const json::Array& Components::items_of(const json::Value& component) const {
    const auto& values = component["values"];
    if (values["items"].is_array()) return values["items"].items();
    for (const auto* list : {&component["list"], &values["list"]})
        if (const auto found = lists_.find(raw_text(*list)); found != lists_.end()) return (*found->second)["items"].items();
    static const json::Array none;
    return none;
}

void Components::fill_in_options(const json::Value& component, Question& question) {
    auto& field = question.field;
    std::set<std::string> seen;
    for (const auto& item : items_of(component)) {
        forms::Option option{raw_text(item["value"]), label_of(item.has("text") ? item["text"] : item["label"]),
                             label_of(item["description"])};
        option.value = plain_text(option.value);
        if (option.value.empty()) option.value = option.label.en;
        if (option.label.empty()) option.label = {option.value, option.value};
        if (option.value.empty()) continue;
        if (!seen.insert(option.value).second) {
            foreign_.report.lost(question.place, question.was, field.id, "why_option_twice", {option.value});
            continue;
        }
        if (!raw_text(item["condition"]).empty())
            foreign_.report.lost(question.place, question.was, field.id, "why_option_condition",
                                 {option.label.en, raw_text(item["condition"])});
        field.options.push_back(std::move(option));
    }
    if (!field.options.empty()) return;
    foreign_.report.lost(question.place, question.was, "text " + field.id, "why_no_options", {raw_text(component["list"])});
    field.type = FieldType::text;
}

}  // namespace form_import::xgov
