#pragma once
/// The draft's rules over cases that were closed: which would have been proposed otherwise?
#include <optional>

#include "areas/service_builder/check.h"
#include "areas/service_builder/page.h"
#include "engines/cases/case.h"

namespace service_builder {

inline constexpr int most_replayed = 500;

/// A case that the draft's rules propose another outcome for than the rules it was decided by.
struct Turned {
    std::string number;
    std::string decided;        ///< outcome
    std::string before, after;  ///< outcomes that are proposed; "" for none
};
struct Replay {
    int cases = 0;
    std::vector<Turned> turned{};
    bool is_limited = false;  ///< there may be more cases than were tried
};
Replay replayed(db::Connection&, const Tenant&, const std::vector<cases::Case>&, const services::Service& draft);

/// Before it is run, and what came of it.
http::Response replay_page(const Context&, const Draft&, const Checked&, const std::optional<Replay>&);

}  // namespace service_builder
