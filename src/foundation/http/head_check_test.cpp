#include <catch2/catch.hpp>

#include "foundation/http/head_check.h"
#include "foundation/http/test_server.h"

using namespace http;

namespace {

std::string get_with(std::string_view lines) { return "GET /a HTTP/1.1\r\nHost: torg\r\n" + std::string(lines) + "\r\n"; }
std::string post_with(std::string_view lines, std::string_view body = {}) {
    return "POST /a HTTP/1.1\r\nHost: torg\r\n" + std::string(lines) + "\r\n" + std::string(body);
}
std::string get(std::string_view target) { return "GET " + std::string(target) + " HTTP/1.1\r\nHost: torg\r\n\r\n"; }

}  // namespace

TEST_CASE("a request whose length can be read in two ways is refused") {
    TestServer server(path_of);
    CHECK(server.status_of(post_with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")) == 400);
    CHECK(server.status_of(post_with("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")) == 400);
    CHECK(server.status_of(post_with("Content-Length: 3, 3\r\n", "abc")) == 400);
    CHECK(server.status_of(post_with("Content-Length: +3\r\n", "abc")) == 400);
    CHECK(server.status_of(post_with("Content-Length: 0x3\r\n", "abc")) == 400);
    CHECK(server.status_of(post_with("Content-Length: 3 3\r\n", "abc")) == 400);
    CHECK(server.status_of(post_with("Content-Length:\r\n")) == 400);
    CHECK(server.status_of(post_with("Content-Length: 99999999999999999999\r\n")) == 400);
    CHECK(server.status_of(post_with("Content-Length:  3 \r\n", "abc")) == 200);
}

TEST_CASE("only one coding, exactly chunked, is a transfer coding") {
    TestServer server(path_of);
    const std::string chunks = "3\r\nabc\r\n0\r\n\r\n";
    CHECK(server.status_of(post_with("Transfer-Encoding: gzip, chunked\r\n", chunks)) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: chunked, chunked\r\n", chunks)) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: xchunked\r\n", chunks)) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: identity\r\n", chunks)) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding:\x0b"
                                     "chunked\r\n",
                                     chunks)) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunks)) == 400);
    CHECK(server.status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks) == 400);
    CHECK(server.status_of(post_with("Transfer-Encoding: Chunked\r\n", chunks)) == 200);
}

