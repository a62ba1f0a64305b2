#pragma once
#include "engines/area/area.h"

namespace contact_centre {

// The console.
Result<http::Response> show_console(Context&);
Result<http::Response> begin_contact(Context&);
Result<http::Response> show_contact(Context&);
Result<http::Response> search_everything(Context&);
Result<http::Response> take_contact(Context&);
Result<http::Response> choose_person(Context&);
Result<http::Response> finish_contact(Context&);
Result<http::Response> show_original(Context&);
Result<http::Response> suggest(Context&);
Result<http::Response> show_call_backs(Context&);

// What was handed over to a unit.
Result<http::Response> show_handed_over(Context&);
Result<http::Response> show_handed_over_contact(Context&);
Result<http::Response> answer_handed_over(Context&);

// Figures.
Result<http::Response> show_figures(Context&);
Result<http::Response> contacts_as_csv(Context&);

// The ways in.
Result<http::Response> show_form(Context&);
Result<http::Response> send_form(Context&);
Result<http::Response> show_calls(Context&);
Result<http::Response> take_calls(Context&);
Result<http::Response> receive_contact(Context&);
Result<http::Response> receive_call(Context&);

}  // namespace contact_centre
