#include "areas/disposal/log.h"

#include "areas/disposal/log_views.h"
#include "engines/area/at_the_top.h"
#include "engines/audit/disposal.h"
#include "engines/cases/disposal.h"
#include "engines/municipality/log_retention.h"
#include "foundation/jobs/jobs.h"

namespace disposal {
namespace {

constexpr int most_lists = 200;

views::ShownLog shown_log(db::Connection& db, audit::LogList list) {
    auto months = audit::months_of(db, list.id);
    return {std::move(list), std::move(months)};
}

Result<views::ShownLog> asked_for(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<views::ShownLog> {
        return shown_log(db, TRY(audit::find_log_list(db, c.request.id<LogListId>("log_list"))));
    });
}

Result<http::Response> show_logs(Context& c) {
    return c.db.read([&](db::Connection& db) {
        return views::logs_page(c, audit::log_lists(db, most_lists), municipality::log_retention(db), audit::removed(db));
    });
}

Result<http::Response> show_log(Context& c) { return views::log_page(c, TRY(asked_for(c)), ""); }

Result<http::Response> approve_log(Context& c) {
    const auto shown = TRY(asked_for(c));
    if (!c.request.form.has("looked_through")) return views::log_page(c, shown, "error_look_through");
    // Approved twice is approved: the list says who was first.
    (void)c.db.write([&](db::Connection& db) {
        const auto approved = audit::approve_removal(db, c.visitor, shown.list.id);
        if (approved) jobs::enqueue(db, "disposal.remove_log", json::to_text(json::object({{"list", shown.list.id.value}})), now());
        return approved;
    });
    return http::see_other(views::address_of(shown.list.id));
}

Result<http::Response> log_as_csv(Context& c) { return views::csv(c, TRY(asked_for(c))); }

void remove_log(Tenant& tenant, const jobs::Job& job) {
    if (const auto payload = json::parse(job.payload))
        audit::remove_approved(tenant.db, LogListId{(*payload)["list"].integer()}, cases::keeps_log);
}

}  // namespace

void propose_log(Tenant& tenant) {
    const auto kept = tenant.db.read(municipality::log_retention);
    audit::propose_removal(tenant.db, municipality::log_kept_from(kept, swedish_date(now())), kept.ground, cases::keeps_log);
}

std::int64_t count_waiting_logs(db::Connection& db, const Visitor& visitor) {
    return holds_at_the_top(db, visitor, cases::may_dispose) ? audit::count_waiting_log_lists(db) : 0;
}

// The log is of the whole municipality: so is the right.
std::vector<Route> log_routes() {
    using cases::may_dispose;
    return {
        get("/gallring/loggen", may_dispose, at_the_top<may_dispose, show_logs>),
        get("/gallring/loggen/{log_list}", may_dispose, at_the_top<may_dispose, show_log>),
        post("/gallring/loggen/{log_list}/godkann", may_dispose, at_the_top<may_dispose, approve_log>),
        get("/gallring/loggen/{log_list}/rapport.csv", may_dispose, at_the_top<may_dispose, log_as_csv>),
    };
}

std::vector<AreaJob> log_jobs() {
    return {{"disposal.propose_log", [](Tenant& tenant, const jobs::Job&) { propose_log(tenant); }, "day 03:35"},
            {"disposal.remove_log", remove_log}};
}

}  // namespace disposal
