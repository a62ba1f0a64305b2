#include "engines/identity/sessions.h"

#include <algorithm>

#include "engines/identity/device.h"
#include "engines/identity/keys.h"
#include "engines/identity/people.h"
#include "engines/identity/tokens.h"

namespace identity {
namespace {

constexpr std::int64_t second_step_wait = 5 * microseconds_a_minute;

std::string_view name_of(Visitor::Kind kind) {
    return kind == Visitor::Kind::nobody ? "nobody" : kind == Visitor::Kind::resident ? "resident" : "staff";
}
Visitor::Kind kind_from(std::string_view name) {
    return name == "staff" ? Visitor::Kind::staff : name == "resident" ? Visitor::Kind::resident : Visitor::Kind::nobody;
}

std::int64_t idle_limit(const SessionLimits& limits, Visitor::Kind kind) {
    if (kind == Visitor::Kind::staff) return limits.staff_idle;
    return kind == Visitor::Kind::resident ? limits.resident_idle : limits.nobody_idle;
}

Session read_session(const db::Row& row) {
    return {.id = row.as<SessionId>("id"),
            .kind = kind_from(row.text("kind")),
            .person = row.as<PersonId>("person"),
            .account = row.as<AccountId>("account"),
            .started = row.as<Timestamp>("started"),
            .last_seen = row.as<Timestamp>("last_seen"),
            .proved_at = row.as<Timestamp>("proved_at"),
            .device = row.text("device"),
            .data = row.text("data")};
}

void set_end(Session& session, const SessionLimits& limits) {
    session.ends_at = std::min(session.last_seen + idle_limit(limits, session.kind), session.started + limits.absolute);
}

Session insert_session(db::Connection& db, std::string_view secret, const SessionLimits& limits, Session session, std::string_view token) {
    session.id = SessionId{new_id()};
    session.started = session.last_seen = now();
    session.csrf = csrf_of(secret, token);
    set_end(session, limits);
    const auto or_null = [](auto id) { return id.value == 0 ? std::nullopt : std::optional(id); };
    db.execute(
        "INSERT INTO identity_session(id, token_hash, kind, person, account, started, last_seen, device, data, pending_account, "
        "pending_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0) ON CONFLICT (token_hash) DO NOTHING",
        session.id, crypto::sha256_hex(token), name_of(session.kind), or_null(session.person), or_null(session.account), session.started,
        session.last_seen, session.device, session.data);
    if (session.kind == Visitor::Kind::resident)
        db.execute("UPDATE identity_person SET last_signed_in = ? WHERE id = ?", session.started, session.person);
    return session;
}

/// What a visitor had in hand before signing in. What another person had who forgot to sign out stays with that person.
std::string data_of_nobody(db::Connection& db, SessionId old) {
    return db
        .one([](const db::Row& row) { return row.text("data"); }, "SELECT data FROM identity_session WHERE id = ? AND kind = 'nobody'", old)
        .value_or(std::string{});
}

OpenedSession signed_in(db::Connection& db, std::string_view secret, const SessionLimits& limits, Session session, SessionId old,
                        std::string_view user_agent) {
    session.data = data_of_nobody(db, old);
    session.device = device_of(user_agent);
    end_session(db, old);
    auto token = new_session_token();
    return {insert_session(db, secret, limits, std::move(session), token), std::move(token)};
}

}  // namespace

std::string new_session_token() { return crypto::random_token(32); }

std::string csrf_of(std::string_view secret, std::string_view token) { return mac(secret, "csrf", token); }

std::optional<Session> find_session(db::Connection& db, std::string_view secret, const SessionLimits& limits, std::string_view token) {
    auto session = db.one(read_session, "SELECT * FROM identity_session WHERE token_hash = ?", crypto::sha256_hex(token));
    if (!session) return std::nullopt;
    set_end(*session, limits);
    if (session->ends_at <= now()) return std::nullopt;
    session->csrf = csrf_of(secret, token);
    return session;
}

void touch_session(db::Connection& db, SessionId id) { db.execute("UPDATE identity_session SET last_seen = ? WHERE id = ?", now(), id); }

void mark_proved(db::Connection& db, SessionId id, Timestamp at) {
    db.execute("UPDATE identity_session SET proved_at = ? WHERE id = ?", at, id);
}

bool is_proved(const SessionLimits& limits, const Visitor& visitor) {
    return limits.proof == 0 || visitor.session == SessionId{} || now() < visitor.proved_at + limits.proof;
}

Session open_nobodys_session(db::Connection& db, std::string_view secret, const SessionLimits& limits, std::string_view token,
                             std::string_view user_agent) {
    // Someone who presses twice comes here twice at the same time.
    if (auto session = find_session(db, secret, limits, token)) return *std::move(session);
    db.execute("DELETE FROM identity_session WHERE token_hash = ?", crypto::sha256_hex(token));
    insert_session(db, secret, limits, {.device = device_of(user_agent)}, token);
    return find_session(db, secret, limits, token).value();
}

OpenedSession open_session(db::Connection& db, std::string_view secret, const SessionLimits& limits, Visitor::Kind kind, PersonId person,
                           AccountId account, std::string_view user_agent) {
    auto token = new_session_token();
    return {
        insert_session(db, secret, limits, {.kind = kind, .person = person, .account = account, .device = device_of(user_agent)}, token),
        std::move(token)};
}

OpenedSession sign_in_resident(db::Connection& db, std::string_view secret, const SessionLimits& limits, PersonId person, SessionId old,
                               std::string_view user_agent) {
    return signed_in(db, secret, limits, {.kind = Visitor::Kind::resident, .person = person}, old, user_agent);
}

OpenedSession sign_in_staff(db::Connection& db, std::string_view secret, const SessionLimits& limits, AccountId account, SessionId old,
                            std::string_view user_agent) {
    return signed_in(db, secret, limits, {.kind = Visitor::Kind::staff, .account = account}, old, user_agent);
}

std::string renew_token(db::Connection& db, SessionId id) {
    auto token = new_session_token();
    db.execute("UPDATE identity_session SET token_hash = ? WHERE id = ?", crypto::sha256_hex(token), id);
    return token;
}

void end_session(db::Connection& db, SessionId id) { db.execute("DELETE FROM identity_session WHERE id = ?", id); }
void end_sessions_of(db::Connection& db, AccountId account, SessionId except) {
    db.execute("DELETE FROM identity_session WHERE account = ? AND id <> ?", account, except);
}
void end_sessions_of(db::Connection& db, PersonId person, SessionId except) {
    db.execute("DELETE FROM identity_session WHERE person = ? AND id <> ?", person, except);
}

std::vector<Session> sessions_of(db::Connection& db, AccountId account) {
    return db.all(read_session, "SELECT * FROM identity_session WHERE account = ? ORDER BY last_seen DESC, id DESC", account);
}
std::vector<Session> sessions_of(db::Connection& db, PersonId person) {
    return db.all(read_session, "SELECT * FROM identity_session WHERE person = ? ORDER BY last_seen DESC, id DESC", person);
}

std::string session_data(db::Connection& db, SessionId id) {
    return db.one([](const db::Row& row) { return row.text("data"); }, "SELECT data FROM identity_session WHERE id = ?", id)
        .value_or(std::string{});
}
void set_session_data(db::Connection& db, SessionId id, std::string_view data) {
    db.execute("UPDATE identity_session SET data = ? WHERE id = ?", data, id);
}

void await_second_step(db::Connection& db, SessionId id, AccountId account) {
    db.execute("UPDATE identity_session SET pending_account = ?, pending_until = ? WHERE id = ?", account, now() + second_step_wait, id);
}
std::optional<AccountId> awaits_second_step(db::Connection& db, SessionId id) {
    return db.one([](const db::Row& row) { return row.as<AccountId>("pending_account"); },
                  "SELECT pending_account FROM identity_session WHERE id = ? AND pending_account IS NOT NULL AND pending_until > ?", id,
                  now());
}

std::int64_t remove_ended_sessions(db::Connection& db, const SessionLimits& limits) {
    const auto at = now();
    auto removed = db.execute("DELETE FROM identity_session WHERE started <= ?", at - limits.absolute);
    for (const auto kind : {Visitor::Kind::nobody, Visitor::Kind::resident, Visitor::Kind::staff})
        removed +=
            db.execute("DELETE FROM identity_session WHERE kind = ? AND last_seen <= ?", name_of(kind), at - idle_limit(limits, kind));
    return removed;
}

Visitor visitor_of(db::Connection& db, std::string_view secret, const Session& session) {
    Visitor visitor;
    if (session.kind == Visitor::Kind::staff) {
        visitor = visitor_of_account(db, session.account);
    } else if (session.kind == Visitor::Kind::resident) {
        if (const auto person = find_person(db, secret, session.person))
            visitor = {.kind = Visitor::Kind::resident, .person = session.person, .name = person->name};
    }
    visitor.session = session.id;
    visitor.csrf = session.csrf;
    visitor.signed_in_until = session.ends_at;
    visitor.proved_at = session.proved_at;
    return visitor;
}

bool csrf_matches(const Visitor& visitor, std::string_view posted) {
    return !visitor.csrf.empty() && crypto::equal_in_constant_time(visitor.csrf, posted);
}

}  // namespace identity
