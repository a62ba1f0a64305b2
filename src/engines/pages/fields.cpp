#include "engines/pages/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "foundation/base/unicode.h"

namespace pages {
namespace {

std::string hint_id(const Field& field) { return field.hint.empty() ? "" : field.name + "-hint"; }
std::string error_id(const Field& field) { return field.error.empty() ? "" : field.name + "-error"; }
std::string count_id(const Field& field) { return field.max_length == 0 ? "" : field.name + "-count"; }

/// Ids of what explains the control, for aria-describedby.
std::string explained_by(const std::vector<std::string>& ids) {
    std::string all;
    for (const auto& id : ids) {
        if (id.empty()) continue;
        if (!all.empty()) all += ' ';
        all += id;
    }
    return all;
}

Html hint(const Field& field) {
    return html::when(!field.hint.empty(),
                      [&] { return html::make<R"(<span class="field__hint" id="{}">{}</span>)">(hint_id(field), field.hint); });
}

Html error(const Texts& text, const Field& field) {
    return html::when(!field.error.empty(), [&] {
        return html::make<R"(<span class="field__error" id="{}">{}<span><span class="visually-hidden">{} </span>{}</span></span>)">(
            error_id(field), icon("alert-circle"), text("error_before"), spoken(field.error_lang, field.error));
    });
}

Html why(const Texts& text, const Field& field) {
    return html::when(!field.why.empty(), [&] {
        const auto lines = html::each(split(field.why, '\n'), [](std::string_view line) { return html::make<"<p>{}</p>">(line); });
        return html::make<R"(<details class="more more--field"><summary>{}</summary><div class="prose">{}</div></details>)">(
            text("why_we_ask"), lines);
    });
}

std::string label_words(const Texts& text, const Field& field) {
    return field.optional ? text("optional_label", field.label) : field.label;
}

std::string_view field_class(const Field& field) { return field.error.empty() ? "field" : "field field--error"; }

/// Label, hint, error and control of a field with one control.
Html with_label(const Texts& text, const Field& field, const Html& control) {
    const auto label = html::make<R"(<label class="{}" for="{}">{}</label>)">(
        field.heading ? "field__label field__label--h1" : "field__label", field.name, label_words(text, field));
    const auto heading = field.heading ? html::make<"<h1>{}</h1>">(label) : label;
    const auto suffix =
        html::when(!field.suffix.empty(), [&] { return html::make<R"(<span class="field__suffix">{}</span>)">(field.suffix); });
    return html::make<R"(<div class="{}">{}{}{}<div class="field__control">{}{}</div>{}</div>)">(
        field_class(field), heading, hint(field), error(text, field), control, suffix, why(text, field));
}

/// The same around several controls that answer one question.
Html with_legend(const Texts& text, const Field& field, const Html& controls) {
    const auto legend = field.heading
                            ? html::make<R"(<legend class="field__label field__label--h1"><h1>{}</h1></legend>)">(label_words(text, field))
                            : html::make<R"(<legend class="field__label field__label--h2">{}</legend>)">(label_words(text, field));
    const auto attributes = html::Attributes().maybe("aria-describedby", explained_by({hint_id(field), error_id(field)}));
    return html::make<R"(<fieldset class="{}" {}>{}{}{}{}{}</fieldset>)">(field_class(field), attributes, legend, hint(field),
                                                                          error(text, field), controls, why(text, field));
}

/// Within Arabic numbers and addresses go from left to right, and words as they are written.
std::string_view direction_of(const Texts& text, const Field& field) {
    if (const auto typed = language_from(field.lang)) return direction_of(*typed);
    if (row_of(text.language()).direction == Direction::left_to_right) return "";
    const bool is_number_or_address = field.type == "email" || field.type == "tel" || field.type == "url" || field.type == "number" ||
                                      !field.inputmode.empty() || field.autocomplete == "tel" || field.autocomplete == "email";
    return is_number_or_address ? "ltr" : "auto";
}

/// What every control of a field carries.
html::Attributes control_attributes(const Texts& text, const Field& field) {
    return html::Attributes()
        .maybe("lang", field.lang)
        .maybe("dir", direction_of(text, field))
        .maybe("autocomplete", field.autocomplete)
        .maybe("inputmode", field.inputmode)
        .maybe("aria-invalid", field.error.empty() ? "" : "true")
        .maybe("aria-describedby", explained_by({hint_id(field), error_id(field), count_id(field)}))
        .maybe("data-max", field.max_length == 0 ? "" : std::to_string(field.max_length))
        .maybe("data-suggest", field.suggest)
        .flag("data-suggest-posted", !field.suggest.empty());
}

std::string control_class(const Field& field) {
    return fmt::format("input{}{}", field.width.empty() ? "" : " input--" + field.width, field.error.empty() ? "" : " input--error");
}

Html counter(const Texts& text, const Field& field) {
    return html::when(field.max_length != 0, [&] {
        return html::make<R"(<p class="field__count" id="{}" data-left="{}" data-over="{}">{}</p>)">(
            count_id(field), text("characters_left"), text("characters_over"), text("characters_at_most", field.max_length));
    });
}

enum class Choose { one, several };
Html choices(const Texts& text, const Field& field, const std::vector<Option>& options, const std::vector<std::string>& chosen,
             Choose kind) {
    Html all;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto& option = options[i];
        const auto id = i == 0 ? field.name : fmt::format("{}-{}", field.name, i + 1);  // the error summary leads to the first
        const bool is_chosen = std::find(chosen.begin(), chosen.end(), option.value) != chosen.end();
        const auto sub =
            html::when(!option.hint.empty(), [&] { return html::make<R"(<span class="choice__hint">{}</span>)">(option.hint); });
        all += html::make<R"(<div class="choice"><input type="{}" name="{}" id="{}" value="{}" {}><label for="{}">{}{}</label></div>)">(
            kind == Choose::one ? "radio" : "checkbox", field.name, id, option.value, html::Attributes().flag("checked", is_chosen), id,
            option.label, sub);
    }
    return with_legend(text.of("pages"), field, html::make<R"(<div class="choices field__control">{}</div>)">(all));
}

struct DatePart {
    std::string_view name, text_key, width, autocomplete;
};
constexpr std::array date_parts{DatePart{"day", "day", "2", "bday-day"}, DatePart{"month", "month", "2", "bday-month"},
                                DatePart{"year", "year", "4", "bday-year"}};

}  // namespace

