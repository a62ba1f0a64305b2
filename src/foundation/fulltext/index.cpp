#include "foundation/fulltext/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "foundation/base/id.h"
#include "foundation/base/unicode.h"
#include "foundation/fulltext/blind.h"
#include "foundation/fulltext/expression.h"

namespace fulltext {

static constexpr int most_candidates = 200;        // of each question; the best of them are shown
static constexpr std::size_t most_terms = 60'000;  // of one entry; PostgreSQL holds 1 MB of them

namespace {

/// Entries are kept in two tables of the same shape, each with its index: in plain words, and with a secret.
struct Kept {
    std::string_view table, index, former_index;
    std::string_view columns_of_words;  ///< what can be read in it
};
constexpr Kept plain{"fulltext_entry", "fulltext_words", "fulltext_terms", "title, body, "};
constexpr Kept blind{table_of_blind_entries, "fulltext_blind_words", "fulltext_blind_terms", ""};

const Kept& kept_with(const std::string& secret) { return secret.empty() ? plain : blind; }

// ---- what differs between the databases

// PostgreSQL: lexemes exactly as we made them; its own parser would cut "3d" and join "a-b".
constexpr std::string_view vector_of_terms = "array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))";

bool has_index(db::Connection& connection, const Kept& kept) {
    return connection.number(connection.kind() == db::Kind::sqlite
                                 ? "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = ?"
                                 : "SELECT COUNT(*) AS n FROM pg_indexes WHERE schemaname = current_schema() AND indexname = ?",
                             kept.index) > 0;
}

void make_sqlite_index(db::Connection& connection, const Kept& kept) {
    const auto put_in = fmt::format("INSERT INTO {} (rowid, terms) VALUES (new.entry_key, new.terms);", kept.index);
    const auto take_out = fmt::format("INSERT INTO {0} ({0}, rowid, terms) VALUES ('delete', old.entry_key, old.terms);", kept.index);
    connection.execute(
        fmt::format("CREATE VIRTUAL TABLE {} USING fts5(terms, content='{}', content_rowid='entry_key', detail=none, columnsize=0, "
                    "tokenize=\"unicode61 remove_diacritics 0\")",
                    kept.index, kept.table));
    connection.execute(fmt::format("CREATE TRIGGER {0}_added AFTER INSERT ON {0} BEGIN {1} END", kept.table, put_in));
    connection.execute(fmt::format("CREATE TRIGGER {0}_removed AFTER DELETE ON {0} BEGIN {1} END", kept.table, take_out));
    connection.execute(fmt::format("CREATE TRIGGER {0}_changed AFTER UPDATE ON {0} BEGIN {1} {2} END", kept.table, take_out, put_in));
    connection.execute(fmt::format("INSERT INTO {0} ({0}) VALUES ('rebuild')", kept.index));
}

/// That of programs before this one, whose terms were others.
void drop_former_index(db::Connection& connection, const Kept& kept) {
    if (connection.kind() == db::Kind::postgresql) {
        connection.execute(fmt::format("DROP INDEX IF EXISTS {}", kept.former_index));
        return;
    }
    for (const auto* trigger : {"added", "removed", "changed"})
        connection.execute(fmt::format("DROP TRIGGER IF EXISTS {}_{}", kept.table, trigger));
    connection.execute(fmt::format("DROP TABLE IF EXISTS {}", kept.former_index));
}

/// Whether it was missing.
bool ensure(db::Connection& connection, const Kept& kept) {
    if (has_index(connection, kept)) return false;
    drop_former_index(connection, kept);
    if (connection.kind() == db::Kind::sqlite) make_sqlite_index(connection, kept);
    else connection.execute(fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} USING gin (({}))", kept.index, kept.table, vector_of_terms));
    return true;
}

std::string from_matching(db::Kind kind, const Kept& kept) {
    if (kind == db::Kind::sqlite)
        return fmt::format("FROM {0} JOIN {1} e ON e.entry_key = {0}.rowid WHERE {0} MATCH ?", kept.index, kept.table);
    return fmt::format("FROM {} e WHERE {} @@ CAST(? AS tsquery)", kept.table, vector_of_terms);
}

// FTS5 gives its rows in this order without sorting.
std::string newest_first(db::Kind kind, const Kept& kept) {
    return kind == db::Kind::sqlite ? fmt::format(" ORDER BY {}.rowid DESC LIMIT ?", kept.index) : " ORDER BY entry_key DESC LIMIT ?";
}

}  // namespace

// ---- changing

static std::vector<std::string> terms_of_text(const std::string& text, const std::string& secret) {
    if (!secret.empty()) return blinded_terms(text, secret);
    auto all = terms(text);
    std::ranges::copy(terms_of_beginnings(all), std::back_inserter(all));
    return all;
}

static std::string terms_to_store(const Entry& entry) {
    const auto of_title = terms_of_text(entry.title, entry.secret), of_body = terms_of_text(entry.body, entry.secret);
    std::set<std::string> all(of_title.begin(), of_title.end());
    all.insert(of_body.begin(), of_body.end());
    auto stored = term_of_scope(entry.scope) + ' ' + term_of_scope(entry.scope, entry.kind) + ' ';
    for (const auto& term : of_title) stored.append(1, title_mark).append(term).append(1, ' ');
    std::size_t count = 0;
    for (const auto& term : all) {
        if (++count > most_terms) break;
        stored.append(term).append(1, ' ');
    }
    stored.pop_back();
    return stored;
}

/// Entries in plain words that came from a program whose terms were others have none (migration 003).
static void put_terms_anew(db::Connection& connection) {
    constexpr int at_a_time = 1000;
    while (true) {
        const auto without = connection.all(
            [](const db::Row& row) {
                return std::pair{row.integer("entry_key"),
                                 Entry{row.text("kind"), row.integer("id"), row.integer("scope"), row.text("title"), row.text("body")}};
            },
            "SELECT entry_key, kind, id, scope, title, body FROM fulltext_entry WHERE terms = '' ORDER BY entry_key LIMIT ?", at_a_time);
        for (const auto& [key, entry] : without)
            connection.execute("UPDATE fulltext_entry SET terms = ? WHERE entry_key = ?", terms_to_store(entry), key);
        if (without.empty()) return;
    }
}

bool ensure_index(db::Connection& connection) {
    if (ensure(connection, plain)) put_terms_anew(connection);
    return ensure(connection, blind);
}

void put(db::Connection& connection, const Entry& entry) {
    const auto stored = terms_to_store(entry);
    if (!entry.secret.empty()) {
        connection.execute(
            "INSERT INTO fulltext_blind_entry (entry_key, kind, id, scope, terms) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, terms = excluded.terms",
            new_id(), entry.kind, entry.id, entry.scope, stored);
        return;
    }
    connection.execute(
        "INSERT INTO fulltext_entry (entry_key, kind, id, scope, title, body, terms) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, title = excluded.title, body = excluded.body, terms = excluded.terms",
        new_id(), entry.kind, entry.id, entry.scope, entry.title, entry.body, stored);
}

void remove(db::Connection& connection, std::string_view kind, std::int64_t id) {
    for (const auto* table : {"fulltext_entry", "fulltext_blind_entry"})
        connection.execute(fmt::format("DELETE FROM {} WHERE kind = ? AND id = ?", table), kind, id);
}

// ---- finding

namespace {

struct Candidate {
    std::int64_t key;
    double score;
    Hit hit;
};

// Room for 1, 2, 4, 8 … values, so that few different statements are prepared; the last value fills the rest.
void add_list(std::string& sql, std::vector<db::Argument>& arguments, std::string_view column, const auto& values) {
    std::size_t room = 1;
    while (room < values.size()) room *= 2;
    sql.append(" AND e.").append(column).append(" IN (");
    for (std::size_t i = 0; i < room; ++i) {
        sql += i == 0 ? "?" : ", ?";
        arguments.emplace_back(values[std::min(i, values.size() - 1)]);
    }
    sql += ')';
}

void add_candidates(db::Connection& connection, const Query& query, const std::vector<Word>& all, Where where,
                    std::vector<Candidate>& found) {
    const auto& kept = kept_with(query.secret);
    const auto expression = match_expression(connection.kind(), all, where, query.scopes, query.kinds);
    std::string sql = fmt::format("SELECT e.entry_key AS entry_key, kind, id, {}e.terms AS terms ", kept.columns_of_words);
    sql += from_matching(connection.kind(), kept);
    std::vector<db::Argument> arguments{expression};
    add_list(sql, arguments, "scope", query.scopes);
    if (!query.kinds.empty()) add_list(sql, arguments, "kind", query.kinds);
    sql += newest_first(connection.kind(), kept);
    arguments.emplace_back(most_candidates);
    connection.each(
        [&](const db::Row& row) {
            const auto key = row.integer("entry_key");
            if (std::ranges::any_of(found, [&](const Candidate& candidate) { return candidate.key == key; })) return;
            Hit hit{row.text("kind"), row.integer("id"), query.secret.empty() ? row.text("title") : "", {}};
            const auto points = score(all, row.text("terms"), hit.title);
            found.push_back({key, points, std::move(hit)});
        },
        sql, arguments);
}

std::string body_of(db::Connection& connection, std::int64_t key) {
    return connection.one([](const db::Row& row) { return row.text("body"); }, "SELECT body FROM fulltext_entry WHERE entry_key = ?", key)
        .value_or("");
}

}  // namespace

std::vector<Hit> search(db::Connection& connection, const Query& query) {
    auto all = wanted(query.words, query.prefix_last);
    if (!query.secret.empty()) all = blinded(std::move(all), query.secret);
    if (all.empty() || query.scopes.empty() || query.limit <= 0) return {};
    // Titles have a question of their own: an old page called by the word must not drown among new cases that mention it.
    std::vector<Candidate> found;
    add_candidates(connection, query, all, Where::title, found);
    add_candidates(connection, query, all, Where::anywhere, found);
    std::ranges::sort(found, [](const Candidate& a, const Candidate& b) { return a.score != b.score ? a.score > b.score : a.key > b.key; });
    std::vector<Hit> hits;
    for (auto& candidate : found) {
        if (hits.size() == static_cast<std::size_t>(query.limit)) break;
        if (query.secret.empty()) candidate.hit.snippet = snippet(body_of(connection, candidate.key), query.words);
        hits.push_back(std::move(candidate.hit));
    }
    return hits;
}

}  // namespace fulltext
