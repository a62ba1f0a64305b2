#pragma once
#include "engines/area/area.h"

namespace fault_reports {

// For everybody: reporting.
Result<http::Response> show_form(Context&);
Result<http::Response> send_report(Context&);
Result<http::Response> look_up_place(Context&);
Result<http::Response> show_near(Context&);

// For everybody: what has been reported.
Result<http::Response> show_report(Context&);
Result<http::Response> show_picture(Context&);
Result<http::Response> follow_report(Context&);
Result<http::Response> show_map(Context&);
Result<http::Response> map_as_geojson(Context&);
Result<http::Response> show_statistics(Context&);

// The figures for staff.
Result<http::Response> show_staff_statistics(Context&);
Result<http::Response> show_reports_behind(Context&);
Result<http::Response> reports_as_csv(Context&);

// Whoever has the link.
Result<http::Response> ask_verdict(Context&);
Result<http::Response> take_verdict(Context&);
Result<http::Response> ask_messages(Context&);
Result<http::Response> choose_messages(Context&);

// For those who mend.
Result<http::Response> show_worklist(Context&);
Result<http::Response> show_work(Context&);
Result<http::Response> crew_worker(Context&);
Result<http::Response> begin_work(Context&);
Result<http::Response> mend(Context&);
Result<http::Response> leave(Context&);
Result<http::Response> change_shown(Context&);

// Which things in the street the categories are about.
Result<http::Response> show_asset_kinds(Context&);
Result<http::Response> save_asset_kinds(Context&);

// What mending takes.
Result<http::Response> show_price_list(Context&);
Result<http::Response> save_resource(Context&);
Result<http::Response> end_resource(Context&);
Result<http::Response> show_costs(Context&);
Result<http::Response> costs_as_csv(Context&);

// Outside the house: staff hand over, and keep the list of receivers.
Result<http::Response> hand_report(Context&);
Result<http::Response> take_report_back(Context&);
Result<http::Response> hand_report_again(Context&);
Result<http::Response> note_number_outside(Context&);
Result<http::Response> show_receivers(Context&);
Result<http::Response> show_new_receiver(Context&);
Result<http::Response> add_receiver(Context&);
Result<http::Response> show_receiver(Context&);
Result<http::Response> save_receiver(Context&);
Result<http::Response> renew_receivers_link(Context&);
Result<http::Response> ask_receivers_services(Context&);
Result<http::Response> end_receiver(Context&);

// The receiver, by the link.
Result<http::Response> show_their_list(Context&);
Result<http::Response> sort_their_list(Context&);
Result<http::Response> show_their_report(Context&);
Result<http::Response> show_their_picture(Context&);
Result<http::Response> show_handed_picture(Context&);
Result<http::Response> say_begun(Context&);
Result<http::Response> say_done(Context&);
Result<http::Response> say_not_ours(Context&);

// Open311 GeoReport v2.
Result<http::Response> open311_discovery(Context&);
Result<http::Response> open311_services(Context&);
Result<http::Response> open311_definition(Context&);
Result<http::Response> open311_requests(Context&);
Result<http::Response> open311_request(Context&);
Result<http::Response> open311_send(Context&);
Result<http::Response> open311_token(Context&);
Result<http::Response> open311_updates(Context&);
Result<http::Response> open311_add_update(Context&);

}  // namespace fault_reports
