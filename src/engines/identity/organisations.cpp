#include "engines/identity/check_digit.h"
#include "engines/identity/people.h"
#include "foundation/base/unicode.h"

namespace identity {
namespace {

Organisation read_organisation(const db::Row& row) { return {row.as<OrganisationId>("id"), row.text("number"), row.text("name")}; }

}  // namespace

std::optional<std::string> organisation_number(std::string_view typed) {
    std::string digits;
    for (const char c : trimmed(typed))
        if (c != '-' && c != ' ') digits += c;
    if (digits.size() == 12 && digits.starts_with("16")) digits.erase(0, 2);
    if (digits.size() != 10 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    // The third digit is at least 2, so that it is never taken for a personal number (lagen om identitetsbeteckning 1974:174).
    if (digits[2] < '2') return std::nullopt;
    if (!check_digit_is_right(digits)) return std::nullopt;
    return digits.substr(0, 6) + "-" + digits.substr(6);
}

OrganisationId find_or_add_organisation(db::Connection& db, std::string_view number, std::string_view name) {
    // An upsert, since two who apply for the same company at once must meet in one row.
    return *db.one([](const db::Row& row) { return row.as<OrganisationId>("id"); },
                   "INSERT INTO identity_organisation(id, number, name) VALUES (?, ?, ?) "
                   "ON CONFLICT (number) DO UPDATE SET name = excluded.name RETURNING id",
                   new_id(), number, name);
}

Result<Organisation> find_organisation(db::Connection& db, OrganisationId id) {
    auto found = db.one(read_organisation, "SELECT * FROM identity_organisation WHERE id = ?", id);
    if (!found) return failure(Fault::not_found);
    return *std::move(found);
}

void add_signatory(db::Connection& db, OrganisationId organisation, PersonId person) {
    db.execute("INSERT INTO identity_signatory(organisation, person) VALUES (?, ?) ON CONFLICT DO NOTHING", organisation, person);
}

void remove_signatory(db::Connection& db, OrganisationId organisation, PersonId person) {
    db.execute("DELETE FROM identity_signatory WHERE organisation = ? AND person = ?", organisation, person);
}

bool may_sign_for(db::Connection& db, PersonId person, OrganisationId organisation) {
    return db.number("SELECT count(*) AS n FROM identity_signatory WHERE organisation = ? AND person = ?", organisation, person) == 1;
}

std::vector<Organisation> organisations_of(db::Connection& db, PersonId person) {
    return db.all(read_organisation,
                  "SELECT o.* FROM identity_organisation o JOIN identity_signatory s ON s.organisation = o.id WHERE s.person = ? "
                  "ORDER BY o.name COLLATE swedish, o.id",
                  person);
}

}  // namespace identity
