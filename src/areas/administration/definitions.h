#pragma once
/// Pages of e-service definitions.
#include <memory>
#include <string>
#include <vector>

#include "areas/administration/page.h"
#include "engines/forms/problem.h"
#include "engines/services/catalogue.h"

namespace administration {

struct ListedDefinition {
    services::Definition definition;
    std::string title;  ///< "" when this program cannot read it
};
/// A service that comes with the program.
struct Carried {
    std::string id, title;
};
http::Response definitions_page(const Context&, const std::vector<ListedDefinition>&, const std::vector<Carried>& not_taken);

std::string definition_address(const services::Definition&);

/// What stands in the box, and why it could not be taken.
struct Import {
    std::string yaml;
    std::vector<forms::Problem> problems{};
    std::string refused{};  ///< for what no line is to blame
};
http::Response import_page(const Context&, const Import&);

struct DefinitionPage {
    services::Definition definition;
    std::shared_ptr<const services::Service> service;  ///< null when this program cannot read it
    std::vector<forms::Problem> problems;
};
http::Response definition_page(const Context&, const DefinitionPage&);

}  // namespace administration
