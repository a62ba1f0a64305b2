#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/words.h"
#include "engines/flows/calendar.h"
#include "engines/forms/normal.h"
#include "engines/forms/view.h"
#include "engines/municipality/town_map.h"

namespace case_desk::views {

/// By what the registers have said of the answers, or by the mark of a party.
static bool has_protected(const CaseScreen& screen) { return screen.checked.has_protected_identity() || !screen.reach.marked.empty(); }

using pages::Html;

pages::Errors shown(const Context& c, const std::vector<FieldError>& errors) { return {c.text, errors, {"cases"}}; }

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
    const auto is_protected =
        html::when(has_protected(screen), [&] { return pages::tag(pages::Tone::err, "shield-lock", c.text("protected_identity")); });
    return html::make<
        R"(<header class="desk__head"><p class="eyebrow">{} · <span class="nowrap">{}</span></p><div class="row"><h1>{}</h1>{}{}{}</div><div class="row">{}{}</div></header>)">(
        screen.service->title.in(c.text.language()), screen.of.number, screen.of.title, due_tag(c, screen), waits, is_protected,
        assignment(c, screen), watch_button(c, screen));
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
                   forms::answers_summary(c.text, screen.service->form, screen.answers, {}, file_address, municipality::map_of(c.tenant),
                                          screen.gone));
}

