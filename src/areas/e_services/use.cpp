#include "areas/e_services/use.h"

#include <algorithm>

#include "engines/services/usage.h"

namespace e_services {

void count_use(db::Connection& db, const services::Service& service, const forms::Page& page, const drafts::Draft& before,
               const std::vector<FieldError>& errors) {
    if (before.case_id != 0) return;
    std::vector<std::string> questions;
    for (const auto& error : errors)
        if (const auto* field = forms::field_of_input(service.form, error.field))
            if (std::ranges::find(questions, field->id) == questions.end()) questions.push_back(field->id);
    services::count_errors(db, service.id, service.version, questions);
    if (!errors.empty() || before.beside.passed.contains(page.id)) return;
    const auto seconds = (now().value - before.beside.passed_at.value) / microseconds_a_second;
    services::count_answered(db, service.id, service.version, page.id, seconds);
}

}  // namespace e_services
