#include "engines/identity/people.h"

#include "engines/identity/find_people.h"
#include "engines/identity/keys.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace identity {
namespace {

/// What is sealed with the person's own key.
struct Details {
    std::string name, number, email, phone, postal_address;
};

std::string to_json(const Details& details) {
    return json::to_text(json::object({{"name", details.name},
                                       {"number", details.number},
                                       {"email", details.email},
                                       {"phone", details.phone},
                                       {"postal_address", details.postal_address}}));
}

struct PersonRow {
    Person person;
    std::optional<KeyId> key;
    std::string sealed;
    Details plain;  ///< of a row from before people were sealed
};

PersonRow read_row(const db::Row& row) {
    return {.person = {.id = row.as<PersonId>("id"),
                       .name = {},
                       .email = {},
                       .phone = {},
                       .postal_address = {},
                       .preferred = from_name<Channel>(row.text("preferred")).value_or(Channel::as_given),
                       .language = language_from(row.text("language")).value_or(Language::sv),
                       .protected_identity = row.integer("protected_identity") == 1,
                       .has_personal_number = !row.is_null("number_mac")},
            .key = row.maybe<KeyId>("key"),
            .sealed = row.text("sealed_details"),
            .plain = {row.text("name"), {}, row.text("email"), row.text("phone"), row.text("postal_address")}};
}

std::optional<PersonRow> row_of(db::Connection& db, PersonId id) {
    return db.one(read_row, "SELECT * FROM identity_person WHERE id = ?", id);
}

/// Empty when the person is erased.
Details details_of(db::Connection& db, std::string_view secret, const PersonRow& row) {
    if (!row.key) return {};
    const auto text = privacy::unseal_text(db, secret, *row.key, row.sealed);
    if (!text) return {};
    const auto parsed = json::parse(*text);
    if (!parsed) return {};
    return {(*parsed)["name"].text(), (*parsed)["number"].text(), (*parsed)["email"].text(), (*parsed)["phone"].text(),
            (*parsed)["postal_address"].text()};
}

std::string mac_of(std::string_view secret, const PersonalNumber& number) { return mac(secret, "personal number", number.digits()); }
std::optional<std::string> email_mac(std::string_view secret, std::string_view email) {
    if (email.empty()) return std::nullopt;
    return mac(secret, "e-mail", lower(email));
}

void save_details(db::Connection& db, std::string_view secret, PersonId id, KeyId key, const Details& details) {
    const auto sealed = privacy::seal_text(db, secret, key, to_json(details));
    db.execute("UPDATE identity_person SET key = ?, sealed_details = ?, email_mac = ? WHERE id = ?", key, db::Blob{sealed},
               email_mac(secret, details.email), id);
    make_findable(db, secret, id, details.name, details.phone, details.email);
}

/// Nothing is added when another has come first with the same number.
bool add_person(db::Connection& db, std::string_view secret, PersonId id, std::optional<std::string_view> number_mac,
                const Details& details) {
    const auto added = db.execute(
        "INSERT INTO identity_person(id, name, number_mac, email, email_key, phone, postal_address, preferred, language, "
        "protected_identity, "
        "made_at) VALUES (?, '', ?, '', '', '', '', 'as_given', 'sv', 0, ?) ON CONFLICT (number_mac) DO NOTHING",
        id, number_mac, now());
    if (added > 0) save_details(db, secret, id, privacy::new_key(db, secret), details);
    return added > 0;
}

}  // namespace

PersonId find_or_add_person(db::Connection& db, std::string_view secret, const PersonalNumber& number, std::string_view name) {
    if (const auto known = find_person_by_number(db, secret, number)) {
        const auto row = row_of(db, *known).value();
        auto details = details_of(db, secret, row);
        if (details.name != name && row.key) {
            details.name = name;
            save_details(db, secret, *known, *row.key, details);
        }
        return *known;
    }
    const PersonId id{new_id()};
    const auto number_mac = mac_of(secret, number);
    if (add_person(db, secret, id, number_mac,
                   {.name = std::string(name), .number = number.digits(), .email = {}, .phone = {}, .postal_address = {}}))
        return id;
    return *find_person_by_number(db, secret, number);
}

