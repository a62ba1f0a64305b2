#include "areas/fault_reports/store.h"

#include "engines/cases/find.h"
#include "engines/identity/roles.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/marks.h"
#include "foundation/json/json.h"

namespace fault_reports::store {

void follow(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key, std::string_view contact, Language language) {
    const auto digest = crypto::hex(crypto::hmac_sha256(tenant.secret, "fault follower " + std::string(contact)));
    const auto sealed = privacy::seal_text(db, tenant.secret, key, contact);
    db.execute(
        "INSERT INTO fault_reports_follower(id, case_id, contact_digest, sealed_contact, language, followed_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id, contact_digest) DO NOTHING",
        new_id(), of, digest, db::Blob{sealed}, to_code(language), now());
}

std::vector<Follower> followers(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key) {
    auto all = db.all(
        [](const db::Row& row) {
            return Follower{row.integer("id"), row.text("sealed_contact"), language_from(row.text("language")).value_or(Language::sv),
                            row.integer("times_told"), row.integer("is_confirmed") == 1};
        },
        "SELECT id, sealed_contact, language, times_told, is_confirmed FROM fault_reports_follower WHERE case_id = ? ORDER BY id", of);
    for (auto& one : all) one.contact = privacy::unseal_text(db, tenant.secret, key, one.contact).value_or("");
    return all;
}

std::int64_t count_followers(db::Connection& db, CaseId of) {
    return db.number("SELECT COUNT(*) AS n FROM fault_reports_follower WHERE case_id = ?", of);
}

std::map<std::int64_t, std::int64_t> count_followers(db::Connection& db, const std::vector<CaseId>& ids) {
    std::map<std::int64_t, std::int64_t> all;
    if (ids.empty()) return all;
    db.each([&](const db::Row& row) { all[row.integer("case_id")] = row.integer("n"); },
            "SELECT case_id, COUNT(*) AS n FROM fault_reports_follower WHERE case_id IN (" + db::marks(ids.size()) + ") GROUP BY case_id",
            std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}

void note_told(db::Connection& db, std::int64_t follower) {
    db.execute("UPDATE fault_reports_follower SET times_told = times_told + 1 WHERE id = ?", follower);
}
void confirm(db::Connection& db, std::int64_t follower) {
    db.execute("UPDATE fault_reports_follower SET is_confirmed = 1 WHERE id = ?", follower);
}
void remove_follower(db::Connection& db, std::int64_t follower) { db.execute("DELETE FROM fault_reports_follower WHERE id = ?", follower); }

void set_wish(db::Connection& db, CaseId of, std::int64_t party, Wish wish) {
    if (wish == Wish::more) db.execute("DELETE FROM fault_reports_quiet WHERE case_id = ? AND party = ?", of, party);
    else db.execute("INSERT INTO fault_reports_quiet(case_id, party) VALUES (?, ?) ON CONFLICT (case_id, party) DO NOTHING", of, party);
}
std::set<std::int64_t> quiet_parties(db::Connection& db, CaseId of) {
    const auto all =
        db.all([](const db::Row& row) { return row.integer("party"); }, "SELECT party FROM fault_reports_quiet WHERE case_id = ?", of);
    return {all.begin(), all.end()};
}

std::map<std::int64_t, Shown> shown(db::Connection& db, const std::vector<CaseId>& ids) {
    std::map<std::int64_t, Shown> all;
    if (ids.empty()) return all;
    db.each(
        [&](const db::Row& row) {
            all[row.integer("case_id")] = {row.text("description"), row.text("answer"), row.maybe<DocumentId>("picture"),
                                           row.maybe<DocumentId>("after")};
        },
        "SELECT s.case_id, s.description, s.answer, b.document AS picture, a.document AS after FROM fault_reports_shown s "
        "LEFT JOIN fault_reports_picture b ON b.case_id = s.case_id AND b.document = s.picture "
        "LEFT JOIN fault_reports_picture a ON a.case_id = s.case_id AND a.document = s.after "
        "WHERE s.case_id IN (" +
            db::marks(ids.size()) + ")",
        std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}

Shown shown(db::Connection& db, CaseId of) { return shown(db, std::vector{of})[of.value]; }

void show(db::Connection& db, CaseId of, const Shown& shown) {
    db.execute(
        "INSERT INTO fault_reports_shown(case_id, description, picture, answer, after) VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id) DO "
        "UPDATE SET description = excluded.description, picture = excluded.picture, answer = excluded.answer, after = excluded.after",
        of, shown.description, shown.picture, shown.answer, shown.after);
}

void keep_picture(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key, DocumentId document, std::string_view jpeg) {
    const auto sealed = privacy::seal_text(db, tenant.secret, key, jpeg);
    db.execute(
        "INSERT INTO fault_reports_picture(case_id, document, sealed) VALUES (?, ?, ?) ON CONFLICT (case_id, document) DO UPDATE SET "
        "sealed = excluded.sealed",
        of, document, db::Blob{sealed});
}

Result<std::string> picture(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key, DocumentId document) {
    const auto sealed = db.one([](const db::Row& row) { return row.text("sealed"); },
                               "SELECT sealed FROM fault_reports_picture WHERE case_id = ? AND document = ?", of, document);
    auto jpeg = sealed ? privacy::unseal_text(db, tenant.secret, key, *sealed) : std::nullopt;
    if (!jpeg) return failure(Fault::not_found);
    return *std::move(jpeg);
}

std::optional<std::string> taken_before(db::Connection& db, std::string_view name) {
    return db.one([](const db::Row& row) { return row.text("number"); }, "SELECT number FROM fault_reports_kept WHERE digest = ?",
                  crypto::sha256_hex(name));
}
void note_taken(db::Connection& db, std::string_view name, std::string_view number) {
    db.execute("INSERT INTO fault_reports_kept(digest, number, taken_at) VALUES (?, ?, ?)", crypto::sha256_hex(name), number, now());
}

void add_verdict(db::Connection& db, CaseId of, std::string_view asked, std::string_view service, Said said) {
    const auto digest = crypto::sha256_hex(asked);
    db.execute(
        "INSERT INTO fault_reports_verdict(case_id, asked, service, said, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id, asked) "
        "DO UPDATE SET said = excluded.said, at = excluded.at WHERE excluded.said = 'no'",
        of, digest, service, said == Said::yes ? "yes" : "no", now());
}

Verdicts verdicts(db::Connection& db, std::string_view service, Timestamp since) {
    return db
        .one(
            [](const db::Row& row) {
                return Verdicts{row.integer("yes"), row.integer("answers") - row.integer("yes")};
            },
            "SELECT COUNT(*) AS answers, COUNT(*) FILTER (WHERE said = 'yes') AS yes FROM fault_reports_verdict WHERE service = ? AND at "
            ">= "
            "?",
            service, since)
        .value_or(Verdicts{});
}

std::vector<CaseId> judged(db::Connection& db, std::string_view service, Timestamp since, int limit) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("case_id"); },
                  "SELECT DISTINCT case_id FROM fault_reports_verdict WHERE service = ? AND at >= ? ORDER BY case_id DESC LIMIT ?", service,
                  since, limit);
}

