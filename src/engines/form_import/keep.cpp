#include "engines/form_import/keep.h"

#include <algorithm>

#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace form_import {

constexpr std::size_t most_lines = 1000;

std::string with_report(const Imported& imported, const std::vector<std::string>& report) {
    std::string text;
    for (std::size_t i = 0; i < std::min(report.size(), most_lines); ++i) text += "# " + report[i] + "\n";
    return text + imported.yaml;
}

std::vector<std::string> report_in(std::string_view yaml) {
    std::vector<std::string> found;
    for (const auto line : split(yaml, '\n')) {
        if (!line.starts_with("# ")) break;
        found.emplace_back(line.substr(2));
    }
    return found;
}

Result<std::string> keep_draft(db::Connection& db, const Imported& imported, const std::vector<std::string>& report) {
    auto service = services::parse_service(imported.yaml);
    if (!service) return failure(Fault::invalid);
    const auto kept = services::definitions(db);
    const auto is_taken = [&](const std::string& id) { return std::ranges::any_of(kept, [&](const auto& one) { return one.id == id; }); };
    for (int i = 2; is_taken(service->id); ++i) service->id = imported.id.substr(0, 55) + "-" + std::to_string(i);
    TRY(services::put(db, with_report({service->id, services::to_yaml(*service)}, report)));
    return service->id;
}

}  // namespace form_import
