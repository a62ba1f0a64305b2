#include "areas/service_builder/part_form.h"

#include <fmt/format.h>

#include <algorithm>

namespace service_builder {
namespace {

namespace h = html;
using yaml::Node;

class PropertyForm {
public:
    PropertyForm(const Texts& text, const std::vector<FieldError>& errors) : text_(text), errors_(errors) {}

    h::Html field(const Property& property, const Node& value) {
        const auto shown = field_of(property, value);
        switch (property.kind) {
            case Kind::words: return side_by_side(property, value, pages::text_field);
            case Kind::prose: return side_by_side(property, value, pages::text_area);
            case Kind::word_lines: return side_by_side(property, of_each_language(value), pages::text_area);
            case Kind::truth: return pages::checkbox(text_, shown, value.text() == "true");
            case Kind::untruth: return pages::checkbox(text_, shown, value.text() != "false");
            case Kind::choice: return pages::select(text_, shown, choices(property, with_nothing));
            case Kind::several: return pages::checkboxes(text_, shown, choices(property, without_nothing), texts_of(value));
            case Kind::lines: return pages::text_area(text_, shown);
            case Kind::required: return required(property, value);
            case Kind::options: return options(value);
            case Kind::whole:
            case Kind::decimal:
            case Kind::rule:
            case Kind::line:
            case Kind::id: break;
        }
        return pages::text_field(text_, shown);
    }

private:
    static constexpr bool with_nothing = true, without_nothing = false;

    std::string words(std::string_view before, std::string_view key) const {
        const auto name = fmt::format("{}{}", before, key);
        return text_.has(name) ? text_(name) : "";
    }

    pages::Field field_of(const Property& property, const Node& value) const {
        const auto error = std::ranges::find_if(errors_, [&](const FieldError& one) { return one.field == property.key; });
        pages::Field field{.name = std::string(property.key),
                           .label = words("property.", property.key),
                           .hint = words("property_hint.", property.key),
                           .value = property.kind == Kind::lines ? joined(texts_of(value)) : value.text(),
                           .error = error == errors_.end() ? "" : text_(error->text_key)};
        if (property.kind == Kind::whole || property.kind == Kind::decimal) {
            field.inputmode = property.kind == Kind::whole ? "numeric" : "decimal";
            field.width = "10";
        }
        if (field.hint.empty() && property.kind == Kind::rule) field.hint = text_("rule_hint");
        field.autocomplete = "off";
        return field;
    }

    static std::vector<std::string> texts_of(const Node& list) {
        std::vector<std::string> texts;
        for (const auto& item : list.items()) texts.push_back(item.text());
        return texts;
    }
    static std::string joined(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

    /// A list of words as words of lists.
    static Node of_each_language(const Node& list) {
        std::vector<std::string> sv, en;
        for (const auto& item : list.items()) {
            sv.push_back(item.is_text() ? item.text() : item["sv"].text());
            en.push_back(item.is_text() ? item.text() : item["en"].text());
        }
        return Node::of({{"sv", Node::of(joined(sv))}, {"en", Node::of(joined(en))}});
    }

    template <class Control>
    h::Html side_by_side(const Property& property, const Node& value, Control control) {
        h::Html both;
        for (const std::string language : {"sv", "en"}) {
            auto field = field_of(property, {});
            field.label = text_("in_language." + language, field.label);
            field.name += "." + language;
            field.value = value.is_text() ? value.text() : value[language].text();
            if (language == "en") field.hint.clear();
            both += control(text_, field);
        }
        return h::make<R"(<div class="side-by-side">{}</div>)">(both);
    }

    std::vector<pages::Option> choices(const Property& property, bool nothing) const {
        std::vector<pages::Option> all;
        if (nothing) all.push_back({"", text_("not_chosen")});
        for (const auto choice : property.choices) {
            const auto said = words("choice.", choice);
            all.push_back({std::string(choice), said.empty() ? std::string(choice) : said});
        }
        return all;
    }

    h::Html required(const Property& property, const Node& value) {
        auto field = field_of(property, {});
        const auto answer = value.yes_no();
        field.value = !value.exists() || (answer && *answer) ? "always" : answer ? "never" : "rule";
        const auto chosen = pages::select(
            text_, field, {{"always", text_("required.always")}, {"never", text_("required.never")}, {"rule", text_("required.rule")}});
        return h::make<R"(<div class="side-by-side">{}{}</div>)">(
            chosen, pages::text_field(text_, {.name = "required.rule",
                                              .label = text_("required_rule"),
                                              .hint = text_("rule_hint"),
                                              .value = field.value == "rule" ? value.text() : "",
                                              .autocomplete = "off"}));
    }

    h::Html cell(const std::string& name, const std::string& label, const std::string& value, std::string_view size) const {
        return h::make<R"(<input class="input{}" name="{}" value="{}" aria-label="{}" autocomplete="off">)">(size, name, value, label);
    }

    h::Html options(const Node& list) {
        std::vector<std::vector<h::Html>> rows;
        const auto count = list.size() + spare_options;
        for (std::size_t i = 0; i < count; ++i) {
            const auto option = i < list.size() ? list.items()[i] : Node{};
            const auto name = fmt::format("options.{}.", i);
            const auto labelled = [&](std::string_view key, std::string_view language) {
                const auto said = option[key].is_text() ? option[key].text() : option[key][language].text();
                return cell(fmt::format("{}{}.{}", name, key, language),
                            text_("option_of", text_(fmt::format("option_{}.{}", key, language)), i + 1), said, "");
            };
            rows.push_back({cell(name + "value", text_("option_of", text_("option_value"), i + 1), option["value"].text(), ""),
                            labelled("label", "sv"), labelled("label", "en"), labelled("hint", "sv"), labelled("hint", "en"),
                            cell(name + "place", text_("option_of", text_("option_place"), i + 1), std::to_string(i + 1), " input--2")});
        }
        return h::make<
            R"(<fieldset class="field"><legend class="field__label field__label--h2">{}</legend><span class="field__hint">{}</span>{}</fieldset>)">(
            text_("property.options"), text_("property_hint.options"),
            pages::table(text_("property.options"),
                         {{text_("option_value")},
                          {text_("option_label.sv")},
                          {text_("option_label.en")},
                          {text_("option_hint.sv")},
                          {text_("option_hint.en")},
                          {text_("option_place")}},
                         rows));
    }

    const Texts& text_;
    const std::vector<FieldError>& errors_;
};

}  // namespace

h::Html property_fields(const Context& c, std::string_view kind, const Node& part, const std::vector<FieldError>& errors) {
    PropertyForm form(c.text, errors);
    h::Html fields;
    for (const auto& property : properties_of(kind, part))
        fields += form.field(property, services::part_at(part, services::path_of(property.key)));
    return fields;
}

}  // namespace service_builder
