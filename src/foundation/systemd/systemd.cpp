#include "foundation/systemd/systemd.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

namespace systemd {

/// Whether it listens at this numeric address, IPv4 or IPv6.
static bool listens_at(int socket, const std::string& address, std::uint16_t port) {
    sockaddr_in four{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {}, .sin_zero = {}};
    sockaddr_in6 six{.sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_flowinfo = 0, .sin6_addr = {}, .sin6_scope_id = 0};
    const auto is_bound_to = [&](const auto& place) {
        return ::sd_is_socket_sockaddr(socket, SOCK_STREAM, reinterpret_cast<const sockaddr*>(&place), sizeof place, 1) > 0;
    };
    if (::inet_pton(AF_INET, address.c_str(), &four.sin_addr) == 1) return is_bound_to(four);
    return ::inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) == 1 && is_bound_to(six);
}

int kept_socket(const std::string& address, std::uint16_t port) {
    const int count = ::sd_listen_fds(1);
    int found = -1;
    for (int socket = SD_LISTEN_FDS_START; socket < SD_LISTEN_FDS_START + count; ++socket) {
        if (found < 0 && listens_at(socket, address, port)) found = socket;
        else ::close(socket);
    }
    if (count > 0 && found < 0) ::sd_notify(0, "FDSTOREREMOVE=1\nFDNAME=listening");
    return found;
}

void ready(int listening_socket) {
    ::sd_pid_notify_with_fds(0, 0, "FDSTORE=1\nFDNAME=listening", &listening_socket, 1);
    ::sd_notify(0, "READY=1");
}

void stopping() { ::sd_notify(0, "STOPPING=1"); }

}  // namespace systemd
