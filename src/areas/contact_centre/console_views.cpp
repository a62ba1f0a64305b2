#include <fmt/format.h>

#include "areas/contact_centre/views.h"
#include "engines/forms/normal.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace contact_centre::views {

using contacts::Contact;
using pages::Html;

std::string contact_address(ContactId id, std::string_view part) {
    auto address = "/kontaktcenter/kontakter/" + std::to_string(id.value);
    if (!part.empty()) address.append("/").append(part);
    return address;
}

std::string who(const Context& c, const Contact& contact) {
    const auto& said = contact.said;
    if (!said.name.empty()) return said.name;
    if (!said.phone.empty()) return forms::shown_phone(said.phone);
    if (!said.email.empty()) return said.email;
    if (!said.number.empty()) return forms::shown_personal_number(said.number);
    return c.text("unknown");
}

std::string subject_words(const Context& c, knowledge::Subject subject) {
    const auto text = c.text.of("knowledge");
    return text("subject." + std::string(to_name(subject)));
}
std::string channel_words(const Context& c, contacts::Channel channel) {
    const auto text = c.text.of("contacts");
    return text("channel." + std::string(to_name(channel)));
}

std::string wait_words(const Context& c, std::int64_t seconds) {
    constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
    if (seconds < minute) return c.text("waiting_seconds", seconds);
    if (seconds < hour) return c.text("waiting_minutes", seconds / minute);
    if (seconds < day) return c.text("waiting_hours", seconds / hour, seconds % hour / minute);
    return c.text("waiting_days", seconds / day);
}

Html state_tag(const Context& c, const Contact& contact) {
    using pages::Tone;
    const auto text = c.text.of("contacts");
    if (contact.state == contacts::State::closed && contact.outcome) {
        const auto words = text("outcome." + std::string(to_name(*contact.outcome)));
        return *contact.outcome == contacts::Outcome::solved ? pages::tag(Tone::ok, "check", words)
                                                             : pages::tag(Tone::plain, "arrow-right", words);
    }
    const auto words = text("state." + std::string(to_name(contact.state)));
    return contact.state == contacts::State::closed ? pages::tag(Tone::ok, "check", words) : pages::tag(Tone::info, "clock", words);
}

