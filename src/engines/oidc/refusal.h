#pragma once
/// Why a sign-in at a provider is not believed. Each has its own words for the reader and its own name in the log.
#include <tl/expected.hpp>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace oidc {

enum class Refusal {
    provider_away,   ///< it does not answer, or not as a provider does
    cancelled,       ///< the person said no there
    provider_error,  ///< it answered with another error
    unknown_state,   ///< not begun in this browser, too old, or come back before
    other_provider,  ///< the answer says that it is from another issuer (RFC 9207): a mix-up
    code_refused,    ///< the provider does not give tokens for the code
    malformed,       ///< a token that is none, or lacks what it must have
    algorithm,       ///< "none", a secret, or one that the provider does not use
    unknown_key,     ///< signed with a key that the provider does not show
    signature,
    issuer,
    audience,  ///< made for another client
    nonce,     ///< made for another sign-in
    expired,
    not_yet,          ///< from the future: a clock is wrong
    access_token,     ///< the two tokens do not belong together
    level,            ///< a weaker e-identification than is asked for
    not_fresh,        ///< an old sign-in, where a new one was asked for
    other_person,     ///< what the provider tells is about another person, or it was another one who proved to be there
    no_identity,      ///< no personal number or no name
    unknown_account,  ///< no active account of that name
    front,            ///< it did not come by the front that speaks SAML
};

template <class T>
using Outcome = tl::expected<T, Refusal>;

}  // namespace oidc

template <>
inline constexpr EnumNames<oidc::Refusal, 22> names_of<oidc::Refusal>{{{oidc::Refusal::provider_away, "provider_away"},
                                                                       {oidc::Refusal::cancelled, "cancelled"},
                                                                       {oidc::Refusal::provider_error, "provider_error"},
                                                                       {oidc::Refusal::unknown_state, "unknown_state"},
                                                                       {oidc::Refusal::other_provider, "other_provider"},
                                                                       {oidc::Refusal::code_refused, "code_refused"},
                                                                       {oidc::Refusal::malformed, "malformed"},
                                                                       {oidc::Refusal::algorithm, "algorithm"},
                                                                       {oidc::Refusal::unknown_key, "unknown_key"},
                                                                       {oidc::Refusal::signature, "signature"},
                                                                       {oidc::Refusal::issuer, "issuer"},
                                                                       {oidc::Refusal::audience, "audience"},
                                                                       {oidc::Refusal::nonce, "nonce"},
                                                                       {oidc::Refusal::expired, "expired"},
                                                                       {oidc::Refusal::not_yet, "not_yet"},
                                                                       {oidc::Refusal::access_token, "access_token"},
                                                                       {oidc::Refusal::level, "level"},
                                                                       {oidc::Refusal::not_fresh, "not_fresh"},
                                                                       {oidc::Refusal::other_person, "other_person"},
                                                                       {oidc::Refusal::no_identity, "no_identity"},
                                                                       {oidc::Refusal::unknown_account, "unknown_account"},
                                                                       {oidc::Refusal::front, "front"}}};
