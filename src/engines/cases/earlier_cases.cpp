#include "engines/cases/earlier_cases.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/cases/store.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/unicode.h"

namespace cases {
namespace {

constexpr int most_cases = 200;

/// In the ward's own name: not for an organisation, and not by anybody's mandate.
bool has_applied(const std::vector<Party>& parties, PersonId ward) {
    const auto* applicant = applicant_of(parties);
    return applicant && applicant->person == ward && !applicant->mandate && applicant->organisation_number.empty();
}

bool is_open_to(db::Connection& db, const Tenant& tenant, const Case& of, const mandates::Ward& ward) {
    if (of.erased || of.is_test || !ward.mandate.covers(of.service) || !has_applied(parties(db, tenant, of), ward.person)) return false;
    const auto said = db.one([](const db::Row& row) { return row.integer("is_open") == 1; },
                             "SELECT is_open FROM cases_open_to_representatives WHERE case_id = ?", of.id);
    if (said) return *said;
    return ward.mandate.origin != mandates::Origin::guardian || !service_of(db, of)->secrecy;
}

}  // namespace

std::vector<Case> earlier_cases(db::Connection& db, const Tenant& tenant, const mandates::Ward& ward) {
    auto all = find_all(db, tenant,
                        db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
                               "SELECT DISTINCT c.id, c.received_at FROM cases_party p JOIN cases_case c ON c.id = p.case_id "
                               "WHERE p.person = ? AND p.mandate IS NULL ORDER BY c.received_at DESC, c.id DESC LIMIT ?",
                               ward.person, most_cases));
    std::erase_if(all, [&](const Case& of) { return !is_open_to(db, tenant, of, ward); });
    return all;
}

Result<EarlierCase> find_earlier(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    if (!visitor.is_resident()) return failure(Fault::not_found);
    auto of = TRY(find_by_number(db, tenant, number));
    for (const auto& ward : mandates::wards_of(db, tenant, visitor.person))
        if (is_open_to(db, tenant, of, ward)) return EarlierCase{std::move(of), ward.mandate.id};
    return failure(Fault::not_found);
}

std::optional<OpenToRepresentatives> open_to_representatives(db::Connection& db, const Tenant& tenant, const Case& of) {
    return db.one(
        [&](const db::Row& row) {
            return OpenToRepresentatives{row.integer("is_open") == 1,
                                         privacy::unseal_text(db, tenant.secret, of.key, row.text("sealed_reason")).value_or(""),
                                         row.text("said_by_name"), row.as<Timestamp>("said_at")};
        },
        "SELECT * FROM cases_open_to_representatives WHERE case_id = ?", of.id);
}

Result<void> set_open_to_representatives(Change& change, CaseId id, bool is_open, std::string_view reason) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto words = trimmed(reason);
    if (words.empty()) return invalid({{"why_open", "error_write_why_open"}});
    if (count_characters(words) > longest_words) return invalid({{"why_open", "error_too_long", {std::to_string(longest_words)}}});
    change.db.execute(
        "INSERT INTO cases_open_to_representatives(case_id, is_open, sealed_reason, said_by_name, said_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET is_open = excluded.is_open, sealed_reason = excluded.sealed_reason, "
        "said_by_name = excluded.said_by_name, said_at = excluded.said_at",
        id, is_open ? 1 : 0, db::Blob{privacy::seal_text(change.db, change.tenant.secret, of.key, words)}, change.by.name, now());
    audit::record(change.db, change.by,
                  {.event = is_open ? "cases.opened_to_representatives" : "cases.closed_to_representatives",
                   .subject_kind = "case",
                   .subject = id.value});
    return {};
}

void forget_open_to_representatives(db::Connection& db, CaseId id) {
    db.execute("DELETE FROM cases_open_to_representatives WHERE case_id = ?", id);
}

}  // namespace cases
