#include "engines/cases/judging.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/automatic.h"
#include "engines/cases/checks.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/motion.h"
#include "engines/cases/words.h"
#include "engines/decision_tables/read_once.h"
#include "engines/decision_tables/supplement.h"
#include "engines/identity/delegation.h"
#include "foundation/base/unicode.h"
#include "foundation/jobs/jobs.h"

namespace cases {
namespace {

forms::Answers answers_of(const Case& of) { return forms::answers_from_json(of.answers).value_or(forms::Answers{}); }

/// Every register that the service asks has said something, and nobody in the case has a protected identity.
bool is_checked(const services::Service& service, const Checked& checked) {
    return std::ranges::all_of(services::checks_of(service), [&](const auto& check) {
        const auto found = checked.findings.find(check.first);
        if (found == checked.findings.end()) return false;
        using enum directories::State;
        return found->second.state == answered || found->second.state == missing || found->second.state == unanswered;
    });
}

/// What only a person can weigh: a decision that was made before, words that somebody wrote, work that a colleague or a committee has
/// begun.
bool needs_person(const Event& event) {
    switch (event.kind) {
        case EventKind::decided:
        case EventKind::person_asked_for:
        case EventKind::message:
        case EventKind::note:
        case EventKind::task_added:
        case EventKind::consulted:
        case EventKind::proposed:
        case EventKind::merged: return true;
        case EventKind::supplement_answered: return !event.data["text"].text().empty();
        default: return false;
    }
}

/// What an officer would have to look at before anybody decides: then an officer does it.
bool may_be_decided_by_table(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (of.is_test || of.erased || of.state_kind != "open" || of.officer) return false;
    const auto who = parties(db, tenant, of);
    const auto* applicant = applicant_of(who);
    const auto service = service_of(db, of);
    return applicant && applicant->person && identity::may_be_automatic(db, service->decision.delegation, of.unit) &&
           is_checked(*service, checked(db, tenant, of)) && std::ranges::none_of(events(db, tenant, of), needs_person);
}

void judge_one(Change& change, CaseId id) {
    const auto of = find(change.db, change.tenant, id);
    if (!of || !may_be_decided_by_table(change.db, change.tenant, *of)) return;
    const auto said = table_verdict(change.db, change.tenant, *of);
    if (!said || !said->verdict.ruling || said->verdict.ruling->mode != decision_tables::Mode::automatic) return;
    (void)decide_automatically(change, *of, *said);
}

}  // namespace

std::optional<TableVerdict> verdict_by(db::Connection& db, const Tenant& tenant, const Case& of, const decision_tables::Table& table,
                                       const decision_tables::Version& version, Date today) {
    const auto service = service_of(db, of);
    const auto compiled = decision_tables::read_once(version.content, service);
    if (!compiled) return std::nullopt;
    const auto scope = services::decision_scope(*service, answers_of(of), checked(db, tenant, of).findings, today);
    auto facts = decision_tables::facts_in(*compiled, scope);
    auto verdict = decision_tables::judge(*compiled, facts);
    return TableVerdict{table, version.number, *compiled, std::move(facts), std::move(verdict)};
}

std::optional<TableVerdict> table_verdict(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto today = swedish_date(now());
    const auto holds = decision_tables::in_force(db, of.service, of.unit, today);
    if (!holds) return std::nullopt;
    return verdict_by(db, tenant, of, holds->table, holds->version, today);
}

std::optional<services::Proposal> proposal_of(db::Connection& db, const Tenant& tenant, const Case& of) {
    return proposal_of(db, tenant, of, table_verdict(db, tenant, of));
}

std::optional<services::Proposal> proposal_of(db::Connection& db, const Tenant& tenant, const Case& of,
                                              const std::optional<TableVerdict>& said) {
    const auto service = service_of(db, of);
    const auto answers = answers_of(of);
    const auto findings = checked(db, tenant, of).findings;
    if (!said || !said->verdict.ruling) return services::propose(*service, answers, findings);
    services::Proposal proposal{said->verdict.ruling->outcome, said->verdict.ruling->reason};
    if (proposal.outcome == decision_tables::asks_supplement)
        proposal.supplement = services::missing_supplement(*service, answers, services::decision_scope(*service, answers, findings));
    return proposal;
}

void queue_judging(Change& change, const Case& of) {
    if (of.is_test || !decision_tables::in_force(change.db, of.service, of.unit, swedish_date(now()))) return;
    ::jobs::enqueue(change.db, "cases.judge", json::to_text(json::object({{"case", of.id.value}})), now(),
                    "judge:" + std::to_string(of.id.value));
}

void run_judging(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        Change change{db, tenant, by, "processing"};
        judge_one(change, CaseId{(*payload)["case"].integer()});
    });
}

/// An officer looks at an appeal (FL 45–46 §§), and nobody has asked for a person meanwhile.
static bool is_under_appeal(const flows::Flow& flow, const Case& of) {
    const auto* forward = flow.find_transition("forward_appeal");
    return forward && std::ranges::find(forward->from, of.state) != forward->from.end() && !of.person_asked_at;
}

bool takes_wish_for_person(const flows::Flow& flow, const Case& of) {
    return flow.find_transition("ask_for_person") && (of.state_kind == "closed" || is_under_appeal(flow, of));
}

bool can_ask_for_person(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (!takes_wish_for_person(flow_of(db, of), of)) return false;
    const auto made = decision(db, tenant, of);
    return made && made->automatic && made->sent_at;
}

Result<void> ask_for_person(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!can_ask_for_person(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (count_characters(words) > longest_words) return invalid({{"why", "error_words_too_long", {std::to_string(longest_words)}}});
    const auto& flow = flow_of(change.db, of);
    // The appeal is not lost: it is dismissed, sent on or leads to a new decision as any other (FL 39 and 46 §§).
    auto state = is_under_appeal(flow, of) ? Result<json::Value>(state_data(*flow.find_state(of.state), of.due_on, of.clock_stopped_on))
                                           : move(change, of, "ask_for_person", flows::Mover::applicant);
    if (!state) return failure(Fault::conflict, "error_not_now");
    give_time_anew(change.db, of, *state);
    append(change, of, EventKind::person_asked_for, json::object({{"text", words}, {"state", std::move(*state)}}));
    return {};
}

}  // namespace cases
