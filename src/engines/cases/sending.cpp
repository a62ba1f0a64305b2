/// A decision leaves the house: its letter, and what follows when the letter is kept.
#include "engines/cases/sending.h"

#include "engines/audit/audit.h"
#include "engines/cases/committee.h"
#include "engines/cases/event_log.h"
#include "engines/cases/letter_of.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/identity/units.h"
#include "engines/letters/sender.h"
#include "foundation/jobs/jobs.h"
#include "foundation/texts/paper_language.h"

namespace cases {

static std::string sending_key(CaseId id) { return "send_decision:" + std::to_string(id.value); }

Timestamp sent_after_undo(const Tenant& tenant) { return now() + tenant.undo_minutes * microseconds_a_minute; }

void queue_sending(db::Connection& db, CaseId id, Timestamp send_at) {
    ::jobs::enqueue(db, "cases.send_decision", json::to_text(json::object({{"case", id.value}})), send_at, sending_key(id));
}

void cancel_sending(db::Connection& db, CaseId id) { ::jobs::cancel(db, sending_key(id)); }

letters::Letter letter_of(db::Connection& db, const Tenant& tenant, const Case& of, const LetterText& words, const Signature& signature) {
    const auto service = service_of(db, of);
    letters::Letter letter;
    letter.language = language_on_paper(of.language);
    letter.from = letters::sender_of(tenant);
    for (const auto unit_id : identity::path_to_root(db, of.unit)) {
        const auto unit = identity::find_unit(db, unit_id);
        if (!unit) continue;
        if (unit_id == of.unit || unit->committee) letter.from.unit = unit->name(language_on_paper(of.language));
        if (unit->committee) break;
    }
    const auto who = parties(db, tenant, of);
    if (const auto* applicant = applicant_of(who))
        letter.to.push_back(applicant->organisation_name.empty() ? applicant->name : applicant->organisation_name);
    const Texts text(tenant.texts, "cases", language_on_paper(of.language));
    for (const auto& party : followers(db, tenant, of))
        if (party.role == represents) letter.to.push_back(text("by_representative", party.name));
    letter.number = of.number;
    letter.date = swedish_date(signature.decided_at);
    letter.heading = words.heading;
    letter.body = words.body;
    const bool decides = signature.outcome != services::registers;
    if (decides && !service->law.empty()) letter.law.push_back(service->law.front().ref);
    letter.signer = signature.name;
    letter.delegation = signature.delegation;
    if (signature.minutes) letter.minutes = place_in_minutes(text, *signature.minutes);
    const auto appeal = service->decision.appeal_against(signature.outcome, signature.reason);
    switch (appeal.kind) {
        case services::AppealKind::administrative: letter.appeal.kind = letters::AppealKind::administrative; break;
        case services::AppealKind::legality: letter.appeal.kind = letters::AppealKind::legality; break;
        case services::AppealKind::none: break;
    }
    letter.appeal.court = appeal.court.in(language_on_paper(of.language));
    letter.appeal.days = appeal.days;
    return letter;
}

letters::Letter letter_of(db::Connection& db, const Tenant& tenant, const Case& of, const Decision& made) {
    const Texts text(tenant.texts, "cases", language_on_paper(of.language));
    const auto signer = made.is_registration() ? std::string() : made.automatic ? text("automatic_signer") : made.decided_by_name;
    auto letter =
        letter_of(db, tenant, of, {made.heading, made.body},
                  {signer, made.outcome, made.reason, made.approval ? made.approval->at : made.decided_at, made.delegation, made.minutes});
    letter.is_automatic = made.automatic.has_value();
    return letter;
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
                                                  {"name", text(made->is_registration() ? "confirmation_name" : "letter_name", of->number)},
                                                  {"type", letter.type},
                                                  {"size", letter.size},
                                                  {"digest", letter.digest}})},
                         {"state", std::move(*state)},
                         {"dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()}}));
    queue_notice(change, id, made->is_registration() ? Notice::registered : Notice::decision);
    if (made->minutes) queue_minutes(change.db, id);
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
