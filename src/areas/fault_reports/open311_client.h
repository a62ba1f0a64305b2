#pragma once
/// Asking the Open311 (GeoReport v2) of somebody else. What they answer is read as JSON or XML, whichever it is, and believed in nothing
/// that could harm: lengths are cut, other requests than the one asked for are not taken for it.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "areas/fault_reports/receiver.h"
#include "foundation/base/result.h"
#include "foundation/geo/base_map.h"

namespace fault_reports::open311_client {

struct System {
    std::string endpoint, jurisdiction, key;
    std::string format = "json";
    std::vector<std::string> let_hosts{};  ///< Tenant::hosts_inside
};

struct Sent {
    std::string service_code, description, address, media_url;
    geo::Position at;
    std::vector<AttributeAnswer> attributes{};
};
/// How it went, as far as we know.
enum class Taken { yes, no, not_reached, unknown };
struct Receipt {
    Taken taken{};
    std::string id{}, token{};  ///< of what is taken: one of them
    std::string words{};        ///< why not, in theirs
};
/// What they say of one request.
struct Standing {
    bool is_open = true;
    std::string notes{};
};
struct Services {
    std::vector<TheirService> all{};
    std::string format;
};

// ---- reading their answers

/// Fault::unavailable when it is no list of services; those without a code are left out.
Result<std::vector<TheirService>> services_in(std::string_view body);
/// What a service definition asks, in its order; Fault::unavailable when it is none.
Result<std::vector<TheirAttribute>> attributes_in(std::string_view body);
Receipt receipt_in(int status, std::string_view body);
/// Fault::unavailable when that request is not there, or has no status that can be read.
Result<Standing> standing_in(std::string_view body, std::string_view id);
/// What the newest update of that request says; "" when none says anything.
std::string newest_update_in(std::string_view body, std::string_view id);
/// The id that a token has become; "" while it has none.
std::string id_in(std::string_view body, std::string_view token);

// ---- asking

/// Their categories, in the format that they answer in: JSON when they can.
Result<Services> services(const System&);
/// Once: whoever calls has noted before that it leaves.
/// None where they have no definition of it.
Result<std::vector<TheirAttribute>> attributes(const System&, std::string_view service_code);
Receipt send(const System&, const Sent&);
/// Where the request itself has no notes, those of its updates, which not every system has.
Result<Standing> standing(const System&, std::string_view id);
Result<std::string> id_of_token(const System&, std::string_view token);

}  // namespace fault_reports::open311_client
