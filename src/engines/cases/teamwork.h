#pragma once
/// What officers do together in a case: tasks, notes that are changed, links to other cases, questions to other units.
#include "engines/cases/store.h"
#include "engines/cases/work.h"

namespace cases {

struct Task {
    std::int64_t id = 0;
    std::optional<AccountId> officer{};
    std::string officer_name, words;
    std::optional<Date> due_on{};
    std::string added_by_name{};
    std::optional<Timestamp> done_at{};
    std::string done_by_name{};
};
struct TaskDraft {
    std::string words;
    std::optional<AccountId> officer{};  ///< may decide in the case's unit
    std::optional<Date> due_on{};
};
Result<void> add_task(Change&, CaseId, const TaskDraft&);
Result<void> finish_task(Change&, CaseId, std::int64_t task);
std::vector<Task> tasks(db::Connection&, const Tenant&, const Case&);

/// A task in the list of whoever is to do it.
struct TaskToDo {
    Task task;
    CaseId of{};
    std::string number;    ///< of the case
    bool is_shut = false;  ///< secret, and the officer has shown no more than a password: the words are left out
};
/// Not done yet, in cases that the officer may see, soonest due first.
std::vector<TaskToDo> tasks_of(db::Connection&, const Tenant&, const Visitor&, int limit = 200);
std::int64_t count_tasks_of(db::Connection&, AccountId);

/// By whoever wrote the note; what it said before stays among the events.
Result<void> change_note(Change&, CaseId, std::int64_t note, std::string_view words);

/// Both cases get the link and an event of it. Who calls has tested that both may be changed.
Result<void> link(Change&, CaseId, CaseId other);
Result<void> unlink(Change&, CaseId, CaseId other);
std::vector<CaseId> linked_to(db::Connection&, CaseId);

/// A question to another unit (remiss) and its answer. That unit reads the question and the documents that it carries, not the case.
struct Consultation {
    std::int64_t id = 0;
    UnitId unit{};
    Timestamp asked_at{};
    std::string asked_by_name;
    Date answer_by{};
    std::string question;
    std::optional<Timestamp> answered_at{};
    std::string answered_by_name{}, answer{};
    std::vector<DocumentId> documents{};  ///< of the case, that the other unit sees
};
struct ConsultationDraft {
    std::optional<UnitId> unit{};
    std::string question;
    std::optional<Date> answer_by{};
    std::vector<DocumentId> documents{};  ///< of the case, that come along
};
Result<void> consult(Change&, CaseId, const ConsultationDraft&);
std::vector<Consultation> consultations(db::Connection&, const Tenant&, const Case&);

struct ConsultationOfUs {
    CaseId of{};
    std::string number, public_title;
    Consultation consultation;
};
/// Questions to units where the officer may decide, not answered yet, in cases that are not closed, soonest first; without what they say.
std::vector<ConsultationOfUs> consultations_to(db::Connection&, AccountId, int limit = 200);
std::int64_t count_consultations_to(db::Connection&, AccountId);
/// One of them, answered or not; not_found for others, sign_in_needed as find_for.
Result<ConsultationOfUs> find_consultation(db::Connection&, const Tenant&, const Visitor&, std::int64_t id);
/// One of those that it carries; not_found for any other.
Result<Document> document_of(db::Connection&, const Tenant&, const ConsultationOfUs&, DocumentId);
/// All that it carries, until it is answered or the case is closed: then the unit that was asked has no more use for them.
std::vector<Document> documents_of(db::Connection&, const Tenant&, const ConsultationOfUs&);
Result<void> answer_consultation(Change&, std::int64_t consultation, std::string_view words);

/// Moves the day when the case is to be decided, and tells the applicant why.
Result<void> move_due_day(Change&, CaseId, std::optional<Date> due_on, std::string_view reason);

}  // namespace cases

namespace cases::store {

void insert_task(const Opener&, CaseId, const Task&);
void set_task_done(db::Connection&, std::int64_t task, Timestamp, std::string_view by_name);
void set_note(const Opener&, std::int64_t note, std::string_view words, Timestamp changed_at);
void insert_link(db::Connection&, CaseId, CaseId other);
void delete_link(db::Connection&, CaseId, CaseId other);
void insert_consultation(const Opener&, CaseId, const Consultation&);
void set_consultation_answered(const Opener&, std::int64_t consultation, Timestamp, std::string_view by_name, std::string_view answer);
/// Of tasks, links and questions.
void delete_teamwork(db::Connection&, CaseId);

}  // namespace cases::store
