#pragma once
/// What in a definition is its municipality's own, and what it is called somewhere else. Values only.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engines/services/document.h"
#include "foundation/base/enum_names.h"

namespace service_builder {

enum class NameKind {
    service,         ///< its short name, which is its address
    unit,            ///< that owns the cases
    receiving_unit,  ///< that an answer leads to
    series,          ///< letters of the case numbers
    delegation,      ///< row of the delegation order
    court,           ///< where a decision is appealed against
    retention,       ///< the plan for keeping and disposal
    fee,             ///< who decided the tariff
    amount,          ///< a line of it
    municipality,    ///< its name in words
    email,
    phone,
    web,
};

struct LocalName {
    NameKind kind{};
    std::string key;                       ///< what our own is kept under: "unit", "court Förvaltningsrätten i Exempelstad"
    yaml::Node theirs;                     ///< one text, or words in two languages
    std::vector<services::Path> places{};  ///< where the whole value is theirs; none: it stands here and there in words
};
/// In the order of the kinds. The name of the municipality is looked for when it is known.
std::vector<LocalName> local_names(const yaml::Node& document, std::string_view municipality);

/// Ours, by key.
using OurNames = std::map<std::string, yaml::Node, std::less<>>;
/// The definition with ours where theirs stood; what has none of ours stays as it is.
yaml::Node in_our_names(const yaml::Node& document, std::string_view municipality, const OurNames&);
/// Their names that have none of ours.
std::vector<LocalName> unnamed(const yaml::Node& document, std::string_view municipality, const OurNames&);

std::string written(const OurNames&);
OurNames our_names(std::string_view written);

}  // namespace service_builder

template <>
inline constexpr EnumNames<service_builder::NameKind, 13> names_of<service_builder::NameKind> = {{
    {service_builder::NameKind::service, "service"},
    {service_builder::NameKind::unit, "unit"},
    {service_builder::NameKind::receiving_unit, "receiving_unit"},
    {service_builder::NameKind::series, "series"},
    {service_builder::NameKind::delegation, "delegation"},
    {service_builder::NameKind::court, "court"},
    {service_builder::NameKind::retention, "retention"},
    {service_builder::NameKind::fee, "fee"},
    {service_builder::NameKind::amount, "amount"},
    {service_builder::NameKind::municipality, "municipality"},
    {service_builder::NameKind::email, "email"},
    {service_builder::NameKind::phone, "phone"},
    {service_builder::NameKind::web, "web"},
}};
