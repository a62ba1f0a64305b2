#pragma once
/// Signed JSON (JWS compact, RFC 7515) by libcjose: what a public key has signed is read, and our own claims are signed. Only algorithms
/// with public keys exist here: no shared secrets, so that nobody can pass a public key off as one, and never "none".
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/json/json.h"

namespace jose {

enum class Algorithm { rs256, rs384, rs512, ps256, ps384, ps512, es256, es384, es512 };

enum class Problem {
    malformed,    ///< not a signed JSON object, or with headers that must be understood and are not
    algorithm,    ///< one that is not allowed here
    unknown_key,  ///< no key of that name, or none that fits the algorithm
    signature,
};

/// What stands before the signature is checked: believe none of it.
struct Header {
    Algorithm algorithm{};
    std::string key_id;
    std::string type;
};
tl::expected<Header, Problem> unverified_header(std::string_view token);

/// The public keys that someone signs with (JWK Set, RFC 7517). Keys of other kinds, for other uses or too weak are as if not there.
class KeySet {
public:
    KeySet() = default;
    /// Nothing when it is not a key set.
    static std::optional<KeySet> from(std::string_view json);
    bool is_empty() const { return keys_.empty(); }

    /// The claims, when one of these keys has signed them with one of these algorithms. Without a key's name in the token there must be
    /// exactly one key that fits.
    tl::expected<json::Value, Problem> verified(std::string_view token, const std::vector<Algorithm>& allowed) const;

private:
    std::vector<json::Value> keys_;
};

/// A private key of our own.
class SigningKey {
public:
    /// A JWK with its private part; nothing when it is not one.
    static std::optional<SigningKey> from(std::string_view json);
    /// A new one on the curve P-256, for ES256.
    static SigningKey make(std::string_view key_id);
    std::string public_json() const;
    std::string private_json() const;
    /// The algorithm is the key's own: ES256, ES384 or ES512 by its curve, PS256 for RSA.
    std::string sign(const json::Value& claims, std::string_view type = "JWT") const;

private:
    struct Inside;
    std::shared_ptr<const Inside> inside_;
};

}  // namespace jose

template <>
inline constexpr EnumNames<jose::Algorithm, 9> names_of<jose::Algorithm>{{{jose::Algorithm::rs256, "RS256"},
                                                                          {jose::Algorithm::rs384, "RS384"},
                                                                          {jose::Algorithm::rs512, "RS512"},
                                                                          {jose::Algorithm::ps256, "PS256"},
                                                                          {jose::Algorithm::ps384, "PS384"},
                                                                          {jose::Algorithm::ps512, "PS512"},
                                                                          {jose::Algorithm::es256, "ES256"},
                                                                          {jose::Algorithm::es384, "ES384"},
                                                                          {jose::Algorithm::es512, "ES512"}}};
