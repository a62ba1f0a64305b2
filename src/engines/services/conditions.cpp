#include "engines/services/conditions.h"

#include "engines/forms/shown.h"

namespace services {
namespace {

Met met_of(const forms::Value& value) { return value.is_true() ? Met::yes : value.is_false() ? Met::no : Met::unknown; }

/// The field is asked of this applicant and has no answer yet.
bool is_missing(const Service& service, const forms::Scope& scope, const forms::Answers& answers, std::string_view id) {
    const auto* page = service.form.page_of(id);
    const auto* field = service.form.field(id);
    if (!page || !field || !forms::is_shown(service.form, *page, *field, scope)) return false;
    const auto* answer = answers.find(id);
    return !answer || answer->is_empty();
}

}  // namespace

forms::Scope decision_scope(const Service& service, const forms::Answers& answers) {
    const auto answered = forms::scope_of(service.form, answers);
    auto scope = answered;
    bool any_unknown = false, any_broken = false;
    for (const auto& condition : service.conditions) {
        const auto value = forms::evaluate(condition.met, answered);
        scope.set("met." + condition.id, value);
        any_unknown = any_unknown || met_of(value) == Met::unknown;
        any_broken = any_broken || value.is_false();
    }
    scope.set("all_met", any_broken ? forms::Value(false) : any_unknown ? forms::Value() : forms::Value(true));
    return scope;
}

std::vector<ConditionRow> condition_rows(const Texts& texts, const Service& service, const forms::Answers& answers) {
    const auto scope = forms::scope_of(service.form, answers);
    const auto kept = forms::without_hidden(service.form, answers);
    std::vector<ConditionRow> rows;
    for (const auto& condition : service.conditions) {
        const auto* field = service.form.field(condition.shows);
        rows.push_back({condition.id, condition.label, field ? forms::shown(texts, *field, kept, scope) : std::string(),
                        met_of(forms::evaluate(condition.met, scope)), condition.source});
    }
    return rows;
}

std::optional<Proposal> propose(const Service& service, const forms::Answers& answers) {
    const auto scope = decision_scope(service, answers);
    for (const auto& rule : service.proposals) {
        if (!forms::evaluate(rule.when, scope).is_true()) continue;
        Proposal proposal{rule.outcome, rule.reason};
        if (rule.outcome == "supplement")
            for (const auto& item : service.decision.supplement)
                if (!item.field.empty() && is_missing(service, scope, answers, item.field)) proposal.supplement.push_back(item.id);
        return proposal;
    }
    return std::nullopt;
}

}  // namespace services