Html error_summary(const Texts& area_text, const std::vector<ShownError>& errors) {
    if (errors.empty()) return {};
    const auto text = area_text.of("pages");
    const auto items = html::each(errors, [](const ShownError& one) {
        return html::make<R"(<li><a href="#{}">{}</a></li>)">(one.id, spoken(one.lang, one.message));
    });
    return html::make<
        R"(<div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary"><h2 id="error-summary">{}</h2><ul>{}</ul></div>)">(
        text("answers_to_mend", errors.size()), items);
}

static std::string words_of(const Texts& text, const FieldError& error, std::initializer_list<std::string_view> engines) {
    const std::vector<texts::Value> values(error.arguments.begin(), error.arguments.end());
    if (!text.has(error.text_key))
        for (const auto engine : engines)
            if (const auto of_engine = text.of(engine); of_engine.has(error.text_key)) return of_engine.formatted(error.text_key, values);
    return text.formatted(error.text_key, values);
}

Errors::Errors(const Texts& text, const std::vector<FieldError>& errors, std::initializer_list<std::string_view> engines) {
    for (const auto& error : errors) shown_.push_back({error.field, words_of(text, error, engines)});
}

std::string Errors::at(std::string_view field) const {
    const auto found = std::ranges::find(shown_, field, &ShownError::id);
    return found == shown_.end() ? "" : found->message;
}

Html error_summary(const Texts& text, const Errors& errors) { return error_summary(text, errors.shown()); }

Html form(const Context& c, std::string_view action, const Html& content, Upload upload) {
    const auto kind = html::Attributes().maybe("enctype", upload == Upload::files ? "multipart/form-data" : "");
    return html::make<R"(<form action="{}" method="post" novalidate {}>{}{}</form>)">(action, kind, hidden("_csrf", c.visitor.csrf),
                                                                                      content);
}

Html form_foot(const Html& buttons, const Html& below) {
    return html::make<R"(<div class="form-foot"><div class="btn-row btn-row--stack">{}</div>{}</div>)">(buttons, below);
}

Html text_field(const Texts& text, const Field& field) {
    if (field.type == "date") throw std::logic_error("a day is asked for with day_field or date_field");
    const auto control = html::make<R"(<input class="{}" id="{}" name="{}" type="{}" value="{}" {}>)">(
        control_class(field), field.name, field.name, field.type, field.value, control_attributes(text, field));
    return with_label(text.of("pages"), field, control + counter(text.of("pages"), field));
}

Html day_field(const Texts& area_text, const Field& given) {
    const auto text = area_text.of("pages");
    auto field = given;
    field.hint = given.hint.empty() ? text("day_hint") : given.hint + " " + text("day_hint");
    field.width = "10";
    field.autocomplete = "off";
    return text_field(text, field);
}

Html text_area(const Texts& text, const Field& field) {
    // HTML drops one line end after <textarea>.
    const auto control = html::make<"<textarea class=\"{}\" id=\"{}\" name=\"{}\" rows=\"5\" {}>\n{}</textarea>">(
        control_class(field), field.name, field.name, control_attributes(text, field), field.value);
    return with_label(text.of("pages"), field, control + counter(text.of("pages"), field));
}

