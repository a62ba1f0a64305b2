#include "engines/identity/cards.h"

#include <fstream>
#include <iterator>

namespace identity {

static std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string card_of(const http::Request& request) {
    const auto sent = request.header("x-proxy-client-certificate");
    // nginx sends PEM percent-encoded, Caddy DER in base64.
    return sent.find('%') == std::string_view::npos ? std::string(sent) : http::percent_decoded(sent).value_or("");
}

tl::expected<crypto::CardHolder, crypto::CardProblem> card_holder(const CardSettings& settings, std::string_view card) {
    return crypto::card_holder(card, text_of(settings.authorities), text_of(settings.revocations));
}

}  // namespace identity
