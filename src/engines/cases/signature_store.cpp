/// Those who must sign besides the applicant.
#include "engines/cases/store.h"

namespace cases::store {

void insert_signer(const Opener& opener, CaseId id, const Signer& signer, std::string_view token_hash) {
    const auto details =
        json::object({{"name", signer.name}, {"number", signer.number}, {"email", signer.email}, {"is_applicant", signer.is_applicant}});
    opener.db.execute("INSERT INTO cases_signer(id, case_id, token_hash, expires_at, sealed_details) VALUES (?, ?, ?, ?, ?)", signer.id, id,
                      token_hash, signer.expires_at, db::Blob{opener.seal(json::to_text(details))});
}

void set_signing_expires(db::Connection& db, std::int64_t signer, Timestamp at) {
    db.execute("UPDATE cases_signer SET expires_at = ? WHERE id = ?", at, signer);
}

void set_signed(db::Connection& db, std::int64_t signer, Timestamp at) {
    db.execute("UPDATE cases_signer SET signed_at = ?, declined_at = NULL, sealed_reason = NULL WHERE id = ?", at, signer);
}

void set_declined(const Opener& opener, std::int64_t signer, Timestamp at, std::string_view reason) {
    opener.db.execute("UPDATE cases_signer SET declined_at = ?, sealed_reason = ? WHERE id = ?", at, db::Blob{opener.seal(reason)}, signer);
}

std::vector<Signer> signers(const Opener& opener, CaseId id) {
    struct Sealed {
        Signer signer;
        std::string details, reason;
    };
    auto rows = opener.db.all(
        [](const db::Row& row) {
            Signer signer{.id = row.integer("id"),
                          .expires_at = row.as<Timestamp>("expires_at"),
                          .signed_at = row.maybe<Timestamp>("signed_at"),
                          .declined_at = row.maybe<Timestamp>("declined_at")};
            return Sealed{std::move(signer), row.text("sealed_details"), row.text("sealed_reason")};
        },
        "SELECT * FROM cases_signer WHERE case_id = ? ORDER BY id", id);
    std::vector<Signer> all;
    for (auto& [signer, details, reason] : rows) {
        if (const auto said = json::parse(opener.unseal(details))) {
            signer.name = (*said)["name"].text();
            signer.number = (*said)["number"].text();
            signer.email = (*said)["email"].text();
            signer.is_applicant = (*said)["is_applicant"].yes();
        }
        signer.reason = opener.unseal(reason);
        all.push_back(std::move(signer));
    }
    return all;
}

std::optional<SignerPlace> signer_of_token(db::Connection& db, std::string_view token_hash) {
    return db.one(
        [](const db::Row& row) {
            return SignerPlace{row.as<CaseId>("case_id"), row.integer("id")};
        },
        "SELECT case_id, id FROM cases_signer WHERE token_hash = ?", token_hash);
}

bool lacks_signatures(db::Connection& db, CaseId id) {
    return db.number("SELECT COUNT(*) AS n FROM cases_signer WHERE case_id = ? AND signed_at IS NULL", id) > 0;
}

}  // namespace cases::store
