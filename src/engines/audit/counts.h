#pragma once
/// How often something was written down lately, and by whom.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace audit {

struct ActorCount {
    std::string actor_kind;  ///< nobody, resident, staff, program
    std::int64_t actor = 0;
    std::string actor_name;
    std::int64_t entries = 0, subjects = 0;  ///< the same subject is one, however many entries it has
};
/// Of the entries with that event since then. The busiest first. Reads no more of the log than those.
std::vector<ActorCount> counted_since(db::Connection&, std::string_view event, Timestamp since);

}  // namespace audit
