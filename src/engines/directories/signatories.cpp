#include "engines/directories/signatories.h"

#include <algorithm>

#include "engines/directories/records.h"

namespace directories {

static constexpr std::chrono::milliseconds patience{3'000};

Signatory signatory(const Tenant& tenant, std::string_view organisation_number, std::string_view personal_number) {
    using enum Signatory::State;
    if (!tenant.directories || !tenant.directories->connected.contains(Directory::organisation)) return {};
    const auto reply = tenant.directories->connected.at(Directory::organisation)(
        {Directory::organisation, json::object({{"organisation_number", organisation_number}}), patience});
    if (reply.outcome == Outcome::unreachable) return {.state = unreachable};
    if (reply.outcome == Outcome::missing) return {.state = missing};
    const auto found = organisation_of(reply.record);
    const bool signs = found.status == "active" && std::ranges::find(found.signatories, personal_number) != found.signatories.end();
    return {signs ? may_sign : may_not, found.name, reply.source};
}

}  // namespace directories
