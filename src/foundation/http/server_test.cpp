#include <fmt/format.h>
#include <sys/socket.h>
#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <stdexcept>
#include <thread>

#include "foundation/http/test_server.h"

using namespace http;

TEST_CASE("every answer tells its length, date and request id, and the connection is kept") {
    TestServer server(path_of);
    Client client = server.client();
    const Answered first = client.get("/en");
    CHECK(first.status == 200);
    CHECK(first.header("content-type") == "text/plain");
    CHECK(first.header("content-length") == "3");
    CHECK(first.header("date").ends_with(" GMT"));
    CHECK(first.header("x-request-id").size() == 16);
    CHECK_FALSE(first.headers.has("connection"));
    const Answered second = client.get("/tva");
    CHECK(second.body == "/tva");
    CHECK(second.header("x-request-id") != first.header("x-request-id"));
}

TEST_CASE("pipelined requests are answered in order") {
    TestServer server(path_of, {.worker_threads = 4});
    Client client = server.client();
    std::string requests;
    for (int i = 0; i < 200; ++i) requests += fmt::format("POST /{} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", i);
    client.send(requests);
    for (int i = 0; i < 200; ++i) CHECK(client.read()->body == fmt::format("/{}", i));
}

TEST_CASE("HEAD is answered as GET without the body") {
    TestServer server(path_of);
    Client client = server.client();
    const Answered head = client.request(Method::head, "/sida");
    CHECK(head.header("content-length") == "5");
    CHECK(client.get("/efter").body == "/efter");
}

TEST_CASE("the connection closes when the client wants that, and HTTP/1.0 is kept only when it asks") {
    TestServer server(path_of);
    Client closing = server.client();
    CHECK(closing.get("/", "Connection: close\r\n").header("connection") == "close");
    CHECK(closing.is_closed());
    Client old = server.client();
    old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(old.read()->header("connection") == "keep-alive");
    old.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(old.read()->header("connection") == "close");
    CHECK(old.is_closed());
}

TEST_CASE("a request is handed to its handler with body, headers in lower case, query and cookies") {
    TestServer server([](Request& request) {
        return plain(fmt::format("{} {} {} {} {} {}", to_string(request.method), request.target, request.query.get("q"),
                                 request.header("x-egen"), request.cookies.get("session"), request.body));
    });
    CHECK(server.client().post("/a?q=b%20c", "application/json", "{}", "X-Egen: värde\r\nCookie: a=b; session=s\r\n").body ==
          "POST /a?q=b%20c b c värde s {}");
}

TEST_CASE("a urlencoded form reaches the handler as fields") {
    TestServer server([](Request& request) { return plain(fmt::format("{}|{}", request.field("namn"), request.body)); });
    CHECK(server.client().post_form("/", Fields{{{"namn", "Åsa & Bo+"}}}).body == "Åsa & Bo+|");
}

TEST_CASE("what a handler throws is a 500 made by the refusal page, and the connection goes on") {
    TestServer server([](Request& request) -> Response {
        if (request.path == "/fel") throw std::runtime_error("trasig");
        return plain("frisk");
    });
    Client client = server.client();
    const Answered failed = client.get("/fel");
    CHECK(failed.status == 500);
    CHECK(failed.body == "refused 500 " + std::string(failed.header("x-request-id")));
    CHECK(client.get("/").body == "frisk");
}

TEST_CASE("a handler cannot split the answer or contradict its frame") {
    TestServer server([](Request&) {
        return plain("x")
            .with("X-Egen", "a\r\nSet-Cookie: b=c\r\n\r\n<html>")
            .with("Bad Name\r\nX", "y")
            .with("Content-Length", "77")
            .with("Transfer-Encoding", "chunked")
            .with("Set-Cookie", "a=1")
            .with("Set-Cookie", "b=2");
    });
    const Answered answered = server.client().get("/");
    CHECK(answered.header("x-egen") == "a  Set-Cookie: b=c    <html>");
    CHECK(answered.headers.every("set-cookie") == std::vector<std::string_view>{"a=1", "b=2"});
    CHECK(answered.headers.every("content-length") == std::vector<std::string_view>{"1"});
    CHECK_FALSE(answered.headers.has("transfer-encoding"));
    CHECK(answered.body == "x");
}

TEST_CASE("204 has neither body nor length, a redirect has length 0") {
    TestServer server([](Request& request) { return request.path == "/" ? see_other("/dit") : Response{.status = 204, .body = "x"}; });
    Client client = server.client();
    const Answered redirect = client.get("/");
    CHECK(redirect.status == 303);
    CHECK(redirect.header("location") == "/dit");
    CHECK(redirect.header("content-length") == "0");
    CHECK_FALSE(client.get("/tom").headers.has("content-length"));
    CHECK(client.get("/").status == 303);
}

TEST_CASE("only a trusted proxy may say who asks, how, and under which id") {
    const Answer told = [](Request& request) {
        return plain(fmt::format("{} {} {}", request.client_address, request.secure ? "https" : "http", request.header("x-forwarded-for")));
    };
    const char* claims = "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.2\r\nX-Forwarded-Proto: https\r\nX-Request-Id: from-proxy_1.2\r\n";
    TestServer open(told);
    const Answered untrusted = open.client().get("/", claims);
    CHECK(untrusted.body == "127.0.0.1 http ");
    CHECK(untrusted.header("x-request-id") != "from-proxy_1.2");
    TestServer behind(told, {.trusted_proxies = {"127.0.0.1", "10.0.0.0/8", "fd00::/8"}});
    Client client = behind.client();
    const Answered trusted = client.get("/", claims);
    CHECK(trusted.body.starts_with("203.0.113.7 https "));
    CHECK(trusted.header("x-request-id") == "from-proxy_1.2");
    CHECK(client.get("/", "X-Forwarded-For: 2001:db8::1, fd00::5, nonsense\r\n").body.starts_with("127.0.0.1 http "));
    CHECK(client.get("/", "X-Forwarded-For: 2001:db8::1, fd00::5\r\n").body.starts_with("2001:db8::1 http "));
    CHECK(client.get("/", "X-Request-Id: <script>\r\n").header("x-request-id").size() == 16);
}

