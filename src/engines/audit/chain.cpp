#include "engines/audit/chain.h"

#include <map>
#include <mutex>
#include <stdexcept>

#include "foundation/crypto/crypto.h"

namespace audit {
namespace {

std::mutex keys_lock;
/// A key must not lie in the database whose log it seals, and not pass through everyone who records.
std::map<const db::Database*, std::string>& keys() {
    static std::map<const db::Database*, std::string> all;
    return all;
}

std::string with_length(std::string_view bytes) { return std::to_string(bytes.size()) + ":" + std::string(bytes); }

}  // namespace

void prepare(db::Database& database, std::string_view secret) {
    if (secret.empty()) throw std::logic_error("audit needs the installation's secret");
    {
        const std::lock_guard lock(keys_lock);
        keys()[&database] = crypto::hmac_sha256(secret, "torg audit head");
    }
    database.write([&](db::Connection& db) {
        ensure_guards(db);
        const auto head = head_of(db);
        if (head.seq == 0 && head.mac.empty())
            db.execute("UPDATE audit_head SET mac = ? WHERE id = 1 AND seq = 0", mac_of(database, 0, ""));
    });
}

void forget(const db::Database& database) {
    const std::lock_guard lock(keys_lock);
    keys().erase(&database);
}

std::string mac_of(const db::Database& database, std::int64_t seq, std::string_view hash) {
    const std::lock_guard lock(keys_lock);
    const auto key = keys().find(&database);
    if (key == keys().end()) throw std::logic_error("audit::prepare was not called for this database");
    return crypto::hex(crypto::hmac_sha256(key->second, std::to_string(seq) + ":" + std::string(hash)));
}

std::string hash_of(const Link& link) {
    const auto& entry = link.entry;
    std::string whole;
    for (const auto number : {link.id, entry.seq, entry.at.value, entry.actor, entry.subject}) whole += with_length(std::to_string(number));
    for (const auto* words : {&entry.actor_kind, &entry.actor_name, &entry.event, &entry.subject_kind, &entry.reason, &entry.detail,
                              &entry.request_id, &link.previous_hash})
        whole += with_length(*words);
    return crypto::sha256_hex(whole);
}

Recorded read_recorded(const db::Row& row) {
    return {.seq = row.integer("seq"),
            .at = row.as<Timestamp>("at"),
            .actor_kind = row.text("actor_kind"),
            .actor = row.integer("actor"),
            .actor_name = row.text("actor_name"),
            .event = row.text("event"),
            .subject_kind = row.text("subject_kind"),
            .subject = row.integer("subject"),
            .reason = row.text("reason"),
            .detail = row.text("detail"),
            .request_id = row.text("request_id")};
}

Link read_link(const db::Row& row) { return {row.integer("id"), read_recorded(row), row.text("previous_hash"), row.text("hash")}; }

Head head_of(db::Connection& db) {
    return db
        .one(
            [](const db::Row& row) {
                return Head{row.integer("seq"), row.text("hash"), row.text("mac")};
            },
            "SELECT seq, hash, mac FROM audit_head WHERE id = 1")
        .value_or(Head{});
}

}  // namespace audit
