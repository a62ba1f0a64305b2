#include "foundation/http/session.h"

#include <array>
#include <boost/asio/buffer.hpp>

#include "foundation/http/ascii.h"
#include "foundation/http/hand_over.h"
#include "foundation/http/request_head.h"

namespace http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;

constexpr std::size_t piece_size = 64 * 1024;
constexpr auto farewell_time = std::chrono::seconds(2);
constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";

/// What became of waiting for something: a status to refuse with, or the peer went away, or neither.
struct Arrival {
    int fault = 0;
    bool gone = false;
    std::size_t size = 0;
};

class Session {
public:
    Session(IoThread& thread, Peer& peer) : thread_(thread), service_(thread.service), peer_(peer) {}

    Awaitable<bool> serve_one();  ///< false when the connection ends
    Awaitable<> refuse(int status, std::string request_id = {}, Method method = Method::get);
    Awaitable<> hang_up();

private:
    Awaitable<Arrival> wait_for_head();
    std::optional<Arrival> head_so_far();
    Awaitable<Arrival> read_body(RequestParser&, const Request&, IncomingBody&);
    Awaitable<> take_piece(IncomingBody&, std::string_view);
    Awaitable<Reply> answer(Request&, IncomingBody&);
    Awaitable<bool> send(Reply&, const std::string& request_id, Connection);
    Awaitable<bool> send_rest_of_file(Reply&);
    Awaitable<bool> write(std::string_view, std::string_view);
    Awaitable<std::size_t> receive();
    void enter(Stage, std::chrono::seconds at_most);
    Connection fate(const RequestParser&) const;

    IoThread& thread_;
    Service& service_;
    Peer& peer_;
    bool gone_ = false;
};

void Session::enter(Stage stage, std::chrono::seconds at_most) {
    peer_.stage = stage;
    peer_.timed_out = false;
    peer_.deadline = thread_.now + at_most;
}

/// Reads what comes next behind what waits already; 0 when nothing more will come.
Awaitable<std::size_t> Session::receive() {
    const auto space = peer_.received.prepare(peer_.received.max_size() - peer_.received.size());
    auto [failed, count] = co_await peer_.socket.async_read_some(space, as_result);
    if (failed) co_return 0;
    peer_.received.commit(count);
    co_return count;
}

/// Sends both, one after the other, in one gathered write when the network takes it.
Awaitable<bool> Session::write(std::string_view first, std::string_view second) {
    while (!first.empty() || !second.empty()) {
        enter(Stage::answering, service_.options.body_timeout);
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(first), asio::buffer(second)};
        auto [failed, sent] = co_await peer_.socket.async_write_some(pieces, as_result);
        if (failed) co_return false;
        const std::size_t of_first = std::min(sent, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(sent - of_first);
    }
    co_return true;
}

/// What the bytes that have come say about the head; nothing when more are needed.
std::optional<Arrival> Session::head_so_far() {
    // RFC 9112 2.2: empty lines before a request are skipped.
    while (peer_.waiting().starts_with("\r\n")) peer_.received.consume(2);
    const std::string_view waiting = peer_.waiting();
    if (waiting.empty()) return std::nullopt;
    if (peer_.stage == Stage::idle) enter(Stage::head, service_.stopping ? last_call : service_.options.header_timeout);
    const std::size_t size = end_of_head(waiting.substr(0, head_limit));
    if (size != std::string_view::npos) return Arrival{.fault = fault_in_head(waiting.substr(0, size)), .size = size};
    if (const int fault = fault_in_unfinished_head(waiting.substr(0, head_limit))) return Arrival{.fault = fault};
    if (waiting.size() >= head_limit) return Arrival{.fault = 431};
    return std::nullopt;
}

Awaitable<Arrival> Session::wait_for_head() {
    enter(Stage::idle, peer_.has_asked ? service_.options.idle_timeout : service_.stopping ? last_call : service_.options.header_timeout);
    if (service_.stopping && peer_.has_asked) peer_.read_no_more();
    for (;;) {
        if (const auto arrival = head_so_far()) co_return *arrival;
        const std::size_t count = co_await receive();
        if (count > 0) continue;
        if (peer_.stage == Stage::idle || service_.stopping || !peer_.socket.is_open()) co_return Arrival{.gone = true};
        co_return Arrival{.fault = peer_.timed_out ? 408 : 400};
    }
}

Awaitable<> Session::take_piece(IncomingBody& body, std::string_view piece) {
    if (!body.goes_to_disk()) {
        body.take(piece);
        co_return;
    }
    enter(Stage::body, std::chrono::hours(24));
    auto take = [&body, piece] { body.take(piece); };
    co_await on_worker(service_.workers, thread_.io.get_executor(), take);
}

Awaitable<Arrival> Session::read_body(RequestParser& parser, const Request& request, IncomingBody& body) {
    if (request.headers.has("expect") && peer_.received.size() == 0 && parser.get().version() >= 11) {
        const bool sent = co_await write(go_ahead, {});
        if (!sent) co_return Arrival{.gone = true};
    }
    parser.body_limit(static_cast<std::uint64_t>(body.limit()));
    std::string piece(std::min<std::uint64_t>(parser.content_length().value_or(piece_size), piece_size), '\0');
    std::size_t filled = 0;
    bool wants_more = peer_.received.size() == 0;
    while (!parser.is_done() && body.fault() == 0) {
        if (wants_more) {
            if (peer_.received.size() == peer_.received.max_size()) co_return Arrival{.fault = 400};  // a chunk's first line without end
            enter(Stage::body, service_.options.body_timeout);
            const std::size_t count = co_await receive();
            if (count == 0) co_return Arrival{.fault = peer_.timed_out ? 408 : 400};
        }
        parser.get().body().data = piece.data() + filled;
        parser.get().body().size = piece.size() - filled;
        parser.get().body().more = true;
        boost::system::error_code failed;
        const std::size_t used = parser.put(peer_.received.data(), failed);
        peer_.received.consume(used);
        filled = piece.size() - parser.get().body().size;
        if (failed == beast_http::error::body_limit) co_return Arrival{.fault = 413};
        if (failed && failed != beast_http::error::need_buffer && failed != beast_http::error::need_more) co_return Arrival{.fault = 400};
        wants_more = peer_.received.size() == 0 || failed == beast_http::error::need_more;
        if (filled < piece.size()) continue;
        co_await take_piece(body, piece);
        filled = 0;
    }
    if (filled > 0) co_await take_piece(body, std::string_view(piece).substr(0, filled));
    co_return Arrival{.fault = body.fault()};
}

