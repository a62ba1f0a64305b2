#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/cases/letter_of.h"
#include "engines/flows/calendar.h"
#include "foundation/base/unicode.h"

namespace case_desk {

/// The blocks of the letter in the order of the page. Words that are as the page gave them follow a new choice of reason.
static std::vector<cases::TypedBlock> typed_blocks(const http::Fields& form) {
    std::vector<cases::TypedBlock> all;
    for (const auto id : form.every("block")) {
        const auto name = std::string(id);
        cases::TypedBlock block{.id = name, .is_in = form.has("in-" + name)};
        const auto text = tidy_text(form.get("text-" + name));
        if (form.has("text-" + name) && text != tidy_text(form.get("was-" + name))) block.text = text;
        all.push_back(std::move(block));
    }
    // "block_no_show.up"
    const auto step = split(form.get("move"), '.');
    if (step.size() == 2) cases::move_block(all, step[0], step[1] == "up" ? cases::Step::up : cases::Step::down);
    return all;
}

static cases::DecisionDraft draft_of(const Context& c, std::string_view outcome) {
    return {.outcome = std::string(outcome),
            .reason = std::string(c.request.field("reason")),
            .comment = tidy_text(c.request.field("comment")),
            .body = tidy_text(c.request.field("body")),
            .blocks = typed_blocks(c.request.form),
            .seen_event = whole_number(c.request.field("seen_event"))};
}

static views::Typed typed_again(const cases::DecisionDraft& draft, const Error& error) {
    return {.comment = draft.comment,
            .reason = draft.reason,
            .body = draft.body,
            .blocks = draft.blocks,
            .errors = error.fields,
            .notice = error.text_key};
}

/// What the officer can mend is shown on the page; a case that may not be seen or changed is the site's to answer.
static bool is_shown_on_page(const Error& error) { return !error.text_key.empty() || !error.fields.empty(); }

/// The case's screen, for one who may decide in its unit.
static Result<CaseScreen> open_to_decide(Context& c) {
    auto screen = TRY(open_case(c));
    if (!screen.may_decide) return failure(Fault::forbidden);
    return screen;
}

/// Decides, and opens the next case by itself. What cannot be decided stays on its page with what was typed.
static Result<http::Response> make_decision(Context& c, const cases::DecisionDraft& draft,
                                            Result<http::Response> (*again)(Context&, const views::Typed&)) {
    const std::string number(c.request.part("number"));
    const auto next = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        TRY(cases::decide(change, of.id, draft));
        return cases::next_in_queue(db, c.tenant, c.visitor.account, of.id).value_or(number);
    });
    if (next) return http::see_other(case_address(*next));
    if (!is_shown_on_page(next.error())) return tl::unexpected(next.error());
    if (next.error().text_key == "error_changed_meanwhile") return views::conflict_page(c, TRY(open_to_decide(c)), draft);
    return again(c, typed_again(draft, next.error()));
}

/// The letter as it would be sent now, block by block and as a whole.
static DecisionScreen with_letter(Context& c, CaseScreen of, const services::Outcome& outcome, const views::Typed& typed) {
    const cases::DecisionDraft draft{
        .outcome = outcome.id, .reason = typed.reason, .comment = typed.comment, .body = typed.body, .blocks = typed.blocks};
    auto words = cases::letter_text(c.tenant, *of.service, of.of, draft);
    if (!draft.body.empty() && draft.blocks.empty()) words.body = draft.body;
    DecisionScreen screen{.blocks = cases::letter_blocks(c.tenant, *of.service, of.of, draft, c.text.language()),
                          .locked = cases::locked_blocks(*of.service, draft)};
    screen.letter = c.db.read([&](db::Connection& db) {
        return cases::letter_of(db, c.tenant, of.of, words,
                                {.name = c.visitor.name,
                                 .outcome = outcome.id,
                                 .reason = typed.reason,
                                 .decided_at = now(),
                                 .delegation = of.service->decision.delegation});
    });
    screen.of = std::move(of);
    return screen;
}

static Result<http::Response> case_again(Context& c, const views::Typed& typed) { return views::case_page(c, TRY(open_case(c)), typed); }

