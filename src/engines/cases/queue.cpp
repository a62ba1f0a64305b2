/// The lists that officers work from.
#include "engines/cases/find.h"
#include "engines/cases/store.h"
#include "engines/cases/watching.h"
#include "engines/identity/roles.h"

namespace cases {
namespace {

/// SQL that is put together, with what it binds.
struct Statement {
    std::string sql;
    std::vector<db::Argument> arguments{};

    template <class... Values>
    void add(std::string_view words, const Values&... values) {
        sql.append(words);
        (arguments.emplace_back(values), ...);
    }
};

/// Where the lists begin that together are what the officer may see: one of each unit, or the officer's own, which is short.
std::vector<Statement> lists_of(db::Connection& db, AccountId account, Filter::Whose whose) {
    std::vector<Statement> lists;
    if (whose == Filter::Whose::mine) {
        // The plus keeps SQLite from walking the units' indexes instead of the officer's.
        lists.push_back({"FROM cases_case WHERE officer = ? AND " + identity::in_units_of("+unit"),
                         {db::Argument(account), db::Argument(account), db::Argument(may_read.name), db::Argument(now())}});
        return lists;
    }
    if (whose == Filter::Whose::watched) {
        lists.push_back(
            {"FROM cases_case WHERE id IN (SELECT case_id FROM cases_watch WHERE account = ?) AND " + identity::in_units_of("+unit"),
             {db::Argument(account), db::Argument(account), db::Argument(may_read.name), db::Argument(now())}});
        return lists;
    }
    if (whose == Filter::Whose::to_approve) {
        for (const auto unit : identity::units_with_right(db, account, may_read.name))
            if (identity::has_right(db, account, may_approve.name, unit))
                lists.push_back(
                    {"FROM cases_case WHERE unit = ? AND id IN (SELECT case_id FROM cases_decision WHERE awaits_approval = 1 "
                     "AND decided_by <> ?)",
                     {db::Argument(unit), db::Argument(account)}});
        return lists;
    }
    const std::string_view only = whose == Filter::Whose::unassigned     ? " AND officer IS NULL"
                                  : whose == Filter::Whose::person_asked ? " AND person_asked_at IS NOT NULL AND state_kind <> 'decided'"
                                                                         : "";
    for (const auto unit : identity::units_with_right(db, account, may_read.name))
        lists.push_back({"FROM cases_case WHERE unit = ?" + std::string(only), {db::Argument(unit)}});
    return lists;
}

/// As the partial indexes say it, so that they serve the lists.
void add_conditions(Statement& list, const Filter& filter) {
    list.add(filter.state_kind == "closed" ? " AND state_kind = 'closed'" : " AND state_kind <> 'closed'");
    if (!filter.state_kind.empty() && filter.state_kind != "closed") list.add(" AND state_kind = ?", filter.state_kind);
    if (!filter.service.empty()) list.add(" AND service = ?", filter.service);
    if (filter.unit) list.add(" AND unit = ?", *filter.unit);
    if (filter.officer) list.add(" AND officer = ?", *filter.officer);
    if (filter.due_until) list.add(" AND clock_stopped_on IS NULL AND COALESCE(due_on, 99999999) <= ?", *filter.due_until);
    if (filter.after) list.add(" AND (COALESCE(due_on, 99999999), id) > (?, ?)", filter.after->first, filter.after->second);
}

/// The beginning of each list, put together and cut: its time follows the length of a page, not the number of cases.
Statement page_of(const std::vector<Statement>& lists, const Filter& filter) {
    Statement page{"SELECT c.*, r.answer_by FROM ("};
    for (const auto& list : lists) {
        if (&list != &lists.front()) page.add(" UNION ALL ");
        page.add("SELECT * FROM (SELECT COALESCE(due_on, 99999999) AS due, id ");
        page.add(list.sql);
        page.arguments.insert(page.arguments.end(), list.arguments.begin(), list.arguments.end());
        add_conditions(page, filter);
        page.add(" ORDER BY COALESCE(due_on, 99999999), id LIMIT ?) AS one_list", filter.limit);
    }
    page.add(
        ") AS listed JOIN cases_case c ON c.id = listed.id LEFT JOIN cases_decision_request r ON r.case_id = c.id "
        "AND r.refused_at IS NULL AND c.decided_at IS NULL ORDER BY listed.due, listed.id LIMIT ?",
        filter.limit);
    return page;
}

struct SealedRow {
    QueueRow row;
    KeyId key;
    std::string title;
    std::int64_t last_event = 0;
};

SealedRow queue_row(const db::Row& row) {
    return {{row.as<CaseId>("id"), row.text("number"), row.text("service"), "", row.text("state"), row.text("state_kind"),
             row.text("officer_name"), row.maybe<Date>("due_on"), !row.is_null("clock_stopped_on"), row.as<Timestamp>("received_at"),
             row.as<UnitId>("unit"), row.text("channel"), false, !row.is_null("answer_by")},
            row.as<KeyId>("key"),
            row.text("sealed_title"),
            row.integer("last_event")};
}

}  // namespace

std::vector<QueueRow> queue(db::Connection& db, const Tenant& tenant, AccountId account, const Filter& filter) {
    const auto lists = lists_of(db, account, filter.whose);
    if (lists.empty()) return {};
    const auto page = page_of(lists, filter);
    std::vector<SealedRow> rows;
    db.each([&](const db::Row& row) { rows.push_back(queue_row(row)); }, page.sql, page.arguments);
    const auto seen = filter.whose == Filter::Whose::watched ? seen_events(db, account) : SeenEvents();
    std::vector<QueueRow> all;
    for (auto& sealed : rows) {
        if (const auto found = seen.find(sealed.row.id.value); found != seen.end()) sealed.row.has_news = sealed.last_event > found->second;
        sealed.row.title = store::Opener{db, tenant, sealed.key}.unseal(sealed.title);
        all.push_back(std::move(sealed.row));
    }
    return all;
}

std::int64_t count_queue(db::Connection& db, AccountId account, Filter::Whose whose) {
    std::int64_t count = 0;
    for (const auto& list : lists_of(db, account, whose)) {
        if (count == most_counted) break;
        Statement counted{"SELECT COUNT(*) AS n FROM (SELECT 1 AS one " + list.sql, list.arguments};
        add_conditions(counted, {});
        counted.add(" LIMIT ?) AS counted", most_counted - count);
        db.each([&](const db::Row& row) { count += row.integer("n"); }, counted.sql, counted.arguments);
    }
    return count;
}

std::optional<std::string> next_in_queue(db::Connection& db, const Tenant& tenant, AccountId account, CaseId but_not) {
    for (const auto& row : queue(db, tenant, account, {.whose = Filter::Whose::mine, .state_kind = "open", .limit = 2}))
        if (row.id != but_not) return row.number;
    return std::nullopt;
}

}  // namespace cases