// ---- receivers outside the house

static crypto::Key key_of_keys(const Tenant& tenant) {
    return crypto::key_from(crypto::hmac_sha256(tenant.secret, "keys of receivers of fault reports")).value();
}
static std::string bound_to(ReceiverId id) { return "receiver " + std::to_string(id.value); }

static json::Value to_json(const std::vector<TheirService>& all) {
    return json::array(all, [](const TheirService& one) {
        return json::object({{"code", one.code}, {"name", one.name}, {"attributes", fault_reports::to_json(one.attributes)}});
    });
}

void put_receiver(db::Connection& db, const Tenant& tenant, const Receiver& one) {
    const auto sealed = one.key.empty() ? std::string() : crypto::seal(key_of_keys(tenant), one.key, bound_to(one.id));
    db.execute(
        "INSERT INTO fault_reports_receiver(id, name, way, language, email, districts, endpoint, jurisdiction, sealed_key, format, "
        "services, asked_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "way = excluded.way, language = excluded.language, email = excluded.email, districts = excluded.districts, "
        "endpoint = excluded.endpoint, jurisdiction = excluded.jurisdiction, sealed_key = excluded.sealed_key, format = excluded.format, "
        "services = excluded.services, asked_at = excluded.asked_at, problem = excluded.problem",
        one.id, one.name, to_name(one.way), to_code(one.language), one.email, joined(one.districts, "\n"), one.endpoint, one.jurisdiction,
        db::Blob{sealed}, one.format, json::to_text(to_json(one.services)), one.asked_at, one.problem);
    db.execute("DELETE FROM fault_reports_receiver_takes WHERE receiver = ?", one.id);
    for (const auto& takes : one.takes)
        db.execute("INSERT INTO fault_reports_receiver_takes(receiver, service, is_automatic, their_code) VALUES (?, ?, ?, ?)", one.id,
                   takes.service, takes.is_automatic ? 1 : 0, takes.their_code);
}
void set_services(db::Connection& db, ReceiverId id, const std::vector<TheirService>& services, std::string_view format, Timestamp at) {
    db.execute("UPDATE fault_reports_receiver SET services = ?, format = ?, asked_at = ?, problem = '' WHERE id = ?",
               json::to_text(to_json(services)), format, at, id);
}
void set_problem(db::Connection& db, ReceiverId id, std::string_view problem) {
    db.execute("UPDATE fault_reports_receiver SET problem = ? WHERE id = ?", problem, id);
}
void set_format(db::Connection& db, ReceiverId id, std::string_view format) {
    db.execute("UPDATE fault_reports_receiver SET format = ? WHERE id = ?", format, id);
}
void end_receiver(db::Connection& db, ReceiverId id) {
    db.execute("UPDATE fault_reports_receiver SET ended_at = ? WHERE id = ? AND ended_at IS NULL", now(), id);
}

