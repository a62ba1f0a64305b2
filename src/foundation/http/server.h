#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "foundation/http/message.h"

namespace http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0 takes any free one
    int listening_socket = -1;  ///< one that listens there already, as a service manager kept it; owned by the server
    int io_threads = 1;
    int worker_threads = 32;                 ///< handlers block on the database here
    std::size_t max_waiting = 1024;          ///< requests in line for a worker; the next ones are told 503 and when to come back
    std::int64_t max_body = 1 << 20;         ///< bytes of a body that is held in memory (JSON, urlencoded, multipart text fields in all)
    std::int64_t max_upload = 25LL << 20;    ///< bytes of one uploaded file
    std::int64_t max_uploads = 100LL << 20;  ///< bytes of one multipart body in all
    int max_connections = 4096;
    std::chrono::seconds header_timeout{10};  ///< a whole request head, counted from its first byte or the connection's start
    std::chrono::seconds idle_timeout{60};    ///< keep-alive between requests
    std::chrono::seconds body_timeout{30};    ///< without a byte of the body or of progress in sending the answer
    std::filesystem::path temporary_folder;   ///< uploads are streamed here
    /// Requests whose whole body is one file, unless it is a multipart form: it goes to disk as the only one of Request::uploads.
    std::function<bool(const Request&)> sends_file{};
    std::vector<std::string> trusted_proxies{};  ///< peers, or networks as 10.0.0.0/8, whose X-Forwarded-For, X-Forwarded-Proto,
                                                 ///< X-Request-Id and X-Proxy-… count
};

/// Answers on a worker thread; may block. What it throws becomes a 500 made by `failed`.
using Answer = std::function<Response(Request&)>;
/// Makes the answer to requests that never reach a handler: 400, 408, 413, 414, 417, 431, 500, 501, 503, 505.
using Refuse = std::function<Response(int status, const std::string& request_id)>;

/// HTTP/1.1 on TCP (RFC 9112), strict: what two parsers could read differently is refused with 400.
/// Compresses text (br, gzip), answers If-None-Match by ETag, HEAD, and single byte ranges of files.
class Server {
public:
    Server(ServerOptions, Answer, Refuse);
    ~Server();
    void start();  ///< listens when it returns; throws when the port is taken
    std::uint16_t port() const;
    int listening_socket() const;  ///< while it listens, for whoever keeps it open when this program is exchanged
    /// Takes no new connection, answers every request whose head has arrived, then returns.
    void stop();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// Whether nobody listens there, for who has long work to do before start().
bool is_free(const std::string& address, std::uint16_t port);

}  // namespace http
