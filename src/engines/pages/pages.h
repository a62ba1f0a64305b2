#pragma once
/// What a view needs to make a page.
#include "engines/pages/assets.h"      // IWYU pragma: export
#include "engines/pages/charts.h"      // IWYU pragma: export
#include "engines/pages/components.h"  // IWYU pragma: export
#include "engines/pages/fields.h"      // IWYU pragma: export
#include "engines/pages/lists.h"       // IWYU pragma: export
#include "engines/pages/shells.h"      // IWYU pragma: export
