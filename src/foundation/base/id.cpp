#include "foundation/base/id.h"

#include <atomic>
#include <chrono>
#include <random>

std::int64_t new_id() {
    static constexpr std::int64_t epoch_2020 = 1'577'836'800'000;
    static std::atomic<std::int64_t> last{0};
    thread_local std::minstd_rand chance{std::random_device{}()};
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const std::int64_t wanted = ((milliseconds - epoch_2020) << 21) | static_cast<std::int64_t>(chance() & 0x1FFFFF);
    std::int64_t before = last.load();
    for (;;) {
        const std::int64_t next = wanted > before ? wanted : before + 1;
        if (last.compare_exchange_weak(before, next)) return next;
    }
}
