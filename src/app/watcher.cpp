#include "app/watcher.h"

#include "foundation/log/log.h"

namespace app {

constexpr std::chrono::seconds between_looks{3};

Watcher::Watcher(Installation& installation) : installation_(installation), thread_([this] { watch(); }) {}

Watcher::~Watcher() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopped_.notify_all();
    thread_.join();
}

/// False when it is time to stop.
bool Watcher::wait() {
    std::unique_lock lock(mutex_);
    return !stopped_.wait_for(lock, between_looks, [this] { return is_stopping_; });
}

void Watcher::watch() {
    while (wait()) {
        try {
            installation_.look_again();
        } catch (const std::exception& away) {
            // A database that is away; its requests say so too.
            logging::warning("look_again_failed", {{"why", away.what()}});
        }
    }
}

}  // namespace app
