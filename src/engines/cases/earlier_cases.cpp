#include "engines/cases/earlier_cases.h"

#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/earlier_cases_store.h"
#include "engines/cases/find.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/unicode.h"

namespace cases {
namespace {

/// A guardian reads nothing where a register has said that somebody is in hiding, whatever an officer said before that.
bool is_open_to(db::Connection& db, const Tenant& tenant, const mandates::Ward& ward, const Case& of, const store::EarlierRow& row) {
    if (ward.mandate.origin != mandates::Origin::guardian) return true;
    return (row.is_opened || !service_of(db, of)->secrecy) && !checked(db, tenant, of).has_protected_identity();
}

}  // namespace

std::vector<Case> earlier_cases(db::Connection& db, const Tenant& tenant, const mandates::Ward& ward, std::optional<CaseId> before,
                                int count) {
    std::vector<Case> all;
    for (;;) {
        const auto rows = store::earlier_rows(db, ward, before, count);
        for (const auto& row : rows) {
            before = row.id;
            auto of = find(db, tenant, row.id);
            if (!of || !is_open_to(db, tenant, ward, *of, row)) continue;
            all.push_back(*std::move(of));
            if (static_cast<int>(all.size()) == count) return all;
        }
        if (static_cast<int>(rows.size()) < count) return all;
    }
}

Result<EarlierCase> find_earlier(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view number) {
    if (!visitor.is_resident()) return failure(Fault::not_found);
    auto of = TRY(find_by_number(db, tenant, number));
    for (const auto& ward : mandates::wards_of(db, tenant, visitor.person)) {
        const auto row = store::earlier_row(db, ward, of.id);
        if (row && is_open_to(db, tenant, ward, of, *row)) return EarlierCase{std::move(of), ward.mandate.id};
    }
    return failure(Fault::not_found);
}

std::optional<OpenToRepresentatives> open_to_representatives(db::Connection& db, const Tenant& tenant, const Case& of) {
    const auto row = store::opening_of(db, of.id);
    if (!row) return std::nullopt;
    return OpenToRepresentatives{row->said, privacy::unseal_text(db, tenant.secret, of.key, row->sealed_reason).value_or(""),
                                 row->said_by_name, row->said_at};
}

Result<void> set_open_to_representatives(Change& change, CaseId id, Opening said, std::string_view reason) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto words = trimmed(reason);
    if (words.empty()) return invalid({{"why_open", "error_write_why_open"}});
    if (count_characters(words) > longest_words) return invalid({{"why_open", "error_words_too_long", {std::to_string(longest_words)}}});
    store::set_opening(change.db, id, {said, privacy::seal_text(change.db, change.tenant.secret, of.key, words), change.by.name, now()});
    audit::record(change.db, change.by,
                  {.event = said == Opening::open ? "cases.opened_to_representatives" : "cases.closed_to_representatives",
                   .subject_kind = "case",
                   .subject = id.value});
    return {};
}

void forget_open_to_representatives(db::Connection& db, CaseId id) { store::delete_opening(db, id); }

}  // namespace cases
