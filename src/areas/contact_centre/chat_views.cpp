/// The chat from both sides, and when it is open.
#include <fmt/format.h>

#include "areas/contact_centre/views.h"
#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace contact_centre::views {

using contacts::Chat, contacts::Line, contacts::Speaker;
using pages::Html;

namespace {

std::string name_of(const Context& c, const Line& line, Speaker reader) {
    if (line.speaker == reader) return c.text("chat_you");
    if (line.speaker == Speaker::resident) return c.text("chat_resident");
    return line.agent_name.empty() ? c.tenant.name : line.agent_name;
}

std::string status_of(const Context& c, const Chat& chat, Speaker reader) {
    if (chat.ended_at) return c.text("chat_is_ended");
    if (reader == Speaker::agent) return c.text("chat_goes_on");
    if (!chat.agent_name.empty()) return c.text("chat_with", chat.agent_name);
    return c.text("chat_waits", chat.before);
}

std::string_view state_of(const Chat& chat) { return chat.ended_at ? "ended" : chat.agent_name.empty() ? "waiting" : "open"; }

Html text_of(const Context& c, const ChatScreen& screen, const pages::Errors& errors, std::string_view label) {
    return pages::text_area(c.text, {.name = "words",
                                     .label = c.text(label),
                                     .hint = c.text("chat_hint"),
                                     .value = screen.words,
                                     .error = errors.at("words"),
                                     .max_length = static_cast<int>(contacts::longest_line)});
}

Html to_begin(const Context& c, const ChatScreen& screen, const pages::Errors& errors) {
    if (!screen.is_open) {
        const auto opens = screen.opens_next ? c.text("chat_opens", c.text.moment(*screen.opens_next)) : c.text("chat_is_closed");
        // What was typed when it closed stays to be copied.
        const auto typed = html::when(
            !screen.words.empty(), [&] { return html::make<R"(<blockquote><p class="call__words">{}</p></blockquote>)">(screen.words); });
        return pages::notice(pages::Tone::info, opens) + typed +
               pages::button_row(pages::link_button("/kontakt", c.text("chat_write_instead")));
    }
    return html::make<R"(<p class="lead">{}</p>{})">(
        c.text("chat_lead"), pages::form(c, "/chatt",
                                         line_name() + text_of(c, screen, errors, "your_question") + pages::hidden("ny", "1") +
                                             pages::form_foot(pages::button(c.text("chat_begin")))));
}

Html going_on(const Context& c, const ChatScreen& screen, const pages::Errors& errors) {
    const auto form = html::make<R"(<div data-chat-form="1">{}</div>)">(pages::form(
        c, "/chatt", line_name() + text_of(c, screen, errors, "chat_write") + pages::button_row(pages::button(c.text("send")))));
    const auto ways = pages::form(c, "/chatt/avsluta", pages::button(c.text("chat_end"), pages::Button::secondary));
    return chat_lines(c, *screen.chat, screen.lines, Speaker::resident, "/chatt/nytt") + form +
           html::make<R"(<p class="small">{}</p>{})">(pages::link("/chatt#senaste", c.text("chat_look")), ways);
}

Html ended(const Context& c, const ChatScreen& screen, const pages::Errors& errors) {
    const auto mail = pages::form(c, "/chatt/mejla",
                                  pages::text_field(c.text, {.name = "email",
                                                             .label = c.text("chat_mail_to"),
                                                             .hint = c.text("chat_mail_hint"),
                                                             .value = screen.email,
                                                             .error = errors.at("email"),
                                                             .autocomplete = "email",
                                                             .type = "email"}) +
                                      pages::button_row(pages::button(c.text("chat_mail"), pages::Button::secondary)));
    const auto typed = html::when(!screen.words.empty(),
                                  [&] { return html::make<R"(<blockquote><p class="call__words">{}</p></blockquote>)">(screen.words); });
    return chat_lines(c, *screen.chat, screen.lines, Speaker::resident, "") + typed +
           html::make<R"(<section class="panel stack"><h2>{}</h2>{}<p>{}</p></section>)">(
               c.text("chat_keep"), mail, pages::link("/chatt/spara", c.text("chat_save"))) +
           pages::form(c, "/chatt/lamna", pages::button_row(pages::button(c.text("chat_leave"))));
}

}  // namespace

Html line_name() {
    constexpr std::size_t bytes = 16;
    return pages::hidden("rad", crypto::hex(crypto::random_bytes(bytes)));
}

