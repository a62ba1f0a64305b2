#pragma once
#include "engines/area/area.h"

namespace my_pages {

// All that is mine
Result<http::Response> show_overview(Context&);
Result<http::Response> show_details(Context&);
Result<http::Response> change_details(Context&);

// All that we have about the visitor (mine_handlers.cpp)
Result<http::Response> show_everything(Context&);
Result<http::Response> download_everything(Context&);
Result<http::Response> show_consent(Context&);
Result<http::Response> take_back_consent(Context&);

// How a case stands, without signing in (status_handlers.cpp)
Result<http::Response> ask_status(Context&);
Result<http::Response> show_status(Context&);

// One case
Result<http::Response> show_case(Context&);
Result<http::Response> show_letter(Context&);
Result<http::Response> download_document(Context&);
Result<http::Response> download_bundle(Context&);
Result<http::Response> show_readers(Context&);

// What the applicant does with it
Result<http::Response> write_message(Context&);
Result<http::Response> show_supplement(Context&);
Result<http::Response> answer_supplement(Context&);
/// Against the refusal to decide the case now.
Result<http::Response> show_refusal_appeal(Context&);
Result<http::Response> send_refusal_appeal(Context&);
Result<http::Response> show_appeal(Context&);
Result<http::Response> send_appeal(Context&);
Result<http::Response> show_withdrawal(Context&);
Result<http::Response> withdraw(Context&);
/// To examine what was decided automatically.
Result<http::Response> ask_for_person(Context&);
Result<http::Response> ask_for_decision(Context&);
Result<http::Response> change_representative(Context&);
Result<http::Response> send_new_link(Context&);

// What others sign (signing_handlers.cpp)
Result<http::Response> show_signing(Context&);
Result<http::Response> answer_signing(Context&);

}  // namespace my_pages
