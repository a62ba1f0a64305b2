#include "engines/cases/store.h"

#include "engines/cases/alarms.h"
#include "engines/cases/committee.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/merging.h"
#include "engines/cases/places.h"
#include "engines/cases/teamwork.h"
#include "engines/privacy/privacy.h"
#include "foundation/crypto/crypto.h"

namespace cases::store {

std::string Opener::seal(std::string_view text) const { return privacy::seal_text(db, tenant.secret, key, text); }

std::string Opener::unseal(std::string_view sealed) const {
    if (sealed.empty()) return {};
    return privacy::unseal_text(db, tenant.secret, key, sealed).value_or("");
}

std::int64_t next_ordinal(db::Connection& db, std::string_view series, int year) {
    return db.number(
        "INSERT INTO cases_series(series, year, last) VALUES (?, ?, 1) "
        "ON CONFLICT (series, year) DO UPDATE SET last = cases_series.last + 1 RETURNING last AS n",
        series, year);
}

std::string code_hash(const Tenant& tenant, std::string_view number, std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (c != '-' && c != ' ') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return crypto::hex(crypto::hmac_sha256(tenant.secret, "case-code:" + std::string(number) + ":" + plain));
}

std::string search_secret(const Tenant& tenant) { return crypto::hmac_sha256(tenant.secret, "search in cases"); }

// ---- the case

void put_case(const Opener& opener, const NewCase& made) {
    const auto& c = made.values;
    opener.db.execute(
        "INSERT INTO cases_case(id, number, series, year, ordinal, key, service, service_version, flow, flow_hash, unit, state, "
        "state_kind, "
        "state_since, sealed_title, public_title, sealed_answers, language, channel, code_hash, received_at, due_on, is_test, last_event, "
        "changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, state_kind = excluded.state_kind, state_since = excluded.state_since, "
        "sealed_title = excluded.sealed_title, public_title = excluded.public_title, sealed_answers = excluded.sealed_answers, "
        "due_on = excluded.due_on, officer = NULL, officer_name = '', clock_stopped_on = NULL, decided_at = NULL, outcome = NULL, "
        "closed_at = NULL, dispose_on = NULL, person_asked_at = NULL, last_event = excluded.last_event, changed_at = excluded.changed_at",
        c.id, c.number, made.series, made.year, made.ordinal, opener.key, c.service, c.service_version, c.flow, c.flow_hash, c.unit,
        c.state, c.state_kind, c.state_since, db::Blob{opener.seal(c.title)}, c.public_title, db::Blob{opener.seal(c.answers)},
        to_code(c.language), c.channel, made.code_hash, c.received_at, c.due_on, c.is_test ? 1 : 0, c.last_event, c.changed_at);
}

namespace {
struct SealedCase {
    Case values;
    std::string title, answers;
};
}  // namespace

static SealedCase case_from(const db::Row& row) {
    SealedCase sealed;
    auto& c = sealed.values;
    c.id = row.as<CaseId>("id");
    c.number = row.text("number");
    c.key = row.as<KeyId>("key");
    c.service = row.text("service");
    c.service_version = static_cast<int>(row.integer("service_version"));
    c.flow = row.text("flow");
    c.flow_hash = row.text("flow_hash");
    c.unit = row.as<UnitId>("unit");
    c.officer = row.maybe<AccountId>("officer");
    c.officer_name = row.text("officer_name");
    c.state = row.text("state");
    c.state_kind = row.text("state_kind");
    c.state_since = row.as<Timestamp>("state_since");
    c.public_title = row.text("public_title");
    c.language = language_from(row.text("language")).value_or(Language::sv);
    c.channel = row.text("channel");
    c.received_at = row.as<Timestamp>("received_at");
    c.due_on = row.maybe<Date>("due_on");
    c.clock_stopped_on = row.maybe<Date>("clock_stopped_on");
    c.decided_at = row.maybe<Timestamp>("decided_at");
    c.closed_at = row.maybe<Timestamp>("closed_at");
    c.outcome = row.text("outcome");
    c.dispose_on = row.maybe<Date>("dispose_on");
    c.person_asked_at = row.maybe<Timestamp>("person_asked_at");
    c.is_test = row.integer("is_test") != 0;
    c.last_event = row.integer("last_event");
    c.changed_at = row.as<Timestamp>("changed_at");
    sealed.title = row.text("sealed_title");
    sealed.answers = row.text("sealed_answers");
    return sealed;
}

std::optional<Case> find_case(db::Connection& db, const Tenant& tenant, CaseId id) {
    auto found = db.one(case_from, "SELECT * FROM cases_case WHERE id = ?", id);
    if (!found) return std::nullopt;
    const Opener opener{db, tenant, found->values.key};
    auto title = found->title.empty() ? std::nullopt : privacy::unseal_text(db, tenant.secret, opener.key, found->title);
    found->values.erased = !title;
    if (title) {
        found->values.title = *std::move(title);
        found->values.answers = opener.unseal(found->answers);
    }
    return std::move(found->values);
}

std::optional<Place> place_of(db::Connection& db, CaseId id) {
    return db.one(
        [](const db::Row& row) {
            return Place{row.text("number"), row.as<UnitId>("unit")};
        },
        "SELECT number, unit FROM cases_case WHERE id = ?", id);
}

std::optional<CaseId> id_of_number(db::Connection& db, std::string_view number) {
    return db.one([](const db::Row& row) { return row.as<CaseId>("id"); }, "SELECT id FROM cases_case WHERE number = ?", number);
}

std::optional<CaseId> id_of_code(db::Connection& db, std::string_view number, std::string_view hash) {
    return db.one([](const db::Row& row) { return row.as<CaseId>("id"); }, "SELECT id FROM cases_case WHERE number = ? AND code_hash = ?",
                  number, hash);
}

void set_last_event(db::Connection& db, CaseId id, std::int64_t sequence, Timestamp at) {
    db.execute("UPDATE cases_case SET last_event = ?, changed_at = ? WHERE id = ?", sequence, at, id);
}

void set_unit(db::Connection& db, CaseId id, UnitId unit) { db.execute("UPDATE cases_case SET unit = ? WHERE id = ?", unit, id); }

void set_officer(db::Connection& db, CaseId id, std::optional<AccountId> officer, std::string_view name) {
    db.execute("UPDATE cases_case SET officer = ?, officer_name = ? WHERE id = ?", officer, name, id);
}

void set_state(db::Connection& db, CaseId id, std::string_view state, std::string_view kind, Timestamp since) {
    db.execute("UPDATE cases_case SET state = ?, state_kind = ?, state_since = ? WHERE id = ?", state, kind, since, id);
}

void set_clock(db::Connection& db, CaseId id, std::optional<Date> due_on, std::optional<Date> stopped_on) {
    db.execute("UPDATE cases_case SET due_on = ?, clock_stopped_on = ? WHERE id = ?", due_on, stopped_on, id);
}

void set_answers(const Opener& opener, CaseId id, std::string_view title, std::string_view answers) {
    opener.db.execute("UPDATE cases_case SET sealed_title = ?, sealed_answers = ? WHERE id = ?", db::Blob{opener.seal(title)},
                      db::Blob{opener.seal(answers)}, id);
}

void set_outcome(db::Connection& db, CaseId id, std::string_view outcome, std::optional<Timestamp> decided_at) {
    db.execute("UPDATE cases_case SET outcome = ?, decided_at = ? WHERE id = ?", outcome, decided_at, id);
}

void set_person_asked(db::Connection& db, CaseId id, std::optional<Timestamp> at) {
    db.execute("UPDATE cases_case SET person_asked_at = ? WHERE id = ?", at, id);
}

void set_closed(db::Connection& db, CaseId id, std::optional<Timestamp> at, std::optional<Date> dispose_on) {
    db.execute("UPDATE cases_case SET closed_at = ?, dispose_on = ? WHERE id = ?", at, dispose_on, id);
}

void blank_case(db::Connection& db, CaseId id) {
    db.execute("UPDATE cases_case SET sealed_title = NULL, sealed_answers = NULL, code_hash = '', dispose_on = NULL WHERE id = ?", id);
}

// ---- what hangs on it

void insert_party(const Opener& opener, CaseId id, const Party& party) {
    const auto details = json::object({{"name", party.name},
                                       {"personal_number", party.personal_number},
                                       {"email", party.email},
                                       {"phone", party.phone},
                                       {"organisation_name", party.organisation_name},
                                       {"mandate_origin", party.mandate_origin}});
    opener.db.execute(
        "INSERT INTO cases_party(id, case_id, role, person, organisation, mandate, sealed_details) VALUES (?, ?, ?, ?, ?, ?, ?)",
        party.id ? party.id : new_id(), id, party.role, party.person, party.organisation_number, party.mandate,
        db::Blob{opener.seal(json::to_text(details))});
}

std::vector<Party> parties(const Opener& opener, CaseId id) {
    auto rows = opener.db.all(
        [](const db::Row& row) {
            Party party;
            party.id = row.integer("id");
            party.role = row.text("role");
            party.person = row.maybe<PersonId>("person");
            party.organisation_number = row.text("organisation");
            party.mandate = row.maybe<MandateId>("mandate");
            return std::pair{std::move(party), row.text("sealed_details")};
        },
        "SELECT * FROM cases_party WHERE case_id = ? ORDER BY id", id);
    std::vector<Party> all;
    for (auto& [party, sealed] : rows) {
        if (const auto details = json::parse(opener.unseal(sealed))) {
            party.name = (*details)["name"].text();
            party.personal_number = (*details)["personal_number"].text();
            party.email = (*details)["email"].text();
            party.phone = (*details)["phone"].text();
            party.organisation_name = (*details)["organisation_name"].text();
            party.mandate_origin = (*details)["mandate_origin"].text();
        }
        all.push_back(std::move(party));
    }
    return all;
}

void insert_document(const Opener& opener, CaseId id, std::int64_t event, const Document& document) {
    opener.db.execute(
        "INSERT INTO cases_document(id, case_id, event, direction, origin, hash, sealed_name, type, size, at, sealed_digest) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        document.id.value ? document.id.value : new_id(), id, event, to_name(document.direction), document.origin, document.hash,
        db::Blob{opener.seal(document.name)}, document.type, document.size, document.at, db::Blob{opener.seal(document.digest)});
}

std::vector<Document> documents(const Opener& opener, CaseId id) {
    auto rows = opener.db.all(
        [](const db::Row& row) {
            return std::pair{Document{row.as<DocumentId>("id"), from_name<Direction>(row.text("direction")).value(), row.text("origin"),
                                      row.text("hash"), "", row.text("type"), row.integer("size"), row.as<Timestamp>("at")},
                             std::pair{row.text("sealed_name"), row.text("sealed_digest")}};
        },
        "SELECT * FROM cases_document WHERE case_id = ? ORDER BY id", id);
    std::vector<Document> all;
    for (auto& [document, sealed] : rows) {
        document.name = opener.unseal(sealed.first);
        document.digest = opener.unseal(sealed.second);
        all.push_back(std::move(document));
    }
    return all;
}

void insert_message(const Opener& opener, CaseId id, const Message& message) {
    opener.db.execute("INSERT INTO cases_message(id, case_id, at, from_party, is_note, author, sealed_text) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      message.id ? message.id : new_id(), id, message.at, message.from_party ? 1 : 0, message.is_note ? 1 : 0,
                      message.author, db::Blob{opener.seal(message.text)});
}

std::vector<Message> messages(const Opener& opener, CaseId id) {
    auto rows = opener.db.all(
        [](const db::Row& row) {
            return std::pair{
                Message{row.integer("id"), row.as<Timestamp>("at"), row.integer("from_party") != 0, row.integer("is_note") != 0,
                        row.text("author"), "", row.maybe<Timestamp>("read_at"), row.maybe<Timestamp>("changed_at")},
                row.text("sealed_text")};
        },
        "SELECT * FROM cases_message WHERE case_id = ? ORDER BY id", id);
    std::vector<Message> all;
    for (auto& [message, sealed] : rows) {
        message.text = opener.unseal(sealed);
        all.push_back(std::move(message));
    }
    return all;
}

void insert_supplement(const Opener& opener, CaseId id, const Supplement& supplement) {
    const auto request = json::object({{"words", supplement.words}, {"items", json::array(supplement.items, [](const SupplementItem& item) {
                                                                         return json::object({{"field", item.field}, {"text", item.text}});
                                                                     })}});
    opener.db.execute("INSERT INTO cases_supplement(id, case_id, asked_at, due_on, sealed_request) VALUES (?, ?, ?, ?, ?)",
                      supplement.id ? supplement.id : new_id(), id, supplement.asked_at, supplement.due_on,
                      db::Blob{opener.seal(json::to_text(request))});
}

void end_supplements(db::Connection& db, CaseId id, std::optional<Timestamp> answered_at, Timestamp ended_at) {
    db.execute("UPDATE cases_supplement SET answered_at = ?, ended_at = ? WHERE case_id = ? AND ended_at IS NULL", answered_at, ended_at,
               id);
}

void reopen_supplements(db::Connection& db, CaseId id, Timestamp ended_at) {
    db.execute("UPDATE cases_supplement SET ended_at = NULL WHERE case_id = ? AND answered_at IS NULL AND ended_at = ?", id, ended_at);
}

std::vector<Supplement> supplements(const Opener& opener, CaseId id) {
    auto rows = opener.db.all(
        [](const db::Row& row) {
            Supplement supplement;
            supplement.id = row.integer("id");
            supplement.asked_at = row.as<Timestamp>("asked_at");
            supplement.due_on = row.as<Date>("due_on");
            supplement.answered_at = row.maybe<Timestamp>("answered_at");
            supplement.ended_at = row.maybe<Timestamp>("ended_at");
            return std::pair{std::move(supplement), row.text("sealed_request")};
        },
        "SELECT * FROM cases_supplement WHERE case_id = ? ORDER BY id", id);
    std::vector<Supplement> all;
    for (auto& [supplement, sealed] : rows) {
        if (const auto request = json::parse(opener.unseal(sealed))) {
            supplement.words = (*request)["words"].text();
            for (const auto& item : (*request)["items"].items()) supplement.items.push_back({item["field"].text(), item["text"].text()});
        }
        all.push_back(std::move(supplement));
    }
    return all;
}

void delete_derived(db::Connection& db, CaseId id) {
    db.execute("DELETE FROM cases_party WHERE case_id = ?", id);
    delete_subjects(db, id);
    delete_place(db, id);
    db.execute("DELETE FROM cases_document WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_message WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_supplement WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_decision WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_signer WHERE case_id = ?", id);
    db.execute("DELETE FROM cases_hold WHERE case_id = ?", id);
    delete_teamwork(db, id);
    delete_alarms(db, id);
    delete_merged(db, id);
    delete_proposal(db, id);
    delete_decision_request(db, id);
}

// ---- flows

void put_flow(db::Connection& db, std::string_view hash, std::string_view yaml) {
    db.execute("INSERT INTO cases_flow(hash, yaml) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", hash, yaml);
}

std::string flow_yaml(db::Connection& db, std::string_view hash) {
    return db.one([](const db::Row& row) { return row.text("yaml"); }, "SELECT yaml FROM cases_flow WHERE hash = ?", hash).value_or("");
}

// ---- lists

static CaseId only_id(const db::Row& row) { return row.as<CaseId>("id"); }

std::vector<CaseId> in_state_kind(db::Connection& db, std::string_view kind, CaseId after, int limit) {
    return db.all(only_id, "SELECT id FROM cases_case WHERE state_kind = ? AND id > ? ORDER BY id LIMIT ?", kind, after, limit);
}

std::int64_t count_cases(db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM cases_case"); }

std::vector<CaseId> all_ids(db::Connection& db, CaseId after, int limit) {
    return db.all(only_id, "SELECT id FROM cases_case WHERE id > ? ORDER BY id LIMIT ?", after, limit);
}

std::vector<PersonId> people_in(db::Connection& db, CaseId id) {
    return db.all([](const db::Row& row) { return row.as<PersonId>("person"); },
                  "SELECT DISTINCT person FROM cases_party WHERE case_id = ? AND person IS NOT NULL", id);
}

bool is_party_anywhere(db::Connection& db, PersonId person) {
    return db.number("SELECT COUNT(*) AS n FROM cases_party WHERE person = ?", person) > 0;
}

bool is_party(db::Connection& db, CaseId id, PersonId person) {
    const auto today = swedish_date(now()).days;
    return db.number("SELECT COUNT(*) AS n FROM cases_party p WHERE p.case_id = ? AND p.person = ? AND (p.mandate IS NULL OR " +
                         mandates::in_force("p.mandate") + ")",
                     id, person, today, today) > 0;
}

bool is_named_in(db::Connection& db, CaseId id, PersonId person) {
    return db.number("SELECT COUNT(*) AS n FROM cases_party WHERE case_id = ? AND person = ? AND mandate IS NULL", id, person) > 0;
}

std::vector<MandateId> mandates_in(db::Connection& db, CaseId id) {
    return db.all([](const db::Row& row) { return row.as<MandateId>("mandate"); },
                  "SELECT mandate FROM cases_party WHERE case_id = ? AND mandate IS NOT NULL ORDER BY id", id);
}

}  // namespace cases::store
