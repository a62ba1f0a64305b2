#pragma once
/// Writing to the event log of a case, and deriving everything else from it.
#include "engines/cases/case.h"
#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "foundation/texts/texts.h"

namespace cases {

/// Writes the next event of the case, derives what follows from it and records it in the audit log.
/// `data` holds results (the new state, the new due day), so that deriving needs no rules and no clock.
Event append(Change&, const Case&, EventKind, json::Value data);

/// Applies one event to the derived tables, the register and the search index. Applying all events of a case in order to a case
/// without derived rows gives the same rows as writing them one by one did.
void derive(const store::Opener&, CaseId, const Event&);

/// Officers find a case by its number, title, parties and places, which stand in its first event.
void make_searchable(const store::Opener&, CaseId, const Event& received);

/// Where it is about, so that officers can search for a street or a property.
std::string searchable(const Texts&, const services::Service&, const forms::Answers&);

// What is written about files, parties and answers in an event.
json::Value to_json(const Party&);
json::Value to_json(const forms::FileAnswer&);

/// Reads a day that may be missing.
std::optional<Date> day_of(const json::Value&);

}  // namespace cases