static std::vector<Takes> takes_of(db::Connection& db, ReceiverId id) {
    return db.all(
        [](const db::Row& row) {
            return Takes{row.text("service"), row.integer("is_automatic") == 1, row.text("their_code")};
        },
        "SELECT service, is_automatic, their_code FROM fault_reports_receiver_takes WHERE receiver = ? ORDER BY service", id);
}

static std::vector<Receiver> receivers_where(db::Connection& db, const Tenant& tenant, const std::string& where,
                                             std::vector<db::Argument> arguments) {
    std::vector<Receiver> all;
    db.each(
        [&](const db::Row& row) {
            Receiver one{.id = row.as<ReceiverId>("id"),
                         .name = row.text("name"),
                         .way = from_name<Way>(row.text("way")).value_or(Way::link),
                         .language = language_from(row.text("language")).value_or(Language::sv),
                         .email = row.text("email"),
                         .endpoint = row.text("endpoint"),
                         .jurisdiction = row.text("jurisdiction"),
                         .format = row.text("format"),
                         .asked_at = row.maybe<Timestamp>("asked_at"),
                         .problem = row.text("problem"),
                         .is_ended = !row.is_null("ended_at")};
            const auto districts = row.text("districts");
            for (const auto line : split(districts, '\n'))
                if (!line.empty()) one.districts.emplace_back(line);
            if (const auto sealed = row.text("sealed_key"); !sealed.empty())
                one.key = crypto::unseal(key_of_keys(tenant), sealed, bound_to(one.id)).value_or("");
            if (const auto services = json::parse(row.text("services")))
                for (const auto& service : services->items())
                    one.services.push_back({service["code"].text(), service["name"].text(), attributes_from(service["attributes"])});
            all.push_back(std::move(one));
        },
        "SELECT id, name, way, language, email, districts, endpoint, jurisdiction, sealed_key, format, services, asked_at, problem, "
        "ended_at "
        "FROM fault_reports_receiver " +
            where + " ORDER BY name, id",
        arguments);
    for (auto& one : all) one.takes = takes_of(db, one.id);
    return all;
}
std::optional<Receiver> receiver(db::Connection& db, const Tenant& tenant, ReceiverId id) {
    auto found = receivers_where(db, tenant, "WHERE id = ?", {id});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}
std::vector<Receiver> receivers(db::Connection& db, const Tenant& tenant) { return receivers_where(db, tenant, "", {}); }

bool is_automatic(db::Connection& db, std::string_view service) {
    return db.number(
               "SELECT COUNT(*) AS n FROM fault_reports_receiver_takes t JOIN fault_reports_receiver r ON r.id = t.receiver "
               "WHERE t.service = ? AND t.is_automatic = 1 AND r.ended_at IS NULL",
               service) > 0;
}

