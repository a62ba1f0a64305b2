#pragma once
#include <vector>

#include "engines/area/area.h"
#include "foundation/texts/texts.h"

namespace site {

/// What each engine carries, in the same shape as an area: migrations, texts, jobs. Migrations run in this order, before the areas'.
/// A new engine is a line in engines.cpp.
std::vector<Area> engines();

/// The words of all engines and areas.
void add_texts(texts::Catalog&, const std::vector<Area>&);
/// The tables of all engines and areas, then what they need at run time (audit's guards).
void migrate(db::Database&, const std::vector<Area>&, std::string_view secret);

}  // namespace site
