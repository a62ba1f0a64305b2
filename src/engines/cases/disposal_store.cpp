#include "engines/cases/disposal_store.h"

#include "engines/identity/roles.h"

namespace cases::store {

// ---- what is due

/// A merged case keeps what it holds as long as the one that it goes on in needs it: that may be open again, held, kept longer, or kept for
/// ever. One that was disposed of has no day either, and no title.
#define WAITS_FOR_OTHER                                                                                                    \
    "EXISTS (SELECT 1 FROM cases_merged m JOIN cases_case o ON o.id = m.into_id WHERE m.case_id = c.id AND (o.state_kind " \
    "<> 'closed' OR o.dispose_on > ? OR (o.dispose_on IS NULL AND o.sealed_title IS NOT NULL) OR EXISTS (SELECT 1 FROM "   \
    "cases_hold h WHERE h.case_id = o.id))) "

#define IS_DUE                                                                                                            \
    "c.dispose_on <= ? AND NOT EXISTS (SELECT 1 FROM cases_hold h WHERE h.case_id = c.id) AND NOT EXISTS (SELECT 1 FROM " \
    "cases_disposal_line l WHERE l.case_id = c.id AND l.result = 'listed') AND NOT " WAITS_FOR_OTHER

std::optional<UnitId> unit_with_due(db::Connection& db, Date today) {
    return db.one([](const db::Row& row) { return row.as<UnitId>("unit"); },
                  "SELECT c.unit FROM cases_case c WHERE " IS_DUE "ORDER BY c.dispose_on, c.id LIMIT 1", today, today);
}

std::vector<Due> due_in(db::Connection& db, UnitId unit, Date today, int limit) {
    return db.all(
        [](const db::Row& row) {
            return Due{row.as<CaseId>("id"), row.text("service"), static_cast<int>(row.integer("service_version")),
                       row.as<Date>("dispose_on"), row.integer("documents")};
        },
        "SELECT c.id, c.service, c.service_version, c.dispose_on, (SELECT COUNT(*) FROM cases_document d WHERE d.case_id = c.id) "
        "AS documents FROM cases_case c WHERE " IS_DUE "AND c.unit = ? ORDER BY c.dispose_on, c.id LIMIT ?",
        today, today, unit, limit);
}

bool waits_for_other(db::Connection& db, CaseId id, Date today) {
    return db.number("SELECT COUNT(*) AS n FROM cases_case c WHERE c.id = ? AND " WAITS_FOR_OTHER, id, today) > 0;
}

#undef IS_DUE
#undef WAITS_FOR_OTHER

// ---- lists

DisposalListId insert_list(db::Connection& db, UnitId unit, Timestamp made_at) {
    const DisposalListId id{new_id()};
    db.execute("INSERT INTO cases_disposal_list(id, unit, made_at) VALUES (?, ?, ?)", id, unit, made_at);
    return id;
}

void insert_line(db::Connection& db, DisposalListId list, const Due& due, std::string_view ground) {
    db.execute("INSERT INTO cases_disposal_line(list, case_id, dispose_on, ground, documents, result) VALUES (?, ?, ?, ?, ?, ?)", list,
               due.id, due.dispose_on, ground, due.documents, to_name(LineResult::listed));
}

static DisposalList list_from(const db::Row& row) {
    return {.id = row.as<DisposalListId>("id"),
            .unit = row.as<UnitId>("unit"),
            .made_at = row.as<Timestamp>("made_at"),
            .approved_at = row.maybe<Timestamp>("approved_at"),
            .done_at = row.maybe<Timestamp>("done_at"),
            .approved_by_name = row.text("approved_by_name"),
            .listed = row.integer("listed"),
            .disposed = row.integer("disposed"),
            .kept = row.integer("kept"),
            .answers = row.integer("answers")};
}

#define LINES                                                                                                      \
    "(SELECT list, result FROM cases_disposal_line UNION ALL SELECT list, result FROM cases_answer_line) l WHERE " \
    "l.list = s.id AND l.result "

static constexpr std::string_view counted_list =
    "SELECT s.*, (SELECT COUNT(*) FROM " LINES "= 'listed') AS listed, (SELECT COUNT(*) FROM " LINES
    "= 'disposed') AS disposed, (SELECT COUNT(*) FROM " LINES
    "IN ('held', 'not_due')) AS kept, (SELECT COUNT(*) FROM cases_answer_line a WHERE a.list = s.id) AS answers FROM cases_disposal_list "
    "s ";

#undef LINES

std::optional<DisposalList> list(db::Connection& db, DisposalListId id) {
    return db.one(list_from, std::string(counted_list) + "WHERE s.id = ?", id);
}

bool set_approved(db::Connection& db, DisposalListId id, AccountId by, std::string_view name, Timestamp at) {
    return db
        .one([](const db::Row& row) { return row.integer("id"); },
             "UPDATE cases_disposal_list SET approved_at = ?, approved_by = ?, approved_by_name = ? "
             "WHERE id = ? AND approved_at IS NULL RETURNING id",
             at, by, name, id)
        .has_value();
}

void set_done(db::Connection& db, DisposalListId id, Timestamp at) {
    db.execute("UPDATE cases_disposal_list SET done_at = ? WHERE id = ?", at, id);
}

void set_result(db::Connection& db, DisposalListId list, CaseId of, LineResult result, Timestamp at) {
    db.execute("UPDATE cases_disposal_line SET result = ?, at = ? WHERE list = ? AND case_id = ?", to_name(result), at, list, of);
}

void take_off_lists(db::Connection& db, CaseId of, LineResult result, Timestamp at) {
    db.execute("UPDATE cases_disposal_line SET result = ?, at = ? WHERE case_id = ? AND result = 'listed'", to_name(result), at, of);
    db.execute("UPDATE cases_answer_line SET result = ?, at = ? WHERE case_id = ? AND result = 'listed'", to_name(result), at, of);
}

// ---- holds

void put_hold(const Opener& opener, CaseId id, std::string_view by_name, std::string_view reason, Timestamp at) {
    opener.db.execute("INSERT INTO cases_hold(case_id, at, by_name, sealed_reason) VALUES (?, ?, ?, ?)", id, at, by_name,
                      db::Blob{opener.seal(reason)});
}

void delete_hold(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_hold WHERE case_id = ?", id); }

bool is_held(db::Connection& db, CaseId id) { return db.number("SELECT COUNT(*) AS n FROM cases_hold WHERE case_id = ?", id) > 0; }

// ---- after a restore

std::vector<CaseId> half_disposed(db::Connection& db, int limit) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
                  "SELECT c.id FROM cases_case c JOIN privacy_key k ON k.id = c.key WHERE k.sealed_key IS NULL AND c.sealed_title IS NOT "
                  "NULL ORDER BY c.id LIMIT ?",
                  limit);
}

}  // namespace cases::store

