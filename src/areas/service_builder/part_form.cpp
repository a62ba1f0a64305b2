#include "areas/service_builder/part_form.h"

#include <fmt/format.h>

#include <algorithm>

namespace service_builder {
namespace {

namespace h = html;
using yaml::Node;

class PropertyForm {
public:
    PropertyForm(const Texts& text, const std::vector<Language>& offered, const std::vector<FieldError>& errors)
        : text_(text), offered_(offered), errors_(errors) {}

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
        std::vector<std::pair<std::string, Node>> each;
        for (const auto& row : languages()) {
            std::vector<std::string> lines;
            for (const auto& item : list.items()) lines.push_back(in_language(item, row));
            each.emplace_back(row.code, Node::of(joined(lines)));
        }
        return Node::of(std::move(each));
    }

    /// A text alone is the same in Swedish and English.
    static std::string in_language(const Node& words, const LanguageRow& row) {
        if (words.is_text()) return is_further(row.language) ? "" : words.text();
        return words[row.code].text();
    }

    /// Those that the municipality offers, and those that the words are in already: what is not shown would be lost.
    bool is_asked_for(const LanguageRow& row, const Node& words) const {
        return !is_further(row.language) || std::ranges::find(offered_, row.language) != offered_.end() || !words[row.code].text().empty();
    }

    template <class Control>
    h::Html side_by_side(const Property& property, const Node& value, Control control) {
        h::Html both;
        for (const auto& row : languages()) {
            if (!is_asked_for(row, value)) continue;
            auto field = field_of(property, {});
            field.label = words_in_language(text_, row, field.label);
            field.name += "." + std::string(row.code);
            field.value = in_language(value, row);
            field.lang = is_further(row.language) ? row.code : "";
            if (row.language != Language::sv) field.hint.clear();
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
        std::vector<LanguageRow> shown;
        for (const auto& row : languages())
            if (std::ranges::any_of(
                    list.items(),
                    [&](const Node& option) { return is_asked_for(row, option["label"]) || is_asked_for(row, option["hint"]); }) ||
                is_asked_for(row, {}))
                shown.push_back(row);
        const auto heading = [&](const std::string& key, const LanguageRow& row) {
            return is_further(row.language) ? text_("option_" + key + ".further", row.own_name)
                                            : text_("option_" + key + "." + std::string(row.code));
        };
        std::vector<std::vector<h::Html>> rows;
        const auto count = list.size() + spare_options;
        for (std::size_t i = 0; i < count; ++i) {
            const auto option = i < list.size() ? list.items()[i] : Node{};
            const auto name = fmt::format("options.{}.", i);
            rows.push_back({cell(name + "value", text_("option_of", text_("option_value"), i + 1), option["value"].text(), "")});
            for (const std::string key : {"label", "hint"})
                for (const auto& row : shown)
                    rows.back().push_back(cell(fmt::format("{}{}.{}", name, key, row.code), text_("option_of", heading(key, row), i + 1),
                                               in_language(option[key], row), ""));
            rows.back().push_back(
                cell(name + "place", text_("option_of", text_("option_place"), i + 1), std::to_string(i + 1), " input--2"));
        }
        std::vector<pages::Column> columns{{text_("option_value")}};
        for (const std::string key : {"label", "hint"})
            for (const auto& row : shown) columns.push_back({heading(key, row)});
        columns.push_back({text_("option_place")});
        return h::make<
            R"(<fieldset class="field"><legend class="field__label field__label--h2">{}</legend><span class="field__hint">{}</span>{}</fieldset>)">(
            text_("property.options"), text_("property_hint.options"), pages::table(text_("property.options"), columns, rows));
    }

    const Texts& text_;
    const std::vector<Language>& offered_;
    const std::vector<FieldError>& errors_;
};

}  // namespace

std::string words_in_language(const Texts& text, const LanguageRow& row, const std::string& words) {
    return is_further(row.language) ? text("in_language.further", words, row.own_name)
                                    : text("in_language." + std::string(row.code), words);
}

h::Html property_fields(const Context& c, std::string_view kind, const Node& part, const std::vector<FieldError>& errors) {
    PropertyForm form(c.text, c.tenant.further_languages, errors);
    h::Html fields;
    for (const auto& property : properties_of(kind, part))
        fields += form.field(property, services::part_at(part, services::path_of(property.key)));
    return fields;
}

}  // namespace service_builder
