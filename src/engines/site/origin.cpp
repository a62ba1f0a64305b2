#include "engines/site/origin.h"

namespace site {
namespace {

/// "https://exempelby.example:8443" is exempelby.example.
std::string_view host_of(std::string_view origin) {
    const auto scheme = origin.find("://");
    if (scheme == std::string_view::npos) return {};
    auto host = origin.substr(scheme + 3);
    if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

}  // namespace

Origin origin_of(const http::Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (site == "same-origin") return Origin::ours;
    if (site == "cross-site" || site == "same-site") return Origin::foreign;
    const auto origin = request.header("origin");
    if (origin.empty()) return Origin::unknown;
    return !request.host.empty() && host_of(origin) == request.host ? Origin::ours : Origin::foreign;
}

}  // namespace site
