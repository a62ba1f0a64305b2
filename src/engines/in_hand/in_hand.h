#pragma once
/// What a visitor's session has in hand: drafts begun and cases opened with a code, without or before e-identification; the words that
/// staff last searched with, and what the next page is to tell, so that they stand in no address.
#include <cstdint>
#include <string>
#include <string_view>
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

/// Sealed in the session; "" when nothing has been searched for.
std::string searched_words(db::Connection&, std::string_view secret, const Visitor&);
void keep_searched_words(db::Connection&, std::string_view secret, const Visitor&, std::string_view words);

/// Told by the page that comes next, as a text key; "" for nothing. The caller tells it once.
std::string to_tell(db::Connection&, const Visitor&);
void keep_to_tell(db::Connection&, const Visitor&, std::string_view key);

}  // namespace in_hand
