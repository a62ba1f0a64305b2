#include "foundation/systemd/systemd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "foundation/files/test_folder.h"

namespace {

struct Listening {
    int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    std::uint16_t port = 0;
    Listening() {
        sockaddr_in place{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof place;
        ::bind(socket, reinterpret_cast<sockaddr*>(&place), size);
        ::listen(socket, 1);
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&place), &size);
        port = ntohs(place.sin_port);
    }
};

/// Stands where systemd stands: hears what the program says.
struct Manager {
    TestFolder folder;
    int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);

    Manager() {
        sockaddr_un place{.sun_family = AF_UNIX, .sun_path = {}};
        const auto path = (folder.path / "notify").string();
        path.copy(place.sun_path, sizeof place.sun_path - 1);
        ::bind(socket, reinterpret_cast<sockaddr*>(&place), sizeof place);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~Manager() {
        ::unsetenv("NOTIFY_SOCKET");
        ::close(socket);
    }

    struct Heard {
        std::string words;
        int given = -1;
    };
    /// Nothing when nothing was said.
    Heard hear() const {
        std::array<char, 256> words{};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int)) + CMSG_SPACE(64)> extra{};
        iovec piece{.iov_base = words.data(), .iov_len = words.size()};
        msghdr message{};
        message.msg_iov = &piece;
        message.msg_iovlen = 1;
        message.msg_control = extra.data();
        message.msg_controllen = extra.size();
        const auto count = ::recvmsg(socket, &message, MSG_DONTWAIT);
        Heard heard{.words = std::string(words.data(), count > 0 ? static_cast<std::size_t>(count) : 0)};
        for (auto* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part))
            if (part->cmsg_type == SCM_RIGHTS) std::copy_n(CMSG_DATA(part), sizeof(int), reinterpret_cast<unsigned char*>(&heard.given));
        return heard;
    }
};

std::uint16_t port_of(int socket) {
    sockaddr_in place{};
    socklen_t size = sizeof place;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&place), &size);
    return ntohs(place.sin_port);
}

/// As the manager hands them to a new program: from number 3 on.
void hand_over(int socket) {
    REQUIRE(::dup2(socket, 3) == 3);
    ::setenv("LISTEN_FDS", "1", 1);
    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
}

}  // namespace

TEST_CASE("the manager is told that the program is ready, and keeps its listening socket") {
    const Manager manager;
    const Listening listening;
    systemd::ready(listening.socket);
    const auto kept = manager.hear();
    CHECK(kept.words == "FDSTORE=1\nFDNAME=listening");
    REQUIRE(kept.given >= 0);
    CHECK(port_of(kept.given) == listening.port);
    CHECK(manager.hear().words == "READY=1");
    systemd::stopping();
    CHECK(manager.hear().words == "STOPPING=1");
}

TEST_CASE("the next program gets the socket back, unless its settings say another place: then the old place is closed") {
    const Manager manager;
    const Listening listening;
    ::close(3);
    CHECK(systemd::kept_socket("127.0.0.1", listening.port) == -1);
    CHECK(manager.hear().words.empty());
    hand_over(listening.socket);
    CHECK(systemd::kept_socket("127.0.0.1", listening.port) == 3);
    CHECK(manager.hear().words.empty());
    for (const auto& [address, port] : {std::pair{"127.0.0.1", 1}, {"0.0.0.0", int{listening.port}}, {"::1", int{listening.port}}}) {
        hand_over(listening.socket);
        CHECK(systemd::kept_socket(address, static_cast<std::uint16_t>(port)) == -1);
        CHECK(manager.hear().words == "FDSTOREREMOVE=1\nFDNAME=listening");
        CHECK(::fcntl(3, F_GETFD) == -1);
    }
}
