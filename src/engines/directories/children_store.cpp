#include "engines/directories/children_store.h"

namespace directories::store {

static PersonId person_from(const db::Row& row) { return row.as<PersonId>("person"); }

std::optional<KeptChildren> children_of(db::Connection& db, PersonId person) {
    return db.one(
        [](const db::Row& row) {
            return KeptChildren{row.as<KeyId>("key"),
                                row.is_null("sealed_children") ? std::nullopt : std::optional(row.text("sealed_children")),
                                row.as<Timestamp>("asked_at")};
        },
        "SELECT * FROM directories_own_children WHERE person = ? AND expires_at > ?", person, now());
}

void insert_asked(db::Connection& db, PersonId person, KeyId key, Timestamp expires_at) {
    db.execute("INSERT INTO directories_own_children(person, key, asked_at, expires_at) VALUES (?, ?, ?, ?)", person, key, now(),
               expires_at);
}

void set_children(db::Connection& db, PersonId person, const std::string& sealed) {
    db.execute("UPDATE directories_own_children SET sealed_children = ? WHERE person = ?", db::Blob{sealed}, person);
}

void delete_children(db::Connection& db, PersonId person) {
    const auto key = db.one([](const db::Row& row) { return row.as<KeyId>("key"); },
                            "DELETE FROM directories_own_children WHERE person = ? RETURNING key", person);
    if (key) privacy::destroy(db, *key);
}

std::vector<PersonId> with_children(db::Connection& db) {
    return db.all(person_from, "SELECT person FROM directories_own_children ORDER BY person");
}

std::vector<PersonId> with_old_children(db::Connection& db) {
    return db.all(person_from, "SELECT person FROM directories_own_children WHERE expires_at <= ? ORDER BY person", now());
}

}  // namespace directories::store
