#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "app/commands.h"
#include "app/installation.h"
#include "engines/audit/audit.h"
#include "engines/form_import/keep.h"
#include "engines/forms/spoken.h"
#include "engines/services/catalogue.h"
#include "engines/services/service.h"
#include "engines/site/engines.h"

namespace app {

static std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw UsageError{fmt::format("{} cannot be read: give the path of a file", path)};
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

static const texts::Catalog& catalog() {
    static const texts::Catalog made = [] {
        texts::Catalog all;
        site::add_texts(all, {});
        return all;
    }();
    return made;
}

static int report(const std::string& path, const std::vector<forms::Problem>& problems) {
    const Texts text(catalog(), "services", terminal_language());
    for (const auto& problem : problems) std::cout << path << ": " << forms::line_of_report(text, problem) << "\n";
    if (problems.empty()) std::cout << path << ": fine\n";
    return problems.empty() ? done : found_wrong;
}

/// Nothing is wrong with a service that has not all words in a further language: who translates it is told what is left.
static void tell_what_is_left(const std::string& path, const std::string& yaml) {
    const auto service = services::parse_service(yaml);
    if (!service) return;
    for (const auto& row : further_languages()) {
        std::vector<std::string> left;
        bool is_begun = service->title.speaks(row.language);
        for (const auto& page : service->form.pages) {
            if (page.id == services::contact_page_id) continue;
            for (const auto& field : page.fields) {
                if (!forms::speaks(field, row.language)) left.push_back(field.id);
                is_begun = is_begun || field.label.in(row.language) != field.label.sv;
            }
        }
        if (is_begun && !left.empty()) std::cout << fmt::format("{}: {}: asked in Swedish: {}\n", path, row.code, fmt::join(left, ", "));
    }
}

int service_check(const std::vector<std::string>& files) {
    int result = done;
    for (const auto& path : files) {
        const auto yaml = text_of(path);
        result = std::max(result, report(path, problems_of(yaml)));
        tell_what_is_left(path, yaml);
    }
    return result;
}

/// What became of a form from elsewhere, to the file or else to a stream.
static void write_report(const std::vector<std::string>& lines, const std::string& path, const std::string& file, std::ostream& otherwise) {
    std::ofstream to_file;
    if (!file.empty()) to_file.open(file, std::ios::app);
    auto& out = file.empty() ? otherwise : to_file;
    for (const auto& line : lines) out << path << ": " << line << "\n";
    if (!out.flush()) throw UsageError{fmt::format("{} cannot be written", file)};
}

/// The form and its report in the terminal's language; nothing when it was refused, and that was said.
static std::optional<std::pair<form_import::Imported, std::vector<std::string>>> imported(const std::string& path,
                                                                                          const std::string& bytes) {
    auto form = form_import::import_form(bytes);
    if (form) {
        auto lines = form_import::lines(Texts(catalog(), "form_import", terminal_language()), form->report);
        return std::pair(*std::move(form), std::move(lines));
    }
    const std::vector<texts::Value> values(form.error().arguments.begin(), form.error().arguments.end());
    std::cout << path << ": " << Texts(catalog(), "form_import", terminal_language()).formatted(form.error().text_key, values) << "\n";
    return std::nullopt;
}

static int import_foreign(db::Database& db, const std::string& path, const std::string& bytes, const std::string& report_file) {
    const auto form = imported(path, bytes);
    if (!form) return found_wrong;
    const auto id = db.write([&](db::Connection& connection) { return form_import::keep_draft(connection, form->first, form->second); });
    if (!id) return found_wrong;
    std::cout << fmt::format("{}: {} version 1 is a draft\n", path, *id);
    write_report(form->second, path, report_file, std::cout);
    return done;
}

/// Whoever has the machine needs nobody's approval; the log says that there was none.
static Result<void> publish_alone(db::Connection& db, const services::Service& service) {
    const auto before = services::definition(db, service.id, service.version);
    if (before && before->state == services::DefinitionState::published) return {};
    TRY(services::publish(db, service.id, service.version));
    audit::record(db, audit::program("torg service import"),
                  {.event = "administration.definition_published_alone",
                   .subject_kind = "service",
                   .detail = fmt::format("{} {}", service.id, service.version)});
    return {};
}

static int import_definition(db::Database& db, const std::string& path, const std::string& yaml, bool publish) {
    const auto problems = problems_of(yaml);
    if (!problems.empty()) return report(path, problems);
    const auto service = services::parse_service(yaml);
    const auto taken = db.write([&](db::Connection& connection) -> Result<void> {
        TRY(services::put(connection, yaml));
        return publish ? publish_alone(connection, *service) : Result<void>();
    });
    if (!taken) {
        std::cout << fmt::format("{}: version {} of {} is published with another text: raise its version\n", path, service->version,
                                 service->id);
        return found_wrong;
    }
    const auto kept = db.read([&](db::Connection& connection) { return services::definition(connection, service->id, service->version); });
    const bool is_draft = kept && kept->state == services::DefinitionState::draft;
    std::cout << fmt::format("{}: {} version {} is {}\n", path, service->id, service->version, is_draft ? "a draft" : "published");
    return done;
}

int service_import(const config::Settings& settings, const std::string& tenant_slug, const ServiceImport& import) {
    Installation installation(settings);
    auto& tenant = installation.tenant(tenant_slug);
    audit::prepare(tenant.db, tenant.secret);
    int result = done;
    for (const auto& path : import.files) {
        const auto bytes = text_of(path);
        const bool is_foreign = form_import::is_foreign(bytes);
        result = std::max(result, is_foreign ? import_foreign(tenant.db, path, bytes, import.report)
                                             : import_definition(tenant.db, path, bytes, import.publish));
    }
    return result;
}

int service_convert(const std::string& path, const std::string& report_file) {
    const auto form = imported(path, text_of(path));
    if (!form) return found_wrong;
    std::cout << form->first.yaml;
    write_report(form->second, path, report_file, std::cerr);
    return done;
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
