#pragma once
/// Residents and other outsiders.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/personal_number.h"
#include "engines/identity/visitor.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace identity {

/// as_given: has not chosen; by what is given in each case.
enum class Channel { as_given, email, sms, email_and_sms, digital_post, letter };

struct Person {
    PersonId id;
    std::string name;
    std::string email;
    std::string phone;
    std::string postal_address;  ///< lines
    Channel preferred = Channel::as_given;
    Language language = Language::sv;
    bool protected_identity = false;  ///< skyddade personuppgifter: address and whereabouts are never shown
    bool has_personal_number = false;
};

/// `secret` is Tenant.secret. The name is brought up to date by what the e-identification says.
PersonId find_or_add_person(db::Connection&, std::string_view secret, const PersonalNumber&, std::string_view name);
/// For those without e-identification: the same e-mail is the same person only among those without personal number.
PersonId find_or_add_person_by_email(db::Connection&, std::string_view secret, std::string_view email, std::string_view name);
std::optional<PersonId> find_person_by_number(db::Connection&, std::string_view secret, const PersonalNumber&);
/// Empty words when the person is erased.
Result<Person> find_person(db::Connection&, std::string_view secret, PersonId);
/// By what this house knows itself, which may be more than a register says today. Also of one who is not there: then nobody knows.
bool has_protected_identity(db::Connection&, PersonId);
/// Reading it is a read of personal data that the caller audits.
std::optional<PersonalNumber> personal_number_of(db::Connection&, std::string_view secret, PersonId);
/// All but id, has_personal_number.
Result<void> change_person(db::Connection&, std::string_view secret, const Person&);
/// Name, number, e-mail, phone and address are gone, in backups too; the row stays so that the log of who acted keeps its number.
void erase_person(db::Connection&, PersonId);
/// Seals the rows that were written before people were sealed. At every start; nothing to do after the first.
void seal_people(db::Connection&, std::string_view secret);

/// Ten digits and the check digit of an organisation number, with or without the hyphen; "556000-1234".
std::optional<std::string> organisation_number(std::string_view typed);

}  // namespace identity

template <>
inline constexpr EnumNames<identity::Channel, 6> names_of<identity::Channel>{{{identity::Channel::as_given, "as_given"},
                                                                              {identity::Channel::email, "email"},
                                                                              {identity::Channel::sms, "sms"},
                                                                              {identity::Channel::email_and_sms, "email_and_sms"},
                                                                              {identity::Channel::digital_post, "digital_post"},
                                                                              {identity::Channel::letter, "letter"}}};
