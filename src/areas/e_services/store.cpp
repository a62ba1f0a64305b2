#include "areas/e_services/store.h"

#include "foundation/crypto/crypto.h"

namespace e_services::store {

static constexpr std::int64_t kept_for = microseconds_a_day;

static crypto::Key key_of(const Tenant& tenant) {
    return crypto::key_from(crypto::hmac_sha256(tenant.secret, "e_services_idempotency")).value();
}

static std::string bound_to(AccountId account, std::string_view key) { return std::to_string(account.value) + ":" + std::string(key); }

std::optional<Answered> answered(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view key) {
    auto found = db.one(
        [](const db::Row& row) {
            return Answered{row.text("body_hash"), row.text("sealed_answer")};
        },
        "SELECT body_hash, sealed_answer FROM e_services_idempotency WHERE account = ? AND idempotency_key = ? AND made_at > ?", account,
        key, now() - kept_for);
    if (found) found->answer = crypto::unseal(key_of(tenant), found->answer, bound_to(account, key)).value_or("");
    return found;
}

void remember_answer(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view key, const Answered& made) {
    db.execute(
        "INSERT INTO e_services_idempotency(account, idempotency_key, body_hash, sealed_answer, made_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (account, idempotency_key) DO UPDATE SET body_hash = excluded.body_hash, sealed_answer = excluded.sealed_answer, "
        "made_at = excluded.made_at",
        account, key, made.body_hash, db::Blob{crypto::seal(key_of(tenant), made.answer, bound_to(account, key))}, now());
}

void remove_old_answers(db::Connection& db) { db.execute("DELETE FROM e_services_idempotency WHERE made_at <= ?", now() - kept_for); }

}  // namespace e_services::store
