#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/installation.h"
#include "engines/services/catalogue.h"
#include "engines/services/service.h"
#include "engines/site/engines.h"

namespace app {

static std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw UsageError{fmt::format("{} cannot be read: give the path of a YAML file", path)};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// For messages that no municipality's language decides: Swedish when the terminal is.
static Language terminal_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return std::string_view(value).starts_with("sv") ? Language::sv : Language::en;
    return Language::en;
}

static services::Known known_names() {
    services::Known known;
    for (const auto& file : services::carried_flows()) known.flows.emplace_back(file.name.substr(0, file.name.find('.')));
    return known;
}

static std::vector<forms::Problem> problems_of(const std::string& yaml) {
    const auto service = services::parse_service(yaml);
    if (!service) return service.error();
    return services::check_service(*service, known_names());
}

static int report(const std::string& path, const std::vector<forms::Problem>& problems) {
    static const texts::Catalog catalog = [] {
        texts::Catalog made;
        site::add_texts(made, {});
        return made;
    }();
    const Texts text(catalog, "services", terminal_language());
    for (const auto& problem : problems) std::cout << path << ": " << forms::line_of_report(text, problem) << "\n";
    if (problems.empty()) std::cout << path << ": fine\n";
    return problems.empty() ? done : found_wrong;
}

int service_check(const std::vector<std::string>& files) {
    int result = done;
    for (const auto& path : files) result = std::max(result, report(path, problems_of(text_of(path))));
    return result;
}

int service_import(const config::Settings& settings, const std::string& tenant_slug, const std::vector<std::string>& files, bool publish) {
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    int result = done;
    for (const auto& path : files) {
        const auto yaml = text_of(path);
        const auto problems = problems_of(yaml);
        if (!problems.empty()) {
            result = std::max(result, report(path, problems));
            continue;
        }
        const auto service = services::parse_service(yaml);
        const auto taken = tenant.db.write([&](db::Connection& db) -> Result<void> {
            TRY(services::put(db, yaml));
            if (publish) return services::publish(db, service->id, service->version);
            return {};
        });
        if (!taken) {
            std::cout << fmt::format("{}: version {} of {} is published with another text: raise its version\n", path, service->version,
                                     service->id);
            result = found_wrong;
        } else {
            const auto kept = tenant.db.read([&](db::Connection& db) { return services::definition(db, service->id, service->version); });
            const bool is_draft = kept && kept->state == services::DefinitionState::draft;
            std::cout << fmt::format("{}: {} version {} is {}\n", path, service->id, service->version, is_draft ? "a draft" : "published");
        }
    }
    return result;
}

int service_export(const config::Settings& settings, const std::string& tenant_slug, const std::string& id, int version) {
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    const auto found = tenant.db.read([&](db::Connection& db) -> Result<services::Definition> {
        if (version > 0) return services::definition(db, id, version);
        const auto newest = services::newest_published(db, id);
        if (!newest) return failure(Fault::not_found);
        return services::definition(db, id, newest->version);
    });
    if (!found) throw UsageError{fmt::format("{} has no published service '{}'{}", tenant.slug, id, version ? " of that version" : "")};
    std::cout << found->yaml;
    return done;
}

}  // namespace app
