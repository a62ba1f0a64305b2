#include "areas/case_desk/addresses.h"
#include "areas/case_desk/demo.h"
#include "areas/case_desk/embedded.h"
#include "areas/case_desk/handlers.h"
#include "engines/cases/delegated_decisions.h"
#include "engines/cases/find.h"

namespace case_desk {

static constexpr std::string_view decision_request = R"({
  "type": "object", "required": ["outcome"], "additionalProperties": false,
  "properties": {
    "outcome": {"enum": ["approve", "reject", "supplement"]},
    "comment": {"type": "string", "maxLength": 5000, "description": "Added to the letter; what is asked for when outcome is supplement"},
    "reason": {"type": "string", "description": "Id of one of the outcome's reasons; the proposed or the only one when it is not given"},
    "due_on": {"type": "string", "format": "date", "description": "Supplement: answered by this day; ten working days when it is not given"},
    "items": {"type": "array", "items": {"type": "string"}, "description": "Supplement: ids of the service's supplement items"},
    "blocks": {"type": "array", "items": {"type": "string"}, "description": "Standard blocks of the letter, by id; the usual ones when not given"}
  }
})";
static constexpr std::string_view decision_answer = R"({
  "type": "object", "required": ["number", "state"],
  "properties": {
    "number": {"type": "string"}, "state": {"type": "string"}, "outcome": {"type": "string"},
    "sent_at": {"type": "string", "format": "date-time", "description": "When the decision leaves the house; until then it can be undone"}
  }
})";

static constexpr std::string_view receipt_request = R"({
  "type": "object", "required": ["state"],
  "properties": {"state": {"enum": ["delivered", "not_delivered"]}}
})";
static constexpr std::string_view receipt_answer = R"({"type": "object"})";

static std::int64_t count_mine(db::Connection& db, const Visitor& visitor) {
    return cases::count_queue(db, visitor.account, cases::Filter::Whose::mine);
}
static std::int64_t count_unassigned(db::Connection& db, const Visitor& visitor) {
    return cases::count_queue(db, visitor.account, cases::Filter::Whose::unassigned);
}

static std::int64_t count_to_approve(db::Connection& db, const Visitor& visitor) {
    return cases::count_queue(db, visitor.account, cases::Filter::Whose::to_approve);
}

static std::int64_t count_person_asked(db::Connection& db, const Visitor& visitor) {
    return cases::count_queue(db, visitor.account, cases::Filter::Whose::person_asked);
}

