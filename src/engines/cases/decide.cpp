/// Deciding and undoing: the one-click decision.
#include "engines/cases/automatic.h"
#include "engines/cases/checks.h"
#include "engines/cases/committee.h"
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/event_log.h"
#include "engines/cases/letter_blocks.h"
#include "engines/cases/merging.h"
#include "engines/cases/motion.h"
#include "engines/cases/sending.h"
#include "engines/identity/delegation.h"
#include "engines/services/conditions.h"
#include "engines/services/fees.h"
#include "engines/services/templates.h"

namespace cases {

std::string usual_reason(db::Connection& db, const Tenant& tenant, const Case& of, std::string_view outcome_id) {
    const auto service = service_of(db, of);
    const auto* outcome = service->decision.outcome(outcome_id);
    if (!outcome || outcome->reasons.empty()) return {};
    const auto proposal = proposal_of(db, tenant, of);
    if (proposal && proposal->outcome == outcome_id && !proposal->reason.empty()) return proposal->reason;
    return outcome->reasons.size() == 1 ? outcome->reasons.front().id : "";
}

static Result<void> check_choice(db::Connection& db, const services::Service& service, const Case& of, const DecisionDraft& draft) {
    const auto* outcome = service.decision.outcome(draft.outcome);
    if (!outcome) return invalid({{"outcome", "error_not_now"}});
    if (!outcome->reasons.empty() && !outcome->reason(draft.reason)) return invalid({{"reason", "error_choose_reason"}});
    if (auto wrong = problems_of_blocks(*outcome, draft); !wrong.empty()) return invalid(std::move(wrong));
    if (draft.seen_event && !is_seen(db, of, *draft.seen_event)) return failure(Fault::conflict, "error_changed_meanwhile");
    return {};
}

static Result<void> check_draft(const Change& change, const services::Service& service, const Case& of, const DecisionDraft& draft) {
    if (auto chosen = check_choice(change.db, service, of, draft); !chosen) return chosen;
    if (!identity::may_decide(change.db, change.by.account, service.decision.delegation, of.unit))
        return failure(Fault::forbidden, "error_delegation");
    if (conflict_of_interest(change.db, change.by.account, of.id)) return failure(Fault::forbidden, "error_conflict_of_interest");
    return {};
}

/// By whom, where it is not an officer by delegation.
struct Basis {
    const MinutesParagraph* minutes = nullptr;  ///< a committee, whose minutes say so
    json::Value automatic{};                    ///< nobody: the row of a table, and the facts
};

/// The decision as it goes into the log, however it came about.
static Result<Decision> write_decision(Change& change, const Case& of, const services::Service& service, const DecisionDraft& draft,
                                       const LetterText& letter, json::Value state, const Basis& basis) {
    // Where a second person approves first, the time to undo begins then.
    const bool awaits_approval = state["kind"].text() != to_name(flows::StateKind::decided);
    const auto send_at = sent_after_undo(change.tenant);
    auto data = json::object({{"outcome", draft.outcome},
                              {"reason", draft.reason},
                              {"comment", draft.comment},
                              {"delegation", basis.minutes ? "" : service.decision.delegation},
                              {"minutes", basis.minutes ? to_json(*basis.minutes) : json::Value()},
                              {"heading", letter.heading},
                              {"body", letter.body},
                              {"send_at", send_at.value},
                              {"awaits_approval", awaits_approval},
                              {"state", std::move(state)}});
    if (!basis.automatic.is_null()) data.set("automatic", basis.automatic);
    append(change, of, EventKind::decided, std::move(data));
    if (!awaits_approval) queue_sending(change.db, of.id, send_at);
    return *decision(change.db, change.tenant, of);
}

Result<Decision> decide_automatically(Change& change, const Case& of, const TableVerdict& said) {
    const auto service = service_of(change.db, of);
    const auto& ruling = said.verdict.ruling.value();
    auto state = move(change, of, decision_tables::automatic_transition, flows::Mover::system, ruling.outcome);
    if (!state) return failure(Fault::conflict, "error_not_now");
    const DecisionDraft draft{.outcome = ruling.outcome, .reason = ruling.reason};
    auto automatic = to_json(change.tenant.texts, said);
    auto letter = letter_text(change.tenant, *service, of, draft);
    letter.body += "\n\n" + automatic_words(change.tenant, of, automatic_from(automatic));
    return write_decision(change, of, *service, draft, letter, std::move(*state), {.automatic = std::move(automatic)});
}

/// `minutes`: where a committee's minutes say so; null when an officer decides by delegation.
static Result<Decision> make_decision(Change& change, const Case& of, const services::Service& service, const DecisionDraft& draft,
                                      const MinutesParagraph* minutes) {
    auto state = move(change, of, "decide", flows::Mover::officer, draft.outcome);
    if (!state) return failure(Fault::conflict, "error_not_now");
    auto letter = letter_text(change.tenant, service, of, draft);
    if (!draft.body.empty() && draft.blocks.empty()) letter.body = draft.body;
    return write_decision(change, of, service, draft, letter, std::move(*state), {.minutes = minutes});
}

Result<Decision> decide(Change& change, CaseId id, const DecisionDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto service = service_of(change.db, of);
    if (auto checked = check_draft(change, *service, of, draft); !checked) return tl::unexpected(checked.error());
    return make_decision(change, of, *service, draft, nullptr);
}

Result<Decision> record_committee_decision(Change& change, CaseId id, const DecisionDraft& draft, const MinutesDraft& typed) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto service = service_of(change.db, of);
    const auto proposed = proposal(change.db, change.tenant, of);
    if (!proposed) return failure(Fault::conflict, "error_not_now");
    const auto minutes = TRY(checked(change.db, *proposed, typed));
    if (auto chosen = check_choice(change.db, *service, of, draft); !chosen) return tl::unexpected(chosen.error());
    return make_decision(change, of, *service, draft, &minutes);
}

Result<void> undo_decision(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto made = decision(change.db, change.tenant, of);
    if (!made || made->sent_at) return failure(Fault::conflict, "error_already_sent");
    auto state = move(change, of, way_back(change, of, "undo"), flows::Mover::officer);
    if (!state) return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::decision_undone, json::object({{"state", std::move(*state)}}));
    cancel_sending(change.db, id);
    return {};
}

}  // namespace cases
