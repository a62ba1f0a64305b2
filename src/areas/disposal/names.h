#pragma once
/// What units and services are called, for lists that know their ids.
#include <map>
#include <string>

#include "foundation/base/id.h"
#include "foundation/db/database.h"
#include "foundation/texts/texts.h"

#include "engines/identity/units.h"

namespace disposal {

struct Names {
    std::map<std::int64_t, std::string> units{};
    std::map<std::string, std::string, std::less<>> services{};

    std::string unit(UnitId) const;
    /// Its id when the municipality has it no more.
    std::string service(const std::string& id) const;
};
Names names_for(db::Connection&, Language);

}  // namespace disposal
