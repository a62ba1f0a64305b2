#include "areas/case_desk/reading.h"

#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/store.h"
#include "engines/cases/delay.h"
#include "engines/cases/signatures.h"
#include "engines/cases/watching.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace case_desk {

static constexpr int shown_in_column = 30;

/// Those who may approve what somebody else has decided here.
static std::vector<std::string> approvers_of(db::Connection& db, const cases::Case& of, const cases::Decision& made) {
    std::vector<std::string> names;
    for (const auto account : identity::accounts_with_right(db, cases::may_approve.name, of.unit))
        if (account != made.decided_by)
            if (const auto found = identity::find_account(db, account); found && !found->program) names.push_back(found->name);
    return names;
}

std::vector<Column> columns_of(db::Connection& db, AccountId account) {
    const auto saved = store::columns(db, account);
    if (!saved) return {Column::service, Column::state, Column::due};
    std::vector<Column> chosen;
    for (const auto name : split(*saved, ' '))
        if (const auto column = from_name<Column>(name)) chosen.push_back(*column);
    return chosen;
}

std::string list_address(const QueueScreen& screen) {
    if (screen.saved) return search_address(screen.saved->id);
    switch (screen.asked.whose) {
        case cases::Filter::Whose::mine: return std::string(my_queue_address);
        case cases::Filter::Whose::unassigned: return std::string(unassigned_address);
        case cases::Filter::Whose::all: break;
        case cases::Filter::Whose::to_approve: return std::string(to_approve_address);
        case cases::Filter::Whose::watched: return std::string(watched_address);
        case cases::Filter::Whose::person_asked: return std::string(person_asked_address);
    }
    return std::string(all_address);
}

/// Who may be given a task in a case of the unit.
static std::vector<identity::Account> officers_of(db::Connection& db, UnitId unit) {
    std::vector<identity::Account> officers;
    for (const auto id : identity::accounts_with_right(db, cases::may_decide.name, unit))
        if (auto found = identity::find_account(db, id); found && !found->program) officers.push_back(std::move(*found));
    return officers;
}

/// What waits for a second person, or is closed, is not done many at once.
static bool can_be_ticked(const Asked& asked) { return asked.whose != cases::Filter::Whose::to_approve && asked.state_kind != "closed"; }

QueueScreen read_queue(Context& c, const Asked& asked, std::optional<std::pair<std::int64_t, CaseId>> after, int page_size) {
    return c.db.read([&](db::Connection& db) {
        QueueScreen screen{.asked = asked, .page_size = page_size, .today = swedish_date(now())};
        auto filter = filter_of(asked, screen.today);
        filter.after = after;
        filter.limit = page_size;
        screen.rows = cases::queue(db, c.tenant, c.visitor.account, filter);
        screen.columns = columns_of(db, c.visitor.account);
        screen.services = services::published(db);
        for (const auto unit : identity::units_with_right(db, c.visitor.account, cases::may_read.name))
            if (auto found = identity::find_unit(db, unit)) screen.units.push_back(std::move(*found));
        if (can_be_ticked(asked)) screen.officers = identity::colleagues(db, c.visitor.account, cases::may_decide.name);
        screen.searches = store::searches(db, c.visitor.account);
        screen.own = {cases::count_news(db, c.visitor.account), cases::count_tasks_of(db, c.visitor.account),
                      cases::count_consultations_to(db, c.visitor.account)};
        return screen;
    });
}

/// The read stands in the log before anyone sees the case. Opening one's own new case also begins its processing.
static Result<void> log_opening(Context& c, std::string_view number) {
    return c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_for(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor};
        audit::record(
            db, c.visitor,
            {.event = "cases.opened", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = of.number});
        // What goes on in the case is read on its page, too.
        for (const auto merged : cases::merged_here(db, of.id))
            if (const auto other = cases::named(db, c.visitor, merged); other && cases::find_for(db, c.tenant, c.visitor, other->number))
                audit::record(db, c.visitor,
                              {.event = "cases.opened",
                               .subject_kind = "case",
                               .subject = merged.value,
                               .reason = "processing",
                               .detail = other->number});
        if (of.officer == c.visitor.account) TRY(cases::begin_processing(change, of.id));
        store::mark_present(db, of.id, c.visitor);
        cases::mark_seen(db, c.visitor.account, TRY(cases::find(db, c.tenant, of.id)));
        return {};
    });
}

/// How long it is told that somebody has opened the case.
static constexpr std::int64_t is_here_for = 10 * microseconds_a_minute;

static void read_teamwork(db::Connection& db, const Context& c, CaseScreen& screen) {
    const auto& of = screen.of;
    screen.tasks = cases::tasks(db, c.tenant, of);
    for (const auto other : cases::linked_to(db, of.id))
        if (auto found = cases::named(db, c.visitor, other)) screen.linked.push_back({found->number, found->may_be_opened});
    screen.consultations = cases::consultations(db, c.tenant, of);
    screen.units = identity::units(db);
    screen.also_here = store::others_at(db, of.id, c.visitor.account, now() - is_here_for);
    screen.is_watched = cases::is_watched(db, c.visitor.account, of.id);
}

