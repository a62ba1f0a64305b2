#include "areas/service_builder/replay.h"

#include <fmt/format.h>

#include <map>

#include "engines/cases/checks.h"
#include "engines/cases/work.h"
#include "engines/services/conditions.h"

namespace service_builder {

namespace h = html;

namespace {

std::string proposed(const services::Service& service, const forms::Answers& answers, const directories::Findings& findings) {
    const auto proposal = services::propose(service, answers, findings);
    return proposal ? proposal->outcome : "";
}

std::string outcome_words(const Context& c, const services::Service& service, const std::string& id) {
    if (id.empty()) return c.text("no_proposal");
    if (const auto* outcome = service.decision.outcome(id)) return outcome->label.in(c.text.language());
    const auto key = "choice." + id;
    return c.text.has(key) ? c.text(key) : id;
}

h::Html turned_cases(const Context& c, const services::Service& service, const Replay& replay) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : replay.turned)
        rows.push_back({pages::link("/handlaggning/arenden/" + one.number, one.number), h::text(outcome_words(c, service, one.decided)),
                        h::text(outcome_words(c, service, one.before)), h::text(outcome_words(c, service, one.after))});
    return pages::table(c.text("replay_turned"),
                        {{c.text("case")}, {c.text("decided")}, {c.text("proposed_then")}, {c.text("proposed_now")}}, rows);
}

}  // namespace

Replay replayed(db::Connection& db, const Tenant& tenant, const std::vector<cases::Case>& cases, const services::Service& draft) {
    Replay replay{.cases = static_cast<int>(cases.size()), .is_limited = cases.size() == most_replayed};
    for (const auto& one : cases) {
        const auto then = cases::service_of(db, one);
        const auto answers = forms::answers_from_json(one.answers);
        if (!then || !answers) continue;
        const auto findings = cases::checked(db, tenant, one).findings;
        auto before = proposed(*then, *answers, findings), after = proposed(draft, *answers, findings);
        if (before != after) replay.turned.push_back({one.number, one.outcome, std::move(before), std::move(after)});
    }
    return replay;
}

static h::Html result(const Context& c, const services::Service& service, const Replay& replay) {
    if (replay.cases == 0) return pages::notice(pages::Tone::info, c.text("replay_has_none"));
    auto content = pages::notice(replay.turned.empty() ? pages::Tone::ok : pages::Tone::warn,
                                 c.text("replay_result", replay.turned.size(), replay.cases));
    if (replay.is_limited) content += h::make<"<p>{}</p>">(c.text("replay_is_limited", most_replayed));
    if (!replay.turned.empty()) content += turned_cases(c, service, replay);
    return content;
}

http::Response replay_page(const Context& c, const Draft& draft, const Checked& checked, const std::optional<Replay>& replay) {
    h::Html content = h::make<"<p>{}</p>">(c.text("replay_words", most_replayed));
    if (!checked.service) content += problem_list(c, draft.id, checked.problems);
    else content += draft_form(c, draft, "omprovning", pages::button(c.text("run_replay"), pages::Button::secondary));
    if (replay && checked.service) content += result(c, *checked.service, *replay);
    return draft_page(
        c, draft, {.title = c.text("tab.omprovning"), .content = content, .back = draft_address(draft.id), .back_words = c.text("back")});
}

}  // namespace service_builder
