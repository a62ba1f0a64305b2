#pragma once
#include "engines/area/area.h"

namespace area_template {

Result<http::Response> show_notes(Context&);
Result<http::Response> show_form(Context&);
Result<http::Response> add_note(Context&);

}  // namespace area_template
