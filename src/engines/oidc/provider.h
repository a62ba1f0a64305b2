#pragma once
/// A provider as it describes itself (OpenID Connect Discovery 1.0), kept for a while. Safe from any thread.
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/oidc/refusal.h"
#include "foundation/base/time.h"
#include "foundation/config/oidc_provider.h"
#include "foundation/jose/jose.h"

namespace oidc {

struct Metadata {
    std::string issuer, authorization_endpoint, token_endpoint, jwks_uri;
    std::string userinfo_endpoint{}, end_session_endpoint{};  ///< empty: it has none
    bool names_itself = false;                                ///< its answers carry `iss` (RFC 9207), and one without is not its own
    std::vector<jose::Algorithm> algorithms{};
};
/// Nothing when it does not describe the issuer that was asked, or names addresses that are less safe than the issuer's own.
std::optional<Metadata> metadata_from(std::string_view json, std::string_view issuer);

class Provider {
public:
    /// Throws std::invalid_argument, with words for whoever wrote the settings.
    explicit Provider(config::OidcProvider);

    const config::OidcProvider& settings() const { return settings_; }
    /// Null unless it signs in with a private key of our own.
    const jose::SigningKey* signing_key() const { return signing_key_ ? &*signing_key_ : nullptr; }
    Outcome<Metadata> metadata();
    /// The claims of what the provider has signed. Its keys are fetched anew when they do not fit, since they change; not more than
    /// twice a minute, whoever sends tokens.
    Outcome<json::Value> verified(std::string_view token);

private:
    struct Keys {
        jose::KeySet set;
        Timestamp fetched{};
    };
    Outcome<jose::KeySet> keys(const Metadata&, std::int64_t longest_kept);

    config::OidcProvider settings_;
    std::optional<jose::SigningKey> signing_key_;
    std::mutex guard_;  ///< of what follows; never held while the provider is asked
    std::optional<Metadata> metadata_;
    Timestamp metadata_fetched_{};
    std::optional<Keys> keys_;
    Timestamp away_since_{};  ///< it did not answer: for some seconds nobody waits for it again
};

}  // namespace oidc
