#include "engines/mandates/store.h"

#include "engines/privacy/privacy.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace mandates {

std::string in_force(std::string_view column) {
    return "EXISTS (SELECT 1 FROM mandates_mandate m WHERE m.id = " + std::string(column) +
           " AND m.given_at IS NOT NULL AND m.ended_at IS NULL AND m.from_day <= ? AND (m.until_day IS NULL OR m.until_day >= ?)) ";
}

}  // namespace mandates

namespace mandates::store {
namespace {

constexpr std::int64_t proof_kept_for = 730, unanswered_kept_for = 30;  // days
constexpr int most_listed = 200;

struct Row {
    Mandate mandate;
    KeyId key;
    std::string sealed;
};

std::vector<std::string> words_of(std::string_view stored) {
    std::vector<std::string> words;
    for (const auto word : split(stored, ' '))
        if (!word.empty()) words.emplace_back(word);
    return words;
}

Row row_of(const db::Row& row) {
    Row read;
    auto& mandate = read.mandate;
    mandate.id = row.as<MandateId>("id");
    mandate.origin = from_name<Origin>(row.text("origin")).value();
    mandate.giver_kind = row.text("giver_kind") == "organisation" ? GiverKind::organisation : GiverKind::person;
    mandate.services = words_of(row.text("services"));
    mandate.is_of_one_case = row.integer("of_one_case") != 0;
    mandate.opens_earlier = row.integer("opens_earlier") != 0;
    mandate.from = Date{row.integer("from_day")};
    if (!row.is_null("until_day")) mandate.until = Date{row.integer("until_day")};
    mandate.made_at = row.as<Timestamp>("made_at");
    mandate.given_at = row.maybe<Timestamp>("given_at");
    mandate.refused_at = row.maybe<Timestamp>("refused_at");
    mandate.ended_at = row.maybe<Timestamp>("ended_at");
    read.key = row.as<KeyId>("key");
    read.sealed = row.text("sealed_details");
    return read;
}

json::Value to_json(const Someone& someone) { return json::object({{"number", someone.number}, {"name", someone.name}}); }
Someone someone_of(const json::Value& value) { return {value["number"].text(), value["name"].text()}; }

std::string details_of(const Mandate& mandate) {
    auto details = json::object({{"giver", to_json(mandate.giver)}, {"holder", to_json(mandate.holder)}, {"source", mandate.source}});
    if (const auto& paper = mandate.paper)
        details.set(
            "paper",
            json::object(
                {{"hash", paper->hash}, {"name", paper->name}, {"size", paper->size}, {"type", paper->type}, {"digest", paper->digest}}));
    return json::to_text(details);
}

Mandate opened(db::Connection& db, const Tenant& tenant, Row read) {
    const auto details = json::parse(privacy::unseal_text(db, tenant.secret, read.key, read.sealed).value_or("{}")).value();
    auto& mandate = read.mandate;
    mandate.giver = someone_of(details["giver"]);
    mandate.holder = someone_of(details["holder"]);
    mandate.source = details["source"].text();
    if (const auto& paper = details["paper"]; paper.is_object())
        mandate.paper = forms::FileAnswer{paper["hash"].text(), paper["name"].text(), paper["size"].integer(), paper["type"].text(),
                                          paper["digest"].text()};
    return std::move(mandate);
}

std::vector<Mandate> all_opened(db::Connection& db, const Tenant& tenant, std::vector<Row> rows) {
    std::vector<Mandate> all;
    for (auto& row : rows) all.push_back(opened(db, tenant, std::move(row)));
    return all;
}

std::string stored_services(const Mandate& mandate) {
    return mandate.services.empty() ? std::string() : " " + joined(mandate.services, " ") + " ";
}

}  // namespace

std::string digest_of(const Tenant& tenant, const Someone& someone, GiverKind kind) {
    if (kind == GiverKind::organisation) return someone.number;
    return crypto::hex(crypto::hmac_sha256(tenant.secret, "mandate of:" + someone.number));
}

void insert(db::Connection& db, const Tenant& tenant, const Mandate& mandate, AccountId registered_by) {
    const auto key = privacy::new_key(db, tenant.secret);
    db.execute(
        "INSERT INTO mandates_mandate(id, origin, giver, giver_kind, holder, services, of_one_case, from_day, until_day, made_at, "
        "given_at, "
        "registered_by, file_hash, key, sealed_details, opens_earlier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        mandate.id, to_name(mandate.origin), digest_of(tenant, mandate.giver, mandate.giver_kind),
        mandate.giver_kind == GiverKind::organisation ? "organisation" : "person", digest_of(tenant, mandate.holder, GiverKind::person),
        stored_services(mandate), mandate.is_of_one_case ? 1 : 0, mandate.from.days,
        mandate.until ? std::optional(mandate.until->days) : std::nullopt, mandate.made_at, mandate.given_at,
        registered_by.value ? std::optional(registered_by) : std::nullopt, mandate.paper ? mandate.paper->hash : std::string(), key,
        db::Blob{privacy::seal_text(db, tenant.secret, key, details_of(mandate))}, mandate.opens_earlier ? 1 : 0);
}

std::optional<Mandate> find(db::Connection& db, const Tenant& tenant, MandateId id) {
    auto found = db.one(row_of, "SELECT * FROM mandates_mandate WHERE id = ?", id);
    if (!found) return std::nullopt;
    return opened(db, tenant, *std::move(found));
}

std::vector<Mandate> of_giver(db::Connection& db, const Tenant& tenant, const Someone& giver) {
    return all_opened(db, tenant,
                      db.all(row_of, "SELECT * FROM mandates_mandate WHERE giver = ? AND giver_kind = 'person' ORDER BY id DESC LIMIT ?",
                             digest_of(tenant, giver, GiverKind::person), most_listed));
}

std::vector<Mandate> of_holder(db::Connection& db, const Tenant& tenant, const Someone& holder) {
    return all_opened(db, tenant,
                      db.all(row_of, "SELECT * FROM mandates_mandate WHERE holder = ? ORDER BY id DESC LIMIT ?",
                             digest_of(tenant, holder, GiverKind::person), most_listed));
}

std::vector<Mandate> registered_for(db::Connection& db, const Tenant& tenant, const Someone& someone) {
    const auto digest = digest_of(tenant, someone, GiverKind::person);
    return all_opened(db, tenant,
                      db.all(row_of,
                             "SELECT * FROM mandates_mandate WHERE (giver = ? OR holder = ?) AND registered_by IS NOT NULL "
                             "ORDER BY id DESC LIMIT ?",
                             digest, digest, most_listed));
}

std::vector<Mandate> registered_by(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    return all_opened(db, tenant,
                      db.all(row_of, "SELECT * FROM mandates_mandate WHERE registered_by = ? ORDER BY id DESC LIMIT ?", account, limit));
}

KeyId key_of(db::Connection& db, MandateId id) {
    return db.one([](const db::Row& row) { return row.as<KeyId>("key"); }, "SELECT key FROM mandates_mandate WHERE id = ?", id).value();
}

void set_given(db::Connection& db, const Tenant& tenant, const Mandate& mandate) {
    const auto key = key_of(db, mandate.id);
    db.execute("UPDATE mandates_mandate SET given_at = ?, until_day = ?, sealed_details = ? WHERE id = ?", mandate.given_at, mandate.until,
               db::Blob{privacy::seal_text(db, tenant.secret, key, details_of(mandate))}, mandate.id);
}

void set_until_with_case(db::Connection& db, MandateId id, std::optional<Date> last_day) {
    db.execute("UPDATE mandates_mandate SET until_day = ? WHERE id = ? AND of_one_case = 1", last_day, id);
}

void set_refused(db::Connection& db, MandateId id, Timestamp at) {
    db.execute("UPDATE mandates_mandate SET refused_at = ? WHERE id = ?", at, id);
}

void set_ended(db::Connection& db, MandateId id, Timestamp at) {
    db.execute("UPDATE mandates_mandate SET ended_at = ? WHERE id = ? AND ended_at IS NULL", at, id);
}

bool is_in_force(db::Connection& db, MandateId id, Date day) {
    return db.number("SELECT COUNT(*) AS n FROM mandates_mandate one WHERE one.id = ? AND " + in_force("one.id"), id, day, day) == 1;
}

bool keeps_file(db::Connection& db, std::string_view hash) {
    return db.number("SELECT COUNT(*) AS n FROM mandates_mandate WHERE file_hash = ?", hash) > 0;
}

std::int64_t remove_old(db::Connection& db) {
    struct Old {
        MandateId id;
        KeyId key;
    };
    const auto today = swedish_date(now()).days;
    const auto ended_before = now() - proof_kept_for * microseconds_a_day, asked_before = now() - unanswered_kept_for * microseconds_a_day;
    const auto old = db.all(
        [](const db::Row& row) {
            return Old{row.as<MandateId>("id"), row.as<KeyId>("key")};
        },
        "SELECT id, key FROM mandates_mandate WHERE ended_at < ? OR until_day < ? OR (given_at IS NULL AND made_at < ?) ORDER BY id LIMIT "
        "1000",
        ended_before, today - proof_kept_for, asked_before);
    for (const auto& one : old) {
        privacy::destroy(db, one.key);
        db.execute("DELETE FROM mandates_mandate WHERE id = ?", one.id);
    }
    return static_cast<std::int64_t>(old.size());
}

}  // namespace mandates::store
