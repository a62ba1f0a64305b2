#include "areas/case_desk/demo.h"

#include <algorithm>

#include "areas/case_desk/store.h"
#include "engines/cases/alarms.h"
#include "engines/cases/committee.h"
#include "engines/cases/delegated_decisions.h"
#include "engines/cases/merging.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/watching.h"
#include "engines/flows/calendar.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/towns/leanings.h"

namespace case_desk {
namespace {

/// Round and round through what people write of that kind.
std::string written_of(std::string_view kind, std::size_t which) {
    const auto& all = towns::written(kind);
    return all[which % all.size()];
}

UnitId other_unit(db::Connection& db, UnitId than, std::size_t which) {
    std::vector<UnitId> others;
    for (const auto& unit : identity::units(db))
        if (unit.id != than && unit.parent && !unit.committee) others.push_back(unit.id);
    return others.empty() ? than : others[which % others.size()];
}

/// The first of the case's documents, when there is one, goes with the question.
std::vector<DocumentId> one_document(cases::Change& change, CaseId id) {
    const auto all = cases::documents(change.db, change.tenant, cases::find(change.db, change.tenant, id).value());
    return all.empty() ? std::vector<DocumentId>() : std::vector{all.front().id};
}

void work_in(cases::Change& change, const cases::QueueRow& row, std::size_t which) {
    const auto in_days = [](std::int64_t days) { return Date{swedish_date(now()).days + days}; };
    const auto days = static_cast<std::int64_t>(which);
    if (which % 2 == 0) (void)cases::add_task(change, row.id, {.words = written_of("tasks", which), .due_on = in_days(days)});
    if (which % 3 == 1)
        (void)cases::consult(change, row.id,
                             {.unit = other_unit(change.db, row.unit, which),
                              .question = written_of("consultation_questions", which),
                              .answer_by = in_days(7 + days),
                              .documents = one_document(change, row.id)});
    if (which % 4 == 0) cases::watch(change.db, change.by.account, cases::find(change.db, change.tenant, row.id).value());
}

/// One that a committee is to decide, one that was split, and one whose other half was brought back.
void work_beyond(cases::Change& change, const std::vector<cases::QueueRow>& rows) {
    const auto split_off = [&](const cases::QueueRow& row) {
        return cases::split(change, row.id, {.service = row.service, .words = "Frågan om nästa år prövar vi för sig."});
    };
    std::size_t done = 0;
    for (const auto& row : rows) {
        const auto of = cases::find(change.db, change.tenant, row.id).value();
        const auto committees = cases::committees_over(change.db, of.unit);
        const auto service = cases::service_of(change.db, of);
        if (done == 0 && !committees.empty() && !service->decision.outcomes.empty() && service->decision.outcomes.front().reasons.empty()) {
            (void)cases::propose(change, row.id,
                                 {.committee = committees.front().id,
                                  .meeting_on = flows::after_working_days(swedish_date(now()), 12),
                                  .outcome = service->decision.outcomes.front().id,
                                  .proposal = "Nämnden beslutar att bevilja ansökan.",
                                  .reasons = "Ärendet gäller en fråga av principiell betydelse. Villkoren i lagen är uppfyllda, och "
                                             "förslaget ryms inom budgeten."});
            ++done;
        } else if (done == 1) {
            done += split_off(row) ? 1 : 0;
        } else if (done == 2) {
            const auto part = split_off(row);
            if (part && cases::merge(change, part->id, row.id)) return;
        }
    }
}

/// The committee that is to decide has heard of what was decided in its place in a year, until last week.
void report_to_committee(cases::Change& change, AccountId reader) {
    for (const auto& meeting : cases::meetings(change.db, reader, 1))
        (void)cases::report(
            change, meeting.committee,
            {.meeting_on = meeting.on, .since = Date{swedish_date(now()).days - 365}, .until = now() - 7 * microseconds_a_day});
}

/// Colleagues elsewhere ask a unit of this officer's about what they handle.
void be_asked(cases::Change& change, int most) {
    const auto own = identity::units_with_right(change.db, change.by.account, cases::may_decide.name);
    std::size_t which = 0;
    for (const auto& row : cases::queue(change.db, change.tenant, change.by.account,
                                        {.whose = cases::Filter::Whose::all, .state_kind = "open", .limit = 20 * most})) {
        const auto asked = std::ranges::find_if(own, [&](UnitId unit) { return unit != row.unit; });
        const auto one = cases::find(change.db, change.tenant, row.id).value();
        if (asked == own.end() || !one.officer || *one.officer == change.by.account) continue;
        cases::Change theirs{change.db, change.tenant, identity::visitor_of_account(change.db, *one.officer), "processing"};
        (void)cases::consult(theirs, row.id,
                             {.unit = *asked,
                              .question = written_of("consultation_questions", which),
                              .answer_by = Date{swedish_date(now()).days + 5 + static_cast<std::int64_t>(which)}});
        if (++which == 4) return;
    }
}

/// Every other question has its answer.
void answer_some(cases::Change& change) {
    std::size_t which = 0;
    for (const auto& asked : cases::consultations_to(change.db, change.by.account))
        if (which++ % 2 == 1) (void)cases::answer_consultation(change, asked.consultation.id, written_of("consultation_answers", which));
}

void save_lists(db::Connection& db, const Visitor& officer) {
    const auto of_units = identity::units_with_right(db, officer.account, cases::may_read.name);
    if (of_units.empty()) return;
    store::insert_search(db, {.id = SearchId{new_id()},
                              .account = officer.account,
                              .name = "Sena eller snart sena",
                              .shared_with = of_units.front(),
                              .asked = {.due = "snart"},
                              .columns = {Column::service, Column::due, Column::officer}});
    store::insert_search(db, {.id = SearchId{new_id()},
                              .account = officer.account,
                              .name = "Nya, ingen har tagit dem",
                              .asked = {.whose = cases::Filter::Whose::unassigned},
                              .columns = {Column::received, Column::due, Column::unit}});
}

}  // namespace

void make_demo(Tenant& tenant, double scale) {
    const auto most = std::max(6, static_cast<int>(12 * scale));
    tenant.db.write([&](db::Connection& db) {
        const auto account = identity::find_account(db, "officer");
        if (!account) return;
        const auto officer = identity::visitor_of_account(db, account->id);
        cases::Change change{db, tenant, officer, "processing"};
        std::size_t which = 0;
        const auto mine = cases::queue(db, tenant, account->id, {.whose = cases::Filter::Whose::mine, .state_kind = "open", .limit = most});
        for (const auto& row : mine) work_in(change, row, which++);
        work_beyond(change, mine);
        be_asked(change, most);
        answer_some(change);
        save_lists(db, officer);
        if (const auto registrar = identity::find_account(db, "registrar")) {
            const auto visitor = identity::visitor_of_account(db, registrar->id);
            cases::Change by_registrar{db, tenant, visitor};
            report_to_committee(by_registrar, account->id);
        }
    });
    cases::raise_alarms(tenant);
}

}  // namespace case_desk
