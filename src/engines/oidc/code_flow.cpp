#include "engines/oidc/code_flow.h"

#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/fetch/fetch.h"

namespace oidc {
namespace {

using Pairs = std::vector<std::pair<std::string_view, std::string>>;

constexpr std::size_t longest_code = 4096;
constexpr std::int64_t assertion_lives = 1 * microseconds_a_minute;

std::string urlencoded(const Pairs& pairs) {
    std::string text;
    for (const auto& [name, value] : pairs) text += (text.empty() ? "" : "&") + std::string(name) + "=" + http::percent_encoded(value);
    return text;
}

std::string with_query(const std::string& address, const Pairs& pairs) {
    return address + (address.find('?') == std::string::npos ? "?" : "&") + urlencoded(pairs);
}

std::int64_t seconds(Timestamp at) { return at.value / microseconds_a_second; }

/// RFC 7523. The audience is the issuer alone: an assertion that one provider is given opens nothing at another.
std::string assertion(const Provider& provider) {
    const auto& client = provider.settings().client_id;
    return provider.signing_key()->sign(json::object({{"iss", client},
                                                      {"sub", client},
                                                      {"aud", provider.settings().issuer},
                                                      {"jti", crypto::random_token()},
                                                      {"iat", seconds(now())},
                                                      {"exp", seconds(now() + assertion_lives)}}));
}

/// Names and values of RFC 6749 2.3.1 and 4.1.3.
fetch::Request token_request(const Provider& provider, const Metadata& of, const Journey& journey, std::string_view code) {
    const auto& settings = provider.settings();
    Pairs pairs{{"grant_type", "authorization_code"},
                {"code", std::string(code)},
                {"redirect_uri", journey.redirect_address},
                {"code_verifier", journey.verifier}};
    fetch::Request request{.address = of.token_endpoint};
    switch (settings.client_authentication) {
        case config::ClientAuthentication::basic:
            request.basic = crypto::base64(http::percent_encoded(settings.client_id) + ":" + http::percent_encoded(settings.client_secret));
            break;
        case config::ClientAuthentication::post:
            pairs.emplace_back("client_id", settings.client_id);
            pairs.emplace_back("client_secret", settings.client_secret);
            break;
        case config::ClientAuthentication::private_key:
            pairs.emplace_back("client_id", settings.client_id);
            pairs.emplace_back("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            pairs.emplace_back("client_assertion", assertion(provider));
            break;
    }
    request.body = urlencoded(pairs);
    return request;
}

Outcome<Tokens> exchange(const Provider& provider, const Metadata& of, const Journey& journey, std::string_view code) {
    const auto answer = fetch::post_form(token_request(provider, of, journey, code));
    if (!answer) return tl::unexpected(Refusal::provider_away);
    if (answer->status != 200) return tl::unexpected(Refusal::code_refused);
    const auto given = json::parse(answer->body);
    if (!given || lower((*given)["token_type"].text()) != "bearer") return tl::unexpected(Refusal::malformed);
    return Tokens{(*given)["id_token"].text(), (*given)["access_token"].text()};
}

/// What the browser brought: exactly one code from the right issuer, or an error.
Outcome<std::string> code_in(const Metadata& of, const http::Fields& answer) {
    for (const auto* name : {"code", "state", "iss", "error"})
        if (answer.every(name).size() > 1) return tl::unexpected(Refusal::malformed);
    const auto issuer = answer.find("iss");
    if (issuer ? *issuer != of.issuer : of.names_itself) return tl::unexpected(Refusal::other_provider);
    if (const auto error = answer.find("error"))
        return tl::unexpected(*error == "access_denied" ? Refusal::cancelled : Refusal::provider_error);
    const auto code = answer.get("code");
    if (code.empty() || code.size() > longest_code) return tl::unexpected(Refusal::malformed);
    return std::string(code);
}

/// The ID token's own claims first; what the provider tells besides, when it is about the same person.
Outcome<json::Value> with_userinfo(const Metadata& of, const IdToken& token, const Tokens& raw) {
    auto person = token.claims;
    if (of.userinfo_endpoint.empty() || raw.access_token.empty()) return person;
    const auto answer = fetch::get({.address = of.userinfo_endpoint, .token = raw.access_token});
    if (!answer || answer->status != 200) return tl::unexpected(Refusal::provider_away);
    const auto told = json::parse(answer->body);
    if (!told || !told->is_object()) return tl::unexpected(Refusal::malformed);
    if ((*told)["sub"].text() != token.subject) return tl::unexpected(Refusal::other_person);
    for (const auto& [name, value] : told->members())
        if (!person.has(name)) person.set(name, value);
    return person;
}

}  // namespace

Outcome<std::string> authorization_address(Provider& provider, const Journey& journey) {
    const auto of = TRY(provider.metadata());
    const auto& settings = provider.settings();
    Pairs pairs{{"response_type", "code"},
                {"client_id", settings.client_id},
                {"redirect_uri", journey.redirect_address},
                {"scope", joined(settings.scopes, " ")},
                {"state", journey.state},
                {"nonce", journey.nonce},
                {"code_challenge", crypto::base64url(crypto::sha256(journey.verifier))},
                {"code_challenge_method", "S256"},
                {"ui_locales", journey.language}};
    const auto& levels = journey.fresh_since ? settings.strong_levels : settings.assurance_levels;
    if (!levels.empty()) pairs.emplace_back("acr_values", joined(levels, " "));
    if (journey.fresh_since) pairs.emplace_back("max_age", "0");
    return with_query(of.authorization_endpoint, pairs);
}

Outcome<Identified> identify(Provider& provider, const Journey& journey, const http::Fields& answer) {
    const auto of = TRY(provider.metadata());
    const auto& settings = provider.settings();
    const auto code = TRY(code_in(of, answer));
    auto raw = TRY(exchange(provider, of, journey, code));
    const auto claims = TRY(provider.verified(raw.id_token));
    auto token = TRY(checked_id_token(claims, {.issuer = of.issuer,
                                               .client_id = settings.client_id,
                                               .nonce = journey.nonce,
                                               .levels = journey.fresh_since ? settings.strong_levels : settings.assurance_levels,
                                               .authenticated_since = journey.fresh_since,
                                               .access_token = raw.access_token}));
    auto person = TRY(with_userinfo(of, token, raw));
    return Identified{std::move(token), std::move(raw), std::move(person)};
}

std::string sign_out_address(Provider& provider, std::string_view id_token, std::string_view return_address) {
    const auto of = provider.metadata();
    if (!of || of->end_session_endpoint.empty()) return {};
    Pairs pairs{{"client_id", provider.settings().client_id}, {"post_logout_redirect_uri", std::string(return_address)}};
    if (!id_token.empty()) pairs.emplace_back("id_token_hint", std::string(id_token));
    return with_query(of->end_session_endpoint, pairs);
}

}  // namespace oidc
