#pragma once
/// From a draft to a published version: proposed, approved by the one who publishes, published on its day, and back to an older version.
#include "areas/service_builder/store.h"
#include "engines/area/area.h"

namespace service_builder {

/// Failures: conflict (something is left to mend, a newer version was published meanwhile, or somebody else was first).
Result<void> propose(db::Connection&, const Visitor&, ServiceDraftId, int revision, std::string_view words);
/// Published at once, or by the job when its day comes; the version gets its number then. Two see what becomes the rule for everybody:
/// whoever proposed it does not approve it. Failures: as propose, and forbidden (one's own proposal).
Result<void> approve(db::Connection&, const Visitor&, ServiceDraftId, int revision, Timestamp publish_at);
/// To be changed again. Whoever undoes an approval must have the right to approve.
Result<void> open_again(db::Connection&, const Visitor&, ServiceDraftId, int revision, std::string_view words);
Result<void> discard(db::Connection&, const Visitor&, ServiceDraftId, int revision);

/// Whether a version was published after the one that the draft began from.
bool has_newer(db::Connection&, const Draft&);

/// The version as it was, published as the next number: cases that run keep the version they have. Which number. Failures: not_found;
/// conflict (it was never published, is in force, or does not hold any more: what it names is gone).
Result<int> publish_again(db::Connection&, const Visitor&, std::string_view service, int version);

/// The job: what is approved and has its day. What does not hold any more, or has a newer version before it, is opened again with that as
/// its words. Nothing happens a second time.
void publish_due(Tenant&, const jobs::Job&);
inline constexpr std::string_view publish_job = "service_builder.publish";

}  // namespace service_builder
