#include "engines/forms/view.h"

#include <algorithm>

#include "engines/forms/shown.h"
#include "engines/pages/fields.h"
#include "engines/pages/lists.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

using html::Html;

constexpr std::size_t most_radios = 7;  ///< more options than this are easier to find in a list

class PageView {
public:
    PageView(const Texts& texts, const Form& form, const Page& page, const PageContent& content)
        : texts_(texts.of("forms")),
          language_(texts.language()),
          form_(form),
          page_(page),
          content_(content),
          scope_(scope_of(form, content.answers)) {}

    Html all() const {
        Html out;
        for (const auto& field : page_.fields) out += in_its_place(field, field.id, content_.answers, scope_, page_.fields);
        return out;
    }

private:
    /// A field that depends on answers of the same page is always there, hidden until its rule holds: the island shows it at once. Without
    /// scripts _unseen tells, when the page is posted, that the reader has not seen it.
    Html in_its_place(const Field& field, const std::string& name, const Answers& answers, const Scope& scope,
                      const std::vector<Field>& beside) const {
        if (!field.show_if) return one(field, name, answers);
        const auto looked_at = names(field.show_if);
        const auto is_looked_at = [&](const Field& other) {
            return std::ranges::any_of(looked_at,
                                       [&](const std::string& seen) { return other.id == seen || seen.starts_with(other.id + "."); });
        };
        const bool depends_on_page = std::ranges::any_of(beside, is_looked_at) || std::ranges::any_of(page_.fields, is_looked_at);
        const bool holds = evaluate(field.show_if, scope).is_true();
        if (!depends_on_page) return html::when(holds, [&] { return one(field, name, answers); });
        const bool is_shown = holds || has_error(name);
        const bool is_first_new = !content_.revealed.empty() && content_.revealed.front() == name;
        const auto place = html::Attributes()
                               .flag("hidden", !is_shown)
                               .maybe("id", is_first_new ? revealed_id : "")
                               .maybe("tabindex", is_first_new ? "-1" : "");
        return html::make<R"(<div class="conditional" data-show-if="{}" {}><input type="hidden" name="_unseen" value="{}" {}>{}{}</div>)">(
            to_json(field.show_if), place, name, html::Attributes().flag("disabled", is_shown),
            html::when(is_first_new, [&] { return more(); }), one(field, name, answers));
    }

    /// The question whose answer showed the first that is new.
    std::string asked_before() const {
        const auto* field = field_of_input(form_, content_.revealed.front());
        for (const auto& seen : field ? names(field->show_if) : std::vector<std::string>{})
            if (const auto* looked_at = form_.field(seen)) return looked_at->label.in(language_);
        return page_.title.in(language_);
    }

    /// Above what the new answers have shown: that there is more, and where.
    Html more() const {
        std::vector<std::string> questions;
        for (const auto& name : content_.revealed)
            if (const auto* field = field_of_input(form_, name); field && field->asks()) questions.push_back(name);
        const auto topic = asked_before();
        const auto heading = questions.empty() ? texts_("more_to_read", topic) : texts_("more_questions", questions.size(), topic);
        const auto links = html::when(questions.size() > 1, [&] {
            return html::make<"<ul>{}</ul>">(html::each(questions, [&](const std::string& name) {
                return html::make<R"(<li><a href="#{}">{}</a></li>)">(name, field_of_input(form_, name)->label.in(language_));
            }));
        });
        return pages::notice(pages::Tone::info, html::make<"<p><b>{}</b></p><p>{}</p>{}">(heading, texts_("more_says"), links));
    }

    Html one(const Field& field, const std::string& name, const Answers& answers) const {
        const auto* answer = answers.find(field.id);
        switch (field.type) {
            case FieldType::long_text: return pages::text_area(texts_, plain(field, name, answer));
            case FieldType::date: return pages::date_field(texts_, date(field, name, answer));
            case FieldType::yes_no:
                return pages::radios(texts_, yes_no(field, name, answer), {{"yes", texts_("yes")}, {"no", texts_("no")}});
            case FieldType::choice: return choice(field, name, answer);
            case FieldType::multiple: return multiple(field, name, answer);
            case FieldType::declaration: return declaration(field, name, answer);
            case FieldType::address: return address(field, name, answer);
            case FieldType::map: return map(field, name, answer);
            case FieldType::file: return files(field, name, answer);
            case FieldType::group: return group(field, name, answer);
            case FieldType::calculated: return calculated(field, answers);
            case FieldType::information: return pages::prose(field.text.in(language_));
            default: return pages::text_field(texts_, plain(field, name, answer));
        }
    }

    std::string typed(const std::string& name, const std::string& otherwise) const {
        const auto found = content_.typed.find(name);
        return found == content_.typed.end() || found->second.empty() ? otherwise : found->second.front();
    }

    std::string error_of(const std::string& name) const {
        for (const auto& error : content_.errors)
            if (error.field == name) return words_of(texts_, form_, error);
        return {};
    }

