#pragma once
#include "engines/area/area.h"

namespace public_records {

inline constexpr Permission may_keep{"public_records.keep"};

Result<http::Response> show_register(Context&);
Result<http::Response> show_entry(Context&);
Result<http::Response> register_as_json(Context&);

Result<http::Response> show_days_entries(Context&);
Result<http::Response> show_correction(Context&);
Result<http::Response> change_title(Context&);
Result<http::Response> change_secrecy(Context&);

}  // namespace public_records
