#pragma once
/// Another municipality's service that we follow at its address: looked at once a day, and taken in when somebody here says so.
#include <string>

#include "areas/service_builder/local_names.h"
#include "foundation/base/id.h"
#include "foundation/base/time.h"

using SubscriptionId = Id<struct ServiceSubscriptionTag>;

namespace service_builder {

struct Subscription {
    SubscriptionId id{};
    std::string address{};
    std::string municipality{};   ///< the source's name
    std::string their_service{};  ///< its id there
    std::string service{};        ///< its id here; empty until somebody has said what it is called
    OurNames names{};
    std::string yaml{};  ///< as it was seen last
    std::string etag{};
    Timestamp changed_at{};  ///< when that text was new
    Timestamp asked_at{};
    std::string problem{};  ///< text key: why the last look gave nothing

    yaml::Node document() const { return yaml::parse(yaml).value_or(yaml::Node{}); }
};

/// How it stands, as it was reckoned last.
struct KeptStanding {
    std::string what{};  ///< the name of a SourceStanding::What
    std::string of{};    ///< a digest of all that it was reckoned of
};

}  // namespace service_builder
