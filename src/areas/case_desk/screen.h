#pragma once
/// What the officer's screens show. Values only.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/fee.h"
#include "engines/cases/find.h"
#include "engines/cases/pictures.h"
#include "engines/cases/work.h"
#include "engines/flows/flow.h"
#include "engines/forms/answers.h"
#include "engines/notify/notify.h"
#include "engines/notify/print.h"
#include "engines/services/conditions.h"
#include "engines/services/service.h"
#include "foundation/base/enum_names.h"

namespace case_desk {

enum class Column { service, state, due, officer, received };

/// One of the three work lists, with its filters.
struct QueueScreen {
    cases::Filter filter;
    std::vector<cases::QueueRow> rows;
    std::vector<Column> columns;
    std::vector<std::shared_ptr<const services::Service>> services;  ///< to filter by
    std::string next_page;                                           ///< address; empty on the last page
    Date today{};
};

/// Everything about one case on one screen.
struct CaseScreen {
    cases::Case of;
    std::shared_ptr<const services::Service> service;
    const flows::Flow* flow = nullptr;
    forms::Answers answers;
    std::vector<services::ConditionRow> conditions;
    cases::Checked checked;
    std::optional<services::Proposal> proposal;
    std::vector<cases::Party> parties;
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
    bool is_late = false;  ///< it is time to tell the applicant of a delay
    bool may_decide = false;
    bool may_approve = false;            ///< the decision that waits for a second person
    std::vector<std::string> approvers;  ///< names of those who may
    // around the case
    std::vector<cases::QueueRow> queue;
    std::optional<cases::PendingDecision> undoable;
    int undo_minutes = 10;
    Date today{};
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
};

}  // namespace case_desk

template <>
inline constexpr EnumNames<case_desk::Column, 5> names_of<case_desk::Column> = {{
    {case_desk::Column::service, "service"},
    {case_desk::Column::state, "state"},
    {case_desk::Column::due, "due"},
    {case_desk::Column::officer, "officer"},
    {case_desk::Column::received, "received"},
}};