TEST_CASE("broken chunks are refused") {
    TestServer server(path_of);
    const auto status = [&](std::string_view chunks) { return server.status_of(post_with("Transfer-Encoding: chunked\r\n", chunks)); };
    CHECK(status("3\r\nabc\r\n0\r\n\r\n") == 200);
    CHECK(status("3;name=value\r\nabc\r\n0\r\nTrailer: x\r\n\r\n") == 200);
    CHECK(status("3\nabc\n0\n\n") == 400);
    CHECK(status("3\r\nabcd\r\n0\r\n\r\n") == 400);
    CHECK(status("-3\r\nabc\r\n0\r\n\r\n") == 400);
    CHECK(status("0x3\r\nabc\r\n0\r\n\r\n") == 400);
    CHECK(status("fffffffffffffffff\r\nabc\r\n0\r\n\r\n") == 400);
    CHECK(status("3;\n\r\nabc\r\n0\r\n\r\n") == 400);
    CHECK(status("3\r\nab") == 400);
    CHECK(status("3;" + std::string(30'000, 'x')) == 400);
}

TEST_CASE("headers with white space in the wrong place, folds, bare line ends or control characters are refused") {
    TestServer server(path_of);
    CHECK(server.status_of(get_with("Accept : x\r\n")) == 400);
    CHECK(server.status_of(get_with(" Accept: x\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept: x\r\n folded\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept: x\r\n\tfolded\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept: x\n")) == 400);
    CHECK(server.status_of(get_with("Accept: x\ry\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept\r\n")) == 400);
    CHECK(server.status_of(get_with(": x\r\n")) == 400);
    CHECK(server.status_of(get_with("Acc(ept: x\r\n")) == 400);
    CHECK(server.status_of(get_with(std::string_view("Accept: x\0y\r\n", 13))) == 400);
    CHECK(server.status_of(get_with("Accept: x\x01y\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept: x\x7Fy\r\n")) == 400);
    CHECK(server.status_of(get_with("Accept: D\xC3\xBCsseldorf\t\xFF\r\n")) == 200);
}

TEST_CASE("a wrong line is refused before the rest of the head has come") {
    TestServer server(path_of);
    for (const char* beginning : {"GET / HTTP/1.1\nHost: torg", "GET / HTTP/1.1\r\nAccept : x\r\n", "GET /\x01 HTTP/1.1\r\n",
                                  "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n"}) {
        Client client = server.client();
        client.send(beginning);
        CHECK(client.read()->status == 400);
    }
}

TEST_CASE("a request of HTTP/1.1 names exactly one sensible host") {
    TestServer server([](Request& request) { return plain(request.host); });
    const auto asked = [&](std::string_view lines) { return server.status_of("GET / HTTP/1.1\r\n" + std::string(lines) + "\r\n"); };
    CHECK(asked("") == 400);
    CHECK(asked("Host: a\r\nHost: a\r\n") == 400);
    CHECK(asked("Host: a b\r\n") == 400);
    CHECK(asked("Host: a/b\r\n") == 400);
    CHECK(asked("Host: user@a\r\n") == 400);
    CHECK(asked("Host: a:b\r\n") == 400);
    CHECK(asked("Host: [::1\r\n") == 400);
    CHECK(server.status_of("GET / HTTP/1.0\r\n\r\n") == 200);
    Client client = server.client();
    client.send("GET / HTTP/1.1\r\nHost: Torg.Example:8080\r\n\r\nGET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
    CHECK(client.read()->body == "torg.example");
    CHECK(client.read()->body == "[::1]");
}

TEST_CASE("the absolute form is read, and its host overrules the header") {
    TestServer server(
        [](Request& request) { return plain(request.host + " " + request.path + " " + std::string(request.query.get("q"))); });
    Client client = server.client();
    CHECK(client.get("http://Other.example:81/sida?q=1").body == "other.example /sida 1");
    CHECK(client.get("HTTPS://other.example").body == "other.example / ");
    CHECK(server.status_of(get("ftp://a/")) == 400);
    CHECK(server.status_of(get("http://user@a/")) == 400);
    CHECK(server.status_of(get("http:///a")) == 400);
    CHECK(server.status_of(get("http")) == 400);
    CHECK(server.status_of(get("sida")) == 400);
    CHECK(server.status_of(get("*")) == 400);
    CHECK(client.request(Method::options, "*").body == "localhost * ");
}

TEST_CASE("a path is decoded, and has no empty or dotted parts") {
    TestServer server(path_of);
    Client client = server.client();
    CHECK(client.get("/s%C3%B6k").body == "/sök");
    CHECK(client.get("//a///b/").body == "/a/b");
    CHECK(client.get("/a/./b/../c").body == "/a/c");
    CHECK(client.get("/a/%2e%2E/c").body == "/c");
    CHECK(client.get("/a+b").body == "/a+b");
    CHECK(client.get("/").body == "/");
}

TEST_CASE("a target that is broken or means several things is refused") {
    TestServer server(path_of);
    for (const char* target : {"/%", "/%4", "/%zz", "/%00", "/%0A", "/a%2Fb", "/%E5", "/../a", "/a/%2e%2e/%2e%2e/b", "/a\\b", "/a#b",
                               "/a<b", "/a\xC3\xA5", "/?q=%zz", "/?q=%00", "/?q=<"})
        CHECK(std::pair(target, server.status_of(get(target))) == std::pair(target, 400));
    CHECK(server.status_of(get("/?filter[a]={b|c}^\\`")) == 200);
}

TEST_CASE("the request line is method, target and version with single spaces") {
    TestServer server(path_of);
    const auto asked = [&](std::string_view line) { return server.status_of(std::string(line) + "\r\nHost: torg\r\n\r\n"); };
    CHECK(asked("GET / HTTP/1.1") == 200);
    CHECK(asked("GET  / HTTP/1.1") == 400);
    CHECK(asked("GET /  HTTP/1.1") == 400);
    CHECK(asked("GET /a b HTTP/1.1") == 400);
    CHECK(asked("GET\t/ HTTP/1.1") == 400);
    CHECK(asked("GET /") == 400);
    CHECK(asked("GET / HTTP/1.1 ") == 400);
    CHECK(asked("GET / http/1.1") == 400);
    CHECK(asked("GET / HTTP/1.10") == 400);
    CHECK(asked("G(T / HTTP/1.1") == 400);
    CHECK(asked("GET / HTTP/2.0") == 505);
    CHECK(asked("CONNECT torg:443 HTTP/1.1") == 501);
    CHECK(asked("TRACE / HTTP/1.1") == 501);
}

TEST_CASE("empty lines before a request are skipped") {
    TestServer server(path_of);
    CHECK(server.status_of("\r\n\r\n" + get("/a")) == 200);
}

TEST_CASE("unknown methods reach the handler as other") {
    TestServer server([](Request& request) { return plain(std::string(to_string(request.method))); });
    Client client = server.client();
    client.send("BREW / HTTP/1.1\r\nHost: torg\r\n\r\nPATCH / HTTP/1.1\r\nHost: torg\r\n\r\n");
    CHECK(client.read()->body == "other");
    CHECK(client.read()->body == "PATCH");
}
