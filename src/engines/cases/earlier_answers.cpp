#include "engines/cases/earlier_answers.h"

#include <algorithm>

#include "engines/cases/find.h"
#include "engines/cases/work.h"

namespace cases {
namespace {

constexpr int most_cases = 20;

bool may_be_offered(const forms::Field& field) {
    using enum forms::FieldType;
    if (field.sensitivity == forms::Sensitivity::sensitive || field.is_drawn()) return false;
    switch (field.type) {
        case file:
        case group:
        case signature:
        case declaration:
        case consent:
        case information:
        case calculated: return false;
        default: return true;
    }
}

/// Open and closed, last received first.
std::vector<Case> newest_cases(db::Connection& db, const Tenant& tenant, PersonId person) {
    auto all = cases_of(db, tenant, person, false, {}, most_cases);
    for (auto& closed : cases_of(db, tenant, person, true, {}, most_cases)) all.push_back(std::move(closed));
    std::ranges::sort(all, std::greater(), &Case::received_at);
    if (all.size() > most_cases) all.resize(most_cases);
    return all;
}

bool is_own(db::Connection& db, const Tenant& tenant, const Case& of, PersonId person) {
    const auto all = parties(db, tenant, of);
    const auto* applicant = applicant_of(all);
    return applicant && applicant->person == person;
}

/// An answer that is kept for a shorter time than its case is not brought up after that.
bool is_still_kept(const forms::Field& field, const Case& of) {
    const auto months = field.terms.retention_months;
    return months == 0 || now() < of.received_at + months * 30 * microseconds_a_day;
}

}  // namespace

bool asks_the_same(const forms::Field& now_asked, const forms::Field& asked_before) {
    return may_be_offered(now_asked) && may_be_offered(asked_before) && now_asked.type == asked_before.type &&
           now_asked.id == asked_before.id && now_asked.label.sv == asked_before.label.sv;
}

/// What the case answers of a question; null when it does not.
static const forms::Answer* answer_to(const forms::Field& asked, const Case& of, const services::Service& service,
                                      const forms::Answers& answers) {
    const auto* before = service.form.field(asked.id);
    if (!before || !asks_the_same(asked, *before) || !is_still_kept(*before, of)) return nullptr;
    const auto* answer = answers.find(asked.id);
    if (!answer || answer->is_empty()) return nullptr;
    const bool is_choosable = asked.options.empty() || asked.option(answer->text()) || !answer->list().empty();
    return is_choosable ? answer : nullptr;
}

std::vector<EarlierAnswer> earlier_answers(db::Connection& db, const Tenant& tenant, PersonId person,
                                           std::vector<const forms::Field*> asked) {
    std::erase_if(asked, [](const forms::Field* field) { return !may_be_offered(*field); });
    if (asked.empty()) return {};
    std::vector<EarlierAnswer> found;
    for (const auto& of : newest_cases(db, tenant, person)) {
        if (of.erased || of.is_test || !is_own(db, tenant, of, person)) continue;
        const auto service = service_of(db, of);
        const auto answers = forms::answers_from_json(of.answers);
        if (!service || !answers) continue;
        std::erase_if(asked, [&](const forms::Field* field) {
            const auto* answer = answer_to(*field, of, *service, *answers);
            if (answer) found.push_back({field->id, *answer, of.number, of.received_at});
            return answer != nullptr;
        });
        if (asked.empty()) break;
    }
    return found;
}

}  // namespace cases
