#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"

namespace case_desk::views {

using notify::Message;
using notify::State;
using pages::Html;

static Html state_tag(const Context& c, State state) {
    const auto words = c.text("sending." + std::string(to_name(state)));
    using pages::Tone;
    switch (state) {
        case State::waiting:
        case State::sending: return pages::tag(Tone::info, "clock", words);
        case State::sent: return pages::tag(Tone::ok, "send", words);
        case State::delivered: return pages::tag(Tone::ok, "circle-check", words);
        case State::refused: return pages::tag(Tone::err, "alert-octagon", words);
        case State::unknown: return pages::tag(Tone::warn, "alert-triangle", words);
    }
    return {};
}

static std::string when(const Context& c, const Message& message) {
    return c.text.moment(message.delivered_at.value_or(message.sent_at.value_or(message.created_at)));
}

static std::string cost(const Context& c, const Message& message) {
    return c.text("in_kronor", c.text.number(static_cast<double>(message.cost_ore) / 100, 2));
}

static std::string channel(const Context& c, const Message& message) { return c.text("channel." + std::string(to_name(message.channel))); }
static std::string occasion(const Context& c, const Message& message) { return c.text("occasion." + message.occasion); }

static Html states(const Context& c, const MessagesScreen& screen) {
    std::vector<pages::Option> all{{.value = "", .label = c.text("all_states")}};
    for (const auto& [state, name] : names_of<State>)
        all.push_back({.value = std::string(name), .label = c.text("sending." + std::string(name))});
    const auto chosen = screen.chosen ? std::string(to_name(*screen.chosen)) : "";
    return html::make<R"(<form class="filters row" action="{}">{}{}</form>)">(
        messages_address, pages::select(c.text, {.name = "lage", .label = c.text("column.state"), .value = chosen}, all),
        pages::button(c.text("show"), pages::Button::secondary));
}

http::Response messages_page(const Context& c, const MessagesScreen& screen) {
    std::vector<std::vector<Html>> rows;
    for (const auto& message : screen.messages)
        rows.push_back({html::make<R"(<a href="{}">{}</a>)">(case_address(message.about.number, "utskick"), message.about.number),
                        html::text(occasion(c, message)), html::text(channel(c, message)), state_tag(c, message.state),
                        html::text(when(c, message)), html::text(cost(c, message))});
    const auto title = c.text("sent_messages");
    const auto list = rows.empty() ? pages::empty_state(c.text("no_messages"), c.text("no_messages_words"))
                                   : pages::table(title,
                                                  {{c.text("column.case")},
                                                   {c.text("column.occasion")},
                                                   {c.text("column.channel")},
                                                   {c.text("column.state")},
                                                   {c.text("column.when")},
                                                   {c.text("column.cost"), true}},
                                                  rows);
    const auto content = html::make<R"(<header class="desk__head"><h1>{}</h1></header>{}{}{})">(
        title, states(c, screen), list, pages::pagination(c.text, "", screen.next_page));
    return pages::app(c, {.title = title, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

static Html again(const Context& c, const MessagesScreen& screen, const Message& message) {
    const bool can = message.state == State::refused || message.state == State::unknown || message.state == State::waiting;
    // Nothing is left to send when the case is disposed of.
    if (!screen.may_send_again || !can || message.content.address.empty()) return {};
    const auto name = html::make<R"(<span class="visually-hidden"> {}</span>)">(c.text("to_whom", message.content.name));
    const auto address = case_address(screen.of->number, "utskick/" + std::to_string(message.id.value) + "/skicka-igen");
    return pages::form(c, address, html::make<R"(<button class="btn btn--secondary">{}{}</button>)">(c.text("send_again"), name));
}

http::Response messages_of_case_page(const Context& c, const MessagesScreen& screen) {
    std::vector<std::vector<Html>> rows;
    bool is_unsure = false;
    for (const auto& message : screen.messages) {
        is_unsure = is_unsure || message.state == State::unknown;
        rows.push_back({html::make<R"({}<span class="sub">{}</span>)">(message.content.name, message.content.address),
                        html::text(occasion(c, message)), html::text(channel(c, message)),
                        html::make<"{} {}">(state_tag(c, message.state), again(c, screen, message)), html::text(when(c, message)),
                        html::text(cost(c, message))});
    }
    const auto title = c.text("messages_of_case", screen.of->number);
    const auto list = rows.empty() ? pages::empty_state(c.text("no_messages"), c.text("no_messages_words"))
                                   : pages::table(title,
                                                  {{c.text("column.to")},
                                                   {c.text("column.occasion")},
                                                   {c.text("column.channel")},
                                                   {c.text("column.state")},
                                                   {c.text("column.when")},
                                                   {c.text("column.cost"), true}},
                                                  rows);
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header>{}{})">(
        pages::back_link(case_address(screen.of->number), c.text("back_to_case")), title,
        html::when(is_unsure, [&] { return pages::notice(pages::Tone::warn, c.text("unknown_words")); }), list);
    return pages::app(c, {.title = title, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

}  // namespace case_desk::views
