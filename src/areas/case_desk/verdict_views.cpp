/// The decision beside the case: to be made, made, or appealed against.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"
#include "foundation/texts/paper_language.h"

namespace case_desk::views {

using pages::Html;

static Html summary(const Context& c, const CaseScreen& screen) {
    std::size_t met = 0, all = 0;
    for (const auto& row : screen.conditions) {
        if (!row.counts()) continue;
        ++all;
        met += row.met == services::Met::yes ? 1 : 0;
    }
    const auto count = c.text("conditions_met", met, all);
    std::string proposal = c.text("no_proposal");
    if (screen.proposal)
        proposal = screen.proposal->outcome == "supplement"
                       ? c.text("proposes_supplement")
                       : c.text("proposes", screen.service->decision.outcome(screen.proposal->outcome)->label.in(c.text.language()));
    const bool all_met = met == all;
    return html::make<R"(<p class="verdict__sum">{}<span><b>{}</b> {}</span></p>)">(
        pages::icon(all_met ? "circle-check" : "alert-triangle"), count, proposal);
}

/// The three buttons. Approve decides at once; Reject and Supplement lead to a page of their own.
static Html buttons(const Context& c, const CaseScreen& screen) {
    const auto language = c.text.language();
    Html all;
    int key = 0;
    for (const auto& outcome : screen.service->decision.outcomes) {
        const bool is_first = ++key == 1;
        const auto below = outcome.reasons.empty() ? outcome.summary.in(language) : c.text("reasons_on_next_page");
        const auto inside = html::make<R"({}<span><b>{}</b>{}</span><kbd>{}</kbd>)">(pages::icon(is_first ? "check" : "x"),
                                                                                     outcome.label.in(language), below, key);
        all += html::make<R"(<button class="{}" name="outcome" value="{}">{}</button>)">(
            is_first ? "verdict__btn verdict__btn--yes" : "verdict__btn", outcome.id, inside);
    }
    if (screen.flow->find_transition("ask_supplement"))
        all += html::make<
            R"(<button class="verdict__btn" name="outcome" value="supplement">{}<span><b>{}</b>{}</span><kbd>{}</kbd></button>)">(
            pages::icon("mail-question"), c.text("ask_supplement"), c.text("choose_what_is_missing"), ++key);
    return all;
}

bool needs_approval(const CaseScreen& screen) { return screen.flow->find_transition("approve") != nullptr; }

static Html effects(const Context& c, const CaseScreen& screen) {
    const bool two_see_it = needs_approval(screen);
    Html items;
    if (two_see_it) items += html::make<"<li>{}</li>">(c.text("effect_approval"));
    items += html::make<"<li>{}</li>">(c.text("effect_letter"));
    if (const auto* approve = screen.service->decision.outcome("approve"))
        items += html::each(approve->effects,
                            [&](const forms::Words& effect) { return html::make<"<li>{}</li>">(effect.in(c.text.language())); });
    items += html::make<"<li>{}</li>">(c.text("effect_closed"));
    return html::make<R"(<h3>{}</h3><ul class="verdict__list">{}</ul><p class="small muted">{}</p>)">(
        c.text("one_click_does"), items, two_see_it ? c.text("nothing_before_approval") : c.text("undo_for", screen.undo_minutes));
}

static Html letter(const Context& c, const CaseScreen& screen) {
    if (screen.approval_letter.heading.empty()) return {};
    return html::make<
        R"(<div class="verdict__letter"><h3>{} <a href="{}">{}</a></h3><blockquote lang="{}"><p><b>{}</b></p>{}</blockquote></div>)">(
        c.text("the_letter"), case_address(screen.of.number, "beslut/approve"), c.text("preview_and_edit"),
        to_code(language_on_paper(screen.of.language)), screen.approval_letter.heading, pages::prose(screen.approval_letter.body));
}

Html letter_of(const Context& c, const CaseScreen& screen) {
    const auto& decision = *screen.decision;
    return html::make<R"(<div class="verdict__letter"><h3>{}</h3><blockquote lang="{}"><p><b>{}</b></p>{}</blockquote></div>)">(
        c.text("the_letter"), to_code(language_on_paper(screen.of.language)), decision.heading, pages::prose(decision.body));
}

std::string who_decided(const Context& c, const cases::Decision& decision) {
    if (decision.is_registration()) return c.text("registered_by_house");
    if (decision.automatic) return c.text("decided_without_person", decision.delegation);
    if (decision.minutes)
        return c.text("decided_by_committee", decision.decided_by_name, decision.minutes->paragraph,
                      c.text.day(decision.minutes->meeting_on));
    if (!decision.approval) return c.text("decided_by", decision.decided_by_name, decision.delegation);
    return c.text("decided_and_approved_by", decision.decided_by_name, decision.delegation, decision.approval->by_name);
}

static Html decided_panel(const Context& c, const CaseScreen& screen) {
    const auto& decision = *screen.decision;
    const auto when =
        decision.sent_at ? c.text("sent_on", c.text.moment(*decision.sent_at)) : c.text("will_be_sent", c.text.clock(decision.send_at));
    const auto undo = html::when(!decision.sent_at && screen.may_decide && screen.flow->find_transition("undo"), [&] {
        return pages::form(c, case_address(screen.of.number, "angra"), pages::button(c.text("undo"), pages::Button::secondary));
    });
    return html::make<
        R"(<section class="verdict" aria-labelledby="h-verdict"><h2 id="h-verdict">{}</h2><p><b>{}</b></p><p>{}</p><p class="small muted">{}</p>{}{}
{}</section>)">(c.text(decision.is_registration() ? "confirmation" : "decision"), c.text("outcome." + decision.outcome), when,
                who_decided(c, decision), automatic_panel(c, decision), undo, letter_of(c, screen));
}

