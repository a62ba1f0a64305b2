#include "engines/cases/committee.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/audit.h"
#include "engines/cases/event_log.h"
#include "engines/cases/words.h"
#include "engines/letters/sender.h"
#include "engines/services/templates.h"
#include "foundation/base/unicode.h"

namespace cases {
namespace {

constexpr std::int64_t furthest_meeting = 366, oldest_minutes = 366;
constexpr std::size_t longest_paragraph = 12;

/// Whether a case in that state can be proposed, or its proposal taken back.
bool is_worked_on(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto made = decision(db, tenant, of);
    return (of.state_kind == "open" || of.state_kind == "waiting") && (!made || made->sent_at);
}

/// What somebody wrote as it stands, in Markdown.
std::string as_written(std::string_view words) { return services::markdown_escaped(words); }

/// Signed by nobody: it says itself where it comes from.
letters::Letter paper(const Tenant& tenant, Language language, const std::string& committee) {
    letters::Letter letter;
    letter.language = language;
    letter.from = letters::sender_of(tenant);
    letter.from.unit = committee;
    letter.from.phone.clear();
    letter.date = swedish_date(now());
    return letter;
}

std::string outcome_label(const services::Service& service, std::string_view id, Language language) {
    const auto* outcome = service.decision.outcome(id);
    return outcome ? outcome->label.in(language) : std::string(id);
}

/// The proposal that the committee had before it: none that somebody has written since.
std::optional<Event> proposal_decided(const store::Opener& opener, CaseId id, std::int64_t decision) {
    std::optional<Event> before;
    for (auto& event : store::events(opener, id)) {
        if (event.id == decision) break;
        if (event.kind == EventKind::proposed) before = std::move(event);
    }
    return before;
}

/// What a committee decided, as its minutes say (kommunallagen 6 kap. 35 §).
letters::Letter extract_of(db::Connection& db, const Tenant& tenant, const Case& of, const Decision& made) {
    const Texts text(tenant.texts, "cases", Language::sv);
    const auto& minutes = *made.minutes;
    auto letter = paper(tenant, Language::sv, minutes.committee_name);
    letter.number = of.number;
    letter.date = minutes.meeting_on;
    letter.heading = text("extract_heading", minutes.paragraph);
    letter.signer = minutes.committee_name;
    letter.minutes = place_in_minutes(text, minutes);
    const auto add = [&](std::string_view key, const std::string& words) {
        if (!words.empty()) letter.body += "## " + text(key) + "\n\n" + as_written(words) + "\n\n";
    };
    const auto proposed = proposal_decided({db, tenant, of.key}, of.id, made.id);
    add("extract_case", of.public_title);
    add("extract_decision", outcome_label(*service_of(db, of), made.outcome, Language::sv));
    if (proposed) {
        add("extract_proposal", proposed->data["proposal"].text());
        add("extract_reasons", proposed->data["reasons"].text());
    }
    add("extract_took_part", minutes.took_part);
    add("extract_dissent", minutes.dissent);
    return letter;
}

std::string minutes_key(CaseId id) { return "cases.print_minutes:" + std::to_string(id.value); }

}  // namespace

std::vector<identity::Unit> committees_over(db::Connection& db, UnitId unit) {
    std::vector<identity::Unit> all;
    for (const auto at : identity::path_to_root(db, unit))
        if (auto found = identity::find_unit(db, at); found && found->committee) all.push_back(std::move(*found));
    return all;
}

Result<void> propose(Change& change, CaseId id, const ProposalDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto service = service_of(change.db, of);
    std::vector<FieldError> errors;
    const auto committees = committees_over(change.db, of.unit);
    const auto committee = draft.committee ? std::ranges::find(committees, *draft.committee, &identity::Unit::id) : committees.end();
    if (committee == committees.end()) errors.push_back({"committee", "error_choose_committee"});
    const Date today = swedish_date(now());
    if (!draft.meeting_on || *draft.meeting_on < today || draft.meeting_on->days > today.days + furthest_meeting)
        errors.push_back({"meeting_on", "error_meeting_day"});
    const auto* outcome = service->decision.outcome(draft.outcome);
    if (!outcome) errors.push_back({"outcome", "error_choose_outcome"});
    else if (!outcome->reasons.empty() && !outcome->reason(draft.reason)) errors.push_back({"reason", "error_choose_reason"});
    check_words(errors, "proposal", draft.proposal, "error_write_proposal", longest_proposal);
    check_words(errors, "reasons", draft.reasons, "error_write_reasons", longest_proposal);
    if (!errors.empty()) return invalid(std::move(errors));
    if (!is_worked_on(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (draft.seen_event && *draft.seen_event != of.last_event) return failure(Fault::conflict, "error_changed_while_writing");
    append(change, of, EventKind::proposed,
           json::object({{"committee", committee->id.value},
                         {"committee_name", committee->name_sv},
                         {"meeting_on", draft.meeting_on->days},
                         {"outcome", draft.outcome},
                         {"reason", outcome->reasons.empty() ? "" : draft.reason},
                         {"proposal", draft.proposal},
                         {"reasons", draft.reasons}}));
    return {};
}

Result<void> take_back_proposal(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!proposal(change.db, change.tenant, of) || !is_worked_on(change.db, change.tenant, of))
        return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::proposal_taken_back, json::object({}));
    return {};
}

/// Where it stands in minutes that are there.
static void check_place(std::vector<FieldError>& errors, std::string_view paragraph, std::optional<Date> on, std::string_view prefix,
                        std::string_view day_field) {
    if (paragraph.empty() || count_characters(paragraph) > longest_paragraph)
        errors.push_back({std::string(prefix) + "paragraph", "error_paragraph", {std::to_string(longest_paragraph)}});
    const Date today = swedish_date(now());
    if (!on || *on > today || on->days < today.days - oldest_minutes) errors.push_back({std::string(day_field), "error_minutes_day"});
}

Result<void> refer_back(Change& change, CaseId id, const ReferralBack& back) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    check_place(errors, back.paragraph, back.meeting_on, "back_", "back_on");
    check_words(errors, "back_words", back.words, "error_back_words", longest_text);
    if (!errors.empty()) return invalid(std::move(errors));
    const auto proposed = proposal(change.db, change.tenant, of);
    if (!proposed || !is_worked_on(change.db, change.tenant, of)) return failure(Fault::conflict, "error_not_now");
    if (back.seen_event && *back.seen_event != of.last_event) return failure(Fault::conflict, "error_changed_while_writing");
    const auto committee = TRY(identity::find_unit(change.db, proposed->committee));
    append(change, of, EventKind::proposal_taken_back,
           json::object({{"committee_name", committee.name_sv},
                         {"meeting_on", back.meeting_on->days},
                         {"paragraph", back.paragraph},
                         {"text", back.words}}));
    return {};
}

