#include "areas/case_desk/batch.h"

#include <algorithm>

#include "areas/case_desk/store.h"
#include "engines/cases/find.h"
#include "engines/cases/letter_blocks.h"
#include "engines/identity/tokens.h"
#include "foundation/jobs/apart.h"

namespace case_desk {
namespace {

/// What the officer reads beside the case that could not be changed.
std::string why_of(const Error& error) {
    if (!error.fields.empty()) return error.fields.front().text_key;
    return error.text_key.empty() ? "error_not_yours" : error.text_key;
}

/// The cases of a batch may have begun with another version of the service: what it has not, is not in its letter.
std::vector<cases::TypedBlock> blocks_of(const cases::Change& change, const Batch& batch, const cases::Case& of) {
    const auto service = cases::service_of(change.db, of);
    const auto* outcome = service->decision.outcome(batch.outcome);
    if (!outcome || !batch.blocks) return {};
    return cases::with_standard_blocks(*outcome, *batch.blocks);
}

Result<void> do_one(cases::Change& change, const Batch& batch, const Batch::Member& member) {
    const auto of = TRY(cases::find_to_change(change.db, change.tenant, change.by, member.number));
    if (batch.kind == Batch::Kind::assign) return cases::assign_to(change, of.id, *batch.officer);
    const auto reason = batch.reason.empty() ? cases::usual_reason(change.db, change.tenant, of, batch.outcome) : batch.reason;
    TRY(cases::decide(change, of.id,
                      {.outcome = batch.outcome,
                       .reason = reason,
                       .comment = batch.comment,
                       .blocks = blocks_of(change, batch, of),
                       .seen_event = member.seen_event}));
    return {};
}

}  // namespace

std::size_t Batch::count(State wanted) const { return static_cast<std::size_t>(std::ranges::count(members, wanted, &Member::state)); }

std::size_t Batch::count_undone() const {
    return static_cast<std::size_t>(std::ranges::count_if(members, [](const Member& member) { return member.undone_at.has_value(); }));
}

bool Batch::can_be_undone(int undo_minutes) const {
    return kind == Kind::decide && finished_at && !undo_asked_at && count(State::done) > 0 &&
           now() < *finished_at + undo_minutes * microseconds_a_minute;
}

Result<BatchId> make_batch(cases::Change& change, Batch batch, const std::vector<std::string>& numbers) {
    batch.id = BatchId{new_id()};
    batch.account = change.by.account;
    batch.made_at = now();
    for (const auto& number : numbers) {
        if (std::ranges::find(batch.members, number, &Batch::Member::number) != batch.members.end()) continue;
        const auto found = cases::find_for(change.db, change.tenant, change.by, number);
        if (!found && found.error().fault == Fault::sign_in_needed) return tl::unexpected(found.error());
        if (!found) continue;  // nobody learns which numbers exist
        if (!cases::find_to_change(change.db, change.tenant, change.by, number)) {
            batch.members.push_back({found->id, number, found->last_event, Batch::State::failed, "error_not_yours"});
            continue;
        }
        // As when it is opened alone.
        if (batch.kind == Batch::Kind::decide && found->officer == change.by.account) TRY(cases::begin_processing(change, found->id));
        batch.members.push_back({found->id, number, found->last_event});
    }
    if (batch.members.empty()) return invalid({{"arende", "error_tick_cases"}});
    store::insert_batch(change.db, batch);
    return batch.id;
}

Result<Batch> find_batch(db::Connection& db, AccountId account, BatchId id) {
    auto found = store::batch(db, id);
    if (!found || found->account != account) return failure(Fault::not_found);
    return std::move(*found);
}

void start_batch(db::Connection& db, const Batch& batch) {
    if (!store::begin_batch(db, batch)) return;
    const auto id = std::to_string(batch.id.value);
    jobs::enqueue(db, "case_desk.run_batch", json::to_text(json::object({{"batch", batch.id.value}})), now(), "case_desk.batch:" + id);
}

std::optional<BatchId> start_apart(db::Connection& db, Batch batch) {
    const auto waiting = [](const Batch::Member& member) { return member.state == Batch::State::waiting; };
    batch.rest = batch.id;
    std::erase_if(batch.members,
                  [&](const Batch::Member& member) { return waiting(member) && !store::take_out(db, *batch.rest, member.of); });
    if (std::ranges::none_of(batch.members, waiting)) return std::nullopt;
    batch.id = BatchId{new_id()};
    batch.made_at = now();
    store::insert_batch(db, batch);
    start_batch(db, batch);
    return batch.id;
}

void run_batch(Tenant& tenant, const jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) return;
    const BatchId id{(*payload)["batch"].integer()};
    const auto batch = tenant.db.read([&](db::Connection& db) { return store::batch(db, id); });
    if (!batch || batch->finished_at) return;
    const auto change_one = [&](const Batch::Member& member) {
        tenant.db.write([&](db::Connection& db) {
            if (!store::is_waiting(db, id, member.of)) return;
            // Rights as they are now, not as they were when the page was shown.
            const auto by = identity::visitor_of_account(db, batch->account);
            cases::Change change{db, tenant, by, "processing"};
            const auto done = do_one(change, *batch, member);
            store::set_member(db, id, member.of, done ? Batch::State::done : Batch::State::failed, done ? "" : why_of(done.error()));
        });
    };
    for (const auto& member : batch->members)
        if (!jobs::done_apart(job.name, [&] { change_one(member); }))
            tenant.db.write([&](db::Connection& db) { store::set_member(db, id, member.of, Batch::State::failed, "error_broke"); });
    tenant.db.write([&](db::Connection& db) { store::end_batch(db, id); });
}

