#pragma once
/// All SQL of the area.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "foundation/db/database.h"

namespace fault_reports::store {

struct Follower {
    std::int64_t id = 0;
    std::string contact;  ///< e-mail address or mobile number; "" when the case is disposed of
    Language language = Language::sv;
};
/// The same contact follows once.
void follow(db::Connection&, const Tenant&, CaseId, KeyId, std::string_view contact, Language);
std::vector<Follower> followers(db::Connection&, const Tenant&, CaseId, KeyId);
std::int64_t count_followers(db::Connection&, CaseId);

/// What staff let everybody read.
struct Shown {
    std::string description{}, answer{};
    std::optional<DocumentId> picture{}, after{};
};
Shown shown(db::Connection&, CaseId);
void show(db::Connection&, CaseId, const Shown&);

enum class Said { yes, no };
/// False when it was answered already.
bool add_verdict(db::Connection&, CaseId, std::string_view asked, std::string_view service, Said);
struct Verdicts {
    std::int64_t yes = 0, no = 0;
};
Verdicts verdicts(db::Connection&, std::string_view service, Timestamp since);

/// Followers, and what was shown, of cases whose key is destroyed.
void forget_disposed(db::Connection&);

}  // namespace fault_reports::store