namespace {

std::string_view icon_of(contacts::Channel channel) {
    using enum contacts::Channel;
    switch (channel) {
        case phone:
        case callback:
        case voice_mail: return "phone";
        case email:
        case letter:
        case web_form: return "mail";
        case desk:
        case meeting: return "user";
        default: return "message";
    }
}

std::string waited(const Context& c, const Contact& contact) {
    return wait_words(c, (now().value - contact.received_at.value) / microseconds_a_second);
}

Html pulse(const Context& c, const contacts::Pulse& pulse) {
    const auto share = pulse.answered_today == 0 ? Html()
                                                 : html::make<"<li><b>{} %</b> {}</li>">(pulse.solved_today * 100 / pulse.answered_today,
                                                                                         c.text("solved_at_once"));
    return html::make<
        R"(<section aria-label="{}"><ul role="list" class="pulse"><li><b>{}</b> {}</li><li><b>{}</b> {}</li><li><b>{}</b> {}</li>{}</ul></section>)">(
        c.text("right_now"), pulse.waiting, c.text("are_waiting"), wait_words(c, pulse.longest_wait_seconds), c.text("longest_wait"),
        pulse.answered_today, c.text("answered_today"), share);
}

Html queue(const Context& c, const Desk& desk, std::optional<ContactId> current) {
    const auto text = c.text.of("contacts");
    const auto rows = html::each(desk.inbox, [&](const Contact& contact) {
        const auto is_current = html::Attributes().maybe("aria-current", current == contact.id ? "true" : "");
        return html::make<
            R"(<li><a href="{}" {}><b>{} {}</b><span class="queue__due">{}</span><span class="queue__sub">{} · {}{}</span></a></li>)">(
            contact_address(contact.id), is_current, pages::icon(icon_of(contact.channel)), who(c, contact), waited(c, contact),
            subject_words(c, contact.subject), text("state." + std::string(to_name(contact.state))),
            contact.is_unproven ? " · " + c.text("is_unproven") : std::string());
    });
    const auto call_backs = html::when(desk.to_call_back > 0, [&] {
        return html::make<R"(<li><a href="/kontaktcenter/aterringning"><b>{} {}</b><span class="queue__due">{}</span></a></li>)">(
            pages::icon("phone"), c.text("call_backs"), desk.to_call_back);
    });
    const auto none =
        html::when(desk.inbox.empty(), [&] { return html::make<R"(<p class="queue__keys">{}</p>)">(c.text("nobody_waits")); });
    return html::make<
        R"(<nav class="queue" aria-label="{}"><h2 class="queue__head">{}</h2><ul role="list"><li><a href="/kontaktcenter"><b>{} {}</b></a></li>{}{}</ul>{}<p class="queue__keys"><kbd>J</kbd> <kbd>K</kbd> {}</p></nav>)">(
        c.text("inbox"), c.text("inbox"), pages::icon("pencil"), c.text("new_contact"), rows, call_backs, none, c.text("browse"));
}

/// The three columns; the last may be empty.
Html columns(const Html& inbox, const Html& work, const Html& answers) {
    return html::make<R"(<div class="{}">{}<main id="innehall" class="desk__main">{}</main>{}</div>)">(
        answers.empty() ? "desk" : "desk desk--3", inbox, work, answers);
}

Html begin_form(const Context& c, const BeginForm& form, const pages::Errors& errors) {
    using enum contacts::Channel;
    std::vector<pages::Option> channels;
    for (const auto channel : {phone, desk, letter, email, social, voice_mail, meeting, suggestion, panel, partner, kiosk, sms, callback})
        channels.push_back({std::string(to_name(channel)), channel_words(c, channel)});
    const auto fields =
        pages::text_field(c.text, {.name = "who",
                                   .label = c.text("who_is_it"),
                                   .hint = c.text("who_hint"),
                                   .value = form.who,
                                   .error = errors.at("who"),
                                   .optional = true,
                                   .autocomplete = "off"}) +
        pages::select(c.text, {.name = "channel", .label = c.text("channel"), .value = form.channel, .error = errors.at("channel")},
                      channels) +
        pages::details(
            c.text("has_original"),
            pages::file_field(
                c.text, {.name = "original", .label = c.text("original"), .hint = c.text("original_hint"), .error = errors.at("original")}),
            errors.at("original").empty() ? pages::Fold::closed : pages::Fold::open) +
        pages::button_row(pages::button(c.text("begin")));
    return pages::form(c, "/kontaktcenter/kontakter", fields, pages::Upload::files);
}

// ---- one contact

bool is_ones_own(const Context& c, const Contact& contact) { return contact.agent == c.visitor.account; }

Html head(const Context& c, const ContactScreen& screen) {
    const auto& contact = screen.contact;
    const auto name = screen.person ? screen.person->name : who(c, contact);
    const auto phone = html::when(!contact.said.phone.empty(), [&] { return html::make<" · {}">(forms::shown_phone(contact.said.phone)); });
    const auto automatic =
        html::when(contact.is_automatic, [&] { return pages::tag(pages::Tone::plain, "info-circle", c.text("is_automatic")); });
    const auto unproven =
        html::when(contact.is_unproven, [&] { return pages::tag(pages::Tone::warn, "alert-triangle", c.text("is_unproven")); });
    Html take;
    if (contact.state == contacts::State::waiting || contact.state == contacts::State::call_back)
        take = pages::form(c, contact_address(contact.id, "ta"), pages::button(c.text("take")));
    else if (contact.state == contacts::State::open && !is_ones_own(c, contact))
        take = pages::form(c, contact_address(contact.id, "ta"),
                           html::make<"<p>{}</p>">(c.text("open_at", contact.agent_name)) + pages::hidden("over", "1") +
                               pages::button(c.text("take_over"), pages::Button::secondary));
    return html::make<R"(<header class="call"><div><p class="eyebrow">{} {} · {}{}</p><h1>{}</h1>{}</div>{}</header>)">(
        pages::icon(icon_of(contact.channel)), channel_words(c, contact.channel), c.text.moment(contact.received_at), phone, name,
        state_tag(c, contact) + automatic + unproven, take);
}

Html who_it_is(const Context& c, const ContactScreen& screen) {
    const auto& contact = screen.contact;
    if (screen.person) {
        const auto& person = *screen.person;
        std::vector<pages::Fact> facts;
        const auto add = [&](std::string_view key, const std::string& value) {
            if (!value.empty()) facts.push_back({c.text(key), html::text(value)});
        };
        add("phone", forms::shown_phone(person.phone));
        add("email", person.email);
        if (!person.protected_identity) add("address", person.postal_address);
        const auto is_protected =
            html::when(person.protected_identity, [&] { return pages::notice(pages::Tone::warn, c.text("protected_identity")); });
        const auto take_back = pages::form(c, contact_address(contact.id, "vem"),
                                           pages::hidden("ingen", "1") + pages::button(c.text("it_is_not"), pages::Button::quiet));
        return is_protected + pages::facts(facts) + take_back;
    }
    const auto candidates = html::each(screen.candidates, [&](const identity::Person& person) {
        const auto more = person.protected_identity || person.phone.empty() ? person.email : forms::shown_phone(person.phone);
        return html::make<R"(<li class="row"><span><b>{}</b> <span class="muted small">{}</span></span>{}</li>)">(
            person.name, more,
            pages::form(
                c, contact_address(contact.id, "vem"),
                pages::hidden("person", std::to_string(person.id.value)) + pages::button(c.text("it_is"), pages::Button::secondary)));
    });
    const auto list = html::when(!screen.candidates.empty(), [&] {
        return html::make<R"(<div class="stack"><h2 class="desk__h2">{}</h2><ul role="list" class="stack">{}</ul></div>)">(
            c.text("is_it_one_of"), candidates);
    });
    const auto search =
        pages::form(c, contact_address(contact.id, "vem"),
                    html::make<R"(<div class="row">{}{}{}</div>)">(
                        pages::text_field(c.text, {.name = "who",
                                                   .label = c.text("who_is_it"),
                                                   .hint = c.text("who_hint"),
                                                   .value = screen.asked_who,
                                                   .autocomplete = "off"}),
                        pages::button(c.text("search"), pages::Button::secondary), html::when(!screen.asked_who.empty(), [&] {
                            return pages::button(c.text("keep_in_contact"), pages::Button::quiet, "spara", "1");
                        })));
    const auto nobody = html::when(!screen.asked_who.empty() && screen.candidates.empty(),
                                   [&] { return html::make<R"(<p role="status">{}</p>)">(c.text("found_nobody")); });
    return html::make<R"(<div class="call__sec stack">{}{}{}{}</div>)">(pages::notice(pages::Tone::warn, c.text("not_identified")), nobody,
                                                                        list, search);
}

Html what_was_said(const Context& c, const ContactScreen& screen) {
    const auto& said = screen.contact.said;
    const auto words = html::when(!said.words.empty(), [&] {
        return html::make<R"(<section class="call__sec"><h2 class="desk__h2">{}</h2><p class="call__words">{}</p></section>)">(
            said.heading.empty() ? c.text("wrote") : said.heading, said.words);
    });
    std::vector<pages::Document> documents;
    for (const auto& original : screen.originals)
        documents.push_back({.href = contact_address(screen.contact.id, "original/" + std::to_string(original.id)),
                             .name = original.name,
                             .about = c.text.file_size(original.size)});
    return words + (documents.empty() ? Html() : pages::documents(documents));
}

pages::Html state_of_reply(const Context& c, notify::State state) {
    using enum notify::State;
    const auto words = c.text("reply_state." + std::string(to_name(state)));
    if (state == sent || state == delivered) return pages::tag(pages::Tone::ok, "check", words);
    if (state == refused || state == unknown || state == needs_address) return pages::tag(pages::Tone::err, "alert-triangle", words);
    return pages::tag(pages::Tone::info, "clock", words);
}

Html replies(const Context& c, const ContactScreen& screen) {
    const auto rows = html::each(screen.replies, [&](const contacts::Reply& reply) {
        return html::make<
            R"(<li class="chat__line chat__line--own"><p class="chat__who">{} <span>{}</span> {}</p><p class="chat__words">{}</p></li>)">(
            reply.agent_name, c.text.moment(reply.message.created_at), state_of_reply(c, reply.message.state), reply.message.content.text);
    });
    return html::when(!screen.replies.empty(), [&] {
        return html::make<
            R"(<section class="call__sec"><h2 class="desk__h2">{}</h2><ol role="list" class="chat__lines">{}</ol></section>)">(
            c.text("replies"), rows);
    });
}

/// Where the answer goes is said before it is sent.
Html to_reply(const Context& c, const ContactScreen& screen, const pages::Errors& errors) {
    using contacts::WayBack;
    const auto& contact = screen.contact;
    if (contact.state != contacts::State::open || !is_ones_own(c, contact)) return {};
    const bool is_over = screen.chat && screen.chat->ended_at;
    const auto over = html::when(is_over, [&] { return pages::notice(pages::Tone::info, c.text("chat_is_left")); });
    std::string hint;
    switch (screen.way_back) {
        case WayBack::none: return over;
        case WayBack::call: return over + pages::notice(pages::Tone::info, c.text("reply_by_call"));
        case WayBack::email: hint = c.text("reply_by_email", contact.said.email); break;
        case WayBack::sms: hint = c.text("reply_by_sms", forms::shown_phone(contact.said.phone)); break;
        case WayBack::chat: hint = c.text("reply_in_chat"); break;
    }
    const auto form = pages::form(
        c, contact_address(contact.id, "svara"),
        pages::text_area(c.text,
                         {.name = "reply", .label = c.text("reply"), .hint = hint, .value = screen.reply, .error = errors.at("reply")}) +
            line_name() + pages::button_row(pages::button(c.text("reply_send"))));
    if (screen.way_back != WayBack::chat) return over + html::make<R"(<section class="call__sec" id="svar">{}</section>)">(form);
    return html::make<R"(<section class="call__sec" id="svar" data-chat-form="1">{}</section>)">(form);
}

Html chat(const Context& c, const ContactScreen& screen) {
    if (!screen.chat) return {};
    const auto address = screen.chat->ended_at ? std::string() : contact_address(screen.contact.id, "chatt");
    return html::make<R"(<section class="call__sec"><h2 class="desk__h2">{}</h2>{}</section>)">(
        c.text("chat"), chat_lines(c, *screen.chat, screen.lines, contacts::Speaker::agent, address));
}

Html one_of_thread(const Context& c, const ContactScreen& screen, const Contact& contact, std::string_view part, std::string_view field,
                   std::string_view words) {
    const auto about = contact.said.heading.empty() ? subject_words(c, contact.subject) : contact.said.heading;
    return html::make<R"(<li class="row"><span><a href="{}">{}</a> <span class="muted small">{} · {} · {}</span></span>{}</li>)">(
        contact_address(contact.id), about, channel_words(c, contact.channel), c.text.moment(contact.received_at), who(c, contact),
        pages::form(c, contact_address(screen.contact.id, part),
                    pages::hidden(field, std::to_string(contact.id.value)) + pages::button(words, pages::Button::secondary)));
}

/// What belongs together, and what may: a person decides.
Html thread(const Context& c, const ContactScreen& screen) {
    const auto together =
        html::each(screen.thread, [&](const Contact& one) { return one_of_thread(c, screen, one, "ta-isar", "kontakt", c.text("part")); });
    const auto offered =
        html::each(screen.may_belong, [&](const Contact& one) { return one_of_thread(c, screen, one, "hor-ihop", "med", c.text("join")); });
    const auto list = [&](std::string_view heading, std::string_view lead, const Html& rows) {
        return html::make<
            R"(<section class="call__sec stack"><h2 class="desk__h2">{}</h2><p class="small muted">{}</p><ul role="list" class="stack">{}</ul></section>)">(
            heading, lead, rows);
    };
    return html::when(!screen.thread.empty(), [&] { return list(c.text("same_thread"), c.text("same_thread_says"), together); }) +
           html::when(!screen.may_belong.empty(), [&] { return list(c.text("may_belong"), c.text("may_belong_says"), offered); });
}

/// Begun in the same form as residents use, for the one who is here.
Html to_begin(const Context& c, const ContactScreen& screen) {
    if (screen.contact.state != contacts::State::open) return {};
    const auto name = screen.person ? screen.person->name : screen.contact.said.name;
    const auto& number = screen.contact.said.number;
    const auto rows = html::each(screen.quick, [&](const auto& service) {
        return html::make<"<li>{}</li>">(pages::form(c, "/e-tjanster/" + service->id + "/vid-disken",
                                                     pages::hidden("name", name) + pages::hidden("number", number) +
                                                         pages::button(service->title.in(c.text.language()), pages::Button::secondary)));
    });
    return html::make<
        R"(<section class="call__sec" aria-labelledby="h-do"><h2 id="h-do" class="desk__h2">{}</h2><ul role="list" class="quick">{}</ul></section>)">(
        c.text("begin_at_once"), rows);
}

Html case_table(const Context& c, const std::string& caption, const std::vector<cases::Case>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& of : all)
        rows.push_back(
            {html::make<R"(<a href="/handlaggning/arenden/{}">{}</a><span class="sub">{}</span>)">(of.number, of.title, of.number),
             html::text(c.text("case_state." + of.state_kind)), html::text(c.text.short_day(swedish_date(of.received_at)))});
    return pages::table(caption, {{c.text("case")}, {c.text("state")}, {c.text("received")}}, rows, pages::Caption::shown);
}

