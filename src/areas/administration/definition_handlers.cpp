#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/definitions.h"
#include "areas/administration/handlers.h"
#include "engines/audit/audit.h"
#include "engines/form_import/keep.h"
#include "engines/services/known.h"
#include "engines/services/sent.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {
namespace {

using services::Definition;

constexpr std::size_t longest_yaml = 500'000;

/// The log names the service by its short name and version.
void record(db::Connection& db, const Context& c, std::string_view event, std::string_view id, int version) {
    audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "service", .detail = fmt::format("{} {}", id, version)});
}

/// A form from elsewhere becomes a draft; what became of each part stands in it as comments.
Result<http::Response> import_foreign(Context& c, const std::string& bytes) {
    const auto imported = form_import::import_form(bytes);
    if (!imported) {
        const std::vector<texts::Value> values(imported.error().arguments.begin(), imported.error().arguments.end());
        return import_page(c, {.refused = c.text.of("form_import").formatted(imported.error().text_key, values)});
    }
    const auto report = form_import::lines(c.text, imported->report);
    const auto id = TRY(c.db.write([&](db::Connection& db) -> Result<std::string> {
        auto kept = TRY(form_import::keep_draft(db, *imported, report));
        record(db, c, "administration.definition_saved", kept, 1);
        return kept;
    }));
    return saved(definition_address({.id = id, .version = 1}));
}

Result<Definition> asked_definition(db::Connection& db, const Context& c) {
    const auto version = whole_number(c.request.part("version"));
    if (!version || *version < 1 || *version > 1'000'000) return failure(Fault::not_found);
    return services::definition(db, c.request.part("service"), static_cast<int>(*version));
}

DefinitionPage page_of(db::Connection& db, const Definition& definition) {
    auto service = services::parse_service(definition.yaml);
    if (!service) return {definition, nullptr, service.error()};
    auto problems = services::check_service(*service, services::known_here(db));
    return {definition, std::make_shared<const services::Service>(std::move(*service)), std::move(problems)};
}

/// Services that come with the program and that nobody here has taken over, in any version.
std::vector<Carried> carried_services(const Context& c, const std::vector<ListedDefinition>& taken) {
    std::vector<Carried> all;
    for (const auto& service : services::carried()) {
        const bool is_taken = std::ranges::any_of(taken, [&](const ListedDefinition& one) { return one.definition.id == service->id; });
        if (!is_taken) all.push_back({service->id, service->title.in(c.text.language())});
    }
    return all;
}

/// In the words of the services engine, when it has some.
std::string words_of(const Context& c, const Error& error) {
    const auto words = c.text.of("services");
    return !error.text_key.empty() && words.has(error.text_key) ? words(error.text_key) : c.text("error_yaml");
}

}  // namespace

Result<http::Response> show_definitions(Context& c) {
    const auto all = c.db.read([&](db::Connection& db) {
        std::vector<ListedDefinition> listed;
        for (auto& definition : services::definitions(db)) {
            const auto service = services::find(db, definition.id, definition.version);
            listed.push_back({std::move(definition), service ? service->title.in(c.text.language()) : ""});
        }
        return listed;
    });
    return definitions_page(c, all, carried_services(c, all));
}

Result<http::Response> take_definition(Context& c) {
    const std::string id(c.request.field("service"));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        TRY(services::take_carried(db, id));
        for (const auto& definition : services::definitions(db)) {
            if (definition.id != id) continue;
            record(db, c, "administration.definition_saved", definition.id, definition.version);
            return saved(definition_address(definition));
        }
        return failure(Fault::not_found);
    });
}

Result<http::Response> show_import(Context& c) {
    const auto& query = c.request.query;
    if (!query.has("fran")) return import_page(c, {});
    const auto version = static_cast<int>(whole_number(query.get("version")).value_or(0));
    const auto from = TRY(c.db.read([&](db::Connection& db) { return services::definition(db, query.get("fran"), version); }));
    return import_page(c, {.yaml = from.yaml});
}

Result<http::Response> import_definition(Context& c) {
    auto yaml = services::sent_definition(c.request);
    if (form_import::is_foreign(yaml)) return import_foreign(c, yaml);
    std::erase(yaml, '\r');  // the line ends of the program's own files
    if (yaml.size() > longest_yaml) return failure(Fault::too_large);
    if (!is_utf8(yaml)) return import_page(c, {.refused = c.text("error_not_utf8")});
    const auto service = services::parse_service(yaml);
    if (!service) return import_page(c, {.yaml = yaml, .problems = service.error()});

    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        if (auto refused = services::put(db, yaml); !refused) return refused;
        record(db, c, "administration.definition_saved", service->id, service->version);
        return {};
    });
    if (!done) return import_page(c, {.yaml = yaml, .refused = words_of(c, done.error())});
    return saved(definition_address({.id = service->id, .version = service->version}));
}

Result<http::Response> show_definition(Context& c) {
    return c.db.read(
        [&](db::Connection& db) -> Result<http::Response> { return definition_page(c, page_of(db, TRY(asked_definition(db, c)))); });
}

Result<http::Response> download_definition(Context& c) {
    const auto definition = TRY(c.db.read([&](db::Connection& db) { return asked_definition(db, c); }));
    http::Response response{.type = "text/yaml; charset=utf-8", .body = definition.yaml};
    response.with("Content-Disposition", fmt::format("attachment; filename=\"{}-{}.yaml\"", slug(definition.id), definition.version));
    return response;
}

Result<http::Response> publish_definition(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto definition = TRY(asked_definition(db, c));
        const auto shown = page_of(db, definition);
        if (!shown.problems.empty()) return failure(Fault::conflict, "error_publish_with_problems");
        if (auto refused = services::publish(db, definition.id, definition.version); !refused) return tl::unexpected(refused.error());
        // Who builds has another look at it (services.publish); here nobody else did, and the log says so.
        record(db, c, "administration.definition_published_alone", definition.id, definition.version);
        return saved(definition_address(definition));
    });
}

Result<http::Response> retire_service(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto definition = TRY(asked_definition(db, c));
        if (auto refused = services::retire(db, definition.id); !refused) return tl::unexpected(refused.error());
        record(db, c, "administration.service_retired", definition.id, definition.version);
        return saved(definition_address(definition));
    });
}

}  // namespace administration
