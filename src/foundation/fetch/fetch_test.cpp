#include "foundation/fetch/fetch.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "foundation/http/server.h"

namespace {

/// Another program on this machine.
class Neighbour {
public:
    explicit Neighbour(http::Answer answer)
        : server_({.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"}, std::move(answer),
                  [](int status, const std::string&) { return http::Response{.status = status}; }) {
        server_.start();
    }
    std::string address(const std::string& path = "/") const { return "http://127.0.0.1:" + std::to_string(server_.port()) + path; }

private:
    http::Server server_;
};

/// Takes connections, and whatever is said, and answers nothing.
class Silence {
public:
    Silence() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in here{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
        auto* const address = reinterpret_cast<sockaddr*>(&here);
        socklen_t size = sizeof here;
        REQUIRE(::bind(socket_, address, size) == 0);
        REQUIRE(::listen(socket_, 8) == 0);
        REQUIRE(::getsockname(socket_, address, &size) == 0);
        place_ = "127.0.0.1:" + std::to_string(ntohs(here.sin_port)) + "/";
    }
    ~Silence() { ::close(socket_); }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    Error asked_by(const std::string& scheme) const {
        return fetch::post_json({.address = scheme + place_, .body = "{}", .timeout = std::chrono::milliseconds(400)}).error();
    }

private:
    int socket_;
    std::string place_;
};

}  // namespace

TEST_CASE("JSON is posted with the token, and whatever is answered comes back") {
    Neighbour neighbour([](http::Request& request) {
        const auto header = [&](std::string_view name) { return std::string(request.headers.get(name)); };
        return http::Response{
            .status = request.path == "/none" ? 404 : 200,
            .type = "text/plain",
            .body = header("authorization") + "|" + header("idempotency-key") + "|" + header("content-type") + "|" + request.body};
    });
    const auto answer =
        fetch::post_json({.address = neighbour.address("/ask"), .body = R"({"a":"å"})", .token = "hemlig", .idempotency_key = "7"});
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "Bearer hemlig|7|application/json; charset=utf-8|{\"a\":\"å\"}");
    CHECK(fetch::post_json({.address = neighbour.address("/none"), .body = "{}"})->status == 404);
}

TEST_CASE("a form is posted with a name and password, and a page is asked for without a body") {
    Neighbour neighbour([](http::Request& request) {
        return http::Response{.type = "text/plain",
                              .body = std::string(http::to_string(request.method)) + "|" + std::string(request.header("authorization")) +
                                      "|" + std::string(request.field("code"))};
    });
    const auto posted = fetch::post_form({.address = neighbour.address(), .body = "code=a%20b", .basic = "bmFtZTpwYXNz"});
    CHECK(posted->body == "POST|Basic bmFtZTpwYXNz|a b");
    CHECK(fetch::get({.address = neighbour.address(), .body = "code=x", .token = "hemlig"})->body == "GET|Bearer hemlig|");
}

TEST_CASE("what is known already is not sent again while its tag holds") {
    Neighbour neighbour([](http::Request&) { return http::Response{.type = "text/plain", .body = "text"}.with("ETag", "\"one\""); });
    const auto first = fetch::get({.address = neighbour.address()});
    CHECK(first->etag == "\"one\"");
    CHECK(first->body == "text");
    const auto again = fetch::get({.address = neighbour.address(), .if_none_match = first->etag});
    CHECK(again->status == 304);
    CHECK(again->body.empty());
    CHECK(fetch::get({.address = neighbour.address(), .if_none_match = "\"other\""})->status == 200);
}

TEST_CASE("who is away, slow, sends too much or sends elsewhere is unavailable or told as it is") {
    CHECK(fetch::post_json({.address = "http://127.0.0.1:1/", .body = "{}"}).error().fault == Fault::unavailable);
    Neighbour chatty([](http::Request&) { return http::Response{.type = "text/plain", .body = std::string(3u << 20, 'x')}; });
    CHECK(fetch::post_json({.address = chatty.address(), .body = "{}"}).error().fault == Fault::unavailable);
    Neighbour moved([](http::Request&) {
        http::Response response{.status = 302, .type = "text/plain"};
        return response.with("Location", "http://127.0.0.1:1/");
    });
    CHECK(fetch::post_json({.address = moved.address(), .body = "{}"})->status == 302);
}

TEST_CASE("who asks learns whether the question can have arrived") {
    CHECK(fetch::post_json({.address = "http://127.0.0.1:1/", .body = "{}"}).error().text_key == fetch::not_reached);
    Neighbour chatty([](http::Request&) { return http::Response{.type = "text/plain", .body = std::string(3u << 20, 'x')}; });
    CHECK(fetch::post_json({.address = chatty.address(), .body = "{}"}).error().text_key.empty());
}

TEST_CASE("who is slow after the question may have it; who is slow before it, while the connection is made, has not") {
    const Silence silence;
    CHECK(silence.asked_by("http://").text_key.empty());
    CHECK(silence.asked_by("http://").fault == Fault::unavailable);
    CHECK(silence.asked_by("https://").text_key == fetch::not_reached);
    CHECK(silence.asked_by("https://").fault == Fault::unavailable);
}

TEST_CASE("personal data goes by https, or stays on this machine") {
    for (const auto* fit : {"https://register.example/person", "http://127.0.0.1:8080/x", "http://localhost/", "http://[::1]:9/"})
        CHECK(fetch::is_fit_address(fit));
    for (const auto* unfit :
         {"http://127.0.0.1:80@evil.example/", "https://a@evil.example", "https://x/\r\nSet-Cookie: a=b", "https://x/å", "https://x\\@y",
          "", "https://", "http://register.example/", "http://127.0.0.1.evil.example/", "ftp://x", "file:///etc/passwd"})
        CHECK_FALSE(fetch::is_fit_address(unfit));
    CHECK(fetch::post_json({.address = "http://register.example/", .body = "{}"}).error().fault == Fault::unavailable);
}

TEST_CASE("an address that somebody typed leads nowhere within, unless its host is let") {
    Neighbour neighbour([](http::Request&) { return http::Response{.body = "secret"}; });
    fetch::Request request{.address = neighbour.address(), .reach = fetch::Reach::outside};
    const auto refused = fetch::get(request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text_key == fetch::not_reached);
    request.let_hosts = {"localhost"};
    CHECK_FALSE(fetch::get(request));
    request.let_hosts = {"127.0.0.1"};
    REQUIRE(fetch::get(request));
    CHECK(fetch::get(request)->body == "secret");
}

TEST_CASE("a name that stands for an address within is refused as the address is") {
    Neighbour neighbour([](http::Request&) { return http::Response{.body = "secret"}; });
    auto address = neighbour.address();
    address.replace(address.find("127.0.0.1"), 9, "localhost");
    CHECK_FALSE(fetch::get({.address = address, .reach = fetch::Reach::outside}));
    CHECK_FALSE(fetch::get({.address = "https://[::ffff:169.254.169.254]/", .reach = fetch::Reach::outside}));
    CHECK_FALSE(fetch::get({.address = "https://0x7f000001/", .reach = fetch::Reach::outside}));
}