Html cases_of(const Context& c, const ContactScreen& screen) {
    if (screen.cases.empty()) return {};
    return html::make<R"(<section class="call__sec">{}</section>)">(case_table(c, c.text("cases"), screen.cases));
}

/// What is known of the place that it is about.
Html where_it_is(const Context& c, const ContactScreen& screen) {
    const auto& contact = screen.contact;
    if (contact.said.place.empty()) return {};
    std::vector<pages::Fact> facts{{c.text("place"), html::text(contact.said.place)}};
    Html cases;
    if (screen.place) {
        const auto& place = *screen.place;
        const auto add = [&](std::string_view label, std::string value) {
            if (!value.empty()) facts.push_back({std::string(label), html::text(std::move(value))});
        };
        if (place.entry.kind == addresses::Kind::address) add(c.text("property"), place.entry.property);
        std::vector<std::string> lines;
        for (const auto& one : place.on_same) lines.push_back(one.written());
        add(c.text("addresses_there"), joined(lines, "; "));
        add(c.text("district"), place.district);
        cases = case_table(c, c.text("cases_there"), place.cases);
        if (place.cases.empty()) cases = html::make<"<p>{}</p>">(c.text("no_cases_there"));
    }
    const auto take_back = pages::form(c, contact_address(contact.id, "plats"),
                                       pages::hidden("ingen", "1") + pages::button(c.text("not_there"), pages::Button::quiet));
    return html::make<
        R"(<section class="call__sec stack" aria-labelledby="h-place"><h2 id="h-place" class="desk__h2">{}</h2>{}{}{}</section>)">(
        c.text("about_the_place"), pages::facts(facts), cases, take_back);
}

