#pragma once
/// Building on another municipality's definition: its changes are taken in, and our own stay.
#include "areas/service_builder/saving.h"

namespace service_builder {

struct TakenIn {
    ServiceDraftId draft{};
    std::vector<services::Conflict> conflicts{};  ///< when there are any, nothing was taken in
};
/// A definition from elsewhere becomes a draft. One that was taken in before is merged: what the source has changed since, into what we
/// have made of it; our names for unit, series, delegation and court stay, since the source has not changed them. What the
/// service is built on changes with its publication, not before. Failures: invalid (no
/// definition, or without an id), conflict (the draft at work is proposed).
Result<TakenIn> take_in_definition(db::Connection&, const Visitor&, std::string_view yaml, InConflict);

}  // namespace service_builder
