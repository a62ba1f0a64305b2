#include "engines/cases/merging.h"

#include <algorithm>

#include "engines/cases/carried_request.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/event_log.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/words.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"

namespace cases {
namespace {

bool is_worked_on(const Case& of) { return of.state_kind == "open" || of.state_kind == "waiting"; }

/// Who sent the one would be told of the other's decision: it must be the same one.
bool is_same_applicant(const std::vector<Party>& of_one, const std::vector<Party>& of_other) {
    const auto *one = applicant_of(of_one), *other = applicant_of(of_other);
    if (!one) return of_one.empty();
    if (!other || one->organisation_number != other->organisation_number) return false;
    if (!one->organisation_number.empty() || (one->person && one->person == other->person)) return true;
    if (one->person && other->person) return false;
    if (!one->personal_number.empty() || !other->personal_number.empty()) return one->personal_number == other->personal_number;
    return !one->email.empty() && one->email == other->email;
}

/// Who has signed besides the applicant is to get the decision, too: it must be a party of the other case.
bool are_parties_there(const std::vector<Party>& of_one, const std::vector<Party>& of_other) {
    return std::ranges::all_of(of_one, [&](const Party& party) {
        return party.role != co_signs || std::ranges::any_of(of_other, [&](const Party& other) {
                   return (party.person && party.person == other.person) ||
                          (!party.personal_number.empty() && party.personal_number == other.personal_number);
               });
    });
}

std::string secrecy_of(db::Connection& db, const Case& of) {
    const auto service = service_of(db, of);
    return service->secrecy ? service->secrecy->ref : "";
}

/// A text key, or "" when the case can go on in the other one.
std::string_view why_not(const Change& change, const Case& of, const Case& into) {
    if (of.id == into.id) return "error_merge_itself";
    if (!merged_here(change.db, of.id).empty()) return "error_merge_chain";
    if (!is_worked_on(of) || !is_worked_on(into) || of.is_test != into.is_test) return "error_merge_decided";
    // A fault report or a comment ends with an answer of its own.
    if (std::ranges::count(flow_of(change.db, of).states, flows::StateKind::closed, &flows::State::kind) != 1) return "error_merge_flow";
    if (const auto made = decision(change.db, change.tenant, of); made && !made->sent_at) return "error_merge_decided";
    const auto here = parties(change.db, change.tenant, of), there = parties(change.db, change.tenant, into);
    if (!is_same_applicant(here, there)) return "error_merge_applicants";
    if (!are_parties_there(here, there)) return "error_merge_parties";
    const auto secrecy = secrecy_of(change.db, of);
    if (!secrecy.empty() && secrecy != secrecy_of(change.db, into)) return "error_merge_secrecy";
    return "";
}

const flows::State& closed_state(const flows::Flow& flow) {
    return *std::ranges::find(flow.states, flows::StateKind::closed, &flows::State::kind);
}

json::Value named(const Case& of) { return json::object({{"other", of.id.value}, {"number", of.number}}); }

}  // namespace

Result<void> merge(Change& change, CaseId id, CaseId into_id) {
    const auto of = TRY(find(change.db, change.tenant, id)), into = TRY(find(change.db, change.tenant, into_id));
    if (const auto wrong = why_not(change, of, into); !wrong.empty()) return invalid({{"other", std::string(wrong)}});
    const auto& flow = flow_of(change.db, of);
    const auto dispose_on = disposal_day(*service_of(change.db, of), swedish_date(now()));
    append(change, of, EventKind::merged_into,
           named(into)
               .set("was", state_data(*flow.find_state(of.state), of.due_on, of.clock_stopped_on))
               .set("state", state_data(closed_state(flow), of.due_on, std::nullopt))
               .set("dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()));
    append(change, into, EventKind::merged, named(of));
    TRY(carry_decision_request(change, of, into.id));
    queue_notice(change, id, Notice::merged);
    return {};
}

Result<void> unmerge(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto into_id = merged_into(change.db, id);
    const auto merged = store::newest_event({change.db, change.tenant, of.key}, id, EventKind::merged_into);
    if (!into_id || !merged || of.erased) return failure(Fault::conflict, "error_not_now");
    const auto into = TRY(find(change.db, change.tenant, *into_id));
    if (!is_worked_on(into)) return failure(Fault::conflict, "error_not_now");
    append(change, of, EventKind::unmerged_from, named(into).set("state", merged->data["was"]).set("merged_at", merged->at.value));
    auto parted = named(of);
    if (auto left = without_carried_request(change, of, into); !left.is_null()) parted.set("left", std::move(left));
    append(change, into, EventKind::unmerged, std::move(parted));
    queue_notice(change, id, Notice::unmerged);
    return {};
}

std::optional<CaseId> merged_into(db::Connection& db, CaseId id) {
    return db.one([](const db::Row& row) { return row.as<CaseId>("into_id"); }, "SELECT into_id FROM cases_merged WHERE case_id = ?", id);
}

std::vector<CaseId> merged_here(db::Connection& db, CaseId id) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("case_id"); },
                  "SELECT case_id FROM cases_merged WHERE into_id = ? ORDER BY merged_at, case_id", id);
}

