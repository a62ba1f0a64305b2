#include "foundation/http/server.h"

#include <sys/resource.h>
#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "foundation/http/io_thread.h"
#include "foundation/http/upload_file.h"

namespace http {
namespace {

// Each connection is a file descriptor, and many systems begin with 1024 of them.
void allow_many_files(int connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = static_cast<rlim_t>(connections) + 1024;
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

constexpr int longest_backlog = 4096;

void open(Acceptor& acceptor, const Acceptor::endpoint_type& endpoint) {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(boost::asio::socket_base::reuse_address(true));
    boost::system::error_code failed;
    acceptor.bind(endpoint, failed);
    // Two programs may bind the same port with reuse_address; the second is refused when it listens.
    if (!failed) acceptor.listen(longest_backlog, failed);
    if (failed)
        throw std::runtime_error("cannot listen on " + endpoint.address().to_string() + " port " + std::to_string(endpoint.port()) + ": " +
                                 failed.message());
}

}  // namespace

struct Server::Inside {
    Inside(ServerOptions options, Answer answer, Refuse refuse) : service(std::move(options), std::move(answer), std::move(refuse)) {}

    void listen();

    Service service;
    boost::asio::io_context unused{};  ///< an acceptor wants one
    Acceptor listening{unused.get_executor()};
    std::vector<std::unique_ptr<IoThread>> threads;
    std::uint16_t port = 0;
};

void Server::Inside::listen() {
    const Acceptor::endpoint_type endpoint(boost::asio::ip::make_address(service.options.address), service.options.port);
    if (const int kept = service.options.listening_socket; kept >= 0) listening.assign(endpoint.protocol(), kept);
    else open(listening, endpoint);
    port = listening.local_endpoint().port();
    for (int i = 0; i < std::max(1, service.options.io_threads); ++i) threads.push_back(std::make_unique<IoThread>(service, listening));
    for (auto& thread : threads) thread->start();
}

Server::Server(ServerOptions options, Answer answer, Refuse refuse)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(answer), std::move(refuse))) {}

Server::~Server() { stop(); }

void Server::start() {
    allow_many_files(inside_->service.options.max_connections);
    if (!inside_->service.options.temporary_folder.empty()) remove_old_uploads(inside_->service.options.temporary_folder);
    inside_->listen();
}

std::uint16_t Server::port() const { return inside_->port; }
int Server::listening_socket() const { return inside_->listening.native_handle(); }

void Server::stop() {
    inside_->service.stopping = true;
    // The io threads have it open still; the last one to close it has first taken every connection that waits.
    boost::system::error_code ignored;
    inside_->listening.close(ignored);
    for (auto& thread : inside_->threads) thread->begin_stop();
    for (auto& thread : inside_->threads) thread->join();
    inside_->threads.clear();
}

bool is_free(const std::string& address, std::uint16_t port) {
    boost::asio::io_context unused;
    Acceptor probe(unused.get_executor());
    try {
        open(probe, {boost::asio::ip::make_address(address), port});
        return true;
    } catch (const std::runtime_error&) { return false; }
}

}  // namespace http
