#pragma once
/// All SQL of the case desk.
#include <optional>
#include <string>
#include <vector>

#include "areas/case_desk/batch.h"
#include "areas/case_desk/screen.h"
#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace case_desk::store {

std::optional<std::string> columns(db::Connection&, AccountId);
void save_columns(db::Connection&, AccountId, std::string_view columns);

// ---- many cases at once
void insert_batch(db::Connection&, const Batch&);
std::optional<Batch> batch(db::Connection&, BatchId);
/// Writes what was chosen and keeps only these members and those that have failed; false when it had begun before.
bool begin_batch(db::Connection&, const Batch&);
/// False when the case does not wait there.
bool take_out(db::Connection&, BatchId, CaseId);
/// The newest that was taken out of this one.
std::optional<BatchId> taken_out_of(db::Connection&, BatchId);
bool is_waiting(db::Connection&, BatchId, CaseId);
void set_member(db::Connection&, BatchId, CaseId, Batch::State, std::string_view why);
void end_batch(db::Connection&, BatchId);
/// False when it had been asked for before.
bool begin_undo(db::Connection&, BatchId);
/// `why` says why the decision stays; empty: it is undone.
void set_undone(db::Connection&, BatchId, CaseId, std::string_view why);
void end_undo(db::Connection&, BatchId);
void remove_before(db::Connection&, Timestamp batches, Timestamp presence);

// ---- who has opened a case lately
void mark_present(db::Connection&, CaseId, const Visitor&);
/// Others than this one since then, last first.
std::vector<Colleague> others_at(db::Connection&, CaseId, AccountId, Timestamp since);

// ---- saved searches
void insert_search(db::Connection&, const SavedSearch&);
std::optional<SavedSearch> search(db::Connection&, AccountId, SearchId);
/// One's own, and those that units share where one reads cases; in Swedish order.
std::vector<SavedSearch> searches(db::Connection&, AccountId);
void delete_search(db::Connection&, AccountId, SearchId);

}  // namespace case_desk::store
