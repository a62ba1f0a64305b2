#include "engines/oidc/saml_front.h"

#include <algorithm>

#include "engines/oidc/person.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace oidc {
namespace {

/// Long ago: a strong sign-in, and nobody says when. Enough to come in where more than a password is asked for, and never fresh.
constexpr Timestamp sometime{1};

bool holds(const std::vector<std::string>& levels, std::string_view level) { return std::ranges::find(levels, level) != levels.end(); }

}  // namespace

std::optional<config::OidcProvider> provider_of(const config::Settings::SamlStaff& front) {
    if (front.secret.empty()) return std::nullopt;
    return config::OidcProvider{.name = std::string(saml_front_name),
                                .shown_name = front.shown_name,
                                .signs_in = config::SignsIn::staff,
                                .account_claim = "account",
                                .roles_claim = front.roles.empty() ? "" : "groups",
                                .roles = front.roles,
                                .assurance_levels = front.levels,
                                .strong_levels = front.strong_levels,
                                .front_secret = front.secret,
                                .front_always_asks = front.always_asks == 1};
}

Outcome<Identified> told_by_front(const config::OidcProvider& settings, const http::Request& request) {
    const auto told = [&](std::string_view what) {
        const auto value = trimmed(request.header("x-proxy-saml-" + std::string(what)));
        return is_utf8(value) ? std::string(value) : std::string{};
    };
    if (settings.front_secret.empty() || !crypto::equal_in_constant_time(told("secret"), settings.front_secret))
        return tl::unexpected(Refusal::front);
    const auto level = told("level");
    if (!settings.assurance_levels.empty() && !holds(settings.assurance_levels, level)) return tl::unexpected(Refusal::level);
    auto claims = json::object({{settings.account_claim, told("account")}});
    if (!settings.roles_claim.empty()) {
        const auto joined = told("groups");
        claims.set(settings.roles_claim,
                   json::array(split(joined, between_groups), [](std::string_view group) { return json::Value(trimmed(group)); }));
    }
    const auto username = TRY(username_in(claims, settings));
    IdToken token{.subject = username, .level = level, .authenticated_at = settings.front_always_asks ? now() : sometime};
    token.claims = claims;
    return Identified{.token = std::move(token), .raw = {}, .person = std::move(claims)};
}

}  // namespace oidc
