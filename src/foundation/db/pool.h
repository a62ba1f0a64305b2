#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "foundation/db/database.h"

namespace db {

/// Lends connections to one borrower at a time: opened when needed, never more than `limit`, the last used first.
template <class Item>
class Pool {
public:
    Pool(std::size_t limit, std::chrono::milliseconds patience, std::function<std::unique_ptr<Item>()> open)
        : limit_(limit), patience_(patience), open_(std::move(open)) {}

    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Item> item) : pool_(pool), item_(std::move(item)) {}
        ~Lease() { pool_.give_back(std::move(item_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Item& operator*() const { return *item_; }

    private:
        Pool& pool_;
        std::unique_ptr<Item> item_;
    };

    Lease borrow() {
        {
            std::unique_lock lock(mutex_);
            if (!returned_.wait_for(lock, patience_, [&] { return !idle_.empty() || open_count_ < limit_; }))
                throw Unavailable("every database connection is busy");
            if (!idle_.empty()) {
                auto item = std::move(idle_.back());
                idle_.pop_back();
                return {*this, std::move(item)};
            }
            ++open_count_;
        }
        try {
            return {*this, open_()};
        } catch (...) {
            forget_one();
            throw;
        }
    }

private:
    void give_back(std::unique_ptr<Item> item) {
        if (!item->usable()) {
            item.reset();
            forget_one();
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(item));
        }
        returned_.notify_one();
    }
    void forget_one() {
        {
            const std::lock_guard lock(mutex_);
            --open_count_;
        }
        returned_.notify_one();
    }

    const std::size_t limit_;
    const std::chrono::milliseconds patience_;
    const std::function<std::unique_ptr<Item>()> open_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Item>> idle_;
    std::size_t open_count_ = 0;
};

}  // namespace db