Html select(const Texts& text, const Field& field, const std::vector<Option>& options) {
    const auto items = html::each(options, [&](const Option& option) {
        return html::make<R"(<option value="{}" {}>{}</option>)">(
            option.value, html::Attributes().flag("selected", option.value == field.value), option.label);
    });
    return with_label(text.of("pages"), field,
                      html::make<R"(<select class="{}" id="{}" name="{}" {}>{}</select>)">(control_class(field), field.name, field.name,
                                                                                           control_attributes(text, field), items));
}

Html radios(const Texts& text, const Field& field, const std::vector<Option>& options) {
    return choices(text, field, options, {field.value}, Choose::one);
}

Html checkboxes(const Texts& text, const Field& field, const std::vector<Option>& options, const std::vector<std::string>& chosen) {
    return choices(text, field, options, chosen, Choose::several);
}

Html checkbox(const Texts& area_text, const Field& field, bool is_checked) {
    const auto text = area_text.of("pages");
    const auto attributes = control_attributes(text, field).flag("checked", is_checked);
    const auto box =
        html::make<R"(<div class="check"><input type="checkbox" id="{}" name="{}" value="{}" {}><label for="{}">{}</label></div>)">(
            field.name, field.name, field.value.empty() ? "1" : field.value, attributes, field.name, label_words(text, field));
    return html::make<R"(<div class="{}">{}{}{}{}</div>)">(field_class(field), error(text, field), box, hint(field), why(text, field));
}

Html date_field(const Texts& area_text, const Field& field) {
    const auto text = area_text.of("pages");
    auto typed = split(field.value, '-');  // year, month, day
    typed.resize(3);
    Html inputs;
    for (std::size_t i = 0; i < date_parts.size(); ++i) {
        const auto& part = date_parts[i];
        const auto name = fmt::format("{}-{}", field.name, part.name);
        const auto id = i == 0 ? field.name : name;  // the error summary leads to the first
        const auto attributes = html::Attributes()
                                    .set("autocomplete", field.autocomplete == "bday" ? part.autocomplete : "off")
                                    .maybe("aria-invalid", field.error.empty() ? "" : "true")
                                    .maybe("aria-describedby", error_id(field));
        inputs += html::make<
            R"(<div><label for="{}">{}</label><input class="input input--{}{}" id="{}" name="{}" inputmode="numeric" value="{}" {}></div>)">(
            id, text(part.text_key), part.width, field.error.empty() ? "" : " input--error", id, name, typed[2 - i], attributes);
    }
    return with_legend(text, field, html::make<R"(<div class="date field__control">{}</div>)">(inputs));
}

Html file_field(const Texts& area_text, const Field& field, const std::vector<ShownFile>& existing) {
    const auto text = area_text.of("pages");
    const auto files = html::each(existing, [&](const ShownFile& file) {
        const auto remove = html::when(!file.remove_value.empty(), [&] {
            return html::make<
                R"(<button class="btn btn--quiet btn--sm" name="{}-remove" value="{}">{}<span class="visually-hidden"> {}</span></button>)">(
                field.name, file.remove_value, text("remove"), file.name);
        });
        return html::make<R"(<li class="doc">{}<span>{}</span><span class="muted small">{}</span>{}</li>)">(icon("paperclip"), file.name,
                                                                                                            file.about, remove);
    });
    const auto list = html::when(!existing.empty(), [&] { return html::make<R"(<ul role="list" class="docs">{}</ul>)">(files); });
    const auto control = html::make<R"({}<input class="input input--file" type="file" id="{}" name="{}" multiple {}>)">(
        list, field.name, field.name, control_attributes(text, field));
    return with_label(text, field, control);
}

Html hidden(std::string_view name, std::string_view value) {
    return html::make<R"(<input type="hidden" name="{}" value="{}">)">(name, value);
}

std::string date_answer(const http::Fields& answers, std::string_view name) {
    const auto part = [&](std::string_view which, std::size_t digits) {
        auto typed = std::string(trimmed(answers.get(fmt::format("{}-{}", name, which))));
        if (!typed.empty() && typed.size() < digits) typed.insert(0, digits - typed.size(), '0');
        return typed;
    };
    const auto day = part("day", 2), month = part("month", 2), year = part("year", 1);
    if (day.empty() && month.empty() && year.empty()) return {};
    return fmt::format("{}-{}-{}", year, month, day);
}

std::string day_answer(const http::Fields& answers, std::string_view name, YearMeant meant) {
    const auto written = trimmed(answers.get(name));
    const auto day = written_day(written, swedish_date(now()), meant);
    return day ? to_iso(*day) : std::string(written);
}

}  // namespace pages
