#include "areas/fault_reports/store.h"

#include "engines/privacy/privacy.h"
#include "foundation/crypto/crypto.h"

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
            return Follower{row.integer("id"), row.text("sealed_contact"), language_from(row.text("language")).value_or(Language::sv)};
        },
        "SELECT id, sealed_contact, language FROM fault_reports_follower WHERE case_id = ? ORDER BY id", of);
    for (auto& one : all) one.contact = privacy::unseal_text(db, tenant.secret, key, one.contact).value_or("");
    return all;
}

std::int64_t count_followers(db::Connection& db, CaseId of) {
    return db.number("SELECT COUNT(*) AS n FROM fault_reports_follower WHERE case_id = ?", of);
}

Shown shown(db::Connection& db, CaseId of) {
    return db
        .one(
            [](const db::Row& row) {
                return Shown{row.text("description"), row.text("answer"), row.maybe<DocumentId>("picture"), row.maybe<DocumentId>("after")};
            },
            "SELECT description, answer, picture, after FROM fault_reports_shown WHERE case_id = ?", of)
        .value_or(Shown{});
}

void show(db::Connection& db, CaseId of, const Shown& shown) {
    db.execute(
        "INSERT INTO fault_reports_shown(case_id, description, picture, answer, after) VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id) DO "
        "UPDATE SET description = excluded.description, picture = excluded.picture, answer = excluded.answer, after = excluded.after",
        of, shown.description, shown.picture, shown.answer, shown.after);
}

bool add_verdict(db::Connection& db, CaseId of, std::string_view asked, std::string_view service, Said said) {
    const auto digest = crypto::sha256_hex(asked);
    return db.execute(
               "INSERT INTO fault_reports_verdict(case_id, asked, service, said, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id, asked) "
               "DO NOTHING",
               of, digest, service, said == Said::yes ? "yes" : "no", now()) == 1;
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

void forget_disposed(db::Connection& db) {
    for (const auto* table : {"fault_reports_follower", "fault_reports_shown"})
        db.execute("DELETE FROM " + std::string(table) + " WHERE case_id NOT IN (SELECT case_id FROM cases_place)");
}

}  // namespace fault_reports::store
