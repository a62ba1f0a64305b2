#include "areas/my_pages/supplement.h"

#include <algorithm>
#include <iterator>

#include "engines/forms/spoken.h"
#include "engines/forms/view.h"
#include "engines/municipality/town_map.h"

namespace my_pages {
namespace {

constexpr int longest_words = 5000;

forms::Field own_words(const Texts& text) {
    forms::Field field;
    field.id = supplement_words;
    field.type = forms::FieldType::long_text;
    field.label = forms::words_of_text(text, "supplement_own_words");
    field.hint = forms::words_of_text(text, "supplement_own_words_hint");
    field.required = forms::Rule::never();
    field.max_length = longest_words;
    return field;
}

forms::Field own_files(const Texts& text) {
    forms::Field field;
    field.id = supplement_files;
    field.type = forms::FieldType::file;
    field.label = forms::words_of_text(text, "attach");
    field.required = forms::Rule::never();
    return field;
}

/// Takes what the question is answered in out of its page, so that the form has it once.
std::vector<forms::Field> taken(forms::Form& form, std::string_view question) {
    std::vector<forms::Field> found;
    const auto is_asked = [&](const forms::Field& field) {
        return field.id == question || (field.part_of && field.part_of->id == question);
    };
    for (auto& page : form.pages) {
        std::ranges::copy_if(page.fields, std::back_inserter(found), is_asked);
        std::erase_if(page.fields, is_asked);
    }
    return found;
}

}  // namespace

SupplementForm supplement_form(const Texts& text, const services::Service& service, const cases::Supplement& supplement, bool has_words) {
    SupplementForm made{service.form, {}};
    forms::Page page{"supplement", forms::words_of_text(text, "answer_supplement")};
    for (const auto& item : supplement.items) {
        auto fields = taken(made.form, item.field);
        for (auto& field : fields) {
            field.show_if = {};
            // The later parts of a compound follow its first.
            const bool is_first = &field == &fields.front();
            if (has_words || is_first) field.required = has_words ? forms::Rule::never() : forms::Rule::always();
            made.asked.push_back(field.id);
            page.fields.push_back(std::move(field));
        }
    }
    page.fields.push_back(own_words(text));
    page.fields.push_back(own_files(text));
    made.form.pages.push_back(std::move(page));
    return made;
}

forms::Answers answers_before(const SupplementForm& form, const forms::Answers& of_case) {
    auto before = of_case;
    for (const auto& field : form.page().fields)
        if (field.type == forms::FieldType::file) before.remove(field.id);
    return before;
}

bool is_empty(const SupplementForm& form, const forms::Answers& answers) {
    return std::none_of(form.page().fields.begin(), form.page().fields.end(), [&](const forms::Field& field) {
        const auto* answer = answers.find(field.id);
        return answer && !answer->is_empty();
    });
}

namespace views {

http::Response supplement_page(const Context& c, const OpenedCase& opened, const cases::Supplement& supplement, const SupplementForm& form,
                               std::string_view draft_handle, const forms::Filled& filled, const std::vector<FieldError>& errors) {
    html::Html asked;
    for (const auto& item : supplement.items) asked += html::make<"<li>{}</li>">(item.text);
    const auto list = html::when(!asked.empty(), [&] { return html::make<R"(<ul>{}</ul>)">(asked); });
    const auto words = html::when(!supplement.words.empty(), [&] { return html::make<"<p>{}</p>">(supplement.words); });
    const auto fields = forms::page_fields(
        c.text, form.form, form.page(), {filled.answers, filled.typed, errors, {.map = municipality::map_of(c.tenant)}, filled.revealed});
    const auto content = pages::hidden("draft", draft_handle) + fields +
                         pages::form_foot(pages::button(c.text("send_answer")) +
                                          pages::link_button(opened.address(), c.text("common.cancel"), pages::Button::quiet));
    const auto main = html::make<
        R"({}{}<p class="eyebrow">{} · {}</p><h1>{}</h1><p class="lead">{}</p><div class="prose">{}{}</div><div class="form-body">{}</div>)">(
        pages::back_link(opened.address(), opened.values.title), forms::error_summary(c.text, form.form, errors), opened.values.title,
        opened.values.number, c.text("answer_supplement"), c.text("answer_by", c.text.day(supplement.due_on)), list, words,
        pages::form(c, opened.address() + "/komplettera", content, pages::Upload::files));
    pages::Page page{.title = c.text("answer_supplement"),
                     .main = main,
                     .status = errors.empty() ? 200 : 422,
                     .has_errors = !errors.empty(),
                     .island = "answering"};
    return pages::task(c, page).with("Cache-Control", "no-store");
}

}  // namespace views
}  // namespace my_pages
