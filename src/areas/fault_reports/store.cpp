#include "areas/fault_reports/store.h"

#include "engines/privacy/privacy.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/marks.h"

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

void forget_disposed(db::Connection& db) {
    for (const auto* table : {"fault_reports_follower", "fault_reports_shown", "fault_reports_picture", "fault_reports_quiet"})
        db.execute("DELETE FROM " + std::string(table) + " WHERE case_id NOT IN (SELECT case_id FROM cases_place)");
    constexpr auto devices_wait = 90 * microseconds_a_day;
    db.execute("DELETE FROM fault_reports_kept WHERE taken_at < ?", now() - devices_wait);
}

}  // namespace fault_reports::store
