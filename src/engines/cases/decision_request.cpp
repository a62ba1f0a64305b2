#include "engines/cases/decision_request.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/carried_request.h"
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/letter_of.h"
#include "engines/cases/merging.h"
#include "engines/cases/notices.h"
#include "engines/cases/pictures.h"
#include "engines/flows/calendar.h"
#include "engines/identity/delegation.h"
#include "foundation/base/months.h"
#include "foundation/base/unicode.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

constexpr int months_to_wait = 6, weeks_to_answer = 4;
constexpr std::string_view send_job = "cases.send_refusal";

/// How the decision in the case could be appealed against; none where nobody could, or only on its legality.
std::optional<services::AppealTerms> appeal_terms(const services::Service& service) {
    for (const auto& outcome : service.decision.outcomes) {
        if (auto terms = service.decision.appeal_against(outcome.id, ""); terms.kind == services::AppealKind::administrative) return terms;
        for (const auto& reason : outcome.reasons)
            if (auto terms = service.decision.appeal_against(outcome.id, reason.id); terms.kind == services::AppealKind::administrative)
                return terms;
    }
    return std::nullopt;
}

/// A part of a case has waited as long as the whole.
Timestamp begun_at(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto split = store::newest_event({db, tenant, of.key}, of.id, EventKind::split_from);
    if (!split) return of.received_at;
    const auto whole = find(db, tenant, CaseId{split->data["other"].integer()});
    return whole ? whole->received_at : of.received_at;
}

bool is_undecided(const Case& of) { return (of.state_kind == "open" || of.state_kind == "waiting") && !of.decided_at && !of.erased; }

json::Value day_or_null(std::optional<Date> day) { return day ? json::Value(day->days) : json::Value(); }

}  // namespace

std::optional<Date> request_to_answer(db::Connection& db, const Case& of) {
    if (of.decided_at) return std::nullopt;
    const auto asked = decision_request(db, of.id);
    return asked && !asked->refused_at ? std::optional(asked->answer_by) : std::nullopt;
}

std::optional<Date> decision_may_be_asked_for_from(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (!appeal_terms(*service_of(db, of))) return std::nullopt;
    return Date{months_after(swedish_date(begun_at(db, tenant, of)), months_to_wait).value().days + 1};
}

bool can_ask_for_decision(db::Connection& db, const Tenant& tenant, const Case& of) {
    if (!is_undecided(of) || decision_request(db, of.id)) return false;
    const auto from = decision_may_be_asked_for_from(db, tenant, of);
    return from && swedish_date(now()) >= *from;
}

