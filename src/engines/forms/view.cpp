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
    /// A field that depends on answers of the same page is always sent; the island hides it until its rule holds.
    Html in_its_place(const Field& field, const std::string& name, const Answers& answers, const Scope& scope,
                      const std::vector<Field>& beside) const {
        if (!field.show_if) return one(field, name, answers);
        const auto looked_at = names(field.show_if);
        const bool depends_on_page = std::any_of(looked_at.begin(), looked_at.end(), [&](const std::string& seen) {
            return std::any_of(beside.begin(), beside.end(),
                               [&](const Field& other) { return other.id == seen || seen.starts_with(other.id + "."); });
        });
        if (depends_on_page)
            return html::make<R"(<div class="conditional" data-show-if="{}">{}</div>)">(to_json(field.show_if), one(field, name, answers));
        return html::when(evaluate(field.show_if, scope).is_true(), [&] { return one(field, name, answers); });
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
        pages::Field shown{.name = name + "-" + suffix, .label = texts_(suffix == "address" ? "map_address" : suffix)};
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

    Html map(const Field& field, const std::string& name, const Answer* answer) const {
        const auto* point = answer ? answer->point() : nullptr;
        const auto words = answer && !point ? answer->text() : std::string();
        const auto coordinates = part(field, name, "latitude", point ? plain_number(point->latitude) : "", "10", "decimal") +
                                 part(field, name, "longitude", point ? plain_number(point->longitude) : "", "10", "decimal");
        const auto content = part(field, name, "address", words, "", "") + pages::details(texts_("map_coordinates"), coordinates);
        return html::make<R"(<div data-island="place" data-field="{}">{}</div>)">(name, fieldset(field, content));
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

class Summary {
public:
    Summary(const Texts& texts, const Form& form, const Answers& answers, const ChangeAddress& change, const FileAddress& file)
        : texts_(texts.of("forms")),
          language_(texts.language()),
          form_(form),
          kept_(without_hidden(form, answers)),
          scope_(scope_of(form, answers)),
          change_(change),
          file_(file) {}

    Html all() const {
        Html out;
        for (const auto& page : form_.pages)
            if (is_shown(page, scope_)) out += section(page);
        return out;
    }

private:
    Html section(const Page& page) const {
        std::vector<pages::Fact> facts;
        for (const auto& field : page.fields) {
            if (field.type == FieldType::information || !is_shown(form_, page, field, scope_)) continue;
            if (field.type == FieldType::group) add_items(field, facts);
            else facts.push_back({field.label.in(language_), value(field, kept_)});
        }
        if (facts.empty()) return {};
        const auto title = page.title.in(language_);
        const auto address = change_ ? change_(page) : std::string();
        const auto link = html::when(!address.empty(), [&] {
            return html::make<R"(<a href="{}">{}<span class="visually-hidden"> {}</span></a>)">(address, texts_("change"), title);
        });
        return html::make<R"(<section class="answered"><div class="section-head"><h2>{}</h2>{}</div>{}</section>)">(title, link,
                                                                                                                    pages::facts(facts));
    }

    void add_items(const Field& field, std::vector<pages::Fact>& facts) const {
        const auto* answer = kept_.find(field.id);
        if (!answer || answer->groups().empty()) {
            facts.push_back({field.label.in(language_), html::text(texts_("not_answered"))});
            return;
        }
        for (std::size_t i = 0; i < answer->groups().size(); ++i) {
            std::vector<pages::Fact> inner;
            for (const auto& one : field.fields) {
                const bool is_asked = one.asks() && is_shown_in_group(field, i, one, scope_);
                if (is_asked) inner.push_back({one.label.in(language_), value(one, answer->groups()[i])});
            }
            facts.push_back({texts_("item_number", field.item.in(language_), i + 1), pages::facts(inner)});
        }
    }

    Html value(const Field& field, const Answers& answers) const {
        const auto* answer = answers.find(field.id);
        if (answer && !answer->files().empty()) return file_list(answer->files());
        const auto words = shown(texts_, field, answers, scope_);
        if (words.empty()) return html::text(texts_("not_answered"));
        Html lines;
        for (const auto line : split(words, '\n')) lines += (lines.empty() ? Html() : html::make<"<br>">()) + html::text(line);
        return lines;
    }

    Html file_list(const std::vector<FileAnswer>& files) const {
        const auto items = html::each(files, [&](const FileAnswer& file) {
            const auto address = file_ ? file_(file) : std::string();
            const auto name = address.empty() ? html::text(file.name) : html::make<R"(<a href="{}">{}</a>)">(address, file.name);
            return html::make<R"(<li>{} <span class="muted small">{}</span></li>)">(name, texts_.file_size(file.size));
        });
        return html::make<R"(<ul role="list" class="docs">{}</ul>)">(items);
    }

    Texts texts_;
    Language language_;
    const Form& form_;
    Answers kept_;
    Scope scope_;
    const ChangeAddress& change_;
    const FileAddress& file_;
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

bool needs_upload(const Page& page) {
    return std::any_of(page.fields.begin(), page.fields.end(), [](const Field& field) {
        return field.type == FieldType::file ||
               std::any_of(field.fields.begin(), field.fields.end(), [](const Field& f) { return f.type == FieldType::file; });
    });
}

html::Html answers_summary(const Texts& texts, const Form& form, const Answers& answers, const ChangeAddress& change,
                           const FileAddress& file) {
    return Summary(texts, form, answers, change, file).all();
}

}  // namespace forms
