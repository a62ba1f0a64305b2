#pragma once
/// Client certificates, as on service cards (X.509, RFC 5280): whose it is, when one of the configured authorities answers for it.
#include <string>
#include <string_view>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace crypto {

enum class CardProblem {
    malformed,
    untrusted,  ///< no chain to the authorities, or too weak a signature or key in it
    expired,    ///< or not valid yet
    revoked,
    revocation_unknown,  ///< no list of revoked cards that is still valid, for each authority of the chain
    wrong_use,           ///< not made to sign in with
};

struct CardHolder {
    std::string serial_number;  ///< of the subject (2.5.4.5), as a HSA-id; not the certificate's own
    std::string name;
};

/// `certificate` is PEM, or DER in base64; the authorities and the lists of revoked cards are PEM, any number of each.
tl::expected<CardHolder, CardProblem> card_holder(std::string_view certificate, std::string_view authorities, std::string_view revocations);

}  // namespace crypto

template <>
inline constexpr EnumNames<crypto::CardProblem, 6> names_of<crypto::CardProblem>{
    {{crypto::CardProblem::malformed, "card_malformed"},
     {crypto::CardProblem::untrusted, "card_untrusted"},
     {crypto::CardProblem::expired, "card_expired"},
     {crypto::CardProblem::revoked, "card_revoked"},
     {crypto::CardProblem::revocation_unknown, "card_revocation_unknown"},
     {crypto::CardProblem::wrong_use, "card_wrong_use"}}};
