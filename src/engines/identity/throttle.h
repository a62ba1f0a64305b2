#pragma once
/// Patience with wrong guesses: each failure makes the next try wait longer.
#include <string_view>

#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace identity {

struct Patience {
    int free_failures;        ///< as many cost nothing
    std::int64_t first_wait;  ///< microseconds; doubles for each failure after that
    std::int64_t longest_wait;
};
inline constexpr Patience with_account{5, 5 * microseconds_a_second, 15 * microseconds_a_minute};
/// A school or a town hall shares one address.
inline constexpr Patience with_address{30, 5 * microseconds_a_second, 15 * microseconds_a_minute};

/// Counts a failure before the guess is looked at, so that guesses made at the same time do not slip through together.
/// How many failures that makes. Fault::too_many while the wait lasts, and then nothing is counted.
Result<std::int64_t> begin_guess(db::Connection&, std::string_view who, const Patience&);
/// The guess was right: what begin_guess counted is taken back.
void forgive_guess(db::Connection&, std::string_view who);
void forget_failures(db::Connection&, std::string_view who);
/// A job: rows a day after their last failure.
std::int64_t remove_old_failures(db::Connection&);

}  // namespace identity
