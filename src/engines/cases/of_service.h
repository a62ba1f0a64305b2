#pragma once
/// All cases of a service that came in since a moment, for what is reckoned over many. No tests, none disposed of.
#include <optional>
#include <utility>

#include "engines/cases/find.h"

namespace cases {

struct Received {
    CaseId id{};
    std::string number;
    KeyId key{};
    UnitId unit{};
    std::string state, state_kind;
    Timestamp at{};
};
/// For jobs; oldest first.
std::vector<Received> received_since(db::Connection&, std::string_view service, Timestamp since);
/// Those that this member of staff may read.
std::vector<Received> received_since(db::Connection&, AccountId, std::string_view service, Timestamp since);

/// What a list of them asks for.
struct ReceivedAsked {
    std::optional<UnitId> unit{};
    bool only_open = false;
    Timestamp since{};
    std::optional<std::vector<CaseId>> among{};
    std::optional<std::pair<Timestamp, CaseId>> before{};  ///< the last row of the page before
    int limit = 100;
};
/// A page of those that this member of staff may read, newest first.
std::vector<Received> received_page(db::Connection&, AccountId, std::string_view service, const ReceivedAsked&);

}  // namespace cases