Html earlier_contacts(const Context& c, const ContactScreen& screen) {
    if (screen.earlier.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& contact : screen.earlier)
        rows.push_back({pages::link(contact_address(contact.id), subject_words(c, contact.subject)),
                        html::text(c.text.moment(contact.received_at)), html::text(channel_words(c, contact.channel)),
                        state_tag(c, contact)});
    return html::make<R"(<section class="call__sec">{}</section>)">(
        pages::table(c.text("earlier_contacts"), {{c.text("subject")}, {c.text("when")}, {c.text("channel")}, {c.text("state")}}, rows,
                     pages::Caption::shown));
}

Html articles_used(const Context& c, const ContactScreen& screen) {
    if (screen.used.empty()) return {};
    std::vector<std::string> titles;
    for (const auto& article : screen.used) titles.push_back(article.text.title.in(c.text.language()));
    return html::make<R"(<p class="small muted">{} {}</p>)">(c.text("answers_used"), joined(titles, ", "));
}

Html ending_button(const Context& c, std::string_view value, std::string_view css, int key) {
    return html::make<R"(<button class="btn {} wrapup__btn" name="utfall" value="{}">{} <kbd>{}</kbd></button>)">(
        css, value, c.text("end." + std::string(value)), key);
}

Html wrap_up(const Context& c, const ContactScreen& screen, const pages::Errors& errors) {
    const auto& form = screen.ending;
    std::vector<pages::Option> subjects, units{{"", c.text("choose")}};
    for (const auto& [subject, name] : names_of<knowledge::Subject>) subjects.push_back({std::string(name), subject_words(c, subject)});
    for (const auto& unit : screen.units) units.push_back({std::to_string(unit.id.value), unit.name(c.text.language())});
    const auto fields =
        pages::select(c.text, {.name = "subject", .label = c.text("subject"), .value = form.subject, .error = errors.at("subject")},
                      subjects) +
        pages::text_area(c.text, {.name = "note",
                                  .label = c.text("note"),
                                  .hint = c.text("note_hint"),
                                  .value = form.note,
                                  .error = errors.at("note"),
                                  .optional = true}) +
        pages::details(
            c.text("hand_over_to"),
            pages::select(c.text, {.name = "unit", .label = c.text("unit"), .value = form.unit, .error = errors.at("unit")}, units) +
                pages::text_field(c.text, {.name = "case_number",
                                           .label = c.text("case_number"),
                                           .hint = c.text("case_number_hint"),
                                           .value = form.case_number,
                                           .error = errors.at("case_number"),
                                           .optional = true,
                                           .autocomplete = "off",
                                           .width = "10"}),
            errors.at("unit").empty() && errors.at("case_number").empty() && form.case_number.empty() ? pages::Fold::closed
                                                                                                      : pages::Fold::open) +
        pages::details(
            c.text("call_back_when"),
            pages::day_field(c.text, {.name = "call_back_day",
                                      .label = c.text("call_back_day"),
                                      .value = form.call_back_day,
                                      .error = errors.at("call_back_day")}) +
                pages::text_field(c.text, {.name = "call_back_clock",
                                           .label = c.text("call_back_clock"),
                                           .value = form.call_back_clock,
                                           .error = errors.at("call_back_clock"),
                                           .autocomplete = "off",
                                           .width = "4"}),
            errors.at("call_back_day").empty() && errors.at("call_back_clock").empty() ? pages::Fold::closed : pages::Fold::open) +
        pages::button_row(ending_button(c, "solved", "", 1) + ending_button(c, "handed_over", "btn--secondary", 2) +
                          ending_button(c, "call_back", "btn--secondary", 3));
    return html::make<R"(<section class="wrapup" aria-labelledby="h-wrap"><h2 id="h-wrap" class="desk__h2">{}</h2>{}{}</section>)">(
        c.text("how_did_it_end"), articles_used(c, screen), pages::form(c, contact_address(screen.contact.id, "avsluta"), fields));
}

