#include "foundation/csv/csv.h"

#include <algorithm>
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

std::vector<std::string> fields(std::string_view line, char separator) {
    std::vector<std::string> all(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (is_quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            all.back() += '"';
            ++i;
        } else if (c == '"') is_quoted = !is_quoted;
        else if (c == separator && !is_quoted) all.emplace_back();
        else all.back() += c;
    }
    return all;
}

char separator_of(std::string_view heading) {
    const auto number = [&](char separator) { return std::ranges::count(heading, separator); };
    char most = ';';
    for (const char separator : {',', '\t'})
        if (number(separator) > number(most)) most = separator;
    return most;
}

}  // namespace csv
