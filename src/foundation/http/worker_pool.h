#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace http {

/// Something to do on a worker thread.
class Work {
public:
    virtual ~Work() = default;
    virtual void run() = 0;  ///< must not throw
};

/// Threads that may block, and the queue before them.
class WorkerPool {
public:
    WorkerPool(int threads, std::size_t longest_queue);
    ~WorkerPool();  ///< does first what is still in the queue

    /// False when the workers are hopelessly behind; ask before taking on something new.
    bool has_room() const;
    void add(std::unique_ptr<Work>);

private:
    void work();
    bool should_wake() const { return sleeping_ > 0 && !waking_ && !queue_.empty(); }

    const std::size_t longest_queue_;
    mutable std::mutex mutex_;
    std::condition_variable something_to_do_;
    std::deque<std::unique_ptr<Work>> queue_;
    int sleeping_ = 0;
    bool waking_ = false;  ///< one has been called and has not come; it calls the next, so that the io thread calls seldom
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace http
