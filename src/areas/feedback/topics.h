#pragma once
/// What the comments of the last months are about, and what comes suddenly.
#include <string>
#include <vector>

#include "areas/feedback/store.h"
#include "engines/area/tenant.h"
#include "engines/identity/visitor.h"

namespace feedback {

inline constexpr int weeks_before = 8;    ///< that the last seven days are held against
inline constexpr int months_grouped = 6;  ///< of comments that are put together

/// The nightly job: puts comments together by what they say. Nothing that can be read leaves the cases.
void group_feedback(Tenant&);

/// How many came of something: a topic, or all of a unit.
struct Flow {
    std::int64_t key = 0;  ///< topic or unit
    std::string name{};
    std::int64_t last_week = 0, all = 0;
    std::vector<std::int64_t> before{};  ///< each of the weeks before, oldest first
    bool is_sudden = false;
};
struct Overview {
    std::vector<Flow> topics{}, units{}, providers{}, goals{};  ///< sudden ones first, then those with most
    std::vector<std::int64_t> weeks{};                          ///< all comments, oldest first, the last seven days last
    std::int64_t comments = 0;
};
/// Of the comments that this member of staff may read, and of nothing else: names of topics too.
Overview overview(db::Connection&, const Tenant&, AccountId, Language);

Timestamp since_grouped();
/// The moment at which the last seven days begin.
Timestamp last_week();

}  // namespace feedback
