#pragma once
/// The delegation order (delegationsordning): who may decide what in the committee's place (kommunallagen 6 kap. 37 §, 7 kap. 5 §).
/// The table identity_delegation (id, committee) may be read, so that lists can ask in whose place something was decided.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/roles.h"
#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

using SubstitutionId = Id<struct SubstitutionTag>;

namespace identity {

struct DelegationRule {
    std::string id;               ///< "BUN 4.2", as in the printed order
    std::string text;             ///< "Beslut om skolskjuts i grundskolan"
    std::string law;              ///< "Skollagen 10 kap. 32 §"
    UnitId committee;             ///< holds for it and all units below it
    std::vector<RoleId> roles{};  ///< who may decide
};

/// Written anew when the id exists.
Result<void> set_delegation(db::Connection&, const DelegationRule&);
void remove_delegation(db::Connection&, std::string_view id);
Result<DelegationRule> find_delegation(db::Connection&, std::string_view id);
std::vector<DelegationRule> delegation_order(db::Connection&, UnitId committee);

/// Holds a role of the rule in that unit, or stands in today for someone who does.
bool may_decide(db::Connection&, AccountId, std::string_view delegation, UnitId);

/// The role of nobody: a row of the order that has it lets decisions be made without a person (kommunallagen 6 kap. 37 §).
inline constexpr std::string_view automatic_role = "automatic-decision";
/// Whether the row lets decisions in that unit be made without a person.
bool may_be_automatic(db::Connection&, std::string_view delegation, UnitId);

/// Who decides while someone is away; whole Swedish days, both included.
struct Substitution {
    SubstitutionId id;
    AccountId absent;
    AccountId substitute;
    Date from;
    Date until;
};
Result<SubstitutionId> add_substitution(db::Connection&, AccountId absent, AccountId substitute, Date from, Date until);
void end_substitution(db::Connection&, SubstitutionId);
std::vector<Substitution> substitutions_of(db::Connection&, AccountId absent);
/// Of everyone, those that have not ended before that day.
std::vector<Substitution> substitutions_since(db::Connection&, Date);

}  // namespace identity
