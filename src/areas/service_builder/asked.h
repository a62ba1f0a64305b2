#pragma once
/// What a request to the builder is about. Several files of handlers ask.
#include "areas/service_builder/saving.h"
#include "engines/area/area.h"

namespace service_builder {

/// Of the address. not_found when it is no number.
Result<ServiceDraftId> asked_id(const Context&);
Result<Opened> asked_draft(db::Connection&, const Context&);
/// The revision that the form was made from.
int began_from(const Context&);

/// What the posted form of a part makes of the definition, or the posted text of the whole. Failures: not_found, invalid.
Result<yaml::Node> edited(const Context&, const yaml::Node& document, const std::string& part);

/// What was chosen on the page that shows the conflicts.
InConflict in_conflict(const Context&);
/// The field of one of them.
std::string choice_field(const services::Conflict&);

/// Saves and leads to the address, or asks when somebody else has changed the same place.
Result<http::Response> save_and_go(Context&, What, std::string_view part, const Edit&, const std::string& address);

}  // namespace service_builder
