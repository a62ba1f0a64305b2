#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <sstream>

#include "foundation/http/multipart.h"
#include "foundation/http/test_server.h"
#include "foundation/http/upload_file.h"

using namespace http;

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

int fault_of(std::string_view body, MultipartLimits limits = {}) {
    const TestFolder folder;
    MultipartParser parser("b", limits, folder.path());
    if (parser.feed(body)) parser.finish();
    return parser.fault();
}

const std::string field_x = "Content-Disposition: form-data; name=x\r\n\r\n";

Answered post_multipart(Client& client, const MultipartBody& body) { return client.post("/", body.content_type(), body.str()); }

/// "name=value; " of every field, then "name:filename:type:size" of every upload.
Response told(Request& request) {
    std::string text;
    for (const auto& [name, value] : request.form.all) text += fmt::format("{}={}; ", name, value);
    for (const Upload& upload : request.uploads)
        text += fmt::format("{}:{}:{}:{}{}; ", upload.field, upload.filename, upload.declared_type, upload.size,
                            upload.too_large ? ":too_large"
                            : upload.lost    ? ":lost"
                                             : "");
    if (request.headers.has("x-torg-invalid-utf8")) text += "repaired";
    return plain(text);
}

}  // namespace

TEST_CASE("a form reads the same however its bytes are cut") {
    const std::string body =
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nrad 1\r\n--not the end\r\n"
        "--b  \r\nContent-Disposition: form-data; name=\"fil\"; filename=\"a.bin\"\r\nContent-Type: image/png\r\n\r\n\r\n\r\n--\r\n-b\r\n"
        "\r\n--b\r\nContent-Disposition: form-data; name=\"tom\"\r\n\r\n\r\n--b--\r\nepilogue";
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
        const TestFolder folder;
        MultipartParser parser("b", {}, folder.path());
        for (std::size_t at = 0; at < body.size(); at += piece) parser.feed(std::string_view(body).substr(at, piece));
        REQUIRE(parser.finish());
        const Fields fields = parser.take_fields();
        CHECK(fields.get("text") == "rad 1\r\n--not the end");
        CHECK(fields.find("tom") == "");
        const auto uploads = parser.take_uploads();
        REQUIRE(uploads.size() == 1);
        CHECK(uploads[0].declared_type == "image/png");
        CHECK(content_of(uploads[0].path) == "\r\n\r\n--\r\n-b\r\n");
    }
}

TEST_CASE("a multipart form that is broken or cut short is refused with 400") {
    CHECK(fault_of("--b\r\n" + field_x + "value\r\n--b--\r\n") == 0);
    CHECK(fault_of("--b\r\n" + field_x + "value\r\n--b--") == 0);
    CHECK(fault_of("") == 400);
    CHECK(fault_of("value") == 400);
    CHECK(fault_of("--b\r\n" + field_x + "value") == 400);
    CHECK(fault_of("--b\r\n" + field_x + "value\r\n--b") == 400);
    CHECK(fault_of("--b\r\n" + field_x + "value\r\n--b-") == 400);
    CHECK(fault_of("--b\r\n" + field_x + "value\r\n--bx--\r\n") == 400);
    CHECK(fault_of("--b\r\n\r\nvalue\r\n--b--\r\n") == 400);
    CHECK(fault_of("--b\r\nContent-Type: text/plain\r\n\r\nvalue\r\n--b--\r\n") == 400);
    CHECK(fault_of("--b\n" + field_x + "value\r\n--b--\r\n") == 400);
    CHECK(fault_of("--b" + std::string(100, ' ') + "\r\n" + field_x + "value\r\n--b--\r\n") == 400);
}

TEST_CASE("too much text, too many parts and too long part headers are refused with 413") {
    const std::string part = "--b\r\n" + field_x + "value\r\n";
    CHECK(fault_of(part + part + "--b--", {.text = 12}) == 0);
    CHECK(fault_of(part + part + "--b--", {.text = 11}) == 413);
    CHECK(fault_of(part + part + "--b--", {.parts = 2}) == 0);
    CHECK(fault_of(part + part + "--b--", {.parts = 1}) == 413);
    CHECK(fault_of("--b\r\nX: " + std::string(9000, 'x') + "\r\n" + field_x + "value\r\n--b--") == 413);
    CHECK(fault_of("--b\r\nX: " + std::string(9000, 'x')) == 413);
}

TEST_CASE("a file over the limit is dropped and marked, and what comes after it is still read") {
    const TestFolder folder;
    MultipartParser parser("b", {.file = 10}, folder.path());
    const std::string head = "--b\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\n";
    REQUIRE(parser.feed(head + std::string(5, 'x')));
    CHECK(parser.feed(std::string(100, 'x')));
    CHECK(folder.files() == 0);
    REQUIRE(parser.feed("\r\n" + head + std::string(10, 'y') + "\r\n--b\r\n" + field_x + "kvar\r\n--b--"));
    REQUIRE(parser.finish());
    const auto uploads = parser.take_uploads();
    REQUIRE(uploads.size() == 2);
    CHECK(uploads[0].too_large);
    CHECK(uploads[0].path.empty());
    CHECK(uploads[0].size == 105);
    CHECK_FALSE(uploads[1].too_large);
    CHECK(content_of(uploads[1].path) == "yyyyyyyyyy");
    CHECK(parser.take_fields().get("x") == "kvar");
}