    /// Also inside a group.
    bool has_error(const std::string& name) const {
        return std::ranges::any_of(content_.errors,
                                   [&](const FieldError& error) { return error.field == name || error.field.starts_with(name + "."); });
    }

    pages::Field head(const Field& field, const std::string& name) const {
        return {.name = name,
                .label = field.label.in(language_),
                .hint = field.hint.in(language_),
                .error = error_of(name),
                .optional = field.required.is_never(),
                .why = field.why.in(language_)};
    }

    static std::string typed_form(const Field& field, const Answer* answer) {
        if (!answer) return {};
        if (const auto* number = std::get_if<NumberAnswer>(&answer->value)) return number->typed;
        if (field.type == FieldType::phone) return shown_as_typed_phone(answer->text());
        if (field.type == FieldType::personal_number && answer->text().size() == 12)
            return answer->text().substr(0, 8) + "-" + answer->text().substr(8);
        return answer->text();
    }
    static std::string shown_as_typed_phone(const std::string& normal) {
        return normal.starts_with("+46") ? "0" + normal.substr(3) : normal;
    }

    pages::Field plain(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        shown.value = typed(name, typed_form(field, answer));
        switch (field.type) {
            case FieldType::long_text: shown.max_length = field.max_length; break;
            case FieldType::number:
                shown.inputmode = field.decimals == 0 ? "numeric" : "decimal";
                shown.width = "10";
                shown.suffix = field.unit.in(language_);
                break;
            case FieldType::personal_number:
            case FieldType::organisation_number:
                shown.inputmode = "numeric";
                shown.width = "10";
                break;
            case FieldType::postcode:
                shown.width = "10";
                shown.inputmode = "numeric";
                break;
            case FieldType::email: shown.type = "email"; break;
            case FieldType::phone: shown.type = "tel"; break;
            default: break;
        }
        // WCAG 1.3.5: only what is about the one who fills in.
        if (name == "applicant_name") shown.autocomplete = "name";
        if (name == "applicant_email") shown.autocomplete = "email";
        if (name == "applicant_phone") shown.autocomplete = "tel";
        if (name == "organisation_name") shown.autocomplete = "organization";
        return shown;
    }

    pages::Field date(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        shown.value = typed(name, answer ? answer->text() : std::string());
        if (content_.typed.contains(name + "-day") || content_.typed.contains(name + "-month"))
            shown.value = typed(name + "-year", "") + "-" + typed(name + "-month", "") + "-" + typed(name + "-day", "");
        return shown;
    }

    pages::Field yes_no(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        const auto yes = answer ? answer->yes_no() : std::nullopt;
        shown.value = typed(name, yes ? (*yes ? "yes" : "no") : "");
        return shown;
    }

    std::vector<pages::Option> options(const Field& field) const {
        std::vector<pages::Option> all;
        for (const auto& option : field.options) all.push_back({option.value, option.label.in(language_), option.hint.in(language_)});
        return all;
    }

    Html choice(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        shown.value = typed(name, answer ? answer->text() : std::string());
        auto all = options(field);
        if (all.size() <= most_radios) return pages::radios(texts_, shown, all);
        all.insert(all.begin(), {"", texts_("choose_from_list")});
        return pages::select(texts_, shown, all);
    }

    Html multiple(const Field& field, const std::string& name, const Answer* answer) const {
        const auto found = content_.typed.find(name);
        const auto chosen = found != content_.typed.end() ? found->second : answer ? answer->list() : std::vector<std::string>{};
        return pages::checkboxes(texts_, head(field, name), options(field), chosen);
    }

    Html declaration(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        shown.value = "yes";
        shown.optional = false;
        return pages::checkbox(texts_, shown, answer && answer->yes_no().value_or(false));
    }

    /// One input of a field that has several; the field's error stands at the input that it is about.
    Html part(const Field& field, const std::string& name, const std::string& suffix, const std::string& value, std::string width,
              std::string inputmode) const {
        pages::Field shown{.name = name + "-" + suffix, .label = texts_(suffix)};
        shown.value = typed(shown.name, value);
        shown.width = std::move(width);
        shown.inputmode = std::move(inputmode);
        for (const auto& error : content_.errors)
            if (error.field == name && input_of(form_, error) == shown.name) shown.error = words_of(texts_, form_, error);
        return pages::text_field(texts_, shown);
    }

    Html fieldset(const Field& field, const Html& content) const {
        const auto hint =
            html::when(!field.hint.empty(), [&] { return html::make<R"(<p class="field__hint">{}</p>)">(field.hint.in(language_)); });
        const auto why = html::when(!field.why.empty(), [&] {
            return pages::details(texts_.of("pages")("why_we_ask"), html::make<"<p>{}</p>">(field.why.in(language_)));
        });
        const auto label =
            field.required.is_never() ? texts_.of("pages")("optional_label", field.label.in(language_)) : field.label.in(language_);
        return html::make<R"(<fieldset class="field"><legend class="field__label field__label--h2">{}</legend>{}{}{}</fieldset>)">(
            label, hint, content, why);
    }

