#include "engines/oidc/provider.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "engines/oidc/roles.h"
#include "foundation/fetch/fetch.h"

namespace oidc {
namespace {

constexpr std::int64_t kept = microseconds_an_hour, between_fetches = microseconds_a_minute / 2, left_alone = 5 * microseconds_a_second;

constexpr std::string_view letters_of_names = "abcdefghijklmnopqrstuvwxyz0123456789-";

Refusal refusal_of(jose::Problem problem) {
    switch (problem) {
        case jose::Problem::malformed: return Refusal::malformed;
        case jose::Problem::algorithm: return Refusal::algorithm;
        case jose::Problem::unknown_key: return Refusal::unknown_key;
        case jose::Problem::signature: return Refusal::signature;
    }
    return Refusal::malformed;
}

std::optional<std::string> text_at(const std::string& address) {
    const auto answer = fetch::get({.address = address});
    if (!answer || answer->status != 200) return std::nullopt;
    return answer->body;
}

std::vector<jose::Algorithm> algorithms_in(const json::Value& names) {
    std::vector<jose::Algorithm> known;
    for (const auto& name : names.items())
        if (const auto algorithm = from_name<jose::Algorithm>(name.text())) known.push_back(*algorithm);
    // The one that every provider must have (OpenID Connect Core 15.1).
    if (names.is_null()) known = {jose::Algorithm::rs256};
    return known;
}

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::optional<Metadata> metadata_from(std::string_view text, std::string_view issuer) {
    const auto description = json::parse(text);
    if (!description || (*description)["issuer"].text() != issuer) return std::nullopt;
    const auto& of = *description;
    Metadata found{.issuer = std::string(issuer),
                   .authorization_endpoint = of["authorization_endpoint"].text(),
                   .token_endpoint = of["token_endpoint"].text(),
                   .jwks_uri = of["jwks_uri"].text(),
                   .userinfo_endpoint = of["userinfo_endpoint"].text(),
                   .end_session_endpoint = of["end_session_endpoint"].text(),
                   .names_itself = of["authorization_response_iss_parameter_supported"].yes(),
                   .algorithms = algorithms_in(of["id_token_signing_alg_values_supported"])};
    const auto is_safe = [&](const std::string& address) {
        return fetch::is_fit_address(address) && (address.starts_with("https://") || !issuer.starts_with("https://"));
    };
    for (const auto* needed : {&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri})
        if (!is_safe(*needed)) return std::nullopt;
    for (auto* extra : {&found.userinfo_endpoint, &found.end_session_endpoint})
        if (!is_safe(*extra)) extra->clear();
    return found;
}

Provider::Provider(config::OidcProvider settings) : settings_(std::move(settings)) {
    const auto wrong = [&](const std::string& what) {
        throw std::invalid_argument("[[sign_in.oidc]] name = \"" + settings_.name + "\": " + what);
    };
    if (settings_.name.empty() || settings_.name.find_first_not_of(letters_of_names) != std::string::npos)
        wrong("the name may have a–z, 0–9 and - in it");
    if (const auto problem = problem_of_roles(settings_); !problem.empty()) wrong(problem);
    if (settings_.is_front()) return;
    if (!fetch::is_fit_address(settings_.issuer)) wrong("the issuer must begin with https://");
    if (settings_.client_authentication == config::ClientAuthentication::private_key) {
        signing_key_ = jose::SigningKey::from(text_of_file(settings_.private_key_file));
        if (!signing_key_) wrong("private_key_file must be a file with a private JWK");
    } else if (settings_.client_secret.empty()) {
        wrong("client_secret is missing");
    }
}

Outcome<Metadata> Provider::metadata() {
    {
        const std::lock_guard lock(guard_);
        if (metadata_ && now() < metadata_fetched_ + kept) return *metadata_;
        if (now() < away_since_ + left_alone) return tl::unexpected(Refusal::provider_away);
    }
    auto base = settings_.issuer;
    if (base.ends_with('/')) base.pop_back();
    const auto text = text_at(base + "/.well-known/openid-configuration");
    auto found = text ? metadata_from(*text, settings_.issuer) : std::nullopt;
    const std::lock_guard lock(guard_);
    if (!found) {
        away_since_ = now();
        return tl::unexpected(Refusal::provider_away);
    }
    metadata_ = found;
    metadata_fetched_ = now();
    return *found;
}

Outcome<jose::KeySet> Provider::keys(const Metadata& of, std::int64_t longest_kept) {
    {
        const std::lock_guard lock(guard_);
        if (keys_ && now() < keys_->fetched + longest_kept) return keys_->set;
        if (now() < away_since_ + left_alone) return tl::unexpected(Refusal::provider_away);
        // Others who come meanwhile go on with the old ones.
        if (keys_) keys_->fetched = now();
    }
    const auto text = text_at(of.jwks_uri);
    auto set = text ? jose::KeySet::from(*text) : std::nullopt;
    const std::lock_guard lock(guard_);
    if (!set) {
        away_since_ = now();
        return tl::unexpected(Refusal::provider_away);
    }
    keys_ = Keys{*set, now()};
    return *std::move(set);
}

Outcome<json::Value> Provider::verified(std::string_view token) {
    const auto of = TRY(metadata());
    const auto check = [&](const jose::KeySet& set) { return set.verified(token, of.algorithms); };
    auto claims = check(TRY(keys(of, kept)));
    if (!claims && (claims.error() == jose::Problem::unknown_key || claims.error() == jose::Problem::signature))
        if (const auto newer = keys(of, between_fetches)) claims = check(*newer);
    if (!claims) return tl::unexpected(refusal_of(claims.error()));
    return *std::move(claims);
}

}  // namespace oidc
