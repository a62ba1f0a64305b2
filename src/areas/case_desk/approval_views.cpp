/// A decision that waits for a second person, and one that came back.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "foundation/base/unicode.h"

namespace case_desk::views {

using pages::Html;

static Html seen_event(const CaseScreen& screen) { return pages::hidden("seen_event", std::to_string(screen.of.last_event)); }

static Html approve_form(const Context& c, const CaseScreen& screen) {
    return pages::form(c, case_address(screen.of.number, "godkann"),
                       seen_event(screen) + html::make<R"(<p class="small muted">{}</p>)">(c.text("undo_for", screen.undo_minutes)) +
                           pages::button(c.text("approve_decision")));
}

static Html send_back_form(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const pages::Field words{.name = "words",
                             .label = c.text("what_to_change"),
                             .hint = c.text("what_to_change_hint"),
                             .value = typed.words,
                             .error = shown(c, typed.errors).at("words"),
                             .max_length = 2000};
    const bool is_begun = !typed.words.empty() || !words.error.empty();
    return pages::details(
        c.text("send_back"),
        pages::form(c, case_address(screen.of.number, "skicka-tillbaka"),
                    seen_event(screen) + pages::text_area(c.text, words) + pages::button(c.text("send_back"), pages::Button::secondary)),
        is_begun ? pages::Fold::open : pages::Fold::closed);
}

/// For those who only wait: who can go on.
static Html waiting_words(const Context& c, const CaseScreen& screen) {
    if (screen.approvers.empty()) return pages::notice(pages::Tone::warn, c.text("nobody_approves"));
    return html::make<"<p>{}</p>">(c.text("can_be_approved_by", joined(screen.approvers, ", ")));
}

Html approval_panel(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto& decision = *screen.decision;
    const auto acts = screen.may_approve ? approve_form(c, screen) + send_back_form(c, screen, typed) : waiting_words(c, screen);
    const auto take_back = html::when(screen.may_decide, [&] {
        return pages::form(c, case_address(screen.of.number, "angra"), pages::button(c.text("take_back"), pages::Button::quiet));
    });
    return html::make<
        R"(<section class="verdict" aria-labelledby="h-verdict"><h2 id="h-verdict">{}</h2><p><b>{}</b></p><p class="small muted">{}</p>{}{}{}</section>)">(
        c.text("waits_for_approval"), c.text("outcome." + decision.outcome), who_decided(c, decision), letter_of(c, screen), acts,
        take_back);
}

Html sent_back_notice(const Context& c, const CaseScreen& screen) {
    const auto newest = std::find_if(screen.events.rbegin(), screen.events.rend(), [](const cases::Event& event) {
        return event.kind == cases::EventKind::decided || event.kind == cases::EventKind::decision_sent_back;
    });
    if (newest == screen.events.rend() || newest->kind != cases::EventKind::decision_sent_back) return {};
    return pages::notice(pages::Tone::warn, c.text("was_sent_back", newest->actor_name, newest->data["text"].text()));
}

}  // namespace case_desk::views
