#pragma once
/// All cases of a service that came in since a moment, for what is reckoned over many. No tests, none disposed of.
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

}  // namespace cases
