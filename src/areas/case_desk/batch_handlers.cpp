/// Ticked cases: given to somebody at once, or decided after a page that says what will be sent.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/store.h"
#include "areas/case_desk/views.h"
#include "engines/cases/checks.h"
#include "engines/cases/judging.h"
#include "engines/cases/words.h"
#include "engines/services/conditions.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

std::vector<std::string> ticked_numbers(const http::Fields& form) {
    std::vector<std::string> numbers;
    for (const auto number : form.every("arende")) numbers.emplace_back(number);
    return numbers;
}

std::vector<FieldError> problems_of_ticks(const std::vector<std::string>& numbers, const Batch& batch) {
    if (numbers.empty()) return {{"arende", "error_tick_cases"}};
    if (numbers.size() > most_in_batch) return {{"arende", "error_too_many_ticked", {std::to_string(most_in_batch)}}};
    if (batch.kind == Batch::Kind::assign && !batch.officer) return {{"till", "error_choose_officer"}};
    return {};
}

/// A case of a batch as the officer sees it before deciding.
BatchRow row_of(db::Connection& db, const Context& c, const cases::Case& of) {
    const auto service = cases::service_of(db, of);
    const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
    const auto findings = cases::checked(db, c.tenant, of).findings;
    BatchRow row{.of = of, .service = service, .proposal = cases::proposal_of(db, c.tenant, of)};
    for (const auto& condition : services::condition_rows(c.text.of("services"), *service, answers, findings)) {
        if (!condition.counts()) continue;
        ++row.conditions;
        row.met += condition.met == services::Met::yes ? 1 : 0;
    }
    return row;
}

Result<BatchScreen> open_batch(Context& c) {
    auto screen = TRY(c.db.read([&](db::Connection& db) -> Result<BatchScreen> {
        BatchScreen found{.batch = TRY(find_batch(db, c.visitor.account, c.request.id<BatchId>("batch")))};
        found.undo_minutes = c.tenant.undo_minutes;
        if (found.batch.rest)
            if (const auto rest = store::batch(db, *found.batch.rest)) found.left = rest->count(Batch::State::waiting);
        if (found.batch.started_at) return found;
        const auto only = c.request.query.get("tjanst");
        for (auto& member : found.batch.members) {
            if (member.state != Batch::State::waiting) continue;
            const auto of = cases::find_to_change(db, c.tenant, c.visitor, member.number);
            if (!of && of.error().fault == Fault::sign_in_needed) return tl::unexpected(of.error());
            if (!of) {
                member.state = Batch::State::failed;
                member.why = "error_not_yours";
            } else if (cases::service_of(db, *of)->decision.outcomes.empty()) {
                member.state = Batch::State::failed;
                member.why = "error_has_no_decision";
            } else if (only.empty() || of->service == only) {
                found.rows.push_back(row_of(db, c, *of));
            } else {
                ++found.left;
            }
        }
        return found;
    }));
    // Titles name people, and what the rules propose follows from their answers: each case tells who has read it.
    if (!screen.rows.empty())
        c.db.write([&](db::Connection& db) {
            for (const auto& row : screen.rows)
                audit::record(db, c.visitor,
                              {.event = "case_desk.batch_reviewed",
                               .subject_kind = "case",
                               .subject = row.of.id.value,
                               .reason = "processing",
                               .detail = row.of.number});
        });
    return screen;
}

/// "612345.7": the case and the last event that the officer saw of it.
std::vector<Batch::Member> chosen_members(const http::Fields& form, const Batch& batch) {
    std::vector<Batch::Member> chosen;
    for (const auto& member : batch.members)
        if (member.state == Batch::State::failed) chosen.push_back(member);
    for (const auto value : form.every("arende")) {
        const auto parts = split(value, '.');
        if (parts.size() != 2) continue;
        const auto is_chosen = [&](const Batch::Member& member) { return std::to_string(member.of.value) == parts[0]; };
        if (std::ranges::any_of(chosen, is_chosen)) continue;
        for (const auto& member : batch.members)
            if (is_chosen(member) && member.state == Batch::State::waiting) {
                chosen.push_back(member);
                chosen.back().seen_event = whole_number(parts[1]).value_or(0);
            }
    }
    return chosen;
}

/// Nothing when the page had none to choose among.
std::optional<std::vector<std::string>> chosen_blocks(const http::Fields& form, const std::string& outcome) {
    if (form.get("has-blocks." + outcome).empty()) return std::nullopt;
    std::vector<std::string> ids;
    for (const auto id : form.every("blocks." + outcome)) ids.emplace_back(id);
    return ids;
}

