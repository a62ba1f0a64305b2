#pragma once
/// The definitions of a municipality: every version that was ever published stays, since running cases keep theirs.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engines/services/service.h"
#include "foundation/base/embedded_file.h"
#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace services {

enum class DefinitionState { draft, published, retired };

struct Definition {
    std::string id;
    int version = 1;
    DefinitionState state = DefinitionState::draft;
    std::string yaml;
    std::string hash;  ///< SHA-256 of the YAML, hexadecimal
    std::optional<Timestamp> published_at{};
};

/// Saves a draft. Failures: invalid (it cannot be read; see parse_service for why), conflict (this version is published with another text).
/// The same text again changes nothing.
Result<void> put(db::Connection&, std::string_view yaml);
/// A published version is used for new cases from now on; an older one stays for its cases. not_found, conflict (retired).
Result<void> publish(db::Connection&, std::string_view id, int version);
/// Takes no new cases; its cases go on.
Result<void> retire(db::Connection&, std::string_view id);

std::vector<Definition> definitions(db::Connection&);  ///< all versions, in order of id and version, without their YAML
Result<Definition> definition(db::Connection&, std::string_view id, int version);

/// Parsed services live here for the whole program, by the hash of their text: municipalities with the same definition share one.
/// Null when there is none. Safe from any thread; sees at once what another process has published.
std::shared_ptr<const Service> find(db::Connection&, std::string_view id, int version);
std::shared_ptr<const Service> newest_published(db::Connection&, std::string_view id);
/// The newest published version of each service, in order of id.
std::vector<std::shared_ptr<const Service>> published(db::Connection&);

/// A service that the program carries, as a draft, where the database has none of that version. not_found when it carries none such.
Result<void> take_carried(db::Connection&, std::string_view id);
/// Those, in order of id.
std::vector<std::shared_ptr<const Service>> carried();
/// Saves and publishes the services that the program carries, where the database has none of that version; how many.
int publish_carried(db::Connection&);
/// The program's own services/*.yaml and flows/*.yaml.
std::vector<EmbeddedFile> carried_services();
std::vector<EmbeddedFile> carried_flows();
/// The YAML of a flow that the program carries; nothing when it carries none such.
std::optional<std::string_view> carried_flow(std::string_view id);

}  // namespace services

template <>
inline constexpr EnumNames<services::DefinitionState, 3> names_of<services::DefinitionState> = {{
    {services::DefinitionState::draft, "draft"},
    {services::DefinitionState::published, "published"},
    {services::DefinitionState::retired, "retired"},
}};
