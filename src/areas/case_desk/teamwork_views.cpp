/// Working together: on the page of the case in short, with its forms on a page of its own.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"

namespace case_desk::views {

using pages::Html;

namespace {

Html task_words(const Context& c, const cases::Task& task) {
    const auto who = task.officer_name.empty() ? c.text("task_for_case_officer") : task.officer_name;
    const auto when = task.due_on ? c.text("task_by", c.text.short_day(*task.due_on)) : std::string();
    const auto done =
        task.done_at ? c.text("task_done_by", task.done_by_name, c.text.short_day(swedish_date(*task.done_at))) : std::string();
    return html::make<R"({}<span class="sub">{} {} {}</span>)">(task.words, who, when, done);
}

std::string unit_name(const Context& c, const std::vector<identity::Unit>& units, UnitId id) {
    const auto found = std::ranges::find(units, id, &identity::Unit::id);
    return found == units.end() ? std::string() : found->name(c.text.language());
}

Html linked_case(const LinkedCase& other) {
    return other.may_be_opened ? pages::link(case_address(other.number), other.number) : html::text(other.number);
}

Html consultation_words(const Context& c, const std::vector<identity::Unit>& units, const cases::Consultation& consultation) {
    const auto unit = unit_name(c, units, consultation.unit);
    const auto standing = consultation.answered_at ? c.text("answered_by", consultation.answered_by_name,
                                                            c.text.short_day(swedish_date(*consultation.answered_at)))
                                                   : c.text("answers_by", c.text.short_day(consultation.answer_by));
    const auto answer = html::when(consultation.answered_at.has_value(),
                                   [&] { return html::make<R"(<p><b>{}</b> {}</p>)">(c.text("their_answer"), consultation.answer); });
    const auto along = html::when(!consultation.documents.empty(), [&] {
        return html::make<R"(<p class="muted small">{}</p>)">(c.text("carries_documents", consultation.documents.size()));
    });
    return html::make<R"(<b>{}</b> <span class="muted small">{}</span><p>{}</p>{}{})">(unit, standing, consultation.question, along,
                                                                                       answer);
}

// ---- the page of its own

Html tasks_section(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    const auto items = html::each(of.tasks, [&](const cases::Task& task) {
        const auto done = html::when(!task.done_at && of.may_decide, [&] {
            return pages::form(c, case_address(of.of.number, "uppgifter/" + std::to_string(task.id) + "/klar"),
                               pages::button(c.text("task_is_done"), pages::Button::secondary));
        });
        return html::make<R"(<li class="teamwork__row"><div>{}</div>{}</li>)">(task_words(c, task), done);
    });
    std::vector<pages::Option> officers{{.value = "", .label = c.text("task_for_case_officer")}};
    for (const auto& officer : screen.officers) officers.push_back({.value = std::to_string(officer.id.value), .label = officer.name});
    const auto& typed = screen.typed;
    const auto add = html::when(of.may_decide, [&] {
        return pages::form(
            c, case_address(of.of.number, "uppgifter"),
            pages::text_area(c.text, {.name = "task",
                                      .label = c.text("what_to_do"),
                                      .value = typed.task,
                                      .error = errors.at("task"),
                                      .max_length = static_cast<int>(cases::longest_words)}) +
                pages::select(
                    c.text,
                    {.name = "task_officer", .label = c.text("who_does"), .value = typed.task_officer, .error = errors.at("task_officer")},
                    officers) +
                pages::day_field(c.text, {.name = "task_due_on",
                                          .label = c.text("done_by"),
                                          .value = typed.task_due_on,
                                          .error = errors.at("task_due_on"),
                                          .optional = true}) +
                pages::button(c.text("add_task"), pages::Button::secondary));
    });
    return section("h-tasks", c.text("tasks"),
                   html::when(!of.tasks.empty(), [&] { return html::make<R"(<ul role="list" class="teamwork">{}</ul>)">(items); }) + add);
}

Html links_section(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    const auto items = html::each(of.linked, [&](const LinkedCase& other) {
        const auto remove = html::when(of.may_decide && other.may_be_opened, [&] {
            return pages::form(c, case_address(of.of.number, "kopplingar"),
                               pages::button(c.text("remove_link", other.number), pages::Button::quiet, "bort", other.number));
        });
        return html::make<R"(<li class="teamwork__row"><div>{}</div>{}</li>)">(linked_case(other), remove);
    });
    const auto add = html::when(of.may_decide, [&] {
        return pages::form(c, case_address(of.of.number, "kopplingar"),
                           pages::text_field(c.text, {.name = "other",
                                                      .label = c.text("other_case"),
                                                      .hint = c.text("other_case_hint"),
                                                      .value = screen.typed.other,
                                                      .error = errors.at("other"),
                                                      .width = "10"}) +
                               pages::button(c.text("link_case"), pages::Button::secondary));
    });
    return section("h-links", c.text("linked_cases"),
                   html::when(!of.linked.empty(), [&] { return html::make<R"(<ul role="list" class="teamwork">{}</ul>)">(items); }) + add);
}

/// Which of the case's documents the other unit sees.
Html carried_documents(const Context& c, const CaseScreen& of, const std::vector<std::string>& chosen, const pages::Errors& errors) {
    if (of.documents.empty()) return {};
    return pages::checkboxes(c.text,
                             {.name = "documents",
                              .label = c.text("documents_along"),
                              .hint = c.text("documents_along_hint"),
                              .error = errors.at("documents"),
                              .optional = true},
                             document_options(c, of), chosen);
}

Html consultations_section(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    const auto items = html::each(of.consultations, [&](const cases::Consultation& consultation) {
        return html::make<"<li>{}</li>">(consultation_words(c, of.units, consultation));
    });
    std::vector<pages::Option> units{{.value = "", .label = c.text("choose_unit")}};
    for (const auto& unit : of.units)
        if (unit.id != of.of.unit) units.push_back({.value = std::to_string(unit.id.value), .label = unit.name(c.text.language())});
    const auto& typed = screen.typed;
    const auto add = html::when(of.may_decide && of.of.state_kind != "closed", [&] {
        return pages::form(
            c, case_address(of.of.number, "remisser"),
            pages::select(c.text, {.name = "unit", .label = c.text("which_unit"), .value = typed.unit, .error = errors.at("unit")}, units) +
                pages::text_area(c.text, {.name = "question",
                                          .label = c.text("question_to_unit"),
                                          .hint = c.text("question_to_unit_hint"),
                                          .value = typed.question,
                                          .error = errors.at("question"),
                                          .max_length = static_cast<int>(cases::longest_words)}) +
                carried_documents(c, of, typed.documents, errors) +
                pages::day_field(
                    c.text,
                    {.name = "answer_by", .label = c.text("answer_by"), .value = typed.answer_by, .error = errors.at("answer_by")}) +
                pages::button(c.text("send_consultation"), pages::Button::secondary));
    });
    return section(
        "h-consultations", c.text("consultations_of_case"),
        html::when(!of.consultations.empty(), [&] { return html::make<R"(<ul role="list" class="teamwork">{}</ul>)">(items); }) + add);
}

/// What a note said before, newest first.
Html earlier_words(const Context& c, const CaseScreen& screen, std::int64_t note) {
    std::vector<pages::TimelineItem> earlier;
    for (const auto& event : screen.events)
        if (event.id == note || (event.kind == cases::EventKind::note_changed && event.data["note"].integer() == note))
            earlier.push_back({.datetime = to_rfc3339(event.at),
                               .when = c.text.moment(event.at) + " · " + event.actor_name,
                               .heading = c.text(event.id == note ? "note_written" : "note_changed"),
                               .body = html::make<"<p>{}</p>">(event.data["text"].text())});
    if (earlier.size() < 2) return {};
    std::ranges::reverse(earlier);
    return pages::details(c.text("note_versions", earlier.size()), pages::timeline(earlier));
}

bool wrote(const CaseScreen& screen, const Visitor& visitor, std::int64_t note) {
    const auto written = std::ranges::find(screen.events, note, &cases::Event::id);
    return written != screen.events.end() && written->actor_kind == "staff" && written->actor == visitor.account.value;
}

Html notes_section(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    Html all;
    for (const auto& message : of.messages) {
        if (!message.is_note) continue;
        const bool is_typed = screen.typed_note == message.id;
        const auto edit = html::when(of.may_decide && wrote(of, c.visitor, message.id), [&] {
            return pages::details(c.text("change_note"),
                                  pages::form(c, case_address(of.of.number, "anteckning/" + std::to_string(message.id)),
                                              pages::text_area(c.text, {.name = note_field(message.id),
                                                                        .label = c.text("note_label"),
                                                                        .value = is_typed ? screen.typed.note : message.text,
                                                                        .error = errors.at(note_field(message.id)),
                                                                        .max_length = static_cast<int>(cases::longest_text)}) +
                                                  pages::button(c.text("save_note"), pages::Button::secondary)),
                                  is_typed ? pages::Fold::open : pages::Fold::closed);
        });
        all += html::make<R"(<li class="message"><p class="muted small">{} · {}</p><p>{}</p>{}{}</li>)">(
            message.author, c.text.moment(message.at), message.text, edit, earlier_words(c, of, message.id));
    }
    if (all.empty()) return {};
    return section("h-notes", c.text("notes"), html::make<R"(<ul role="list" class="messages">{}</ul>)">(all));
}

Html due_day_section(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of.of;
    if (!screen.of.may_decide || !of.due_on || (of.state_kind != "open" && of.state_kind != "waiting")) return {};
    return section("h-due", c.text("move_due_day"),
                   html::make<"<p>{}</p>">(c.text("due_day_is", c.text.day(*of.due_on))) +
                       pages::form(c, case_address(of.number, "ny-dag"),
                                   pages::day_field(c.text, {.name = "new_due_on",
                                                             .label = c.text("new_due_day"),
                                                             .value = screen.typed.new_due_on,
                                                             .error = errors.at("new_due_on")}) +
                                       pages::text_area(c.text, {.name = "why_moved",
                                                                 .label = c.text("why_moved"),
                                                                 .hint = c.text("why_late_hint"),
                                                                 .value = screen.typed.why_moved,
                                                                 .error = errors.at("why_moved"),
                                                                 .max_length = static_cast<int>(cases::longest_words)}) +
                                       pages::button(c.text("move_and_tell"), pages::Button::secondary)));
}

}  // namespace

// ---- on the page of the case

Html colleagues(const Context& c, const CaseScreen& screen) {
    if (screen.also_here.empty()) return {};
    std::string names;
    for (const auto& colleague : screen.also_here)
        names += (names.empty() ? "" : ", ") + c.text("colleague_since", colleague.name, c.text.clock(colleague.at));
    return pages::notice(pages::Tone::info, c.text("also_here", names));
}

Html watch_button(const Context& c, const CaseScreen& screen) {
    return pages::form(c, case_address(screen.of.number, "bevaka"),
                       pages::button(c.text(screen.is_watched ? "stop_watching" : "watch"), pages::Button::quiet, "bevaka",
                                     screen.is_watched ? "nej" : "ja"));
}

Html teamwork(const Context& c, const CaseScreen& screen) {
    Html items;
    for (const auto& task : screen.tasks)
        if (!task.done_at)
            items += html::make<R"(<li>{} {}</li>)">(pages::tag(pages::Tone::info, "clock", c.text("task")), task_words(c, task));
    for (const auto& consultation : screen.consultations)
        items +=
            html::make<R"(<li>{} {}</li>)">(pages::tag(consultation.answered_at ? pages::Tone::ok : pages::Tone::warn,
                                                       consultation.answered_at ? "circle-check" : "hourglass", c.text("consultation")),
                                            consultation_words(c, screen.units, consultation));
    for (const auto& other : screen.linked)
        items += html::make<R"(<li>{} {}</li>)">(pages::tag(pages::Tone::plain, "link", c.text("linked")), linked_case(other));
    return section("h-teamwork", c.text("teamwork"),
                   html::when(!items.empty(), [&] { return html::make<R"(<ul role="list" class="teamwork">{}</ul>)">(items); }) +
                       html::make<R"(<p><a href="{}">{}</a></p>)">(case_address(screen.of.number, "samarbete"), c.text("open_teamwork")) +
                       html::when(screen.may_decide && screen.of.state_kind != "closed", [&] {
                           return html::make<R"(<p><a href="{}">{}</a></p>)">(case_address(screen.of.number, "for-ihop"),
                                                                              c.text("merge_or_split"));
                       }));
}

http::Response page_beside_case(const Context& c, const CaseScreen& screen, const std::string& heading,
                                const std::vector<FieldError>& wrong, const std::string& said, const Html& forms) {
    const auto& of = screen.of;
    const auto notice =
        conflict_notice(c, screen) + html::when(!said.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(said)); });
    const auto content =
        html::make<R"({}{}{}<header class="desk__head"><p class="eyebrow">{} · <span class="nowrap">{}</span></p><h1>{}</h1></header>
