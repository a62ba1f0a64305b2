/// Tasks, changed notes, links, questions to other units and a moved day of decision.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/watching.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

std::vector<std::string> every_value(const http::Fields& form, std::string_view name) {
    const auto values = form.every(name);
    return {values.begin(), values.end()};
}

TeamworkScreen::Typed typed_in(const http::Request& request) {
    return {.task = tidy_text(request.field("task")),
            .task_officer = std::string(request.field("task_officer")),
            .task_due_on = pages::day_answer(request.form, "task_due_on", YearMeant::coming),
            .other = std::string(trimmed(request.field("other"))),
            .unit = std::string(request.field("unit")),
            .question = tidy_text(request.field("question")),
            .answer_by = pages::day_answer(request.form, "answer_by", YearMeant::coming),
            .new_due_on = pages::day_answer(request.form, "new_due_on", YearMeant::coming),
            .why_moved = tidy_text(request.field("why_moved")),
            .why_conflict = tidy_text(request.field("why_conflict")),
            .why_open = tidy_text(request.field("why_open")),
            .note = tidy_text(request.field(note_field(request.id<NoteId>("note").value))),
            .documents = every_value(request.form, "documents")};
}

template <class ThingId>
std::optional<ThingId> chosen(const std::string& typed) {
    const auto number = whole_number(typed);
    return number ? std::optional(ThingId{*number}) : std::nullopt;
}

/// Makes a change to the case in the address and goes back to the page; what was typed stays when it could not be made.
template <class Work>
Result<http::Response> change_teamwork(Context& c, Work work) {
    const std::string number(c.request.part("number"));
    const auto typed = typed_in(c.request);
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of.id, typed);
    });
    if (changed) return http::see_other(case_address(number, "samarbete"));
    const auto& error = changed.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    auto screen = TRY(open_teamwork(c));
    screen.typed = typed;
    screen.typed_note = c.request.id<NoteId>("note").value;
    screen.errors = error.fields;
    for (auto& each : screen.errors)
        if (each.field == "note") each.field = note_field(screen.typed_note);
    screen.notice = error.fields.empty() ? error.text_key : "";
    return views::teamwork_page(c, screen);
}

/// A day that is none must not be taken for no day at all.
Result<std::optional<Date>> day_or_none(std::string_view field, const std::string& typed) {
    if (typed.empty()) return std::optional<Date>();
    const auto day = date_from_iso(typed);
    if (!day) return invalid({{std::string(field), "error_task_day"}});
    return day;
}

}  // namespace

Result<http::Response> show_teamwork(Context& c) { return views::teamwork_page(c, TRY(open_teamwork(c))); }

Result<http::Response> add_task(Context& c) {
    return change_teamwork(c, [](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) -> Result<void> {
        const auto due_on = TRY(day_or_none("task_due_on", typed.task_due_on));
        return cases::add_task(change, id, {.words = typed.task, .officer = chosen<AccountId>(typed.task_officer), .due_on = due_on});
    });
}

Result<http::Response> finish_task(Context& c) {
    const auto task = c.request.id<TaskId>("task").value;
    return change_teamwork(
        c, [&](cases::Change& change, CaseId id, const TeamworkScreen::Typed&) { return cases::finish_task(change, id, task); });
}

Result<http::Response> change_note(Context& c) {
    const auto note = c.request.id<NoteId>("note").value;
    return change_teamwork(c, [&](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) {
        return cases::change_note(change, id, note, typed.note);
    });
}

Result<http::Response> say_conflict(Context& c) {
    return change_teamwork(c, [](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) {
        return cases::say_conflict(change, id, typed.why_conflict);
    });
}

Result<http::Response> open_to_representatives(Context& c) {
    return change_teamwork(c, [&](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) {
        const auto said = c.request.field("oppna") == "ja" ? cases::Opening::open : cases::Opening::closed;
        return cases::set_open_to_representatives(change, id, said, typed.why_open);
    });
}

