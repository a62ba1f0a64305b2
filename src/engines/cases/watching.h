#pragma once
/// Cases that an officer follows without handling them. A choice of the officer's own: no event of the case.
#include <map>

#include "engines/cases/find.h"

namespace cases {

void watch(db::Connection&, AccountId, const Case&);
void unwatch(db::Connection&, AccountId, CaseId);
bool is_watched(db::Connection&, AccountId, CaseId);
/// When the case is disposed of.
void forget_watchers(db::Connection&, CaseId);
/// The officer has the case before them now.
void mark_seen(db::Connection&, AccountId, const Case&);
/// Something has happened that is to be read in the case, though not in its own log: it is news to all who follow it.
void bring_news(db::Connection&, CaseId);
/// Watched cases of the officer's units where something has happened since; as most_counted.
std::int64_t count_news(db::Connection&, AccountId);

/// The last event that the officer has seen, by the watched case's id.
using SeenEvents = std::map<std::int64_t, std::int64_t>;
SeenEvents seen_events(db::Connection&, AccountId);

}  // namespace cases
