#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/flows/calendar.h"
#include "engines/forms/normal.h"
#include "engines/forms/view.h"
#include "engines/municipality/town_map.h"

namespace case_desk::views {

using pages::Html;

std::vector<pages::ShownError> shown(const Context& c, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> all;
    for (const auto& error : errors)
        all.push_back({error.field, c.text.has(error.text_key) ? c.text(error.text_key) : c.text.of("cases")(error.text_key)});
    return all;
}

// ---- head

static Html due_tag(const Context& c, const CaseScreen& screen) {
    using pages::Tone;
    const auto& of = screen.of;
    if (of.state_kind == "closed") return pages::tag(Tone::ok, "circle-check", c.text("closed_with", c.text("outcome." + of.outcome)));
    if (of.clock_stopped_on)
        return pages::tag(Tone::warn, "hourglass",
                          c.text(of.state == "waiting_for_signatures" ? "waits_for_signatures" : "waits_for_applicant"));
    if (!of.due_on) return pages::tag(Tone::info, "clock", c.text("no_due_day"));
    const auto left = flows::working_days_between(screen.today, *of.due_on);
    return pages::tag(left <= 3 ? Tone::warn : Tone::info, left <= 3 ? "alert-triangle" : "clock",
                      c.text("decide_by", c.text.short_day(*of.due_on)));
}

static Html assignment(const Context& c, const CaseScreen& screen) {
    if (!screen.may_decide || screen.of.state_kind == "closed") return {};
    const bool is_mine = screen.of.officer == c.visitor.account;
    const auto who = screen.of.officer ? c.text("handled_by", screen.of.officer_name) : c.text("handled_by_nobody");
    const auto button = is_mine ? pages::button(c.text("release"), pages::Button::quiet, "till", "ingen")
                                : pages::button(c.text("take"), pages::Button::secondary, "till", "mig");
    return pages::form(c, case_address(screen.of.number, "tilldela"), html::make<R"(<p class="row small">{} {}</p>)">(who, button));
}

Html case_head(const Context& c, const CaseScreen& screen) {
    const auto waits = html::when(screen.decision && screen.decision->awaits_approval,
                                  [&] { return pages::tag(pages::Tone::warn, "users", c.text("waits_for_approval")); });
    const auto is_protected = html::when(screen.checked.has_protected_identity(),
                                         [&] { return pages::tag(pages::Tone::err, "shield-lock", c.text("protected_identity")); });
    return html::make<
        R"(<header class="desk__head"><p class="eyebrow">{} · <span class="nowrap">{}</span></p><div class="row"><h1>{}</h1>{}{}{}</div>{}</header>)">(
        screen.service->title.in(c.text.language()), screen.of.number, screen.of.title, due_tag(c, screen), waits, is_protected,
        assignment(c, screen));
}

Html undo_bar(const Context& c, const CaseScreen& screen) {
    if (!screen.undoable) return {};
    const auto& pending = *screen.undoable;
    return pages::undo_bar(c,
                           html::make<R"(<b>{}</b> {} <a class="nowrap" href="{}">{}</a>)">(
                               c.text("is_sent_at", c.text("outcome." + pending.outcome), c.text.clock(pending.send_at)), c.text("in_case"),
                               case_address(pending.number), pending.number),
                           case_address(pending.number, "angra"));
}

// ---- left: what the case holds

static Html application(const Context& c, const CaseScreen& screen) {
    const auto file_address = [&](const forms::FileAnswer& file) {
        for (const auto& document : screen.documents)
            if (document.hash == file.hash) return document_address(screen, document);
        return std::string();
    };
    return section("h-application", c.text("application"),
                   forms::answers_summary(c.text, screen.service->form, screen.answers, {}, file_address, municipality::map_of(c.tenant)));
}

static Html parties(const Context& c, const CaseScreen& screen) {
    return section(
        "h-parties", c.text("parties"), html::each(screen.parties, [&](const cases::Party& party) {
            std::vector<pages::Fact> facts;
            const auto add = [&](std::string_view key, const std::string& value) {
                if (!value.empty()) facts.push_back({c.text(key), html::text(value)});
            };
            add("organisation", party.organisation_name);
            add("organisation_number", party.organisation_number);
            add("name", party.name);
            add("personal_number", forms::shown_personal_number(party.personal_number));
            add("email", party.email);
            add("phone", forms::shown_phone(party.phone));
            facts.push_back({c.text("identity"), html::text(party.person ? c.text("identity_proved") : c.text("identity_stated"))});
            return pages::facts(facts);
        }));
}

static Html signers(const Context& c, const CaseScreen& screen) {
    if (screen.signers.empty()) return {};
    std::vector<pages::Fact> facts;
    for (const auto& signer : screen.signers) {
        auto standing = c.text("not_signed_yet");
        if (signer.signed_at) standing = c.text("signed_at", c.text.moment(*signer.signed_at));
        else if (signer.declined_at) standing = c.text("declined_at", c.text.moment(*signer.declined_at), signer.reason);
        facts.push_back({signer.name, html::text(standing)});
    }
    return section("h-signers", c.text("signatures"), pages::facts(facts));
}

/// Staff by name; the applicant and those who sign too by what they are.
static std::string who_did(const Context& c, const cases::Event& event) {
    if (event.kind == cases::EventKind::co_signed) return event.data["party"]["name"].text();
    if (event.kind == cases::EventKind::signature_declined) return event.data["name"].text();
    return event.actor_name.empty() ? c.text("by_applicant") : event.actor_name;
}

static std::string event_words(const Context& c, const CaseScreen& screen, const cases::Event& event) {
    if (event.kind == cases::EventKind::assigned) {
        const auto& name = event.data["officer_name"].text();
        return name.empty() ? c.text("event.released") : c.text("event.assigned", name);
    }
    if (event.kind == cases::EventKind::decided) return c.text("event.decided", c.text("outcome." + event.data["outcome"].text()));
    if (event.kind == cases::EventKind::state_changed) {
        const auto* state = screen.flow->find_state(event.data["state"]["id"].text());
        return c.text("event.state_changed", state ? state->label.in(c.text.language()) : "");
    }
    return c.text("event." + std::string(to_name(event.kind)));
}

static Html history(const Context& c, const CaseScreen& screen) {
    std::vector<pages::TimelineItem> items;
    for (auto event = screen.events.rbegin(); event != screen.events.rend(); ++event) {
        const auto& words = event->data["text"].text();
        const auto by = who_did(c, *event);
        items.push_back({.moment = event->actor_name.empty() ? pages::Moment::is_you : pages::Moment::plain,
                         .datetime = to_rfc3339(event->at),
                         .when = c.text.moment(event->at) + " · " + by,
                         .heading = event_words(c, screen, *event),
                         .body = html::when(!words.empty(), [&] { return html::make<"<p>{}</p>">(words); })});
    }
    return pages::details(c.text("history", items.size()), pages::timeline(items)) +
           html::make<R"(<p><a href="{}">{}</a></p>)">(case_address(screen.of.number, "utskick"), c.text("see_messages"));
}

static Html correspondence(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto messages = html::each(screen.messages, [&](const cases::Message& message) {
        const auto who = message.from_party ? c.text("by_applicant") : message.author;
        const auto kind = message.is_note ? html::make<R"( {} )">(pages::tag(pages::Tone::plain, "lock", c.text("note"))) : Html();
        return html::make<R"(<li class="message"><p class="muted small">{} · {}{}</p><p>{}</p></li>)">(who, c.text.moment(message.at), kind,
                                                                                                       message.text);
    });
    const auto list =
        html::when(!screen.messages.empty(), [&] { return html::make<R"(<ul role="list" class="messages">{}</ul>)">(messages); });
    if (!screen.may_decide) return section("h-messages", c.text("messages"), list);
    // Folded: the decision is what the page is for.
    const auto write = [&](std::string_view part, const std::string& summary, pages::Field field, std::string_view button_key) {
        for (const auto& error : shown(c, typed.errors))
            if (error.id == field.name) field.error = error.message;
        field.max_length = 5000;
        return pages::details(summary,
                              pages::form(c, case_address(screen.of.number, part),
                                          pages::text_area(c.text, field) + pages::button(c.text(button_key), pages::Button::secondary)),
                              field.error.empty() ? pages::Fold::closed : pages::Fold::open);
    };
    return section(
        "h-messages", c.text("messages"),
        list +
            write("meddelande", c.text("write_message"),
                  {.name = "text", .label = c.text("message_label"), .hint = c.text("message_hint"), .value = typed.text}, "send_message") +
            write("anteckning", c.text("write_note"), {.name = "note", .label = c.text("note_label"), .hint = c.text("note_hint")},
                  "save_note"));
}

// ---- right: the decision

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
        c.text("the_letter"), case_address(screen.of.number, "beslut/approve"), c.text("preview_and_edit"), to_code(screen.of.language),
        screen.approval_letter.heading, pages::prose(screen.approval_letter.body));
}