Result<http::Response> change_links(Context& c) {
    return change_teamwork(c, [&](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) -> Result<void> {
        const auto removed = c.request.field("bort");
        const auto other = cases::find_to_change(change.db, c.tenant, c.visitor, removed.empty() ? typed.other : removed);
        // One that may not be changed is as one that is not there.
        if (!other && other.error().fault == Fault::sign_in_needed) return tl::unexpected(other.error());
        if (!other) return invalid({{"other", "error_no_such_case"}});
        return removed.empty() ? cases::link(change, id, other->id) : cases::unlink(change, id, other->id);
    });
}

Result<http::Response> consult(Context& c) {
    return change_teamwork(c, [](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) {
        std::vector<DocumentId> documents;
        for (const auto& document : typed.documents) documents.push_back(chosen<DocumentId>(document).value_or(DocumentId{}));
        return cases::consult(change, id,
                              {.unit = chosen<UnitId>(typed.unit),
                               .question = typed.question,
                               .answer_by = date_from_iso(typed.answer_by),
                               .documents = documents});
    });
}

Result<http::Response> move_due_day(Context& c) {
    return change_teamwork(c, [](cases::Change& change, CaseId id, const TeamworkScreen::Typed& typed) {
        return cases::move_due_day(change, id, date_from_iso(typed.new_due_on), typed.why_moved);
    });
}

Result<http::Response> watch(Context& c) {
    const std::string number(c.request.part("number"));
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_for(db, c.tenant, c.visitor, number));
        if (c.request.field("bevaka") == "nej") cases::unwatch(db, c.visitor.account, of.id);
        else cases::watch(db, c.visitor.account, of);
        return {};
    }));
    return http::see_other(case_address(number));
}

// ---- lists of one's own

Result<http::Response> show_tasks(Context& c) {
    const auto tasks = c.db.read([&](db::Connection& db) { return cases::tasks_of(db, c.tenant, c.visitor); });
    for (const auto& one : tasks)
        if (!one.is_shut)
            audit::record_read_since(c.db, c.visitor,
                                     {.event = "case_desk.tasks_read",
                                      .subject_kind = "case",
                                      .subject = one.of.value,
                                      .reason = "processing",
                                      .detail = one.number},
                                     now() - 60 * microseconds_a_minute);
    return views::tasks_page(c, tasks);
}

Result<http::Response> show_consultations(Context& c) {
    return views::consultations_page(c, c.db.read([&](db::Connection& db) { return cases::consultations_to(db, c.visitor.account); }));
}

static Result<http::Response> consultation_page(Context& c, const views::Typed& typed) {
    const auto asked = TRY(c.db.read([&](db::Connection& db) {
        return cases::find_consultation(db, c.tenant, c.visitor, c.request.id<ConsultationId>("consultation").value);
    }));
    audit::record_read(c.db, c.visitor,
                       {.event = "case_desk.consultation_opened",
                        .subject_kind = "case",
                        .subject = asked.of.value,
                        .reason = "processing",
                        .detail = asked.number});
    const auto documents = c.db.read([&](db::Connection& db) { return cases::documents_of(db, c.tenant, asked); });
    return views::consultation_page(c, asked, documents, typed);
}

/// Exactly those that the question carries, also for a unit that may not read the case.
Result<http::Response> show_consulted_document(Context& c) {
    CaseId of{};
    std::string number;
    const auto document = TRY(c.db.read([&](db::Connection& db) -> Result<cases::Document> {
        const auto asked = TRY(cases::find_consultation(db, c.tenant, c.visitor, c.request.id<ConsultationId>("consultation").value));
        of = asked.of;
        number = asked.number;
        return cases::document_of(db, c.tenant, asked, c.request.id<DocumentId>("document"));
    }));
    audit::record_read(
        c.db, c.visitor,
        {.event = "cases.document_opened", .subject_kind = "case", .subject = of.value, .reason = "processing", .detail = number});
    return document_response(c, document);
}

Result<http::Response> show_consultation(Context& c) { return consultation_page(c, {}); }

Result<http::Response> answer_consultation(Context& c) {
    const auto answer = tidy_text(c.request.field("answer"));
    const auto answered = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return cases::answer_consultation(change, c.request.id<ConsultationId>("consultation").value, answer);
    });
    if (answered) return http::see_other(std::string(consultations_address));
    const auto& error = answered.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    return consultation_page(c, {.text = answer, .errors = error.fields, .notice = error.text_key});
}

}  // namespace case_desk
