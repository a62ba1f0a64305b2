#pragma once
#include "areas/service_builder/rights.h"

namespace service_builder {

Result<http::Response> show_list(Context&);
Result<http::Response> begin_draft_of(Context&);

/// From another municipality.
Result<http::Response> show_take_in_definition(Context&);
Result<http::Response> take_in_definition(Context&);

/// Following another municipality's service at its address.
Result<http::Response> show_subscribe(Context&);
Result<http::Response> subscribe(Context&);
Result<http::Response> show_subscription(Context&);
/// What is called what here; with `do=ta-in` it is taken in too.
Result<http::Response> save_names(Context&);
Result<http::Response> look_now(Context&);
Result<http::Response> unsubscribe(Context&);

/// For anybody who follows us.
Result<http::Response> show_shared(Context&);
Result<http::Response> show_shared_index(Context&);
Result<http::Response> show_shared_service(Context&);

Result<http::Response> show_draft(Context&);
Result<http::Response> show_part(Context&);
Result<http::Response> save_part(Context&);
Result<http::Response> add_part(Context&);
Result<http::Response> change_order(Context&);
Result<http::Response> move_to_page(Context&);
/// Where a part was dragged to.
Result<http::Response> drop_part(Context&);
Result<http::Response> undo_or_redo(Context&);

Result<http::Response> show_yaml(Context&);
Result<http::Response> save_yaml(Context&);
Result<http::Response> show_history(Context&);

Result<http::Response> show_preview(Context&);
Result<http::Response> show_preview_frame(Context&);
Result<http::Response> show_trial(Context&);
Result<http::Response> answer_trial(Context&);
/// What stands in a form of the builder, without saving it.
Result<http::Response> try_unsaved(Context&);
Result<http::Response> show_replay(Context&);
Result<http::Response> run_replay(Context&);

Result<http::Response> show_difference(Context&);
Result<http::Response> take_in(Context&);
Result<http::Response> propose_draft(Context&);
Result<http::Response> approve_draft(Context&);
Result<http::Response> open_again(Context&);
Result<http::Response> discard_draft(Context&);

Result<http::Response> show_service(Context&);
Result<http::Response> roll_back(Context&);
Result<http::Response> share_or_stop(Context&);

}  // namespace service_builder
