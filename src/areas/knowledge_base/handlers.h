#pragma once
#include "engines/area/area.h"

namespace knowledge_base {

Result<http::Response> show_questions(Context&);
Result<http::Response> show_question(Context&);
Result<http::Response> say_whether_right(Context&);

Result<http::Response> show_articles(Context&);
Result<http::Response> remove_unanswered(Context&);
Result<http::Response> show_new(Context&);
Result<http::Response> add_article(Context&);
Result<http::Response> show_article(Context&);
Result<http::Response> change_article(Context&);

}  // namespace knowledge_base
