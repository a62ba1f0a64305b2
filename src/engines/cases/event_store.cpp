/// The event log, and what cases are compared by.
#include "engines/cases/store.h"
#include "foundation/crypto/crypto.h"

namespace cases::store {

void insert_event(const Opener& opener, CaseId id, const Event& event) {
    opener.db.execute(
        "INSERT INTO cases_event(id, case_id, sequence, at, actor_kind, actor, actor_name, kind, sealed_data) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?, ?)",
        event.id, id, event.sequence, event.at, event.actor_kind, event.actor, event.actor_name, to_name(event.kind),
        db::Blob{opener.seal(json::to_text(event.data))});
}

namespace {
struct SealedEvent {
    Event event;
    std::string data;
};
}  // namespace

static SealedEvent event_from(const db::Row& row) {
    Event event;
    event.id = row.integer("id");
    event.sequence = row.integer("sequence");
    event.at = row.as<Timestamp>("at");
    event.actor_kind = row.text("actor_kind");
    event.actor = row.integer("actor");
    event.actor_name = row.text("actor_name");
    event.kind = from_name<EventKind>(row.text("kind")).value();
    return {std::move(event), row.text("sealed_data")};
}

static Event unsealed(const Opener& opener, SealedEvent sealed) {
    if (auto parsed = json::parse(opener.unseal(sealed.data))) sealed.event.data = std::move(*parsed);
    return std::move(sealed.event);
}

std::vector<Event> events(const Opener& opener, CaseId id) {
    std::vector<Event> all;
    for (auto& sealed : opener.db.all(event_from, "SELECT * FROM cases_event WHERE case_id = ? ORDER BY sequence", id))
        all.push_back(unsealed(opener, std::move(sealed)));
    return all;
}

Event first_event(const Opener& opener, CaseId id) {
    return unsealed(opener, opener.db.one(event_from, "SELECT * FROM cases_event WHERE case_id = ? ORDER BY sequence LIMIT 1", id).value());
}

std::optional<Event> newest_event(const Opener& opener, CaseId id, EventKind kind) {
    auto found = opener.db.one(event_from, "SELECT * FROM cases_event WHERE case_id = ? AND kind = ? ORDER BY sequence DESC LIMIT 1", id,
                               to_name(kind));
    if (!found) return std::nullopt;
    return unsealed(opener, std::move(*found));
}

std::string subject_digest(const Tenant& tenant, std::string_view kind, std::string_view of) {
    return crypto::hex(crypto::hmac_sha256(tenant.secret, "case-subject:" + std::string(kind) + ":" + std::string(of)));
}

void insert_subject(const Opener& opener, CaseId id, std::string_view kind, std::string_view of) {
    opener.db.execute("INSERT INTO cases_subject(case_id, kind, digest) VALUES (?, ?, ?) ON CONFLICT (case_id, kind, digest) DO NOTHING",
                      id, kind, subject_digest(opener.tenant, kind, of));
}

void delete_subjects(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_subject WHERE case_id = ?", id); }

}  // namespace cases::store
