#pragma once
#include <memory>

#include "engines/area/area.h"
#include "engines/services/service.h"

namespace e_services {

// Finding a service
Result<http::Response> show_home(Context&);
Result<http::Response> show_services(Context&);
Result<http::Response> suggest_services(Context&);
Result<http::Response> show_service(Context&);
/// {service} of the address, as it is published now.
Result<std::shared_ptr<const services::Service>> asked_service(Context&);

// Filling in a form
Result<http::Response> begin_form(Context&);
Result<http::Response> show_page(Context&);
Result<http::Response> answer_page(Context&);
Result<http::Response> show_review(Context&);
Result<http::Response> send_form(Context&);
Result<http::Response> show_receipt(Context&);
Result<http::Response> mail_code(Context&);
Result<http::Response> suggest_addresses(Context&);
Result<http::Response> look_up_place(Context&);
Result<http::Response> ask_draft_code(Context&);
Result<http::Response> open_draft(Context&);

// For somebody else
Result<http::Response> show_for_another(Context&);
Result<http::Response> begin_for_another(Context&);
Result<http::Response> show_desk(Context&);
Result<http::Response> begin_at_desk(Context&);

// On paper
Result<http::Response> print_paper(Context&);
Result<http::Response> show_scanning(Context&);
Result<http::Response> take_scan(Context&);
Result<http::Response> show_sheet(Context&);

// Following a case without e-identification
Result<http::Response> ask_case_code(Context&);
Result<http::Response> open_case(Context&);

// For programs
Result<http::Response> list_services(Context&);
Result<http::Response> describe_service(Context&);
Result<http::Response> service_schema(Context&);
Result<http::Response> receive_file(Context&);
Result<http::Response> receive_case(Context&);
Result<http::Response> case_as_json(Context&);

}  // namespace e_services
