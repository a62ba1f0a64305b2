#include "foundation/fulltext/index.h"

#include <algorithm>
#include <set>

#include "foundation/base/id.h"
#include "foundation/base/unicode.h"
#include "foundation/fulltext/expression.h"

namespace fulltext {

static constexpr int most_candidates = 200;        // of each question; the best of them are shown
static constexpr std::size_t most_terms = 60'000;  // of one entry; PostgreSQL holds 1 MB of them

// ---- what differs between the databases

// PostgreSQL: lexemes exactly as we made them; its own parser would cut "3d" and join "a-b".
static constexpr std::string_view vector_of_terms = "array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))";

static void ensure_sqlite_index(db::Connection& connection) {
    if (connection.number("SELECT count(*) AS n FROM sqlite_master WHERE name = 'fulltext_terms'") > 0) return;
    connection.execute(
        "CREATE VIRTUAL TABLE fulltext_terms USING fts5(terms, content='fulltext_entry', content_rowid='entry_key', "
        "detail=none, columnsize=0, prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")");
    connection.execute(
        "CREATE TRIGGER fulltext_entry_added AFTER INSERT ON fulltext_entry BEGIN "
        "INSERT INTO fulltext_terms (rowid, terms) VALUES (new.entry_key, new.terms); END");
    connection.execute(
        "CREATE TRIGGER fulltext_entry_removed AFTER DELETE ON fulltext_entry BEGIN "
        "INSERT INTO fulltext_terms (fulltext_terms, rowid, terms) VALUES ('delete', old.entry_key, old.terms); END");
    connection.execute(
        "CREATE TRIGGER fulltext_entry_changed AFTER UPDATE ON fulltext_entry BEGIN "
        "INSERT INTO fulltext_terms (fulltext_terms, rowid, terms) VALUES ('delete', old.entry_key, old.terms); "
        "INSERT INTO fulltext_terms (rowid, terms) VALUES (new.entry_key, new.terms); END");
    connection.execute("INSERT INTO fulltext_terms (fulltext_terms) VALUES ('rebuild')");
}

void ensure_index(db::Connection& connection) {
    if (connection.kind() == db::Kind::sqlite) ensure_sqlite_index(connection);
    else
        connection.execute("CREATE INDEX IF NOT EXISTS fulltext_terms ON fulltext_entry USING gin ((" + std::string(vector_of_terms) +
                           "))");
}

static std::string from_matching(db::Kind kind) {
    if (kind == db::Kind::sqlite)
        return "FROM fulltext_terms JOIN fulltext_entry ON fulltext_entry.entry_key = fulltext_terms.rowid WHERE fulltext_terms MATCH ?";
    return "FROM fulltext_entry WHERE " + std::string(vector_of_terms) + " @@ CAST(? AS tsquery)";
}

// FTS5 gives its rows in this order without sorting.
static std::string newest_first(db::Kind kind) {
    return kind == db::Kind::sqlite ? " ORDER BY fulltext_terms.rowid DESC LIMIT ?" : " ORDER BY entry_key DESC LIMIT ?";
}

// ---- changing

static std::string terms_to_store(const Entry& entry) {
    const auto of_title = terms(entry.title), of_body = terms(entry.body);
    std::set<std::string> all(of_title.begin(), of_title.end());
    all.insert(of_body.begin(), of_body.end());
    std::string stored;
    for (const auto& term : of_title) stored.append(1, title_mark).append(term).append(1, ' ');
    std::size_t count = 0;
    for (const auto& term : all) {
        if (++count > most_terms) break;
        stored.append(term).append(1, ' ');
    }
    if (!stored.empty()) stored.pop_back();
    return stored;
}

void put(db::Connection& connection, const Entry& entry) {
    connection.execute(
        "INSERT INTO fulltext_entry (entry_key, kind, id, scope, title, body, terms) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, title = excluded.title, body = excluded.body, terms = excluded.terms",
        new_id(), entry.kind, entry.id, entry.scope, entry.title, entry.body, terms_to_store(entry));
}

void remove(db::Connection& connection, std::string_view kind, std::int64_t id) {
    connection.execute("DELETE FROM fulltext_entry WHERE kind = ? AND id = ?", kind, id);
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
    sql.append(" AND fulltext_entry.").append(column).append(" IN (");
    for (std::size_t i = 0; i < room; ++i) {
        sql += i == 0 ? "?" : ", ?";
        arguments.emplace_back(values[std::min(i, values.size() - 1)]);
    }
    sql += ')';
}

void add_candidates(db::Connection& connection, const Query& query, const std::vector<Wanted>& all, Where where,
                    std::vector<Candidate>& found) {
    const auto expression = match_expression(connection.kind(), all, where);
    std::string sql = "SELECT fulltext_entry.entry_key AS entry_key, kind, id, title, fulltext_entry.terms AS terms ";
    sql += from_matching(connection.kind());
    std::vector<db::Argument> arguments{expression};
    add_list(sql, arguments, "scope", query.scopes);
    if (!query.kinds.empty()) add_list(sql, arguments, "kind", query.kinds);
    sql += newest_first(connection.kind());
    arguments.emplace_back(most_candidates);
    connection.each(
        [&](const db::Row& row) {
            const auto key = row.integer("entry_key");
            if (std::ranges::any_of(found, [&](const Candidate& candidate) { return candidate.key == key; })) return;
            Hit hit{row.text("kind"), row.integer("id"), row.text("title"), {}};
            const auto points = score(all, row.text("terms"), hit.title);
            found.push_back({key, points, std::move(hit)});
        },
        sql, arguments);
}

}  // namespace

std::vector<Hit> search(db::Connection& connection, const Query& query) {
    const auto all = wanted(query.words, query.prefix_last);
    if (all.empty() || query.scopes.empty() || query.limit <= 0) return {};
    // Titles have a question of their own: an old page called by the word must not drown among new cases that mention it.
    std::vector<Candidate> found;
    add_candidates(connection, query, all, Where::title, found);
    add_candidates(connection, query, all, Where::anywhere, found);
    std::ranges::sort(found, [](const Candidate& a, const Candidate& b) { return a.score != b.score ? a.score > b.score : a.key > b.key; });
    std::vector<Hit> hits;
    for (auto& candidate : found) {
        if (hits.size() == static_cast<std::size_t>(query.limit)) break;
        const auto body = connection.one([](const db::Row& row) { return row.text("body"); },
                                         "SELECT body FROM fulltext_entry WHERE entry_key = ?", candidate.key);
        candidate.hit.snippet = snippet(body.value_or(""), query.words);
        hits.push_back(std::move(candidate.hit));
    }
    return hits;
}

}  // namespace fulltext