    Html address(const Field& field, const std::string& name, const Answer* answer) const {
        const auto* held = answer ? answer->address() : nullptr;
        const auto value = held ? *held : Address{};
        return fieldset(field, part(field, name, "street", value.street, "", "") +
                                   part(field, name, "postcode", value.postcode, "10", "numeric") +
                                   part(field, name, "town", value.town, "", ""));
    }

    /// An address or coordinates, with the town's map below. Without scripts the button draws the map anew.
    Html map(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        const auto* point = answer ? answer->point() : nullptr;
        shown.value = typed(name, point ? forms::shown(texts_, field, *answer) : answer ? answer->text() : std::string());
        const auto hint = texts_(content_.map.map ? "map_hint" : "map_hint_without_map");
        shown.hint = shown.hint.empty() ? hint : shown.hint + " " + hint;
        if (!content_.map.map) return pages::text_field(texts_, shown);
        const auto show = html::make<
            R"(<p class="place__show"><button class="btn btn--secondary btn--sm" name="_show" value="{}" formaction="#{}-place">{}{}</button></p>)">(
            name, name, pages::icon("map-pin"), texts_("show_on_map"));
        return html::make<R"(<div class="field place" id="{}-place">{}{}{}</div>)">(name, pages::text_field(texts_, shown), show,
                                                                                    place_map(texts_, content_.map, name, answer));
    }

    Html files(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = head(field, name);
        const auto limits = texts_("files_hint", field.max_files, field.max_mb);
        shown.hint = shown.hint.empty() ? limits : shown.hint + " " + limits;
        std::vector<pages::ShownFile> there;
        if (answer)
            for (const auto& file : answer->files()) there.push_back({file.name, texts_.file_size(file.size), file.hash});
        return pages::file_field(texts_, shown, there);
    }

    Html group(const Field& field, const std::string& name, const Answer* answer) const {
        auto items = answer ? answer->groups() : std::vector<Answers>{};
        // The first item is there to be filled in when one is demanded.
        if (items.empty() && field.min.value_or(0) > 0) items.emplace_back();
        Html content;
        for (std::size_t i = 0; i < items.size(); ++i) content += item(field, name, i, items[i]);
        const auto error = error_of(name);
        const auto said = html::when(!error.empty(), [&] { return html::make<R"(<p class="field__error" id="{}">{}</p>)">(name, error); });
        const bool may_add = !field.max || static_cast<double>(items.size()) < *field.max;
        const auto add = html::when(
            may_add, [&] { return pages::button(texts_("add_item", field.item.in(language_)), pages::Button::secondary, "_add", name); });
        return fieldset(field, said + content + add);
    }

    Html item(const Field& field, const std::string& name, std::size_t number, const Answers& answers) const {
        const auto prefix = name + "." + std::to_string(number);
        const auto scope = group_item_scope(scope_, field, number);
        auto content = pages::hidden(prefix + "._here", "1");  // an item with nothing but empty boxes is still sent
        for (const auto& inner : field.fields) content += in_its_place(inner, prefix + "." + inner.id, answers, scope, field.fields);
        const auto title = texts_("item_number", field.item.in(language_), number + 1);
        const auto remove = pages::button(texts_("remove_item", title), pages::Button::quiet, "_remove", prefix);
        return html::make<R"(<fieldset class="field group-item"><legend class="field__label">{}</legend>{}{}</fieldset>)">(title, content,
                                                                                                                           remove);
    }

    Html calculated(const Field& field, const Answers& answers) const {
        const auto words = shown(texts_, field, answers, scope_);
        return html::make<R"(<div class="field"><p class="field__label">{}</p><p>{}</p></div>)">(
            field.label.in(language_), words.empty() ? texts_("unknown_yet") : words);
    }

    Texts texts_;
    Language language_;
    const Form& form_;
    const Page& page_;
    const PageContent& content_;
    Scope scope_;
};

}  // namespace

html::Html page_fields(const Texts& texts, const Form& form, const Page& page, const PageContent& content) {
    return PageView(texts, form, page, content).all();
}

html::Html error_summary(const Texts& texts, const Form& form, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> shown_errors;
    for (const auto& error : errors) shown_errors.push_back({input_of(form, error), words_of(texts, form, error)});
    return pages::error_summary(texts, shown_errors);
}

static bool has_field_of(const Page& page, FieldType type) {
    const auto is_such = [&](const Field& field) { return field.type == type; };
    return std::ranges::any_of(page.fields,
                               [&](const Field& field) { return is_such(field) || std::ranges::any_of(field.fields, is_such); });
}

bool needs_upload(const Page& page) { return has_field_of(page, FieldType::file); }
bool asks_for_place(const Page& page) { return has_field_of(page, FieldType::map); }

}  // namespace forms
