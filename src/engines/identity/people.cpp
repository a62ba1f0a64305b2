#include "engines/identity/people.h"

#include "engines/identity/keys.h"
#include "foundation/base/unicode.h"

namespace identity {
namespace {

Person read_person(const db::Row& row) {
    return {.id = row.as<PersonId>("id"),
            .name = row.text("name"),
            .email = row.text("email"),
            .phone = row.text("phone"),
            .postal_address = row.text("postal_address"),
            .preferred = from_name<Channel>(row.text("preferred")).value_or(Channel::email),
            .language = row.text("language") == "en" ? Language::en : Language::sv,
            .protected_identity = row.integer("protected_identity") == 1,
            .has_personal_number = !row.is_null("number_mac")};
}

std::string mac_of(std::string_view secret, const PersonalNumber& number) { return mac(secret, "personal number", number.digits()); }

/// Nothing is added when another has come first with the same number.
void add_person(db::Connection& db, PersonId id, std::string_view name, std::string_view email, std::optional<std::string_view> number_mac,
                std::optional<db::Blob> number_sealed) {
    db.execute(
        "INSERT INTO identity_person(id, name, number_mac, number_sealed, email, email_key, phone, postal_address, preferred, language, "
        "protected_identity, made_at) VALUES (?, ?, ?, ?, ?, ?, '', '', 'email', 'sv', 0, ?) ON CONFLICT (number_mac) DO NOTHING",
        id, name, number_mac, number_sealed, email, lower(email), now());
}

}  // namespace

PersonId find_or_add_person(db::Connection& db, std::string_view secret, const PersonalNumber& number, std::string_view name) {
    if (const auto known = find_person_by_number(db, secret, number)) {
        db.execute("UPDATE identity_person SET name = ? WHERE id = ? AND name <> ?", name, *known, name);
        return *known;
    }
    const PersonId id{new_id()};
    const auto sealed = crypto::seal(key_for(secret, "personal number"), number.digits(), std::to_string(id.value));
    const auto number_mac = mac_of(secret, number);
    add_person(db, id, name, "", number_mac, db::Blob{sealed});
    return *find_person_by_number(db, secret, number);
}

PersonId find_or_add_person_by_email(db::Connection& db, std::string_view email, std::string_view name) {
    const auto known =
        db.one([](const db::Row& row) { return row.as<PersonId>("id"); },
               "SELECT id FROM identity_person WHERE email_key = ? AND email_key <> '' AND number_mac IS NULL ORDER BY id", lower(email));
    if (known) return *known;
    const PersonId id{new_id()};
    add_person(db, id, name, email, std::nullopt, std::nullopt);
    return id;
}

std::optional<PersonId> find_person_by_number(db::Connection& db, std::string_view secret, const PersonalNumber& number) {
    return db.one([](const db::Row& row) { return row.as<PersonId>("id"); }, "SELECT id FROM identity_person WHERE number_mac = ?",
                  mac_of(secret, number));
}

Result<Person> find_person(db::Connection& db, PersonId id) {
    auto person = db.one(read_person, "SELECT * FROM identity_person WHERE id = ?", id);
    if (!person) return failure(Fault::not_found);
    return *std::move(person);
}

std::optional<PersonalNumber> personal_number_of(db::Connection& db, std::string_view secret, PersonId id) {
    const auto sealed = db.one([](const db::Row& row) { return row.text("number_sealed"); },
                               "SELECT number_sealed FROM identity_person WHERE id = ? AND number_sealed IS NOT NULL", id);
    if (!sealed) return std::nullopt;
    const auto digits = crypto::unseal(key_for(secret, "personal number"), *sealed, std::to_string(id.value));
    return digits ? PersonalNumber::from(*digits) : std::nullopt;
}

Result<void> change_person(db::Connection& db, const Person& person) {
    const auto changed = db.execute(
        "UPDATE identity_person SET name = ?, email = ?, email_key = ?, phone = ?, postal_address = ?, preferred = ?, language = ?, "
        "protected_identity = ? WHERE id = ?",
        person.name, person.email, lower(person.email), person.phone, person.postal_address, to_name(person.preferred),
        to_code(person.language), person.protected_identity, person.id);
    if (changed == 0) return failure(Fault::not_found);
    return {};
}

void erase_person(db::Connection& db, PersonId id) {
    db.execute("DELETE FROM identity_session WHERE person = ?", id);
    db.execute("DELETE FROM identity_signatory WHERE person = ?", id);
    db.execute(
        "UPDATE identity_person SET name = '', number_mac = NULL, number_sealed = NULL, email = '', email_key = '', phone = '', "
        "postal_address = '' WHERE id = ?",
        id);
}

}  // namespace identity
