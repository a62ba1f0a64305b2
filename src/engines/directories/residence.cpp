#include "engines/directories/residence.h"

#include "engines/directories/records.h"

namespace directories {

bool has_population_register(const Tenant& tenant) {
    return tenant.directories && tenant.directories->connected.contains(Directory::population);
}

Residence residence_of(const Tenant& tenant, const std::string& personal_number) {
    using enum Residence::State;
    if (!has_population_register(tenant)) return {};
    const auto reply = person_in_register(tenant, personal_number);
    if (reply.outcome == Outcome::unreachable) return {.state = unreachable};
    if (reply.outcome == Outcome::missing) return {};
    const auto person = person_of(reply.record);
    if (person.is_protected) return {.state = person.is_said_protected ? withheld : unclear};
    const auto& address = person.address;
    const bool is_whole = address && !address->street.empty() && !address->postcode.empty() && !address->town.empty();
    if (!person.is_unprotected || !person.deregistered.empty() || !is_whole) return {};
    return {found, *address};
}

}  // namespace directories