Html letter_of(const Context& c, const CaseScreen& screen) {
    const auto& decision = *screen.decision;
    return html::make<R"(<div class="verdict__letter"><h3>{}</h3><blockquote lang="{}"><p><b>{}</b></p>{}</blockquote></div>)">(
        c.text("the_letter"), to_code(screen.of.language), decision.heading, pages::prose(decision.body));
}

static std::string who_decided(const Context& c, const cases::Decision& decision) {
    if (decision.is_registration()) return c.text("registered_by_house");
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
        R"(<section class="verdict" aria-labelledby="h-verdict"><h2 id="h-verdict">{}</h2><p><b>{}</b></p><p>{}</p><p class="small muted">{}</p>{}
{}</section>)">(c.text(decision.is_registration() ? "confirmation" : "decision"), c.text("outcome." + decision.outcome), when,
                who_decided(c, decision), undo, letter_of(c, screen));
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

static Html verdict(const Context& c, const CaseScreen& screen, const Typed& typed) {
    if (screen.of.state == "appeal_review" && screen.may_decide) return appeal_panel(c, screen);
    if (screen.decision && screen.decision->awaits_approval) return approval_panel(c, screen, typed);
    if (screen.decision) return decided_panel(c, screen);
    if (!screen.may_decide || screen.of.state_kind == "closed") return {};
    const auto law = screen.service->law.empty() ? std::string() : ", " + screen.service->law.front().ref;
    const auto content = html::make<R"(<div class="verdict">
<h2 id="h-verdict">{}</h2>{}{}{}{}{}{}{}<p class="verdict__deleg">{}{}{}</p></div>)">(
        c.text("decision"), sent_back_notice(c, screen), summary(c, screen),
        pages::hidden("seen_event", std::to_string(screen.of.last_event)), buttons(c, screen),
        pages::details(c.text("add_comment"), pages::text_area(c.text, {.name = "comment",
                                                                        .label = c.text("comment"),
                                                                        .hint = c.text("comment_hint"),
                                                                        .value = typed.comment,
                                                                        .max_length = 5000})),
        effects(c, screen), letter(c, screen), pages::icon("scale"), c.text("delegation", screen.service->decision.delegation), law);
    return pages::form(c, case_address(screen.of.number, "beslut"), content);
}

