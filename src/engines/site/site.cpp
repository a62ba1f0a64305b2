#include "engines/site/site.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <typeinfo>

#include "engines/area/declared.h"
#include "engines/municipality/town_map.h"
#include "engines/pages/pages.h"
#include "engines/site/arrival.h"
#include "engines/site/headers.h"
#include "engines/site/metrics.h"
#include "engines/site/origin.h"
#include "engines/site/pace.h"
#include "engines/site/preferences.h"
#include "engines/site/problems.h"
#include "engines/site/router.h"
#include "engines/site/send_again.h"
#include "engines/site/shared_pages.h"
#include "foundation/base/unicode.h"
#include "foundation/log/log.h"

namespace site {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view csrf_field = "_csrf", csrf_header = "x-csrf-token";

bool changes_something(const Request& request) {
    return request.method != Method::get && request.method != Method::head && request.method != Method::options;
}

bool is_json(const Request& request) {
    const auto type = request.header("content-type");
    return lower(trimmed(type.substr(0, type.find(';')))) == "application/json";
}

std::string names_of_methods(const std::vector<Method>& methods) {
    std::string all;
    for (const auto method : methods) all += (all.empty() ? "" : ", ") + std::string(http::to_string(method));
    return all;
}

/// Staff, and whoever has no words in a further language, read Swedish: the whole page, so that it does not lie about its language.
bool is_read_in(const texts::Catalog& texts, const Area& area, const Route& route, Language language) {
    if (!is_further(language)) return true;
    const bool is_for_residents = route.who == everyone || route.who == signed_in_resident;
    return is_for_residents && !route.path.starts_with("/personal/") && texts.speaks(area.name, language);
}

struct KnownRoute {
    const Area* area;
    const Route* route;
};

/// A signed-in visitor may not, anybody else is asked to sign in.
Response refused(const Context& c, const Route& route) {
    if (c.visitor.kind != Visitor::Kind::nobody) return failed(c, 403);
    if (is_api(c.request)) return problem(c, 401);
    if (changes_something(c.request)) return send_again(c, route.who);
    const std::string page = route.who == signed_in_resident ? "/logga-in" : "/personal/logga-in";
    return http::see_other(page + "?till=" + http::percent_encoded(local_path(c.request.target)));
}

/// Who is signed in shall show more than a password, and then comes back. What was typed is kept: the proof is given on a page of its own.
Response proof_asked(const Context& c) {
    if (is_api(c.request)) return problem(c, 401);
    if (changes_something(c.request)) return send_when_proved(c);
    return http::see_other("/personal/bekrafta?till=" + http::percent_encoded(local_path(c.request.target)));
}

/// What somebody was not let into, so that whoever looks after the installation sees who tries doors. No address: it may name a person.
void log_refusal(const Request& request, std::string_view route, int status, const Visitor& visitor) {
    // What is not one's own is answered as if it were not there.
    const bool is_hidden = status == 404 && route != "none" && visitor.kind != Visitor::Kind::nobody;
    if (status != 401 && status != 403 && status != 405 && status != 429 && !is_hidden) return;
    constexpr std::string_view kinds[] = {"nobody", "resident", "staff", "program"};
    logging::warning("request_refused", {{"request_id", request.request_id},
                                         {"status", status},
                                         {"method", http::to_string(request.method)},
                                         {"route", route},
                                         {"visitor", kinds[static_cast<int>(visitor.kind)]},
                                         {"account", visitor.account.value}});
}

/// Members of staff, and programs that a municipality has let in.
bool is_at_work(const Visitor& visitor) { return visitor.kind != Visitor::Kind::nobody && !visitor.is_resident(); }

/// Messages of logic errors and of the database are ours; those of other exceptions could quote what someone typed.
void log_failure(const Request& request, std::string_view route, const std::exception& problem) {
    const bool is_ours =
        dynamic_cast<const std::logic_error*>(&problem) != nullptr || dynamic_cast<const db::Failure*>(&problem) != nullptr;
    const auto* of_system = dynamic_cast<const std::system_error*>(&problem);
    logging::error("request_failed", {{"request_id", request.request_id},
                                      {"route", route},
                                      {"type", typeid(problem).name()},
                                      {"message", is_ours     ? problem.what()
                                                  : of_system ? of_system->code().message()
                                                              : ""}});
}

/// A database that is away, a disk without room, a system without descriptors: worth trying again.
bool may_pass(const std::exception& problem) {
    return dynamic_cast<const db::Unavailable*>(&problem) != nullptr || dynamic_cast<const std::system_error*>(&problem) != nullptr;
}

/// The route, not the address: that may have a name or a search word in it.
void log_request(const Request& request, std::string_view route, int status, std::int64_t microseconds) {
    logging::info("request", {{"request_id", request.request_id},
                              {"host", request.host},
                              {"method", http::to_string(request.method)},
                              {"route", route},
                              {"status", status},
                              {"ms", static_cast<double>(microseconds) / 1000}});
}

}  // namespace

