#pragma once
/// What is wrong with a draft as it stands, and where to mend it.
#include <memory>

#include "areas/service_builder/draft.h"
#include "engines/services/service.h"
#include "foundation/db/database.h"

namespace service_builder {

struct Checked {
    std::shared_ptr<const services::Service> service{};  ///< null when it cannot be read yet
    std::vector<forms::Problem> problems{};

    bool may_be_published() const { return service && problems.empty(); }
    /// Of the part at that path and all that is in it.
    std::vector<forms::Problem> of(const services::Path&) const;
};
Checked checked(db::Connection&, const yaml::Node& document);

}  // namespace service_builder
