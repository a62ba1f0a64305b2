#include <algorithm>
#include <array>

#include "engines/form_import/form_import.h"
#include "engines/form_import/our_words.h"
#include "engines/form_import/xgov.h"
#include "foundation/base/unicode.h"

namespace form_import::xgov {
namespace {

using forms::FieldType;

struct Meaning {
    std::string_view foreign;
    FieldType type;
};
/// What each component becomes. A new field type of ours that fits better is one changed line.
constexpr std::array<Meaning, 34> meanings = {{{"TextField", FieldType::text},
                                               {"MultilineTextField", FieldType::long_text},
                                               {"FreeTextField", FieldType::long_text},
                                               {"WebsiteField", FieldType::text},
                                               {"EmailAddressField", FieldType::email},
                                               {"TelephoneNumberField", FieldType::phone},
                                               {"NumberField", FieldType::number},
                                               {"YesNoField", FieldType::yes_no},
                                               {"UkAddressField", FieldType::address},
                                               {"DateField", FieldType::date},
                                               {"DatePartsField", FieldType::date},
                                               {"DateTimeField", FieldType::date},
                                               {"DateTimePartsField", FieldType::date},
                                               {"TimeField", FieldType::number},
                                               {"MonthYearField", FieldType::number},
                                               {"SelectField", FieldType::choice},
                                               {"AutocompleteField", FieldType::choice},
                                               {"RadiosField", FieldType::choice},
                                               {"CheckboxesField", FieldType::multiple},
                                               {"FileUploadField", FieldType::file},
                                               {"ClientSideFileUploadField", FieldType::file},
                                               {"DeclarationField", FieldType::declaration},
                                               {"LatLongField", FieldType::map},
                                               {"EastingNorthingField", FieldType::map},
                                               {"MultiInputField", FieldType::group},
                                               {"Para", FieldType::information},
                                               {"Html", FieldType::information},
                                               {"Markdown", FieldType::information},
                                               {"InsetText", FieldType::information},
                                               {"Details", FieldType::information},
                                               {"FlashCard", FieldType::information},
                                               {"List", FieldType::information},
                                               {"ContentWithState", FieldType::information},
                                               {"ContextComponent", FieldType::information}}};

const Meaning* meaning_of(std::string_view foreign) {
    const auto found = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& one) { return one.foreign == foreign; });
    return found == meanings.end() ? nullptr : &*found;
}

std::optional<Parts> parts_of(const std::string& type) {
    if (type == "DateTimeField" || type == "DateTimePartsField") return Parts::day_and_clock;
    if (type == "TimeField") return Parts::clock;
    return type == "MonthYearField" ? std::optional(Parts::month) : std::nullopt;
}

}  // namespace

Components::Components(ForeignForm& foreign, const json::Value& form, const Conditions& conditions)
    : foreign_(foreign), conditions_(conditions) {
    for (const auto& list : form["lists"].items()) lists_.emplace(raw_text(list["name"]), &list);
}

Question Components::begun(const json::Value& component, const std::string& place) {
    Question begun;
    begun.was = raw_text(component["type"]);
    const auto name = raw_text(component["name"]);
    begun.place = place + "/" + (name.empty() ? begun.was : name);
    begun.field.label = label_of(component["title"]);
    begun.field.hint = label_of(component["hint"]);
    const auto* meaning = meaning_of(begun.was);
    begun.field.type = meaning                    ? meaning->type
                       : component.has("list")    ? FieldType::choice
                       : component.has("content") ? FieldType::information
                                                  : FieldType::text;
    const auto words = begun.field.type == FieldType::information ? std::string("information") : begun.field.label.en;
    begun.field.id = foreign_.names.made(name.empty() ? begun.was : name, words);
    if (begun.field.label.empty()) begun.field.label = {begun.field.id, begun.field.id};
    if (!name.empty() && begun.field.id != name) foreign_.report.renamed.push_back({begun.place, begun.field.id});
    if (component["options"].has("required") && !is_yes(component["options"]["required"])) begun.required = truth(false);
    if (!meaning) foreign_.report.lost(begun.place, begun.was, std::string(to_name(begun.field.type)), "why_unknown_type");
    if (const auto condition = raw_text(component["options"]["condition"]); !condition.empty()) {
        const auto found = conditions_.find(condition);
        if (found != conditions_.end() && found->second) begun.show_if = *found->second;
        else foreign_.report.lost(begun.place, begun.was, "", "why_no_condition", {condition});
    }
    return begun;
}

void Components::read(const json::Value& component, const std::string& page, const std::string& section, std::vector<Question>& into) {
    if (foreign_.report.components > most_components) return;  // refused as too large: the rest need not be read
    foreign_.report.components += 1;
    auto begun_question = begun(component, page);
    const auto type = begun_question.field.type;
    if (type == FieldType::information) return information(component, std::move(begun_question), into);
    if (type == FieldType::group && inside_.group.empty()) return group(component, std::move(begun_question), section, into);
    if (const auto parts = parts_of(begun_question.was)) return in_parts(component, std::move(begun_question), *parts, section, into);
    question(component, std::move(begun_question), section, into);
    conditional_questions(component, into.back().field.type, page, section, into);
}

