#pragma once
/// What registers outside say about the conditions of a case: asked by a job, each question an audit entry, the answers an event.
#include <optional>

#include "engines/cases/case.h"
#include "engines/cases/work.h"
#include "engines/directories/directories.h"

namespace cases {

struct Checked {
    std::optional<Timestamp> at{};  ///< nothing has been asked yet
    directories::Findings findings{};

    /// Somebody in the case has a protected identity (skyddad folkbokföring).
    bool has_protected_identity() const;
};
/// The newest answers. A check without one is left out, or unconnected when no register could answer it.
Checked checked(db::Connection&, const Tenant&, const Case&);

/// Queues the job that asks, when there is anybody to ask; then, or at once, the one that decides by a table (judging.h). In the same
/// transaction as the answers it asks about.
void queue_checks(Change&, CaseId);
/// The same for an officer who wants to know what the registers say now. conflict when the case is closed.
Result<void> check_again(Change&, CaseId);
/// Asks inside the caller's transaction: only for registers of the house itself, as invented towns have.
void check_at_once(Change&, CaseId);
/// The job "cases.check". Throws, to be run again later, when a register does not answer.
void run_checks(Tenant&, const ::jobs::Job&);

}  // namespace cases