// ---- what it is

Html answer(const Context& c, const knowledge::Article& article) {
    const auto for_staff = html::when(!article.text.for_staff.empty(), [&] {
        return html::make<R"(<h3>{}</h3><div lang="sv">{}</div>)">(c.text("for_staff"), pages::prose(article.text.for_staff));
    });
    const auto seen_by = article.placing.audience == knowledge::Audience::everybody ? "shown_on_web" : "only_for_staff";
    return html::make<R"(<article class="answer"><h2>{}</h2><p class="small muted">{} · {}</p>{}{}</article>)">(
        article.text.title.in(c.text.language()), c.text("reviewed", c.text.short_day(swedish_date(article.changed_at))), c.text(seen_by),
        pages::prose(article.text.body.in(c.text.language())), for_staff);
}

Html group(std::string_view heading, const std::vector<pages::Link>& links) {
    if (links.empty()) return {};
    return html::make<R"(<h3 class="answers__more">{}</h3>{})">(heading, pages::linklist(links));
}

std::string article_address(const ContactScreen& screen, const knowledge::Article& article) {
    return contact_address(screen.contact.id) + "?sok=1&svar=" + std::to_string(article.id.value);
}

Html found_lists(const Context& c, const ContactScreen& screen) {
    const auto& found = screen.found;
    if (!found.words.empty() && found.empty()) return html::make<"<p>{}</p>">(c.text("found_nothing", found.words));
    std::vector<pages::Link> articles, services, cases, staff, units;
    for (const auto& one : found.articles)
        articles.push_back({.href = article_address(screen, one), .words = one.text.title.in(c.text.language())});
    for (const auto& one : found.services)
        services.push_back({.href = "/e-tjanster/" + one->id, .words = one->title.in(c.text.language())});
    for (const auto& one : found.cases)
        cases.push_back({.href = "/handlaggning/arenden/" + one.number, .words = one.title, .sub = one.number});
    for (const auto& one : found.staff) staff.push_back({.href = "mailto:" + one.email, .words = one.name, .sub = one.email});
    const auto names =
        html::each(found.units, [&](const identity::Unit& unit) { return html::make<"<li>{}</li>">(unit.name(c.text.language())); });
    const auto unit_list = html::when(
        !found.units.empty(), [&] { return html::make<R"(<h3 class="answers__more">{}</h3><ul>{}</ul>)">(c.text("units"), names); });
    const auto place_names = html::each(found.places, [](const Place& place) {
        return html::make<R"(<li>{} <span class="muted small">{}</span></li>)">(place.name, place.district);
    });
    const auto places = html::when(!found.places.empty(), [&] {
        return html::make<R"(<h3 class="answers__more">{}</h3><ul>{}</ul>)">(c.text("places"), place_names);
    });
    const auto address_rows = html::each(found.addresses, [&](const addresses::Entry& entry) {
        return html::make<R"(<li class="row"><span>{}</span>{}</li>)">(
            entry.written(),
            pages::form(c, contact_address(screen.contact.id, "plats"),
                        pages::hidden("plats", std::to_string(entry.id.value)) +
                            html::make<R"(<button class="btn btn--secondary btn--sm">{}<span class="visually-hidden"> {}</span></button>)">(
                                c.text("it_is_there"), entry.written())));
    });
    const auto address_list = html::when(!found.addresses.empty(), [&] {
        return html::make<R"(<h3 class="answers__more">{}</h3><ul role="list" class="stack">{}</ul>)">(c.text("addresses"), address_rows);
    });
    return group(c.text("answers"), articles) + group(c.text("services"), services) + group(c.text("cases"), cases) +
           group(c.text("staff"), staff) + unit_list + address_list + places;
}

