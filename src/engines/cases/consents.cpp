#include "engines/cases/consents.h"

#include <algorithm>

#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/notices.h"

namespace cases {

std::vector<Consent> consents(const services::Service& service, const Case& of) {
    std::vector<Consent> all;
    const auto answers = forms::answers_from_json(of.answers);
    if (of.erased || !answers) return all;
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields) {
            const auto* answer = answers->find(field.id);
            if (field.type != forms::FieldType::consent || answer == nullptr || !answer->yes_no()) continue;
            all.push_back({field.id, field.label, field.terms.purpose, *answer->yes_no()});
        }
    return all;
}

Result<void> take_back_consent(Change& change, CaseId id, std::string_view field) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (of.erased) return failure(Fault::conflict);
    const auto all = consents(*service_of(change.db, of), of);
    const auto consent = std::ranges::find(all, field, &Consent::field);
    if (consent == all.end()) return failure(Fault::not_found);
    if (!consent->given) return failure(Fault::conflict);
    auto answers = TRY(forms::answers_from_json(of.answers));
    answers.set(field, {false});
    // Swedish is the language of the authorities: officers read it.
    const Texts text(change.tenant.texts, "cases", Language::sv);
    append(change, of, EventKind::consent_taken_back,
           json::object({{"field", field},
                         {"title", of.title},
                         {"answers", forms::to_json(answers)},
                         {"text", text("consent_taken_back", consent->label.in(Language::sv))}}));
    queue_notice(change, id, Notice::consent_taken_back);
    return {};
}

}  // namespace cases
