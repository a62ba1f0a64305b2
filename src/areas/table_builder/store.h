#pragma once
/// All SQL of the area.
#include "areas/table_builder/replay.h"

namespace table_builder::store {

void insert_replay(db::Connection&, const Replay&);
std::optional<Replay> replay(db::Connection&, ReplayId);
std::optional<Replay> newest_replay(db::Connection&, DecisionTableId, int version);
/// How far it has come, and what it has counted.
void set_progress(db::Connection&, const Replay&);
void insert_turned(db::Connection&, ReplayId, const Turned&);
std::vector<Turned> turned(db::Connection&, ReplayId, int limit);
void delete_turned(db::Connection&, ReplayId);
/// Of a version that is thrown away: its number is given again.
void remove_of(db::Connection&, DecisionTableId, int version);
void remove_before(db::Connection&, Timestamp);

}  // namespace table_builder::store