Html answers_column(const Context& c, const ContactScreen& screen) {
    const auto search =
        pages::search_form(c.text, {.action = contact_address(screen.contact.id, "sok"),
                                    .label = c.text("what_is_it"),
                                    .value = screen.found.words,
                                    .suggest_address = "/kontaktcenter/forslag?kontakt=" + std::to_string(screen.contact.id.value),
                                    .posted_with = c.visitor.csrf});
    return html::make<R"(<aside class="answers" aria-label="{}">{}{}{}</aside>)">(
        c.text("what_is_it"), search, screen.answer ? answer(c, *screen.answer) : Html(), found_lists(c, screen));
}

}  // namespace

http::Response console_page(const Context& c, const Desk& desk, const BeginForm& form) {
    const pages::Errors errors(c.text, form.errors, {"forms"});
    const auto work =
        html::make<R"({}<header class="desk__head"><h1>{}</h1></header><div class="form-body">{}</div><div class="btn-row">{}{}{}</div>)">(
            pages::error_summary(c.text, errors), c.text("new_contact"), begin_form(c, form, errors),
            pages::link_button("/kontaktcenter/aterringning", c.text("call_backs"), pages::Button::quiet),
            pages::link_button("/kontaktcenter/statistik", c.text("figures"), pages::Button::quiet),
            pages::link_button("/kontaktcenter/samtal", c.text("take_in_calls"), pages::Button::quiet) +
                pages::link_button("/kontaktcenter/chatt-tider", c.text("chat_hours"), pages::Button::quiet));
    const auto away = html::when(desk.mail_away_since.has_value(), [&] {
        return pages::notice(pages::Tone::warn, c.text("mail_away", c.text.moment(*desk.mail_away_since)));
    });
    return pages::app(c, {.title = c.text("title"),
                          .main = pulse(c, desk.pulse) + columns(queue(c, desk, {}), away + work, {}),
                          .status = errors.empty() ? 200 : 422,
                          .has_errors = !errors.empty(),
                          .island = "desk"});
}