struct Site::Inside {
    std::vector<Area> areas;
    TenantOf tenant_of;
    Rules rules;
    Router router;
    std::vector<KnownRoute> routes;
    Metrics metrics;
    SharedPages shared_pages;
    Pace pace;
    std::size_t unrouted = 0, assets = 0;

    Inside(std::vector<Area> all, TenantOf find_tenant, Rules chosen)
        : areas(std::move(all)), tenant_of(std::move(find_tenant)), rules(std::move(chosen)), pace(rules.writes_a_minute) {
        for (const auto& area : areas)
            for (const auto& route : area.routes) {
                router.add(route.method, route.path, routes.size());
                routes.push_back({&area, &route});
                metrics.add(http::to_string(route.method), route.path);
            }
        unrouted = metrics.add("any", "none");
        assets = metrics.add("GET", "/assets");
        pages::use(areas);
        area::declare_permissions(areas);
    }

    Response answered(Request& request, std::size_t& place) {
        if (auto asset = pages::asset(request.path)) {
            place = assets;
            return *std::move(asset);
        }
        auto* tenant = tenant_of(request.host);
        if (tenant == nullptr) return pages::plain_error_page(404, request.request_id);
        if (request.path == tenant->theme_css_address) return stylesheet(*tenant);
        if (const auto* map = tenant->town_map ? tenant->town_map->file_at(request.path) : nullptr) return map_geometry(*map);
        try {
            auto arrival = arrival_of(*tenant, request);
            auto response = with_visitor(request, *tenant, arrival, place);
            log_refusal(request, route_name(place), response.status, arrival.visitor);
            give_cookie(request, arrival, response);
            let_pictures_from(response, tenant->map_tiles.origin);
            add_cache_headers(response, request, arrival.visitor);
            return response;
        } catch (const std::exception& problem) {
            log_failure(request, "none", problem);
            return failed_for_stranger(*tenant, request, may_pass(problem) ? 503 : 500);
        }
    }

    static Response stylesheet(const Tenant& tenant) {
        Response response{.type = "text/css; charset=utf-8", .body = tenant.theme_css};
        response.with("Cache-Control", "public, max-age=31536000, immutable");
        return response;
    }

    static Response map_geometry(const municipality::TownMap::File& map) {
        Response response{.type = "application/geo+json", .shared_body = map.geojson};
        response.with("Cache-Control", "public, max-age=31536000, immutable").with("ETag", '"' + map.address + '"');
        return response;
    }

    /// Only a form needs the cookie: who just reads gets none.
    static void give_cookie(const Request& request, const Arrival& arrival, Response& response) {
        if (arrival.by_bearer || !arrival.token_is_new || has_header(response, "Set-Cookie")) return;
        if (response.body.find(arrival.visitor.csrf) == std::string::npos) return;
        response.with("Set-Cookie", identity::session_cookie(arrival.token, request.secure));
    }