TEST_CASE("an upload's file goes away with the last copy of it, and only we may read it") {
    const TestFolder folder;
    MultipartParser parser("b", {}, folder.path());
    parser.feed("--b\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\nx\r\n--b--");
    auto uploads = parser.take_uploads();
    REQUIRE(uploads.size() == 1);
    Upload copy = uploads[0];
    uploads.clear();
    using std::filesystem::perms;
    CHECK((std::filesystem::status(copy.path).permissions() & (perms::group_all | perms::others_all)) == perms::none);
    CHECK(folder.files() == 1);
    copy = {};
    CHECK(folder.files() == 0);
}

TEST_CASE("an unfinished form leaves no file behind") {
    const TestFolder folder;
    {
        MultipartParser parser("b", {}, folder.path());
        parser.feed("--b\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\n" + std::string(100, 'x'));
        CHECK(folder.files() == 1);
    }
    CHECK(folder.files() == 0);
}

TEST_CASE("handlers get text fields and files, a file field without a choice is left out, and nothing stays on disk") {
    TestServer server(told);
    Client client = server.client();
    MultipartBody body;
    body.text("namn", "Åsa \"Citat\"").file("bilaga", "C:\\ritning.pdf", "application/pdf", std::string(300'000, 'x'));
    body.file("tom", "", "application/octet-stream", "").file("nolla", "tom.txt", "text/plain", "");
    CHECK(post_multipart(client, body).body ==
          "namn=Åsa \"Citat\"; bilaga:ritning.pdf:application/pdf:300000; nolla:tom.txt:text/plain:0; ");
    CHECK(client.get("/").status == 200);
    server.stop();
    CHECK(server.uploads_left() == 0);
}

TEST_CASE("a chunked upload is read as well") {
    TestServer server(told);
    Client client = server.client();
    MultipartBody body;
    body.file("f", "a", "x/y", std::string(200'000, 'z'));
    client.send(fmt::format("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\n\r\n", body.content_type()));
    const std::string bytes = body.str();
    for (std::size_t at = 0; at < bytes.size(); at += 7000) {
        const auto chunk = std::string_view(bytes).substr(at, 7000);
        client.send(fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk));
    }
    client.send("0\r\n\r\n");
    CHECK(client.read()->body == "f:a:x/y:200000; ");
}

TEST_CASE("a file over max_upload still reaches the handler with the other fields; over max_uploads the request is refused") {
    TestServer server(told, {.max_upload = 1000, .max_uploads = 100'000});
    Client client = server.client();
    MultipartBody friendly;
    friendly.file("f", "stor.bin", "x/y", std::string(50'000, 'x')).text("kvar", "ja");
    CHECK(post_multipart(client, friendly).body == "kvar=ja; f:stor.bin:x/y:50000:too_large; ");
    MultipartBody too_much;
    too_much.file("f", "stor.bin", "x/y", std::string(200'000, 'x'));
    CHECK(post_multipart(client, too_much).status == 413);
}

TEST_CASE("form text that is not UTF-8 is repaired and the handler is told") {
    TestServer server(told);
    Client client = server.client();
    MultipartBody body;
    body.text("namn", "\xC5sa");
    CHECK(post_multipart(client, body).body == "namn=\uFFFDsa; repaired");
    CHECK(client.post("/", "application/x-www-form-urlencoded", "namn=%C5sa").body == "namn=\uFFFDsa; repaired");
    CHECK(client.get("/?q=%E5", "X-Torg-Invalid-Utf8: 1\r\n").body == "repaired");
    CHECK(client.get("/", "X-Torg-Invalid-Utf8: 1\r\n").body.empty());
}

TEST_CASE("a multipart request without a boundary, a broken one, and a broken urlencoded form are refused with 400") {
    TestServer server(told);
    CHECK(server.client().post("/", "multipart/form-data", "x").status == 400);
    CHECK(server.client().post("/", "multipart/form-data; boundary=b", "--b\r\nbroken").status == 400);
    CHECK(server.client().post("/", "application/x-www-form-urlencoded", "a=%zz").status == 400);
}

TEST_CASE("an upload that the disk does not take is marked, what was typed beside it arrives, and the server lives on") {
    TestServer server(told, {.temporary_folder = "/dev/null/no-folder"});
    MultipartBody body;
    body.file("f", "a", "x/y", "content").file("empty", "b", "x/y", "").text("typed", "much");
    Client client = server.client();
    CHECK(post_multipart(client, body).body == "typed=much; f:a:x/y:7:lost; empty:b:x/y:0:lost; ");
    CHECK(server.client().get("/").status == 200);
}

TEST_CASE("uploads that a killed program left are removed after a day, those on their way stay") {
    const TestFolder folder;
    for (const auto* name : {"upload-old", "upload-new", "other"}) std::ofstream(folder.path() / name) << "content";
    const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(25);
    for (const auto* name : {"upload-old", "other"}) std::filesystem::last_write_time(folder.path() / name, long_ago);
    remove_old_uploads(folder.path());
    CHECK_FALSE(std::filesystem::exists(folder.path() / "upload-old"));
    CHECK(std::filesystem::exists(folder.path() / "upload-new"));
    CHECK(std::filesystem::exists(folder.path() / "other"));
}
