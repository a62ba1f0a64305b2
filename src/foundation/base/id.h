#pragma once
#include <compare>
#include <cstdint>

/// A row id that cannot be mixed up with another table's: using CaseId = Id<struct CaseTag>;
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};

/// A new 64-bit id, greater than every id this process made before: 42 bits of milliseconds since 2020, then 21 bits of
/// counter and chance, so that several processes on one database do not meet. Safe from any thread.
std::int64_t new_id();
