#pragma once
/// Keys for one purpose each, derived from Tenant.secret.
#include <string>
#include <string_view>

#include "foundation/crypto/crypto.h"

namespace identity {

crypto::Key key_for(std::string_view secret, std::string_view purpose);
/// HMAC in hexadecimal with the key of that purpose: finds a value again without storing it readable.
std::string mac(std::string_view secret, std::string_view purpose, std::string_view value);

}  // namespace identity
