#include "areas/sign_in/return_address.h"

#include "engines/site/site.h"
#include "foundation/crypto/crypto.h"

namespace sign_in {
namespace {

std::string proof(const Visitor& visitor, std::string_view return_address) {
    return crypto::hex(crypto::hmac_sha256(visitor.csrf, "e-identification state " + std::string(return_address)));
}

}  // namespace

std::string return_address(const http::Request& request) {
    const auto typed = request.field("till");
    return site::local_path(typed.empty() ? request.query.get("till") : typed);
}

std::string state_for(const Visitor& visitor, std::string_view return_address) {
    return proof(visitor, return_address) + "." + crypto::base64url(return_address);
}

std::optional<std::string> return_address_in(const Visitor& visitor, std::string_view state) {
    const auto point = state.find('.');
    if (point == std::string_view::npos || visitor.csrf.empty()) return std::nullopt;
    const auto address = crypto::from_base64url(state.substr(point + 1));
    if (!address || !crypto::equal_in_constant_time(state.substr(0, point), proof(visitor, *address))) return std::nullopt;
    return site::local_path(*address);
}

}  // namespace sign_in
