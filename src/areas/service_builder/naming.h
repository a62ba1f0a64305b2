#pragma once
/// Giving another municipality's names ours: what there is to choose from here, what is offered, and what does not do.
#include <map>
#include <string>
#include <vector>

#include "areas/service_builder/subscription.h"
#include "engines/area/tenant.h"
#include "engines/identity/delegation.h"
#include "engines/identity/units.h"

namespace service_builder {

/// What exists here.
struct Here {
    std::vector<identity::Unit> units{};
    std::vector<identity::DelegationRule> delegation{};  ///< empty: there is no order to choose from
    std::vector<yaml::Node> courts{};                    ///< that our services appeal to, each once
    std::string municipality{}, email{}, phone{};
    yaml::Node service{};  ///< our own definition of the service, when there is one
};
Here found_here(db::Connection&, const Tenant&, const Subscription&);

/// What is typed or chosen for a name: a court by its Swedish name.
using TypedNames = std::map<std::string, std::string, std::less<>>;
/// What was said before, else what is ours without doubt; "" when somebody must say.
std::string offered(const LocalName&, const Subscription&, const Here&);
/// The control's name.
std::string field_of(const LocalName&);

/// Ours for each of them. Failures: invalid, by field_of.
Result<OurNames> checked_names(const std::vector<LocalName>&, const TypedNames&, const Here&);

}  // namespace service_builder
