#include "foundation/files/scan.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace files {

namespace {

/// A connected socket, closed with this value.
struct Socket {
    explicit Socket(int n) : number(n) {}
    ~Socket() {
        if (number >= 0) ::close(number);
    }
    Socket(Socket&& other) noexcept : number(std::exchange(other.number, -1)) {}
    Socket& operator=(Socket&&) = delete;
    int number;
};

void set_timeout(int number, std::chrono::seconds timeout) {
    const timeval time{.tv_sec = timeout.count(), .tv_usec = 0};
    ::setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    ::setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

std::optional<Socket> connected(int family, const sockaddr* address, socklen_t size, std::chrono::seconds timeout) {
    Socket made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (made.number < 0) return {};
    set_timeout(made.number, timeout);
    if (::connect(made.number, address, size) != 0) return {};
    return made;
}

std::optional<Socket> connect_to(const std::string& where, std::chrono::seconds timeout) {
    if (where.starts_with('/')) {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        if (where.size() >= sizeof address.sun_path) return {};
        where.copy(address.sun_path, where.size());
        return connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address, timeout);
    }
    const auto colon = where.rfind(':');
    if (colon == where.npos) return {};
    auto host = where.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), where.substr(colon + 1).c_str(), &wanted, &found) != 0) return {};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> keeps(found, ::freeaddrinfo);
    return connected(found->ai_family, found->ai_addr, found->ai_addrlen, timeout);
}

bool send_all(const Socket& socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket.number, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool send_piece(const Socket& socket, std::string_view piece) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(piece.size()));
    return send_all(socket, {reinterpret_cast<const char*>(&length), sizeof length}) && send_all(socket, piece);
}

void send_file(const Socket& socket, std::ifstream& file) {
    if (!send_all(socket, std::string_view("zINSTREAM\0", 10))) return;
    std::array<char, 1 << 16> buffer;
    while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0)
        if (!send_piece(socket, {buffer.data(), static_cast<std::size_t>(file.gcount())})) return;
    if (file.eof()) send_piece(socket, {});
}

/// clamd's answer up to its zero byte; nothing when it is cut short, too long or late.
std::optional<std::string> answer(const Socket& socket) {
    std::string text;
    std::array<char, 512> buffer;
    while (text.size() < 4096) {
        const auto count = ::recv(socket.number, buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return {};
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (const auto end = text.find('\0'); end != text.npos) return text.substr(0, end);
    }
    return {};
}

Scan verdict_in(std::string text) {
    constexpr std::string_view begin = "stream: ", found = " FOUND";
    if (text == "stream: OK") return {Verdict::clean};
    if (text.starts_with(begin) && text.ends_with(found))
        return {Verdict::infected, text.substr(begin.size(), text.size() - begin.size() - found.size())};
    return {Verdict::not_scanned, "clamd says: " + text};
}

}  // namespace

Scan scan(const std::filesystem::path& path, const std::string& clamd_socket, std::chrono::seconds timeout) {
    if (clamd_socket.empty()) return {Verdict::not_scanned, "no scanner is set"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return {Verdict::not_scanned, "the file cannot be read"};
    const auto socket = connect_to(clamd_socket, timeout);
    if (!socket) return {Verdict::not_scanned, "clamd cannot be reached"};
    // What clamd thinks of a file it stopped reading stands in its answer all the same.
    send_file(*socket, file);
    auto text = answer(*socket);
    return text ? verdict_in(*std::move(text)) : Scan{Verdict::not_scanned, "clamd gave no answer"};
}

}  // namespace files