Awaitable<Reply> Session::answer(Request& request, IncomingBody& body) {
    if (!service_.workers.has_room()) co_return service_.refused(503, request.request_id, request.method);
    enter(Stage::answering, std::chrono::hours(24));
    Reply reply;
    auto run = [&] { reply = service_.answered(request, body); };
    co_await on_worker(service_.workers, thread_.io.get_executor(), run);
    co_return reply;
}

Connection Session::fate(const RequestParser& parser) const {
    if (!parser.keep_alive()) return Connection::close;
    boost::system::error_code ignored;
    const bool more_has_come = peer_.received.size() > 0 || peer_.socket.available(ignored) > 0;
    if (service_.stopping && !more_has_come) return Connection::close;
    return parser.get().version() < 11 ? Connection::keep_and_say_so : Connection::keep;
}

Awaitable<bool> Session::send(Reply& reply, const std::string& request_id, Connection connection) {
    peer_.head_out.clear();
    write_head(peer_.head_out, reply, thread_.date, request_id, connection);
    const bool sent = co_await write(peer_.head_out, reply.content());
    if (!sent || !reply.sends_content || reply.file.left() == 0) co_return sent;
    co_return co_await send_rest_of_file(reply);
}

Awaitable<bool> Session::send_rest_of_file(Reply& reply) {
    while (reply.file.left() > 0) {
        bool failed = false;
        auto read = [&] {
            try {
                reply.file.read(reply.file_chunk);
            } catch (...) {
                failed = true;  // the head has promised more than there is: only closing tells the reader
            }
        };
        enter(Stage::answering, std::chrono::hours(24));
        co_await on_worker(service_.workers, thread_.io.get_executor(), read);
        if (failed) co_return false;
        const bool sent = co_await write(reply.file_chunk, {});
        if (!sent) co_return false;
    }
    co_return true;
}

Awaitable<bool> Session::serve_one() {
    const Arrival head = co_await wait_for_head();
    gone_ = head.gone;
    if (gone_) co_return false;
    peer_.has_asked = true;
    if (head.fault != 0) {
        co_await refuse(head.fault);
        co_return false;
    }
    RequestParser parser;
    parser.body_limit(boost::none);  // depends on the content type, known below
    parser.header_limit(head_limit + 1);
    boost::system::error_code failed;
    parser.put(asio::buffer(peer_.waiting().substr(0, head.size)), failed);
    auto request = failed || !parser.is_header_done() ? std::nullopt : read_head(parser, peer_.address, service_.proxies);
    peer_.received.consume(head.size);
    if (!request) {
        co_await refuse(400);
        co_return false;
    }
    IncomingBody body(*request, service_.options);
    Arrival arrival{.fault = body.fault()};
    if (parser.content_length().value_or(0) > static_cast<std::uint64_t>(body.limit())) arrival.fault = 413;
    if (arrival.fault == 0 && !parser.is_done()) arrival = co_await read_body(parser, *request, body);
    gone_ = arrival.gone;
    if (gone_) co_return false;
    if (arrival.fault != 0) {
        co_await refuse(arrival.fault, request->request_id, request->method);
        co_return false;
    }
    Reply reply = co_await answer(*request, body);
    const Connection connection = fate(parser);
    const bool sent = co_await send(reply, request->request_id, connection);
    gone_ = !sent;
    co_return sent&& connection != Connection::close;
}

Awaitable<> Session::refuse(int status, std::string request_id, Method method) {
    Reply reply = service_.refused(status, request_id, method);
    const bool sent = co_await send(reply, request_id, Connection::close);
    gone_ = !sent;
}

/// Closing with unread bytes would reset the connection, and the answer with it (RFC 9112 9.6): read them away for a while.
Awaitable<> Session::hang_up() {
    boost::system::error_code ignored;
    peer_.socket.shutdown(asio::socket_base::shutdown_send, ignored);
    std::int64_t dropped = 0;
    while (!gone_ && dropped < service_.options.max_uploads) {
        peer_.received.consume(peer_.received.size());
        enter(Stage::idle, farewell_time);
        const std::size_t count = co_await receive();
        dropped += static_cast<std::int64_t>(count);
        gone_ = count == 0;
    }
    peer_.socket.close(ignored);
}

std::string address_of(const Socket& socket) {
    boost::system::error_code failed;
    const auto address = socket.remote_endpoint(failed).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

}  // namespace

Awaitable<> serve_peer(IoThread& thread, Peer& peer) {
    peer.address = address_of(peer.socket);
    Session session{thread, peer};
    bool goes_on = true;
    while (goes_on) goes_on = co_await session.serve_one();
    co_await session.hang_up();
}

Awaitable<> turn_away(IoThread& thread, Peer& peer) {
    Session session{thread, peer};
    co_await session.refuse(503);
    co_await session.hang_up();
}

}  // namespace http
