#include "engines/identity/throttle.h"

#include <algorithm>

#include "foundation/crypto/crypto.h"

namespace identity {
namespace {

std::int64_t wait_after(std::int64_t failures, const Patience& patience) {
    const auto beyond = failures - patience.free_failures;
    if (beyond < 0) return 0;
    constexpr std::int64_t enough_doublings = 20;
    return std::min(patience.longest_wait, patience.first_wait << std::min(beyond, enough_doublings));
}

}  // namespace

Result<std::int64_t> begin_guess(db::Connection& db, std::string_view who, const Patience& patience) {
    const auto key = crypto::sha256_hex(who);
    const auto at = now();
    const auto failures = db.one([](const db::Row& row) { return row.integer("failures"); },
                                 "INSERT INTO identity_throttle(who, failures, waits_until, last_at) VALUES (?, 1, 0, ?) "
                                 "ON CONFLICT (who) DO UPDATE SET failures = identity_throttle.failures + 1, last_at = excluded.last_at "
                                 "WHERE identity_throttle.waits_until <= excluded.last_at RETURNING failures",
                                 key, at);
    if (!failures) return failure(Fault::too_many);
    db.execute("UPDATE identity_throttle SET waits_until = ? WHERE who = ?", at + wait_after(*failures, patience), key);
    return *failures;
}

void forgive_guess(db::Connection& db, std::string_view who) {
    db.execute("UPDATE identity_throttle SET failures = failures - 1, waits_until = 0 WHERE who = ? AND failures > 0",
               crypto::sha256_hex(who));
}

void forget_failures(db::Connection& db, std::string_view who) {
    db.execute("DELETE FROM identity_throttle WHERE who = ?", crypto::sha256_hex(who));
}

std::int64_t remove_old_failures(db::Connection& db) {
    return db.execute("DELETE FROM identity_throttle WHERE last_at < ? AND waits_until < ?", now() - microseconds_a_day, now());
}

}  // namespace identity
