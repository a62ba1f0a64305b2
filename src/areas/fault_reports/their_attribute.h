#pragma once
/// What somebody else's Open311 asks besides place and words (GeoReport v2, GET Service Definition), and what staff answer. No I/O.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"
#include "foundation/http/message.h"
#include "foundation/json/json.h"

namespace fault_reports {

/// As the specification names them.
enum class Datatype { string, number, datetime, text, singlevaluelist, multivaluelist };

struct TheirAttribute {
    std::string code, words;  ///< words: their question
    std::string hint{};
    Datatype datatype = Datatype::string;
    bool is_required = false;
    std::vector<std::pair<std::string, std::string>> values{};  ///< key and name
    bool operator==(const TheirAttribute&) const = default;
};
json::Value to_json(const std::vector<TheirAttribute>&);
std::vector<TheirAttribute> attributes_from(const json::Value&);

/// What is sent: several values of a multivaluelist alone.
struct AttributeAnswer {
    std::string code;
    std::vector<std::string> values{};
    bool operator==(const AttributeAnswer&) const = default;
};
json::Value to_json(const std::vector<AttributeAnswer>&);
std::vector<AttributeAnswer> answers_from(const json::Value&);

/// The input that asks for it, the same however their list changes.
std::string attribute_field(std::int64_t receiver, std::string_view code);
/// As the specification wants them: numbers with a point, moments with their time zone. invalid names the inputs.
Result<std::vector<AttributeAnswer>> answers_in(const http::Fields& typed, std::int64_t receiver, const std::vector<TheirAttribute>& asked);
/// Their question and our answer, a line each.
std::string answers_in_words(const std::vector<TheirAttribute>& asked, const std::vector<AttributeAnswer>&);

}  // namespace fault_reports

template <>
inline constexpr EnumNames<fault_reports::Datatype, 6> names_of<fault_reports::Datatype> = {{
    {fault_reports::Datatype::string, "string"},
    {fault_reports::Datatype::number, "number"},
    {fault_reports::Datatype::datetime, "datetime"},
    {fault_reports::Datatype::text, "text"},
    {fault_reports::Datatype::singlevaluelist, "singlevaluelist"},
    {fault_reports::Datatype::multivaluelist, "multivaluelist"},
}};
