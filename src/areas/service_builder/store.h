#pragma once
/// All SQL of the builder: drafts and their revisions, what is shared and what is followed.
#include <vector>

#include "areas/service_builder/draft.h"
#include "areas/service_builder/subscription.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace service_builder {

/// Drafts that are open, proposed or approved, last changed first.
std::vector<Draft> drafts_at_work(db::Connection&);
Result<Draft> find_draft(db::Connection&, ServiceDraftId);
/// The draft at work on that service, if there is one: two would only have to be merged.
std::optional<Draft> draft_of(db::Connection&, std::string_view service);

struct NewRevision {
    std::string yaml{};
    What what{};
    std::string part{};
    std::optional<std::string> source{};  ///< the definition from elsewhere that it takes in
};

ServiceDraftId begin_draft(db::Connection&, const Visitor&, const Draft&, std::string_view yaml);
Result<std::string> yaml_of(db::Connection&, ServiceDraftId, int revision);
/// The newest hundred, newest first.
std::vector<Revision> revisions(db::Connection&, ServiceDraftId);
/// The revision that was made from this one last, for redo.
std::optional<int> revision_after(db::Connection&, ServiceDraftId, int revision);
std::optional<Revision> find_revision(db::Connection&, ServiceDraftId, int number);

/// A new revision after `draft.revision`, which becomes the one that is shown. False when another was saved meanwhile.
bool add_revision(db::Connection&, const Visitor&, const Draft&, const NewRevision&);
/// Shows another revision. False when another was saved meanwhile.
bool show_revision(db::Connection&, const Draft& now, const Draft& then);
/// State, words, version and day. False when another was there first.
bool change_state(db::Connection&, const Draft& before, const Draft& after);
/// Every revision but the one that is shown: when the draft is done, so that its size and the names of those who saved do not stay.
void forget_history(db::Connection&, const Draft&);
/// Those whose day has come.
std::vector<Draft> due_to_publish(db::Connection&, Timestamp);

/// The definition from elsewhere that the draft as it is shown took in last, if it did.
std::optional<std::string> source_taken_in(db::Connection&, const Draft&);
/// The definition from elsewhere that the published service is built on.
std::optional<std::string> source_of(db::Connection&, std::string_view service);
void keep_source(db::Connection&, std::string_view service, std::string_view yaml);

/// Ids of the services that anybody may read the definition of.
std::vector<std::string> shared_ids(db::Connection&);
void share(db::Connection&, std::string_view service);
/// False when it was not shared.
bool stop_sharing(db::Connection&, std::string_view service);

/// In the order of the source's name and the service's.
std::vector<Subscription> subscriptions(db::Connection&);
Result<Subscription> find_subscription(db::Connection&, SubscriptionId);
std::optional<Subscription> subscription_at(db::Connection&, std::string_view address);
void add_subscription(db::Connection&, const Subscription&);
/// What it is called here, and our names in it.
void keep_names(db::Connection&, const Subscription&);
/// What a look gave, unless another look came first.
void keep_asked(db::Connection&, const Subscription& before, const Subscription& after);
KeptStanding standing_in_row(db::Connection&, SubscriptionId);
void keep_standing(db::Connection&, SubscriptionId, const KeptStanding&);
void end_subscription(db::Connection&, SubscriptionId);

}  // namespace service_builder
