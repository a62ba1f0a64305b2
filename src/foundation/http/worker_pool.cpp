#include "foundation/http/worker_pool.h"

namespace http {

WorkerPool::WorkerPool(int threads, std::size_t longest_queue) : longest_queue_(longest_queue) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    something_to_do_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::has_room() const {
    const std::lock_guard lock(mutex_);
    return queue_.size() < longest_queue_;
}

void WorkerPool::add(std::unique_ptr<Work> work) {
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(work));
        if (!should_wake()) return;
        waking_ = true;
    }
    something_to_do_.notify_one();
}

void WorkerPool::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        while (queue_.empty() && !stopping_) {
            ++sleeping_;
            something_to_do_.wait(lock);
            --sleeping_;
            waking_ = false;
        }
        if (queue_.empty()) return;
        std::unique_ptr<Work> next = std::move(queue_.front());
        queue_.pop_front();
        const bool wakes = should_wake();
        if (wakes) waking_ = true;
        lock.unlock();
        if (wakes) something_to_do_.notify_one();
        next->run();
        next.reset();
        lock.lock();
    }
}

}  // namespace http
