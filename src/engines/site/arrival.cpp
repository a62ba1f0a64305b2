#include "engines/site/arrival.h"

#include "engines/area/declared.h"
#include "engines/identity/tokens.h"
#include "engines/site/problems.h"
#include "foundation/base/unicode.h"

namespace site {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::string_view key_field = "api_key";  // of a form to the API, as Open311 GeoReport v2 sends it

struct Seen {
    Visitor visitor;
    std::optional<identity::Session> session{};
    std::optional<identity::TokenHolder> holder{};
};

bool a_minute_has_passed(Timestamp since) { return now() >= since + microseconds_a_minute; }

Seen by_token(db::Connection& db, std::string_view token) {
    Seen seen;
    seen.holder = identity::find_token(db, token);
    if (!seen.holder) return seen;
    seen.visitor = identity::visitor_of_account(db, seen.holder->account);
    seen.visitor.token = seen.holder->token;
    return seen;
}

Seen by_session(db::Connection& db, const Tenant& tenant, std::string_view token) {
    Seen seen;
    seen.session = identity::find_session(db, tenant.secret, tenant.session_limits, token);
    if (seen.session) seen.visitor = identity::visitor_of(db, tenant.secret, *seen.session);
    return seen;
}

/// Rights over the installation count in the operating municipality alone, whatever the tables of another one say.
void drop_foreign_rights(const Tenant& tenant, Visitor& visitor) {
    if (!tenant.operations) std::erase_if(visitor.permissions, area::is_over_installation);
}

/// The idle limit is counted in minutes: a write a minute is enough.
void mark_used(Tenant& tenant, const Seen& seen) {
    if (seen.session && a_minute_has_passed(seen.session->last_seen))
        tenant.db.write([&](db::Connection& db) { identity::touch_session(db, seen.session->id); });
    if (seen.holder && a_minute_has_passed(seen.holder->last_used))
        tenant.db.write([&](db::Connection& db) { identity::mark_token_used(db, seen.holder->token); });
}

}  // namespace

Arrival arrival_of(Tenant& tenant, const http::Request& request) {
    Arrival arrival;
    const auto authorization = request.header("authorization");
    const bool has_header = authorization.starts_with(bearer);
    const auto key = has_header ? authorization.substr(bearer.size()) : is_api(request) ? trimmed(request.field(key_field)) : "";
    Seen seen;
    if (has_header || !key.empty()) {
        arrival.by_bearer = true;
        // A key that has leaked shows no page, only what the API says.
        if (is_api(request)) seen = tenant.db.read([&](db::Connection& db) { return by_token(db, key); });
    } else {
        arrival.token = identity::session_token(request);
        if (arrival.token.empty()) {
            arrival.token = identity::new_session_token();
            arrival.token_is_new = true;
        } else {
            seen = tenant.db.read([&](db::Connection& db) { return by_session(db, tenant, arrival.token); });
        }
    }
    mark_used(tenant, seen);
    arrival.visitor = std::move(seen.visitor);
    drop_foreign_rights(tenant, arrival.visitor);
    auto& visitor = arrival.visitor;
    if (!arrival.by_bearer && visitor.csrf.empty()) visitor.csrf = identity::csrf_of(tenant.secret, arrival.token);
    visitor.request_id = request.request_id;
    visitor.language = identity::language_of(request, tenant.further_languages);
    visitor.appearance = identity::appearance_of(request);
    return arrival;
}

Visitor stranger(const Tenant& tenant, const http::Request& request) {
    Visitor nobody;
    nobody.csrf = identity::csrf_of(tenant.secret, identity::session_token(request));
    nobody.request_id = request.request_id;
    nobody.language = identity::language_of(request, tenant.further_languages);
    nobody.appearance = identity::appearance_of(request);
    return nobody;
}

void begin_nobodys_session(Tenant& tenant, const http::Request& request, Arrival& arrival) {
    if (arrival.by_bearer || arrival.visitor.session != SessionId{}) return;
    const auto session = tenant.db.write([&](db::Connection& db) {
        return identity::open_nobodys_session(db, tenant.secret, tenant.session_limits, arrival.token, request.header("user-agent"));
    });
    arrival.visitor.session = session.id;
}

}  // namespace site
