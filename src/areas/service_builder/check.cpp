#include "areas/service_builder/check.h"

#include "engines/identity/units.h"
#include "engines/services/catalogue.h"

namespace service_builder {
namespace {

/// What a definition may point at in this municipality.
services::Known known_names(db::Connection& db) {
    services::Known known;
    for (const auto& file : services::carried_flows()) known.flows.emplace_back(file.name.substr(0, file.name.find('.')));
    for (const auto& unit : identity::units(db)) known.units.push_back(unit.slug);
    return known;
}

}  // namespace

Checked checked(db::Connection& db, const yaml::Node& document) {
    auto service = services::read_service(document);
    if (!service) return {.problems = std::move(service.error())};
    auto problems = services::check_service(*service, known_names(db));
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
