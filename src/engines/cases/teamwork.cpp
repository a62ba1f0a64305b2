#include "engines/cases/teamwork.h"

#include <algorithm>

#include "engines/cases/decision_request.h"
#include "engines/cases/event_log.h"
#include "engines/cases/find.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/cases/words.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "foundation/base/unicode.h"

namespace cases {
namespace {

constexpr std::int64_t furthest_day = 2 * 366;

bool is_day_ahead(Date day) {
    const auto today = swedish_date(now());
    return day > today && day.days <= today.days + furthest_day;
}

tl::unexpected<Error> not_now() { return failure(Fault::conflict, "error_not_now"); }

}  // namespace

Result<void> add_task(Change& change, CaseId id, const TaskDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    check_words(errors, "task", draft.words, "error_write_task");
    if (draft.due_on && !is_day_ahead(*draft.due_on) && *draft.due_on != swedish_date(now()))
        errors.push_back({"task_due_on", "error_task_day"});
    const auto officer = draft.officer ? std::optional(identity::find_account(change.db, *draft.officer)) : std::nullopt;
    if (officer && (!*officer || !identity::has_right(change.db, *draft.officer, may_decide.name, of.unit)))
        errors.push_back({"task_officer", "error_may_not_handle"});
    if (!errors.empty()) return invalid(std::move(errors));
    // A second press: there is one to do.
    const auto known = tasks(change.db, change.tenant, of);
    if (std::ranges::any_of(known, [&](const Task& task) {
            return !task.done_at && task.words == draft.words && task.officer == draft.officer && task.due_on == draft.due_on;
        }))
        return {};
    append(change, of, EventKind::task_added,
           json::object({{"text", draft.words},
                         {"officer", draft.officer ? json::Value(draft.officer->value) : json::Value()},
                         {"officer_name", officer ? (*officer)->name : ""},
                         {"due_on", draft.due_on ? json::Value(draft.due_on->days) : json::Value()}}));
    return {};
}

Result<void> finish_task(Change& change, CaseId id, std::int64_t task_id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto all = tasks(change.db, change.tenant, of);
    const auto task = std::ranges::find(all, task_id, &Task::id);
    if (task == all.end()) return failure(Fault::not_found);
    if (task->done_at) return {};
    append(change, of, EventKind::task_done, json::object({{"task", task_id}, {"text", task->words}}));
    return {};
}

Result<void> change_note(Change& change, CaseId id, std::int64_t note, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto all = events(change.db, change.tenant, of);
    const auto written = std::ranges::find(all, note, &Event::id);
    if (written == all.end() || written->kind != EventKind::note) return failure(Fault::not_found);
    if (written->actor_kind != "staff" || written->actor != change.by.account.value)
        return failure(Fault::forbidden, "error_change_own_note");
    std::vector<FieldError> errors;
    check_words(errors, "note", words, "error_write_something", longest_text);
    if (!errors.empty()) return invalid(std::move(errors));
    append(change, of, EventKind::note_changed, json::object({{"note", note}, {"text", words}}));
    return {};
}

// ---- links

static void append_link(Change& change, EventKind kind, const Case& one, const Case& other) {
    append(change, one, kind, json::object({{"other", other.id.value}, {"number", other.number}}));
}

static bool is_linked(db::Connection& db, CaseId one, CaseId other) {
    const auto all = linked_to(db, one);
    return std::ranges::find(all, other) != all.end();
}

Result<void> link(Change& change, CaseId id, CaseId other_id) {
    if (id == other_id) return invalid({{"other", "error_link_to_itself"}});
    if (is_linked(change.db, id, other_id)) return {};
    const auto of = TRY(find(change.db, change.tenant, id)), other = TRY(find(change.db, change.tenant, other_id));
    append_link(change, EventKind::linked, of, other);
    append_link(change, EventKind::linked, other, of);
    return {};
}

Result<void> unlink(Change& change, CaseId id, CaseId other_id) {
    if (!is_linked(change.db, id, other_id)) return {};
    const auto of = TRY(find(change.db, change.tenant, id)), other = TRY(find(change.db, change.tenant, other_id));
    append_link(change, EventKind::unlinked, of, other);
    append_link(change, EventKind::unlinked, other, of);
    return {};
}

// ---- questions to other units

Result<void> consult(Change& change, CaseId id, const ConsultationDraft& draft) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    const auto unit = draft.unit ? std::optional(identity::find_unit(change.db, *draft.unit)) : std::nullopt;
    if (!unit || !*unit || *draft.unit == of.unit) errors.push_back({"unit", "error_choose_unit"});
    check_words(errors, "question", draft.question, "error_write_question");
    if (!draft.answer_by || !is_day_ahead(*draft.answer_by)) errors.push_back({"answer_by", "error_delay_day"});
    const auto known = documents(change.db, change.tenant, of);
    const auto is_known = [&](DocumentId document) { return std::ranges::find(known, document, &Document::id) != known.end(); };
    if (!std::ranges::all_of(draft.documents, is_known)) errors.push_back({"documents", "error_choose_documents"});
    if (!errors.empty()) return invalid(std::move(errors));
    if (of.state_kind == "closed") return not_now();
    // A second press: the other unit is asked once, and the register says so once.
    const auto asked = consultations(change.db, change.tenant, of);
    if (std::ranges::any_of(asked, [&](const Consultation& one) {
            return !one.answered_at && one.unit == *draft.unit && one.question == draft.question && one.documents == draft.documents;
        }))
        return {};
    append(change, of, EventKind::consulted,
           json::object({{"unit", draft.unit->value},
                         {"unit_name", (*unit)->name(Language::sv)},
                         {"question", draft.question},
                         {"answer_by", draft.answer_by->days},
                         {"documents", json::array(draft.documents, [](DocumentId document) { return json::Value(document.value); })}}));
    return {};
}

