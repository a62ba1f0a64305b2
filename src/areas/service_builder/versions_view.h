#pragma once
/// The versions of a service that are, and were, in force.
#include "areas/service_builder/page.h"
#include "engines/services/catalogue.h"

namespace service_builder {

/// `in_force` null: retired.
http::Response versions_page(const Context&, const std::vector<services::Definition>&, const services::Service* in_force, bool may_publish);

}  // namespace service_builder
