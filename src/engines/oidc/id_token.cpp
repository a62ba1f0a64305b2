#include "engines/oidc/id_token.h"

#include <algorithm>

#include "foundation/crypto/crypto.h"

namespace oidc {
namespace {

constexpr std::int64_t longest_way = 10 * microseconds_a_minute;  ///< from the provider to us
constexpr std::size_t longest_subject = 255;
constexpr double last_second = 1e11;  ///< far beyond any date, and whole in microseconds
constexpr std::string_view logout_event = "http://schemas.openid.net/event/backchannel-logout";

/// Seconds since 1970; nothing when it is no such number.
std::optional<Timestamp> moment(const json::Value& value) {
    if (!value.is_number() || value.number() < 0 || value.number() > last_second) return std::nullopt;
    return Timestamp{static_cast<std::int64_t>(value.number()) * microseconds_a_second};
}

bool is_one_of(const std::string& value, const std::vector<std::string>& all) { return std::ranges::find(all, value) != all.end(); }

/// One audience and it is us, or several and we are the party that it was made for.
bool is_for(const json::Value& claims, std::string_view client_id) {
    const auto& audience = claims["aud"];
    if (claims.has("azp") && claims["azp"].text() != client_id) return false;
    if (audience.is_text()) return audience.text() == client_id;
    const auto& all = audience.items();
    const bool is_among = std::ranges::any_of(all, [&](const json::Value& one) { return one.is_text() && one.text() == client_id; });
    return is_among && (all.size() == 1 || claims.has("azp"));
}

Outcome<void> check_times(const json::Value& claims) {
    const auto expires = moment(claims["exp"]), issued = moment(claims["iat"]);
    if (!expires || !issued || (claims.has("nbf") && !moment(claims["nbf"]))) return tl::unexpected(Refusal::malformed);
    if (*expires + clock_skew <= now() || *issued + longest_way + clock_skew <= now()) return tl::unexpected(Refusal::expired);
    if (*issued > now() + clock_skew || moment(claims["nbf"]).value_or(Timestamp{}) > now() + clock_skew)
        return tl::unexpected(Refusal::not_yet);
    return {};
}

/// The left half of the access token's hash (3.1.3.6), when the token says it. Only SHA-256 is told apart: others are not looked at.
bool belongs_together(const json::Value& claims, std::string_view access_token) {
    if (!claims.has("at_hash")) return true;
    const auto told = crypto::from_base64url(claims["at_hash"].text());
    if (!told) return false;
    if (told->size() != 16) return told->size() == 24 || told->size() == 32;
    return crypto::equal_in_constant_time(*told, crypto::sha256(access_token).substr(0, 16));
}

bool is_fit_subject(const json::Value& claims) {
    const auto& subject = claims["sub"].text();
    return !subject.empty() && subject.size() <= longest_subject;
}

}  // namespace

Outcome<IdToken> checked_id_token(const json::Value& claims, const Expectation& expected) {
    if (claims["iss"].text() != expected.issuer) return tl::unexpected(Refusal::issuer);
    if (!is_for(claims, expected.client_id)) return tl::unexpected(Refusal::audience);
    // A logout token is signed with the same key.
    if (!is_fit_subject(claims) || claims.has("events")) return tl::unexpected(Refusal::malformed);
    TRY(check_times(claims));
    if (expected.nonce.empty() || !crypto::equal_in_constant_time(claims["nonce"].text(), expected.nonce))
        return tl::unexpected(Refusal::nonce);
    if (!belongs_together(claims, expected.access_token)) return tl::unexpected(Refusal::access_token);
    IdToken token{.subject = claims["sub"].text(),
                  .provider_session = claims["sid"].text(),
                  .level = claims["acr"].text(),
                  .authenticated_at = moment(claims["auth_time"]).value_or(Timestamp{}),
                  .claims = claims};
    if (!expected.levels.empty() && !is_one_of(token.level, expected.levels)) return tl::unexpected(Refusal::level);
    if (token.authenticated_at > now() + clock_skew) return tl::unexpected(Refusal::not_yet);
    if (expected.authenticated_since && token.authenticated_at + clock_skew < *expected.authenticated_since)
        return tl::unexpected(Refusal::not_fresh);
    return token;
}

Outcome<Leaver> checked_logout_token(const json::Value& claims, std::string_view issuer, std::string_view client_id) {
    if (claims["iss"].text() != issuer) return tl::unexpected(Refusal::issuer);
    if (!is_for(claims, client_id)) return tl::unexpected(Refusal::audience);
    Leaver leaver{claims["sub"].text(), claims["sid"].text()};
    const bool is_logout = claims["events"][logout_event].is_object() && !claims.has("nonce");
    if (!is_logout || (leaver.subject.empty() && leaver.provider_session.empty())) return tl::unexpected(Refusal::malformed);
    TRY(check_times(claims));
    return leaver;
}

}  // namespace oidc
