#include "engines/notify/store.h"

#include <algorithm>

#include "engines/identity/roles.h"
#include "foundation/json/json.h"

namespace notify::store {
namespace {

std::string as_text(const Content& content) {
    return json::to_text(
        json::object({{"name", content.name}, {"address", content.address}, {"subject", content.subject}, {"text", content.text}}));
}

Content content_from(std::string_view text) {
    const auto value = json::parse(text);
    if (!value) return {};
    return {(*value)["name"].text(), (*value)["address"].text(), (*value)["subject"].text(), (*value)["text"].text()};
}

constexpr std::string_view columns =
    "id, case_id, case_number, unit, key, party, occasion, channel, state, attempts, receipt, cost_ore, created_at, sent_at, delivered_at";

Message message_from(const db::Row& row) {
    return {.id = row.as<MessageId>("id"),
            .about = {row.as<CaseId>("case_id"), row.text("case_number"), row.as<UnitId>("unit"), row.as<KeyId>("key")},
            .party = row.integer("party"),
            .occasion = row.text("occasion"),
            .channel = from_name<Channel>(row.text("channel")).value(),
            .state = from_name<State>(row.text("state")).value(),
            .attempts = static_cast<int>(row.integer("attempts")),
            .receipt = row.text("receipt"),
            .cost_ore = row.integer("cost_ore"),
            .created_at = row.as<Timestamp>("created_at"),
            .sent_at = row.maybe<Timestamp>("sent_at"),
            .delivered_at = row.maybe<Timestamp>("delivered_at")};
}

struct Sealed {
    Message message;
    std::string content;
};
Sealed sealed_from(const db::Row& row) { return {message_from(row), row.text("sealed_content")}; }

Message opened(db::Connection& db, const Tenant& tenant, Sealed sealed) {
    const auto text = privacy::unseal_text(db, tenant.secret, sealed.message.about.key, sealed.content);
    if (text) sealed.message.content = content_from(*text);
    return std::move(sealed.message);
}

std::string selecting(std::string_view what, std::string_view rest) {
    return "SELECT " + std::string(what) + " FROM notify_message " + std::string(rest);
}

const std::string with_content = std::string(columns) + ", sealed_content";

}  // namespace

void insert(db::Connection& db, const Tenant& tenant, const Message& message) {
    db.execute(
        "INSERT INTO notify_message(id, case_id, case_number, unit, key, party, occasion, channel, sealed_content, state, created_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id, message.about.id, message.about.number, message.about.unit, message.about.key, message.party, message.occasion,
        to_name(message.channel), db::Blob{privacy::seal_text(db, tenant.secret, message.about.key, as_text(message.content))},
        to_name(message.state), message.created_at, message.created_at);
}

bool exists(db::Connection& db, MessageId id) { return db.number("SELECT COUNT(*) AS n FROM notify_message WHERE id = ?", id) > 0; }

std::optional<Message> find(db::Connection& db, const Tenant& tenant, MessageId id) {
    auto found = db.one(sealed_from, selecting(with_content, "WHERE id = ?"), id);
    if (!found) return std::nullopt;
    return opened(db, tenant, std::move(*found));
}

std::vector<Message> of_case(db::Connection& db, const Tenant& tenant, CaseId id) {
    std::vector<Message> all;
    for (auto& each : db.all(sealed_from, selecting(with_content, "WHERE case_id = ? ORDER BY id DESC"), id))
        all.push_back(opened(db, tenant, std::move(each)));
    return all;
}

std::vector<Message> list(db::Connection& db, AccountId account, Permission right, const Filter& filter) {
    constexpr std::int64_t newest = INT64_MAX;
    std::string where = "WHERE unit IN (SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ?) AND id < ? ";
    if (filter.state) where += "AND state = ? ";
    where += "ORDER BY id DESC LIMIT ?";
    const auto before = filter.before.value_or(MessageId{newest});
    const auto sql = selecting(columns, where);
    if (!filter.state) return db.all(message_from, sql, account, right.name, now(), before, filter.limit);
    return db.all(message_from, sql, account, right.name, now(), before, to_name(*filter.state), filter.limit);
}

void set_sending(db::Connection& db, MessageId id) {
    db.execute("UPDATE notify_message SET state = 'sending', attempts = attempts + 1, changed_at = ? WHERE id = ?", now(), id);
}

void set_outcome(db::Connection& db, const Message& attempted, const Outcome& outcome) {
    const auto sent_at = outcome.state == State::sent ? std::optional(now()) : std::nullopt;
    db.execute(
        "UPDATE notify_message SET state = ?, receipt = ?, cost_ore = cost_ore + ?, sent_at = ?, changed_at = ? "
        "WHERE id = ? AND attempts = ? AND state IN ('sending', 'unknown')",
        to_name(outcome.state), outcome.receipt, outcome.cost_ore, sent_at, now(), attempted.id, attempted.attempts);
}

void set_state(db::Connection& db, MessageId id, State state) {
    db.execute("UPDATE notify_message SET state = ?, changed_at = ? WHERE id = ?", to_name(state), now(), id);
}

bool set_state_from(db::Connection& db, MessageId id, const std::vector<State>& from, State to) {
    const auto found =
        db.one([](const db::Row& row) { return from_name<State>(row.text("state")); }, "SELECT state FROM notify_message WHERE id = ?", id);
    if (!found || std::ranges::find(from, **found) == from.end()) return false;
    set_state(db, id, to);
    return true;
}

void set_delivered(db::Connection& db, MessageId id) {
    db.execute(
        "UPDATE notify_message SET state = 'delivered', sent_at = COALESCE(sent_at, ?), delivered_at = ?, changed_at = ? WHERE id = ?",
        now(), now(), now(), id);
}

void settle_waiting(db::Connection& db) {
    db.execute("UPDATE notify_message SET state = 'sent', attempts = 1, sent_at = created_at WHERE state = 'waiting'");
}

}  // namespace notify::store
