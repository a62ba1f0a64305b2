#include "areas/feedback/store.h"

#include "engines/identity/roles.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/months.h"
#include "foundation/json/json.h"

namespace feedback::store {
namespace {

/// The first day of the month in which the case was closed; of this month while it is open.
Date month_of(const cases::Case& of) { return first_of_month(swedish_date(of.closed_at.value_or(now()))); }

std::string written(const std::vector<similarity::Weighted>& words) {
    return json::to_text(json::array(words, [](const similarity::Weighted& one) {
        return json::object({{"word", one.word}, {"weight", one.weight}});
    }));
}

std::vector<similarity::Weighted> words_in(std::string_view text) {
    std::vector<similarity::Weighted> words;
    if (const auto all = json::parse(text))
        for (const auto& one : all->items()) words.push_back({one["word"].text(), one["weight"].number()});
    return words;
}

}  // namespace

void put_draft(db::Connection& db, const Tenant& tenant, const cases::Case& of, const Story& story) {
    const auto sealed =
        privacy::seal_text(db, tenant.secret, of.key, json::to_text(json::object({{"said", story.said}, {"changed", story.changed}})));
    db.execute(
        "INSERT INTO feedback_story(case_id, unit, month, sealed_draft) VALUES (?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET "
        "sealed_draft = excluded.sealed_draft, said = '', changed = '', published_at = NULL",
        of.id, of.unit, month_of(of), db::Blob{sealed});
}

std::optional<Story> story(db::Connection& db, const Tenant& tenant, const cases::Case& of) {
    struct Row {
        Story story;
        std::string sealed;
    };
    const auto row = db.one(
        [](const db::Row& one) {
            return Row{{one.text("said"), one.text("changed"), one.maybe<Timestamp>("published_at")}, one.text("sealed_draft")};
        },
        "SELECT said, changed, published_at, sealed_draft FROM feedback_story WHERE case_id = ?", of.id);
    if (!row) return std::nullopt;
    if (row->sealed.empty()) return row->story;
    const auto draft = json::parse(privacy::unseal_text(db, tenant.secret, of.key, row->sealed).value_or("{}")).value_or(json::object());
    return Story{draft["said"].text(), draft["changed"].text()};
}

void publish(db::Connection& db, CaseId id, std::string_view said, std::string_view changed) {
    db.execute("UPDATE feedback_story SET said = ?, changed = ?, sealed_draft = NULL, published_at = ? WHERE case_id = ?", said, changed,
               now(), id);
}

void forget(db::Connection& db, CaseId id) { db.execute("DELETE FROM feedback_story WHERE case_id = ?", id); }

static Published published_from(const db::Row& row) {
    return {row.as<CaseId>("case_id"), row.as<UnitId>("unit"), row.as<Date>("month"), row.text("said"), row.text("changed")};
}

static constexpr std::string_view published_before =
    "SELECT case_id, unit, month, said, changed FROM feedback_story WHERE published_at IS NOT NULL AND (month, case_id) < (?, ?) ";

std::vector<Published> published(db::Connection& db, std::optional<Key> before, int limit) {
    const auto key = before.value_or(Key{INT64_MAX, INT64_MAX});
    return db.all(published_from, std::string(published_before) + "ORDER BY month DESC, case_id DESC LIMIT ?", key.first, key.second,
                  limit);
}

std::vector<Published> published_of(db::Connection& db, AccountId account, std::string_view permission, std::optional<Key> before,
                                    int limit) {
    const auto key = before.value_or(Key{INT64_MAX, INT64_MAX});
    return db.all(published_from,
                  std::string(published_before) + "AND " + identity::in_units_of("unit") + "ORDER BY month DESC, case_id DESC LIMIT ?",
                  key.first, key.second, account, permission, now(), limit);
}

void put_topics(db::Connection& db, const Tenant& tenant, const std::vector<cases::Received>& cases,
                const std::vector<similarity::Placed>& placed) {
    db.execute("DELETE FROM feedback_topic");
    std::unordered_map<std::int64_t, const cases::Received*> whose;
    for (const auto& one : cases) whose[one.id.value] = &one;
    for (const auto& one : placed) {
        const auto& [key, unit] = std::pair(whose.at(one.id)->key, whose.at(one.id)->unit);
        // Disposed of since it was read.
        if (privacy::is_destroyed(db, key)) continue;
        const auto sealed = privacy::seal_text(db, tenant.secret, key, written(one.words));
        db.execute("INSERT INTO feedback_topic(case_id, topic, sealed_words, unit) VALUES (?, ?, ?, ?)", one.id, one.topic,
                   db::Blob{sealed}, unit);
    }
}

std::vector<InTopic> topics(db::Connection& db, const Tenant& tenant, AccountId account, const std::vector<cases::Received>& cases,
                            std::optional<std::int64_t> topic) {
    struct Row {
        std::int64_t topic = 0;
        std::string sealed;
    };
    const std::vector<db::Argument> arguments{topic ? 0 : 1, topic.value_or(0), account, cases::may_read.name, now()};
    std::unordered_map<std::int64_t, Row> rows;
    db.each(
        [&](const db::Row& row) {
            rows[row.integer("case_id")] = {row.integer("topic"), row.text("sealed_words")};
        },
        "SELECT case_id, topic, sealed_words FROM feedback_topic WHERE (? = 1 OR topic = ?) AND " + identity::in_units_of("unit"),
        arguments);
    std::vector<InTopic> all;
    for (const auto& one : cases) {
        const auto found = rows.find(one.id.value);
        if (found == rows.end()) continue;
        all.push_back(
            {one.id, found->second.topic, words_in(privacy::unseal_text(db, tenant.secret, one.key, found->second.sealed).value_or("[]"))});
    }
    return all;
}

std::vector<CaseId> cases_of_topic(db::Connection& db, AccountId account, std::int64_t topic, int limit) {
    return db.all(
        [](const db::Row& row) { return row.as<CaseId>("case_id"); },
        "SELECT case_id FROM feedback_topic WHERE topic = ? AND " + identity::in_units_of("unit") + "ORDER BY case_id DESC LIMIT ?", topic,
        account, cases::may_read.name, now(), limit);
}

// ---- providers, goals, and what is linked to them

std::vector<Provider> providers(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return Provider{row.integer("id"), row.text("name"), row.maybe<UnitId>("unit"), !row.is_null("ended_at")};
        },
        "SELECT * FROM feedback_provider ORDER BY name COLLATE swedish, id");
}

