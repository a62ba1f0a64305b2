#pragma once
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/db/migrations.h"
#include "foundation/jobs/runner.h"
#include "foundation/texts/texts.h"

namespace site {

/// What each engine carries, in the same shape as an area: migrations, texts, jobs. Migrations run in this order, before the areas'.
/// A new engine is a line in engines.cpp.
std::vector<Area> engines();

/// The words of all engines and areas.
void add_texts(texts::Catalog&, const std::vector<Area>&);
/// Of all engines and areas, in the order in which they are applied.
std::vector<db::Migration> migrations(const std::vector<Area>&);
/// The tables of all engines and areas, then what they need at run time (audit's guards and key, the search index). Call it at every start.
/// True when cases must be made searchable anew: a restored database has no index of them.
bool migrate(db::Database&, const std::vector<Area>&, std::string_view secret);
/// The jobs of all engines and areas for one municipality. The tenant and the areas must outlive them.
jobs::Handlers job_handlers(Tenant&, const std::vector<Area>&);
std::vector<jobs::Periodic> periodic_jobs(const std::vector<Area>&);

}  // namespace site
