#pragma once
/// Values in, pages out.
#include "areas/case_desk/screen.h"
#include "engines/pages/pages.h"

namespace case_desk::views {

/// What was typed in a form that is shown again, and why.
struct Typed {
    std::string comment{}, reason{}, body{}, text{}, words{}, due_on{};
    std::vector<std::string> items{};
    std::vector<cases::TypedBlock> blocks{};  ///< of the letter
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key, for what no field can mend
    std::string told{};    ///< a text key of this area: what goes on
};

http::Response queue_page(const Context&, const QueueScreen&);
/// Many cases: what will be decided, or how it went (batch_views.cpp).
http::Response batch_page(const Context&, const BatchScreen&);
http::Response search_page(const Context&, std::string_view words, const std::vector<cases::QueueRow>& hits);
http::Response case_page(const Context&, const CaseScreen&, const Typed&);
/// Reason, own words and the letter, before deciding.
http::Response decision_page(const Context&, const DecisionScreen&, const services::Outcome&, const Typed&);
/// Somebody has changed the case since the decision was begun: what has happened, beside what was typed.
http::Response conflict_page(const Context&, const CaseScreen&, const cases::DecisionDraft&);
http::Response supplement_page(const Context&, const CaseScreen&, const Typed&);

/// Telling the applicant that it takes longer (decision_views.cpp).
http::Response delay_page(const Context&, const CaseScreen&, const Typed&);
/// Nothing when the case is in time, or the applicant has been told.
pages::Html conflict_notice(const Context&, const CaseScreen&);
pages::Html opening_to_representatives(const Context&, const TeamworkScreen&, const pages::Errors&);
pages::Html saying_conflict(const Context&, const TeamworkScreen&, const pages::Errors&);
pages::Html late_notice(const Context&, const CaseScreen&);

/// Pages of one document that stand on the page of the case; the rest is read in the document itself.
inline constexpr int most_pages_drawn = 10;

// Working together (teamwork_views.cpp).
http::Response teamwork_page(const Context&, const TeamworkScreen&);
http::Response tasks_page(const Context&, const std::vector<cases::TaskToDo>&);
http::Response consultations_page(const Context&, const std::vector<cases::ConsultationOfUs>&);
http::Response consultation_page(const Context&, const cases::ConsultationOfUs&, const std::vector<cases::Document>&, const Typed&);
pages::Html teamwork(const Context&, const CaseScreen&);
/// Who else has opened the case lately; nothing when nobody has.
pages::Html colleagues(const Context&, const CaseScreen&);
pages::Html watch_button(const Context&, const CaseScreen&);

// One case of two, two of one (merging_views.cpp).
http::Response merging_page(const Context&, const MergingScreen&);
/// What others have brought along that go on in this case.
pages::Html merged_cases(const Context&, const CaseScreen&);
pages::Html goes_on_notice(const Context&, const CaseScreen&);

// Committees (committee_views.cpp).
http::Response proposal_page(const Context&, const CommitteeScreen&);
http::Response minutes_page(const Context&, const CommitteeScreen&);
http::Response meetings_page(const Context&, const MeetingsScreen&);
http::Response meeting_page(const Context&, const MeetingScreen&);
// What was decided in a committee's place (delegated_views.cpp).
http::Response delegated_page(const Context&, const DelegatedScreen&);
http::Response report_page(const Context&, const ReportScreen&);
http::Response report_csv(const Context&, const ReportScreen&);
/// Which committees have something to hear of.
pages::Html delegated_committees(const Context&, const MeetingsScreen&);

/// The way to a committee, or what waits there.
pages::Html committee_panel(const Context&, const CaseScreen&);

http::Response conflicts_page(const Context&, const ConflictsScreen&);
http::Response alarms_page(const Context&, const AlarmsScreen&);

// What people were told (message_views.cpp).
http::Response messages_page(const Context&, const MessagesScreen&);
http::Response messages_of_case_page(const Context&, const MessagesOfCaseScreen&);
http::Response letters_page(const Context&, const LettersScreen&);

// What the officer judges by (evidence_views.cpp).
pages::Html conditions(const Context&, const CaseScreen&);
pages::Html fee(const Context&, const CaseScreen&);
pages::Html documents(const Context&, const CaseScreen&);
pages::Html earlier_cases(const Context&, const CaseScreen&);
std::string document_address(const CaseScreen&, const cases::Document&);
/// To choose among the documents of the case.
std::vector<pages::Option> document_options(const Context&, const CaseScreen&);
pages::Html section(std::string_view id, const std::string& heading, const pages::Html& content);

/// The decision: its buttons, or what was decided, or the appeal against it (verdict_views.cpp).
pages::Html verdict(const Context&, const CaseScreen&, const Typed&);
/// What the unit's decision table says of the case.
pages::Html table_panel(const Context&, const CaseScreen&);
/// By which rule and facts it was decided without a person; nothing for others.
pages::Html automatic_panel(const Context&, const cases::Decision&);
pages::Html person_asked_notice(const Context&, const CaseScreen&);
/// The party has asked that the case be decided (decision_views.cpp): by when, and the way to refuse; nothing when nobody waits for it.
pages::Html decision_request_notice(const Context&, const CaseScreen&);
http::Response refusal_page(const Context&, const CaseScreen&, const Typed&);

// When two see a decision (approval_views.cpp).
pages::Html approval_panel(const Context&, const CaseScreen&, const Typed&);
/// Whether what is decided here goes to a second person first.
bool needs_approval(const CaseScreen&);
/// Until it is decided anew; nothing otherwise.
pages::Html sent_back_notice(const Context&, const CaseScreen&);

// Parts that several pages share.
std::string event_words(const Context&, const CaseScreen&, const cases::Event&);
/// Staff by name; the applicant and those who sign too by what they are.
std::string who_did(const Context&, const cases::Event&);
pages::Html queue_column(const Context&, const CaseScreen&);
/// What is done beside a case: `forms` under its heading, and what was wrong. `notice` is a text of the engine's, or "".
http::Response page_beside_case(const Context&, const CaseScreen&, const std::string& heading, const std::vector<FieldError>&,
                                const std::string& notice, const pages::Html& forms);
pages::Html undo_bar(const Context&, const CaseScreen&);
/// The officer and by which delegation, or the committee and where its minutes say so.
std::string who_decided(const Context&, const cases::Decision&);
/// Of the decision that is made.
pages::Html letter_of(const Context&, const CaseScreen&);
pages::Html case_head(const Context&, const CaseScreen&);
pages::Errors shown(const Context&, const std::vector<FieldError>&);

}  // namespace case_desk::views
