#include "engines/pages/csv_file.h"

namespace pages {

http::Response csv_file(std::string lines, std::string_view name) {
    http::Response file{.type = "text/csv; charset=utf-8", .body = std::move(lines)};
    return file.with("Content-Disposition", "attachment; filename=\"" + std::string(name) + ".csv\"");
}

}  // namespace pages
