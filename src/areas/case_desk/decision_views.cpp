#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/delay.h"
#include "engines/cases/merging.h"
#include "engines/cases/words.h"
#include "engines/services/templates.h"

namespace case_desk::views {

using pages::Html;

static http::Response form_page(const Context& c, const CaseScreen& screen, const std::string& heading, const Typed& typed,
                                const Html& content) {
    const auto notice =
        html::when(!typed.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(typed.notice)); });
    const auto work = html::make<
        R"({}{}{}<header class="desk__head"><p class="eyebrow">{} · <span class="nowrap">{}</span></p><h1>{}</h1></header><div class="form-body">{}</div>)">(
        pages::back_link(case_address(screen.of.number), c.text("back_to_case")), pages::error_summary(c.text, shown(c, typed.errors)),
        notice, screen.of.title, screen.of.number, heading, content);
    return pages::app(c, {.title = heading,
                          .main = pages::desk(c.text, queue_column(c, screen), work),
                          .status = typed.errors.empty() && typed.notice.empty() ? 200 : 422,
                          .has_errors = !typed.errors.empty(),
                          .island = "desk"});
}

static Html reason_choice(const Context& c, const CaseScreen& screen, const services::Outcome& outcome, const Typed& typed) {
    if (outcome.reasons.empty()) return {};
    const auto text = c.text.of("services");
    std::vector<pages::Option> options;
    for (const auto& reason : outcome.reasons)
        options.push_back({.value = reason.id,
                           .label = reason.label.in(c.text.language()),
                           .hint = services::reason_words(text, reason, screen.service->form, screen.answers, services::Markup::plain)});
    return pages::radios(c.text,
                         {.name = "reason", .label = c.text("reason"), .value = typed.reason, .error = shown(c, typed.errors).at("reason")},
                         options);
}

// ---- the letter, block by block

static Html move_buttons(const Context& c, const cases::LetterBlock& block) {
    return pages::button_row(pages::button(c.text("move_up", block.label), pages::Button::quiet, "move", block.id + ".up") +
                             pages::button(c.text("move_down", block.label), pages::Button::quiet, "move", block.id + ".down"));
}

static Html one_block(const Context& c, const cases::LetterBlock& block, const pages::Errors& errors) {
    const auto place = pages::hidden("block", block.id);
    if (block.kind == cases::LetterBlock::Kind::standard)
        return html::make<R"(<div class="panel stack">{}{}<blockquote>{}</blockquote>{}</div>)">(
            place, pages::checkbox(c.text, {.name = "in-" + block.id, .label = block.label, .hint = c.text("standard_words")}, block.is_in),
            pages::prose(block.text), move_buttons(c, block));
    return place + pages::hidden("was-" + block.id, block.usually) +
           pages::text_area(c.text, {.name = "text-" + block.id,
                                     .label = c.text("block." + block.id),
                                     .hint = c.text("block." + block.id + "_hint"),
                                     .value = block.text,
                                     .error = errors.at("text-" + block.id),
                                     .optional = block.id != "decision",
                                     .max_length = static_cast<int>(cases::longest_body)});
}

/// What is always there, and why it is not for the officer to change.
static Html locked_blocks(const Context& c, const DecisionScreen& screen) {
    std::vector<pages::Fact> facts;
    for (const auto& block : screen.locked)
        facts.push_back({c.text("locked." + block.id), html::make<"{} {}">(pages::icon("lock"), c.text("locked." + block.id + "_why"))});
    return pages::details(c.text("locked_blocks"), pages::facts(facts));
}

http::Response decision_page(const Context& c, const DecisionScreen& before, const services::Outcome& outcome, const Typed& typed) {
    const auto& screen = before.of;
    const auto errors = shown(c, typed.errors);
    const auto blocks = html::each(before.blocks, [&](const cases::LetterBlock& block) { return one_block(c, block, errors); });
    const auto buttons = pages::form_foot(pages::button(c.text("decide_as", outcome.label.in(c.text.language())),
                                                        outcome.id == "approve" ? pages::Button::primary : pages::Button::danger) +
                                          pages::button(c.text("update_letter"), pages::Button::secondary, "show", "1"));
    const auto write =
        reason_choice(c, screen, outcome, typed) +
        // Written beside the case; it stands among the blocks, where it is changed.
        pages::hidden("comment", typed.comment) + pages::hidden("seen_event", std::to_string(screen.seen)) +
        html::make<R"(<section class="stack" aria-labelledby="h-blocks"><h2 id="h-blocks" class="desk__h2">{}</h2>{}{}</section>)">(
            c.text("letter_blocks"), blocks, locked_blocks(c, before)) +
        html::make<R"(<p class="small muted">{}. {}</p>)">(
            c.text("delegation", screen.service->decision.delegation),
            needs_approval(screen) ? c.text("nothing_before_approval") : c.text("undo_for", screen.undo_minutes)) +
        buttons;
    const auto content = html::make<
        R"(<div class="cols cols--2"><div>{}</div><section class="verdict__letter" aria-labelledby="h-letter"><h2 id="h-letter" class="desk__h2">{}</h2>{}</section></div>)">(
        write, c.text("letter_as_sent"), letters::article(c.tenant.texts, before.letter));
    return form_page(c, screen, outcome.label.in(c.text.language()), typed,
                     pages::form(c, case_address(screen.of.number, "beslut/" + outcome.id), content));
}

