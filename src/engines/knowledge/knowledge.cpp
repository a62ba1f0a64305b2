#include "engines/knowledge/knowledge.h"

#include <algorithm>

#include "engines/identity/roles.h"
#include "foundation/base/months.h"
#include "foundation/base/unicode.h"
#include "foundation/fulltext/index.h"

namespace knowledge {
namespace {

/// No unit has these numbers: ids of units are made by new_id().
constexpr std::int64_t scope_of_everybody = 1, scope_of_staff = 2;
constexpr std::string_view kind_of_answers = "article", kind_of_advice = "article_for_staff";

constexpr auto columns =
    "SELECT a.id, a.slug, a.unit, a.subject, a.audience, a.valid_to, v.version, v.title_sv, v.title_en, v.body_sv, v.body_en, v.for_staff, "
    "v.keywords, v.service, v.made_at, v.made_by FROM knowledge_article a JOIN knowledge_version v ON v.article = a.id ";

Article read_article(const db::Row& row) {
    return {.id = row.as<ArticleId>("id"),
            .slug = row.text("slug"),
            .placing = {.unit = row.as<UnitId>("unit"),
                        .subject = from_name<Subject>(row.text("subject")).value_or(Subject::other),
                        .audience = from_name<Audience>(row.text("audience")).value_or(Audience::staff),
                        .valid_to = row.maybe<Date>("valid_to")},
            .text = {.title = {row.text("title_sv"), row.text("title_en")},
                     .body = {row.text("body_sv"), row.text("body_en")},
                     .for_staff = row.text("for_staff"),
                     .keywords = row.text("keywords"),
                     .service = row.text("service")},
            .version = static_cast<int>(row.integer("version")),
            .changed_at = row.as<Timestamp>("made_at"),
            .changed_by = row.text("made_by")};
}

template <class... Arguments>
std::vector<Article> newest(db::Connection& db, const std::string& rest, const Arguments&... arguments) {
    return db.all(read_article, std::string(columns) + "AND v.version = a.version " + rest, arguments...);
}

Result<Article> first_of(std::vector<Article> found) {
    if (found.empty()) return failure(Fault::not_found);
    return std::move(found.front());
}

void make_searchable(db::Connection& db, ArticleId id, const Placing& placing, const Text& text) {
    const bool is_public = placing.audience == Audience::everybody;
    fulltext::put(db, {.kind = std::string(kind_of_answers),
                       .id = id.value,
                       .scope = is_public ? scope_of_everybody : scope_of_staff,
                       .title = text.title.sv + " " + text.title.en,
                       .body = text.keywords + "\n" + text.body.sv + "\n" + text.body.en});
    if (text.for_staff.empty()) fulltext::remove(db, kind_of_advice, id.value);
    else
        fulltext::put(db, {.kind = std::string(kind_of_advice),
                           .id = id.value,
                           .scope = scope_of_staff,
                           .title = text.title.sv + " " + text.title.en,
                           .body = text.for_staff});
}

void insert_version(db::Connection& db, const Visitor& by, ArticleId id, int version, const Text& text) {
    db.execute(
        "INSERT INTO knowledge_version(article, version, title_sv, title_en, body_sv, body_en, for_staff, keywords, service, made_at, "
        "made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, version, text.title.sv, text.title.en, text.body.sv, text.body.en, text.for_staff, text.keywords, text.service, now(), by.name);
}

std::string free_slug(db::Connection& db, const std::string& wanted) {
    auto name = wanted.empty() ? std::string("svar") : wanted;
    for (int next = 2; db.number("SELECT COUNT(*) AS n FROM knowledge_article WHERE slug = ?", name) > 0; ++next)
        name = wanted + "-" + std::to_string(next);
    return name;
}

/// An address of e-mail, or so many figures that it may be a telephone or personal number.
bool may_be_about_a_person(std::string_view words) {
    constexpr int fewest_figures = 5;
    return words.find('@') != words.npos || std::ranges::count_if(words, [](char c) { return c >= '0' && c <= '9'; }) >= fewest_figures;
}

}  // namespace

ArticleId add(db::Connection& db, const Visitor& by, const Placing& placing, const Text& text) {
    const ArticleId id{new_id()};
    db.execute("INSERT INTO knowledge_article(id, slug, unit, subject, audience, valid_to, version) VALUES (?, ?, ?, ?, ?, ?, 1)", id,
               free_slug(db, slug(text.title.sv)), placing.unit, to_name(placing.subject), to_name(placing.audience), placing.valid_to);
    insert_version(db, by, id, 1, text);
    make_searchable(db, id, placing, text);
    return id;
}

Result<void> change(db::Connection& db, const Visitor& by, ArticleId id, int seen_version, const Placing& placing, const Text& text) {
    const auto before = TRY(find(db, id));
    if (before.version != seen_version) return failure(Fault::conflict, "error_changed_meanwhile");
    const int version = before.version + 1;
    insert_version(db, by, id, version, text);
    db.execute("UPDATE knowledge_article SET unit = ?, subject = ?, audience = ?, valid_to = ?, version = ? WHERE id = ?", placing.unit,
               to_name(placing.subject), to_name(placing.audience), placing.valid_to, version, id);
    make_searchable(db, id, placing, text);
    return {};
}

Result<Article> find(db::Connection& db, ArticleId id) { return first_of(newest(db, "WHERE a.id = ?", id)); }

Result<Article> find_to_change(db::Connection& db, AccountId account, ArticleId id) {
    return first_of(newest(db, "WHERE a.id = ? AND " + identity::in_units_of("a.unit"), id, account, may_write.name, now()));
}

Result<Article> find_public(db::Connection& db, std::string_view slug, Date today) {
    return first_of(newest(db, "WHERE a.slug = ? AND a.audience = 'everybody' AND (a.valid_to IS NULL OR a.valid_to >= ?)", slug, today));
}

std::vector<Article> all_public(db::Connection& db, Date today) {
    return newest(
        db, "WHERE a.audience = 'everybody' AND (a.valid_to IS NULL OR a.valid_to >= ?) ORDER BY v.title_sv COLLATE swedish, a.id", today);
}

std::vector<Article> all_to_change(db::Connection& db, AccountId account) {
    return newest(db, "WHERE " + identity::in_units_of("a.unit") + "ORDER BY a.valid_to NULLS LAST, v.title_sv COLLATE swedish, a.id",
                  account, may_write.name, now());
}

std::vector<Article> versions(db::Connection& db, ArticleId id) {
    return db.all(read_article, std::string(columns) + "WHERE a.id = ? ORDER BY v.version DESC", id);
}

std::vector<Article> search(db::Connection& db, std::string_view typed, Audience reader, Date today, int limit) {
    const std::vector<std::int64_t> scopes =
        reader == Audience::staff ? std::vector{scope_of_everybody, scope_of_staff} : std::vector{scope_of_everybody};
    std::vector<Article> found;
    // Twice as many: an article may be found both by what all read and by what staff read, and some are out of date.
    for (const auto& hit : fulltext::search(db, {.words = std::string(typed),
                                                .scopes = scopes,
                                                .kinds = {std::string(kind_of_answers), std::string(kind_of_advice)},
                                                .limit = 2 * limit,
                                                .prefix_last = true})) {
        if (std::ssize(found) == limit) break;
        const bool is_there = std::ranges::find(found, ArticleId{hit.id}, &Article::id) != found.end();
        if (auto article = find(db, ArticleId{hit.id}); article && !is_there && article->is_valid_on(today))
            found.push_back(std::move(*article));
    }
    return found;
}

void count_vote(db::Connection& db, ArticleId id, Said said) {
    const int yes = said == Said::yes ? 1 : 0;
    db.execute(
        "INSERT INTO knowledge_vote(article, month, yes, no) VALUES (?, ?, ?, ?) ON CONFLICT (article, month) DO UPDATE SET "
        "yes = knowledge_vote.yes + excluded.yes, no = knowledge_vote.no + excluded.no",
        id, first_of_month(swedish_date(now())), yes, 1 - yes);
}

Votes votes(db::Connection& db, ArticleId id, Date since) {
    return db
        .one(
            [](const db::Row& row) {
                return Votes{row.integer("yes"), row.integer("no")};
            },
            "SELECT CAST(COALESCE(SUM(yes), 0) AS BIGINT) AS yes, CAST(COALESCE(SUM(no), 0) AS BIGINT) AS no FROM knowledge_vote "
            "WHERE article = ? AND month >= ?",
            id, since)
        .value_or(Votes{});
}

void note_unanswered(db::Connection& db, std::string_view typed, std::string_view by) {
    constexpr std::size_t fewest = 3, most = 60;
    const auto words = lower(tidy_text(typed));
    const auto length = count_characters(words);
    if (length < fewest || length > most || may_be_about_a_person(words)) return;
    db.execute(
        "INSERT INTO knowledge_unanswered(words, times, last_on, last_by) VALUES (?, 1, ?, ?) ON CONFLICT (words) DO UPDATE SET "
        "times = knowledge_unanswered.times + 1, last_on = excluded.last_on, last_by = excluded.last_by "
        "WHERE knowledge_unanswered.last_by <> excluded.last_by",
        words, swedish_date(now()), by);
    db.execute(
        "DELETE FROM knowledge_unanswered WHERE words IN (SELECT words FROM knowledge_unanswered ORDER BY times DESC, last_on DESC, words "
        "LIMIT 1000000 OFFSET ?)",
        most_unanswered);
}

std::vector<Unanswered> unanswered(db::Connection& db, int limit) {
    constexpr int several = 3;
    return db.all(
        [](const db::Row& row) {
            return Unanswered{row.text("words"), row.integer("times"), row.as<Date>("last_on")};
        },
        "SELECT words, times, last_on FROM knowledge_unanswered WHERE times >= ? ORDER BY times DESC, last_on DESC, words LIMIT ?", several,
        limit);
}

void remove_unanswered(db::Connection& db, std::string_view words) {
    db.execute("DELETE FROM knowledge_unanswered WHERE words = ?", words);
}

static void remove_old_searches(Tenant& tenant, const ::jobs::Job&) {
    constexpr std::int64_t days_kept = 90;
    tenant.db.write(
        [](db::Connection& db) { db.execute("DELETE FROM knowledge_unanswered WHERE last_on < ?", swedish_date(now()).days - days_kept); });
}

std::vector<AreaJob> jobs() { return {{"knowledge.remove_old_searches", remove_old_searches, "day 03:40"}}; }

}  // namespace knowledge
