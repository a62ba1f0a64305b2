#pragma once
/// Passkeys (W3C Web Authentication level 2): what an authenticator has signed is checked as 7.1 and 7.2 say. The bytes are read and the
/// signatures checked by libfido2 (docs/decisions/021-passkeys.md).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace webauthn {

enum class Algorithm { es256, eddsa, rs256 };
/// As COSE numbers them: what a browser is told, best first.
std::vector<std::int64_t> cose_algorithms();

enum class Problem {
    malformed,
    type,           ///< made for something else: a new key is no proof, and a proof no new key
    challenge,      ///< not the one that was given
    origin,         ///< shown to another site
    cross_origin,   ///< shown in a frame of another site
    relying_party,  ///< made for another host name
    not_present,    ///< nobody touched it
    not_verified,   ///< asked for no PIN or finger, and must
    algorithm,      ///< none of ours
    signature,
    counter,  ///< has gone backwards: there are two of the key
};

enum class Verification { preferred, required };

/// What we asked for.
struct Asked {
    std::string challenge;  ///< in base64url
    std::string origin;     ///< "https://exempelby.example"
    Verification verification = Verification::preferred;
};
/// "exempelby.example" of the origin: whom keys are made for.
std::string relying_party(std::string_view origin);

/// A key as we keep it; bytes.
struct Credential {
    std::string id;
    Algorithm algorithm{};
    std::string public_key;
    std::int64_t counter = 0;
    bool verifies = false;  ///< asked for a PIN, a finger or a face when it was made
};

/// All in bytes, as the browser's AuthenticatorAttestationResponse gives it. Who made the authenticator is not asked for, and not looked
/// at.
struct Made {
    std::string client_data, authenticator_data;
};
tl::expected<Credential, Problem> made(const Asked&, const Made&);

/// AuthenticatorAssertionResponse.
struct Shown {
    std::string client_data, authenticator_data, signature;
};
/// The counter to keep.
tl::expected<std::int64_t, Problem> shown(const Asked&, const Credential&, const Shown&);

}  // namespace webauthn

template <>
inline constexpr EnumNames<webauthn::Algorithm, 3> names_of<webauthn::Algorithm>{
    {{webauthn::Algorithm::es256, "ES256"}, {webauthn::Algorithm::eddsa, "EdDSA"}, {webauthn::Algorithm::rs256, "RS256"}}};
template <>
inline constexpr EnumNames<webauthn::Problem, 11> names_of<webauthn::Problem>{{{webauthn::Problem::malformed, "malformed"},
                                                                               {webauthn::Problem::type, "type"},
                                                                               {webauthn::Problem::challenge, "challenge"},
                                                                               {webauthn::Problem::origin, "origin"},
                                                                               {webauthn::Problem::cross_origin, "cross_origin"},
                                                                               {webauthn::Problem::relying_party, "relying_party"},
                                                                               {webauthn::Problem::not_present, "not_present"},
                                                                               {webauthn::Problem::not_verified, "not_verified"},
                                                                               {webauthn::Problem::algorithm, "algorithm"},
                                                                               {webauthn::Problem::signature, "signature"},
                                                                               {webauthn::Problem::counter, "counter"}}};
