#include "foundation/csv/csv.h"

#include <string_view>

namespace csv {

static std::string quoted(std::string_view value) {
    std::string field = "\"";
    if (!value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos) field += '\'';
    for (const char c : value) field += c == '"' ? "\"\"" : std::string(1, c);
    return field + '"';
}

std::string line(const std::vector<std::string>& fields) {
    std::string all;
    for (const auto& field : fields) all += (all.empty() ? "" : ",") + quoted(field);
    return all + "\r\n";
}

}  // namespace csv
