/// What happens by itself: reminders, overdue supplements, what is due for disposal; and deriving everything anew.
#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/alarms.h"
#include "engines/cases/checks.h"
#include "engines/cases/committee.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/disposal.h"
#include "engines/cases/event_log.h"
#include "engines/cases/judging.h"
#include "engines/cases/letter_addresses.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/cases/pictures.h"
#include "engines/cases/signatures.h"
#include "engines/cases/stays.h"
#include "engines/flows/calendar.h"
#include "foundation/base/unicode.h"

namespace cases {

static constexpr int page_size = 500;

/// Every case of a list that is read a page at a time; `after` is the last id seen.
template <class Page, class Visit>
static void each_id(Page page, Visit visit) {
    CaseId after{};
    for (;;) {
        const std::vector<CaseId> ids = page(after);
        for (const auto id : ids) visit(id);
        if (ids.empty()) return;
        after = ids.back();
    }
}

/// Whether the timer has done its errand since the case came into its state.
static bool is_done(db::Connection& db, const Tenant& tenant, const Case& of, const flows::Timer& timer) {
    return std::ranges::any_of(events(db, tenant, of), [&](const Event& event) {
        const bool is_errand = event.kind == EventKind::reminded || event.kind == EventKind::signatures_overdue;
        return is_errand && event.at >= of.state_since && event.data["timer"].text() == timer.id;
    });
}

static void remind_signers(Change& change, const Case& of, const flows::Timer& timer) {
    append(change, of, EventKind::reminded, json::object({{"timer", timer.id}, {"signers", true}}));
    queue_signing_links(change.db, change.tenant, of);
}

static void tell_unsigned(Change& change, const Case& of, const flows::Timer& timer) {
    std::vector<std::string> names;
    for (const auto& signer : signers(change.db, change.tenant, of))
        if (!signer.signed_at) names.push_back(signer.name);
    append(change, of, EventKind::signatures_overdue, json::object({{"timer", timer.id}, {"names", joined(names, ", ")}}));
    queue_notice(change, of.id, Notice::signatures_overdue);
}

/// What the timer does besides moving the case, once.
static void do_errand(Change& change, const Case& of, const flows::Timer& timer) {
    if (is_done(change.db, change.tenant, of, timer)) return;
    if (timer.does == "remind_signers") return remind_signers(change, of, timer);
    if (timer.does == "tell_unsigned") return tell_unsigned(change, of, timer);
    append(change, of, EventKind::reminded, json::object({{"timer", timer.id}}));
    queue_notice(change, of.id, Notice::reminded);
}

static void run_timer(Change& change, const Case& of, const flows::Timer& timer) {
    if (timer.in != of.state) return;
    const Date began = swedish_date(of.state_since);
    if (flows::working_days_between(began, swedish_date(now())) < timer.after_days) return;
    if (std::ranges::find(flows::timer_errands, timer.does) != std::end(flows::timer_errands)) return do_errand(change, of, timer);
    auto state = move(change, of, timer.does, flows::Mover::timer);
    if (!state) return;
    append(change, of, EventKind::state_changed,
           json::object({{"transition", timer.does}, {"state", std::move(*state)}, {"ends_supplement", true}}));
}

void run_timers(Tenant& tenant) {
    const auto by = audit::program("torg");
    each_id(
        [&](CaseId after) {
            return tenant.db.read([&](db::Connection& db) { return store::in_state_kind(db, "waiting", after, page_size); });
        },
        [&](CaseId id) {
            tenant.db.write([&](db::Connection& db) {
                Change change{db, tenant, by};
                const auto first = find(db, tenant, id);
                if (!first) return;
                for (const auto& timer : flow_of(db, *first).timers)
                    if (const auto of = find(db, tenant, id)) run_timer(change, *of, timer);
            });
        });
}

static void dispose_queued(Tenant& tenant, const ::jobs::Job& job) {
    if (const auto payload = json::parse(job.payload)) dispose_approved(tenant, DisposalListId{(*payload)["list"].integer()});
}

static void send_queued(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (payload) send_decision(tenant, CaseId{(*payload)["case"].integer()});
}

std::vector<AreaJob> jobs() {
    return {{"cases.send_decision", send_queued},
            {"cases.notify", pass_on_notice},
            {"cases.ask_to_sign", send_signing_link},
            {"cases.check", run_checks},
            {"cases.judge", run_judging},
            {"cases.find_letter_address", run_finding_letter_address},
            {"cases.draw", draw_pictures},
            {"cases.clear_pictures", [](Tenant& tenant, const ::jobs::Job&) { clear_pictures(tenant); }, "day 03:40"},
            {"cases.run_timers", [](Tenant& tenant, const ::jobs::Job&) { run_timers(tenant); }, "day 06:00"},
            {"cases.raise_alarms", [](Tenant& tenant, const ::jobs::Job&) { raise_alarms(tenant); }, "day 06:30"},
            {"cases.tell_of_alarms", tell_of_alarms},
            {"cases.print_minutes", print_minutes},
            {"cases.send_refusal", send_refusal},
            {"cases.propose_disposal", [](Tenant& tenant, const ::jobs::Job&) { propose_disposal(tenant); }, "day 03:30"},
            {"cases.dispose", dispose_queued}};
}

std::int64_t rebuild(Tenant& tenant, const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const auto all = tenant.db.read(store::count_cases);
    std::int64_t done = 0;
    each_id([&](CaseId after) { return tenant.db.read([&](db::Connection& db) { return store::all_ids(db, after, page_size); }); },
            [&](CaseId id) {
                tenant.db.write([&](db::Connection& db) {
                    const auto of = find(db, tenant, id);
                    if (!of || of->erased) return;
                    const store::Opener opener{db, tenant, of->key};
                    const auto log = store::events(opener, id);
                    store::delete_derived(db, id);
                    store::delete_stays(db, id);
                    for (const auto& event : log) derive(opener, id, event);
                });
                progress(++done, all);
            });
    return done;
}

void make_searchable_anew(Tenant& tenant, const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const auto all = tenant.db.read(store::count_cases);
    std::int64_t done = 0;
    CaseId after{};
    for (;;) {
        const auto ids = tenant.db.read([&](db::Connection& db) { return store::all_ids(db, after, page_size); });
        if (ids.empty()) return;
        after = ids.back();
        tenant.db.write([&](db::Connection& db) {
            for (const auto id : ids) {
                const auto of = store::find_case(db, tenant, id);
                if (!of || of->erased) continue;
                const store::Opener opener{db, tenant, of->key};
                make_searchable(opener, id, store::first_event(opener, id));
            }
        });
        progress(done += std::ssize(ids), all);
    }
}

}  // namespace cases