namespace cases {

std::vector<DisposalList> disposal_lists(db::Connection& db, AccountId account, int limit) {
    return db.all(store::list_from,
                  std::string(store::counted_list) + "WHERE " + identity::in_units_of("s.unit") +
                      "ORDER BY CASE WHEN s.approved_at IS NULL THEN 0 ELSE 1 END, s.id DESC LIMIT ?",
                  account, may_dispose.name, now(), limit);
}

std::int64_t count_waiting_lists(db::Connection& db, AccountId account) {
    return db.number("SELECT COUNT(*) AS n FROM cases_disposal_list WHERE approved_at IS NULL AND " + identity::in_units_of("unit"),
                     account, may_dispose.name, now());
}

Result<DisposalList> find_disposal_list(db::Connection& db, AccountId account, DisposalListId id) {
    auto found = store::list(db, id);
    if (!found || !identity::has_right(db, account, may_dispose.name, found->unit)) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<DisposalLine> lines_of(db::Connection& db, DisposalListId list) {
    return db.all(
        [](const db::Row& row) {
            return DisposalLine{.of = row.as<CaseId>("case_id"),
                                .number = row.text("number"),
                                .service = row.text("service"),
                                .closed_at = row.maybe<Timestamp>("closed_at").value_or(Timestamp{}),
                                .dispose_on = row.as<Date>("dispose_on"),
                                .ground = row.text("ground"),
                                .documents = row.integer("documents"),
                                .result = from_name<LineResult>(row.text("result")).value_or(LineResult::listed),
                                .at = row.maybe<Timestamp>("at")};
        },
        "SELECT l.case_id, c.number, c.service, c.closed_at, l.dispose_on, l.ground, l.documents, l.result, l.at "
        "FROM cases_disposal_line l JOIN cases_case c ON c.id = l.case_id WHERE l.list = ? ORDER BY c.number",
        list);
}

bool keeps_log(db::Connection& db, std::string_view subject_kind, std::int64_t subject) {
    return subject_kind == "case" &&
           db.number("SELECT COUNT(*) AS n FROM cases_case WHERE id = ? AND sealed_title IS NOT NULL", subject) > 0;
}

/// Held cases that this account may dispose of, of which `narrowed` holds; it has one argument and the order.
static std::vector<Hold> read_holds(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view narrowed,
                                    const db::Argument& by) {
    struct Sealed {
        Hold hold;
        KeyId key;
        std::string reason;
    };
    auto rows = db.all(
        [](const db::Row& row) {
            return Sealed{{.of = row.as<CaseId>("case_id"),
                           .number = row.text("number"),
                           .service = row.text("service"),
                           .at = row.as<Timestamp>("at"),
                           .by_name = row.text("by_name")},
                          row.as<KeyId>("key"),
                          row.text("sealed_reason")};
        },
        "SELECT h.*, c.number, c.service, c.key FROM cases_hold h JOIN cases_case c ON c.id = h.case_id WHERE " +
            identity::in_units_of("c.unit") + std::string(narrowed),
        account, may_dispose.name, now(), by);
    std::vector<Hold> all;
    for (auto& [hold, key, reason] : rows) {
        hold.reason = store::Opener{db, tenant, key}.unseal(reason);
        all.push_back(std::move(hold));
    }
    return all;
}

std::vector<Hold> holds(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    return read_holds(db, tenant, account, "ORDER BY h.at DESC, h.case_id DESC LIMIT ?", limit);
}

Result<Hold> find_hold(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view number) {
    auto found = read_holds(db, tenant, account, "AND c.number = ?", number);
    if (found.empty()) return failure(Fault::not_found);
    return std::move(found.front());
}

}  // namespace cases
