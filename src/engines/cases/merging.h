#pragma once
/// Two cases of the same matter become one, or a part of a case goes on by itself. Nothing is moved or deleted: every case keeps its
/// number, its place in the register (OSL 5 kap. 1–2 §§), its documents and its log.
#include "engines/cases/store.h"
#include "engines/cases/work.h"

namespace cases {

/// Closes the case, which goes on in the other one; its parties are told. Who calls has tested that both may be changed.
/// Failures: invalid at "other": the case itself; decided or closed; others go on in it; another applicant; secrecy that the other lacks.
Result<void> merge(Change&, CaseId, CaseId into);
/// The case goes on by itself again, as it was before; its parties are told. conflict when the other is decided or closed meanwhile.
Result<void> unmerge(Change&, CaseId);
/// Where it goes on; nothing when by itself.
std::optional<CaseId> merged_into(db::Connection&, CaseId);
/// Those that go on in this one, first merged first.
std::vector<CaseId> merged_here(db::Connection&, CaseId);

/// What whoever opens the case has seen: its newest event, and how much the parties have done in those that go on in it. One number, that
/// a page carries and decide() compares.
std::int64_t seen_so_far(db::Connection&, const Case&);
/// The newest event of the case itself, out of that number.
std::int64_t event_seen(std::int64_t seen);
/// Whether the case, or what goes on in it, has gone on since. A number without the second part tells of the first alone.
bool is_seen(db::Connection&, const Case&, std::int64_t seen);

struct SplitDraft {
    std::string service;                  ///< id
    std::string words;                    ///< what the new case is about; the applicant reads it
    std::vector<DocumentId> documents{};  ///< of the case, that come along
    std::optional<std::int64_t> seen_event{};
};
/// Services whose cases this officer may decide, and that begin at an officer.
std::vector<std::shared_ptr<const services::Service>> services_to_split_to(db::Connection&, const Visitor&);
/// A new case of the same parties, linked to this one. Its time to decide counts from the day the first came in.
/// Failures: invalid (service, words, documents), conflict when the case is decided or closed.
Result<Receipt> split(Change&, CaseId, const SplitDraft&);

}  // namespace cases

namespace cases::store {

void put_merged(db::Connection&, CaseId, CaseId into, Timestamp);
void delete_merged(db::Connection&, CaseId);

}  // namespace cases::store