TEST_CASE("what only a proxy may tell is not there when somebody else tells it") {
    const Answer told = [](Request& request) { return plain(std::string(request.header("x-proxy-client-certificate"))); };
    TestServer open(told), behind(told, {.trusted_proxies = {"127.0.0.1"}});
    const char* claim = "X-Proxy-Client-Certificate: abc\r\n";
    CHECK(open.client().get("/", claim).body.empty());
    CHECK(behind.client().get("/", claim).body == "abc");
}

TEST_CASE("a port that is taken is told at once, also when several io threads share one") {
    TestServer server(path_of);
    for (const int io_threads : {1, 2}) {
        Server second({.port = server.port(), .io_threads = io_threads}, path_of,
                      [](int status, const std::string&) { return Response{.status = status}; });
        CHECK_THROWS(second.start());
    }
}

TEST_CASE("several io threads share one port") {
    TestServer server(path_of, {.io_threads = 3});
    for (int i = 0; i < 20; ++i) CHECK(server.client().get("/lever").body == "/lever");
}

TEST_CASE("stopping answers the request that a handler is on, says that the connection ends, and takes no new one") {
    std::latch begun{1}, may_end{1};
    TestServer server([&](Request& request) {
        begun.count_down();
        may_end.wait();
        return plain(request.path);
    });
    Client busy = server.client(), idle = server.client();
    busy.send("GET /sist HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.wait();
    std::thread stopping([&] { server.stop(); });
    const bool idle_closed = idle.is_closed();
    may_end.count_down();
    const auto answered = busy.read();
    busy.finish_sending();
    stopping.join();
    CHECK(idle_closed);
    REQUIRE(answered);
    CHECK(answered->body == "/sist");
    CHECK(answered->header("connection") == "close");
    CHECK_THROWS(server.client());
}

TEST_CASE("a connection that has asked nothing yet when the stop comes is heard, also when its request comes in pieces") {
    std::latch begun{1}, may_end{1};
    TestServer server([&](Request& request) {
        if (request.path == "/upptagen") {
            begun.count_down();
            may_end.wait();
        }
        return plain(request.path + request.body);
    });
    Client busy = server.client(), fresh = server.client(), used = server.client();
    CHECK(used.get("/en").status == 200);
    busy.send("GET /upptagen HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.wait();
    std::thread stopping([&] { server.stop(); });
    CHECK(used.is_closed());  // the stop has begun
    fresh.send("POST /sent HTTP/1.1\r\nHost: a\r\nContent-");
    fresh.send("Length: 2\r\nContent-Type: text/plain\r\n\r\n");
    fresh.send("ja");
    const auto answered = fresh.read();
    may_end.count_down();
    CHECK(busy.read()->body == "/upptagen");
    busy.finish_sending();
    fresh.finish_sending();
    stopping.join();
    REQUIRE(answered);
    CHECK(answered->body == "/sentja");
    CHECK(answered->header("connection") == "close");
}

TEST_CASE("a connection that was promised to be kept, and was still being answered when the stop came, does not hold it up") {
    const std::string page(30'000'000, 'x');
    TestServer server([&](Request&) { return Response{.type = "image/png", .body = page}; });
    Client slow = server.client(), idle = server.client();
    slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    char first_byte = 0;
    CHECK(::recv(slow.descriptor(), &first_byte, 1, MSG_PEEK) == 1);
    std::thread stopping([&] { server.stop(); });
    const bool idle_closed = idle.is_closed();
    const auto answered = slow.read();
    const bool slow_closed = slow.is_closed();
    stopping.join();
    CHECK(idle_closed);
    REQUIRE(answered);
    CHECK(answered->body.size() == page.size());
    CHECK(slow_closed);
}

TEST_CASE("stopping under load loses no accepted request: each one that reached a handler is answered in full") {
    std::atomic<int> handled = 0;
    std::latch under_load{500};
    const std::string page(50'000, 'x');
    TestServer server(
        [&](Request&) {
            const int number = ++handled;
            if (number <= 500) under_load.count_down();
            return Response{.type = "image/png", .body = page};
        },
        {.io_threads = 2, .worker_threads = 4});
    std::atomic<int> answered = 0;
    std::atomic<int> broken = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 16; ++i)
        clients.emplace_back([&] {
            try {
                for (;;) {
                    Client client = server.client();
                    for (int requests = 0; requests < 5; ++requests) {
                        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
                        for (int replies = 0; replies < 2; ++replies) {
                            const auto reply = client.read();
                            if (!reply) break;
                            ++(reply->status == 200 && reply->body.size() == page.size() ? answered : broken);
                        }
                    }
                }
            } catch (const std::exception&) {  // the port is closed
            }
        });
    under_load.wait();
    server.stop();
    for (std::thread& client : clients) client.join();
    CHECK(broken == 0);
    CHECK(answered == handled);
}
