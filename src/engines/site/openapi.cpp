#include "engines/site/openapi.h"

#include <stdexcept>

#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace site {
namespace {

using json::object;
using json::Value;

Value reference(std::string_view to) { return object({{"$ref", std::string(to)}}); }

Value schema(std::string_view text, const Route& route) {
    auto parsed = json::parse(text);
    if (!parsed) throw std::logic_error("the schema of " + std::string(route.path) + " is not JSON: " + parsed.error().message);
    return *std::move(parsed);
}

Value content(std::string_view schema_text, const Route& route) {
    return object({{"application/json", object({{"schema", schema(schema_text, route)}})}});
}

/// A file as the whole body (Content-Type says its type, Content-Disposition its name), or as `file` of a form.
Value file_content() {
    const auto bytes = object({{"type", "string"}, {"contentMediaType", "application/octet-stream"}});
    const auto form = object({{"type", "object"}, {"required", json::array({"file"})}, {"properties", object({{"file", bytes}})}});
    return object({{"*/*", object()}, {"multipart/form-data", object({{"schema", form}})}});
}

Value parameters(const Route& route) {
    Value all = json::array();
    for (const auto part : split(route.path, '/')) {
        if (!part.starts_with('{')) continue;
        const std::string name(part.substr(1, part.size() - 2));
        all.add(object({{"name", name}, {"in", "path"}, {"required", true}, {"schema", object({{"type", "string"}})}}));
    }
    if (route.api.headers.empty()) return all;
    const auto headers = schema(route.api.headers, route);
    for (const auto& [name, description] : headers.members())
        all.add(object({{"name", name}, {"in", "header"}, {"description", description}, {"schema", object({{"type", "string"}})}}));
    return all;
}

bool has_body(const Route& route) { return !route.api.request_schema.empty() || route.api.body == ApiDoc::Body::file; }

Value responses(const Route& route) {
    Value all = object();
    Value success = object({{"description", "Success"}});
    if (!route.api.response_schema.empty()) success.set("content", content(route.api.response_schema, route));
    all.set(std::to_string(route.api.success), std::move(success));
    const auto problem = reference("#/components/responses/Problem");
    if (route.who != everyone)
        for (const auto* status : {"401", "403"}) all.set(status, problem);
    if (route.path.find('{') != std::string_view::npos) all.set("404", problem);
    if (has_body(route)) all.set("422", problem);
    if (route.api.body == ApiDoc::Body::file) all.set("413", problem);
    all.set("default", problem);
    return all;
}

/// "get-api-cases-number" of GET /api/cases/{number}.
std::string operation_id(const Route& route) {
    std::string words(http::to_string(route.method));
    for (const char c : route.path) words += c == '/' || c == '{' || c == '}' || c == '_' ? ' ' : c;
    return slug(words);
}

Value operation(const Area& area, const Route& route) {
    Value described = object({{"summary", std::string(route.api.summary)}, {"operationId", operation_id(route)}});
    described.set("tags", json::array({std::string(area.name)}));
    if (auto taken = parameters(route); taken.size() > 0) described.set("parameters", std::move(taken));
    if (has_body(route))
        described.set(
            "requestBody",
            object({{"required", true},
                    {"content", route.api.body == ApiDoc::Body::file ? file_content() : content(route.api.request_schema, route)}}));
    described.set("responses", responses(route));
    described.set("security", route.who == everyone ? json::array() : json::array({object({{"bearer", json::array()}})}));
    if (route.who != everyone) described.set("x-permission", std::string(route.who.name));
    return described;
}

Value components() {
    const auto text = object({{"type", "string"}});
    const auto field = object({{"type", "object"}, {"properties", object({{"field", text}, {"message", text}})}});
    const auto problem = object({{"type", "object"},
                                 {"required", json::array({"title", "status"})},
                                 {"properties", object({{"type", text},
                                                        {"title", text},
                                                        {"status", object({{"type", "integer"}})},
                                                        {"detail", text},
                                                        {"instance", text},
                                                        {"request_id", text},
                                                        {"errors", object({{"type", "array"}, {"items", field}})}})}});
    const auto said = object({{"application/problem+json", object({{"schema", reference("#/components/schemas/Problem")}})}});
    return object({{"schemas", object({{"Problem", problem}})},
                   {"responses", object({{"Problem", object({{"description", "What went wrong (RFC 9457)"}, {"content", said}})}})},
                   {"securitySchemes", object({{"bearer", object({{"type", "http"}, {"scheme", "bearer"}})}})}});
}

std::string lower_method(http::Method method) { return lower(http::to_string(method)); }

}  // namespace

std::string openapi(const std::vector<Area>& areas, std::string_view title, std::string_view public_address) {
    Value paths = object();
    for (const auto& area : areas)
        for (const auto& route : area.routes) {
            if (!route.path.starts_with("/api/")) continue;
            Value at_path = paths[route.path];
            at_path.set(lower_method(route.method), operation(area, route));
            paths.set(route.path, std::move(at_path));
        }
    return json::to_readable_text(object({{"openapi", "3.1.0"},
                                          {"info", object({{"title", std::string(title)}, {"version", "1"}})},
                                          {"servers", json::array({object({{"url", std::string(public_address)}})})},
                                          {"paths", std::move(paths)},
                                          {"components", components()}}));
}

}  // namespace site
