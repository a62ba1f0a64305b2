#include "foundation/http/io_thread.h"

#include <unistd.h>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "foundation/base/time.h"
#include "foundation/http/session.h"

namespace http {
namespace {

namespace asio = boost::asio;

constexpr auto tick_length = std::chrono::milliseconds(250);

}  // namespace

IoThread::IoThread(Service& shared, Acceptor& listening)
    : service(shared),
      acceptor_(io.get_executor()),
      ticker_(io.get_executor()),
      keeps_running_(io.get_executor()),
      most_peers_(std::max(1, shared.options.max_connections / std::max(1, shared.options.io_threads))) {
    acceptor_.assign(listening.local_endpoint().protocol(), ::dup(listening.native_handle()));
    read_clock();
}

IoThread::~IoThread() { join(); }

void IoThread::start() {
    asio::co_spawn(io, accept(), asio::detached);
    asio::co_spawn(io, tick(), asio::detached);
    thread_ = std::thread([this] { io.run(); });
}

void IoThread::join() {
    if (thread_.joinable()) thread_.join();
}

void IoThread::read_clock() {
    now = Clock::now();
    date = to_http_date(::now());
}

Awaitable<> IoThread::accept() {
    while (acceptor_.is_open()) {
        Socket socket{io.get_executor()};
        auto [failed] = co_await acceptor_.async_accept(socket, as_result);
        if (failed == asio::error::operation_aborted) break;
        if (!failed) {
            take(std::move(socket));
            continue;
        }
        // Out of file descriptors: the waiting connection stays where it is, and asking again at once would spin.
        Timer pause{io.get_executor(), tick_length};
        auto [cancelled] = co_await pause.async_wait(as_result);
        static_cast<void>(cancelled);
    }
    accepting_ = false;
    leave_when_done();
}

void IoThread::take(Socket socket) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    ++peer_count_;
    asio::co_spawn(io, serve(std::move(socket)), asio::detached);
}

Awaitable<> IoThread::serve(Socket socket) {
    Peer peer{std::move(socket)};
    const bool has_room = peer_count_ <= most_peers_ || make_room();
    peers_.push_back(peer);
    try {
        if (has_room) co_await serve_peer(*this, peer);
        else co_await turn_away(*this, peer);
    } catch (...) {  // out of memory: this connection ends, the others go on
    }
    peer.unlink();
    --peer_count_;
    leave_when_done();
}

/// Ends the oldest connection that has not got a whole request head across, so that a flood of half-open ones lets others in.
bool IoThread::make_room() {
    const auto oldest = std::find_if(peers_.begin(), peers_.end(), [](const Peer& peer) {
        return peer.socket.is_open() && (peer.stage == Stage::idle || peer.stage == Stage::head);
    });
    if (oldest == peers_.end()) return false;
    boost::system::error_code ignored;
    oldest->socket.close(ignored);
    return true;
}

Awaitable<> IoThread::tick() {
    while (!done_) {  // cancelling alone would miss a wait that is just over
        ticker_.expires_after(tick_length);
        auto [cancelled] = co_await ticker_.async_wait(as_result);
        static_cast<void>(cancelled);
        read_clock();
        end_late_peers();
    }
}

void IoThread::end_late_peers() {
    for (Peer& peer : peers_) {
        if (peer.deadline >= now) continue;
        boost::system::error_code ignored;
        peer.timed_out = true;
        peer.socket.cancel(ignored);
    }
}

void IoThread::begin_stop() {
    asio::post(io, [this] { stop_accepting(); });
}

void IoThread::stop_accepting() {
    drain_backlog();
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (Peer& peer : peers_) {
        if (peer.stage == Stage::idle && peer.has_asked) peer.read_no_more();
        else if (peer.stage == Stage::idle || peer.stage == Stage::head) peer.deadline = std::min(peer.deadline, now + last_call);
    }
}

/// Connections that the kernel has taken but we have not: closing the listener would reset them.
void IoThread::drain_backlog() {
    boost::system::error_code none_left;
    acceptor_.non_blocking(true, none_left);
    for (;;) {
        Socket socket{io.get_executor()};
        acceptor_.accept(socket, none_left);
        if (none_left) return;
        take(std::move(socket));
    }
}

void IoThread::leave_when_done() {
    if (accepting_ || peer_count_ > 0) return;
    done_ = true;
    ticker_.cancel();
    keeps_running_.reset();
}

}  // namespace http
