#pragma once
/// The versions of a service that are, and were, in force, and how the form is filled in.
#include "areas/service_builder/page.h"
#include "engines/services/catalogue.h"
#include "engines/services/usage.h"

namespace service_builder {

struct VersionsPage {
    const std::vector<services::Definition>& versions;
    const services::Service* in_force;  ///< null: retired
    services::Usage usage;              ///< of the one in force
    bool may_publish;
    bool is_shared = false;
};
http::Response versions_page(const Context&, const VersionsPage&);

}  // namespace service_builder
