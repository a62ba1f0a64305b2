#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "foundation/files/sealed.h"
#include "foundation/http/compression.h"
#include "foundation/http/ranges.h"
#include "foundation/http/test_server.h"

using namespace http;

namespace {

const std::string long_text = [] {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "Ansök om bygglov " + std::to_string(i) + "\n";
    return text;
}();

std::string gunzipped(const std::string& bytes) {
    std::string text(1'000'000, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    inflate(&stream, Z_FINISH);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

std::string unbrotlied(const std::string& bytes) {
    std::string text(1'000'000, '\0');
    std::size_t size = text.size();
    const auto done = BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                              reinterpret_cast<std::uint8_t*>(text.data()));
    text.resize(done == BROTLI_DECODER_RESULT_SUCCESS ? size : 0);
    return text;
}

/// A file with the bytes "0123456789" over and over.
std::filesystem::path digits_file(const TestFolder& folder, int size) {
    const auto path = folder.path() / "digits.txt";
    std::ofstream out(path, std::ios::binary);
    for (int i = 0; i < size; ++i) out << static_cast<char>('0' + i % 10);
    return path;
}

}  // namespace

TEST_CASE("the coding that the reader likes best is chosen, Brotli when it does not care") {
    CHECK(best_coding("", Effort::kept) == Coding::identity);
    CHECK(best_coding("gzip, deflate, br", Effort::kept) == Coding::brotli);
    CHECK(best_coding("gzip, deflate, br", Effort::once) == Coding::gzip);
    CHECK(best_coding("gzip;q=0.5, br", Effort::once) == Coding::brotli);
    CHECK(best_coding("gzip", Effort::kept) == Coding::gzip);
    CHECK(best_coding("br;q=0.5, gzip;q=0.8", Effort::kept) == Coding::gzip);
    CHECK(best_coding("BR ; q=0.001", Effort::kept) == Coding::brotli);
    CHECK(best_coding("br;q=0, gzip;q=0.000", Effort::kept) == Coding::identity);
    CHECK(best_coding("*", Effort::kept) == Coding::brotli);
    CHECK(best_coding("br;q=0, *;q=0.1", Effort::kept) == Coding::gzip);
    CHECK(best_coding("identity, gzip;q=0.5", Effort::kept) == Coding::identity);
    CHECK(best_coding("gzip;q=nonsense", Effort::kept) == Coding::identity);
}

TEST_CASE("text is worth compressing, images and archives are not") {
    CHECK(is_compressible("text/html; charset=utf-8"));
    CHECK(is_compressible("application/ld+json"));
    CHECK(is_compressible("image/svg+xml"));
    CHECK_FALSE(is_compressible("image/png"));
    CHECK_FALSE(is_compressible("application/zip"));
}

TEST_CASE("long text goes out compressed, says so, and can be read back") {
    TestServer server([](Request&) { return plain(long_text).with("ETag", "\"a\""); });
    Client client = server.client();
    const Answered as_it_is = client.get("/");
    CHECK(as_it_is.body == long_text);
    CHECK(as_it_is.header("vary") == "Accept-Encoding");
    CHECK(as_it_is.header("etag") == "\"a\"");
    CHECK_FALSE(as_it_is.headers.has("content-encoding"));
    const Answered gzip = client.get("/", "Accept-Encoding: gzip\r\n");
    CHECK(gzip.header("content-encoding") == "gzip");
    CHECK(gzip.header("etag") == "W/\"a\"");
    CHECK(gzip.body.size() < long_text.size() / 2);
    CHECK(gunzipped(gzip.body) == long_text);
    const Answered br = client.get("/", "Accept-Encoding: gzip;q=0.5, br\r\n");
    CHECK(br.header("content-encoding") == "br");
    CHECK(unbrotlied(br.body) == long_text);
}

TEST_CASE("a text with holes is compressed once and filled for each reader") {
    const std::string hole(43, '?');
    const auto text = hole + long_text + hole + hole + "kort" + hole + long_text + hole;
    std::vector<std::size_t> places;
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + hole.size())) places.push_back(at);
    REQUIRE(places.size() == 5);
    const BrotliWithHoles page(text, places, hole.size());
    for (const std::string& own : {std::string(43, 'a'), long_text.substr(7, 43)}) {
        auto whole = text;
        for (const auto place : places) whole.replace(place, own.size(), own);
        CHECK(unbrotlied(page.filled(own)) == whole);
        CHECK(page.filled(own).find(own) != std::string::npos);
    }
    CHECK(page.filled(hole).size() < text.size() / 2);
}

