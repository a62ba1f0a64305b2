#include "engines/services/conditions.h"

#include <algorithm>

#include "engines/forms/shown.h"

namespace services {
namespace {

Met met_of(const forms::Value& value) { return value.is_true() ? Met::yes : value.is_false() ? Met::no : Met::unknown; }

directories::Finding finding_of(const Condition& condition, const directories::Findings& findings) {
    const auto found = findings.find(condition.id);
    return condition.check && found != findings.end() ? found->second : directories::Finding{};
}

forms::Value value_of(const Condition& condition, const forms::Scope& answered, const directories::Finding& finding) {
    if (!condition.check) return forms::evaluate(condition.met, answered);
    // Without a register, and until it has answered, nothing is met by the answers alone.
    if (finding.state == directories::State::unconnected || finding.state == directories::State::not_asked) return {};
    if (!condition.met) return finding.found;
    auto scope = answered;
    return forms::evaluate(condition.met, scope.set("found", finding.found));
}

/// The question is asked of this applicant and has no answer yet, or is answered in part.
bool is_missing(const Service& service, const forms::Scope& scope, const forms::Answers& answers, std::string_view question) {
    return std::ranges::any_of(service.form.fields_of(question), [&](const forms::Field* field) {
        const auto* page = service.form.page_of(field->id);
        if (!page || !forms::is_shown(service.form, *page, *field, scope)) return false;
        const auto* answer = answers.find(field->id);
        return !answer || answer->is_empty();
    });
}

}  // namespace

forms::Scope decision_scope(const Service& service, const forms::Answers& answers, const directories::Findings& findings, Date today) {
    const auto answered = forms::scope_of(service.form, answers, today);
    auto scope = answered;
    bool any_unknown = false, any_broken = false;
    for (const auto& condition : service.conditions) {
        const auto finding = finding_of(condition, findings);
        if (finding.state == directories::State::unconnected) continue;
        const auto value = value_of(condition, answered, finding);
        scope.set("met." + condition.id, value);
        any_unknown = any_unknown || met_of(value) == Met::unknown;
        any_broken = any_broken || value.is_false();
    }
    scope.set("all_met", any_broken ? forms::Value(false) : any_unknown ? forms::Value() : forms::Value(true));
    return scope;
}

std::vector<ConditionRow> condition_rows(const Texts& texts, const Service& service, const forms::Answers& answers,
                                         const directories::Findings& findings) {
    const auto scope = forms::scope_of(service.form, answers);
    const auto kept = forms::without_hidden(service.form, answers);
    std::vector<ConditionRow> rows;
    for (const auto& condition : service.conditions) {
        const auto* field = service.form.field(condition.shows);
        auto finding = finding_of(condition, findings);
        const auto met = met_of(value_of(condition, scope, finding));
        rows.push_back({condition.id, condition.label, field ? forms::shown(texts, *field, kept, scope) : std::string(), met,
                        condition.source, condition.check, std::move(finding)});
    }
    return rows;
}

std::map<std::string, directories::Check> checks_of(const Service& service) {
    std::map<std::string, directories::Check> checks;
    for (const auto& condition : service.conditions)
        if (condition.check) checks[condition.id] = *condition.check;
    return checks;
}

directories::Findings unconnected(const Service& service) {
    directories::Findings findings;
    for (const auto& [id, check] : checks_of(service)) findings[id].state = directories::State::unconnected;
    return findings;
}

std::vector<std::string> missing_supplement(const Service& service, const forms::Answers& answers, const forms::Scope& scope) {
    std::vector<std::string> ids;
    for (const auto& item : service.decision.supplement)
        if (!item.field.empty() && is_missing(service, scope, answers, item.field)) ids.push_back(item.id);
    return ids;
}

std::optional<Proposal> propose(const Service& service, const forms::Answers& answers, const directories::Findings& findings) {
    const auto scope = decision_scope(service, answers, findings);
    for (const auto& rule : service.proposals) {
        if (!forms::evaluate(rule.when, scope).is_true()) continue;
        Proposal proposal{rule.outcome, rule.reason};
        if (rule.outcome == "supplement") proposal.supplement = missing_supplement(service, answers, scope);
        return proposal;
    }
    return std::nullopt;
}

}  // namespace services
