#pragma once
/// For the tests of this folder: a server on a free port, with a folder of its own for uploads.
#include <unistd.h>
#include <filesystem>
#include <string>

#include "foundation/base/id.h"
#include "foundation/http/client.h"
#include "foundation/http/server.h"

namespace http {

class TestFolder {
public:
    TestFolder()
        : path_(std::filesystem::temp_directory_path() / ("torg-http-" + std::to_string(::getpid()) + "-" + std::to_string(new_id()))) {
        std::filesystem::create_directories(path_);
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    const std::filesystem::path& path() const { return path_; }
    std::ptrdiff_t files() const {
        return std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator{});
    }

private:
    std::filesystem::path path_;
};

class TestServer {
public:
    explicit TestServer(Answer answer, ServerOptions options = {}) : server_(at_free_port(std::move(options)), std::move(answer), refusal) {
        server_.start();
    }
    std::uint16_t port() const { return server_.port(); }
    Client client() const { return Client(port()); }
    void stop() { server_.stop(); }
    std::ptrdiff_t uploads_left() const { return folder_.files(); }

    /// The status that these bytes, and then the end, are answered with; 0 when the connection just closes.
    int status_of(std::string_view raw) const {
        Client client = this->client();
        client.send(raw);
        client.finish_sending();
        const auto answered = client.read();
        return answered ? answered->status : 0;
    }

private:
    ServerOptions at_free_port(ServerOptions options) const {
        options.port = 0;
        if (options.temporary_folder.empty()) options.temporary_folder = folder_.path();
        return options;
    }
    static Response refusal(int status, const std::string& request_id) {
        return {.status = status, .type = "text/plain", .body = "refused " + std::to_string(status) + " " + request_id};
    }

    TestFolder folder_;
    Server server_;
};

inline Response plain(std::string body) { return {.type = "text/plain", .body = std::move(body)}; }
inline Response path_of(Request& request) { return plain(request.path); }

}  // namespace http
