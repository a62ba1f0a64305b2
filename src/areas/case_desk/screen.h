#pragma once
/// What the officer's screens show. Values only.
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "areas/case_desk/batch.h"
#include "areas/case_desk/search.h"
#include "engines/audit/audit.h"
#include "engines/cases/alarms.h"
#include "engines/cases/answer_disposal.h"
#include "engines/cases/checks.h"
#include "engines/cases/committee.h"
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/delegated_decisions.h"
#include "engines/cases/earlier_cases.h"
#include "engines/cases/fee.h"
#include "engines/cases/find.h"
#include "engines/cases/judging.h"
#include "engines/cases/letter_addresses.h"
#include "engines/cases/letter_blocks.h"
#include "engines/cases/merging.h"
#include "engines/cases/pictures.h"
#include "engines/cases/reach.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/work.h"
#include "engines/flows/flow.h"
#include "engines/forms/answers.h"
#include "engines/identity/accounts.h"
#include "engines/identity/units.h"
#include "engines/notify/notify.h"
#include "engines/notify/print.h"
#include "engines/services/conditions.h"
#include "engines/services/service.h"

using TaskId = Id<struct TaskTag>;
using NoteId = Id<struct NoteTag>;
using ConsultationId = Id<struct ConsultationTag>;

namespace case_desk {

/// What waits for the officer in other lists.
struct OwnLists {
    std::int64_t news = 0, tasks = 0, consultations = 0;
};

/// A work list, with what is asked of it and what can be done with the cases in it.
struct QueueScreen {
    Asked asked;
    std::optional<SavedSearch> saved{};  ///< whose list this is
    std::vector<cases::QueueRow> rows{};
    std::vector<Column> columns{};
    std::vector<std::shared_ptr<const services::Service>> services{};  ///< to filter by
    std::vector<identity::Unit> units{};                               ///< likewise
    std::vector<identity::Account> officers{};                         ///< who may be given the cases; empty: the reader may give nobody
    std::vector<SavedSearch> searches{};
    OwnLists own{};
    int page_size = 50;
    std::string after{};      ///< in the address of this page: the key of the last row of the one before; empty on the first
    std::string next_page{};  ///< address; empty on the last page
    Date today{};
    // what was typed, when it is shown again
    std::vector<std::string> ticked{};
    bool all_are_ticked = false;
    std::string typed_name{}, typed_officer{};
    std::vector<FieldError> errors{};
};

/// A case of a batch before it is decided.
struct BatchRow {
    cases::Case of;
    std::shared_ptr<const services::Service> service;
    std::optional<services::Proposal> proposal{};
    std::size_t met = 0, conditions = 0;
};
struct BatchScreen {
    Batch batch;
    std::vector<BatchRow> rows{};  ///< until it has begun
    std::size_t left = 0;          ///< cases of other e-services that wait to be decided
    std::optional<Batch> typed{};  ///< what was chosen, when it is shown again
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key, for what no field can mend
    int undo_minutes = 10;
};

struct LinkedCase {
    std::string number;
    bool may_be_opened = false;
};
/// Somebody else who has opened the case lately, and may have it open still.
struct Colleague {
    std::string name;
    Timestamp at{};
};

/// A case that goes on in the one on the screen, as far as the reader may open it.
struct MergedCase {
    std::string number;
    bool may_be_opened = false;
    std::string title{};
    std::vector<cases::Party> parties{};
    std::vector<cases::Document> documents{};
    std::vector<cases::Message> messages{};
};

/// Everything about one case on one screen.
struct CaseScreen {
    cases::Case of;
    std::shared_ptr<const services::Service> service;
    const flows::Flow* flow = nullptr;
    forms::Answers answers;
    cases::GoneAnswers gone;  ///< disposed of by themselves
    std::vector<services::ConditionRow> conditions;
    cases::Checked checked;
    std::optional<services::Proposal> proposal;
    std::optional<cases::TableVerdict> table;  ///< of the unit's decision table, where one holds
    std::vector<cases::Party> parties;
    cases::Reach reach{};                ///< where the parties are reached, as far as the reader may see it
    std::vector<cases::Signer> signers;  ///< whom the applicant has named to sign too
    std::vector<cases::Document> documents;
    std::vector<std::optional<pdf::About>> pages;  ///< of each document, as far as it is known
    std::vector<cases::Message> messages;
    std::vector<cases::Event> events;
    std::optional<cases::Supplement> open_supplement;
    std::optional<cases::Decision> decision;
    std::vector<cases::Related> related;
    cases::LetterText approval_letter;
    std::optional<services::ReckonedFee> fee{};
    bool is_late = false;                                      ///< it is time to tell the applicant of a delay
    std::optional<cases::DecisionRequest> decision_request{};  ///< of the party, that waits for its answer
    std::optional<Timestamp> refusal_appealed_at{};            ///< the refusal to decide now, while the case is undecided
    bool may_decide = false;
    std::optional<cases::ConflictOfInterest> conflict{};  ///< then may_decide and may_approve are false
    bool may_approve = false;                             ///< the decision that waits for a second person
    std::vector<std::string> approvers;                   ///< names of those who may
    // together with others
    std::vector<cases::Task> tasks{};
    std::vector<LinkedCase> linked{};
    std::vector<cases::Consultation> consultations{};
    std::vector<identity::Unit> units{};  ///< of the municipality
    std::vector<Colleague> also_here{};
    bool is_watched = false;
    std::vector<MergedCase> merged{};
    std::int64_t seen = 0;                   ///< what a page of it has shown: cases::seen_so_far
    std::optional<LinkedCase> goes_on_in{};  ///< merged into that one
    std::optional<cases::Proposal> committee_proposal{};
    bool may_decide_by_delegation = false;  ///< this officer, by the delegation order
    // around the case
    std::vector<cases::QueueRow> queue;
    std::optional<cases::PendingDecision> undoable;
    int undo_minutes = 10;
    Date today{};