Result<MinutesParagraph> checked(db::Connection& db, const Proposal& proposed, const MinutesDraft& draft) {
    std::vector<FieldError> errors;
    check_place(errors, draft.paragraph, draft.meeting_on, "", "decided_on");
    check_words(errors, "took_part", draft.took_part, "error_took_part");
    if (count_characters(draft.dissent) > longest_words)
        errors.push_back({"dissent", "error_words_too_long", {std::to_string(longest_words)}});
    if (!errors.empty()) return invalid(std::move(errors));
    const auto committee = TRY(identity::find_unit(db, proposed.committee));
    return MinutesParagraph{.committee = committee.id,
                            .committee_name = committee.name_sv,
                            .meeting_on = *draft.meeting_on,
                            .paragraph = draft.paragraph,
                            .took_part = draft.took_part,
                            .dissent = draft.dissent};
}

letters::Letter paper_of(db::Connection& db, const Tenant& tenant, Language language, UnitId committee, Date on,
                         const std::vector<Proposed>& all, const std::vector<DelegationReport>& reports) {
    const Texts text(tenant.texts, "cases", language);
    const auto unit = identity::find_unit(db, committee);
    auto letter = paper(tenant, language, unit ? unit->name(language) : "");
    letter.heading = text("paper_heading", letter.from.unit, text.day(on));
    for (const auto& one : all) {
        letter.body += "## " + one.of.number + " " + as_written(one.of.title) + "\n\n";
        letter.body += text("paper_proposes", as_written(outcome_label(*service_of(db, one.of), one.proposal.outcome, language))) + "\n\n";
        letter.body += "### " + text("extract_proposal") + "\n\n" + as_written(one.proposal.proposal) + "\n\n";
        letter.body += "### " + text("extract_reasons") + "\n\n" + as_written(one.proposal.reasons) + "\n\n";
        letter.body += text("paper_by", as_written(one.proposal.made_by_name), text.day(swedish_date(one.proposal.made_at))) + "\n\n";
    }
    if (!reports.empty()) letter.body += "## " + text("paper_reports") + "\n\n";
    for (const auto& report : reports)
        letter.body +=
            text("paper_report", report.decisions, text.day(swedish_date(report.made_at)), as_written(report.made_by_name)) + "\n\n";
    letter.number = text("paper_cases", all.size());
    return letter;
}