void add_link(db::Connection& db, ReceiverId receiver, std::int64_t link, std::string_view token, Timestamp expires_at) {
    db.execute("INSERT INTO fault_reports_receiver_link(id, receiver, digest, expires_at) VALUES (?, ?, ?, ?)", link, receiver,
               crypto::sha256_hex(token), expires_at);
}
void revoke_links(db::Connection& db, ReceiverId receiver) {
    db.execute("UPDATE fault_reports_receiver_link SET revoked_at = ? WHERE receiver = ? AND revoked_at IS NULL", now(), receiver);
}
std::optional<std::int64_t> link_of(db::Connection& db, ReceiverId receiver, Timestamp until) {
    return db.one(
        [](const db::Row& row) { return row.integer("id"); },
        "SELECT id FROM fault_reports_receiver_link WHERE receiver = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY id DESC "
        "LIMIT 1",
        receiver, until);
}
std::optional<ReceiverId> receiver_of_link(db::Connection& db, std::string_view token) {
    return db.one([](const db::Row& row) { return row.as<ReceiverId>("receiver"); },
                  "SELECT l.receiver FROM fault_reports_receiver_link l JOIN fault_reports_receiver r ON r.id = l.receiver "
                  "WHERE l.digest = ? AND l.revoked_at IS NULL AND l.expires_at > ? AND r.ended_at IS NULL",
                  crypto::sha256_hex(token), now());
}

void add_handed(db::Connection& db, const Tenant& tenant, KeyId key, const Handed& one) {
    const auto sealed = privacy::seal_text(db, tenant.secret, key, one.said);
    const auto attributes = privacy::seal_text(db, tenant.secret, key, json::to_text(fault_reports::to_json(one.attributes)));
    db.execute(
        "INSERT INTO fault_reports_handed(id, case_id, receiver, state, sealed_said, picture, handed_at, attempts, next_at, problem, "
        "their_id, their_token, heard, ended_at, sealed_attributes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.id, one.of, one.receiver, to_name(one.state), db::Blob{sealed}, one.picture, one.handed_at, one.attempts, one.next_at,
        one.problem, one.their_id, one.their_token, one.heard, one.ended_at, db::Blob{attributes});
}
void change_handed(db::Connection& db, const Handed& one) {
    db.execute(
        "UPDATE fault_reports_handed SET state = ?, attempts = ?, next_at = ?, problem = ?, their_id = ?, their_token = ?, heard = ?, "
        "ended_at = ? WHERE id = ?",
        to_name(one.state), one.attempts, one.next_at, one.problem, one.their_id, one.their_token, one.heard, one.ended_at, one.id);
}

static std::vector<AttributeAnswer> unsealed_attributes(db::Connection& db, const Tenant& tenant, HandedId id, KeyId key) {
    const auto sealed = db.one([](const db::Row& row) { return row.text("sealed_attributes"); },
                               "SELECT sealed_attributes FROM fault_reports_handed WHERE id = ? AND sealed_attributes IS NOT NULL", id);
    const auto written = sealed ? privacy::unseal_text(db, tenant.secret, key, *sealed) : std::nullopt;
    if (!written) return {};
    const auto read = json::parse(*written);
    return read ? answers_from(*read) : std::vector<AttributeAnswer>{};
}

/// Sealed as they stand in the table.
static std::vector<Handed> handed_where(db::Connection& db, const std::string& where, std::vector<db::Argument> arguments) {
    std::vector<Handed> all;
    db.each(
        [&](const db::Row& row) {
            all.push_back({.id = row.as<HandedId>("id"),
                           .of = row.as<CaseId>("case_id"),
                           .receiver = row.as<ReceiverId>("receiver"),
                           .state = from_name<HandedState>(row.text("state")).value_or(HandedState::unknown),
                           .said = row.text("sealed_said"),
                           .picture = row.maybe<DocumentId>("picture"),
                           .handed_at = row.as<Timestamp>("handed_at"),
                           .attempts = static_cast<int>(row.integer("attempts")),
                           .next_at = row.maybe<Timestamp>("next_at"),
                           .problem = row.text("problem"),
                           .their_id = row.text("their_id"),
                           .their_token = row.text("their_token"),
                           .heard = row.text("heard"),
                           .ended_at = row.maybe<Timestamp>("ended_at")});
        },
        "SELECT id, case_id, receiver, state, sealed_said, picture, handed_at, attempts, next_at, problem, their_id, their_token, heard, "
        "ended_at FROM fault_reports_handed WHERE " +
            where + " ORDER BY id DESC",
        arguments);
    return all;
}
std::vector<Handed> handed_ever(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key) {
    auto all = handed_where(db, "case_id = ?", {of});
    for (auto& one : all) one.said = privacy::unseal_text(db, tenant.secret, key, one.said).value_or("");
    return all;
}
std::optional<Handed> handed_now(db::Connection& db, const Tenant& tenant, CaseId of, KeyId key) {
    for (auto& one : handed_ever(db, tenant, of, key))
        if (!one.ended_at) return std::move(one);
    return std::nullopt;
}
std::optional<Handed> handed(db::Connection& db, const Tenant& tenant, HandedId id) {
    auto found = handed_where(db, "id = ?", {id});
    if (found.empty()) return std::nullopt;
    const auto of = cases::find(db, tenant, found.front().of);
    if (!of) return std::nullopt;
    found.front().said = privacy::unseal_text(db, tenant.secret, of->key, found.front().said).value_or("");
    found.front().attributes = unsealed_attributes(db, tenant, id, of->key);
    return std::move(found.front());
}

