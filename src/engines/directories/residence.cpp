#include "engines/directories/residence.h"

#include "engines/directories/records.h"

namespace directories {

Residence residence_of(const Tenant& tenant, const std::string& personal_number) {
    using enum Residence::State;
    if (!tenant.directories || !tenant.directories->connected.contains(Directory::population)) return {};
    const auto reply = tenant.directories->connected.at(Directory::population)(
        {Directory::population, json::object({{"personal_number", personal_number}})});
    if (reply.outcome == Outcome::unreachable) return {.state = unreachable};
    if (reply.outcome == Outcome::missing) return {};
    const auto person = person_of(reply.record);
    if (person.is_protected) return {.state = reply.record["protected"].yes() ? withheld : unclear};
    const auto& address = person.address;
    const bool is_whole = address && !address->street.empty() && !address->postcode.empty() && !address->town.empty();
    if (!person.is_unprotected || !person.deregistered.empty() || !is_whole) return {};
    return {found, *address};
}

}  // namespace directories
