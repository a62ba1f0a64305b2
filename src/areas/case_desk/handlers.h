#pragma once
#include "engines/area/area.h"

namespace case_desk {

// queue_handlers.cpp
Result<http::Response> show_my_queue(Context&);
Result<http::Response> show_unassigned(Context&);
Result<http::Response> show_all(Context&);
Result<http::Response> show_to_approve(Context&);
Result<http::Response> show_watched(Context&);
Result<http::Response> show_person_asked(Context&);
Result<http::Response> choose_columns(Context&);
Result<http::Response> save_search(Context&);
Result<http::Response> show_saved_search(Context&);
Result<http::Response> remove_search(Context&);
Result<http::Response> search_cases(Context&);
Result<http::Response> begin_search(Context&);

// batch_handlers.cpp
Result<http::Response> tick_cases(Context&);
Result<http::Response> show_batch(Context&);
Result<http::Response> decide_batch(Context&);
Result<http::Response> undo_whole_batch(Context&);

// teamwork_handlers.cpp
Result<http::Response> show_teamwork(Context&);
Result<http::Response> add_task(Context&);
Result<http::Response> finish_task(Context&);
Result<http::Response> change_note(Context&);
Result<http::Response> change_links(Context&);
Result<http::Response> say_conflict(Context&);
Result<http::Response> open_to_representatives(Context&);
Result<http::Response> consult(Context&);
Result<http::Response> move_due_day(Context&);
Result<http::Response> watch(Context&);
Result<http::Response> show_tasks(Context&);
Result<http::Response> show_consultations(Context&);
Result<http::Response> show_consultation(Context&);
Result<http::Response> answer_consultation(Context&);
Result<http::Response> show_consulted_document(Context&);

// merging_handlers.cpp
Result<http::Response> show_merging(Context&);
Result<http::Response> merge_case(Context&);
Result<http::Response> unmerge_case(Context&);
Result<http::Response> split_case(Context&);

// committee_handlers.cpp
Result<http::Response> show_proposal_form(Context&);
Result<http::Response> propose(Context&);
Result<http::Response> take_back_proposal(Context&);
Result<http::Response> show_minutes_form(Context&);
Result<http::Response> refer_back(Context&);
Result<http::Response> record_minutes(Context&);
Result<http::Response> show_meetings(Context&);
Result<http::Response> show_meeting(Context&);
Result<http::Response> print_meeting(Context&);

// delegated_handlers.cpp
Result<http::Response> show_delegated(Context&);
Result<http::Response> report_delegated(Context&);
Result<http::Response> show_report(Context&);
Result<http::Response> print_report(Context&);
Result<http::Response> report_as_csv(Context&);
Result<http::Response> take_back_report(Context&);

// conflict_of_interest_handlers.cpp
Result<http::Response> show_close_ones(Context&);
Result<http::Response> save_close_ones(Context&);
// alarm_handlers.cpp
Result<http::Response> show_alarms(Context&);
Result<http::Response> save_alarms(Context&);

// case_handlers.cpp
Result<http::Response> show_case(Context&);
Result<http::Response> show_document(Context&);
Result<http::Response> show_page_of_document(Context&);
Result<http::Response> check_again(Context&);
Result<http::Response> assign_case(Context&);
Result<http::Response> send_message(Context&);
Result<http::Response> write_note(Context&);
Result<http::Response> handle_appeal(Context&);

// decision_handlers.cpp
Result<http::Response> decide(Context&);
Result<http::Response> show_decision_form(Context&);
Result<http::Response> decide_with_reasons(Context&);
Result<http::Response> show_supplement_form(Context&);
Result<http::Response> ask_supplement(Context&);
Result<http::Response> undo(Context&);

// delay_handlers.cpp
Result<http::Response> show_delay_form(Context&);
Result<http::Response> tell_of_delay(Context&);
Result<http::Response> show_refusal_form(Context&);
Result<http::Response> refuse_to_decide(Context&);

// approval_handlers.cpp
Result<http::Response> approve(Context&);
Result<http::Response> send_back(Context&);

// message_handlers.cpp
Result<http::Response> show_messages(Context&);
Result<http::Response> show_messages_of_case(Context&);
Result<http::Response> send_message_again(Context&);
Result<http::Response> give_address(Context&);
Result<http::Response> receive_receipt(Context&);

// letter_handlers.cpp
Result<http::Response> show_letters(Context&);
Result<http::Response> print_letters(Context&);
Result<http::Response> show_bundle(Context&);

// api_handlers.cpp
Result<http::Response> decide_by_api(Context&);

}  // namespace case_desk