http::Response case_page(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto notice =
        html::when(!typed.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(typed.notice)); }) +
        html::when(!typed.told.empty(), [&] { return pages::notice(pages::Tone::info, c.text(typed.told)); }) +
        html::when(screen.checked.has_protected_identity(),
                   [&] { return pages::notice(pages::Tone::warn, c.text("protected_identity_words")); }) +
        late_notice(c, screen);
    const auto left = conditions(c, screen) + application(c, screen) + fee(c, screen) + documents(c, screen) +
                      correspondence(c, screen, typed) + parties(c, screen) + signers(c, screen) + earlier_cases(c, screen) +
                      history(c, screen);
    const auto content = html::make<R"({}{}{}{}<div class="desk__cols"><div>{}</div><div class="stack-lg">{}</div></div>)">(
        undo_bar(c, screen), pages::error_summary(c.text, shown(c, typed.errors)), notice, case_head(c, screen), verdict(c, screen, typed),
        left);
    return pages::app(c, {.title = screen.of.number + " " + screen.of.title,
                          .main = pages::desk(c.text, queue_column(c, screen), content),
                          .status = typed.errors.empty() && typed.notice.empty() ? 200 : 422,
                          .has_errors = !typed.errors.empty(),
                          .island = "desk"});
}

}  // namespace case_desk::views