TEST_CASE("short text, images and what is encoded already are left alone") {
    TestServer server([](Request& request) {
        if (request.path == "/kort") return plain("kort");
        if (request.path == "/bild") return Response{.type = "image/png", .body = long_text};
        return plain(long_text).with("Content-Encoding", "zstd");
    });
    Client client = server.client();
    CHECK(client.get("/kort", "Accept-Encoding: br\r\n").body == "kort");
    CHECK(client.get("/bild", "Accept-Encoding: br\r\n").body == long_text);
    const auto coded = client.get("/zstd", "Accept-Encoding: br\r\n");
    CHECK(coded.headers.every("content-encoding") == std::vector<std::string_view>{"zstd"});
    CHECK(coded.header("vary") == "Accept-Encoding");
}

TEST_CASE("a shared body is compressed once for all who get it, and forgotten with it") {
    CompressedBodies bodies;
    auto body = std::make_shared<const std::string>(long_text);
    const auto first = bodies.get(body, Coding::gzip);
    CHECK(bodies.get(body, Coding::gzip) == first);
    CHECK(gunzipped(*first) == long_text);
    CHECK(bodies.get(body, Coding::brotli) != first);
    TestServer server([&](Request&) { return Response{.type = "text/css", .shared_body = body}; });
    Client client = server.client();
    CHECK(gunzipped(client.get("/", "Accept-Encoding: gzip\r\n").body) == long_text);
    CHECK(client.get("/").body == long_text);
    server.stop();
    const std::weak_ptr<const std::string> watched = body;
    body.reset();
    CHECK(watched.expired());
}

TEST_CASE("a reader that has the page already gets 304 without it") {
    TestServer server([](Request& request) {
        Response page = plain(long_text).with("ETag", "\"v1\"").with("Cache-Control", "no-cache");
        if (request.path == "/fel") page.status = 404;
        return page;
    });
    Client client = server.client();
    for (const char* tags : {"\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*"}) {
        const Answered answered = client.get("/", "If-None-Match: " + std::string(tags) + "\r\n");
        CHECK(answered.status == 304);
        CHECK(answered.header("etag") == "\"v1\"");
        CHECK(answered.header("cache-control") == "no-cache");
        CHECK(answered.header("vary") == "Accept-Encoding");
        CHECK_FALSE(answered.headers.has("content-length"));
    }
    CHECK(client.get("/", "If-None-Match: \"v0\"\r\n").status == 200);
    CHECK(client.get("/fel", "If-None-Match: \"v1\"\r\n").status == 404);
    CHECK(client.post("/", "text/plain", "", "If-None-Match: \"v1\"\r\n").status == 200);
}

TEST_CASE("one byte range is understood; several, and broken ones, mean the whole file") {
    CHECK(wanted_part("bytes=0-4", 10) == WantedPart(ByteRange{0, 4}));
    CHECK(wanted_part("bytes=5-", 10) == WantedPart(ByteRange{5, 9}));
    CHECK(wanted_part("bytes=-3", 10) == WantedPart(ByteRange{7, 9}));
    CHECK(wanted_part("bytes=-30", 10) == WantedPart(ByteRange{0, 9}));
    CHECK(wanted_part("bytes=8-100", 10) == WantedPart(ByteRange{8, 9}));
    CHECK(wanted_part("bytes=10-", 10) == WantedPart(OutsideFile{}));
    CHECK(wanted_part("bytes=-0", 10) == WantedPart(OutsideFile{}));
    CHECK(wanted_part("bytes=0-", 0) == WantedPart(OutsideFile{}));
    for (const char* whole : {"bytes=0-1,3-4", "bytes=4-2", "bytes=a-b", "bytes=", "bytes=-", "lines=0-1", "bytes 0-1", "bytes=1--2"})
        CHECK(wanted_part(whole, 10) == WantedPart(WholeFile{}));
}