void Components::question(const json::Value& component, Question question, const std::string& section, std::vector<Question>& into) {
    if (question.field.type == FieldType::group) {
        question.field.type = FieldType::long_text;
        foreign_.report.lost(question.place, question.was, "long_text", "why_group_in_group");
    }
    fill_in(component, question);
    Use use{.kind = kind_of(question.field.type), .id = question.field.id, .group = inside_.group};
    for (const auto& option : question.field.options) use.options.push_back(option.value);
    add_use(raw_text(component["name"]), section, std::move(use));
    into.push_back(std::move(question));
}

void Components::add_use(const std::string& foreign, const std::string& section, Use use) {
    if (foreign.empty()) return;
    if (!section.empty()) foreign_.uses.emplace(section + "." + foreign, use);
    if (!inside_.foreign_group.empty()) foreign_.uses.emplace(inside_.foreign_group + "." + foreign, use);
    foreign_.uses.emplace(foreign, std::move(use));
}

void Components::information(const json::Value& component, Question question, std::vector<Question>& into) {
    auto& field = question.field;
    field.text = question.was == "Markdown" ? label_of(component["content"]) : markdown_words(component["content"]);
    if (question.was == "Markdown" && component["content"].is_text())
        field.text = {component["content"].text(), component["content"].text()};
    for (const auto& item : items_of(component)) {
        const auto words = label_of(item["text"]), more = label_of(item["description"]);
        for (auto [text, one, two] : {std::tuple(&field.text.sv, &words.sv, &more.sv), {&field.text.en, &words.en, &more.en}})
            *text += (text->empty() ? "- " : "\n- ") + *one + (two->empty() ? "" : ": " + *two);
    }
    const auto raw = raw_text(component["content"]);
    if (raw.find("{{") != raw.npos || raw.find("{%") != raw.npos)
        foreign_.report.lost(question.place, question.was, "information", "why_template");
    // The title of a paragraph is only for the one who builds the form; of what is folded it is what people see.
    const bool is_titled = question.was == "Details" || question.was == "FlashCard" || question.was == "List";
    const bool is_hidden = is_yes(component["options"]["hideTitle"]);
    if (!is_titled || is_hidden) field.label = {};
    field.hint = {};
    question.required = truth(true);
    if (field.text.empty()) field.text = field.label;
    if (!field.text.empty()) into.push_back(std::move(question));
}

void Components::group(const json::Value& component, Question question, const std::string& section, std::vector<Question>& into) {
    const auto foreign = raw_text(component["name"]);
    const auto& options = component["options"];
    question.field.item = question.field.label;
    question.field.min = question.required.is_always() ? 1 : 0;
    question.field.max = number_of(options["maxMultiInputFieldRows"]);
    if (question.field.max && *question.field.max < 1) question.field.max.reset();
    add_use(foreign, section, {.kind = Use::Kind::group, .id = question.field.id});
    inside_ = {question.field.id, foreign};
    for (const auto& child : component["children"].items()) read(child, question.place, "", question.inner);
    if (question.inner.empty())
        for (const auto& [key, type] : {std::pair("textFieldTitle", "TextField"), {"numberFieldTitle", "NumberField"}})
            if (const auto title = raw_text(options[key]); !title.empty()) {
                read(json::object({{"type", type}, {"name", foreign + "_" + key}, {"title", title}}), question.place, "", question.inner);
                foreign_.report.components -= 1;  // one component of the foreign form holds them
            }
    inside_ = {};
    if (question.inner.empty()) return foreign_.report.lost(question.place, question.was, "", "why_empty_group");
    into.push_back(std::move(question));
}

void Components::repeated(const json::Value& page, const std::string& place, const std::string& section, std::vector<Question>& into) {
    Question question{.place = place, .was = "RepeatPageController"};
    question.field.type = FieldType::group;
    question.field.label = question.field.item = label_of(page["title"]);
    question.field.id = foreign_.names.made("", question.field.label.en);
    question.field.min = 1;
    inside_ = {question.field.id, place};
    for (const auto& component : page["components"].items()) read(component, place, section, question.inner);
    inside_ = {};
    if (question.inner.empty()) return;
    const auto count = raw_text(page["repeatField"]);
    if (!count.empty()) {
        add_use(place, "", {.kind = Use::Kind::group, .id = question.field.id});
        check(question, "count", call("==", {call("count", {name(place)}), name(count)}), our_words("check_count"));
    }
    into.push_back(std::move(question));
}

void Components::in_parts(const json::Value& component, Question question, Parts parts, const std::string& section,
                          std::vector<Question>& into) {
    if (parts == Parts::day_and_clock) fill_in(component, question);
    add_use(raw_text(component["name"]), section, add_parts(foreign_, question, parts, inside_.group, into));
}

void Components::conditional_questions(const json::Value& component, FieldType parent, const std::string& page, const std::string& section,
                                       std::vector<Question>& into) {
    const auto foreign = raw_text(component["name"]);
    const bool is_many = parent == FieldType::multiple;
    for (const auto& item : items_of(component)) {
        const auto& inner = item.has("conditional") ? item["conditional"]["components"] : item["children"];
        for (const auto& one : inner.items()) {
            const auto before = into.size();
            read(one, page, section, into);
            const auto value = text(raw_text(item["value"]));
            for (auto i = before; i < into.size(); ++i)
                into[i].show_if = both(is_many ? call("in", {value, name(foreign)}) : call("==", {name(foreign), value}), into[i].show_if);
        }
    }
}

}  // namespace form_import::xgov
