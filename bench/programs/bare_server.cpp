/// The bare HTTP library, Boost.Beast: answers every request with the bytes of one file. What pages of the same size are measured against.
///   bare_server FILE CONTENT_TYPE [CONTENT_ENCODING]
/// Prints its port, and ends when its input does.
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

static constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

struct Page {
    std::string bytes, type, coding;
};

static asio::awaitable<void> serve(boost::beast::tcp_stream stream, const Page& page) {
    boost::beast::flat_buffer received;
    stream.socket().set_option(tcp::no_delay(true));
    for (;;) {
        http::request<http::empty_body> request;
        auto [unread, taken] = co_await http::async_read(stream, received, request, as_result);
        if (unread) co_return;
        http::response<http::span_body<const char>> response(http::status::ok, request.version());
        response.set(http::field::content_type, page.type);
        if (!page.coding.empty()) response.set(http::field::content_encoding, page.coding);
        response.body() = {page.bytes.data(), page.bytes.size()};
        response.prepare_payload();
        auto [unsent, given] = co_await http::async_write(stream, response, as_result);
        if (unsent) co_return;
    }
}

static asio::awaitable<void> accept_all(tcp::acceptor& acceptor, const Page& page) {
    for (;;) {
        boost::beast::tcp_stream stream(co_await acceptor.async_accept(asio::use_awaitable));
        const auto executor = stream.get_executor();
        asio::co_spawn(executor, serve(std::move(stream), page), asio::detached);
    }
}

/// One io_context for each processor, as Beast's own fast example has it; the system spreads the connections.
int main(int count, char** words) {
    if (count < 3) return 64;
    std::ifstream file(words[1], std::ios::binary);
    const Page page{{std::istreambuf_iterator<char>(file), {}}, words[2], count > 3 ? words[3] : ""};
    std::uint16_t port = 0;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
        auto* io = new asio::io_context(1);
        auto* acceptor = new tcp::acceptor(*io);
        acceptor->open(tcp::v4());
        acceptor->set_option(ReusePort(true));
        acceptor->bind({asio::ip::address_v4::loopback(), port});
        acceptor->listen(4096);
        port = acceptor->local_endpoint().port();
        asio::co_spawn(*io, accept_all(*acceptor, page), asio::detached);
        std::thread([io] { io->run(); }).detach();
    }
    std::cout << port << std::endl;
    std::cin.ignore(std::numeric_limits<std::streamsize>::max());
    std::_Exit(0);
}
