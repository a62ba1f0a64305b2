#pragma once
#include "engines/area/area.h"
#include "engines/decision_tables/versions.h"

namespace table_builder {

// The tables of the units (table_handlers.cpp)
Result<http::Response> show_tables(Context&);
Result<http::Response> add_table(Context&);
Result<http::Response> show_table(Context&);
Result<http::Response> begin_version(Context&);
Result<http::Response> roll_back(Context&);
Result<http::Response> stop_table(Context&);
Result<http::Response> start_table(Context&);

// One version (version_handlers.cpp)
Result<http::Response> show_version(Context&);
Result<http::Response> save_version(Context&);
Result<http::Response> propose_version(Context&);
Result<http::Response> send_version_back(Context&);
Result<http::Response> approve_version(Context&);
Result<http::Response> discard_version(Context&);
Result<http::Response> show_replay(Context&);
Result<http::Response> begin_replay_of(Context&);

}  // namespace table_builder
