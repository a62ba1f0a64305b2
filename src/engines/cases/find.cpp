#include "engines/cases/find.h"

#include <algorithm>

#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/services/catalogue.h"
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
    if (!is_proved_for(db, tenant, visitor, found.service, found.service_version)) return failure(Fault::sign_in_needed);
    return found;
}

bool is_proved_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view service, int version) {
    // Somebody else may know the password.
    if (!visitor.is_staff() || identity::is_proved(tenant.session_limits, visitor)) return true;
    const auto definition = services::find(db, service, version);
    return definition && !definition->secrecy;
}

static Result<Case> find_with(Permission right, db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    auto found = TRY(find_for(db, tenant, visitor, number));
    if (!visitor.is_staff() || !identity::has_right(db, visitor.account, right.name, found.unit)) return failure(Fault::forbidden);
    if (conflict_of_interest(db, visitor.account, found.id)) return failure(Fault::forbidden, "error_conflict_of_interest");
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

const Party* applicant_of(const std::vector<Party>& parties) {
    for (const auto& party : parties)
        if (party.role != represents && party.role != co_signs) return &party;
    return nullptr;
}

std::vector<Party> followers(db::Connection& db, const Tenant& tenant, const Case& of) {
    auto all = parties(db, tenant, of);
    std::erase_if(all, [&](const Party& party) { return party.mandate && !mandates::is_in_force(db, *party.mandate); });
    return all;
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

/// An organisation may have thousands of cases: ids rise with time, so the newest of each sort are looked at.
static constexpr int most_looked_at = 200;

std::vector<Related> related(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Case& of, int limit) {
    struct Hit {
        CaseId id;
        bool person, organisation, property, address;
    };
    const auto hits = db.all(
        [](const db::Row& row) {
            return Hit{row.as<CaseId>("id"), row.integer("same_person") != 0, row.integer("same_organisation") != 0,
                       row.integer("same_property") != 0, row.integer("same_address") != 0};
        },
        "SELECT c.id, c.received_at, "
        "MAX(CASE WHEN hit.why = 'person' THEN 1 ELSE 0 END) AS same_person, "
        "MAX(CASE WHEN hit.why = 'organisation' THEN 1 ELSE 0 END) AS same_organisation, "
        "MAX(CASE WHEN hit.why = 'property' THEN 1 ELSE 0 END) AS same_property, "
        "MAX(CASE WHEN hit.why = 'address' THEN 1 ELSE 0 END) AS same_address "
        "FROM (SELECT * FROM (SELECT other.case_id AS id, 'person' AS why FROM cases_party mine "
        "                     JOIN cases_party other ON other.person = mine.person WHERE mine.case_id = ? "
        "                     AND mine.mandate IS NULL AND other.mandate IS NULL "
        "                     ORDER BY other.case_id DESC LIMIT ?) AS of_person "
        "UNION ALL SELECT * FROM (SELECT other.case_id, 'organisation' FROM cases_party mine "
        "                     JOIN cases_party other ON other.organisation = mine.organisation WHERE mine.case_id = ? AND "
        "mine.organisation <> '' "
        "                     ORDER BY other.case_id DESC LIMIT ?) AS of_organisation "
        "UNION ALL SELECT * FROM (SELECT other.case_id, other.kind FROM cases_subject mine "
        "                     JOIN cases_subject other ON other.kind = mine.kind AND other.digest = mine.digest WHERE mine.case_id = ? "
        "                     ORDER BY other.case_id DESC LIMIT ?) AS of_subject) hit "
        "JOIN cases_case c ON c.id = hit.id "
        "WHERE c.id <> ? AND " +
            identity::in_units_of("c.unit") + "GROUP BY c.id, c.received_at ORDER BY c.received_at DESC, c.id DESC LIMIT ?",
        of.id, most_looked_at, of.id, most_looked_at, of.id, most_looked_at, of.id, visitor.account, may_read.name, now(), limit);
    std::vector<Related> all;
    for (const auto& hit : hits)
        if (auto found = store::find_case(db, tenant, hit.id))
            all.push_back({std::move(*found), hit.person, hit.organisation, hit.property, hit.address});
    return all;
}

std::vector<Case> cases_of(db::Connection& db, const Tenant& tenant, PersonId person, bool closed, std::optional<Changed> before,
                           int limit) {
    const auto [changed_at, id] = before.value_or(Changed{Timestamp{INT64_MAX}, CaseId{INT64_MAX}});
    const auto today = swedish_date(now()).days;
    return find_all(db, tenant,
                    db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
                           "SELECT DISTINCT c.id, c.changed_at FROM cases_party p JOIN cases_case c ON c.id = p.case_id "
                           "WHERE p.person = ? AND (p.mandate IS NULL OR " +
                               mandates::in_force("p.mandate") +
                               ") AND (c.state_kind = 'closed') = (? = 1) AND (c.changed_at < ? OR (c.changed_at = ? AND c.id < ?)) "
                               "ORDER BY c.changed_at DESC, c.id DESC LIMIT ?",
                           person, today, today, closed ? 1 : 0, changed_at, changed_at, id, limit));
}

std::vector<PendingDecision> undoable(db::Connection& db, const Tenant& tenant, AccountId account) {
    const auto rows = db.all(
        [](const db::Row& row) {
            return std::tuple{row.as<CaseId>("case_id"), row.text("outcome"), row.as<Timestamp>("send_at")};
        },
        "SELECT d.case_id, d.outcome, d.send_at FROM cases_decision d JOIN cases_case c ON c.id = d.case_id "
        "WHERE d.decided_by = ? AND d.sent_at IS NULL AND d.undone_at IS NULL AND c.state_kind = 'decided' "
        "AND " +
            identity::in_units_of("c.unit") + "ORDER BY d.send_at DESC LIMIT 20",
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

std::vector<CaseId> closed_of(db::Connection& db, AccountId account, std::string_view service, int limit) {
    // A case that is disposed of has no title left.
    return db.all(
        [](const db::Row& row) { return row.as<CaseId>("id"); },
        "SELECT id FROM cases_case WHERE service = ? AND state_kind = 'closed' AND is_test = 0 AND sealed_title IS NOT NULL AND " +
            identity::in_units_of("unit") + "ORDER BY closed_at DESC, id DESC LIMIT ?",
        service, account, may_read.name, now(), limit);
}

std::map<std::string, std::int64_t, std::less<>> received_in_series(db::Connection& db) {
    const auto rows = db.all([](const db::Row& row) { return std::pair(row.text("series"), row.integer("n")); },
                             "SELECT series, CAST(SUM(last) AS BIGINT) AS n FROM cases_series WHERE year >= ? GROUP BY series",
                             civil(swedish_date(now())).year - 1);
    return {rows.begin(), rows.end()};
}

}  // namespace cases