std::vector<Document> documents_of(db::Connection& db, const Tenant& tenant, const ConsultationOfUs& asked) {
    const auto of = find(db, tenant, asked.of);
    if (!of || asked.consultation.answered_at || of->state_kind == "closed") return {};
    auto all = documents(db, tenant, *of);
    std::erase_if(all, [&](const Document& document) {
        return std::ranges::find(asked.consultation.documents, document.id) == asked.consultation.documents.end();
    });
    return all;
}

Result<Document> document_of(db::Connection& db, const Tenant& tenant, const ConsultationOfUs& asked, DocumentId wanted) {
    for (auto& document : documents_of(db, tenant, asked))
        if (document.id == wanted) return std::move(document);
    return failure(Fault::not_found);
}

Result<void> answer_consultation(Change& change, std::int64_t id, std::string_view words) {
    const auto asked = TRY(find_consultation(change.db, change.tenant, change.by, id));
    std::vector<FieldError> errors;
    check_words(errors, "answer", words, "error_write_answer");
    if (!errors.empty()) return invalid(std::move(errors));
    const auto of = TRY(find(change.db, change.tenant, asked.of));
    if (asked.consultation.answered_at || of.erased) return not_now();
    const auto unit = identity::find_unit(change.db, asked.consultation.unit);
    append(change, of, EventKind::consultation_answered,
           json::object({{"consultation", id}, {"unit_name", unit ? unit->name(Language::sv) : ""}, {"answer", words}}));
    return {};
}

// ---- the day of decision

Result<void> move_due_day(Change& change, CaseId id, std::optional<Date> due_on, std::string_view reason) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    if (!due_on || !is_day_ahead(*due_on)) errors.push_back({"new_due_on", "error_delay_day"});
    check_words(errors, "why_moved", reason, "error_write_why_late");
    if (const auto answer_by = request_to_answer(change.db, of); due_on && answer_by && *due_on > *answer_by)
        errors.push_back({"new_due_on", "error_after_request", {to_iso(*answer_by)}});
    if (!errors.empty()) return invalid(std::move(errors));
    if (!of.due_on || (of.state_kind != "open" && of.state_kind != "waiting")) return not_now();
    append(change, of, EventKind::due_day_moved,
           json::object({{"due_on", due_on->days}, {"was", of.due_on->days}, {"expected_on", due_on->days}, {"text", reason}}));
    queue_notice(change, id, Notice::delayed);
    return {};
}

}  // namespace cases
