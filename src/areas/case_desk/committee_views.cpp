#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"

namespace case_desk::views {

using pages::Html;

namespace {

/// Each outcome, and each reason of those that have such: chosen in one.
std::vector<pages::Option> outcome_options(const Context& c, const services::Service& service) {
    std::vector<pages::Option> options;
    const auto language = c.text.language();
    for (const auto& outcome : service.decision.outcomes) {
        if (outcome.reasons.empty()) options.push_back({.value = outcome.id, .label = outcome.label.in(language)});
        for (const auto& reason : outcome.reasons)
            options.push_back(
                {.value = outcome.id + "." + reason.id, .label = outcome.label.in(language), .hint = reason.label.in(language)});
    }
    return options;
}

Html outcome_choice(const Context& c, const CommitteeScreen& screen, std::string_view label, const pages::Errors& errors) {
    const auto& typed = screen.typed;
    const auto error = errors.at("outcome").empty() ? errors.at("reason") : errors.at("outcome");
    return pages::radios(c.text,
                         {.name = "outcome",
                          .label = c.text(label),
                          .value = typed.reason.empty() ? typed.outcome : typed.outcome + "." + typed.reason,
                          .error = error},
                         outcome_options(c, *screen.of.service));
}

Html words_field(const Context& c, std::string_view name, const std::string& value, const pages::Errors& errors, std::size_t longest,
                 bool optional = false) {
    const auto key = std::string(name);
    return pages::text_area(c.text, {.name = key,
                                     .label = c.text("committee." + key),
                                     .hint = c.text("committee." + key + "_hint"),
                                     .value = value,
                                     .error = errors.at(name),
                                     .optional = optional,
                                     .max_length = static_cast<int>(longest)});
}

http::Response form_page(const Context& c, const CommitteeScreen& screen, std::string_view heading, const Html& content) {
    const auto& of = screen.of.of;
    const auto notice =
        html::when(!screen.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(screen.notice)); });
    const auto work = html::make<
        R"({}{}{}<header class="desk__head"><p class="eyebrow">{} · <span class="nowrap">{}</span></p><h1>{}</h1></header><div class="form-body stack-lg">{}</div>)">(
        pages::back_link(case_address(of.number), c.text("back_to_case")), pages::error_summary(c.text, shown(c, screen.errors)), notice,
        of.title, of.number, c.text(heading), content);
    return pages::app(c, {.title = c.text(heading) + " " + of.number,
                          .main = pages::desk(c.text, queue_column(c, screen.of), work),
                          .status = screen.errors.empty() && screen.notice.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

std::string unit_name(const Context& c, const std::vector<identity::Unit>& units, UnitId id) {
    const auto found = std::ranges::find(units, id, &identity::Unit::id);
    return found == units.end() ? std::string() : found->name(c.text.language());
}

}  // namespace

http::Response proposal_page(const Context& c, const CommitteeScreen& screen) {
    if (screen.committees.empty()) return form_page(c, screen, "to_committee", pages::notice(pages::Tone::info, c.text("no_committee")));
    const auto errors = shown(c, screen.errors);
    const auto& typed = screen.typed;
    std::vector<pages::Option> committees;
    for (const auto& unit : screen.committees)
        committees.push_back({.value = std::to_string(unit.id.value), .label = unit.name(c.text.language())});
    const auto fields =
        pages::hidden("seen_event", std::to_string(screen.of.of.last_event)) +
        pages::select(c.text,
                      {.name = "committee", .label = c.text("which_committee"), .value = typed.committee, .error = errors.at("committee")},
                      committees) +
        pages::day_field(
            c.text, {.name = "meeting_on", .label = c.text("which_meeting"), .value = typed.meeting_on, .error = errors.at("meeting_on")}) +
        outcome_choice(c, screen, "proposed_outcome", errors) +
        words_field(c, "proposal", typed.proposal, errors, cases::longest_proposal) +
        words_field(c, "reasons", typed.reasons, errors, cases::longest_proposal) +
        pages::form_foot(pages::button(c.text(screen.of.committee_proposal ? "save_proposal" : "send_proposal")));
    const auto take_back = html::when(screen.of.committee_proposal.has_value(), [&] {
        return pages::form(c, case_address(screen.of.of.number, "namnd/ta-tillbaka"),
                           pages::button(c.text("take_back_proposal"), pages::Button::quiet));
    });
    return form_page(c, screen, "to_committee",
                     html::make<"<p>{}</p>">(c.text("to_committee_words")) +
                         pages::form(c, case_address(screen.of.of.number, "namnd"), fields) + take_back);
}

/// The committee has decided nothing yet: the case comes back with what it wants to know (återremiss).
static Html refer_back_form(const Context& c, const CommitteeScreen& screen, const pages::Errors& errors) {
    const auto& typed = screen.typed;
    const auto fields =
        pages::hidden("seen_event", std::to_string(screen.of.of.last_event)) +
        pages::text_field(c.text, {.name = "back_paragraph",
                                   .label = c.text("committee.paragraph"),
                                   .value = typed.back_paragraph,
                                   .error = errors.at("back_paragraph"),
                                   .width = "4"}) +
        pages::day_field(c.text,
                         {.name = "back_on", .label = c.text("decided_on"), .value = typed.back_on, .error = errors.at("back_on")}) +
        pages::text_area(c.text, {.name = "back_words",
                                  .label = c.text("back_words"),
                                  .hint = c.text("back_words_hint"),
                                  .value = typed.back_words,
                                  .error = errors.at("back_words"),
                                  .max_length = static_cast<int>(cases::longest_text)}) +
        pages::button_row(pages::button(c.text("refer_back"), pages::Button::secondary));
    const bool is_begun = !typed.back_words.empty() || !errors.at("back_words").empty();
    return pages::details(c.text("committee_refers_back"), pages::form(c, case_address(screen.of.of.number, "namnd/aterremiss"), fields),
                          is_begun ? pages::Fold::open : pages::Fold::closed);
}

http::Response minutes_page(const Context& c, const CommitteeScreen& screen) {
    const auto errors = shown(c, screen.errors);
    const auto& typed = screen.typed;
    const auto fields =
        pages::hidden("seen_event", std::to_string(screen.of.seen)) +
        pages::text_field(c.text, {.name = "paragraph",
                                   .label = c.text("committee.paragraph"),
                                   .hint = c.text("committee.paragraph_hint"),
                                   .value = typed.paragraph,
                                   .error = errors.at("paragraph"),
                                   .width = "4"}) +
        pages::day_field(
            c.text, {.name = "decided_on", .label = c.text("decided_on"), .value = typed.decided_on, .error = errors.at("decided_on")}) +
        outcome_choice(c, screen, "decided_outcome", errors) + words_field(c, "took_part", typed.took_part, errors, cases::longest_words) +
        words_field(c, "dissent", typed.dissent, errors, cases::longest_words, true) +
        pages::text_area(c.text, {.name = "comment",
                                  .label = c.text("comment"),
                                  .hint = c.text("comment_hint"),
                                  .value = typed.comment,
                                  .optional = true,
                                  .max_length = static_cast<int>(cases::longest_text)}) +
        html::make<R"(<p class="small muted">{} {}</p>)">(c.text("minutes_do"), needs_approval(screen.of)
                                                                                    ? c.text("nothing_before_approval")
                                                                                    : c.text("undo_for", screen.of.undo_minutes)) +
        pages::form_foot(pages::button(c.text("record_decision")));
    return form_page(c, screen, "committee_has_decided",
                     pages::form(c, case_address(screen.of.of.number, "namnd/beslut"), fields) + refer_back_form(c, screen, errors));
}

http::Response meetings_page(const Context& c, const MeetingsScreen& screen) {
    std::vector<std::vector<Html>> rows;
    for (const auto& meeting : screen.meetings) {
        const auto is_past = html::when(meeting.on < screen.today,
                                        [&] { return pages::tag(pages::Tone::warn, "alert-triangle", c.text("meeting_is_past")); });
        rows.push_back({html::make<"{} {}">(pages::link(meeting_address(meeting.committee, meeting.on),
                                                        unit_name(c, screen.units, meeting.committee) + ", " + c.text.day(meeting.on)),
                                            is_past),
                        html::text(std::to_string(meeting.cases))});
    }
    const auto list = rows.empty() ? pages::empty_state(c.text("empty_heading"), c.text("no_meetings_words"))
                                   : pages::table(c.text("meetings"), {{c.text("meeting")}, {c.text("column.cases"), true}}, rows);
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header><div class="stack-lg">{}{}</div>)">(
        pages::back_link(all_address, c.text("all_cases")), c.text("meetings"), list, delegated_committees(c, screen));
    return pages::app(c, {.title = c.text("meetings"), .main = pages::desk(c.text, {}, content), .island = "desk"});
}