<div class="stack-lg form-body">{}</div>)">(pages::back_link(case_address(of.number), c.text("back_to_case")),
                                            pages::error_summary(c.text, shown(c, wrong)), notice, of.title, of.number, heading, forms);
    return pages::app(c, {.title = heading + " " + of.number,
                          .main = pages::desk(c.text, queue_column(c, screen), content),
                          .status = wrong.empty() && said.empty() ? 200 : 422,
                          .has_errors = !wrong.empty(),
                          .island = "desk"});
}

http::Response teamwork_page(const Context& c, const TeamworkScreen& screen) {
    const auto errors = shown(c, screen.errors);
    return page_beside_case(c, screen.of, c.text("teamwork"), screen.errors, screen.notice,
                            tasks_section(c, screen, errors) + consultations_section(c, screen, errors) + links_section(c, screen, errors) +
                                notes_section(c, screen, errors) + due_day_section(c, screen, errors) +
                                opening_to_representatives(c, screen, errors) + saying_conflict(c, screen, errors));
}

// ---- lists of one's own

http::Response tasks_page(const Context& c, const std::vector<cases::TaskToDo>& tasks) {
    std::vector<std::vector<Html>> rows;
    for (const auto& [task, of, number, is_shut] : tasks)
        rows.push_back({pages::link(case_address(number, "samarbete"), is_shut ? c.text("task_is_shut") : task.words),
                        pages::link(case_address(number), number), html::text(task.due_on ? c.text.short_day(*task.due_on) : "–"),
                        html::text(task.added_by_name)});
    const auto list =
        rows.empty()
            ? pages::empty_state(c.text("empty_heading"), c.text("no_tasks_words"))
            : pages::table(c.text("tasks"), {{c.text("task")}, {c.text("column.case")}, {c.text("done_by")}, {c.text("task_from")}}, rows);
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header>{})">(
        pages::back_link(my_queue_address, c.text("my_queue")), c.text("tasks"), list);
    return pages::app(c, {.title = c.text("tasks"), .main = pages::desk(c.text, {}, content), .island = "desk"});
}

