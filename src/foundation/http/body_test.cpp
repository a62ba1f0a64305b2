#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "foundation/http/part_header.h"
#include "foundation/http/test_server.h"

using namespace http;

namespace {

/// Requests to /fil carry a file.
ServerOptions with_files(ServerOptions options = {}) {
    options.sends_file = [](const Request& request) { return request.path == "/fil"; };
    return options;
}

Response told(Request& request) {
    std::string all = fmt::format("body {}; ", request.body.size());
    for (const auto& upload : request.uploads)
        all += fmt::format("'{}' {} {} {}{}{}; ", upload.field, upload.filename, upload.declared_type, upload.size,
                           upload.too_large ? " too large"
                           : upload.lost    ? " lost"
                                            : "",
                           std::filesystem::exists(upload.path) ? " on disk" : "");
    return plain(all);
}

}  // namespace

TEST_CASE("where a file is sent the body goes to disk, whatever its type says, and stays nowhere") {
    TestServer server(told, with_files());
    Client client = server.client();
    const std::string big(3'000'000, 'x');  // more than a body in memory may have
    CHECK(client.post("/fil", "application/pdf", big, "Content-Disposition: attachment; filename=\"C:\\\\ritning.pdf\"\r\n").body ==
          "body 0; '' ritning.pdf application/pdf 3000000 on disk; ");
    CHECK(client.post("/fil", "application/x-www-form-urlencoded", "%PDF").body ==
          "body 0; ''  application/x-www-form-urlencoded 4 on disk; ");
    CHECK(client.post("/fil", "application/pdf", "").body == "body 0; ");
    MultipartBody form;
    form.file("file", "a.pdf", "application/pdf", "x");
    CHECK(client.post("/fil", form.content_type(), form.str()).body == "body 0; 'file' a.pdf application/pdf 1 on disk; ");
    CHECK(client.post("/annat", "application/pdf", "x").body == "body 1; ");
    server.stop();
    CHECK(server.uploads_left() == 0);
}

TEST_CASE("a file over max_upload reaches the handler marked, and is not kept on the way") {
    TestServer server(told, with_files({.max_upload = 1000, .max_uploads = 100'000}));
    Client client = server.client();
    CHECK(client.post("/fil", "application/pdf", std::string(50'000, 'x')).body == "body 0; ''  application/pdf 50000 too large; ");
    CHECK(client.post("/fil", "application/pdf", std::string(200'000, 'x')).status == 413);
}

TEST_CASE("a file that the disk does not take reaches the handler marked") {
    TestServer server(told, with_files({.temporary_folder = "/dev/null/no-folder"}));
    CHECK(server.client().post("/fil", "application/pdf", "x").body == "body 0; ''  application/pdf 1 lost; ");
}

TEST_CASE("a file's name is read from Content-Disposition, also outside ASCII") {
    CHECK(filename_of("attachment; filename=a.pdf") == "a.pdf");
    CHECK(filename_of("attachment; filename=\"l\\\"a.pdf\"; x=y") == "l\"a.pdf");
    CHECK(filename_of("attachment; filename=\"lakare.pdf\"; filename*=UTF-8''l%C3%A4kare.pdf") == "läkare.pdf");
    CHECK(filename_of("attachment; filename*=UTF-8'sv'..%2F..%2Fetc%2Fpasswd") == "passwd");
    CHECK(filename_of("attachment; filename*=iso-8859-1''l%E4kare.pdf; filename=b.pdf") == "b.pdf");
    for (const auto* nothing : {"", "attachment", "attachment; filename=..", "attachment; filename*=UTF-8''%zz", "x; y z"})
        CHECK(filename_of(nothing).empty());
}
