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

Anchor anchor_of(db::Connection& db) {
    return db
        .one(
            [](const db::Row& row) {
                return Anchor{row.integer("seq"), row.text("hash"), row.text("mac")};
            },
            "SELECT seq, hash, mac FROM audit_anchor WHERE id = 1")
        .value_or(Anchor{});
}

std::vector<Part> parts_of(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return Part{row.as<Date>("month"), row.integer("first_seq"), row.integer("last_seq"), row.integer("entries"),
                        row.text("digest")};
        },
        "SELECT * FROM audit_part ORDER BY last_seq");
}

std::string anchor_mac(db::Connection& db, std::int64_t seq, std::string_view hash, const std::vector<Part>& parts) {
    std::string whole = "anchor:" + with_length(hash);  // the word keeps the head's seal from being taken for one
    for (const auto& part : parts) {
        for (const auto number : {part.month.days, part.first_seq, part.last_seq, part.entries})
            whole += with_length(std::to_string(number));
        whole += with_length(part.digest);
    }
    return mac_of(db.database(), seq, whole);
}

std::string digest_of(const std::vector<Link>& links) {
    crypto::Sha256 digest;
    for (const auto& link : links) digest.update(with_length(std::to_string(link.entry.seq)) + with_length(link.hash));
    return digest.hex();
}

std::vector<Link> links_between(db::Connection& db, std::int64_t first_seq, std::int64_t last_seq) {
    return db.all(read_link, "SELECT * FROM audit_entry WHERE seq BETWEEN ? AND ? ORDER BY seq", first_seq, last_seq);
}

// The log is written in order of time: found by halving.
std::int64_t first_since(db::Connection& db, Timestamp since) {
    std::int64_t from = anchor_of(db).seq + 1, until = head_of(db).seq + 1;
    while (from < until) {
        const auto middle = from + (until - from) / 2;
        if (db.number("SELECT at AS n FROM audit_entry WHERE seq = ?", middle) < since.value) from = middle + 1;
        else until = middle;
    }
    return from;
}

}  // namespace audit