// ---- two at once

/// Where nothing new is in the case itself, the parties have done something in one that goes on in it: what they wrote last there.
static void add_said_in_merged(const Context& c, const CaseScreen& screen, std::vector<pages::TimelineItem>& items) {
    for (const auto& merged : screen.merged) {
        const auto said =
            std::find_if(merged.messages.rbegin(), merged.messages.rend(), [](const cases::Message& one) { return one.from_party; });
        const bool is_there = said != merged.messages.rend();
        items.push_back({.datetime = is_there ? to_rfc3339(said->at) : "",
                         .when = is_there ? c.text.moment(said->at) : "",
                         .heading = c.text("happened_in_merged", merged.number),
                         .body = html::when(is_there, [&] { return html::make<"<p>{}</p>">(said->text); })});
    }
}

/// What has happened since the officer saw the case, newest first.
static Html happened_since(const Context& c, const CaseScreen& screen, std::int64_t seen) {
    std::vector<pages::TimelineItem> items;
    const auto seen_event = cases::event_seen(seen);
    if (seen_event == screen.of.last_event) add_said_in_merged(c, screen, items);
    for (auto event = screen.events.rbegin(); event != screen.events.rend() && event->sequence > seen_event; ++event)
        items.push_back(
            {.datetime = to_rfc3339(event->at),
             .when = c.text.moment(event->at) + " · " + who_did(c, *event),
             .heading = event_words(c, screen, *event),
             .body = html::when(!event->data["text"].text().empty(), [&] { return html::make<"<p>{}</p>">(event->data["text"].text()); })});
    return pages::timeline(items) + html::when(screen.decision.has_value(), [&] { return letter_of(c, screen); });
}

static Html typed_decision(const Context& c, const CaseScreen& screen, const services::Outcome& outcome,
                           const cases::DecisionDraft& draft) {
    std::vector<pages::Fact> facts{{c.text("decision"), html::text(outcome.label.in(c.text.language()))}};
    if (const auto* reason = outcome.reason(draft.reason))
        facts.push_back({c.text("reason"), html::text(reason->label.in(c.text.language()))});
    if (!draft.comment.empty()) facts.push_back({c.text("comment"), html::text(draft.comment)});
    if (!draft.blocks.empty() || !draft.body.empty())
        facts.push_back(
            {c.text("letter_body"),
             pages::prose(draft.blocks.empty() ? draft.body : cases::letter_text(c.tenant, *screen.service, screen.of, draft).body)});
    return pages::facts(facts);
}

/// As typed: a block that nobody has changed stays so.
static Html kept_blocks(const std::vector<cases::TypedBlock>& blocks) {
    return html::each(blocks, [](const cases::TypedBlock& block) {
        return pages::hidden("block", block.id) +
               html::when(block.text.has_value(), [&] { return pages::hidden("text-" + block.id, *block.text); }) +
               html::when(block.is_in, [&] { return pages::hidden("in-" + block.id, "1"); });
    });
}

http::Response conflict_page(const Context& c, const CaseScreen& screen, const cases::DecisionDraft& draft) {
    const auto& outcome = *screen.service->decision.outcome(draft.outcome);
    const auto again = html::when(!screen.decision, [&] {
        return pages::form(c, case_address(screen.of.number, "beslut/" + outcome.id),
                           pages::hidden("reason", draft.reason) + pages::hidden("comment", draft.comment) +
                               pages::hidden("body", draft.body) + kept_blocks(draft.blocks) +
                               pages::hidden("seen_event", std::to_string(screen.seen)) +
                               pages::button_row(pages::button(c.text("decide_anyway", outcome.label.in(c.text.language()))) +
                                                 pages::button(c.text("change_mine"), pages::Button::secondary, "show", "1")));
    });
    const auto content = html::make<
        R"(<div class="cols cols--2"><section aria-labelledby="h-theirs"><h2 id="h-theirs" class="desk__h2">{}</h2>{}</section>
<section aria-labelledby="h-yours"><h2 id="h-yours" class="desk__h2">{}</h2>{}</section></div>{})">(
        c.text("happened_meanwhile"), happened_since(c, screen, draft.seen_event.value_or(screen.seen)), c.text("what_you_wrote"),
        typed_decision(c, screen, outcome, draft), again);
    return form_page(c, screen, c.text("two_at_once"), {.notice = "error_changed_meanwhile"}, content);
}

