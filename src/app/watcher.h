#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/installation.h"

namespace app {

/// The thread that looks every few seconds for what other programs have changed: other servers, `torg tenant`.
class Watcher {
public:
    /// The installation must outlive it.
    explicit Watcher(Installation&);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

private:
    void watch();
    bool wait();

    Installation& installation_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace app
