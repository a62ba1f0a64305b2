#pragma once
#include <string>

#include "engines/forms/definition.h"

namespace forms {

/// What from_plain_json takes, as JSON Schema 2020-12. `address_of_schemas` begins every $id: "https://exempelby.example/api/scheman/".
std::string json_schema(const Form&, Language, std::string_view address_of_schemas = {});

}  // namespace forms