Area area() {
    using enum NavigationEntry::Place;
    return {
        .name = "case_desk",
        .routes =
            {
                get("/handlaggning", cases::may_read, show_my_queue),
                get("/handlaggning/ofordelade", cases::may_read, show_unassigned),
                get("/handlaggning/alla", cases::may_read, show_all),
                get("/handlaggning/att-godkanna", cases::may_approve, show_to_approve),
                get(watched_address, cases::may_read, show_watched),
                get(person_asked_address, cases::may_read, show_person_asked),
                post("/handlaggning/kolumner", cases::may_read, choose_columns),
                post("/handlaggning/sokningar", cases::may_read, save_search),
                get("/handlaggning/sokningar/{search}", cases::may_read, show_saved_search),
                post("/handlaggning/sokningar/{search}/ta-bort", cases::may_read, remove_search),
                post(ticked_address, cases::may_decide, tick_cases),
                get("/handlaggning/markerade/{batch}", cases::may_decide, show_batch),
                post("/handlaggning/markerade/{batch}", cases::may_decide, decide_batch),
                post("/handlaggning/markerade/{batch}/angra", cases::may_decide, undo_whole_batch),
                get(tasks_address, cases::may_read, show_tasks),
                get(consultations_address, cases::may_decide, show_consultations),
                get("/handlaggning/remisser/{consultation}", cases::may_decide, show_consultation),
                post("/handlaggning/remisser/{consultation}", cases::may_decide, answer_consultation),
                get("/handlaggning/remisser/{consultation}/handlingar/{document}", cases::may_decide, show_consulted_document),
                get(meetings_address, cases::may_read, show_meetings),
                get("/handlaggning/namnd/{committee}/delegationsbeslut", cases::may_read, show_delegated),
                post("/handlaggning/namnd/{committee}/delegationsbeslut", cases::may_report, report_delegated),
                get("/handlaggning/namnd/{committee}/delegationsbeslut/{report}", cases::may_read, show_report),
                get("/handlaggning/namnd/{committee}/delegationsbeslut/{report}/pdf", cases::may_read, print_report),
                get("/handlaggning/namnd/{committee}/delegationsbeslut/{report}/fil.csv", cases::may_read, report_as_csv),
                post("/handlaggning/namnd/{committee}/delegationsbeslut/{report}", cases::may_report, take_back_report),
                get("/handlaggning/namnd/{committee}/{day}", cases::may_read, show_meeting),
                get("/handlaggning/namnd/{committee}/{day}/pdf", cases::may_read, print_meeting),
                get(alarms_address, cases::may_approve, show_alarms),
                post(alarms_address, cases::may_approve, save_alarms),
                get(conflicts_address, cases::may_read, show_close_ones),
                post(conflicts_address, cases::may_read, save_close_ones),
                get(messages_address, cases::may_read, show_messages),
                get(letters_address, cases::may_decide, show_letters),
                post(letters_address, cases::may_decide, print_letters),
                get("/handlaggning/utskick/brev/{bundle}", cases::may_decide, show_bundle),
                get("/handlaggning/sok", cases::may_read, search_cases),
                post("/handlaggning/sok", cases::may_read, begin_search),
                get("/handlaggning/arenden/{number}", cases::may_read, show_case),
                get("/handlaggning/arenden/{number}/handlingar/{document}", cases::may_read, show_document),
                get("/handlaggning/arenden/{number}/handlingar/{document}/sida/{page}", cases::may_read, show_page_of_document),
                post("/handlaggning/arenden/{number}/kontrollera", cases::may_decide, check_again),
                post("/handlaggning/arenden/{number}/tilldela", cases::may_decide, assign_case),
                post("/handlaggning/arenden/{number}/meddelande", cases::may_decide, send_message),
                post("/handlaggning/arenden/{number}/anteckning", cases::may_decide, write_note),
                post("/handlaggning/arenden/{number}/overklagande", cases::may_decide, handle_appeal),
                post("/handlaggning/arenden/{number}/beslut", cases::may_decide, decide),
                get("/handlaggning/arenden/{number}/beslut/{outcome}", cases::may_decide, show_decision_form),
                post("/handlaggning/arenden/{number}/beslut/{outcome}", cases::may_decide, decide_with_reasons),
                get("/handlaggning/arenden/{number}/komplettering", cases::may_decide, show_supplement_form),
                post("/handlaggning/arenden/{number}/komplettering", cases::may_decide, ask_supplement),
                get("/handlaggning/arenden/{number}/samarbete", cases::may_read, show_teamwork),
                post("/handlaggning/arenden/{number}/uppgifter", cases::may_decide, add_task),
                post("/handlaggning/arenden/{number}/uppgifter/{task}/klar", cases::may_decide, finish_task),
                post("/handlaggning/arenden/{number}/anteckning/{note}", cases::may_decide, change_note),
                post("/handlaggning/arenden/{number}/kopplingar", cases::may_decide, change_links),
                post("/handlaggning/arenden/{number}/remisser", cases::may_decide, consult),
                post("/handlaggning/arenden/{number}/ny-dag", cases::may_decide, move_due_day),
                post("/handlaggning/arenden/{number}/foretradare", cases::may_decide, open_to_representatives),
                post("/handlaggning/arenden/{number}/jav", cases::may_decide, say_conflict),
                post("/handlaggning/arenden/{number}/bevaka", cases::may_read, watch),
                get("/handlaggning/arenden/{number}/for-ihop", cases::may_decide, show_merging),
                post("/handlaggning/arenden/{number}/for-ihop", cases::may_decide, merge_case),
                post("/handlaggning/arenden/{number}/skilj-ut", cases::may_decide, unmerge_case),
                post("/handlaggning/arenden/{number}/dela", cases::may_decide, split_case),
                get("/handlaggning/arenden/{number}/namnd", cases::may_decide, show_proposal_form),
                post("/handlaggning/arenden/{number}/namnd", cases::may_decide, propose),
                post("/handlaggning/arenden/{number}/namnd/ta-tillbaka", cases::may_decide, take_back_proposal),
                get("/handlaggning/arenden/{number}/namnd/beslut", cases::may_decide, show_minutes_form),
                post("/handlaggning/arenden/{number}/namnd/beslut", cases::may_decide, record_minutes),
                post("/handlaggning/arenden/{number}/namnd/aterremiss", cases::may_decide, refer_back),
                get("/handlaggning/arenden/{number}/forsening", cases::may_decide, show_delay_form),
                post("/handlaggning/arenden/{number}/forsening", cases::may_decide, tell_of_delay),
                get("/handlaggning/arenden/{number}/begaran", cases::may_decide, show_refusal_form),
                post("/handlaggning/arenden/{number}/begaran", cases::may_decide, refuse_to_decide),
                post("/handlaggning/arenden/{number}/angra", cases::may_decide, undo),
                post("/handlaggning/arenden/{number}/godkann", cases::may_approve, approve),
                post("/handlaggning/arenden/{number}/skicka-tillbaka", cases::may_approve, send_back),
                get("/handlaggning/arenden/{number}/utskick", cases::may_read, show_messages_of_case),
                post("/handlaggning/arenden/{number}/utskick/{message}/skicka-igen", cases::may_decide, send_message_again),
                post("/handlaggning/arenden/{number}/utskick/{message}/adress", cases::may_decide, give_address),
                post("/api/v1/messages/{message}/receipt/{message_token}", everyone, receive_receipt,
                     {.summary = "A gateway tells whether a text message arrived, at the address that came with it",
                      .request_schema = receipt_request,
                      .response_schema = receipt_answer,
                      .success = 200}),
                post("/api/v1/cases/{number}/decision", cases::may_decide, decide_by_api,
                     {.summary = "Decide a case, or ask the applicant for a supplement",
                      .request_schema = decision_request,
                      .response_schema = decision_answer,
                      .success = 200}),
            },
        .migrations = embedded::migrations(),
        .texts = embedded::texts(),
        .permissions = {{cases::may_read, "may_read"},
                        {cases::may_decide, "may_decide"},
                        {cases::may_approve, "may_approve"},
                        {cases::may_report, "may_report"}},
        .navigation = {{staff_bar, "my_queue", my_queue_address, cases::may_read, count_mine},
                       {staff_bar, "unassigned", unassigned_address, cases::may_read, count_unassigned},
                       {staff_bar, "person_asked", person_asked_address, cases::may_decide, count_person_asked},
                       {staff_bar, "to_approve", to_approve_address, cases::may_approve, count_to_approve},
                       {staff_bar, "all_cases", all_address, cases::may_read},
                       {staff_bar, "sent_messages", messages_address, cases::may_read}},
        .jobs = {{"case_desk.run_batch", run_batch},
                 {"case_desk.undo_batch", undo_batch},
                 {"case_desk.remove_old_batches", remove_old_batches, "day 03:55"}},
        .demo = make_demo,
    };
}

}  // namespace case_desk
