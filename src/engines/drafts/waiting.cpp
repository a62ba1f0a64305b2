#include "engines/drafts/waiting.h"

#include "engines/privacy/privacy.h"
#include "foundation/json/json.h"

namespace drafts {
namespace {

constexpr std::int64_t waits_for = microseconds_a_day;
constexpr std::int64_t most_waiting = 500;  ///< of one account

std::string as_text(const forms::FileAnswer& file) {
    return json::to_text(json::object({{"name", file.name}, {"size", file.size}, {"type", file.type}, {"digest", file.digest}}));
}

}  // namespace

Result<WaitingFile> keep_waiting(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const forms::FileAnswer& file) {
    const auto waiting =
        db.number("SELECT COUNT(*) AS n FROM drafts_waiting_file WHERE account = ? AND expires_at > ?", visitor.account, now());
    if (waiting >= most_waiting) return failure(Fault::too_many);
    const WaitingFile made{WaitingFileId{new_id()}, now() + waits_for};
    const auto key = privacy::new_key(db, tenant.secret);
    db.execute("INSERT INTO drafts_waiting_file(id, account, token, hash, key, sealed_file, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
               made.id, visitor.account, visitor.token, file.hash, key, db::Blob{privacy::seal_text(db, tenant.secret, key, as_text(file))},
               made.expires_at);
    return made;
}

std::optional<forms::FileAnswer> find_waiting(db::Connection& db, const Tenant& tenant, const Visitor& visitor, WaitingFileId id) {
    struct Row {
        KeyId key;
        std::string hash, sealed;
    };
    const auto found = db.one(
        [](const db::Row& row) {
            return Row{row.as<KeyId>("key"), row.text("hash"), row.text("sealed_file")};
        },
        "SELECT key, hash, sealed_file FROM drafts_waiting_file WHERE id = ? AND account = ? AND token = ? AND expires_at > ?", id,
        visitor.account, visitor.token, now());
    if (!found) return std::nullopt;
    const auto file = json::parse(privacy::unseal_text(db, tenant.secret, found->key, found->sealed).value_or("{}"));
    if (!file) return std::nullopt;
    return forms::FileAnswer{found->hash, (*file)["name"].text(), (*file)["size"].integer(), (*file)["type"].text(),
                             (*file)["digest"].text()};
}

void use_waiting(db::Connection& db, WaitingFileId id) {
    const auto key =
        db.one([](const db::Row& row) { return row.as<KeyId>("key"); }, "SELECT key FROM drafts_waiting_file WHERE id = ?", id);
    if (!key) return;
    privacy::destroy(db, *key);
    db.execute("DELETE FROM drafts_waiting_file WHERE id = ?", id);
}

std::int64_t remove_expired_waiting(db::Connection& db) {
    const auto ids = db.all([](const db::Row& row) { return row.as<WaitingFileId>("id"); },
                            "SELECT id FROM drafts_waiting_file WHERE expires_at <= ? ORDER BY id LIMIT 1000", now());
    for (const auto id : ids) use_waiting(db, id);
    return static_cast<std::int64_t>(ids.size());
}

}  // namespace drafts