    Response with_visitor(Request& request, Tenant& tenant, Arrival& arrival, std::size_t& place) {
        const auto context = [&](std::string_view module) {
            return Context{request, tenant, arrival.visitor, Texts(tenant.texts, module, arrival.visitor.language), tenant.db};
        };
        auto outside = context("pages");
        try {
            if (auto response = preference(request)) return *std::move(response);
            if (tenant.is_paused) return paused(outside);
            auto found = router.find(request.method, request.path);
            if (!found) return failed(outside, 404);
            if (!found->route) return other_method(outside, *found);
            place = *found->route;
            const auto& [area, route] = routes[place];
            if (!is_read_in(tenant.texts, *area, *route, arrival.visitor.language)) arrival.visitor.language = Language::sv;
            request.in_path = std::move(found->parameters);
            auto c = context(area->name);
            return through_the_door(c, *route, arrival);
        } catch (const std::exception& problem) {
            log_failure(request, route_name(place), problem);
            return failed_hard(context("pages"), may_pass(problem) ? 503 : 500);  // what this throws is caught further out
        }
    }

    static Response failed_hard(const Context& c, int status) { return status == 503 ? try_later(c) : failed(c, status); }

    /// Sessions cannot be read, nor what waits for staff and stands in their menu.
    static Response failed_for_stranger(Tenant& tenant, Request& request, int status) {
        const auto nobody = stranger(tenant, request);
        auto response = failed_hard({request, tenant, nobody, Texts(tenant.texts, "pages", nobody.language), tenant.db}, status);
        add_cache_headers(response, request, nobody);
        return response;
    }

    static Response other_method(const Context& c, const Router::Found& found) {
        auto response = c.request.method == Method::options ? Response{.status = 204, .type = ""} : failed(c, 405);
        response.with("Allow", names_of_methods(found.allowed));
        return response;
    }

    Response through_the_door(Context& c, const Route& route, Arrival& arrival) {
        if (changes_something(c.request)) {
            if (auto stopped = stopped_forgery(c, route, arrival)) return *std::move(stopped);
        }
        if (must_prove_first(arrival.visitor)) {
            if (route.who != everyone && !leads_to_proof(route)) return proof_asked(c);
            arrival.visitor.permissions.clear();
        }
        if (!arrival.visitor.may(route.who)) return refused(c, route);
        if (changes_something(c.request) && must_prove_anew(route, arrival.visitor)) return proof_asked(c);
        if (changes_something(c.request) && !is_at_work(c.visitor) && !pace.may_write(c.request.client_address)) return come_slower(c);
        if (!route.api.request_schema.empty() && !is_json(c.request)) return problem(c, 415);
        if (changes_something(c.request) && !is_api(c.request)) begin_nobodys_session(c.tenant, c.request, arrival);
        if (std::ranges::any_of(c.request.uploads, &http::Upload::lost)) return try_later(c);
        auto result = handled(c, route, arrival);
        if (!result) return failed_as_expected(c, route, result.error());
        if (is_open_data(c.request, route))
            result->with("Access-Control-Allow-Origin", "*").with("Cross-Origin-Resource-Policy", "cross-origin");
        return *std::move(result);
    }

    bool governs(std::string_view permission) const { return std::ranges::find(rules.governing, permission) != rules.governing.end(); }

    /// With a password alone nobody governs others. A program comes with its key, and has no session.
    bool must_prove_first(const Visitor& visitor) const {
        return rules.governing_proof > 0 && visitor.kind == Visitor::Kind::staff && visitor.session != SessionId{} &&
               visitor.proved_at == Timestamp{} &&
               std::ranges::any_of(visitor.permissions, [&](const auto& held) { return governs(held); });
    }

    /// A session that was left open must not change others' rights.
    bool must_prove_anew(const Route& route, const Visitor& visitor) const {
        return rules.governing_proof > 0 && governs(route.who.name) && visitor.session != SessionId{} &&
               now() >= visitor.proved_at + rules.governing_proof;
    }

    /// Where the proof is given, and where the second step is set up.
    static bool leads_to_proof(const Route& route) {
        return route.path == "/personal/bekrafta" || route.path.starts_with("/personal/tva-steg");
    }

    Result<Response> handled(Context& c, const Route& route, const Arrival& arrival) {
        const bool is_stranger = arrival.token_is_new && c.visitor.kind == Visitor::Kind::nobody;
        if (!route.shared || !is_stranger || changes_something(c.request)) return route.handler(c);
        return shared_pages.get(name_of_shared(c), c.db.changes(), {arrival.visitor.csrf, c.request.header("accept-encoding")},
                                [&] { return route.handler(c); });
    }