static Result<http::Response> decision_again(Context& c, const views::Typed& typed) {
    const auto screen = TRY(open_to_decide(c));
    const auto* outcome = screen.service->decision.outcome(c.request.part("outcome"));
    if (!outcome) return failure(Fault::not_found);
    return views::decision_page(c, with_letter(c, screen, *outcome, typed), *outcome, typed);
}

/// A rejection always goes by a page where its reasons are chosen; the comment comes along.
static Result<http::Response> choose_reason(Context& c, std::string_view outcome_id) {
    const auto screen = TRY(open_case(c));
    const auto* outcome = screen.service->decision.outcome(outcome_id);
    views::Typed typed{.comment = tidy_text(c.request.field("comment"))};
    if (screen.proposal && screen.proposal->outcome == outcome_id) typed.reason = screen.proposal->reason;
    return views::decision_page(c, with_letter(c, screen, *outcome, typed), *outcome, typed);
}

Result<http::Response> decide(Context& c) {
    const auto chosen = c.request.field("outcome");
    const std::string number(c.request.part("number"));
    if (chosen == "supplement") return http::see_other(case_address(number, "komplettering"));
    const auto needs_reason = TRY(c.db.read([&](db::Connection& db) -> Result<bool> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        const auto* outcome = cases::service_of(db, of)->decision.outcome(chosen);
        if (!outcome) return failure(Fault::not_found);
        return !outcome->reasons.empty();
    }));
    if (needs_reason) return choose_reason(c, chosen);
    return make_decision(c, draft_of(c, chosen), case_again);
}

Result<http::Response> show_decision_form(Context& c) {
    const auto screen = TRY(open_to_decide(c));
    const auto* outcome = screen.service->decision.outcome(c.request.part("outcome"));
    if (!outcome || screen.decision_waits()) return failure(Fault::not_found);
    views::Typed typed;
    if (screen.proposal && screen.proposal->outcome == outcome->id) typed.reason = screen.proposal->reason;
    return views::decision_page(c, with_letter(c, screen, *outcome, typed), *outcome, typed);
}

Result<http::Response> decide_with_reasons(Context& c) {
    const auto draft = draft_of(c, c.request.part("outcome"));
    if (c.request.form.has("show") || c.request.form.has("move"))
        return decision_again(c, {.comment = draft.comment, .reason = draft.reason, .body = draft.body, .blocks = draft.blocks});
    return make_decision(c, draft, decision_again);
}

Result<http::Response> undo(Context& c) {
    const std::string number(c.request.part("number"));
    const auto undone = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return cases::undo_decision(change, of.id);
    });
    if (undone) return http::see_other(case_address(number));
    if (!is_shown_on_page(undone.error())) return tl::unexpected(undone.error());
    return case_again(c, {.notice = undone.error().text_key});
}

// ---- supplement

Result<http::Response> show_supplement_form(Context& c) {
    const auto screen = TRY(open_to_decide(c));
    views::Typed typed;
    typed.due_on = to_iso(flows::after_working_days(screen.today, 10));
    if (screen.proposal) typed.items = screen.proposal->supplement;
    return views::supplement_page(c, screen, typed);
}

Result<http::Response> ask_supplement(Context& c) {
    const std::string number(c.request.part("number"));
    views::Typed typed{.words = tidy_text(c.request.field("words")), .due_on = pages::date_answer(c.request.form, "due_on")};
    for (const auto item : c.request.form.every("items")) typed.items.emplace_back(item);
    const auto due_on = date_from_iso(typed.due_on);
    const auto asked = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return cases::ask_supplement(change, of.id, cases::supplement_items(*cases::service_of(db, of), typed.items, of.language),
                                     typed.words, due_on.value_or(Date{}));
    });
    if (asked) return http::see_other(case_address(number));
    if (!is_shown_on_page(asked.error())) return tl::unexpected(asked.error());
    typed.errors = asked.error().fields;
    typed.notice = asked.error().text_key;
    return views::supplement_page(c, TRY(open_case(c)), typed);
}

}  // namespace case_desk
