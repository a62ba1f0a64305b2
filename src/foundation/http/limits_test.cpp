#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <catch2/catch.hpp>
#include <latch>

#include "foundation/http/head_check.h"
#include "foundation/http/test_server.h"

using namespace http;

TEST_CASE("too long heads, targets and bodies are refused each with its own status") {
    TestServer server(path_of, {.max_body = 1000});
    const auto get = [](std::string_view target, std::string_view headers) {
        return fmt::format("GET {} HTTP/1.1\r\nHost: a\r\n{}\r\n", target, headers);
    };
    CHECK(server.status_of(get("/" + std::string(8000, 'a'), "")) == 200);
    CHECK(server.status_of(get("/" + std::string(target_limit, 'a'), "")) == 414);
    CHECK(server.status_of("GET /" + std::string(20'000, 'a')) == 414);
    CHECK(server.status_of(get("/", "X: " + std::string(15'000, 'a') + "\r\n")) == 200);
    CHECK(server.status_of(get("/", "X: " + std::string(head_limit, 'a') + "\r\n")) == 431);
    CHECK(server.status_of(get("/", "X: " + std::string(100'000, 'a') + "\r\n")) == 431);
    CHECK(server.client().post("/", "text/plain", std::string(1000, 'a')).status == 200);
    CHECK(server.client().post("/", "text/plain", std::string(1001, 'a')).status == 413);
    CHECK(server.client().post("/", "text/plain", std::string(3'000'000, 'a')).status == 413);
    CHECK(server.status_of("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a') +
                           "\r\n0\r\n\r\n") == 413);
}

TEST_CASE("a body cut short is refused with 400") {
    TestServer server(path_of);
    CHECK(server.status_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc") == 400);
    CHECK(server.status_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Le") == 400);
}

TEST_CASE("a body that is packed is refused, whatever it would unpack to") {
    TestServer server(path_of);
    const auto status_with = [&](std::string_view coding) {
        return server.status_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Encoding: " + std::string(coding) +
                                "\r\n\r\nabc");
    };
    for (const auto* coding : {"gzip", "br", "deflate", "zstd", "identity, gzip", "GZIP", ""}) CHECK(status_with(coding) == 415);
    CHECK(status_with("identity") == 200);
}

TEST_CASE("a client that is promised to go ahead sends its body; one that asks for something else is told 417") {
    TestServer server([](Request& request) { return plain(request.body); }, {.max_body = 1000});
    Client client = server.client();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.read()->status == 100);
    client.send("abc");
    CHECK(client.read()->body == "abc");
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
    CHECK(client.read()->status == 413);
    CHECK(server.status_of("POST / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nContent-Length: 0\r\n\r\n") == 417);
}

TEST_CASE("a head or a body that does not come in time is told 408, an idle connection is closed") {
    using std::chrono::seconds;
    TestServer server(path_of, {.header_timeout = seconds(1), .idle_timeout = seconds(1), .body_timeout = seconds(1)});
    Client silent = server.client(), half_head = server.client(), half_body = server.client(), idle = server.client();
    half_head.send("GET / HTTP/1.1\r\nHo");
    half_body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    CHECK(idle.get("/").status == 200);
    CHECK(half_head.read()->status == 408);
    CHECK(half_body.read()->status == 408);
    CHECK(idle.is_closed());
    CHECK(silent.is_closed());
}

TEST_CASE("a thousand half-open connections do not stop others") {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    TestServer server(path_of);
    std::vector<Client> half_open;
    for (int i = 0; i < 1000; ++i) {
        half_open.push_back(server.client());
        half_open.back().send("GET / HTTP/1.1\r\nHost:");
    }
    CHECK(server.client().get("/lever").body == "/lever");
}

TEST_CASE("beyond max_connections the oldest one without a whole request gives way") {
    TestServer server(path_of, {.max_connections = 2});
    Client oldest = server.client();
    CHECK(oldest.get("/1").status == 200);
    Client second = server.client();
    CHECK(second.get("/2").status == 200);
    Client third = server.client();
    CHECK(third.get("/3").status == 200);
    CHECK(oldest.is_closed());
    CHECK(second.get("/2").status == 200);
}

TEST_CASE("when every connection is being answered the next one is told 503 and when to come back") {
    std::latch begun{1}, may_end{1};
    TestServer server(
        [&](Request& request) {
            begun.count_down();
            may_end.wait();
            return plain(request.path);
        },
        {.max_connections = 1});
    Client busy = server.client();
    busy.send("GET /lang HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.wait();
    Client turned_away = server.client();
    const auto answered = turned_away.read();
    may_end.count_down();
    REQUIRE(answered);
    CHECK(answered->status == 503);
    CHECK(answered->header("retry-after") == "5");
    CHECK(busy.read()->body == "/lang");
}

TEST_CASE("when the workers are hopelessly behind a request is told 503, and those in line are answered") {
    std::latch begun{1}, may_end{1};
    TestServer server(
        [&](Request& request) {
            if (request.path == "/lang") {
                begun.count_down();
                may_end.wait();
            }
            return plain(request.path);
        },
        {.worker_threads = 1, .max_waiting = 1});
    Client busy = server.client();
    busy.send("GET /lang HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.wait();
    Client one = server.client(), other = server.client();
    one.send("GET /kort HTTP/1.1\r\nHost: a\r\n\r\n");
    other.send("GET /kort HTTP/1.1\r\nHost: a\r\n\r\n");
    pollfd ready[2] = {{one.descriptor(), POLLIN, 0}, {other.descriptor(), POLLIN, 0}};
    const int first_ready = ::poll(ready, 2, 30'000);
    const bool one_is_first = (ready[0].revents & POLLIN) != 0;
    may_end.count_down();
    REQUIRE(first_ready == 1);
    Client& refused = one_is_first ? one : other;
    Client& waited = one_is_first ? other : one;
    const auto answered = refused.read();
    CHECK(answered->status == 503);
    CHECK(answered->header("retry-after") == "5");
    CHECK(waited.read()->body == "/kort");
    CHECK(refused.get("/igen").status == 200);
}
