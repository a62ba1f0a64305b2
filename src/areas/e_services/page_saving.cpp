#include "areas/e_services/page_saving.h"

#include <algorithm>

#include "areas/e_services/changes.h"
#include "areas/e_services/use.h"
#include "engines/services/catalogue.h"
#include "foundation/crypto/crypto.h"

namespace e_services {
namespace {

bool stands_on(const forms::Page& page, std::string_view input) {
    return std::ranges::any_of(page.fields, [&](const forms::Field& field) { return is_input_of(field, input); });
}

forms::Typed typed_on(const forms::Page& page, const forms::Typed& typed) {
    forms::Typed own;
    for (const auto& [input, values] : typed)
        if (stands_on(page, input)) own[input] = values;
    return own;
}

/// Of what was typed only what could not be read: the rest is answers.
void keep_unread(const forms::Page& page, const forms::Filled& filled, forms::Typed& kept) {
    std::erase_if(kept, [&](const auto& one) { return stands_on(page, one.first); });
    for (const auto& error : filled.errors)
        for (const auto& [input, values] : filled.typed)
            if (input == error.field || input.starts_with(error.field + "-")) kept[input] = values;
}

/// What another device typed and could not be read, and is not what stands here.
bool typed_otherwise(const drafts::Draft& stored, const forms::Field& field, const forms::Typed& here) {
    return std::ranges::any_of(stored.beside.typed, [&](const auto& one) {
        const auto own = here.find(one.first);
        return is_input_of(field, one.first) && (own == here.end() || own->second != one.second);
    });
}

std::vector<std::string> answered_otherwise(const drafts::Draft& stored, const forms::Page& page, const forms::Filled& here) {
    std::vector<std::string> questions;
    for (const auto& field : page.fields) {
        const auto *other = stored.answers.find(field.id), *own = here.answers.find(field.id);
        const bool is_answered = other && (!own || !(*own == *other));
        if (is_answered || typed_otherwise(stored, field, here.typed)) questions.push_back(field.id);
    }
    return questions;
}

/// Two devices: two sessions. Who saved the page last may save it again, whatever the page looked like when it was drawn.
bool saved_elsewhere(const Context& c, const drafts::Draft& stored, const forms::Page& page) {
    const auto drawn = c.request.field("drawn");
    if (drawn.empty() || drawn == drawn_mark(stored, page)) return false;
    const auto last = stored.beside.saved_by.find(page.id);
    return last != stored.beside.saved_by.end() && last->second != c.visitor.session;
}

void put(drafts::Draft& draft, const Context& c, const Posted& posted) {
    for (const auto& field : posted.page.fields) {
        if (const auto* answer = posted.filled.answers.find(field.id)) draft.answers.set(field.id, *answer);
        else draft.answers.remove(field.id);
    }
    auto& beside = draft.beside;
    keep_unread(posted.page, posted.filled, beside.typed);
    beside.saved_by[posted.page.id] = c.visitor.session;
    if (posted.leaving == Leaving::without_errors) {
        beside.passed.insert(posted.page.id);
        beside.passed_at = now();
    }
    draft.page = posted.page.id;
    if (!draft.person && c.visitor.is_resident()) draft.person = c.visitor.person;
}

}  // namespace

bool is_input_of(const forms::Field& field, std::string_view input) {
    return input.starts_with(field.id) &&
           (input.size() == field.id.size() || input[field.id.size()] == '.' || input[field.id.size()] == '-');
}

std::string drawn_mark(const drafts::Draft& draft, const forms::Page& page) {
    forms::Answers own;
    for (const auto& field : page.fields)
        if (const auto* answer = draft.answers.find(field.id)) own.set(field.id, *answer);
    const drafts::BesideAnswers typed{.typed = typed_on(page, draft.beside.typed)};
    return crypto::sha256_hex(forms::to_json(own) + drafts::to_json(typed)).substr(0, 16);
}

void bring_up_to_date(db::Connection& db, const services::Service& service, drafts::Draft& draft) {
    if (draft.answers_version == service.version) return;
    const auto before = services::find(db, service.id, draft.answers_version);
    if (!before) return;
    draft.answers = still_fitting(draft.answers, before->form, service.form);
    draft.answers_version = service.version;
}

std::vector<std::string> save_page(Context& c, const services::Service& service, drafts::Draft& draft, const Posted& posted) {
    auto elsewhere = c.db.write([&](db::Connection& db) -> std::vector<std::string> {
        if (auto stored = drafts::find_for(db, c.tenant, c.visitor, draft.id)) {
            bring_up_to_date(db, service, *stored);
            draft = *std::move(stored);
            if (saved_elsewhere(c, draft, posted.page))
                if (auto questions = answered_otherwise(draft, posted.page, posted.filled); !questions.empty()) return questions;
            if (posted.leaving != Leaving::no) count_use(db, service, posted.page, draft, posted.errors);
        }
        put(draft, c, posted);
        drafts::save(db, c.tenant, draft);
        return {};
    });
    if (elsewhere.empty()) draft.updated_at = now();
    return elsewhere;
}

forms::Filled with_both(const forms::Page& page, const forms::Filled& here, const forms::Answers& elsewhere) {
    auto both = here;
    for (const auto& field : page.fields) {
        const auto *own = here.answers.find(field.id), *other = elsewhere.find(field.id);
        if (other && (!own || own->is_empty())) both.answers.set(field.id, *other);
    }
    // What was left empty here must not hide it.
    std::erase_if(both.typed,
                  [](const auto& one) { return std::ranges::all_of(one.second, [](const auto& value) { return value.empty(); }); });
    return both;
}

std::vector<FieldError> unread_on(const forms::Form& form, const forms::Page& page, const drafts::Draft& draft) {
    http::Request typed;
    for (const auto& [input, values] : typed_on(page, draft.beside.typed))
        for (const auto& value : values) typed.form.all.emplace_back(input, value);
    if (typed.form.all.empty()) return {};
    return forms::read_page(form, page, typed, draft.answers).errors;
}

std::string unread_words(const drafts::Draft& draft, const forms::Field& field) {
    std::string words;
    for (const auto& [input, values] : draft.beside.typed)
        if (is_input_of(field, input))
            for (const auto& value : values) words += (words.empty() || value.empty() ? "" : " ") + value;
    return words;
}

const forms::Page* first_unread_page(const forms::Form& form, const drafts::Draft& draft) {
    const auto scope = forms::scope_of(form, draft.answers);
    for (const auto& page : form.pages)
        if (forms::is_shown(page, scope) && !unread_on(form, page, draft).empty()) return &page;
    return nullptr;
}

}  // namespace e_services