PersonId find_or_add_person_by_email(db::Connection& db, std::string_view secret, std::string_view email, std::string_view name) {
    const auto known =
        db.one([](const db::Row& row) { return row.as<PersonId>("id"); },
               "SELECT id FROM identity_person WHERE email_mac = ? AND number_mac IS NULL ORDER BY id", email_mac(secret, email));
    if (known) return *known;
    const PersonId id{new_id()};
    add_person(db, secret, id, std::nullopt,
               {.name = std::string(name), .number = {}, .email = std::string(email), .phone = {}, .postal_address = {}});
    return id;
}

std::optional<PersonId> find_person_by_number(db::Connection& db, std::string_view secret, const PersonalNumber& number) {
    return db.one([](const db::Row& row) { return row.as<PersonId>("id"); }, "SELECT id FROM identity_person WHERE number_mac = ?",
                  mac_of(secret, number));
}

Result<Person> find_person(db::Connection& db, std::string_view secret, PersonId id) {
    auto row = row_of(db, id);
    if (!row) return failure(Fault::not_found);
    auto details = details_of(db, secret, *row);
    auto& person = row->person;
    person.name = std::move(details.name);
    person.email = std::move(details.email);
    person.phone = std::move(details.phone);
    person.postal_address = std::move(details.postal_address);
    return std::move(person);
}

bool has_protected_identity(db::Connection& db, PersonId id) {
    const auto row = row_of(db, id);
    return !row || row->person.protected_identity;
}

std::optional<PersonalNumber> personal_number_of(db::Connection& db, std::string_view secret, PersonId id) {
    const auto row = row_of(db, id);
    const auto number = row ? details_of(db, secret, *row).number : "";
    return number.empty() ? std::nullopt : PersonalNumber::from(number);
}

Result<void> change_person(db::Connection& db, std::string_view secret, const Person& person) {
    const auto row = row_of(db, person.id);
    if (!row || !row->key) return failure(Fault::not_found);
    auto details = details_of(db, secret, *row);
    details.name = person.name;
    details.email = person.email;
    details.phone = person.phone;
    details.postal_address = person.postal_address;
    save_details(db, secret, person.id, *row->key, details);
    db.execute("UPDATE identity_person SET preferred = ?, language = ?, protected_identity = ? WHERE id = ?", to_name(person.preferred),
               to_code(person.language), person.protected_identity, person.id);
    return {};
}

void erase_person(db::Connection& db, PersonId id) {
    const auto row = row_of(db, id);
    if (row && row->key) privacy::destroy(db, *row->key);
    remove_findable(db, id);
    db.execute("DELETE FROM identity_session WHERE person = ?", id);
    db.execute("UPDATE identity_person SET number_mac = NULL, email_mac = NULL, key = NULL, sealed_details = NULL WHERE id = ?", id);
}

void seal_people(db::Connection& db, std::string_view secret) {
    const auto unsealed = db.all(
        [](const db::Row& row) {
            return std::pair{read_row(row), row.text("number_sealed")};
        },
        "SELECT * FROM identity_person WHERE key IS NULL AND (name <> '' OR number_mac IS NOT NULL OR email <> '')");
    for (const auto& [row, sealed_number] : unsealed) {
        auto details = row.plain;
        const auto id = row.person.id;
        details.number = crypto::unseal(key_for(secret, "personal number"), sealed_number, std::to_string(id.value)).value_or("");
        save_details(db, secret, id, privacy::new_key(db, secret), details);
        db.execute(
            "UPDATE identity_person SET name = '', number_sealed = NULL, email = '', email_key = '', phone = '', postal_address = '' WHERE "
            "id = ?",
            id);
    }
}

}  // namespace identity