static Html appeal_panel(const Context& c, const CaseScreen& screen) {
    const auto choice = [&](std::string_view transition, pages::Button button) {
        if (!screen.flow->find_transition(transition)) return Html();
        return pages::button(c.text("appeal." + std::string(transition)), button, "val", transition);
    };
    return html::make<R"(<section class="verdict" aria-labelledby="h-verdict"><h2 id="h-verdict">{}</h2><p>{}</p>{}</section>)">(
        c.text("appeal"), c.text("appeal_words"),
        pages::form(c, case_address(screen.of.number, "overklagande"),
                    html::make<R"(<div class="stack">{}{}{}</div>)">(choice("forward_appeal", pages::Button::primary),
                                                                     choice("reconsider", pages::Button::secondary),
                                                                     choice("dismiss_appeal", pages::Button::secondary))));
}

/// An appeal, or who asks for a person, has opened again what was decided.
static bool is_to_be_decided(const CaseScreen& screen) {
    const auto* decide = screen.flow->find_transition("decide");
    return decide && std::ranges::find(decide->from, screen.of.state) != decide->from.end();
}

static Html earlier_decision(const Context& c, const CaseScreen& screen) {
    return html::when(screen.decision.has_value(), [&] {
        const auto& decision = *screen.decision;
        const auto heading = c.text("earlier_decision", c.text("outcome." + decision.outcome));
        return pages::details(heading, html::make<R"(<p class="small muted">{}</p>)">(who_decided(c, decision)) +
                                           automatic_panel(c, decision) + letter_of(c, screen));
    });
}

Html verdict(const Context& c, const CaseScreen& screen, const Typed& typed) {
    if (screen.of.state == "appeal_review" && screen.may_decide) return appeal_panel(c, screen);
    if (screen.decision && screen.decision->awaits_approval) return approval_panel(c, screen, typed);
    if (screen.decision && !(screen.may_decide && is_to_be_decided(screen))) return decided_panel(c, screen);
    if (!screen.may_decide || screen.of.state_kind == "closed" || !screen.flow->find_transition("decide")) return {};
    const auto law = screen.service->law.empty() ? std::string() : ", " + screen.service->law.front().ref;
    const auto content = html::make<R"(<div class="verdict">
<h2 id="h-verdict">{}</h2>{}{}{}{}{}{}{}{}{}<p class="verdict__deleg">{}{}{}</p></div>)">(
        c.text("decision"), sent_back_notice(c, screen), summary(c, screen), table_panel(c, screen), earlier_decision(c, screen),
        pages::hidden("seen_event", std::to_string(screen.seen)), buttons(c, screen),
        pages::details(c.text("add_comment"), pages::text_area(c.text, {.name = "comment",
                                                                        .label = c.text("comment"),
                                                                        .hint = c.text("comment_hint"),
                                                                        .value = typed.comment,
                                                                        .max_length = static_cast<int>(cases::longest_text)})),
        effects(c, screen), letter(c, screen), pages::icon("scale"), c.text("delegation", screen.service->decision.delegation), law);
    return pages::form(c, case_address(screen.of.number, "beslut"), content);
}

}  // namespace case_desk::views
