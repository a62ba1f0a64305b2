#include "engines/contacts/households.h"

#include "engines/identity/keys.h"
#include "foundation/http/proxies.h"

namespace contacts {

static Timestamp counted_since() { return now() - household_minutes * microseconds_a_minute; }

void forget_households(db::Connection& db) { db.execute("DELETE FROM contacts_household WHERE began_at <= ?", counted_since()); }

bool may_begin(db::Connection& db, const Tenant& tenant, std::string_view client_address) {
    const auto household = http::household_of(client_address);
    if (household.empty()) return true;
    const auto who = identity::mac(tenant.secret, "contact household", household);
    if (db.number("SELECT COUNT(*) AS n FROM contacts_household WHERE who = ? AND began_at > ?", who, counted_since()) >= most_of_household)
        return false;
    db.execute("INSERT INTO contacts_household(id, who, began_at) VALUES (?, ?, ?)", new_id(), who, now());
    return true;
}

}  // namespace contacts
