/// Many cases at once: what will be done, and how it went.
#include <algorithm>
#include <map>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"

namespace case_desk::views {
namespace {

using pages::Html;

std::string outcome_name(const Context& c, const services::Service& service, const std::string& id) {
    if (id == "supplement") return c.text("ask_supplement");
    const auto* outcome = service.decision.outcome(id);
    return outcome ? outcome->label.in(c.text.language()) : c.text("proposes_nothing");
}

// ---- several e-services: one at a time

Html choose_service(const Context& c, const BatchScreen& screen) {
    std::map<std::string, std::pair<std::string, std::size_t>> services;
    for (const auto& row : screen.rows) {
        auto& [title, count] = services[row.of.service];
        title = row.service->title.in(c.text.language());
        ++count;
    }
    std::vector<pages::Link> links;
    for (const auto& [id, found] : services)
        links.push_back({.href = batch_address(screen.batch.id) + "?tjanst=" + http::percent_encoded(id),
                         .icon_name = "folder",
                         .words = found.first,
                         .sub = c.text("cases_count", found.second)});
    return html::make<"<p>{}</p>{}">(c.text("one_service_at_a_time"), pages::linklist(links));
}

bool is_of_one_service(const std::vector<BatchRow>& rows) {
    return std::ranges::all_of(rows, [&](const BatchRow& row) { return row.of.service == rows.front().of.service; });
}

// ---- the review

/// Standard words of the outcome's letter, ticked as they usually are.
Html standard_blocks(const Context& c, const BatchScreen& screen, const services::Outcome& outcome, const pages::Errors& errors) {
    if (outcome.letter.blocks.empty()) return {};
    const auto name = "blocks." + outcome.id;
    const bool is_typed = screen.typed && screen.typed->outcome == outcome.id && screen.typed->blocks;
    std::vector<pages::Option> options;
    std::vector<std::string> chosen;
    for (const auto& block : outcome.letter.blocks) {
        options.push_back({.value = block.id, .label = block.label.in(c.text.language())});
        if (block.usual) chosen.push_back(block.id);
    }
    return pages::hidden("has-" + name, "1") + pages::checkboxes(c.text,
                                                                 {.name = name,
                                                                  .label = c.text("blocks_for", outcome.label.in(c.text.language())),
                                                                  .hint = c.text("standard_words"),
                                                                  .error = errors.at(name)},
                                                                 options, is_typed ? *screen.typed->blocks : chosen);
}

Html outcome_choice(const Context& c, const BatchScreen& screen, const pages::Errors& errors) {
    const auto& service = *screen.rows.front().service;
    std::vector<pages::Option> outcomes;
    for (const auto& outcome : service.decision.outcomes) {
        const auto agree =
            std::ranges::count_if(screen.rows, [&](const BatchRow& row) { return row.proposal && row.proposal->outcome == outcome.id; });
        outcomes.push_back({.value = outcome.id,
                            .label = outcome.label.in(c.text.language()),
                            .hint = c.text("rules_propose_in", agree, screen.rows.size())});
    }
    auto content = pages::radios(c.text,
                                 {.name = "outcome",
                                  .label = c.text("decide_all_as"),
                                  .value = screen.typed ? screen.typed->outcome : "",
                                  .error = errors.at("outcome")},
                                 outcomes);
    for (const auto& outcome : service.decision.outcomes) {
        if (outcome.reasons.empty()) continue;
        std::vector<pages::Option> reasons{{.value = "", .label = c.text("reason_of_rules")}};
        for (const auto& reason : outcome.reasons) reasons.push_back({.value = reason.id, .label = reason.label.in(c.text.language())});
        const bool is_typed = screen.typed && screen.typed->outcome == outcome.id;
        content += pages::select(c.text,
                                 {.name = "reason." + outcome.id,
                                  .label = c.text("reason_for", outcome.label.in(c.text.language())),
                                  .value = is_typed ? screen.typed->reason : "",
                                  .error = is_typed ? errors.at("reason") : ""},
                                 reasons);
    }
    for (const auto& outcome : service.decision.outcomes) content += standard_blocks(c, screen, outcome, errors);
    return content;
}

bool is_chosen(const BatchScreen& screen, const BatchRow& row) {
    return !screen.typed || std::ranges::any_of(screen.typed->members, [&](const Batch::Member& member) { return member.of == row.of.id; });
}

Html review_table(const Context& c, const BatchScreen& screen) {
    std::vector<std::vector<Html>> rows;
    for (const auto& row : screen.rows) {
        const auto& of = row.of;
        const auto tick = html::make<R"(<input type="checkbox" name="arende" value="{}.{}" aria-label="{}" {}>)">(
            of.id.value, of.last_event, c.text("tick_case", of.number), html::Attributes().flag("checked", is_chosen(screen, row)));
        const auto proposal = row.proposal ? outcome_name(c, *row.service, row.proposal->outcome) : c.text("proposes_nothing");
        rows.push_back(
            {html::make<R"(<div class="pick">{}<div><a href="{}">{}</a><span class="sub">{}</span></div></div>)">(
                 tick, case_address(of.number), of.title, of.number),
             html::text(proposal), html::text(c.text("met_of", row.met, row.conditions)),
             pages::link(case_address(of.number, "beslut/" + row.service->decision.outcomes.front().id), c.text("read_letter"))});
    }
    return pages::table(c.text("cases_to_decide"),
                        {{c.text("column.case")}, {c.text("rules_propose")}, {c.text("conditions")}, {c.text("the_letter")}}, rows,
                        pages::Caption::shown);
}

Html failures(const Context& c, const Batch& batch) {
    std::vector<std::vector<Html>> rows;
    for (const auto& member : batch.members)
        if (member.state == Batch::State::failed) {
            const auto words = c.text.has(member.why) ? c.text(member.why) : c.text.of("cases")(member.why);
            rows.push_back({pages::link(case_address(member.number), member.number), html::text(words)});
        }
    if (rows.empty()) return {};
    return pages::table(c.text("batch_failed", rows.size()), {{c.text("column.case")}, {c.text("why_failed")}}, rows,
                        pages::Caption::shown);
}

Html review(const Context& c, const BatchScreen& screen) {
    if (screen.rows.empty()) return failures(c, screen.batch) + pages::empty_state(c.text("empty_heading"), c.text("nothing_to_decide"));
    if (!is_of_one_service(screen.rows)) return choose_service(c, screen);
    const auto errors = shown(c, screen.errors);
    const auto& first = screen.rows.front();
    const auto sent = screen.undo_minutes == 0 ? c.text("each_gets_letter_now", screen.rows.size())
                                               : c.text("each_gets_letter", screen.rows.size(), screen.undo_minutes);
    const auto address = batch_address(screen.batch.id) + "?tjanst=" + http::percent_encoded(first.of.service);
    const auto content = outcome_choice(c, screen, errors) +
                         pages::text_area(c.text, {.name = "comment",
                                                   .label = c.text("comment"),
                                                   .hint = c.text("comment_to_all"),
                                                   .value = screen.typed ? screen.typed->comment : "",
                                                   .error = errors.at("comment"),
                                                   .optional = true,
                                                   .max_length = static_cast<int>(cases::longest_text)}) +
                         review_table(c, screen) + pages::notice(pages::Tone::info, sent) +
                         pages::form_foot(pages::button(c.text("decide_many", screen.rows.size())));
    return failures(c, screen.batch) + html::make<R"(<p class="eyebrow">{}</p>)">(first.service->title.in(c.text.language())) +
           pages::form(c, address, content);
}

// ---- how it went

/// The way back to the cases of other e-services.
Html the_rest(const Context& c, const BatchScreen& screen) {
    return html::when(screen.left > 0 && screen.batch.rest.has_value(), [&] {
        return html::make<"<p>{}</p>{}">(
            c.text("batch_rest", screen.left),
            pages::button_row(pages::link_button(batch_address(*screen.batch.rest), c.text("decide_rest"), pages::Button::primary)));
    });
}

/// Cases whose decision could not be taken back, one by one.
Html still_decided(const Context& c, const Batch& batch) {
    std::vector<std::vector<Html>> rows;
    for (const auto& member : batch.members)
        if (!member.why_not_undone.empty()) {
            const auto& why = member.why_not_undone;
            rows.push_back({pages::link(case_address(member.number), member.number),
                            html::text(c.text.has(why) ? c.text(why) : c.text.of("cases")(why))});
        }
    if (rows.empty()) return {};
    return pages::table(c.text("batch_not_undone", rows.size()), {{c.text("column.case")}, {c.text("why_failed")}}, rows,
                        pages::Caption::shown);
}

Html undoing(const Context& c, const BatchScreen& screen) {
    const auto& batch = screen.batch;
    if (batch.can_be_undone(screen.undo_minutes))
        return pages::form(c, batch_address(batch.id) + "/angra",
                           html::make<"<p>{}</p>{}">(
                               c.text("undo_batch_until", c.text.clock(*batch.finished_at + screen.undo_minutes * microseconds_a_minute)),
                               pages::button(c.text("undo_batch", batch.count(Batch::State::done)), pages::Button::secondary)));
    if (!batch.undo_asked_at) return {};
    if (!batch.undone_at)
        return pages::notice(pages::Tone::info, c.text("batch_undo_goes_on", batch.count_undone(), batch.count(Batch::State::done))) +
               pages::link_button(batch_address(batch.id), c.text("reload"), pages::Button::secondary);
    return pages::notice(pages::Tone::ok, c.text("batch_undone", batch.count_undone())) + still_decided(c, batch);
}

Html result(const Context& c, const BatchScreen& screen) {
    const auto& batch = screen.batch;
    const auto done = batch.count(Batch::State::done), failed = batch.count(Batch::State::failed);
    const bool decides = batch.kind == Batch::Kind::decide;
    if (!batch.finished_at)
        return pages::notice(pages::Tone::info, c.text("batch_goes_on", done + failed, batch.members.size())) +
               html::make<R"(<p><progress value="{}" max="{}">{}</progress></p>)">(done + failed, batch.members.size(), done + failed) +
               pages::link_button(batch_address(batch.id), c.text("reload"), pages::Button::secondary) + failures(c, batch) +
               the_rest(c, screen);
    std::vector<std::vector<Html>> rows;
    for (const auto& member : batch.members)
        if (member.state == Batch::State::done) rows.push_back({pages::link(case_address(member.number), member.number)});
    const auto list = html::when(!rows.empty(), [&] {
        return pages::details(c.text("batch_done_list", rows.size()), pages::table(c.text("column.case"), {{c.text("column.case")}}, rows));
    });
    const auto told = html::when(done > 0 && !batch.undo_asked_at, [&] {
        return pages::notice(pages::Tone::ok, c.text(decides ? "batch_decided" : "batch_assigned", done));
    });
    const auto wrong = html::when(failed > 0, [&] { return pages::notice(pages::Tone::warn, c.text("batch_failed_words", failed)); });
    return told + undoing(c, screen) + wrong + failures(c, batch) + list + the_rest(c, screen) +
           pages::button_row(pages::link_button(my_queue_address, c.text("my_queue"), pages::Button::secondary));
}

}  // namespace

http::Response batch_page(const Context& c, const BatchScreen& screen) {
    const auto& batch = screen.batch;
    const auto title = c.text(batch.kind == Batch::Kind::decide ? "decide_ticked" : "assign_ticked");
    const auto notice = html::when(!screen.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text(screen.notice)); });
    const auto content = html::make<R"({}{}<header class="desk__head"><h1>{}</h1></header><div class="stack-lg">{}</div>)">(
        pages::error_summary(c.text, shown(c, screen.errors)), notice, title, batch.started_at ? result(c, screen) : review(c, screen));
    return pages::app(c, {.title = title,
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() && screen.notice.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

}  // namespace case_desk::views