http::Response supplement_page(const Context& c, const CaseScreen& screen, const Typed& typed) {
    std::vector<pages::Option> items;
    for (const auto& item : screen.service->decision.supplement)
        items.push_back({.value = item.id, .label = item.text.in(c.text.language())});
    const auto content =
        html::when(!items.empty(),
                   [&] {
                       return pages::checkboxes(
                           c.text, {.name = "items", .label = c.text("what_is_missing"), .error = shown(c, typed.errors).at("items")},
                           items, typed.items);
                   }) +
        pages::text_area(c.text, {.name = "words",
                                  .label = c.text("own_question"),
                                  .hint = c.text("own_question_hint"),
                                  .value = typed.words,
                                  .optional = true,
                                  .max_length = 2000}) +
        pages::date_field(c.text, {.name = "due_on",
                                   .label = c.text("answer_by"),
                                   .hint = c.text("answer_by_hint"),
                                   .value = typed.due_on,
                                   .error = shown(c, typed.errors).at("due_on")}) +
        html::make<R"(<p class="small muted">{}</p>)">(c.text("clock_stops")) + pages::form_foot(pages::button(c.text("send_supplement")));
    return form_page(c, screen, c.text("ask_supplement"), typed, pages::form(c, case_address(screen.of.number, "komplettering"), content));
}

Html late_notice(const Context& c, const CaseScreen& screen) {
    if (!screen.is_late || !screen.may_decide) return {};
    return pages::notice(pages::Tone::warn, html::make<R"({} <a href="{}">{}</a>)">(
                                                c.text("is_late"), case_address(screen.of.number, "forsening"), c.text("tell_of_delay")));
}

http::Response delay_page(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto content = pages::date_field(c.text, {.name = "expected_on",
                                                    .label = c.text("expected_on"),
                                                    .value = typed.due_on,
                                                    .error = shown(c, typed.errors).at("expected_on")}) +
                         pages::text_area(c.text, {.name = "reason",
                                                   .label = c.text("why_late"),
                                                   .hint = c.text("why_late_hint"),
                                                   .value = typed.reason,
                                                   .error = shown(c, typed.errors).at("reason"),
                                                   .max_length = cases::longest_delay_reason}) +
                         html::make<R"(<p class="small muted">{}</p>)">(c.text("delay_law")) +
                         pages::form_foot(pages::button(c.text("send_delay")));
    return form_page(c, screen, c.text("tell_of_delay"), typed, pages::form(c, case_address(screen.of.number, "forsening"), content));
}

Html decision_request_notice(const Context& c, const CaseScreen& screen) {
    if (screen.refusal_appealed_at)
        return pages::notice(pages::Tone::warn, c.text("refusal_appealed", c.text.day(swedish_date(*screen.refusal_appealed_at))));
    if (!screen.decision_request) return {};
    const auto refuse = html::when(screen.may_decide, [&] {
        return html::make<R"( <a href="{}">{}</a>)">(case_address(screen.of.number, "begaran"), c.text("refuse_to_decide"));
    });
    return pages::notice(pages::Tone::warn,
                         html::make<"{}{}">(c.text("decision_request_words", c.text.day(swedish_date(screen.decision_request->asked_at)),
                                                   c.text.day(screen.decision_request->answer_by)),
                                            refuse));
}

http::Response refusal_page(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto content = html::make<"<p>{}</p>">(c.text("refuse_says")) +
                         pages::form(c, case_address(screen.of.number, "begaran"),
                                     pages::text_area(c.text, {.name = "why_refused",
                                                               .label = c.text("why_refused"),
                                                               .hint = c.text("why_refused_hint"),
                                                               .value = typed.reason,
                                                               .error = shown(c, typed.errors).at("why_refused"),
                                                               .max_length = static_cast<int>(cases::longest_words)}) +
                                         pages::form_foot(pages::button(c.text("send_refusal"), pages::Button::danger)));
    return form_page(c, screen, c.text("refuse_to_decide"), typed, content);
}

}  // namespace case_desk::views
