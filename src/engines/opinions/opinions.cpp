#include "engines/opinions/opinions.h"

#include "foundation/base/months.h"
#include "foundation/crypto/crypto.h"

namespace opinions {
namespace {

constexpr auto open_for = 90 * microseconds_a_day;

std::string hash_of(std::string_view token) { return crypto::sha256_hex("opinion " + std::string(token)); }

/// A column of opinions_month, one more. The name is ours and never typed.
void count(db::Connection& db, std::string_view service, std::string_view column) {
    const auto name = std::string(column);
    db.execute("INSERT INTO opinions_month(service, month, " + name + ") VALUES (?, ?, 1) ON CONFLICT (service, month) DO UPDATE SET " +
                   name + " = opinions_month." + name + " + 1",
               service, first_of_month(swedish_date(now())));
}

}  // namespace

std::string invite(db::Connection& db, std::string_view secret, std::string_view service, std::string_view about) {
    const auto token = crypto::hex(crypto::hmac_sha256(secret, "torg opinion " + std::string(about))).substr(0, 40);
    const auto is_new = db.one([](const db::Row& row) { return row.text("service"); },
                               "INSERT INTO opinions_invitation(token_hash, service, made_at) VALUES (?, ?, ?) "
                               "ON CONFLICT (token_hash) DO NOTHING RETURNING service",
                               hash_of(token), service, now());
    if (is_new) count(db, service, "invited");
    return token;
}

Result<Invitation> find(db::Connection& db, std::string_view token) {
    auto found = db.one(
        [](const db::Row& row) {
            return Invitation{row.text("service"), !row.is_null("easy_at"), !row.is_null("safe_at")};
        },
        "SELECT service, easy_at, safe_at FROM opinions_invitation WHERE token_hash = ? AND made_at > ?", hash_of(token), now() - open_for);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

Result<void> answer(db::Connection& db, std::string_view token, Question question, Said said) {
    const auto invitation = TRY(find(db, token));
    const auto name = std::string(to_name(question));
    // The day only: the hour could be laid beside other logs.
    const auto counted =
        db.one([](const db::Row& row) { return row.text("service"); },
               "UPDATE opinions_invitation SET " + name + "_at = ? WHERE token_hash = ? AND " + name + "_at IS NULL RETURNING service",
               swedish_date(now()), hash_of(token));
    if (!counted) return failure(Fault::conflict);
    count(db, invitation.service, name + (said == Said::yes ? "_yes" : "_no"));
    return {};
}

Sums sums(db::Connection& db, std::string_view service, Date since) {
    return db
        .one(
            [](const db::Row& row) {
                return Sums{row.integer("invited"), row.integer("easy_yes"), row.integer("easy_no"), row.integer("safe_yes"),
                            row.integer("safe_no")};
            },
            "SELECT CAST(COALESCE(SUM(invited), 0) AS BIGINT) AS invited, CAST(COALESCE(SUM(easy_yes), 0) AS BIGINT) AS easy_yes, "
            "CAST(COALESCE(SUM(easy_no), 0) AS BIGINT) AS easy_no, CAST(COALESCE(SUM(safe_yes), 0) AS BIGINT) AS safe_yes, "
            "CAST(COALESCE(SUM(safe_no), 0) AS BIGINT) AS safe_no FROM opinions_month WHERE service = ? AND month >= ?",
            service, since)
        .value_or(Sums{});
}

std::int64_t per_cent(std::int64_t part, std::int64_t whole) { return (100 * part + whole / 2) / whole; }

std::optional<std::int64_t> share(std::int64_t yes, std::int64_t no) {
    if (yes + no < fewest_shown) return std::nullopt;
    return per_cent(yes, yes + no);
}

void remove_old(db::Connection& db) { db.execute("DELETE FROM opinions_invitation WHERE made_at <= ?", now() - open_for); }

}  // namespace opinions
