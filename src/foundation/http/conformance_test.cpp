#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>

#include "foundation/http/test_server.h"

using namespace http;

namespace {

std::filesystem::path corpus() {
    const char* named = std::getenv("TORG_CORPORA");
    return std::filesystem::path(named ? named : "../shared/corpora") / "http1";
}

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

/// Files of the corpus that any strict reader must refuse: those whose strict_error is not null.
std::vector<std::string> to_be_refused(const std::string& index) {
    static const std::regex entry(R"re("file":\s*"([^"]+)"[^}]*?"strict_error":\s*"(?:[^"\\]|\\.)+")re");
    std::vector<std::string> files;
    for (auto found = std::sregex_iterator(index.begin(), index.end(), entry); found != std::sregex_iterator(); ++found)
        files.push_back((*found)[1]);
    return files;
}

}  // namespace

TEST_CASE("what llhttp's strict mode refuses never reaches a handler, and the server lives on") {
    if (!std::filesystem::exists(corpus() / "index.json")) {
        std::cout << "skipped: no corpus in " << corpus() << " (set TORG_CORPORA)\n";
        return;
    }
    std::atomic<int> handled = 0;
    TestServer server([&](Request& request) {
        ++handled;
        return plain(request.path);
    });
    const auto refused = to_be_refused(content_of(corpus() / "index.json"));
    REQUIRE(refused.size() > 5);
    for (const std::string& file : refused) {
        INFO(file);
        const int status = server.status_of(content_of(corpus() / file));
        CHECK(status >= 400);
        CHECK(status < 500);
    }
    CHECK(handled == 0);
    for (const auto& file : std::filesystem::directory_iterator(corpus()))
        if (file.path().extension() == ".raw") CHECK(server.status_of(content_of(file.path())) != 500);
    CHECK(server.client().get("/lever").body == "/lever");
}