std::vector<Goal> goals(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return Goal{row.integer("id"), row.text("code"), row.text("name"), row.maybe<UnitId>("unit"), !row.is_null("ended_at")};
        },
        "SELECT * FROM feedback_goal ORDER BY code COLLATE swedish, id");
}

void add_provider(db::Connection& db, std::string_view name, std::optional<UnitId> unit) {
    db.execute("INSERT INTO feedback_provider(id, name, unit) VALUES (?, ?, ?)", new_id(), name, unit);
}

void add_goal(db::Connection& db, std::string_view code, std::string_view name, std::optional<UnitId> unit) {
    db.execute("INSERT INTO feedback_goal(id, code, name, unit) VALUES (?, ?, ?, ?)", new_id(), code, name, unit);
}

bool end_provider(db::Connection& db, std::int64_t id) {
    return db.execute("UPDATE feedback_provider SET ended_at = ? WHERE id = ? AND ended_at IS NULL", now(), id) > 0;
}

bool end_goal(db::Connection& db, std::int64_t id) {
    return db.execute("UPDATE feedback_goal SET ended_at = ? WHERE id = ? AND ended_at IS NULL", now(), id) > 0;
}

static Link link_in(const db::Row& row) {
    return {row.is_null("provider") ? 0 : row.integer("provider"), row.is_null("goal") ? 0 : row.integer("goal")};
}

Link link_of(db::Connection& db, CaseId id) {
    return db.one(link_in, "SELECT provider, goal FROM feedback_link WHERE case_id = ?", id).value_or(Link{});
}

void set_link(db::Connection& db, const cases::Case& of, const Link& link) {
    const auto maybe = [](std::int64_t id) { return id == 0 ? std::nullopt : std::optional(id); };
    db.execute(
        "INSERT INTO feedback_link(case_id, unit, provider, goal) VALUES (?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET unit = "
        "excluded.unit, provider = excluded.provider, goal = excluded.goal",
        of.id, of.unit, maybe(link.provider), maybe(link.goal));
}

void move(db::Connection& db, CaseId id, UnitId unit) {
    db.execute("UPDATE feedback_link SET unit = ? WHERE case_id = ?", unit, id);
    db.execute("UPDATE feedback_topic SET unit = ? WHERE case_id = ?", unit, id);
    db.execute("UPDATE feedback_story SET unit = ? WHERE case_id = ?", unit, id);
}

std::vector<std::pair<CaseId, Link>> links(db::Connection& db, AccountId account) {
    return db.all([](const db::Row& row) { return std::pair(row.as<CaseId>("case_id"), link_in(row)); },
                  "SELECT case_id, provider, goal FROM feedback_link WHERE " + identity::in_units_of("unit"), account, cases::may_read.name,
                  now());
}

static CaseId case_in(const db::Row& row) { return row.as<CaseId>("case_id"); }

std::vector<CaseId> linked_to_provider(db::Connection& db, AccountId account, std::int64_t provider, int limit) {
    return db.all(
        case_in,
        "SELECT case_id FROM feedback_link WHERE provider = ? AND " + identity::in_units_of("unit") + "ORDER BY case_id DESC LIMIT ?",
        provider, account, cases::may_read.name, now(), limit);
}

std::vector<CaseId> linked_to_goal(db::Connection& db, AccountId account, std::int64_t goal, int limit) {
    return db.all(case_in,
                  "SELECT case_id FROM feedback_link WHERE goal = ? AND " + identity::in_units_of("unit") + "ORDER BY case_id DESC LIMIT ?",
                  goal, account, cases::may_read.name, now(), limit);
}

std::vector<CaseId> of_own_providers(db::Connection& db, AccountId account, std::optional<CaseId> only, int limit) {
    return db.all(
        case_in,
        "SELECT l.case_id FROM feedback_link l JOIN feedback_provider p ON p.id = l.provider WHERE (? = 0 OR l.case_id = ?) AND " +
            identity::in_units_of("p.unit") + "ORDER BY l.case_id DESC LIMIT ?",
        only ? 1 : 0, only.value_or(CaseId{}), account, cases::may_read.name, now(), limit);
}

}  // namespace feedback::store
