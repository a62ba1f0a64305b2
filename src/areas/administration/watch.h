#pragma once
/// Looks through the log of the last hour for what is out of the ordinary, and tells those who manage the municipality
/// (ASVS 8.1.4, 11.1.7).
#include "engines/area/area.h"
#include "engines/municipality/watch_limits.h"

namespace administration {

struct Unusual {
    enum class What { failed_sign_ins, cases_opened };
    What what{};
    std::int64_t number = 0;
    std::int64_t account = 0;  ///< whose it is; 0: nobody's
    std::string name{};        ///< the account's
};
/// What has reached its limit since then.
std::vector<Unusual> unusual_since(db::Connection&, const municipality::WatchLimits&, Timestamp since);

std::vector<AreaJob> watch_jobs();

}  // namespace administration

template <>
inline constexpr EnumNames<administration::Unusual::What, 2> names_of<administration::Unusual::What>{
    {{administration::Unusual::What::failed_sign_ins, "failed_sign_ins"}, {administration::Unusual::What::cases_opened, "cases_opened"}}};