Html chat_lines(const Context& c, const Chat& chat, const std::vector<Line>& lines, Speaker reader, std::string_view address) {
    const auto rows = html::each(lines, [&](const Line& line) {
        const auto is_last = html::Attributes().maybe("id", line.id == lines.back().id ? "senaste" : "");
        return html::make<R"(<li class="chat__line {}" {}><p class="chat__who">{} <span>{}</span></p><p class="chat__words">{}</p></li>)">(
            line.speaker == reader ? "chat__line--own" : "", is_last, name_of(c, line, reader), c.text.clock(line.said_at), line.words);
    });
    return html::make<
        R"(<div class="chat" data-chat="{}" data-last="{}" data-state="{}" data-away="{}"><p class="chat__status" role="status">{}</p><ol role="list" class="chat__lines" aria-live="polite" aria-label="{}">{}</ol></div>)">(
        address, lines.empty() ? 0 : lines.back().id, state_of(chat), c.text("chat_away"), status_of(c, chat, reader), c.text("chat_said"),
        rows);
}

http::Response lines_as_json(const Context& c, const Chat& chat, const std::vector<Line>& lines, Speaker reader) {
    json::Array all;
    for (const auto& line : lines)
        all.push_back(json::object({{"id", std::to_string(line.id)},
                                    {"own", line.speaker == reader},
                                    {"who", name_of(c, line, reader)},
                                    {"clock", c.text.clock(line.said_at)},
                                    {"words", line.words}}));
    return http::Response{
        .type = "application/json",
        .body = json::to_text(json::object(
            {{"state", std::string(state_of(chat))}, {"status", status_of(c, chat, reader)}, {"lines", json::Value(std::move(all))}}))}
        .with("Cache-Control", "no-store");
}

http::Response chat_page(const Context& c, const ChatScreen& screen) {
    const pages::Errors errors(c.text, screen.errors, {"contacts"});
    const auto sent = html::when(screen.email_is_sent, [&] { return pages::notice(pages::Tone::ok, c.text("chat_mailed")); });
    const auto inside = !screen.chat            ? to_begin(c, screen, errors)
                        : screen.chat->ended_at ? ended(c, screen, errors)
                                                : going_on(c, screen, errors);
    const auto main = html::make<R"({}<h1>{}</h1>{}<div class="form-body stack-lg">{}</div>)">(pages::error_summary(c.text, errors),
                                                                                               c.text("chat"), sent, inside);
    return pages::site(c, {.title = c.text("chat"),
                           .main = main,
                           .status = errors.empty() ? 200 : 422,
                           .has_errors = !errors.empty(),
                           .island = screen.chat && !screen.chat->ended_at ? "chat" : ""})
        .with("Cache-Control", "no-store");
}

HoursForm form_of(const contacts::Week& week) {
    constexpr int minutes = 60;
    const auto clock = [](int at) { return fmt::format("{:02}.{:02}", at / minutes, at % minutes); };
    HoursForm form;
    for (std::size_t day = 0; day < week.size(); ++day)
        if (const auto& hours = week.at(day)) form.at(day) = {clock(hours->opens), clock(hours->closes)};
    return form;
}

http::Response chat_hours_page(const Context& c, const HoursForm& form, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    Html fields;
    for (std::size_t day = 0; day < form.size(); ++day) {
        const auto number = std::to_string(day + 1);
        fields += html::make<R"(<fieldset><legend>{}</legend><div class="row">{}{}</div></fieldset>)">(
            c.text("weekday." + number),
            pages::text_field(c.text, {.name = "opens" + number,
                                       .label = c.text("chat_from"),
                                       .value = form.at(day).opens,
                                       .error = errors.at("opens" + number),
                                       .autocomplete = "off",
                                       .width = "4"}),
            pages::text_field(c.text, {.name = "closes" + number,
                                       .label = c.text("chat_until"),
                                       .value = form.at(day).closes,
                                       .autocomplete = "off",
                                       .width = "4"}));
    }
    const auto saved =
        html::when(c.request.query.has("sparat"), [&] { return pages::notice(pages::Tone::ok, c.text("chat_hours_saved")); });
    const auto main = html::make<R"({}{}<h1>{}</h1><p class="lead">{}</p>{}<div class="form-body stack-lg">{}</div>)">(
        pages::back_link("/kontaktcenter", c.text("title")), pages::error_summary(c.text, errors), c.text("chat_hours"),
        c.text("chat_hours_lead"), saved,
        pages::form(c, "/kontaktcenter/chatt-tider", fields + pages::form_foot(pages::button(c.text("chat_hours_save")))));
    return pages::app(c,
                      {.title = c.text("chat_hours"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace contact_centre::views
