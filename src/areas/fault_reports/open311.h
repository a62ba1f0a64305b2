#pragma once
/// Open311 GeoReport v2 as it is written: http://wiki.open311.org/GeoReport_v2. Values in, JSON and XML out.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/report.h"
#include "areas/fault_reports/store.h"
#include "engines/assets/assets.h"
#include "engines/cases/places.h"
#include "engines/identity/visitor.h"
#include "foundation/http/message.h"
#include "foundation/json/json.h"

namespace fault_reports::open311 {

/// Lets a program send in fault reports for people, with its key as api_key.
inline constexpr Permission may_send{"fault_reports.send"};

enum class Format { json, xml };
/// By the end of the last part of the path: ".json" is JSON, all else is XML, which the specification demands.
Format format_of(const http::Request&);
/// What the specification calls a question of the page: "description", "attribute[lamp]".
std::string name_of_field(std::string_view field);
/// "FEL-2026-0001.xml" without its format.
std::string without_format(std::string_view code);

/// One value for both formats, as the Spark convention has it: a list is a JSON array, and in XML an element of the list's name with one
/// element for each item; null is null, and an empty element.
std::string to_xml(std::string_view root, const json::Value&);
http::Response answer(Format, std::string_view root, const json::Value&, int status = 200);
/// The status of HTTP is the code of the error.
http::Response error(Format, int code, std::string_view description);

json::Value discovery(std::string_view address, std::string_view contact, std::string_view key_service);
/// The attribute that names the thing by its number in the owner's register, besides a category's own questions.
inline constexpr std::string_view asset_attribute = "asset";
json::Value service_list(const Categories&, const AssetKinds&, const Texts&);
/// A category's own questions as attributes, and the thing that it is about.
json::Value definition(const services::Service&, const std::vector<assets::Kind>&, const Texts&);

/// A request as everybody may see it.
struct Shown {
    cases::PlacedCase of;
    std::string service_name, status_notes, description, address, media_url;
    std::string agency{};
    std::optional<Timestamp> expected{};
    json::Value extended{};  ///< attributes that the specification does not know, when they are asked for
};
json::Value request(const Shown&);

/// What a client asks for.
struct Query {
    cases::PlaceFilter filter;
    std::optional<geo::Position> around{};
    double radius = 0;  ///< metres
    int page = 1, page_size = 0;
};
inline constexpr std::string_view error_span = "error_open311_span";
/// invalid names the parameter that cannot be read, or says with error_span that the dates are too far apart. The span is 90 days where it
/// is not told and never more, and there are at most 1000 requests. Nothing but the numbers counts when there are any.
Result<Query> query_of(const http::Fields&, Timestamp now);

/// A moment as the specification writes it (W3C note on dates): the time zone must be there.
std::optional<Timestamp> moment_in(std::string_view);

/// attribute[code]=value as the category's own questions want it. invalid names what is unknown or missing. `takes_asset`: attribute[asset]
/// may be there too.
Result<forms::Answers> attributes_in(const services::Service&, const http::Fields&, bool takes_asset = false);

}  // namespace fault_reports::open311