/// Where the ticked cases have gone, when all of them were taken out of the batch by a press before this one.
std::optional<BatchId> begun_with(db::Connection& db, const http::Fields& form, const Batch& batch) {
    const auto ticked = form.every("arende");
    const bool are_here = std::ranges::any_of(ticked, [&](std::string_view value) {
        return std::ranges::any_of(batch.members,
                                   [&](const Batch::Member& member) { return value.starts_with(std::to_string(member.of.value) + "."); });
    });
    return ticked.empty() || are_here ? std::nullopt : store::taken_out_of(db, batch.id);
}

std::vector<FieldError> problems_of_choice(const Batch& batch, const services::Service& service) {
    std::vector<FieldError> errors;
    const auto* outcome = service.decision.outcome(batch.outcome);
    if (!outcome) errors.push_back({"outcome", "error_choose_outcome"});
    else if (!batch.reason.empty() && !outcome->reason(batch.reason)) errors.push_back({"reason", "error_reason_of_outcome"});
    const auto is_of_outcome = [&](const std::string& id) {
        return std::ranges::any_of(outcome->letter.blocks, [&](const services::LetterBlock& block) { return block.id == id; });
    };
    if (outcome && batch.blocks && !std::ranges::all_of(*batch.blocks, is_of_outcome))
        errors.push_back({"blocks." + batch.outcome, "error_block_of_outcome"});
    if (batch.count(Batch::State::waiting) == 0) errors.push_back({"arende", "error_tick_cases"});
    if (count_characters(batch.comment) > cases::longest_text) errors.push_back({"comment", "error_comment_too_long"});
    return errors;
}

}  // namespace

Result<http::Response> tick_cases(Context& c) {
    const auto officer = whole_number(c.request.field("till"));
    Batch batch{.kind = from_name<Batch::Kind>(c.request.field("gor")).value_or(Batch::Kind::decide),
                .officer = officer ? std::optional(AccountId{*officer}) : std::nullopt};
    const auto numbers = ticked_numbers(c.request.form);
    if (auto problems = problems_of_ticks(numbers, batch); !problems.empty())
        return views::queue_page(c, TRY(list_again(c, std::move(problems))));
    const auto made = c.db.write([&](db::Connection& db) -> Result<BatchId> {
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        const auto id = TRY(make_batch(change, batch, numbers));
        if (batch.kind == Batch::Kind::assign) start_batch(db, TRY(find_batch(db, c.visitor.account, id)));
        return id;
    });
    if (made) return http::see_other(batch_address(*made));
    if (made.error().fault != Fault::invalid) return tl::unexpected(made.error());
    return views::queue_page(c, TRY(list_again(c, made.error().fields)));
}

Result<http::Response> show_batch(Context& c) { return views::batch_page(c, TRY(open_batch(c))); }

Result<http::Response> decide_batch(Context& c) {
    auto screen = TRY(open_batch(c));
    auto batch = screen.batch;
    // A second press begins nothing anew.
    if (batch.started_at) return http::see_other(batch_address(batch.id));
    const auto pressed_before = c.db.read([&](db::Connection& db) { return begun_with(db, c.request.form, batch); });
    if (pressed_before) return http::see_other(batch_address(*pressed_before));
    batch.outcome = c.request.field("outcome");
    batch.reason = c.request.field("reason." + batch.outcome);
    batch.comment = tidy_text(c.request.field("comment"));
    batch.blocks = chosen_blocks(c.request.form, batch.outcome);
    batch.members = chosen_members(c.request.form, batch);
    std::vector<FieldError> problems;
    if (screen.rows.empty()) problems = {{"arende", "error_tick_cases"}};
    else problems = problems_of_choice(batch, *screen.rows.front().service);
    if (!problems.empty()) {
        screen.typed = std::move(batch);
        screen.errors = std::move(problems);
        return views::batch_page(c, screen);
    }
    const auto begun = c.db.write([&](db::Connection& db) -> std::optional<BatchId> {
        if (screen.left > 0) return start_apart(db, batch);
        start_batch(db, batch);
        return batch.id;
    });
    return http::see_other(batch_address(begun.value_or(batch.id)));
}

Result<http::Response> undo_whole_batch(Context& c) {
    const auto id = c.request.id<BatchId>("batch");
    const auto asked = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto batch = TRY(find_batch(db, c.visitor.account, id));
        if (batch.undo_asked_at) return {};
        return ask_undo(db, c.tenant, batch);
    });
    if (!asked && asked.error().fault != Fault::conflict) return tl::unexpected(asked.error());
    if (asked) return http::see_other(batch_address(id));
    auto screen = TRY(open_batch(c));
    screen.notice = asked.error().text_key;
    return views::batch_page(c, screen);
}

}  // namespace case_desk