static Html parties(const Context& c, const CaseScreen& screen) {
    return section(
        "h-parties", c.text("parties"), html::each(screen.parties, [&](const cases::Party& party) {
            std::vector<pages::Fact> facts;
            const auto add = [&](std::string_view key, const std::string& value) {
                if (!value.empty()) facts.push_back({c.text(key), html::text(value)});
            };
            if (party.role == cases::represents)
                if (const auto origin = from_name<mandates::Origin>(party.mandate_origin))
                    facts.push_back({c.text("representative"), html::text(mandates::origin_words(c.text, *origin))});
            add("organisation", party.organisation_name);
            add("organisation_number", party.organisation_number);
            add("name", party.name);
            add("personal_number", forms::shown_personal_number(party.personal_number));
            if (screen.reach.marked.contains(party.id))
                facts.push_back({c.text("protected_identity"), pages::tag(pages::Tone::err, "shield-lock", c.text("protected_identity"))});
            if (screen.reach.shows(party.id)) {
                add("email", party.email);
                add("phone", forms::shown_phone(party.phone));
            }
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

std::string who_did(const Context& c, const cases::Event& event) {
    if (event.kind == cases::EventKind::co_signed) return event.data["party"]["name"].text();
    if (event.kind == cases::EventKind::signature_declined) return event.data["name"].text();
    return event.actor_name.empty() ? c.text("by_applicant") : event.actor_name;
}

std::string event_words(const Context& c, const CaseScreen& screen, const cases::Event& event) {
    if (event.kind == cases::EventKind::assigned) {
        if (event.data.has("unit")) return c.text("event.moved_unit", event.data["from_name"].text(), event.data["unit_name"].text());
        const auto& name = event.data["officer_name"].text();
        return name.empty() ? c.text("event.released") : c.text("event.assigned", name);
    }
    if (event.kind == cases::EventKind::decided && event.data.has("automatic"))
        return c.text("event.decided_automatically", c.text("outcome." + event.data["outcome"].text()));
    if (event.kind == cases::EventKind::decided) return c.text("event.decided", c.text("outcome." + event.data["outcome"].text()));
    if (event.kind == cases::EventKind::linked || event.kind == cases::EventKind::unlinked)
        return c.text("event." + std::string(to_name(event.kind)), event.data["number"].text());
    if (event.kind == cases::EventKind::consulted || event.kind == cases::EventKind::consultation_answered)
        return c.text("event." + std::string(to_name(event.kind)), event.data["unit_name"].text());
    switch (event.kind) {
        case cases::EventKind::alarm_raised:
            return c.text("event.alarm." + event.data["alarm"].text(),
                          event.data["told"].text().empty() ? c.text("nobody_told") : event.data["told"].text());
        case cases::EventKind::merged:
        case cases::EventKind::merged_into:
        case cases::EventKind::unmerged:
        case cases::EventKind::unmerged_from:
        case cases::EventKind::split_off:
        case cases::EventKind::split_from: return c.text("event." + std::string(to_name(event.kind)), event.data["number"].text());
        case cases::EventKind::proposed:
            return c.text("event.proposed", event.data["committee_name"].text(), c.text.day(Date{event.data["meeting_on"].integer()}));
        case cases::EventKind::proposal_taken_back:
            if (event.data.has("paragraph"))
                return c.text("event.referred_back", event.data["committee_name"].text(), event.data["paragraph"].text(),
                              c.text.day(Date{event.data["meeting_on"].integer()}));
            break;
        case cases::EventKind::handed_over:
        case cases::EventKind::outside_answered: return c.text("event." + std::string(to_name(event.kind)), event.data["receiver"].text());
        default: break;
    }
    if (event.kind == cases::EventKind::due_day_moved)
        return c.text("event.due_day_moved", c.text.day(Date{event.data["due_on"].integer()}));
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
        const auto changed = message.changed_at ? ", " + c.text("changed_at", c.text.moment(*message.changed_at)) : std::string();
        return html::make<R"(<li class="message"><p class="muted small">{} · {}{}{}</p><p>{}</p></li>)">(who, c.text.moment(message.at),
                                                                                                         changed, kind, message.text);
    });
    const auto list =
        html::when(!screen.messages.empty(), [&] { return html::make<R"(<ul role="list" class="messages">{}</ul>)">(messages); });
    if (!screen.may_decide) return section("h-messages", c.text("messages"), list);
    // Folded: the decision is what the page is for.
    const auto write = [&](std::string_view part, const std::string& summary, pages::Field field, std::string_view button_key) {
        field.error = shown(c, typed.errors).at(field.name);
        field.max_length = static_cast<int>(cases::longest_text);
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

/// What this case is about, when it was made of a part of another.
static html::Html part_notice(const Context& c, const CaseScreen& screen) {
    const auto made = std::ranges::find(screen.events, cases::EventKind::split_from, &cases::Event::kind);
    if (made == screen.events.end()) return {};
    return pages::notice(pages::Tone::info, c.text("is_part_of", made->data["number"].text(), made->data["text"].text()));
}

http::Response case_page(const Context& c, const CaseScreen& screen, const Typed& typed) {
    const auto notice =
        html::when(!typed.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(typed.notice)); }) +
        html::when(!typed.told.empty(), [&] { return pages::notice(pages::Tone::info, c.text(typed.told)); }) +
        html::when(has_protected(screen), [&] { return pages::notice(pages::Tone::warn, c.text("protected_identity_words")); }) +
        conflict_notice(c, screen) + goes_on_notice(c, screen) + part_notice(c, screen) + person_asked_notice(c, screen) +
        decision_request_notice(c, screen) + late_notice(c, screen) + colleagues(c, screen);
    const auto left = conditions(c, screen) + application(c, screen) + fee(c, screen) + documents(c, screen) + merged_cases(c, screen) +
                      teamwork(c, screen) + correspondence(c, screen, typed) + parties(c, screen) + signers(c, screen) +
                      earlier_cases(c, screen) + history(c, screen);
    const auto content = html::make<R"({}{}{}{}<div class="desk__cols"><div>{}</div><div class="stack-lg">{}</div></div>)">(
        undo_bar(c, screen), pages::error_summary(c.text, shown(c, typed.errors)), notice, case_head(c, screen),
        verdict(c, screen, typed) + committee_panel(c, screen), left);
    return pages::app(c, {.title = screen.of.number + " " + screen.of.title,
                          .main = pages::desk(c.text, queue_column(c, screen), content),
                          .status = typed.errors.empty() && typed.notice.empty() ? 200 : 422,
                          .has_errors = !typed.errors.empty(),
                          .island = "desk"});
}

}  // namespace case_desk::views