Result<void> ask_for_decision(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!can_ask_for_decision(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (count_characters(words) > longest_words) return invalid({{"why_decide", "error_words_too_long", {std::to_string(longest_words)}}});
    const Date answer_by{swedish_date(now()).days + weeks_to_answer * 7};
    append(change, of, EventKind::decision_requested,
           json::object({{"text", words},
                         {"answer_by", answer_by.days},
                         {"due_on", std::min(of.due_on.value_or(answer_by), answer_by).days},
                         {"due_before", day_or_null(of.due_on)},
                         {"stopped_before", day_or_null(of.clock_stopped_on)}}));
    return {};
}

Result<void> carry_decision_request(Change& change, const Case& from, CaseId into_id) {
    const auto asked = decision_request(change.db, from.id);
    if (!asked || asked->refused_at) return {};
    const auto into = TRY(find(change.db, change.tenant, into_id));
    const auto there = decision_request(change.db, into_id);
    if (there && !there->refused_at && there->answer_by <= asked->answer_by) return {};
    append(change, into, EventKind::decision_requested,
           json::object({{"text", ""},
                         {"asked_at", asked->asked_at.value},
                         {"answer_by", asked->answer_by.days},
                         {"due_on", std::min(into.due_on.value_or(asked->answer_by), asked->answer_by).days},
                         {"due_before", day_or_null(into.due_on)},
                         {"stopped_before", day_or_null(into.clock_stopped_on)}}));
    return {};
}

/// The party's own in that case, as it stood when the other one came: none when nobody had asked there.
static std::optional<DecisionRequest> own_request(const Change& change, const Case& of) {
    std::optional<DecisionRequest> own;
    bool has_anothers = false;  // then a refusal is of that one
    for (const auto& event : store::events({change.db, change.tenant, of.key}, of.id)) {
        const auto& data = event.data;
        const auto day = [&](std::string_view name) {
            return data[name].is_null() ? std::nullopt : std::optional(Date{data[name].integer()});
        };
        if (event.kind == EventKind::unmerged && data.has("left")) has_anothers = false;
        if (event.kind == EventKind::decision_requested) {
            has_anothers = data.has("asked_at");
            if (!has_anothers) own = DecisionRequest{event.at, Date{data["answer_by"].integer()}, day("due_before"), day("stopped_before")};
        }
        if (event.kind == EventKind::decision_request_refused && own && !has_anothers) own->refused_at = event.at;
    }
    return own;
}

json::Value without_carried_request(const Change& change, const Case& from, const Case& in) {
    const auto theirs = decision_request(change.db, from.id), there = decision_request(change.db, in.id);
    // The same moment: it is the one that came with that case.
    if (!theirs || !there || there->refused_at || there->asked_at != theirs->asked_at) return {};
    auto left = own_request(change, in);
    for (const auto other : merged_here(change.db, in.id)) {
        const auto one = other == from.id ? std::nullopt : decision_request(change.db, other);
        if (one && !one->refused_at && (!left || left->refused_at || one->answer_by < left->answer_by))
            left = DecisionRequest{one->asked_at, one->answer_by, there->due_before, there->stopped_before};
    }
    const bool waits = left && !left->refused_at;
    // A day that somebody has set since then stays.
    const auto carried_day = std::min(there->due_before.value_or(there->answer_by), there->answer_by);
    auto due_on = in.due_on == carried_day ? there->due_before : in.due_on;
    if (waits) due_on = std::min(due_on.value_or(left->answer_by), left->answer_by);
    const auto stopped_on =
        !waits && in.state_kind == "waiting" ? std::optional(there->stopped_before.value_or(swedish_date(now()))) : in.clock_stopped_on;
    auto data = json::object({{"due_on", day_or_null(due_on)}, {"clock_stopped_on", day_or_null(stopped_on)}});
    if (left)
        data.set("request", json::object({{"asked_at", left->asked_at.value},
                                          {"answer_by", left->answer_by.days},
                                          {"due_before", day_or_null(left->due_before)},
                                          {"stopped_before", day_or_null(left->stopped_before)},
                                          {"refused_at", left->refused_at ? json::Value(left->refused_at->value) : json::Value()}}));
    return data;
}

letters::Letter refusal_letter(db::Connection& db, const Tenant& tenant, const Case& of, std::string_view reasons, std::string_view signer,
                               Timestamp decided_at) {
    const Texts text(tenant.texts, "cases", language_on_paper(of.language));
    const auto asked = decision_request(db, of.id);
    const auto service = service_of(db, of);
    auto letter =
        letter_of(db, tenant, of,
                  {text("refusal_heading"), text("refusal_body", asked ? text.day(swedish_date(asked->asked_at)) : "", of.number, reasons)},
                  {.name = std::string(signer), .decided_at = decided_at, .delegation = service->decision.delegation});
    letter.law = {text("refusal_law")};
    // FL 12 § second paragraph: to whoever tries appeals against the decision in the case.
    if (const auto terms = appeal_terms(*service))
        letter.appeal = {letters::AppealKind::administrative, terms->court.in(language_on_paper(of.language)), terms->days};
    return letter;
}

Result<void> refuse_to_decide(Change& change, CaseId id, std::string_view reasons) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!is_undecided(of) || !request_to_answer(change.db, of)) return failure(Fault::conflict, "error_not_now");
    if (reasons.empty()) return invalid({{"why_refused", "error_write_why_refused"}});
    if (count_characters(reasons) > longest_words)
        return invalid({{"why_refused", "error_words_too_long", {std::to_string(longest_words)}}});
    const auto service = service_of(change.db, of);
    if (!identity::may_decide(change.db, change.by.account, service->decision.delegation, of.unit))
        return failure(Fault::forbidden, "error_delegation");
    if (conflict_of_interest(change.db, change.by.account, of.id)) return failure(Fault::forbidden, "error_conflict_of_interest");
    const auto asked = decision_request(change.db, of.id).value();
    const bool waits = of.state_kind == "waiting";
    append(
        change, of, EventKind::decision_request_refused,
        json::object({{"text", reasons},
                      {"due_on", day_or_null(asked.due_before)},
                      {"clock_stopped_on", waits ? json::Value(asked.stopped_before.value_or(swedish_date(now())).days) : json::Value()}}));
    ::jobs::enqueue(change.db, send_job, json::to_text(json::object({{"case", id.value}})), now(),
                    std::string(send_job) + ":" + std::to_string(id.value));
    return {};
}

