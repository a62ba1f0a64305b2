/// Four eyes: a second person sees a decision before it leaves the house, and approves it or sends it back.
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/event_log.h"
#include "engines/cases/motion.h"
#include "engines/cases/sending.h"
#include "engines/identity/roles.h"
#include "foundation/base/unicode.h"

namespace cases {

bool may_be_approved_by(db::Connection& db, const Visitor& visitor, const Case& of, const Decision& made) {
    // A program is nobody's second pair of eyes. Nor is the one who decided, whoever they stand in for: the right is asked of the account.
    return made.awaits_approval && visitor.kind == Visitor::Kind::staff && visitor.account != made.decided_by &&
           identity::has_right(db, visitor.account, may_approve.name, of.unit) && !conflict_of_interest(db, visitor.account, of.id);
}

/// The decision that this visitor may approve; forbidden for others, conflict when something has happened that they have not seen.
static Result<Decision> seen_decision(const Change& change, const Case& of, std::int64_t seen_event) {
    auto made = decision(change.db, change.tenant, of);
    if (!made || !made->awaits_approval) return failure(Fault::conflict, "error_not_now");
    if (!may_be_approved_by(change.db, change.by, of, *made)) return failure(Fault::forbidden, "error_approve_others");
    if (seen_event != of.last_event) return failure(Fault::conflict, "error_changed_before_approval");
    return std::move(*made);
}

Result<void> approve_decision(Change& change, CaseId id, std::int64_t seen_event) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto made = TRY(seen_decision(change, of, seen_event));
    auto state = move(change, of, "approve", flows::Mover::approver, made.outcome);
    if (!state) return failure(Fault::conflict, "error_not_now");
    const auto send_at = sent_after_undo(change.tenant);
    append(change, of, EventKind::decision_approved,
           json::object({{"outcome", made.outcome}, {"send_at", send_at.value}, {"state", std::move(*state)}}));
    queue_sending(change.db, id, send_at);
    return {};
}

Result<void> send_decision_back(Change& change, CaseId id, std::int64_t seen_event, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    TRY(seen_decision(change, of, seen_event));
    if (words.empty()) return invalid({{"words", "error_write_what_to_change"}});
    if (count_characters(words) > longest_words) return invalid({{"words", "error_words_too_long", {std::to_string(longest_words)}}});
    auto state = move(change, of, "send_back", flows::Mover::approver);
    if (!state) return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::decision_sent_back, json::object({{"text", words}, {"state", std::move(*state)}}));
    return {};
}

}  // namespace cases
