#pragma once
/// Private to foundation/http: one connection, as its io thread holds it.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>

#include "foundation/http/head_check.h"

namespace http {

using Clock = std::chrono::steady_clock;
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;
template <class T = void>
using Awaitable = boost::asio::awaitable<T, Executor>;
inline constexpr boost::asio::as_tuple_t<boost::asio::use_awaitable_t<Executor>> as_result{};

/// When the server stops, a connection that has asked nothing yet is about to: it may, within this time.
inline constexpr std::chrono::seconds last_call{1};

/// How far a connection has come with the request it is on.
enum class Stage { idle, head, body, answering };

struct Peer : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
    explicit Peer(Socket accepted) : socket(std::move(accepted)) {}

    Socket socket;
    std::string address;
    Stage stage = Stage::idle;
    Clock::time_point deadline{};
    bool timed_out = false;
    bool has_asked = false;  ///< a whole request head has come over this connection
    boost::beast::flat_static_buffer<head_limit + 8 * 1024> received;
    std::string head_out;

    /// What has arrived can still be read; then we see the end.
    void read_no_more() {
        boost::system::error_code ignored;
        socket.shutdown(boost::asio::socket_base::shutdown_receive, ignored);
    }
    std::string_view waiting() const { return {static_cast<const char*>(received.data().data()), received.size()}; }
};
using Peers = boost::intrusive::list<Peer, boost::intrusive::constant_time_size<false>>;

}  // namespace http