http::Response contact_page(const Context& c, const ContactScreen& screen) {
    const pages::Errors errors(c.text, screen.errors, {"contacts"});
    const auto note = html::when(screen.contact.state == contacts::State::closed && !screen.contact.said.note.empty(), [&] {
        return html::make<R"(<section class="call__sec"><h2 class="desk__h2">{}</h2><p class="call__words">{}</p></section>)">(
            c.text("note"), screen.contact.said.note);
    });
    const auto state = screen.contact.state;
    // What was typed stays, also when nothing came of it.
    const bool is_going_on = state == contacts::State::handed_over || !screen.notice.empty() ||
                             (state == contacts::State::open && is_ones_own(c, screen.contact));
    const auto notice =
        html::when(!screen.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("contacts")(screen.notice)); });
    const auto work = pages::error_summary(c.text, errors) + notice + head(c, screen) + who_it_is(c, screen) + what_was_said(c, screen) +
                      chat(c, screen) + replies(c, screen) + to_reply(c, screen, errors) + note + thread(c, screen) +
                      where_it_is(c, screen) + to_begin(c, screen) + cases_of(c, screen) + earlier_contacts(c, screen) +
                      (is_going_on ? wrap_up(c, screen, errors) : Html());
    const auto title = screen.person ? screen.person->name : who(c, screen.contact);
    return pages::app(
               c, {.title = title,
                   .main = pulse(c, screen.desk.pulse) + columns(queue(c, screen.desk, screen.contact.id), work, answers_column(c, screen)),
                   .status = !errors.empty()         ? 422
                             : screen.notice.empty() ? 200
                                                     : 409,
                   .has_errors = !errors.empty(),
                   .island = screen.chat && !screen.chat->ended_at ? "desk chat" : "desk"})
        .with("Cache-Control", "no-store");
}