    /// Any web page may read what anybody may read; cookies never come along to "*".
    static bool is_open_data(const Request& request, const Route& route) {
        return is_api(request) && route.who == everyone && !changes_something(request);
    }

    static Response failed_as_expected(const Context& c, const Route& route, const Error& error) {
        if (error.fault == Fault::sign_in_needed && c.visitor.kind == Visitor::Kind::nobody) return refused(c, route);
        const bool is_for_staff = route.who != everyone && route.who != signed_in_resident;
        if (error.fault == Fault::sign_in_needed && is_for_staff && c.visitor.kind == Visitor::Kind::staff && !is_api(c.request))
            return proof_asked(c);
        return failed(c, error);
    }

    /// Another site's page must not be able to send forms in the visitor's name.
    static std::optional<Response> stopped_forgery(Context& c, const Route& route, Arrival& arrival) {
        if (arrival.by_bearer && is_api(c.request)) return std::nullopt;
        const auto origin = origin_of(c.request);
        if (is_api(c.request)) {
            // A cookie counts here only together with the token, which another site cannot read.
            if (origin == Origin::foreign || !identity::csrf_matches(arrival.visitor, c.request.header(csrf_header)))
                become_nobody(arrival);
            return std::nullopt;
        }
        if (origin == Origin::foreign) return failed(c, 403);
        if (identity::csrf_matches(arrival.visitor, c.request.field(csrf_field))) return std::nullopt;
        if (identity::csrf_matches(arrival.visitor, c.request.header(csrf_header))) return std::nullopt;
        // Without a sign that the form is ours, a page with a button would help the forger.
        return origin == Origin::ours ? send_again(c, route.who) : failed(c, 403);
    }

    static void become_nobody(Arrival& arrival) {
        Visitor nobody;
        nobody.request_id = arrival.visitor.request_id;
        nobody.language = arrival.visitor.language;
        nobody.appearance = arrival.visitor.appearance;
        arrival.visitor = std::move(nobody);
    }

    std::string_view route_name(std::size_t place) const {
        return place < routes.size() ? routes[place].route->path : place == assets ? std::string_view("/assets") : std::string_view("none");
    }
};

Site::Site(std::vector<Area> areas, TenantOf tenant_of, Rules rules)
    : inside_(std::make_unique<Inside>(std::move(areas), std::move(tenant_of), std::move(rules))) {}
Site::~Site() = default;

http::Response Site::answer(http::Request& request) {
    const auto begun = std::chrono::steady_clock::now();
    std::size_t place = inside_->unrouted;
    http::Response response;
    try {
        response = inside_->answered(request, place);
    } catch (const std::exception& problem) {
        log_failure(request, "none", problem);
        response = pages::plain_error_page(500, request.request_id);
    }
    add_safety_headers(response, request, inside_->rules.transport_security);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    inside_->metrics.count(place, response.status, took);
    log_request(request, inside_->route_name(place), response.status, took);
    return response;
}

http::Response Site::refuse(int status, const std::string& request_id) const {
    auto response = pages::plain_error_page(status, request_id);
    http::Request nothing;
    nothing.request_id = request_id;
    add_safety_headers(response, nothing, inside_->rules.transport_security);
    logging::info("request", {{"request_id", request_id}, {"status", status}});
    return response;
}

bool Site::sends_file(const http::Request& request) const {
    const auto found = inside_->router.find(request.method, request.path);
    return found && found->route && inside_->routes[*found->route].route->api.body == ApiDoc::Body::file;
}

std::string Site::metrics() const { return inside_->metrics.text(); }
const std::vector<Area>& Site::areas() const { return inside_->areas; }

std::string local_path(std::string_view wanted) {
    // "//host" and "/\host" lead away; a line break would end the header.
    const bool leads_away = !wanted.starts_with('/') || wanted.starts_with("//") || wanted.find('\\') != std::string_view::npos;
    for (const unsigned char c : wanted)
        if (c < 0x20 || c == 0x7f) return "/";
    return leads_away ? "/" : std::string(wanted);
}

}  // namespace site
