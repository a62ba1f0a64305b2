#pragma once
/// The mark of a municipality: its own, or the mark of the house in its colours.
#include "engines/area/tenant.h"
#include "engines/pages/theme.h"
#include "foundation/html/html.h"

namespace pages {

/// On a page: the style sheet colours it.
html::Html mark(const Tenant&);

/// On paper the style sheet does not reach into a picture: the colours stand in the drawing.
html::Html printed_mark(const Theme&);

}  // namespace pages
