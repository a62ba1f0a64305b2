#pragma once
/// The table of keys; only the .cpp files of this folder include it.
#include <limits>
#include <span>
#include <variant>

#include "foundation/config/config.h"

namespace config {

/// A whole number and the least and greatest it may be.
struct Whole {
    std::int64_t* value;
    std::int64_t least = 0;
    std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
};
/// Where a key's value lives in Settings.
using Place =
    std::variant<std::string*, Whole, std::vector<std::string>*, DatabaseKind*, Tls*, logging::Level*, SignsIn*, ClientAuthentication*>;

struct Key {
    std::string_view section;
    std::string_view name;
    std::string_view documentation;
    Place (*place)(Settings&);
};

std::span<const Key> keys();

/// The same for each [[sign_in.oidc]].
struct ProviderKey {
    std::string_view name;
    std::string_view documentation;
    Place (*place)(OidcProvider&);
};
std::span<const ProviderKey> provider_keys();

/// The same for each [[mail_in.box]].
struct BoxKey {
    std::string_view name;
    std::string_view documentation;
    Place (*place)(MailBox&);
};
std::span<const BoxKey> box_keys();

}  // namespace config