static constexpr std::int64_t events_counted = 1'000'000;

std::int64_t seen_so_far(db::Connection& db, const Case& of) {
    const auto merged = db.number("SELECT COUNT(*) AS n FROM cases_merged WHERE into_id = ?", of.id);
    if (merged == 0) return of.last_event;
    const auto by_parties = db.number(
        "SELECT COUNT(*) AS n FROM cases_event e JOIN cases_merged m ON m.case_id = e.case_id WHERE m.into_id = ? AND e.actor_kind IN "
        "('resident', 'nobody')",
        of.id);
    return of.last_event + (merged + by_parties) * events_counted;
}

std::int64_t event_seen(std::int64_t seen) { return seen % events_counted; }

bool is_seen(db::Connection& db, const Case& of, std::int64_t seen) {
    if (event_seen(seen) != of.last_event) return false;
    return seen < events_counted || seen == seen_so_far(db, of);
}

// ---- a part that goes on by itself

namespace {

bool begins_at_officer(const services::Service& service) {
    const auto yaml = services::carried_flow(service.flow);
    const auto flow = yaml ? flows::parse_flow(*yaml) : tl::unexpected(std::vector<flows::Problem>());
    return flow && flow->find_state(flow->begins)->kind == flows::StateKind::open;
}

bool holds_files(const forms::Field& field) {
    return field.type == forms::FieldType::file || std::ranges::any_of(field.fields, holds_files);
}

/// What the new form asks too, but for files: only those that were chosen come along.
forms::Answers answers_for(const services::Service& from, const services::Service& to, const forms::Answers& given) {
    forms::Answers kept;
    for (const auto& page : to.form.pages)
        for (const auto& field : page.fields) {
            const auto* asked = from.form.field(field.id);
            const auto* answer = given.find(field.id);
            if (asked && answer && asked->type == field.type && !holds_files(field)) kept.set(field.id, *answer);
        }
    return kept;
}

/// A mandate was given for the case that it was used in.
std::vector<Party> parties_of_both(std::vector<Party> all) {
    std::erase_if(all, [](const Party& party) { return party.mandate || party.role == represents; });
    for (auto& party : all) party.id = 0;
    return all;
}

}  // namespace

std::vector<std::shared_ptr<const services::Service>> services_to_split_to(db::Connection& db, const Visitor& officer) {
    std::vector<std::shared_ptr<const services::Service>> all;
    for (auto& service : services::published(db)) {
        const auto unit = identity::find_unit(db, service->unit);
        if (unit && identity::has_right(db, officer.account, may_decide.name, unit->id) && begins_at_officer(*service))
            all.push_back(std::move(service));
    }
    return all;
}

Result<Receipt> split(Change& change, CaseId id, const SplitDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto allowed = services_to_split_to(change.db, change.by);
    const auto service = std::ranges::find_if(allowed, [&](const auto& one) { return one->id == draft.service; });
    std::vector<FieldError> errors;
    if (service == allowed.end()) errors.push_back({"service", "error_split_service"});
    check_words(errors, "split_words", draft.words, "error_split_words");
    std::vector<forms::FileAnswer> files;
    for (const auto& document : documents(change.db, change.tenant, of))
        if (std::ranges::find(draft.documents, document.id) != draft.documents.end())
            files.push_back({document.hash, document.name, document.size, document.type, document.digest});
    if (files.size() != draft.documents.size()) errors.push_back({"documents", "error_split_documents"});
    if (!errors.empty()) return invalid(std::move(errors));
    if (!is_worked_on(of)) return failure(Fault::conflict, "error_not_now");
    // A second press would make a second case, with a number in the register.
    if (draft.seen_event && *draft.seen_event != of.last_event) return failure(Fault::conflict, "error_changed_while_writing");

    const auto from = service_of(change.db, of);
    // Splitting must not give a case with secrecy's documents to one without.
    if (from->secrecy && (!(*service)->secrecy || (*service)->secrecy->ref != from->secrecy->ref))
        return invalid({{"service", "error_split_secrecy"}});
    const auto answers = answers_for(*from, **service, TRY(forms::answers_from_json(of.answers)));
    const auto made = receive(change, {.service = **service,
                                       .answers = answers,
                                       .parties = parties_of_both(parties(change.db, change.tenant, of)),
                                       .files = std::move(files),
                                       .language = of.language,
                                       .channel = of.channel,
                                       .is_test = of.is_test,
                                       .came_in_on = swedish_date(of.received_at)});
    const auto part = TRY(find(change.db, change.tenant, made.id));
    append(change, of, EventKind::split_off, named(part).set("text", draft.words));
    append(change, part, EventKind::split_from, named(of).set("text", draft.words));
    TRY(link(change, id, made.id));
    return made;
}

}  // namespace cases

namespace cases::store {

void put_merged(db::Connection& db, CaseId id, CaseId into, Timestamp at) {
    db.execute(
        "INSERT INTO cases_merged(case_id, into_id, merged_at) VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET into_id = "
        "excluded.into_id, merged_at = excluded.merged_at",
        id, into, at);
}

void delete_merged(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_merged WHERE case_id = ?", id); }

}  // namespace cases::store
