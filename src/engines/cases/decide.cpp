/// Deciding, undoing, and sending: the one-click decision.
#include "engines/audit/audit.h"
#include "engines/cases/event_log.h"
#include "engines/cases/letter_of.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/identity/delegation.h"
#include "engines/identity/units.h"
#include "engines/pages/mark.h"
#include "engines/services/fees.h"
#include "engines/services/templates.h"
#include "foundation/jobs/jobs.h"

namespace cases {

static std::string sending_key(CaseId id) { return "send_decision:" + std::to_string(id.value); }

static void queue_sending(db::Connection& db, CaseId id, Timestamp send_at) {
    ::jobs::enqueue(db, "cases.send_decision", json::to_text(json::object({{"case", id.value}})), send_at, sending_key(id));
}

LetterText letter_text(const Tenant& tenant, const services::Service& service, const Case& of, const DecisionDraft& draft) {
    const auto* outcome = service.decision.outcome(draft.outcome);
    if (!outcome) return {};
    const Texts text(tenant.texts, "services", of.language);
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    const auto comment = services::markdown_escaped(draft.comment);
    std::string reasons;
    if (const auto* reason = outcome->reason(draft.reason)) {
        reasons = reason->text.in(of.language);
        if (!reason->ref.empty()) reasons += " (" + reason->ref + ")";
    }
    const bool reasons_have_a_place = outcome->letter.body.in(of.language).find("{reasons}") != std::string::npos;
    if (!comment.empty() && reasons_have_a_place) reasons += (reasons.empty() ? "" : "\n\n") + comment;

    LetterText letter;
    std::map<std::string, std::string, std::less<>> more;
    if (service.fee)
        more[std::string(services::fee_total_name)] = services::fee_total_words(text, service, answers, swedish_date(of.received_at));
    letter.heading = services::fill_words(text, outcome->letter.heading, service.form, answers, services::Markup::plain, more);
    more["reasons"] = reasons;
    letter.body = services::fill_words(text, outcome->letter.body, service.form, answers, services::Markup::markdown, more);
    if (!comment.empty() && !reasons_have_a_place) letter.body += "\n\n" + comment;
    return letter;
}

static Result<void> check_draft(const Change& change, const services::Service& service, const Case& of, const DecisionDraft& draft) {
    const auto* outcome = service.decision.outcome(draft.outcome);
    if (!outcome) return invalid({{"outcome", "error_not_now"}});
    if (!outcome->reasons.empty() && !outcome->reason(draft.reason)) return invalid({{"reason", "error_choose_reason"}});
    if (draft.seen_event && *draft.seen_event != of.last_event) return failure(Fault::conflict, "error_changed_meanwhile");
    if (!identity::may_decide(change.db, change.by.account, service.decision.delegation, of.unit))
        return failure(Fault::forbidden, "error_delegation");
    return {};
}

Result<Decision> decide(Change& change, CaseId id, const DecisionDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto service = service_of(change.db, of);
    if (auto checked = check_draft(change, *service, of, draft); !checked) return tl::unexpected(checked.error());
    auto state = move(change, of, "decide", flows::Mover::officer, draft.outcome);
    if (!state) return failure(Fault::conflict, "error_not_now");

    auto letter = letter_text(change.tenant, *service, of, draft);
    if (!draft.body.empty()) letter.body = draft.body;
    const auto send_at = now() + change.tenant.undo_minutes * microseconds_a_minute;
    append(change, of, EventKind::decided,
           json::object({{"outcome", draft.outcome},
                         {"reason", draft.reason},
                         {"comment", draft.comment},
                         {"delegation", service->decision.delegation},
                         {"heading", letter.heading},
                         {"body", letter.body},
                         {"send_at", send_at.value},
                         {"state", std::move(*state)}}));
    queue_sending(change.db, id, send_at);
    return *decision(change.db, change.tenant, of);
}

Result<void> undo_decision(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto made = decision(change.db, change.tenant, of);
    if (!made || made->sent_at) return failure(Fault::conflict, "error_already_sent");
    auto state = move(change, of, "undo", flows::Mover::officer);
    if (!state) return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::decision_undone, json::object({{"state", std::move(*state)}}));
    ::jobs::cancel(change.db, sending_key(id));
    return {};
}

