#include "engines/directories/records.h"

#include <cmath>

#include "engines/forms/normal.h"
#include "foundation/base/unicode.h"

namespace directories {

/// Twelve or ten digits however the register writes them; as it stands when it is no number.
static std::string number_of(const std::string& written) {
    if (const auto person = forms::personal_number(written)) return *person;
    if (const auto organisation = forms::organisation_number(written)) return *organisation;
    return written;
}

Person person_of(const json::Value& record) {
    Person person;
    const auto* mark = record.find("protected");
    person.is_unprotected = mark && mark->is_bool() && !mark->yes();
    person.is_protected = mark && !person.is_unprotected;
    person.is_said_protected = mark && mark->is_bool() && mark->yes();
    if (person.is_protected) return person;
    person.deregistered = record["deregistered"].text();
    person.given_name = std::string(trimmed(record["given_name"].text()));
    person.family_name = std::string(trimmed(record["family_name"].text()));
    person.municipality = record["municipality"].text();
    person.registered_on = record["registered_on"].text();
    const auto& address = record["address"];
    if (address.is_object()) person.address = {address["street"].text(), address["postcode"].text(), address["town"].text()};
    for (const auto& guardian : record["guardians"].items()) person.guardians.push_back(number_of(guardian.text()));
    for (const auto& child : record["custody_of"].items()) person.custody_of.push_back(number_of(child.text()));
    return person;
}

Reply person_in_register(const Tenant& tenant, const std::string& personal_number) {
    return tenant.directories->connected.at(Directory::population)(
        {Directory::population, json::object({{"personal_number", personal_number}})});
}

Property property_of(const json::Value& record) {
    Property property{record["designation"].text(), {}};
    for (const auto& owner : record["owners"].items()) property.owners.push_back({number_of(owner["number"].text()), owner["name"].text()});
    return property;
}

Organisation organisation_of(const json::Value& record) {
    Organisation organisation{record["name"].text(), record["form"].text(), record["status"].text(), {}};
    for (const auto& signatory : record["signatories"].items()) organisation.signatories.push_back(number_of(signatory.text()));
    return organisation;
}

std::optional<geo::Position> position_of(const json::Value& record) {
    if (!record["latitude"].is_number() || !record["longitude"].is_number()) return std::nullopt;
    const geo::Position at{record["latitude"].number(), record["longitude"].number()};
    if (!(std::abs(at.latitude) <= 90 && std::abs(at.longitude) <= 180)) return std::nullopt;
    return at;
}

}  // namespace directories
