#pragma once
/// What a visitor's session has in hand: drafts begun and cases opened with a code, without or before e-identification.
#include <cstdint>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace in_hand {

enum class Kind { draft, opened_case };

/// In the order they came.
std::vector<std::int64_t> all(db::Connection&, const Visitor&, Kind);
bool has(db::Connection&, const Visitor&, Kind, std::int64_t id);
/// The oldest falls out when there are more than twenty.
void add(db::Connection&, const Visitor&, Kind, std::int64_t id);

}  // namespace in_hand
