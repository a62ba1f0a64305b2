#include "foundation/http/server.h"

#include <sys/resource.h>
#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "foundation/http/io_thread.h"

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

}  // namespace

struct Server::Inside {
    Inside(ServerOptions options, Answer answer, Refuse refuse) : service(std::move(options), std::move(answer), std::move(refuse)) {}

    void listen();

    Service service;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::uint16_t port = 0;
};

void Server::Inside::listen() {
    const auto address = boost::asio::ip::make_address(service.options.address);
    Acceptor::endpoint_type endpoint(address, service.options.port);
    const int count = std::max(1, service.options.io_threads);
    const bool shares_port = count > 1;
    if (shares_port && endpoint.port() != 0) {
        // Sharing a port would also share it with another program that does: first see that it is free.
        boost::asio::io_context probing;
        Acceptor probe(probing.get_executor(), endpoint);
    }
    for (int i = 0; i < count; ++i) {
        threads.push_back(std::make_unique<IoThread>(service, endpoint, shares_port));
        endpoint.port(threads.back()->port());
    }
    port = endpoint.port();
    for (auto& thread : threads) thread->start();
}

Server::Server(ServerOptions options, Answer answer, Refuse refuse)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(answer), std::move(refuse))) {}

Server::~Server() { stop(); }

void Server::start() {
    allow_many_files(inside_->service.options.max_connections);
    inside_->listen();
}

std::uint16_t Server::port() const { return inside_->port; }

void Server::stop() {
    inside_->service.stopping = true;
    for (auto& thread : inside_->threads) thread->begin_stop();
    for (auto& thread : inside_->threads) thread->join();
    inside_->threads.clear();
}

}  // namespace http
