#include "engines/identity/keys.h"

#include <stdexcept>

namespace identity {

crypto::Key key_for(std::string_view secret, std::string_view purpose) {
    if (secret.empty()) throw std::logic_error("keys need the installation's secret");
    return *crypto::key_from(crypto::hmac_sha256(secret, "torg identity key: " + std::string(purpose)));
}

std::string mac(std::string_view secret, std::string_view purpose, std::string_view value) {
    const auto key = crypto::hmac_sha256(secret, "torg identity mac: " + std::string(purpose));
    return crypto::hex(crypto::hmac_sha256(key, value));
}

}  // namespace identity
