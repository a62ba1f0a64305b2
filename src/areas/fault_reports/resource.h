#pragma once
/// What goes into mending a fault: material, work, driving; what it costs and how much carbon dioxide it gives. Values and rules, no I/O.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/case_id.h"
#include "engines/identity/visitor.h"
#include "foundation/base/id.h"
#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/http/message.h"

namespace fault_reports {

using ResourceId = Id<struct ResourceTag>;

/// A row of the price list.
struct Resource {
    ResourceId id{};
    std::string name, unit;  ///< "Kallasfalt", "kg"
    std::int64_t ore = 0;    ///< one unit costs, in hundredths of a krona
    std::int64_t grams = 0;  ///< of carbon dioxide equivalents, one unit
};
/// Lets staff keep the price list.
inline constexpr Permission may_keep_prices{"fault_reports.prices"};

/// So many parts, of which 10^decimals are a whole, as they are typed: "1250,5".
std::string as_typed(std::int64_t parts, int decimals);

/// As it is typed.
struct ResourceForm {
    std::string name{}, unit{}, kronor{}, kilograms{};
};
ResourceForm form_of(const Resource&);
/// invalid, by the form's fields: "namn", "enhet", "kronor", "koldioxid".
Result<Resource> resource_of(const ResourceForm&);

/// So much of it.
struct Use {
    Resource of;
    std::int64_t thousandths = 0;  ///< of its unit
    std::int64_t ore() const;      ///< rounded, half away from zero
    std::int64_t grams() const;
};
/// The field of the crew's form for one of them.
std::string amount_field(ResourceId);
/// What was filled in beside the price list; invalid where it is no amount.
Result<std::vector<Use>> uses_in(const http::Fields&, const std::vector<Resource>&);

/// What a year's mending took.
struct Cost {
    std::int64_t mended = 0;  ///< reports
    std::int64_t ore = 0, grams = 0;
};
struct RoadCost {
    std::string road, district;
    Cost cost;
};
struct YearCost {
    int year = 0;
    Cost cost;
};
/// One line of what went into a report.
struct UseRow {
    std::string number;  ///< of the case; "" when it is disposed of
    std::string service, road, district;
    std::string resource, resource_unit;
    std::int64_t thousandths = 0, ore = 0, grams = 0;
    Date used_on{};
};

}  // namespace fault_reports
