#include "areas/e_services/use.h"

#include <algorithm>

#include "engines/services/usage.h"

namespace e_services {
namespace {

/// The contact page is filled in beforehand for whoever is known: there its answers tell nothing. A page before the one that was answered
/// last has been left once already.
bool is_answered_first(const services::Service& service, const forms::Page& page, const drafts::Draft& before) {
    const auto* last = service.form.page(before.page);
    if (last && &page < last) return false;
    if (page.id == services::contact_page_id) return last != &page;
    return std::ranges::none_of(page.fields, [&](const forms::Field& field) { return before.answers.has(field.id); });
}

}  // namespace

void count_use(db::Connection& db, const services::Service& service, const forms::Page& page, const drafts::Draft& before,
               const std::vector<FieldError>& errors) {
    if (before.case_id != 0) return;
    std::vector<std::string> questions;
    for (const auto& error : errors)
        if (const auto* field = forms::field_of_input(service.form, error.field))
            if (std::ranges::find(questions, field->id) == questions.end()) questions.push_back(field->id);
    services::count_errors(db, service.id, service.version, questions);
    if (!errors.empty() || !is_answered_first(service, page, before)) return;
    const auto seconds = (now().value - before.updated_at.value) / microseconds_a_second;
    services::count_answered(db, service.id, service.version, page.id, seconds);
}

}  // namespace e_services
