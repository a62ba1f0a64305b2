#pragma once
#include <memory>

#include "engines/area/area.h"
#include "engines/services/service.h"

namespace figures {

/// The one in the address, as it is published now.
Result<std::shared_ptr<const services::Service>> service_asked_for(db::Connection&, const Context&);

Result<http::Response> show_questions(Context&);
Result<http::Response> answer_question(Context&);

Result<http::Response> show_figures(Context&);
Result<http::Response> figures_as_csv(Context&);
Result<http::Response> show_service(Context&);
Result<http::Response> show_cases(Context&);
Result<http::Response> cases_as_csv(Context&);

// study_handlers.cpp
Result<http::Response> show_study(Context&);
Result<http::Response> study_as_csv(Context&);

}  // namespace figures
