#pragma once
/// A provider of OpenID Connect on this machine: strict where a real one is, and wrong in one thing when a test wants it to be.
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "foundation/config/oidc_provider.h"
#include "foundation/http/message.h"
#include "foundation/jose/jose.h"

class TestProvider {
public:
    TestProvider();
    ~TestProvider();

    /// For the client "torg" with the secret that this provider knows.
    config::OidcProvider settings(config::SignsIn = config::SignsIn::residents) const;
    std::string issuer() const;

    /// What the browser brings back when the person says yes: the path and query for whoever sent it to `authorization_address`.
    std::string approve(std::string_view authorization_address);
    /// A token with these claims, as the provider signs one; `at` and lives of five minutes are added when they are not given.
    std::string token(json::Value claims) const;

    // ---- what the person is, and what is wrong
    json::Value person;                                            ///< claims of the person: in the ID token, but `sub` alone when hidden
    bool tells_by_userinfo = false;                                ///< the claims of the person come from there only
    std::function<void(json::Value& claims)> change_claims{};      ///< of the ID token
    std::function<std::string(std::string token)> change_token{};  ///< the signed ID token
    std::function<void(json::Value& metadata)> change_metadata{};
    std::function<void(json::Value& userinfo)> change_userinfo{};
    std::function<http::Response()> token_answer{};  ///< instead of tokens
    std::function<http::Response()> keys_answer{};   ///< instead of the key set
    jose::SigningKey key = jose::SigningKey::make("first");
    int times_keys_were_read = 0;
    jose::KeySet client_keys{};  ///< with which the client may sign instead of showing its secret

private:
    struct Inside;
    http::Response answer(http::Request&);
    http::Response tokens_for(const http::Request&);
    bool is_client(const http::Request&) const;
    std::unique_ptr<Inside> inside_;
};

/// The values in an address's query.
http::Fields query_of(std::string_view address);
