#include "foundation/http/proxies.h"

#include <fmt/format.h>
#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "foundation/base/id.h"
#include "foundation/http/ascii.h"

namespace http {
namespace {

namespace ip = boost::asio::ip;

ip::address plain(const ip::address& address) {
    return address.is_v6() && address.to_v6().is_v4_mapped() ? ip::make_address_v4(ip::v4_mapped, address.to_v6()) : address;
}

bool contains(const ip::network_v4& network, const ip::address_v4& address) {
    return ip::network_v4(address, network.prefix_length()).canonical() == network.canonical();
}
bool contains(const ip::network_v6& network, const ip::address_v6& address) {
    return ip::network_v6(address, network.prefix_length()).canonical() == network.canonical();
}

bool is_sane_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 &&
           std::all_of(id.begin(), id.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; });
}

std::string new_request_id() { return fmt::format("{:016x}", static_cast<std::uint64_t>(new_id())); }

bool is_word_of_proxy(std::string_view name) {
    return name.starts_with("x-forwarded-") || name.starts_with("x-proxy-") || name == "forwarded" || name == "x-real-ip" ||
           name == "x-request-id";
}

/// The chain of addresses, nearest last; the client is the first one from the right that we do not trust.
std::string client_in(const Request& request, const TrustedProxies& proxies, std::string_view peer) {
    std::string client(peer);
    const auto lines = request.headers.every("x-forwarded-for");
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        std::string_view chain = *line;
        while (!chain.empty()) {
            const std::size_t comma = chain.rfind(',');
            const std::string_view hop = without_blanks_around(comma == std::string_view::npos ? chain : chain.substr(comma + 1));
            chain = comma == std::string_view::npos ? std::string_view{} : chain.substr(0, comma);
            boost::system::error_code broken;
            const ip::address address = ip::make_address(hop, broken);
            if (broken) return client;
            client = plain(address).to_string();
            if (!proxies.trusts(client)) return client;
        }
    }
    return client;
}

}  // namespace

struct TrustedProxies::Networks {
    std::vector<ip::network_v4> v4;
    std::vector<ip::network_v6> v6;
};

TrustedProxies::TrustedProxies(const std::vector<std::string>& addresses) : networks_(std::make_unique<Networks>()) {
    for (const std::string& text : addresses) {
        const bool is_v6 = text.find(':') != std::string::npos;
        const bool is_network = text.find('/') != std::string::npos;
        if (is_v6) networks_->v6.push_back(ip::make_network_v6(is_network ? text : text + "/128"));
        else networks_->v4.push_back(ip::make_network_v4(is_network ? text : text + "/32"));
    }
}

TrustedProxies::~TrustedProxies() = default;

bool TrustedProxies::trusts(std::string_view text) const {
    boost::system::error_code broken;
    const ip::address address = plain(ip::make_address(text, broken));
    if (broken) return false;
    const auto holds = [&](const auto& network) {
        if constexpr (std::is_same_v<decltype(network), const ip::network_v4&>) return contains(network, address.to_v4());
        else return contains(network, address.to_v6());
    };
    return address.is_v4() ? std::any_of(networks_->v4.begin(), networks_->v4.end(), holds)
                           : std::any_of(networks_->v6.begin(), networks_->v6.end(), holds);
}

std::string household_of(std::string_view text) {
    boost::system::error_code broken;
    const ip::address address = plain(ip::make_address(text, broken));
    if (broken || address.is_loopback()) return {};
    return address.is_v4() ? address.to_string() : ip::network_v6(address.to_v6(), 64).canonical().to_string();
}

void read_origin(Request& request, std::string_view peer, const TrustedProxies& proxies) {
    request.client_address = peer;
    if (proxies.trusts(peer)) {
        request.client_address = client_in(request, proxies, peer);
        request.secure = equals_ignoring_case(request.header("x-forwarded-proto"), "https");
        if (is_sane_id(request.header("x-request-id"))) request.request_id = request.header("x-request-id");
    } else {
        std::erase_if(request.headers.all, [](const auto& field) { return is_word_of_proxy(field.first); });
    }
    if (request.request_id.empty()) request.request_id = new_request_id();
}

}  // namespace http