TEST_CASE("a file is streamed, whole or in part") {
    const TestFolder folder;
    const auto path = digits_file(folder, 1'000'005);
    TestServer server([&](Request&) {
        Response response{.type = "text/plain"};
        response.file = file_content(path);
        return response.with("ETag", "\"v1\"");
    });
    Client client = server.client();
    const Answered whole = client.get("/", "Accept-Encoding: br\r\n");
    CHECK(whole.status == 200);
    CHECK(whole.header("accept-ranges") == "bytes");
    REQUIRE(whole.body.size() == 1'000'005);
    CHECK(whole.body.ends_with("678901234"));
    const Answered part = client.get("/", "Range: bytes=300003-600007\r\n");
    CHECK(part.status == 206);
    CHECK(part.header("content-range") == "bytes 300003-600007/1000005");
    REQUIRE(part.body.size() == 300'005);
    CHECK(part.body.starts_with("3456"));
    const Answered outside = client.get("/", "Range: bytes=2000000-\r\n");
    CHECK(outside.status == 416);
    CHECK(outside.header("content-range") == "bytes */1000005");
    CHECK(client.get("/", "Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status == 206);
    CHECK(client.get("/", "Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n").status == 200);
    CHECK(client.get("/", "Range: bytes=0-1\r\nIf-Range: W/\"v1\"\r\n").status == 200);
    CHECK(client.get("/", "If-None-Match: \"v1\"\r\n").status == 304);
    const Answered head = client.request(Method::head, "/");
    CHECK(head.header("content-length") == "1000005");
    CHECK(client.get("/").body.size() == 1'000'005);
}

TEST_CASE("what lies sealed is sent in part, over the borders of its pieces") {
    std::string content(300'000, '\0'), sealed;
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>('a' + i * i % 26);
    const auto key = files::key_of("secret", std::string(64, 'd'));
    files::Sealer sealer(key, [&](std::string_view piece) { sealed += piece; });
    sealer.add(content);
    sealer.finish();
    TestServer server([&](Request&) {
        Response response{.type = "application/pdf"};
        response.file = files::unsealed(text_content(sealed), key);
        return response;
    });
    Client client = server.client();
    CHECK(client.get("/").body == content);
    for (const auto& [first, last] :
         {std::pair(65'535, 65'536), std::pair(0, 65'535), std::pair(131'071, 262'144), std::pair(299'999, 299'999)}) {
        const auto part = client.get("/", fmt::format("Range: bytes={}-{}\r\n", first, last));
        CHECK(part.status == 206);
        CHECK(part.body == content.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first + 1)));
    }
}

TEST_CASE("a file that turns out to be damaged while it is sent is not ended as if it were whole") {
    struct Damaged : Content {
        std::int64_t size() const override { return 400'000; }
        void read(std::int64_t offset, std::span<char> to) const override {
            if (offset > 0) throw std::runtime_error("damaged");
            std::ranges::fill(to, 'x');
        }
    };
    TestServer server([&](Request&) { return Response{.file = std::make_shared<Damaged>()}; });
    Client client = server.client();
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_FALSE(client.read());
}

TEST_CASE("an empty file is an empty answer, a missing one a 500") {
    const TestFolder folder;
    const auto path = digits_file(folder, 0);
    TestServer server([&](Request& request) {
        Response response{};
        response.file = file_content(request.path == "/tom" ? path : folder.path() / "saknas");
        return response;
    });
    Client client = server.client();
    CHECK(client.get("/tom").header("content-length") == "0");
    CHECK(client.get("/saknas").status == 500);
}