std::string place_in_minutes(const Texts& text, const MinutesParagraph& minutes) {
    return text("place_in_minutes", minutes.paragraph, text.day(minutes.meeting_on));
}

void queue_minutes(db::Connection& db, CaseId id) {
    ::jobs::enqueue(db, "cases.print_minutes", json::to_text(json::object({{"case", id.value}})), now(), minutes_key(id));
}

/// The oldest that has left the house without its extract: the case may have been decided anew since. False when there is none.
static bool print_next_minutes(Tenant& tenant, CaseId id) {
    std::int64_t decided = 0;
    const auto has_extract = [&](db::Connection& db, const Case& of, std::int64_t which) {
        return std::ranges::any_of(store::events({db, tenant, of.key}, of.id), [&](const Event& event) {
            return event.kind == EventKind::minutes_kept && event.data["decision"].integer() == which;
        });
    };
    const auto extract = tenant.db.read([&](db::Connection& db) -> std::optional<letters::Letter> {
        const auto of = find(db, tenant, id);
        if (!of || of->erased) return std::nullopt;
        for (const auto& made : store::sent_decisions({db, tenant, of->key}, id)) {
            if (!made.minutes || has_extract(db, *of, made.id)) continue;
            decided = made.id;
            return extract_of(db, tenant, *of, made);
        }
        return std::nullopt;
    });
    if (!extract) return false;
    // As a letter: kept before the row that names it.
    auto printed = tenant.print_letter(*extract);
    if (!printed) throw std::runtime_error("the minutes of " + extract->number + " could not be printed");
    const auto kept = tenant.files.keep_text(*printed, "application/pdf");
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        const auto of = find(db, tenant, id);
        if (!of || of->erased || has_extract(db, *of, decided)) return;
        Change change{db, tenant, by};
        const Texts text(tenant.texts, "cases", Language::sv);
        const forms::FileAnswer file{kept.hash, text("extract_name", of->number), kept.size, kept.type, kept.digest};
        append(
            change, *of, EventKind::minutes_kept,
            json::object({{"decision", decided}, {"files", json::array(std::vector{file}, [](const auto& one) { return to_json(one); })}}));
    });
    return true;
}

void print_minutes(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) return;
    const CaseId id{(*payload)["case"].integer()};
    while (print_next_minutes(tenant, id)) continue;
}

json::Value to_json(const MinutesParagraph& minutes) {
    return json::object({{"committee", minutes.committee.value},
                         {"committee_name", minutes.committee_name},
                         {"meeting_on", minutes.meeting_on.days},
                         {"paragraph", minutes.paragraph},
                         {"took_part", minutes.took_part},
                         {"dissent", minutes.dissent}});
}

MinutesParagraph minutes_of(const json::Value& data) {
    return {.committee = UnitId{data["committee"].integer()},
            .committee_name = data["committee_name"].text(),
            .meeting_on = Date{data["meeting_on"].integer()},
            .paragraph = data["paragraph"].text(),
            .took_part = data["took_part"].text(),
            .dissent = data["dissent"].text()};
}

Proposal proposal_of(const Event& event) {
    const auto& data = event.data;
    return {.committee = UnitId{data["committee"].integer()},
            .meeting_on = Date{data["meeting_on"].integer()},
            .outcome = data["outcome"].text(),
            .reason = data["reason"].text(),
            .proposal = data["proposal"].text(),
            .reasons = data["reasons"].text(),
            .made_at = event.at,
            .made_by_name = event.actor_name};
}

}  // namespace cases
