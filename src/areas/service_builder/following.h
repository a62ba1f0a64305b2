#pragma once
/// Following other municipalities' services, and letting others follow ours.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "areas/service_builder/sharing.h"
#include "engines/area/area.h"
#include "engines/services/service.h"
#include "foundation/base/enum_names.h"

namespace service_builder {

/// How the source stands to what we have taken in of it, both in our names.
struct SourceStanding {
    enum class What { not_taken, current, news } what = What::not_taken;
    yaml::Node taken{}, now{};
};
SourceStanding standing_of(db::Connection&, const Subscription&);

/// The names that are missing are a failure: invalid. Else as take_in_definition, with the text as it was seen last in our names.
Result<TakenIn> take_in_news(db::Connection&, const Visitor&, const Subscription&, InConflict);

// ---- the source

/// What stands at an address, as far as it is a source.
struct SharedService {
    std::string id;
    int version = 0;
    std::string title_sv, title_en;
    std::string address;
};
struct Source {
    std::string municipality;               ///< the host when nobody says the name
    std::vector<SharedService> services{};  ///< of a list; empty: a definition
    std::string address{};                  ///< of the definition
    std::string yaml{};
    std::string etag{};
};
/// Failures: unavailable, with a text key that says what is wrong: silent, gone, no definition, another service.
Result<Source> ask_source(const Tenant&, std::string_view typed);

/// One look at a source that is followed. Nothing in the subscription but its text, tag, times and problem changes.
Subscription asked_again(const Tenant&, Subscription, Timestamp);
inline constexpr std::string_view silent_source = "error_source_silent";

/// The job: looks at each once, at none whose host has been silent since it began.
void look_for_news(Tenant&, const jobs::Job&);
inline constexpr std::string_view news_job = "service_builder.look_for_news";

// ---- what we share ourselves

inline constexpr std::string_view shared_address = "/delade-e-tjanster";
/// The list of what is shared, as YAML.
std::string index_of(const Tenant&, const std::vector<std::shared_ptr<const services::Service>>&);
/// The published services that are shared.
std::vector<std::shared_ptr<const services::Service>> shared_services(db::Connection&);

}  // namespace service_builder

template <>
inline constexpr EnumNames<service_builder::SourceStanding::What, 3> names_of<service_builder::SourceStanding::What> = {{
    {service_builder::SourceStanding::What::not_taken, "not_taken"},
    {service_builder::SourceStanding::What::current, "current"},
    {service_builder::SourceStanding::What::news, "news"},
}};