std::vector<CaseId> cases_with(db::Connection& db, ReceiverId receiver, int limit) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("case_id"); },
                  "SELECT h.case_id FROM fault_reports_handed h JOIN cases_place p ON p.case_id = h.case_id WHERE h.receiver = ? AND "
                  "h.ended_at IS NULL AND h.state IN ('sent', 'begun') AND p.is_open = 1 ORDER BY h.id DESC LIMIT ?",
                  receiver, limit);
}
std::int64_t count_with(db::Connection& db, ReceiverId receiver) {
    return db.number(
        "SELECT COUNT(*) AS n FROM fault_reports_handed h JOIN cases_place p ON p.case_id = h.case_id WHERE h.receiver = ? AND h.ended_at "
        "IS NULL AND p.is_open = 1",
        receiver);
}
std::map<std::int64_t, std::string> who_has(db::Connection& db, const std::vector<CaseId>& ids) {
    std::map<std::int64_t, std::string> all;
    if (ids.empty()) return all;
    db.each([&](const db::Row& row) { all[row.integer("case_id")] = row.text("name"); },
            "SELECT h.case_id, r.name FROM fault_reports_handed h JOIN fault_reports_receiver r ON r.id = h.receiver WHERE h.ended_at IS "
            "NULL AND h.case_id IN (" +
                db::marks(ids.size()) + ")",
            std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}
std::vector<Outside> who_had(db::Connection& db, CaseId of) {
    return db.all(
        [](const db::Row& row) {
            return Outside{row.text("name"), row.as<Timestamp>("handed_at"), row.maybe<Timestamp>("ended_at")};
        },
        "SELECT r.name, h.handed_at, h.ended_at FROM fault_reports_handed h JOIN fault_reports_receiver r ON r.id = h.receiver WHERE "
        "h.case_id = ? AND (h.state IN ('sent', 'begun', 'done', 'not_ours') OR (h.state = 'taken_back' AND (r.way <> 'open311' OR "
        "h.their_id <> '' OR h.their_token <> ''))) ORDER BY h.handed_at, h.id",
        of);
}
std::vector<HandedId> to_ask(db::Connection& db, Timestamp at, int limit) {
    return db.all([](const db::Row& row) { return row.as<HandedId>("id"); },
                  "SELECT h.id FROM fault_reports_handed h JOIN cases_place p ON p.case_id = h.case_id WHERE h.ended_at IS NULL AND "
                  "h.next_at <= ? AND h.state IN ('sent', 'begun') AND p.is_open = 1 ORDER BY h.next_at LIMIT ?",
                  at, limit);
}
void end_handed_of_closed(db::Connection& db) {
    db.execute(
        "UPDATE fault_reports_handed SET state = 'taken_back', ended_at = ?, next_at = NULL WHERE ended_at IS NULL AND case_id IN "
        "(SELECT case_id FROM cases_place WHERE is_open = 0)",
        now());
}

std::vector<similarity::KindCount> learned_words(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return similarity::KindCount{row.text("service"), row.text("stem"), row.integer("texts")};
        },
        "SELECT service, stem, texts FROM fault_reports_word ORDER BY service, stem");
}
void keep_learned_words(db::Connection& db, const std::vector<similarity::KindCount>& all) {
    db.execute("DELETE FROM fault_reports_word");
    for (const auto& one : all)
        db.execute("INSERT INTO fault_reports_word(service, stem, texts) VALUES (?, ?, ?)", one.kind, one.stem, one.texts);
}
std::vector<CaseId> closed_of(db::Connection& db, std::string_view service, Timestamp since, int limit) {
    return db.all([](const db::Row& row) { return row.as<CaseId>("case_id"); },
                  "SELECT case_id FROM cases_place WHERE service = ? AND is_open = 0 AND closed_at >= ? ORDER BY closed_at DESC LIMIT ?",
                  service, since, limit);
}

