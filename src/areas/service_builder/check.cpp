#include "areas/service_builder/check.h"

#include "engines/services/known.h"

namespace service_builder {
Checked checked(db::Connection& db, const yaml::Node& document) {
    auto service = services::read_service(document);
    if (!service) return {.problems = std::move(service.error())};
    auto problems = services::check_service(*service, services::known_here(db));
    return {std::make_shared<const services::Service>(std::move(*service)), std::move(problems)};
}

std::vector<forms::Problem> Checked::of(const services::Path& path) const {
    const auto prefix = services::to_text(path);
    std::vector<forms::Problem> here;
    for (const auto& problem : problems)
        if (problem.path == prefix || problem.path.starts_with(prefix + ".")) here.push_back(problem);
    return here;
}

}  // namespace service_builder