/// What goes on here, of what the reader could open by itself.
static std::vector<MergedCase> read_merged(db::Connection& db, const Context& c, const cases::Case& of) {
    std::vector<MergedCase> all;
    for (const auto id : cases::merged_here(db, of.id)) {
        const auto number = cases::named(db, c.visitor, id);
        if (!number) continue;
        MergedCase merged{.number = number->number};
        if (const auto found = cases::find_for(db, c.tenant, c.visitor, merged.number)) {
            merged.may_be_opened = true;
            merged.title = found->title;
            merged.parties = cases::parties(db, c.tenant, *found);
            merged.documents = cases::documents(db, c.tenant, *found);
            merged.messages = cases::messages(db, c.tenant, *found);
        }
        all.push_back(std::move(merged));
    }
    return all;
}

static std::optional<LinkedCase> goes_on_in(db::Connection& db, const Context& c, const cases::Case& of) {
    const auto into = cases::merged_into(db, of.id);
    if (!into) return std::nullopt;
    const auto found = cases::named(db, c.visitor, *into);
    return found ? std::optional(LinkedCase{found->number, found->may_be_opened}) : std::nullopt;
}

Result<TeamworkScreen> open_teamwork(Context& c) {
    TeamworkScreen screen{.of = TRY(open_case(c))};
    c.db.read([&](db::Connection& db) {
        screen.officers = officers_of(db, screen.of.of.unit);
        screen.open_to_representatives = cases::open_to_representatives(db, c.tenant, screen.of.of);
    });
    return screen;
}

Result<CaseScreen> open_case(Context& c) {
    const auto number = std::string(c.request.part("number"));
    TRY(log_opening(c, number));
    return c.db.read([&](db::Connection& db) -> Result<CaseScreen> {
        CaseScreen screen{.of = TRY(cases::find_for(db, c.tenant, c.visitor, number))};
        const auto& of = screen.of;
        screen.service = cases::service_of(db, of);
        screen.flow = &cases::flow_of(db, of);
        screen.answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
        screen.gone = cases::gone_answers(db, of.id);
        screen.checked = cases::checked(db, c.tenant, of);
        const auto& findings = screen.checked.findings;
        screen.conditions = services::condition_rows(c.text.of("services"), *screen.service, screen.answers, findings);
        screen.table = cases::table_verdict(db, c.tenant, of);
        screen.proposal = cases::proposal_of(db, c.tenant, of, screen.table);
        screen.parties = cases::parties(db, c.tenant, of);
        screen.reach = cases::reach_for(db, c.tenant, c.visitor, of);
        screen.signers = cases::signers(db, c.tenant, of);
        screen.documents = cases::documents(db, c.tenant, of);
        for (const auto& document : screen.documents) screen.pages.push_back(cases::about_pages(c.tenant, document));
        screen.messages = cases::messages(db, c.tenant, of);
        screen.events = cases::events(db, c.tenant, of);
        screen.open_supplement = cases::open_supplement(db, c.tenant, of);
        screen.decision = cases::decision(db, c.tenant, of);
        if (screen.decision && screen.decision->awaits_approval) {
            screen.may_approve = cases::may_be_approved_by(db, c.visitor, of, *screen.decision);
            screen.approvers = approvers_of(db, of, *screen.decision);
        }
        screen.related = cases::related(db, c.tenant, c.visitor, of);
        screen.approval_letter = cases::letter_text(c.tenant, *screen.service, of, {.outcome = "approve"});
        screen.fee = cases::fee_of(db, of);
        screen.is_late = cases::is_time_to_tell_of_delay(db, c.tenant, of, swedish_date(now()));
        if (cases::request_to_answer(db, of)) screen.decision_request = cases::decision_request(db, of.id);
        if (!of.decided_at) screen.refusal_appealed_at = cases::refusal_appealed_at(db, c.tenant, of);
        screen.conflict = cases::conflict_of_interest(db, c.visitor.account, of.id);
        screen.may_decide = !screen.conflict && identity::has_right(db, c.visitor.account, cases::may_decide.name, of.unit);
        screen.may_decide_by_delegation = identity::may_decide(db, c.visitor.account, screen.service->decision.delegation, of.unit);
        screen.committee_proposal = cases::proposal(db, c.tenant, of);
        screen.merged = read_merged(db, c, of);
        screen.seen = cases::seen_so_far(db, of);
        screen.goes_on_in = goes_on_in(db, c, of);
        read_teamwork(db, c, screen);
        screen.queue = cases::queue(db, c.tenant, c.visitor.account, {.whose = cases::Filter::Whose::mine, .limit = shown_in_column});
        const auto pending = cases::undoable(db, c.tenant, c.visitor.account);
        if (!pending.empty()) screen.undoable = pending.front();
        screen.undo_minutes = c.tenant.undo_minutes;
        screen.today = swedish_date(now());
        return screen;
    });
}

}  // namespace case_desk
