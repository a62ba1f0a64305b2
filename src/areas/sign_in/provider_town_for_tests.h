#pragma once
/// A town with a provider of OpenID Connect that is wrong in one thing at a time.
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <string>

#include "areas/sign_in/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"
#include "engines/oidc/provider.h"
#include "engines/testing/test_provider.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"

namespace provider_town {

struct Town : TestSite {
    TestProvider provider;

    explicit Town(config::SignsIn kind = config::SignsIn::residents, std::function<void(config::OidcProvider&)> change = {})
        : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        auto settings = provider.settings(kind);
        if (change) change(settings);
        tenant().oidc_providers = {std::make_shared<oidc::Provider>(settings)};
    }
    ~Town() { use_machine_clock(); }

    /// Where the browser is sent.
    std::string leave(std::string till = "/mina-sidor") {
        const auto answer = post("/logga-in/borja", {{"val", "prov"}, {"till", std::move(till)}});
        const std::string refresh(header_of(answer, "Refresh"));
        return refresh.empty() ? "" : refresh.substr(std::string("0; url=").size());
    }
    http::Response sign_in(std::string till = "/mina-sidor") { return get(provider.approve(leave(std::move(till)))); }

    /// What the log says of the refusal; "" when somebody came in.
    std::string refusal(const http::Response& answer) {
        if (visitor().kind != Visitor::Kind::nobody) return "";
        CHECK(answer.status >= 400);
        CHECK(shows(answer, "<h1>Du är inte inloggad</h1>"));
        CHECK(last_audit()->event == "sign_in.provider_refused");
        return last_audit()->detail;
    }
    std::string refusal_with_claim(std::string_view name, json::Value value) {
        provider.change_claims = [name = std::string(name), value](json::Value& claims) { claims.set(name, value); };
        return refusal(sign_in());
    }
    std::string refusal_of_token(std::function<std::string(std::string)> change) {
        provider.change_token = std::move(change);
        return refusal(sign_in());
    }
    http::Response send_logout(const std::string& token) {
        http::Request request{.method = http::Method::post, .target = "/api/v1/sign-in/prov/logout", .path = "/api/v1/sign-in/prov/logout"};
        request.form.all.emplace_back("logout_token", token);
        return send(request);
    }
};

inline std::int64_t seconds_from_now(std::int64_t seconds) { return now().value / microseconds_a_second + seconds; }

inline std::string with_header(const std::string& token, std::string_view header) {
    return crypto::base64url(header) + token.substr(token.find('.'));
}

inline json::Value logout_claims(const TestProvider& provider) {
    return json::object({{"iss", provider.issuer()},
                         {"aud", "torg"},
                         {"sub", "kim-1"},
                         {"sid", "sid-1"},
                         {"events", json::object({{"http://schemas.openid.net/event/backchannel-logout", json::object()}})}});
}

}  // namespace provider_town