// ---- what mending takes

void put_resource(db::Connection& db, const Resource& one) {
    db.execute(
        "INSERT INTO fault_reports_resource(id, name, unit, ore, grams) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, unit = excluded.unit, ore = excluded.ore, grams = excluded.grams",
        one.id, one.name, one.unit, one.ore, one.grams);
}
void end_resource(db::Connection& db, ResourceId id) {
    db.execute("UPDATE fault_reports_resource SET ended_at = ? WHERE id = ? AND ended_at IS NULL", now(), id);
}
std::vector<Resource> resources(db::Connection& db) {
    return db.all(
        [](const db::Row& row) {
            return Resource{row.as<ResourceId>("id"), row.text("name"), row.text("unit"), row.integer("ore"), row.integer("grams")};
        },
        "SELECT id, name, unit, ore, grams FROM fault_reports_resource WHERE ended_at IS NULL ORDER BY name, id");
}

void add_use(db::Connection& db, const cases::PlacedCase& of, const Use& use) {
    const auto day = swedish_date(now());
    db.execute(
        "INSERT INTO fault_reports_use(id, case_id, number, resource, thousandths, ore, grams, service, road, district, unit, year, "
        "used_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        new_id(), of.id, of.number, use.of.id, use.thousandths, use.ore(), use.grams(), of.service, of.place.road, of.place.district,
        of.unit, civil(day).year, day);
}

/// Of fault_reports_use u.
static std::vector<UseRow> rows(db::Connection& db, const std::string& where_and_order, const std::vector<db::Argument>& arguments) {
    std::vector<UseRow> found;
    db.each(
        [&](const db::Row& row) {
            found.push_back({row.text("number"), row.text("service"), row.text("road"), row.text("district"), row.text("name"),
                             row.text("unit"), row.integer("thousandths"), row.integer("ore"), row.integer("grams"),
                             row.as<Date>("used_on")});
        },
        "SELECT u.number, u.service, u.road, u.district, r.name, r.unit, u.thousandths, u.ore, u.grams, u.used_on "
        "FROM fault_reports_use u JOIN fault_reports_resource r ON r.id = u.resource WHERE " +
            where_and_order,
        arguments);
    return found;
}

std::vector<UseRow> uses_of(db::Connection& db, CaseId of) { return rows(db, "u.case_id = ? ORDER BY u.id", {of}); }

std::vector<UseRow> uses(db::Connection& db, AccountId account, int year, const std::optional<std::string>& road, int limit) {
    std::vector<db::Argument> arguments{account, cases::may_read.name, now(), year};
    if (road) arguments.emplace_back(*road);
    arguments.emplace_back(limit);
    return rows(db,
                identity::in_units_of("u.unit") + " AND u.year = ?" + (road ? " AND u.road = ?" : "") +
                    " ORDER BY u.used_on DESC, u.id DESC LIMIT ?",
                arguments);
}

/// What `by` groups, of the reports that the account may read.
static std::string sums(std::string_view by) {
    return "SELECT " + std::string(by) +
           ", COUNT(DISTINCT u.case_id) AS mended, CAST(SUM(u.ore) AS BIGINT) AS ore, CAST(SUM(u.grams) AS BIGINT) AS grams "
           "FROM fault_reports_use u WHERE " +
           identity::in_units_of("u.unit");
}
static Cost cost_in(const db::Row& row) { return {row.integer("mended"), row.integer("ore"), row.integer("grams")}; }

std::vector<RoadCost> costs_by_road(db::Connection& db, AccountId account, int year) {
    return db.all(
        [](const db::Row& row) {
            return RoadCost{row.text("road"), row.text("district"), cost_in(row)};
        },
        sums("u.road, MIN(u.district) AS district") + " AND u.year = ? GROUP BY u.road ORDER BY ore DESC, u.road", account,
        cases::may_read.name, now(), year);
}
std::vector<YearCost> costs_by_year(db::Connection& db, AccountId account) {
    return db.all(
        [](const db::Row& row) {
            return YearCost{static_cast<int>(row.integer("year")), cost_in(row)};
        },
        sums("u.year") + " GROUP BY u.year ORDER BY u.year", account, cases::may_read.name, now());
}

