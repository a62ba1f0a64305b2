#pragma once
#include "engines/area/area.h"

namespace disposal {

Result<http::Response> show_lists(Context&);
Result<http::Response> show_list(Context&);
Result<http::Response> approve_list(Context&);
Result<http::Response> list_as_csv(Context&);

Result<http::Response> show_holds(Context&);
Result<http::Response> hold_case(Context&);
Result<http::Response> show_hold(Context&);
Result<http::Response> end_hold(Context&);

}  // namespace disposal
