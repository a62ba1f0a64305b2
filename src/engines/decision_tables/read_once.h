#pragma once
/// What is reckoned from a version of a table alone is reckoned once, and not for every case and every view.
#include <memory>

#include "engines/decision_tables/compiled.h"
#include "engines/decision_tables/coverage.h"

namespace decision_tables {

/// Null when something is wrong with it (compile says what). Safe from any thread.
std::shared_ptr<const Compiled> read_once(const Content&, const std::shared_ptr<const services::Service>&);
/// Its gaps and collisions, in the language of the texts; null likewise.
std::shared_ptr<const Coverage> coverage_once(const Content&, const std::shared_ptr<const services::Service>&, const Texts&);

}  // namespace decision_tables
