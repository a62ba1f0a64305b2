#include "engines/forms/own_children.h"

#include <algorithm>

#include "foundation/json/json.h"

namespace forms {
namespace {

/// Stands after the question's id, where no id of a field can.
constexpr std::string_view choice = "-own";
constexpr std::string_view another = "another";

std::string born(const Texts& texts, const std::string& number) {
    const auto day = date_from_iso(number.substr(0, 4) + "-" + number.substr(4, 2) + "-" + number.substr(6, 2));
    return day ? texts("born", texts.day(*day)) : std::string();
}

/// The choice that the answers are: "" when there are none.
std::string chosen(const Inputs& inputs, const Field& question, const std::string& prefix, const Answers& answers,
                   const OfferedChildren& children) {
    if (const auto posted = children.chosen.find(prefix + question.id); posted != children.chosen.end()) return posted->second;
    const auto name = answers.text(question.id + "_name"), number = answers.text(question.id + "_number");
    for (const auto& child : children.all)
        if (child.name == name && child.number == number) return child.value;
    const bool is_typed =
        !inputs.typed(prefix + question.id + "_name", name).empty() || !inputs.typed(prefix + question.id + "_number", number).empty();
    return is_typed ? std::string(another) : "";
}

/// For the island "answering": rules of the page go by what stands in the boxes.
std::string as_json(const OfferedChildren& children) {
    return json::to_text(json::array(children.all, [](const OfferedChild& child) {
        return json::object({{"value", child.value}, {"name", child.name}, {"number", child.number}});
    }));
}

void put(http::Fields& fields, const std::string& name, const std::string& value) {
    std::erase_if(fields.all, [&](const auto& field) { return field.first == name; });
    fields.all.emplace_back(name, value);
}

}  // namespace

bool asks_for_child(const std::vector<Field>& fields, std::optional<std::string_view> id) {
    return std::ranges::any_of(fields, [&](const Field& field) {
        const bool is_child = field.part_of && field.part_of->type == FieldType::child;
        return (is_child && (!id || field.part_of->id == *id)) || asks_for_child(field.fields, id);
    });
}

html::Html own_children(const Texts& texts, const Inputs& inputs, const Field& question, const std::string& prefix, const Answers& answers,
                        const OfferedChildren& children, const html::Html& boxes) {
    if (children.all.empty())
        return html::when(children.is_awaited,
                          [&] { return html::make<R"(<p class="field__hint">{}</p>)">(texts("own_children_awaited")); }) +
               boxes;
    std::vector<pages::Option> options;
    for (const auto& child : children.all) options.push_back({child.value, child.given_name, born(texts, child.number)});
    options.push_back({std::string(another), texts("another_child"), texts("another_child_hint")});
    const auto id = prefix + question.id;
    const auto radios = pages::radios(texts,
                                      {.name = id + std::string(choice),
                                       .label = texts("own_children"),
                                       .hint = texts("own_children_hint"),
                                       .value = chosen(inputs, question, prefix, answers, children)},
                                      options);
    const bool is_wrong = inputs.has_error(id + "_name") || inputs.has_error(id + "_number");
    return html::make<
        R"(<div class="own-children{}" data-own-children="{}" data-question-of="{}">{}<div class="own-children__another">{}</div></div>)">(
        is_wrong ? " own-children--open" : "", as_json(children), id, radios, boxes);
}

void take_chosen_children(http::Fields& fields, const Page& page, OfferedChildren& children) {
    std::vector<std::pair<std::string, std::string>> choices;
    for (const auto& [name, value] : fields.all)
        if (name.ends_with(choice) && !value.empty()) choices.emplace_back(name.substr(0, name.size() - choice.size()), value);
    for (const auto& [question, value] : choices) {
        if (!asks_for_child(page.fields, question.substr(question.rfind('.') + 1))) continue;
        const auto child = std::ranges::find(children.all, value, &OfferedChild::value);
        const bool is_offered = child != children.all.end();
        if (is_offered || value == another) children.chosen[question] = value;
        if (value == another) continue;
        put(fields, question + "_name", is_offered ? child->name : "");
        put(fields, question + "_number", is_offered ? child->number : "");
    }
}

}  // namespace forms