    /// Decided, and nothing has left the house.
    bool decision_waits() const { return decision && !decision->sent_at; }
};

/// Before deciding: the letter block by block, and as it would be sent.
struct DecisionScreen {
    CaseScreen of{};
    std::vector<cases::LetterBlock> blocks{};
    std::vector<cases::LockedBlock> locked{};
    letters::Letter letter{};
};

/// Two cases become one, or one becomes two; with what was typed.
struct MergingScreen {
    CaseScreen of;
    std::vector<std::shared_ptr<const services::Service>> services{};  ///< of a new case
    struct Typed {
        std::string other{}, service{}, words{};
        std::vector<std::string> documents{};
    } typed{};
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key of the engine
};

/// What a committee is to decide, or has decided; with what was typed.
struct CommitteeScreen {
    CaseScreen of;
    std::vector<identity::Unit> committees{};
    struct Typed {
        std::string committee{}, meeting_on{}, outcome{}, reason{}, proposal{}, reasons{};
        std::string paragraph{}, decided_on{}, took_part{}, dissent{}, comment{};
        std::string back_paragraph{}, back_on{}, back_words{};  ///< referred back
    } typed{};
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key of the engine
};
struct MeetingsScreen {
    std::vector<cases::Meeting> meetings;  ///< also those where only delegated decisions are reported
    std::vector<identity::Unit> units;
    Date today{};
    /// One that the reader reads all cases of.
    struct OfCommittee {
        identity::Unit unit;
        std::int64_t unreported = 0;
        std::optional<Date> last{};  ///< the day of its newest report
    };
    std::vector<OfCommittee> committees{};
};
struct MeetingScreen {
    UnitId committee{};
    Date on{};
    std::vector<cases::Proposed> cases{};
    std::vector<cases::DelegationReport> reports{};
    letters::Letter paper{};
};

/// What a committee is to hear of, and has heard of.
struct DelegatedScreen {
    identity::Unit committee{};
    Date today{}, since{};
    Timestamp until{};
    bool is_first = false, more_wait = false, may_report = false;
    std::vector<cases::DelegatedDecision> decisions{};
    std::vector<cases::DelegationReport> reports{};
    std::string meeting_on{};  ///< the next known one, or as typed
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key of the engine
};
struct ReportScreen {
    identity::Unit committee{};
    Date today{};
    cases::DelegationReport report{};
    std::vector<cases::DelegatedDecision> decisions{};
    letters::Letter letter{};
    bool may_report = false;
    std::string notice{};  ///< a text key of the engine
};

/// The alarms of the units where the reader approves decisions.
struct AlarmsForm {
    UnitId unit{};
    std::string told, days_before, days_after;
};
struct AlarmsScreen {
    struct OfUnit {
        identity::Unit unit;
        cases::AlarmSettings settings;
        std::vector<identity::Account> readers;
    };
    std::vector<OfUnit> units{};
    bool is_saved = false;
    std::optional<AlarmsForm> typed{};
    std::vector<FieldError> errors{};
};

/// Whom and what a member of staff has said to be near, and what is typed to add one.
struct ConflictsScreen {
    std::vector<cases::CloseOne> close_ones{};
    struct Typed {
        std::string relation, number, street, postcode;
    } typed{};
    std::vector<FieldError> errors{};
};

/// What an officer and colleagues have to do in a case, and the forms for it, with what was typed.
struct TeamworkScreen {
    CaseScreen of;
    std::vector<identity::Account> officers{};  ///< who may be given a task
    struct Typed {
        std::string task, task_officer, task_due_on, other, unit, question, answer_by, new_due_on, why_moved, why_conflict, why_open, note;
        std::vector<std::string> documents{};  ///< that go with the question
    } typed{};
    std::int64_t typed_note = 0;  ///< the note whose text was typed
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key of the engine, for what no field can mend
    std::optional<cases::OpenToRepresentatives> open_to_representatives{};
};

/// What an officer asks of "Utskick", as typed; the days written out where they are days.
struct MessagesForm {
    std::string state, channel, occasion, from, until;
};

/// What people have been told, of all cases that the officer may see.
struct MessagesScreen {
    MessagesForm typed;
    std::vector<FieldError> errors;
    std::vector<notify::Message> messages;
    std::optional<notify::Sum> sum{};  ///< of all pages, on the first
    std::int64_t letters_waiting = 0;
    std::string next_page{};
};

/// The same of one case.
struct MessagesOfCaseScreen {
    cases::Case of;
    std::vector<notify::Message> messages;
    cases::Reach reach{};
    bool may_send = false;
    std::string typed_address{};  ///< of the letter whose field has the error
    std::vector<FieldError> errors{};
};

/// Whoever prints letters reads them.
inline constexpr notify::LetterRights may_print{cases::may_read, cases::may_decide};

/// Letters to print, and what has been printed.
struct LettersScreen {
    std::int64_t waiting = 0;
    std::vector<notify::Bundle> bundles;
    /// To people with protected identity, of cases whose letters the reader may print.
    std::vector<cases::ForwardedLetter> forwarded{};
    std::string next_page{};  ///< of those
};

}  // namespace case_desk
