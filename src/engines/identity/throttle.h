#pragma once
/// Patience with wrong guesses: each failure makes the next try wait longer.
#include <string_view>

#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace identity {

struct Patience {
    int free_failures;           ///< as many cost nothing
    std::int64_t first_wait;     ///< microseconds; doubles for each failure after that
    std::int64_t longest_wait;
};
inline constexpr std::int64_t second = 1'000'000;
inline constexpr Patience with_account{5, 5 * second, 900 * second};
/// A school or a town hall shares one address.
inline constexpr Patience with_address{30, 5 * second, 900 * second};

/// Counts a failure before the guess is looked at, so that guesses made at the same time do not slip through together.
/// Fault::too_many while the wait lasts, and then nothing is counted.
Result<void> begin_guess(db::Connection&, std::string_view who, const Patience&);
/// The guess was right: what begin_guess counted is taken back.
void forgive_guess(db::Connection&, std::string_view who);
void forget_failures(db::Connection&, std::string_view who);
/// A job: rows a day after their last failure.
std::int64_t remove_old_failures(db::Connection&);

}  // namespace identity