Result<void> ask_undo(db::Connection& db, const Tenant& tenant, const Batch& batch) {
    if (!batch.can_be_undone(tenant.undo_minutes)) return failure(Fault::conflict, "error_undo_too_late");
    if (!store::begin_undo(db, batch.id)) return {};  // a second press
    const auto id = std::to_string(batch.id.value);
    jobs::enqueue(db, "case_desk.undo_batch", json::to_text(json::object({{"batch", batch.id.value}})), now(), "case_desk.undo:" + id);
    return {};
}

namespace {

/// Only what the batch decided: not what somebody has decided anew since.
Result<void> undo_one(cases::Change& change, const Batch& batch, const Batch::Member& member) {
    const auto of = TRY(cases::find_to_change(change.db, change.tenant, change.by, member.number));
    const auto made = cases::decision(change.db, change.tenant, of);
    const bool is_of_batch =
        made && made->decided_by == batch.account && made->decided_at >= *batch.started_at && made->decided_at <= *batch.finished_at;
    if (!is_of_batch) return failure(Fault::conflict, "error_not_batch_decision");
    return cases::undo_decision(change, of.id);
}

}  // namespace

void undo_batch(Tenant& tenant, const jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) return;
    const BatchId id{(*payload)["batch"].integer()};
    const auto batch = tenant.db.read([&](db::Connection& db) { return store::batch(db, id); });
    if (!batch || !batch->undo_asked_at || batch->undone_at) return;
    const auto change_one = [&](const Batch::Member& member) {
        tenant.db.write([&](db::Connection& db) {
            const auto by = identity::visitor_of_account(db, batch->account);
            cases::Change change{db, tenant, by, "processing"};
            const auto undone = undo_one(change, *batch, member);
            store::set_undone(db, id, member.of, undone ? "" : why_of(undone.error()));
        });
    };
    for (const auto& member : batch->members) {
        if (member.state != Batch::State::done || member.undone_at) continue;
        if (!jobs::done_apart(job.name, [&] { change_one(member); }))
            tenant.db.write([&](db::Connection& db) { store::set_undone(db, id, member.of, "error_broke"); });
    }
    tenant.db.write([&](db::Connection& db) { store::end_undo(db, id); });
}

void remove_old_batches(Tenant& tenant, const jobs::Job&) {
    tenant.db.write([](db::Connection& db) { store::remove_before(db, now() - 30 * microseconds_a_day, now() - microseconds_a_day); });
}

}  // namespace case_desk
