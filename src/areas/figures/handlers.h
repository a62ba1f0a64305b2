#pragma once
#include "engines/area/area.h"

namespace figures {

Result<http::Response> show_questions(Context&);
Result<http::Response> answer_question(Context&);

Result<http::Response> show_figures(Context&);
Result<http::Response> figures_as_csv(Context&);

}  // namespace figures
