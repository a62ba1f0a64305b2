#include "engines/cases/disposal.h"

#include "engines/audit/audit.h"
#include "engines/cases/answer_disposal.h"
#include "engines/cases/disposal_store.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/pictures.h"
#include "engines/identity/people.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace cases {

static constexpr std::size_t longest_reason = 500;

// ---- the lists

static std::string ground_of(db::Connection& db, const store::Due& due) {
    const auto service = services::find(db, due.service, due.service_version);
    return service ? service->retention.ref : "";
}

/// False when nothing is due.
static bool propose_one_list(db::Connection& db, Date today) {
    const auto unit = store::unit_with_due(db, today);
    if (!unit) return false;
    const auto list = store::insert_list(db, *unit, now());
    for (const auto& due : store::due_in(db, *unit, today, most_on_a_list)) store::insert_line(db, list, due, ground_of(db, due));
    audit::record(db, audit::program("torg"), {.event = "cases.disposal_proposed", .subject_kind = "disposal_list", .subject = list.value});
    return true;
}

void propose_disposal(Tenant& tenant) {
    const Date today = swedish_date(now());
    while (tenant.db.write([&](db::Connection& db) { return propose_one_list(db, today); })) {}
    propose_answer_disposal(tenant);
}

Result<void> approve_disposal(Change& change, DisposalListId id) {
    TRY(find_disposal_list(change.db, change.by.account, id));
    if (!store::set_approved(change.db, id, change.by.account, change.by.name, now())) return failure(Fault::conflict);
    audit::record(change.db, change.by, {.event = "cases.disposal_approved", .subject_kind = "disposal_list", .subject = id.value});
    ::jobs::enqueue(change.db, "cases.dispose", json::to_text(json::object({{"list", id.value}})), now());
    return {};
}

// ---- disposing

/// Kept only as long as a case needs the person (dataskyddsförordningen art. 5.1 e).
static void forget_people(db::Connection& db, const std::vector<PersonId>& people) {
    for (const auto person : people)
        if (!store::is_party_anywhere(db, person)) identity::erase_person(db, person);
}

bool has_cases(db::Connection& db, PersonId person) { return store::is_party_anywhere(db, person); }

static void dispose(Change& change, const Case& of) {
    const auto people = store::people_in(change.db, of.id);
    for (const auto& document : documents(change.db, change.tenant, of)) forget_pictures(change.tenant, document);
    for (const auto mandate : store::mandates_in(change.db, of.id)) mandates::end_with_case(change.db, change.tenant, change.by, mandate);
    append(change, of, EventKind::disposed, json::object());
    privacy::destroy(change.db, of.key);
    forget_people(change.db, people);
}

/// What is so now counts, not what was so when the list was made: a case, or the one that it goes on in, may be held or appealed since.
static LineResult result_for(db::Connection& db, const Case& of) {
    if (store::is_held(db, of.id)) return LineResult::held;
    const Date today = swedish_date(now());
    if (!of.dispose_on || *of.dispose_on > today || store::waits_for_other(db, of.id, today)) return LineResult::not_due;
    return LineResult::disposed;
}

static void dispose_line(Tenant& tenant, DisposalListId list, CaseId id) {
    const auto by = audit::program("torg");
    tenant.db.write([&](db::Connection& db) {
        Change change{db, tenant, by};
        const auto of = find(db, tenant, id);
        if (!of) return;
        // Erased already: a backup brought back a list that had been carried out.
        const auto result = of->erased ? LineResult::disposed : result_for(db, *of);
        if (result == LineResult::disposed && !of->erased) dispose(change, *of);
        store::set_result(db, list, id, result, now());
    });
}

void dispose_approved(Tenant& tenant, DisposalListId id) {
    const auto list = tenant.db.read([&](db::Connection& db) { return store::list(db, id); });
    if (!list || !list->approved_at || list->done_at) return;
    for (const auto& line : tenant.db.read([&](db::Connection& db) { return lines_of(db, id); }))
        if (line.result == LineResult::listed) dispose_line(tenant, id, line.of);
    dispose_answers(tenant, id);
    tenant.db.write([&](db::Connection& db) {
        store::set_done(db, id, now());
        audit::record(db, audit::program("torg"), {.event = "cases.disposal_done", .subject_kind = "disposal_list", .subject = id.value});
    });
}

// ---- holds

/// The case, when this visitor may dispose of cases in its unit, and the reason is one.
static Result<Case> case_to_hold(const Change& change, std::string_view number, std::string_view reason) {
    auto of = find_by_number(change.db, change.tenant, number);
    if (!of || !identity::has_right(change.db, change.by.account, may_dispose.name, of->unit)) return failure(Fault::not_found);
    if (of->erased) return failure(Fault::conflict, "error_is_disposed");
    if (reason.empty() || count_characters(reason) > longest_reason) return invalid({{"reason", "error_hold_reason"}});
    return of;
}

Result<void> hold(Change& change, std::string_view number, std::string_view reason) {
    const auto of = TRY(case_to_hold(change, number, reason));
    if (store::is_held(change.db, of.id)) return failure(Fault::conflict, "error_is_held");
    append(change, of, EventKind::disposal_held, json::object({{"text", reason}}));
    store::take_off_lists(change.db, of.id, LineResult::held, now());
    return {};
}

Result<void> end_hold(Change& change, std::string_view number, std::string_view reason) {
    const auto of = TRY(case_to_hold(change, number, reason));
    if (!store::is_held(change.db, of.id)) return failure(Fault::conflict, "error_is_not_held");
    append(change, of, EventKind::hold_ended, json::object({{"text", reason}}));
    return {};
}

// ---- after a restore

std::int64_t finish_disposals(Tenant& tenant) {
    std::int64_t finished = 0;
    for (;;) {
        const auto ids = tenant.db.read([](db::Connection& db) { return store::half_disposed(db, most_on_a_list); });
        if (ids.empty()) return finished;
        tenant.db.write([&](db::Connection& db) {
            for (const auto id : ids) {
                const auto people = store::people_in(db, id);
                store::delete_derived(db, id);
                store::blank_case(db, id);
                forget_people(db, people);
            }
        });
        finished += std::ssize(ids);
    }
}

}  // namespace cases
