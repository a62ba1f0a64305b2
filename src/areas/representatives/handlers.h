#pragma once
#include "engines/area/area.h"

namespace representatives {

/// Lets staff register who may act for whom. Counts only at the top of the organisation: mandates belong to no unit.
inline constexpr Permission may_register{"mandates.register"};

// Residents
Result<http::Response> show_mine(Context&);
Result<http::Response> show_mandate(Context&);
Result<http::Response> answer_mandate(Context&);
Result<http::Response> end_mandate(Context&);
Result<http::Response> show_giving(Context&);
Result<http::Response> give_mandate(Context&);
Result<http::Response> show_asking(Context&);
Result<http::Response> ask_mandate(Context&);
Result<http::Response> show_organisation(Context&);
Result<http::Response> add_organisation(Context&);

// Staff
Result<http::Response> show_registered(Context&);
Result<http::Response> search_registered(Context&);
Result<http::Response> register_mandate(Context&);
Result<http::Response> end_registered(Context&);
Result<http::Response> show_paper(Context&);

}  // namespace representatives
