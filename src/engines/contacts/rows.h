#pragma once
/// How a contact stands in the table. Only the .cpp files of this folder include it.
#include "engines/contacts/contacts.h"
#include "engines/identity/roles.h"

namespace contacts {

inline const std::string in_units_served = identity::in_units_of("unit");

struct Row {
    Contact contact;
    KeyId key;
    std::string sealed;
};
Row read_row(const db::Row&);
std::string to_json(const Said&);
Said said_in(const std::string& json);
KeyId key_of(db::Connection&, ContactId);

/// Keyed: of the person, the telephone and the e-mail that are known, the surest first.
std::vector<std::string> digests_of(const Tenant&, std::optional<PersonId>, const Said&);

extern const char* const contacts_where;
/// With what was said.
template <class... Arguments>
std::vector<Contact> opened(db::Connection& db, const Tenant& tenant, const std::string& rest, const Arguments&... arguments) {
    std::vector<Contact> all;
    for (auto& row : db.all(read_row, contacts_where + rest, arguments...)) {
        if (!row.contact.is_erased) row.contact.said = said_in(privacy::unseal_text(db, tenant.secret, row.key, row.sealed).value_or(""));
        all.push_back(std::move(row.contact));
    }
    return all;
}

}  // namespace contacts
