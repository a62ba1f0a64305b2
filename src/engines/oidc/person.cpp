#include "engines/oidc/person.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace oidc {

static std::string name_in(const json::Value& claims, const config::OidcProvider& settings) {
    const auto whole = trimmed(claims[settings.name_claim].text());
    if (!whole.empty()) return std::string(whole);
    const auto both = claims["given_name"].text() + " " + claims["family_name"].text();
    return std::string(trimmed(both));
}

Outcome<identity::EIdHolder> resident_in(const json::Value& claims, const config::OidcProvider& settings) {
    const auto name = name_in(claims, settings);
    for (const auto& claim : settings.number_claims) {
        if (!claims.has(claim)) continue;
        const auto number = identity::PersonalNumber::from(claims[claim].text());
        if (!number || name.empty()) break;
        return identity::EIdHolder{*number, name};
    }
    return tl::unexpected(Refusal::no_identity);
}

Outcome<std::string> username_in(const json::Value& claims, const config::OidcProvider& settings) {
    const auto& claim = claims[settings.account_claim];
    // The profile's orgAffiliation may be a list: an account is one of them, so the list must be of one.
    const auto& told = claim.is_array() && claim.size() == 1 ? claim[0] : claim;
    // Other alphabets have letters that become ours as small ones: the Kelvin sign is k.
    const bool is_ascii = std::ranges::all_of(told.text(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (told.text().empty() || !is_ascii) return tl::unexpected(Refusal::no_identity);
    return lower(told.text());
}

}  // namespace oidc
