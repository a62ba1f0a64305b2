#pragma once
/// How each source stands, for lists: read from its row while nothing that it was reckoned of has changed.
#include <utility>
#include <vector>

#include "areas/service_builder/following.h"

namespace service_builder {

/// All that are followed, with how each stands, as standing_of says it.
struct Following {
    std::vector<std::pair<Subscription, SourceStanding::What>> all{};
    std::vector<std::pair<SubscriptionId, KeptStanding>> reckoned{};  ///< those whose rows do not say it as it stands now
};
Following following(db::Connection&);
/// So that the next list need not reckon them.
void keep_standings(db::Database&, const Following&);

}  // namespace service_builder
