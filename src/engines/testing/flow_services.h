#pragma once
/// Small services of the flows that more than one person, or nobody, takes part in: for tests of cases and of their pages.
#include <string>
#include <string_view>

#include "foundation/db/database.h"

namespace flow_services {

inline constexpr std::string_view meter = "provmatare";           ///< registration
inline constexpr std::string_view support = "provbidrag";         ///< approved_decision
inline constexpr std::string_view school_choice = "provskolval";  ///< signed_decision

/// Saves and publishes all three, decided under "Prov 7" in barn-och-utbildning.
void publish(db::Connection&);
/// The definition of one of them.
std::string yaml_of(std::string_view service);

}  // namespace flow_services
