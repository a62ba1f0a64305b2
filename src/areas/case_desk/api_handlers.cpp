#include <algorithm>

#include "areas/case_desk/handlers.h"
#include "engines/cases/find.h"
#include "engines/cases/letter_blocks.h"
#include "engines/cases/words.h"
#include "engines/cases/work.h"
#include "engines/flows/calendar.h"
#include "foundation/base/unicode.h"

namespace case_desk {

namespace {

struct DecisionRequest {
    std::string outcome, comment, reason;
    std::optional<Date> due_on{};
    std::vector<std::string> items{};
    std::optional<std::vector<std::string>> blocks{};  ///< standard ones of the letter; nothing: those that usually are in it
};

Result<DecisionRequest> checked(const json::Value& body) {
    static constexpr std::string_view known[] = {"outcome", "comment", "reason", "due_on", "items", "blocks"};
    std::vector<FieldError> errors;
    if (!body.is_object()) return invalid({{"", "error_json_object"}});
    for (const auto& member : body.members())
        if (std::find(std::begin(known), std::end(known), member.name) == std::end(known))
            errors.push_back({member.name, "error_unknown_field"});
    DecisionRequest request{
        .outcome = body["outcome"].text(), .comment = tidy_text(body["comment"].text()), .reason = body["reason"].text()};
    if (request.outcome != "approve" && request.outcome != "reject" && request.outcome != "supplement")
        errors.push_back({"outcome", "error_outcome"});
    for (const auto* text : {"comment", "reason", "due_on"})
        if (body.has(text) && !body[text].is_text()) errors.push_back({text, "error_must_be_text"});
    if (count_characters(request.comment) > cases::longest_text) errors.push_back({"comment", "error_comment_too_long"});
    if (body.has("due_on")) {
        request.due_on = date_from_iso(body["due_on"].text());
        if (!request.due_on) errors.push_back({"due_on", "error_date"});
    }
    for (const auto& item : body["items"].items()) request.items.push_back(item.text());
    if (body.has("blocks")) request.blocks.emplace();
    for (const auto& block : body["blocks"].items()) request.blocks->push_back(block.text());
    if (!errors.empty()) return invalid(std::move(errors));
    return request;
}

Result<void> are_of(const services::Outcome& outcome, const std::vector<std::string>& ids) {
    const auto is_there = [&](const std::string& id) {
        return std::ranges::any_of(outcome.letter.blocks, [&](const services::LetterBlock& block) { return block.id == id; });
    };
    if (!std::ranges::all_of(ids, is_there)) return invalid({{"blocks", "error_block_of_outcome"}});
    return {};
}

Result<void> carry_out(cases::Change& change, const cases::Case& of, const DecisionRequest& request) {
    const auto service = cases::service_of(change.db, of);
    if (request.outcome == "supplement")
        return cases::ask_supplement(change, of.id, cases::supplement_items(*service, request.items, of.language), request.comment,
                                     request.due_on.value_or(flows::after_working_days(swedish_date(now()), 10)));
    const auto reason = request.reason.empty() ? cases::usual_reason(change.db, change.tenant, of, request.outcome) : request.reason;
    cases::DecisionDraft draft{.outcome = request.outcome, .reason = reason, .comment = request.comment};
    if (const auto* outcome = service->decision.outcome(request.outcome); outcome && request.blocks) {
        TRY(are_of(*outcome, *request.blocks));
        draft.blocks = cases::with_standard_blocks(*outcome, *request.blocks);
    }
    TRY(cases::decide(change, of.id, draft));
    return {};
}

}  // namespace

Result<http::Response> decide_by_api(Context& c) {
    // Who may not decide here does not learn what is wrong with the body either.
    TRY(c.db.read([&](db::Connection& db) { return cases::find_to_change(db, c.tenant, c.visitor, c.request.part("number")); }));
    const auto body = json::parse(c.request.body);
    if (!body) return invalid({{"", "error_json"}});
    const auto request = TRY(checked(*body));
    const auto answer = TRY(c.db.write([&](db::Connection& db) -> Result<json::Value> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, c.request.part("number")));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        TRY(carry_out(change, of, request));
        const auto after = TRY(cases::find(db, c.tenant, of.id));
        auto told = json::object({{"number", after.number}, {"state", after.state}});
        if (const auto made = cases::decision(db, c.tenant, after)) {
            told.set("outcome", made->outcome);
            if (!made->awaits_approval) told.set("sent_at", to_rfc3339(made->sent_at.value_or(made->send_at)));
        }
        return told;
    }));
    return http::Response{.type = "application/json", .body = json::to_text(answer)};
}

}  // namespace case_desk