// ---- what in the street a report is about

void keep_asset(db::Connection& db, CaseId of, std::string_view number, const OfAsset& about, Timestamp received_at) {
    db.execute("INSERT INTO fault_reports_asset(case_id, number, asset, how, received_at) VALUES (?, ?, ?, ?, ?)", of, number, about.asset,
               to_name(about.how), received_at);
}
std::optional<OfAsset> asset_of(db::Connection& db, CaseId of) {
    return db.one(
        [](const db::Row& row) {
            return OfAsset{row.as<AssetId>("asset"), from_name<How>(row.text("how")).value_or(How::chosen)};
        },
        "SELECT asset, how FROM fault_reports_asset WHERE case_id = ?", of);
}
std::map<std::int64_t, AssetId> assets_of(db::Connection& db, const std::vector<CaseId>& ids) {
    std::map<std::int64_t, AssetId> all;
    if (ids.empty()) return all;
    db.each([&](const db::Row& row) { all[row.integer("case_id")] = row.as<AssetId>("asset"); },
            "SELECT case_id, asset FROM fault_reports_asset WHERE case_id IN (" + db::marks(ids.size()) + ")",
            std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}
std::vector<std::string> numbers_of_asset(db::Connection& db, AssetId asset, int limit) {
    return db.all([](const db::Row& row) { return row.text("number"); },
                  "SELECT number FROM fault_reports_asset WHERE asset = ? ORDER BY received_at DESC, case_id DESC LIMIT ?", asset, limit);
}
std::int64_t count_of_asset(db::Connection& db, AssetId asset, Timestamp after, Timestamp until) {
    return db.number("SELECT COUNT(*) AS n FROM fault_reports_asset WHERE asset = ? AND received_at > ? AND received_at <= ?", asset, after,
                     until);
}
std::vector<MostReported> most_reported(db::Connection& db, Timestamp since, std::int64_t least, int limit) {
    return db.all(
        [](const db::Row& row) {
            return MostReported{row.as<AssetId>("asset"), row.integer("reports")};
        },
        "SELECT asset, COUNT(*) AS reports FROM fault_reports_asset WHERE received_at >= ? GROUP BY asset HAVING COUNT(*) >= ? "
        "ORDER BY reports DESC, asset LIMIT ?",
        since, least, limit);
}
std::vector<assets::Kind> asset_kinds(db::Connection& db, std::string_view service) {
    std::vector<assets::Kind> all;
    for (const auto& name : db.all([](const db::Row& row) { return row.text("kind"); },
                                   "SELECT kind FROM fault_reports_asset_kind WHERE service = ? ORDER BY kind", service))
        if (const auto kind = from_name<assets::Kind>(name)) all.push_back(*kind);
    return all;
}
AssetKinds asset_kinds(db::Connection& db) {
    AssetKinds all;
    db.each(
        [&](const db::Row& row) {
            if (const auto kind = from_name<assets::Kind>(row.text("kind"))) all[row.text("service")].push_back(*kind);
        },
        "SELECT service, kind FROM fault_reports_asset_kind ORDER BY service, kind", {});
    return all;
}
void set_asset_kinds(db::Connection& db, std::string_view service, const std::vector<assets::Kind>& kinds) {
    db.execute("DELETE FROM fault_reports_asset_kind WHERE service = ?", service);
    for (const auto kind : kinds) db.execute("INSERT INTO fault_reports_asset_kind(service, kind) VALUES (?, ?)", service, to_name(kind));
}

void forget_disposed(db::Connection& db) {
    for (const auto* table : {"fault_reports_follower", "fault_reports_shown", "fault_reports_picture", "fault_reports_quiet",
                              "fault_reports_handed", "fault_reports_asset"})
        db.execute("DELETE FROM " + std::string(table) + " WHERE case_id NOT IN (SELECT case_id FROM cases_place)");
    db.execute("UPDATE fault_reports_use SET number = '' WHERE number <> '' AND case_id NOT IN (SELECT case_id FROM cases_place)");
    constexpr auto devices_wait = 90 * microseconds_a_day;
    db.execute("DELETE FROM fault_reports_kept WHERE taken_at < ?", now() - devices_wait);
}

}  // namespace fault_reports::store