std::string suggestions(const Context& c, const Found& found) {
    const auto contact = contact_address(ContactId{whole_number(c.request.field("kontakt")).value_or(0)});
    json::Array all;
    for (const auto& one : found.articles)
        all.push_back(
            json::object({{"words", one.text.title.in(c.text.language())}, {"href", contact + "?svar=" + std::to_string(one.id.value)}}));
    for (const auto& one : found.services) all.push_back(json::object({{"words", one->title.in(c.text.language())}}));
    for (const auto& one : found.cases)
        all.push_back(json::object({{"words", one.number + " " + one.title}, {"href", "/handlaggning/arenden/" + one.number}}));
    for (const auto& one : found.staff) all.push_back(json::object({{"words", one.name}}));
    for (const auto& one : found.units) all.push_back(json::object({{"words", one.name(c.text.language())}}));
    for (const auto& one : found.addresses)
        all.push_back(json::object(
            {{"words", one.written()}, {"post", contact + "/plats"}, {"fields", json::object({{"plats", std::to_string(one.id.value)}})}}));
    for (const auto& one : found.places)
        all.push_back(
            json::object({{"words", one.district.empty() || one.district == one.name ? one.name : one.name + ", " + one.district}}));
    return json::to_text(json::Value(std::move(all)));
}

}  // namespace contact_centre::views
