#pragma once
/// How each source stands, for lists: read from its row while nothing that it was reckoned of has changed.
#include <optional>
#include <string>

#include "areas/service_builder/following.h"

namespace service_builder {

/// Reckons those that are not kept as they stand now, and keeps them.
void keep_standings(db::Database&);
/// As standing_of says it.
SourceStanding::What kept_standing(db::Connection&, const Subscription&);

/// In the row.
struct KeptStanding {
    std::string what{}, of{};
};
KeptStanding standing_in_row(db::Connection&, SubscriptionId);
void keep_standing(db::Connection&, SubscriptionId, const KeptStanding&);

}  // namespace service_builder
