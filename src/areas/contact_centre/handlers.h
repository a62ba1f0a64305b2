#pragma once
#include "areas/contact_centre/screen.h"
#include "engines/area/area.h"

namespace contact_centre {

/// The contact of the address, for an agent who may see it.
Result<contacts::Contact> contact_of(Context&);
/// Reading what somebody has said, and what is known of them, is logged: once for a page that is opened again and again meanwhile.
void write_into_log(Context&, const contacts::Contact&);
ContactScreen screen_of(Context&, const contacts::Contact&, const std::string& who = {});

// The console.
Result<http::Response> show_console(Context&);
Result<http::Response> begin_contact(Context&);
Result<http::Response> show_contact(Context&);
Result<http::Response> search_everything(Context&);
Result<http::Response> take_contact(Context&);
Result<http::Response> choose_person(Context&);
Result<http::Response> choose_place(Context&);
Result<http::Response> finish_contact(Context&);
Result<http::Response> show_original(Context&);
Result<http::Response> suggest(Context&);
Result<http::Response> show_call_backs(Context&);

// Answers, the chat seen from the console, and contacts of one matter.
Result<http::Response> send_reply(Context&);
Result<http::Response> new_lines_for_agent(Context&);
Result<http::Response> join_contact(Context&);
Result<http::Response> part_contact(Context&);
Result<http::Response> show_chat_hours(Context&);
Result<http::Response> save_chat_hours(Context&);

// Chat, for residents.
Result<http::Response> show_chat(Context&);
Result<http::Response> say_in_chat(Context&);
Result<http::Response> new_lines(Context&);
Result<http::Response> end_chat(Context&);
Result<http::Response> forget_chat(Context&);
Result<http::Response> mail_chat(Context&);
Result<http::Response> download_chat(Context&);

// What was handed over to a unit.
Result<http::Response> show_handed_over(Context&);
Result<http::Response> show_handed_over_contact(Context&);
Result<http::Response> answer_handed_over(Context&);

// Figures.
Result<http::Response> show_figures(Context&);
Result<http::Response> show_contacts_behind(Context&);
Result<http::Response> contacts_as_csv(Context&);
Result<http::Response> show_special_days(Context&);
Result<http::Response> add_special_day(Context&);
Result<http::Response> remove_special_day(Context&);

// The ways in.
Result<http::Response> show_form(Context&);
Result<http::Response> send_form(Context&);
Result<http::Response> show_calls(Context&);
Result<http::Response> take_calls(Context&);
Result<http::Response> receive_contact(Context&);
Result<http::Response> receive_call(Context&);

}  // namespace contact_centre
