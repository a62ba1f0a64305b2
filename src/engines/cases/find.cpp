#include "engines/cases/find.h"

#include <fmt/format.h>

#include <algorithm>

#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "foundation/fulltext/index.h"

namespace cases {

static store::Opener opener(db::Connection& db, const Tenant& tenant, const Case& found) { return {db, tenant, found.key}; }

Result<Case> find(db::Connection& db, const Tenant& tenant, CaseId id) {
    auto found = store::find_case(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

Result<Case> find_by_number(db::Connection& db, const Tenant& tenant, std::string_view number) {
    const auto id = store::id_of_number(db, number);
    if (!id) return failure(Fault::not_found);
    return find(db, tenant, *id);
}

Result<Case> find_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    auto found = TRY(find_by_number(db, tenant, number));
    const bool may_see = visitor.is_staff()      ? identity::has_right(db, visitor.account, may_read.name, found.unit)
                         : visitor.is_resident() ? store::is_party(db, found.id, visitor.person)
                                                 : false;
    if (!may_see) return failure(Fault::not_found);
    // A password alone does not open what is secret: somebody else may know it.
    const bool is_open = !visitor.is_staff() || identity::is_proved(tenant.session_limits, visitor) || !service_of(db, found)->secrecy;
    if (!is_open) return failure(Fault::sign_in_needed);
    return found;
}

static Result<Case> find_with(Permission right, db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    auto found = TRY(find_for(db, tenant, visitor, number));
    if (!visitor.is_staff() || !identity::has_right(db, visitor.account, right.name, found.unit)) return failure(Fault::forbidden);
    return found;
}
Result<Case> find_to_change(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    return find_with(may_decide, db, tenant, visitor, number);
}
Result<Case> find_to_approve(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    return find_with(may_approve, db, tenant, visitor, number);
}

Result<NamedCase> named(db::Connection& db, const Visitor& visitor, CaseId id) {
    const auto place = store::place_of(db, id);
    if (!place) return failure(Fault::not_found);
    return NamedCase{place->number, visitor.is_staff() && identity::has_right(db, visitor.account, may_read.name, place->unit)};
}

Result<NamedCase> named(db::Connection& db, const Visitor& visitor, std::string_view number) {
    const auto id = store::id_of_number(db, number);
    if (!id) return failure(Fault::not_found);
    return named(db, visitor, *id);
}

Result<Case> find_by_code(db::Connection& db, const Tenant& tenant, std::string_view number, std::string_view code) {
    const auto id = store::id_of_code(db, number, store::code_hash(tenant, number, code));
    if (!id) return failure(Fault::not_found);
    return find(db, tenant, *id);
}

std::vector<Event> events(db::Connection& db, const Tenant& tenant, const Case& of) { return store::events(opener(db, tenant, of), of.id); }
std::vector<Party> parties(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::parties(opener(db, tenant, of), of.id);
}
std::vector<Document> documents(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::documents(opener(db, tenant, of), of.id);
}
std::vector<Message> messages(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::messages(opener(db, tenant, of), of.id);
}
std::vector<Supplement> supplements(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::supplements(opener(db, tenant, of), of.id);
}
std::optional<Decision> decision(db::Connection& db, const Tenant& tenant, const Case& of) {
    return store::decision(opener(db, tenant, of), of.id);
}

std::optional<Supplement> open_supplement(db::Connection& db, const Tenant& tenant, const Case& of) {
    for (auto& supplement : supplements(db, tenant, of))
        if (!supplement.ended_at) return std::move(supplement);
    return std::nullopt;
}

std::vector<Case> find_all(db::Connection& db, const Tenant& tenant, const std::vector<CaseId>& ids) {
    std::vector<Case> all;
    for (const auto id : ids)
        if (auto found = store::find_case(db, tenant, id)) all.push_back(std::move(*found));
    return all;
}

/// An organisation may have thousands of cases: ids rise with time, so the newest of each are looked at.
static constexpr int most_looked_at = 200;
/// A form may name many people, and SQLite puts 500 lists together at most.
static constexpr std::size_t most_compared = 100;

namespace {

/// The newest cases of each person, organisation and place that a case has, one list for each.
struct Lists {
    std::string sql{};
    std::vector<db::Argument> arguments{};
    std::size_t count = 0;

    /// `where` is met by an index that ends with the case: the newest are read from its end, however many there are.
    template <class... Values>
    void add(std::string_view why, std::string_view table, std::string_view where, const Values&... values) {
        if (count++ >= most_compared) return;
        sql += fmt::format("{}SELECT * FROM (SELECT case_id AS id, '{}' AS why FROM {} WHERE {} ORDER BY case_id DESC LIMIT ?) AS one_list",
                           sql.empty() ? "" : " UNION ALL ", why, table, where);
        (arguments.emplace_back(values), ...);
        arguments.emplace_back(most_looked_at);
    }
};

/// What the case is compared by.
struct Traits {
    std::vector<PersonId> people;
    std::vector<std::string> organisations;
    std::vector<std::pair<std::string, std::string>> subjects;  ///< kind and digest

    Lists lists() const {
        Lists all;
        for (const auto person : people) all.add("person", "cases_party", "person = ?", person);
        for (const auto& organisation : organisations) all.add("organisation", "cases_party", "organisation = ?", organisation);
        for (const auto& [kind, digest] : subjects) all.add(kind, "cases_subject", "kind = ? AND digest = ?", kind, digest);
        return all;
    }
};

Traits traits_of(db::Connection& db, CaseId id) {
    return {store::people_in(db, id),
            db.all([](const db::Row& row) { return row.text("organisation"); },
                   "SELECT DISTINCT organisation FROM cases_party WHERE case_id = ? AND organisation <> ''", id),
            db.all([](const db::Row& row) { return std::pair(row.text("kind"), row.text("digest")); },
                   "SELECT kind, digest FROM cases_subject WHERE case_id = ? ORDER BY kind, digest", id)};
}

struct Hit {
    CaseId id;
    bool person, organisation, property, address;
};

Hit hit_from(const db::Row& row) {
    const auto same = [&](std::string_view what) { return row.integer(what) != 0; };
    return {row.as<CaseId>("id"), same("same_person"), same("same_organisation"), same("same_property"), same("same_address")};
}

}  // namespace

std::vector<Related> related(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Case& of, int limit) {
    const auto traits = traits_of(db, of.id);
    auto [lists, arguments, count] = traits.lists();
    if (count == 0) return {};
    for (const auto& argument : {db::Argument(of.id), db::Argument(visitor.account), db::Argument(may_read.name), db::Argument(now()),
                                 db::Argument(limit)})
        arguments.push_back(argument);
    std::vector<Hit> hits;
    db.each([&](const db::Row& row) { hits.push_back(hit_from(row)); },
            fmt::format("SELECT c.id, c.received_at, "
                        "MAX(CASE WHEN hit.why = 'person' THEN 1 ELSE 0 END) AS same_person, "
                        "MAX(CASE WHEN hit.why = 'organisation' THEN 1 ELSE 0 END) AS same_organisation, "
                        "MAX(CASE WHEN hit.why = 'property' THEN 1 ELSE 0 END) AS same_property, "
                        "MAX(CASE WHEN hit.why = 'address' THEN 1 ELSE 0 END) AS same_address "
                        "FROM ({}) hit JOIN cases_case c ON c.id = hit.id "
                        "WHERE c.id <> ? AND c.unit IN (SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ?) "
                        "GROUP BY c.id, c.received_at ORDER BY c.received_at DESC, c.id DESC LIMIT ?",
                        lists),
            arguments);
    std::vector<Related> all;
    for (const auto& hit : hits)
        if (auto found = store::find_case(db, tenant, hit.id))
            all.push_back({std::move(*found), hit.person, hit.organisation, hit.property, hit.address});
    return all;
}

std::vector<Case> cases_of(db::Connection& db, const Tenant& tenant, PersonId person, bool closed, std::optional<Changed> before,
                           int limit) {
    const auto [changed_at, id] = before.value_or(Changed{Timestamp{INT64_MAX}, CaseId{INT64_MAX}});
    return find_all(
        db, tenant,
        db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
               "SELECT DISTINCT c.id, c.changed_at FROM cases_party p JOIN cases_case c ON c.id = p.case_id "
               "WHERE p.person = ? AND (c.state_kind = 'closed') = (? = 1) AND (c.changed_at < ? OR (c.changed_at = ? AND c.id < ?)) "
               "ORDER BY c.changed_at DESC, c.id DESC LIMIT ?",
               person, closed ? 1 : 0, changed_at, changed_at, id, limit));
}

std::vector<PendingDecision> undoable(db::Connection& db, const Tenant& tenant, AccountId account) {
    const auto rows = db.all(
        [](const db::Row& row) {
            return std::tuple{row.as<CaseId>("case_id"), row.text("outcome"), row.as<Timestamp>("send_at")};
        },
        "SELECT d.case_id, d.outcome, d.send_at FROM cases_decision d JOIN cases_case c ON c.id = d.case_id "
        "WHERE d.decided_by = ? AND d.sent_at IS NULL AND d.undone_at IS NULL AND c.state_kind = 'decided' "
        "AND c.unit IN (SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ?) "
        "ORDER BY d.send_at DESC LIMIT 20",
        account, account, may_decide.name, now());
    std::vector<PendingDecision> all;
    for (const auto& [id, outcome, send_at] : rows)
        if (const auto found = store::find_case(db, tenant, id)) all.push_back({found->number, found->title, outcome, send_at});
    return all;
}

std::vector<Case> search(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view words, int limit) {
    std::vector<std::int64_t> units;
    for (const auto unit : identity::units_with_right(db, account, may_read.name)) units.push_back(unit.value);
    std::vector<Case> found;
    for (const auto& hit : fulltext::search(db, {.words = std::string(words),
                                                .scopes = units,
                                                .kinds = {"case"},
                                                .limit = limit,
                                                .prefix_last = true,
                                                .secret = store::search_secret(tenant)}))
        if (auto of = store::find_case(db, tenant, CaseId{hit.id})) found.push_back(std::move(*of));
    return found;
}

std::vector<std::string> kept_files(db::Connection& db) {
    return db.all([](const db::Row& row) { return row.text("hash"); }, "SELECT DISTINCT hash FROM cases_document");
}

bool keeps_file(db::Connection& db, std::string_view hash) {
    return db.number("SELECT COUNT(*) AS n FROM cases_document WHERE hash = ?", hash) > 0;
}

UsualTime usual_time(db::Connection& db, std::string_view service) {
    auto days =
        db.all([](const db::Row& row) { return row.integer("took") / microseconds_a_day; },
               "SELECT closed_at - received_at AS took FROM cases_case WHERE service = ? AND state_kind = 'closed' AND is_test = 0 AND "
               "closed_at > ? ORDER BY closed_at DESC LIMIT 1000",
               service, now() - 365 * microseconds_a_day);
    if (days.empty()) return {};
    std::sort(days.begin(), days.end());
    return {static_cast<std::int64_t>(days.size()), days[days.size() / 2], days[days.size() * 9 / 10]};
}

std::int64_t count_closed(db::Connection& db, std::string_view service, Timestamp since) {
    return db.number("SELECT COUNT(*) AS n FROM cases_case WHERE service = ? AND state_kind = 'closed' AND is_test = 0 AND closed_at >= ?",
                     service, since);
}

std::vector<CaseId> closed_of(db::Connection& db, AccountId account, std::string_view service, int limit) {
    // A case that is disposed of has no title left.
    return db.all(
        [](const db::Row& row) { return row.as<CaseId>("id"); },
        "SELECT id FROM cases_case WHERE service = ? AND state_kind = 'closed' AND is_test = 0 AND sealed_title IS NOT NULL AND unit "
        "IN (SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ?) "
        "ORDER BY closed_at DESC, id DESC LIMIT ?",
        service, account, may_read.name, now(), limit);
}

std::map<std::string, std::int64_t, std::less<>> received_in_series(db::Connection& db) {
    const auto rows = db.all([](const db::Row& row) { return std::pair(row.text("series"), row.integer("n")); },
                             "SELECT series, CAST(SUM(last) AS BIGINT) AS n FROM cases_series WHERE year >= ? GROUP BY series",
                             civil(swedish_date(now())).year - 1);
    return {rows.begin(), rows.end()};
}

}  // namespace cases
