#pragma once
/// Private to foundation/http: a coroutine on an io thread lets a worker thread do something and goes on when that is done.
#include <boost/asio/post.hpp>

#include "foundation/http/peer.h"
#include "foundation/http/worker_pool.h"

namespace http {

template <class Function, class GoOn>
class HandedOver final : public Work {
public:
    HandedOver(Function& function, GoOn go_on, Executor back) : function_(function), go_on_(std::move(go_on)), back_(back) {}
    void run() override {
        function_();
        boost::asio::post(back_, std::move(go_on_));
    }

private:
    Function& function_;
    GoOn go_on_;
    Executor back_;
};

/// `function` must not throw, and lives in the caller's frame until this returns.
template <class Function>
Awaitable<> on_worker(WorkerPool& workers, Executor back, Function& function) {
    static constexpr boost::asio::use_awaitable_t<Executor> token{};
    auto begin = [&workers, &function, back]<class GoOn>(GoOn go_on) {
        workers.add(std::make_unique<HandedOver<Function, GoOn>>(function, std::move(go_on), back));
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void()>(begin, token);
}

}  // namespace http
