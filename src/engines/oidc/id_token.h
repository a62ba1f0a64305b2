#pragma once
/// What must be true of an ID token whose signature is right (OpenID Connect Core 3.1.3.7). Values in, values out.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/oidc/refusal.h"
#include "foundation/base/time.h"
#include "foundation/json/json.h"

namespace oidc {

/// Two clocks may differ by so much.
inline constexpr std::int64_t clock_skew = microseconds_a_minute;

struct Expectation {
    std::string issuer, client_id, nonce;
    std::vector<std::string> levels{};               ///< one of them; empty: any
    std::optional<Timestamp> authenticated_since{};  ///< a fresh sign-in was asked for then
    std::string access_token{};                      ///< that came along
};

struct IdToken {
    std::string subject;
    std::string provider_session{};  ///< `sid`, which names it at sign-out
    std::string level{};             ///< `acr`
    Timestamp authenticated_at{};
    json::Value claims{};
};

Outcome<IdToken> checked_id_token(const json::Value& claims, const Expectation&);

/// Whom a logout token (OpenID Connect Back-Channel Logout 1.0) signs out: a subject, one of its sessions, or both.
struct Leaver {
    std::string subject{}, provider_session{};
};
Outcome<Leaver> checked_logout_token(const json::Value& claims, std::string_view issuer, std::string_view client_id);

}  // namespace oidc
