#include "areas/table_builder/replay.h"

#include <algorithm>

#include "areas/table_builder/store.h"
#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/judging.h"
#include "engines/cases/stays.h"
#include "engines/decision_tables/supplement.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"

namespace table_builder {
namespace {

constexpr std::int64_t looks_back = 366;  // days
constexpr std::size_t at_a_time = 50;

/// What the version says of one closed case, counted and kept when it is another outcome.
void try_on(db::Connection& db, const Tenant& tenant, const decision_tables::Table& table, const decision_tables::Version& version,
            const cases::Case& of, Replay& replay) {
    const auto said = cases::verdict_by(db, tenant, of, table, version, swedish_date(of.received_at));
    if (!said || !said->verdict.ruling || said->verdict.ruling->outcome == decision_tables::asks_supplement) {
        ++replay.left_to_officer;
        return;
    }
    const auto& ruling = *said->verdict.ruling;
    if (ruling.mode == decision_tables::Mode::automatic) ++replay.automatic;
    if (ruling.outcome == of.outcome) {
        ++replay.same;
        return;
    }
    ++replay.otherwise;
    store::insert_turned(db, replay.id, {of.id, of.outcome, decision_tables::to_key(ruling), static_cast<int>(said->verdict.row)});
}

/// Those of the table's unit that were decided: what was withdrawn or goes on in another case was not, and what is disposed of has no
/// answers.
std::vector<CaseId> to_be_tried(db::Connection& db, const Tenant& tenant, const Replay& replay, const decision_tables::Table& table) {
    const auto since = now() - looks_back * microseconds_a_day;
    std::vector<CaseId> ids;
    const cases::Figure closed_lately{.from = since, .to = now(), .only_in = identity::subtree(db, table.unit)};
    for (const auto& closed : cases::cases_of_figure(db, replay.asked_by, table.service, closed_lately, most_replayed)) {
        const auto of = cases::find(db, tenant, closed.id);
        if (of && !of->erased && cases::service_of(db, *of)->decision.outcome(closed.outcome)) ids.push_back(closed.id);
    }
    return ids;
}

}  // namespace

/// The revision in which what it says was saved: being proposed and approved counts as one each, and changes nothing that was tried.
static int written_at(const decision_tables::Version& version) {
    switch (version.state) {
        case decision_tables::State::open: break;
        case decision_tables::State::proposed: return version.revision - 1;
        case decision_tables::State::approved: return version.revision - 2;
    }
    return version.revision;
}

ReplayId begin_replay(db::Connection& db, const Visitor& by, const decision_tables::Version& version) {
    Replay replay{.id = ReplayId{new_id()}, .table = version.table, .version = version.number, .revision = version.revision};
    replay.asked_by = by.account;
    replay.asked_by_name = by.name;
    replay.begun_at = now();
    store::insert_replay(db, replay);
    jobs::enqueue(db, replay_job, json::to_text(json::object({{"replay", replay.id.value}})), now(),
                  "table_builder.replay:" + std::to_string(replay.id.value));
    audit::record(db, by,
                  {.event = "table_builder.replay_begun",
                   .subject_kind = "decision_table",
                   .subject = version.table.value,
                   .detail = std::to_string(version.number)});
    return replay.id;
}

std::optional<ShownReplay> newest_replay(db::Connection& db, const Visitor& visitor, const decision_tables::Version& version) {
    auto found = store::newest_replay(db, version.table, version.number);
    if (!found) return std::nullopt;
    ShownReplay shown{.replay = std::move(*found)};
    shown.is_old = shown.replay.revision < written_at(version);
    for (auto& turned : store::turned(db, shown.replay.id, most_turned_shown)) {
        const auto named = cases::named(db, visitor, turned.of);
        if (named && named->may_be_opened) shown.turned.push_back({std::move(turned), named->number});
        else ++shown.hidden;
    }
    return shown;
}

void run_replay(Tenant& tenant, const jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) return;
    const ReplayId id{(*payload)["replay"].integer()};
    auto replay = tenant.db.read([&](db::Connection& db) { return store::replay(db, id); });
    if (!replay || replay->finished_at) return;
    const auto table = tenant.db.read([&](db::Connection& db) { return decision_tables::find(db, replay->table); });
    const auto version =
        tenant.db.read([&](db::Connection& db) { return decision_tables::find_version(db, replay->table, replay->version); });
    if (!table || !version) return;
    const auto ids = tenant.db.read([&](db::Connection& db) { return to_be_tried(db, tenant, *replay, *table); });
    const auto by = tenant.db.read([&](db::Connection& db) { return identity::visitor_of_account(db, replay->asked_by); });

    auto begun = *replay;
    begun.total = std::ssize(ids);
    begun.done = begun.same = begun.otherwise = begun.left_to_officer = begun.automatic = 0;
    tenant.db.write([&](db::Connection& db) {
        store::delete_turned(db, id);
        store::set_progress(db, begun);
    });
    for (std::size_t from = 0; from < ids.size(); from += at_a_time) {
        const auto until = std::min(from + at_a_time, ids.size());
        begun = tenant.db.write([&](db::Connection& db) {
            auto counted = begun;
            for (auto i = from; i < until; ++i) {
                // In the log before it is read.
                audit::record(
                    db, by, {.event = "table_builder.case_replayed", .subject_kind = "case", .subject = ids[i].value, .reason = "replay"});
                if (const auto of = cases::find(db, tenant, ids[i])) try_on(db, tenant, *table, *version, *of, counted);
            }
            counted.done = static_cast<std::int64_t>(until);
            store::set_progress(db, counted);
            return counted;
        });
    }
    tenant.db.write([&](db::Connection& db) {
        auto finished = begun;
        finished.finished_at = now();
        store::set_progress(db, finished);
    });
}

void remove_old_replays(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([](db::Connection& db) { store::remove_before(db, now() - 30 * microseconds_a_day); });
}

}  // namespace table_builder
