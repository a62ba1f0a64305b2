#include "foundation/files/scan.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <thread>

#include "foundation/files/store.h"
#include "foundation/files/test_folder.h"

namespace {

// The test virus that every scanner knows (eicar.org), in two parts so that this file is no virus.
const std::string eicar = std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$") + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/// Speaks clamd's side of one INSTREAM on a unix socket: takes the stream, then gives `reply`.
class FakeClamd {
public:
    FakeClamd(const std::filesystem::path& folder, std::string reply) : socket(folder / "clamd"), reply_(std::move(reply)) {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        socket.copy(address.sun_path, socket.size());
        listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 1) != 0) std::abort();
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeClamd() {
        thread_.join();
        ::close(listener_);
    }
    std::string socket;
    std::string command{}, stream{};  ///< read them after the scan is back

private:
    void serve() {
        const int peer = ::accept(listener_, nullptr, nullptr);
        command = take(peer, 10);
        for (;;) {
            const auto head = take(peer, 4);
            if (head.size() < 4) break;
            std::uint32_t length;
            head.copy(reinterpret_cast<char*>(&length), 4);
            if (length == 0) break;
            stream += take(peer, ntohl(length));
        }
        (void)!::write(peer, reply_.data(), reply_.size());
        ::close(peer);
    }
    static std::string take(int peer, std::size_t count) {
        std::string bytes(count, '\0');
        std::size_t got = 0;
        while (got < count) {
            const auto n = ::read(peer, bytes.data() + got, count - got);
            if (n <= 0) break;
            got += static_cast<std::size_t>(n);
        }
        bytes.resize(got);
        return bytes;
    }
    std::string reply_;
    int listener_ = -1;
    std::thread thread_{};
};

std::string zero_ended(std::string text) { return text + '\0'; }

}  // namespace

using files::Verdict;

TEST_CASE("the whole file is streamed to clamd and OK is clean") {
    TestFolder folder;
    std::string sent;
    const std::string content(200'001, 'a');
    {
        FakeClamd clamd(folder.path, zero_ended("stream: OK"));
        CHECK(files::scan(folder.file("in", content), clamd.socket).verdict == Verdict::clean);
        CHECK(clamd.command == std::string("zINSTREAM\0", 10));
        CHECK(clamd.stream == content);
    }
}

TEST_CASE("FOUND is infected and names the virus") {
    TestFolder folder;
    FakeClamd clamd(folder.path, zero_ended("stream: Win.Test.EICAR_HDB-1 FOUND"));
    const auto scan = files::scan(folder.file("in", eicar), clamd.socket);
    CHECK(scan.verdict == Verdict::infected);
    CHECK(scan.name == "Win.Test.EICAR_HDB-1");
}

TEST_CASE("anything else that clamd says, or saying nothing, is not scanned") {
    for (const auto& reply : {zero_ended("INSTREAM size limit exceeded. ERROR"), std::string("stream: O"), std::string(), zero_ended("")}) {
        TestFolder folder;
        FakeClamd clamd(folder.path, reply);
        CHECK(files::scan(folder.file("in", "x"), clamd.socket).verdict == Verdict::not_scanned);
    }
}

TEST_CASE("a store with a scanner keeps what is clean, refuses what is infected, and takes nothing in unseen") {
    const auto kept_when = [](const std::string& reply) {
        TestFolder folder;
        FakeClamd clamd(folder.path, reply);
        const auto kept = files::Store(folder.path / "kept", "secret", clamd.socket).keep(folder.file("in", "Hej"), {});
        return kept ? "kept" : kept.error().text_key;
    };
    CHECK(kept_when(zero_ended("stream: OK")) == "kept");
    CHECK(kept_when(zero_ended("stream: Win.Test.EICAR_HDB-1 FOUND")) == "file_is_infected");
    CHECK(kept_when("") == "file_not_scanned");
}

TEST_CASE("without a scanner nothing is called clean") {
    TestFolder folder;
    const auto file = folder.file("in", "x");
    for (const auto* socket : {"", "/nonexistent/clamd", "nonsense", "127.0.0.1:1"}) {
        CAPTURE(socket);
        CHECK(files::scan(file, socket).verdict == Verdict::not_scanned);
    }
    CHECK(files::scan(folder.path / "missing", "/nonexistent").name == "the file cannot be read");
}

TEST_CASE("the real clamd finds the test virus", "[clamd]") {
    const char* socket = std::getenv("TORG_TEST_CLAMD");
    if (!socket) return;
    TestFolder folder;
    CHECK(files::scan(folder.file("virus", eicar), socket).verdict == Verdict::infected);
    CHECK(files::scan(folder.file("clean", "hej"), socket).verdict == Verdict::clean);
}
