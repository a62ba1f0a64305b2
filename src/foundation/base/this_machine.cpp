#include "foundation/base/this_machine.h"

bool is_this_machine(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]"; }

bool leads_to_this_machine(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme == address.npos) return false;
    auto host = address.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (host.find('@') != host.npos) return false;
    const auto end = host.starts_with('[') ? host.find(']') : host.npos;
    return is_this_machine(host.substr(0, host.find(':', end == host.npos ? 0 : end)));
}
