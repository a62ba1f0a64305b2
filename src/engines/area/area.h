#pragma once
/// What an area hands to the app: the whole contract between the two.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/identity/visitor.h"
#include "foundation/base/embedded_file.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/http/message.h"
#include "foundation/jobs/jobs.h"
#include "foundation/texts/texts.h"

/// What a handler may use while it answers one request.
struct Context {
    http::Request& request;
    Tenant& tenant;
    const Visitor& visitor;
    Texts text;        ///< the area's words, in the visitor's language
    db::Database& db;  ///< the municipality's
};

using Handler = Result<http::Response> (*)(Context&);

/// What the API description (/api/openapi.json) says of a route. Only routes under /api carry one.
struct ApiDoc {
    enum class Body { json, file };
    std::string_view summary{};
    std::string_view request_schema{};   ///< JSON Schema of the body, as text; empty: no body
    std::string_view response_schema{};  ///< JSON Schema of the successful answer
    int success = 200;
    /// file: the body is one file of any type, or a multipart form with one, and is streamed to disk (http::ServerOptions::sends_file).
    Body body = Body::json;
    std::string_view headers{};  ///< that it understands, as a JSON object: {"Idempotency-Key":"what it does"}
};

struct Route {
    http::Method method;
    std::string_view path;  ///< "/arenden/{number}"
    Permission who;
    Handler handler;
    ApiDoc api{};
    /// Looks the same to everybody who has no session: the site makes it once for many (site::SharedPages).
    bool shared = false;
};

/// Who may call it stands in the route itself, so it cannot be forgotten.
inline Route get(std::string_view path, Permission who, Handler handler, ApiDoc api = {}) {
    return {http::Method::get, path, who, handler, api};
}
inline Route post(std::string_view path, Permission who, Handler handler, ApiDoc api = {}) {
    return {http::Method::post, path, who, handler, api};
}
/// A page that is the same to all strangers, and that leaves no trace when it is read.
inline Route shared(Route route) {
    route.shared = true;
    return route;
}

struct NavigationEntry {
    enum class Place { site_menu, site_footer, staff_bar, administration } place;
    std::string_view text_key;  ///< in the area's texts
    std::string_view path;
    Permission who = everyone;
    /// How many wait there, shown beside the name; null when there is nothing to count.
    std::int64_t (*count)(db::Connection&, const Visitor&) = nullptr;
};

/// How far a permission goes. One over the installation counts in the operating municipality alone, and only who holds it gives it away.
enum class Reach { municipality, installation };
struct DeclaredPermission {
    Permission permission;
    std::string_view text_key;  ///< what it lets someone do, in the area's texts
    Reach reach = Reach::municipality;
};

struct AreaJob {
    std::string_view name;
    void (*run)(Tenant&, const jobs::Job&);
    std::string_view every{};  ///< "15 min", "day 03:00"; empty: only when queued
};

struct Area {
    std::string_view name;
    std::vector<Route> routes{};
    std::vector<EmbeddedFile> migrations{};
    std::vector<EmbeddedFile> texts{};
    std::vector<DeclaredPermission> permissions{};
    std::vector<NavigationEntry> navigation{};
    std::vector<AreaJob> jobs{};
    /// Believable content for `torg demo` and for tests. `scale` is 1.0 for the demo, less for tests.
    void (*demo)(Tenant&, double scale) = nullptr;
};