// ---- against the refusal

/// An appeal that is not against the decision in the case says so in its event.
static constexpr const char* against = "against";

std::optional<Timestamp> refusal_appealed_at(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto appealed = store::newest_event({db, tenant, of.key}, of.id, EventKind::appealed);
    return appealed && appealed->data.has(against) ? std::optional(appealed->at) : std::nullopt;
}

std::optional<AppealableRefusal> appealable_refusal(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto asked = decision_request(db, of.id);
    const auto terms = appeal_terms(*service_of(db, of));
    if (!is_undecided(of) || !asked || !asked->refused_at || !terms) return std::nullopt;
    const auto sent = store::newest_event({db, tenant, of.key}, of.id, EventKind::request_refusal_sent);
    if (!sent || sent->at < *asked->refused_at) return std::nullopt;
    if (const auto appealed = refusal_appealed_at(db, tenant, of); appealed && *appealed >= sent->at) return std::nullopt;
    return AppealableRefusal{*terms, sent->at, flows::after_working_days(Date{swedish_date(sent->at).days + terms->days}, 0)};
}

Result<void> appeal_refusal(Change& change, CaseId id, std::string_view words, const std::vector<forms::FileAnswer>& files) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!appealable_refusal(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (words.empty()) return invalid({{"text", "error_write_something"}});
    append(change, of, EventKind::appealed,
           json::object({{"text", words},
                         {"files", json::array(files, [](const forms::FileAnswer& file) { return to_json(file); })},
                         {against, to_name(EventKind::decision_request_refused)}}));
    queue_pictures(change.db, id, files);
    return {};
}

/// What is to be sent; none when it has been.
static std::optional<letters::Letter> refusal_to_send(db::Connection& db, const Tenant& tenant, CaseId id) {
    const auto of = find(db, tenant, id);
    if (!of || of->erased) return std::nullopt;
    const store::Opener opener{db, tenant, of->key};
    const auto refused = store::newest_event(opener, id, EventKind::decision_request_refused);
    const auto sent = store::newest_event(opener, id, EventKind::request_refusal_sent);
    // One may have been refused in a case that another request came to later.
    if (!refused || (sent && sent->sequence > refused->sequence)) return std::nullopt;
    return refusal_letter(db, tenant, *of, refused->data["text"].text(), refused->actor_name, refused->at);
}

void send_refusal(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const CaseId id{(*payload)["case"].integer()};
    const auto letter = tenant.db.read([&](db::Connection& db) { return refusal_to_send(db, tenant, id); });
    if (!letter) return;
    // As a decision's letter: kept before the row that names it.
    auto printed = tenant.print_letter(*letter);
    if (!printed) throw std::runtime_error("the letter of " + letter->number + " could not be printed");
    const auto kept = tenant.files.keep_text(*printed, "application/pdf");
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        if (!refusal_to_send(db, tenant, id)) return;
        const auto of = find(db, tenant, id).value();
        Change change{db, tenant, by};
        const Texts text(tenant.texts, "cases", language_on_paper(of.language));
        const forms::FileAnswer file{kept.hash, text("refusal_name", of.number), kept.size, kept.type, kept.digest};
        append(change, of, EventKind::request_refusal_sent,
               json::object({{"files", json::array(std::vector{file}, [](const auto& one) { return to_json(one); })}}));
        queue_notice(change, id, Notice::request_refused);
    });
}

}  // namespace cases
