#pragma once
#include <string>
#include <string_view>

#include "foundation/http/message.h"

namespace pages {

/// Lines of csv::line as a file to keep; `name` without its ending.
http::Response csv_file(std::string lines, std::string_view name);

}  // namespace pages
