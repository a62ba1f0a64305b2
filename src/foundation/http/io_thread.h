#pragma once
/// Private to foundation/http.
#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "foundation/http/peer.h"
#include "foundation/http/service.h"

namespace http {

/// One event loop with the connections it has accepted. Nothing here is shared with other threads, so nothing is locked.
class IoThread {
public:
    IoThread(Service&, Acceptor& listening);  ///< takes new connections from the same queue as the others
    ~IoThread();
    void start();
    void begin_stop();  ///< from any thread
    void join();

    Service& service;
    Clock::time_point now = Clock::now();  ///< as of the last tick: exact enough for deadlines
    std::string date{};                    ///< the Date header of this second
    boost::asio::io_context io{1};

private:
    Awaitable<> accept();
    Awaitable<> tick();
    Awaitable<> serve(Socket);
    void read_clock();
    void end_late_peers();
    void drain_backlog();
    void take(Socket);
    bool make_room();
    void stop_accepting();
    void leave_when_done();

    Acceptor acceptor_;
    Timer ticker_;
    boost::asio::executor_work_guard<Executor> keeps_running_;
    bool accepting_ = true;
    bool done_ = false;
    Peers peers_;
    int peer_count_ = 0;
    int most_peers_;
    std::thread thread_;
};

}  // namespace http
