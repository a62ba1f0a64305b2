#include "engines/testing/test_provider.h"

#include <map>
#include <mutex>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"
#include "foundation/http/server.h"

namespace {

constexpr std::string_view client = "torg", secret = "ett & annat", access_token = "access";

http::Response as_json(const json::Value& value, int status = 200) {
    return {.status = status, .type = "application/json", .body = json::to_text(value)};
}

std::int64_t seconds(Timestamp at) { return at.value / microseconds_a_second; }

}  // namespace

struct TestProvider::Inside {
    std::mutex guard;
    std::map<std::string, http::Fields, std::less<>> approved;  ///< by code: what was asked for
    std::unique_ptr<http::Server> server;
};

TestProvider::TestProvider() : inside_(std::make_unique<Inside>()) {
    person = json::object({{"sub", "kim-1"},
                           {"name", "Kim Nordin"},
                           {"https://id.oidc.se/claim/personalIdentityNumber", "189708219804"},
                           {"acr", "http://id.elegnamnden.se/loa/1.0/loa3"}});
    inside_->server = std::make_unique<http::Server>(
        http::ServerOptions{.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"},
        [this](http::Request& request) { return answer(request); },
        [](int status, const std::string&) { return http::Response{.status = status}; });
    inside_->server->start();
}

TestProvider::~TestProvider() { inside_->server->stop(); }

std::string TestProvider::issuer() const { return "http://127.0.0.1:" + std::to_string(inside_->server->port()); }

config::OidcProvider TestProvider::settings(config::SignsIn kind) const {
    return {.name = "prov",
            .shown_name = "Prov-id",
            .signs_in = kind,
            .issuer = issuer(),
            .client_id = std::string(client),
            .client_secret = std::string(secret)};
}

http::Fields query_of(std::string_view address) {
    return http::parse_urlencoded(address.substr(address.find('?') + 1)).value_or(http::Fields{});
}

std::string TestProvider::approve(std::string_view authorization_address) {
    const auto asked = query_of(authorization_address);
    const auto code = crypto::random_token();
    const std::lock_guard lock(inside_->guard);
    inside_->approved[code] = asked;
    const std::string back(asked.get("redirect_uri"));
    return back.substr(back.find('/', back.find("://") + 3)) + "?code=" + code + "&state=" + http::percent_encoded(asked.get("state")) +
           "&iss=" + http::percent_encoded(issuer());
}

std::string TestProvider::token(json::Value claims) const {
    if (!claims.has("iat")) claims.set("iat", seconds(now()));
    if (!claims.has("exp")) claims.set("exp", seconds(now()) + 300);
    return key.sign(claims);
}

http::Response TestProvider::answer(http::Request& request) {
    const std::lock_guard lock(inside_->guard);
    if (request.path == "/.well-known/openid-configuration") {
        auto metadata = json::object({{"issuer", issuer()},
                                      {"authorization_endpoint", issuer() + "/authorize"},
                                      {"token_endpoint", issuer() + "/token"},
                                      {"userinfo_endpoint", issuer() + "/userinfo"},
                                      {"jwks_uri", issuer() + "/keys"},
                                      {"end_session_endpoint", issuer() + "/end"},
                                      {"authorization_response_iss_parameter_supported", true},
                                      {"id_token_signing_alg_values_supported", json::array({"ES256"})}});
        if (change_metadata) change_metadata(metadata);
        return as_json(metadata);
    }
    if (request.path == "/keys") {
        ++times_keys_were_read;
        if (keys_answer) return keys_answer();
        return {.type = "application/json", .body = R"({"keys":[)" + key.public_json() + "]}"};
    }
    if (request.path == "/token") return token_answer ? token_answer() : tokens_for(request);
    if (request.path == "/userinfo" && request.header("authorization") == "Bearer " + std::string(access_token)) {
        auto told = person;
        if (change_userinfo) change_userinfo(told);
        return as_json(told);
    }
    return as_json(json::object(), 404);
}

/// By name and password, by fields, or by an assertion for this provider alone.
bool TestProvider::is_client(const http::Request& request) const {
    const auto credentials = crypto::base64(http::percent_encoded(client) + ":" + http::percent_encoded(secret));
    if (request.header("authorization") == "Basic " + credentials) return true;
    if (request.field("client_id") != client) return false;
    const auto claims = client_keys.verified(request.field("client_assertion"), {jose::Algorithm::es256});
    if (claims) return (*claims)["sub"].text() == client && (*claims)["iss"].text() == client && (*claims)["aud"].text() == issuer();
    return request.field("client_secret") == secret;
}

http::Response TestProvider::tokens_for(const http::Request& request) {
    const auto refused = [](const char* error) { return as_json(json::object({{"error", error}}), 400); };
    if (!is_client(request)) return refused("invalid_client");
    const auto found = inside_->approved.find(request.field("code"));
    if (found == inside_->approved.end()) return refused("invalid_grant");
    const auto asked = std::move(found->second);
    inside_->approved.erase(found);
    const bool is_proved = asked.get("code_challenge_method") == "S256" &&
                           asked.get("code_challenge") == crypto::base64url(crypto::sha256(request.field("code_verifier")));
    if (!is_proved || request.field("redirect_uri") != asked.get("redirect_uri")) return refused("invalid_grant");
    auto claims = tells_by_userinfo ? json::object({{"sub", person["sub"]}, {"acr", person["acr"]}}) : person;
    claims.set("iss", issuer()).set("aud", client).set("nonce", asked.get("nonce")).set("sid", "sid-1");
    claims.set("auth_time", seconds(now()));
    if (change_claims) change_claims(claims);
    auto signed_token = token(claims);
    if (change_token) signed_token = change_token(signed_token);
    return as_json(json::object({{"access_token", access_token}, {"token_type", "Bearer"}, {"id_token", signed_token}}));
}
