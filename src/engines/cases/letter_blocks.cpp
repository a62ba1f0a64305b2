#include "engines/cases/letter_blocks.h"

#include <algorithm>

#include "engines/cases/find.h"
#include "engines/services/fees.h"
#include "engines/services/templates.h"
#include "foundation/base/unicode.h"
#include "foundation/texts/paper_language.h"

namespace cases {
namespace {

constexpr std::string_view place_of_reasons = "{reasons}";

/// The template around the reasons, when they have a paragraph of their own; else all of it first.
struct Parts {
    std::string first, rest;
    bool reasons_apart = false, names_reasons = false;
};
Parts parts_of(const std::string& body) {
    const auto at = body.find(place_of_reasons);
    if (at == std::string::npos) return {.first = body};
    const auto end = at + place_of_reasons.size();
    const bool begins_paragraph = at == 0 || (at >= 2 && body.compare(at - 2, 2, "\n\n") == 0);
    const bool ends_paragraph = trimmed(std::string_view(body).substr(end)).empty() || body.compare(end, 2, "\n\n") == 0;
    if (!begins_paragraph || !ends_paragraph) return {.first = body, .names_reasons = true};
    return {.first = body.substr(0, at), .rest = body.substr(end), .reasons_apart = true, .names_reasons = true};
}

/// What the template's holes are filled with.
class Filler {
public:
    Filler(const Tenant& tenant, const services::Service& service, const Case& of, const DecisionDraft& draft)
        : text_(tenant.texts, "services", language_on_paper(of.language)), service_(service) {
        answers_ = forms::answers_from_json(of.answers).value_or(forms::Answers{});
        const auto* outcome = service.decision.outcome(draft.outcome);
        const auto* reason = outcome ? outcome->reason(draft.reason) : nullptr;
        if (reason) reasons_ = services::reason_words(text_, *reason, service.form, answers_, services::Markup::markdown);
        if (service.fee)
            more_[std::string(services::fee_total_name)] =
                services::fee_total_words(text_, service, answers_, swedish_date(of.received_at));
    }
    void add_to_reasons(const std::string& comment) {
        if (!comment.empty()) reasons_ += (reasons_.empty() ? "" : "\n\n") + comment;
    }
    const std::string& reasons() const { return reasons_; }
    std::string heading(const forms::Words& words) const {
        return services::fill_words(text_, words, service_.form, answers_, services::Markup::plain, more_);
    }
    std::string body(std::string_view words) const {
        auto more = more_;
        more["reasons"] = reasons_;
        return services::fill_words(text_, words, service_.form, answers_, services::Markup::markdown, more);
    }

private:
    Texts text_;
    const services::Service& service_;
    forms::Answers answers_;
    std::string reasons_;
    std::map<std::string, std::string, std::less<>> more_;
};

std::vector<LetterBlock> usual_blocks(const services::Outcome& outcome, const Case& of, const DecisionDraft& draft, Filler& filler,
                                      Language of_officer) {
    const auto parts = parts_of(outcome.letter.body.in(language_on_paper(of.language)));
    const auto comment = services::markdown_escaped(draft.comment);
    if (parts.names_reasons) filler.add_to_reasons(comment);
    std::vector<LetterBlock> all;
    const auto add = [&](std::string id, const std::string& words) {
        const std::string text(trimmed(words));
        all.push_back({.id = std::move(id), .kind = LetterBlock::Kind::free, .text = text, .usually = text});
    };
    add("decision", filler.body(parts.first));
    if (parts.reasons_apart) add("reasons", filler.reasons());
    else if (!parts.names_reasons) add("own", comment);
    if (!trimmed(parts.rest).empty()) add("more", filler.body(parts.rest));
    for (const auto& block : outcome.letter.blocks)
        all.push_back({.id = std::string(standard_block) + block.id,
                       .kind = LetterBlock::Kind::standard,
                       .label = block.label.in(of_officer),
                       .text = std::string(trimmed(filler.body(block.text.in(language_on_paper(of.language))))),
                       .is_in = block.usual});
    return all;
}

/// As the officer left them; a block that was not on the page stays where it was.
void put_in_order(std::vector<LetterBlock>& blocks, const std::vector<TypedBlock>& typed) {
    std::vector<LetterBlock> ordered;
    for (const auto& one : typed) {
        const auto found = std::ranges::find(blocks, one.id, &LetterBlock::id);
        if (found == blocks.end()) continue;
        if (found->kind == LetterBlock::Kind::standard) found->is_in = one.is_in;
        else if (one.text) found->text = *one.text;
        ordered.push_back(std::move(*found));
        blocks.erase(found);
    }
    std::ranges::move(blocks, std::back_inserter(ordered));
    blocks = std::move(ordered);
}

}  // namespace

std::vector<LetterBlock> letter_blocks(const Tenant& tenant, const services::Service& service, const Case& of, const DecisionDraft& draft,
                                       Language of_officer) {
    const auto* outcome = service.decision.outcome(draft.outcome);
    if (!outcome) return {};
    Filler filler(tenant, service, of, draft);
    auto blocks = usual_blocks(*outcome, of, draft, filler, of_officer);
    put_in_order(blocks, draft.blocks);
    return blocks;
}

std::vector<TypedBlock> with_standard_blocks(const services::Outcome& outcome, const std::vector<std::string>& ids) {
    std::vector<TypedBlock> blocks;
    for (const auto* free : {"decision", "reasons", "own", "more"}) blocks.push_back({.id = free});
    for (const auto& block : outcome.letter.blocks)
        blocks.push_back({.id = std::string(standard_block) + block.id, .is_in = std::ranges::find(ids, block.id) != ids.end()});
    return blocks;
}

std::string body_of(const std::vector<LetterBlock>& blocks) {
    std::string body;
    for (const auto& block : blocks)
        if (block.is_in && !block.text.empty()) body += (body.empty() ? "" : "\n\n") + block.text;
    return body;
}

LetterText letter_text(const Tenant& tenant, const services::Service& service, const Case& of, const DecisionDraft& draft) {
    const auto* outcome = service.decision.outcome(draft.outcome);
    if (!outcome) return {};
    return {.heading = Filler(tenant, service, of, draft).heading(outcome->letter.heading),
            .body = body_of(letter_blocks(tenant, service, of, draft, language_on_paper(of.language)))};
}

void move_block(std::vector<TypedBlock>& blocks, std::string_view id, Step step) {
    const auto found = std::ranges::find(blocks, id, &TypedBlock::id);
    if (found == blocks.end() || (step == Step::up ? found == blocks.begin() : found + 1 == blocks.end())) return;
    std::iter_swap(found, step == Step::up ? found - 1 : found + 1);
}

std::vector<LockedBlock> locked_blocks(const services::Service& service, const DecisionDraft& draft) {
    std::vector<LockedBlock> all{{"heading"}};
    if (!service.law.empty()) all.push_back({"law"});
    if (service.decision.appeal_against(draft.outcome, draft.reason).kind != services::AppealKind::none) all.push_back({"appeal"});
    all.push_back({"contact"});
    all.push_back({"signature"});
    return all;
}

std::vector<FieldError> problems_of_blocks(const services::Outcome& outcome, const DecisionDraft& draft) {
    if (draft.blocks.empty()) return {};
    std::size_t written = 0;
    for (const auto& block : draft.blocks) written += count_characters(block.text.value_or(""));
    // FL 32–33 §§: the party is told what was decided.
    const auto decision = std::ranges::find(draft.blocks, "decision", &TypedBlock::id);
    if (decision != draft.blocks.end() && decision->text && decision->text->empty()) return {{"text-decision", "error_write_letter"}};
    // FL 32 §: a decision that goes against a party says why.
    const auto reasons = std::ranges::find(draft.blocks, "reasons", &TypedBlock::id);
    if (outcome.goes_against_party && reasons != draft.blocks.end() && reasons->text && reasons->text->empty())
        return {{"text-reasons", "error_write_letter_reasons"}};
    if (written > longest_body) return {{"text-decision", "error_letter_too_long", {std::to_string(longest_body)}}};
    return {};
}

}  // namespace cases
