#pragma once
#include "engines/area/area.h"

namespace feedback {

// For those who listen.
Result<http::Response> show_new(Context&);
Result<http::Response> register_spoken(Context&);

// For those whom it is about.
Result<http::Response> show_list(Context&);
Result<http::Response> show_feedback(Context&);
Result<http::Response> finish_feedback(Context&);
Result<http::Response> pass_on_appeal(Context&);
Result<http::Response> show_topics(Context&);
Result<http::Response> link_feedback(Context&);
Result<http::Response> move_feedback(Context&);

// For whoever works for a provider.
Result<http::Response> show_own_as_provider(Context&);
Result<http::Response> show_as_provider(Context&);

// Providers, goals, terms.
Result<http::Response> show_settings(Context&);
Result<http::Response> save_settings(Context&);

// "Du sa, vi gjorde".
Result<http::Response> show_story(Context&);
Result<http::Response> save_story(Context&);
Result<http::Response> take_back_story(Context&);
Result<http::Response> show_published(Context&);
Result<http::Response> show_own_published(Context&);

}  // namespace feedback
