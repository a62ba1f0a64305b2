#pragma once
#include <cstdint>
#include <vector>

namespace towns {

/// Chance that falls out the same for the same seed on every machine (SplitMix64).
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return most <= least ? least : least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    /// From 0 up to, not with, 1.
    double part() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }
    bool in_hundred(int percent) { return between(0, 99) < percent; }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all.at(static_cast<std::size_t>(between(0, static_cast<std::int64_t>(all.size()) - 1)));
    }

private:
    std::uint64_t state_;
};

}  // namespace towns