letters::Letter letter_of(db::Connection& db, const Tenant& tenant, const Case& of, const LetterText& words, const Signature& signature) {
    const auto service = service_of(db, of);
    letters::Letter letter;
    letter.language = of.language;
    letter.from = {.municipality = tenant.name,
                   .unit = tenant.name,
                   .address = tenant.visiting_address,
                   .phone = tenant.phone,
                   .email = tenant.email,
                   .mark = pages::mark(tenant),
                   .printed_mark = html::trusted(tenant.printed_mark_svg)};
    for (const auto unit_id : identity::path_to_root(db, of.unit)) {
        const auto unit = identity::find_unit(db, unit_id);
        if (!unit) continue;
        if (unit_id == of.unit || unit->committee) letter.from.unit = unit->name(of.language);
        if (unit->committee) break;
    }
    const auto who = parties(db, tenant, of);
    if (!who.empty()) letter.to.push_back(who.front().organisation_name.empty() ? who.front().name : who.front().organisation_name);
    letter.number = of.number;
    letter.date = swedish_date(signature.decided_at);
    letter.heading = words.heading;
    letter.body = words.body;
    if (!service->law.empty()) letter.law.push_back(service->law.front().ref);
    letter.signer = signature.name;
    letter.delegation = service->decision.delegation;
    const auto appeal = service->decision.appeal_against(signature.outcome, signature.reason);
    switch (appeal.kind) {
        case services::AppealKind::administrative: letter.appeal.kind = letters::AppealKind::administrative; break;
        case services::AppealKind::legality: letter.appeal.kind = letters::AppealKind::legality; break;
        case services::AppealKind::none: break;
    }
    letter.appeal.court = appeal.court.in(of.language);
    letter.appeal.days = appeal.days;
    return letter;
}

letters::Letter letter_of(db::Connection& db, const Tenant& tenant, const Case& of, const Decision& made) {
    return letter_of(db, tenant, of, {made.heading, made.body}, {made.decided_by_name, made.outcome, made.reason, made.decided_at});
}

/// The time to undo is not over. A decision from the future was made by a clock that has been put back since: its job has waited its time.
static bool may_still_be_undone(const Decision& made) { return made.send_at > now() && made.decided_at <= now(); }

void decision_left(Change& change, CaseId id, std::int64_t printed, const files::Stored& letter) {
    const auto of = find(change.db, change.tenant, id);
    if (!of) return;
    const auto made = decision(change.db, change.tenant, *of);
    if (!made || made->id != printed || made->sent_at) return;
    if (may_still_be_undone(*made)) return queue_sending(change.db, id, made->send_at);
    auto state = move(change, *of, "send", flows::Mover::timer);
    if (!state) return;
    const auto dispose_on = disposal_day(*service_of(change.db, *of), swedish_date(now()));
    const Texts text(change.tenant.texts, "cases", of->language);
    append(change, *of, EventKind::decision_sent,
           json::object({{"letter", json::object({{"id", new_id()},
                                                  {"hash", letter.hash},
                                                  {"name", text("letter_name", of->number)},
                                                  {"type", letter.type},
                                                  {"size", letter.size},
                                                  {"digest", letter.digest}})},
                         {"state", std::move(*state)},
                         {"dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()}}));
    queue_notice(change, id, Notice::decision);
}

void send_decision(Tenant& tenant, CaseId id) {
    std::optional<Timestamp> too_early;
    std::int64_t printed_decision = 0;
    const auto letter = tenant.db.read([&](db::Connection& db) -> std::optional<letters::Letter> {
        const auto of = find(db, tenant, id);
        if (!of || of->state_kind != "decided") return std::nullopt;
        const auto made = decision(db, tenant, *of);
        if (!made || made->sent_at) return std::nullopt;
        too_early = may_still_be_undone(*made) ? std::optional(made->send_at) : std::nullopt;
        printed_decision = made->id;
        return letter_of(db, tenant, *of, *made);
    });
    // The clock was put back since the job was due: the letter must not wait for a job that is done.
    if (too_early) return tenant.db.write([&](db::Connection& db) { queue_sending(db, id, *too_early); });
    if (!letter) return;  // undone, or sent by another process

    // The letter is printed and kept before the transaction: a file without a row harms nobody, a row without a file would.
    auto printed = tenant.print_letter(*letter);
    if (!printed) throw std::runtime_error("the letter of " + letter->number + " could not be printed");
    const auto kept = tenant.files.keep_text(*printed, "application/pdf");

    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        Change change{db, tenant, by};
        decision_left(change, id, printed_decision, kept);
    });
}

}  // namespace cases
