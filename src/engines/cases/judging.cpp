#include "engines/cases/judging.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/automatic.h"
#include "engines/cases/checks.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/motion.h"
#include "engines/cases/words.h"
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
    auto compiled = decision_tables::compile(version.content, *service);
    if (!compiled) return std::nullopt;
    const auto scope = services::decision_scope(*service, answers_of(of), checked(db, tenant, of).findings, today);
    auto facts = decision_tables::facts_in(*compiled, scope);
    auto verdict = decision_tables::judge(*compiled, facts);
    return TableVerdict{table, version.number, std::move(*compiled), std::move(facts), std::move(verdict)};
}

std::optional<TableVerdict> table_verdict(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto today = swedish_date(now());
    const auto holds = decision_tables::in_force(db, of.service, of.unit, today);
    if (!holds) return std::nullopt;
    return verdict_by(db, tenant, of, holds->table, holds->version, today);
}

std::optional<services::Proposal> proposal_of(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (const auto said = table_verdict(db, tenant, of); said && said->verdict.ruling)
        return services::Proposal{said->verdict.ruling->outcome, said->verdict.ruling->reason};
    return services::propose(*service_of(db, of), answers_of(of), checked(db, tenant, of).findings);
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

bool can_ask_for_person(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (of.state_kind != "closed" || !flow_of(db, of).find_transition("ask_for_person")) return false;
    const auto made = decision(db, tenant, of);
    return made && made->automatic && made->sent_at;
}

Result<void> ask_for_person(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!can_ask_for_person(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (count_characters(words) > longest_words) return invalid({{"why", "error_words_too_long", {std::to_string(longest_words)}}});
    auto state = move(change, of, "ask_for_person", flows::Mover::applicant);
    if (!state) return failure(Fault::conflict, "error_not_now");
    // It is a matter to decide again, with as long to do it in.
    if (const auto due_on = due_day(*service_of(change.db, of), swedish_date(now()))) state->set("due_on", due_on->days);
    append(change, of, EventKind::person_asked_for, json::object({{"text", words}, {"state", std::move(*state)}}));
    return {};
}

}  // namespace cases
