#pragma once
/// From a draft to a published version: proposed, approved by the one who publishes, published on its day, and back to an older version.
#include "areas/service_builder/store.h"
#include "engines/area/area.h"

namespace service_builder {

/// Failures: conflict (something is left to mend, a newer version was published meanwhile, or somebody else was first).
Result<void> propose(db::Connection&, const Visitor&, ServiceDraftId, int revision, std::string_view words);
/// Gives it the next version number. Published at once, or by the job when its day comes.
Result<void> approve(db::Connection&, const Visitor&, ServiceDraftId, int revision, Timestamp publish_at);
/// To be changed again.
Result<void> open_again(db::Connection&, const Visitor&, ServiceDraftId, int revision, std::string_view words);
Result<void> discard(db::Connection&, const Visitor&, ServiceDraftId, int revision);

/// Whether a version was published after the one that the draft began from.
bool has_newer(db::Connection&, const Draft&);

/// The version as it was, published as the next number: cases that run keep the version they have. Which number. Failures: not_found;
/// conflict (it was never published, or is in force).
Result<int> publish_again(db::Connection&, const Visitor&, std::string_view service, int version);

/// The job: what is approved and has its day. Nothing happens a second time.
void publish_due(Tenant&, const jobs::Job&);
inline constexpr std::string_view publish_job = "service_builder.publish";

}  // namespace service_builder
