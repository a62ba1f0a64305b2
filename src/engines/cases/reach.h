#pragma once
/// Where the parties of a case are reached: telephone, e-mail, address.
/// Law: 22 kap. 1 § OSL. Of somebody with protected identity only who handles the case sees it, wherever it would be shown.
#include <cstdint>
#include <set>

#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "foundation/db/database.h"

namespace cases {

struct Reach {
    std::set<std::int64_t> marked{};  ///< parties with protected identity, by id
    bool is_open = true;              ///< nothing is hidden from this reader
    std::set<std::int64_t> open{};    ///< else of these parties alone it is shown
    /// Of a party; of an id that is no party's, as that of an old message, only when nothing is hidden.
    bool shows(std::int64_t party) const { return is_open || open.contains(party); }
};
/// For a member of staff who may read the case. When a register has said that somebody in it is protected, and not which party, all are.
Reach reach_for(db::Connection&, const Tenant&, const Visitor&, const Case&);

}  // namespace cases