http::Response meeting_page(const Context& c, const MeetingScreen& screen) {
    std::vector<pages::Link> links;
    for (const auto& one : screen.cases)
        links.push_back({.href = case_address(one.of.number), .icon_name = "gavel", .words = one.of.title, .sub = one.of.number});
    for (const auto& report : screen.reports)
        links.push_back({.href = report_address(report.committee, report.id),
                         .icon_name = "file-text",
                         .words = c.text("delegated_decisions"),
                         .sub = c.text("report_made", report.decisions, c.text.day(swedish_date(report.made_at)), report.made_by_name)});
    const auto content = html::make<
        R"({}<header class="desk__head"><h1>{}</h1></header>{}<section aria-labelledby="h-paper"><h2 id="h-paper" class="desk__h2">{}</h2>{}</section>{})">(
        pages::back_link(meetings_address, c.text("meetings")), screen.paper.heading, pages::linklist(links), c.text("meeting_paper"),
        letters::article(c.tenant.texts, screen.paper),
        pages::button_row(
            pages::link_button(meeting_address(screen.committee, screen.on) + "/pdf", c.text("print_paper"), pages::Button::secondary)));
    return pages::app(c, {.title = screen.paper.heading, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

Html committee_panel(const Context& c, const CaseScreen& screen) {
    if (!screen.may_decide || screen.decision_waits() || (screen.of.state_kind != "open" && screen.of.state_kind != "waiting")) return {};
    const auto address = case_address(screen.of.number, "namnd");
    if (!screen.committee_proposal) {
        if (screen.may_decide_by_delegation) return html::make<R"(<p><a href="{}">{}</a></p>)">(address, c.text("to_committee"));
        return pages::notice(pages::Tone::warn,
                             html::make<R"({} <a href="{}">{}</a>)">(c.text("lacks_delegation"), address, c.text("to_committee")));
    }
    const auto& proposal = *screen.committee_proposal;
    const auto heading = c.text("waits_for_committee", unit_name(c, screen.units, proposal.committee), c.text.day(proposal.meeting_on));
    return html::make<
        R"(<section class="panel panel--tint" aria-labelledby="h-committee"><h2 id="h-committee" class="desk__h2">{}</h2><p>{}</p><p>{}</p>{}</section>)">(
        c.text("committee"), heading, proposal.proposal,
        pages::button_row(
            pages::link_button(address + "/beslut", c.text("committee_has_decided"), pages::Button::primary) +
            pages::link_button(address, c.text("change_proposal"), pages::Button::secondary) +
            pages::link_button(meeting_address(proposal.committee, proposal.meeting_on), c.text("meeting_paper"), pages::Button::quiet)));
}

}  // namespace case_desk::views
