#pragma once
/// Service cards: the certificate that the proxy asked the browser for is checked here, whatever the proxy thinks of it.
#include <cstdint>
#include <string>
#include <string_view>

#include "foundation/crypto/card.h"
#include "foundation/http/message.h"

namespace identity {

/// From the configuration.
struct CardSettings {
    std::string authorities, revocations;  ///< PEM files, read at each sign-in: a list that was renewed counts at once
    std::int64_t port = 0;                 ///< where the proxy asks for a card; 0: the usual one

    bool in_use() const { return !authorities.empty(); }
};

/// The certificate that came with the request; "" without one. http::Server lets only a trusted proxy tell it.
std::string card_of(const http::Request&);
/// Whose card it is. The subject's serial number is the username of the account.
tl::expected<crypto::CardHolder, crypto::CardProblem> card_holder(const CardSettings&, std::string_view card);

}  // namespace identity