http::Response consultations_page(const Context& c, const std::vector<cases::ConsultationOfUs>& asked) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : asked)
        rows.push_back({html::make<R"(<a href="{}/{}">{}</a><span class="sub">{}</span>)">(consultations_address, one.consultation.id,
                                                                                           one.public_title, one.number),
                        html::text(one.consultation.asked_by_name), html::text(c.text.short_day(one.consultation.answer_by))});
    const auto list =
        rows.empty() ? pages::empty_state(c.text("empty_heading"), c.text("no_consultations_words"))
                     : pages::table(c.text("consultations"), {{c.text("column.case")}, {c.text("asked_by")}, {c.text("answer_by")}}, rows);
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header>{})">(
        pages::back_link(my_queue_address, c.text("my_queue")), c.text("consultations"), list);
    return pages::app(c, {.title = c.text("consultations"), .main = pages::desk(c.text, {}, content), .island = "desk"});
}

http::Response consultation_page(const Context& c, const cases::ConsultationOfUs& asked, const std::vector<cases::Document>& carried,
                                 const Typed& typed) {
    const auto errors = shown(c, typed.errors);
    const auto& consultation = asked.consultation;
    const auto notice =
        html::when(!typed.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(typed.notice)); });
    const auto facts = pages::facts({{c.text("column.case"), html::text(asked.number)},
                                     {c.text("asked_by"), html::text(consultation.asked_by_name)},
                                     {c.text("answer_by"), html::text(c.text.day(consultation.answer_by))},
                                     {c.text("question_to_unit"), html::text(consultation.question)}});
    const auto address = std::string(consultations_address) + "/" + std::to_string(consultation.id) + "/handlingar/";
    std::vector<pages::Document> links;
    for (const auto& document : carried)
        links.push_back({address + std::to_string(document.id.value), document.name, c.text.file_size(document.size)});
    const auto documents = html::when(!links.empty(), [&] { return section("h-carried", c.text("documents"), pages::documents(links)); });
    const auto answer = consultation.answered_at
                            ? pages::facts({{c.text("their_answer"), html::text(consultation.answer)}})
                            : pages::form(c, std::string(consultations_address) + "/" + std::to_string(consultation.id),
                                          pages::text_area(c.text, {.name = "answer",
                                                                    .label = c.text("your_answer"),
                                                                    .hint = c.text("your_answer_hint"),
                                                                    .value = typed.text,
                                                                    .error = errors.at("answer"),
                                                                    .max_length = static_cast<int>(cases::longest_words)}) +
                                              pages::button(c.text("send_answer")));
    const auto content = html::make<R"({}{}{}<header class="desk__head"><h1>{}</h1></header><div class="stack-lg form-body">{}{}{}</div>)">(
        pages::back_link(consultations_address, c.text("consultations")), pages::error_summary(c.text, errors), notice, asked.public_title,
        facts, documents, answer);
    return pages::app(c, {.title = asked.public_title,
                          .main = pages::desk(c.text, {}, content),
                          .status = typed.errors.empty() && typed.notice.empty() ? 200 : 422,
                          .has_errors = !typed.errors.empty(),
                          .island = "desk"});
}

}  // namespace case_desk::views
