#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/http/message.h"

namespace http {

/// The peers whose word about the real client counts: addresses ("127.0.0.1") and networks ("10.0.0.0/8", "fd00::/8").
class TrustedProxies {
public:
    explicit TrustedProxies(const std::vector<std::string>& addresses);  ///< throws when one is no address
    ~TrustedProxies();
    bool trusts(std::string_view address) const;

private:
    struct Networks;
    std::unique_ptr<Networks> networks_;
};

/// Those who share a connection: an IPv4 address as it is, of an IPv6 address the first 64 bits, since one home has all the others.
/// "" for this machine itself, and for what is no address.
std::string household_of(std::string_view address);

/// Sets who asks, how, and the request's id, from the connection and from what a trusted proxy says.
/// What anyone else says about it is removed from the headers, so that no handler can believe it.
void read_origin(Request&, std::string_view peer, const TrustedProxies&);

}  // namespace http
