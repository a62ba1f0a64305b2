#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/cases/notices.h"

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
        case State::unknown:
        case State::not_configured:
        case State::needs_address: return pages::tag(Tone::warn, "alert-triangle", words);
    }
    return {};
}

static std::string when(const Context& c, const Message& message) {
    return c.text.moment(message.delivered_at.value_or(message.sent_at.value_or(message.created_at)));
}

static std::string kronor(const Context& c, std::int64_t ore) {
    return c.text("in_kronor", c.text.number(static_cast<double>(ore) / 100, 2));
}

static std::string channel(const Context& c, const Message& message) { return c.text("channel." + std::string(to_name(message.channel))); }
static std::string occasion(const Context& c, const Message& message) { return c.text("occasion." + message.occasion); }

template <class Enum>
static Html choices(const Context& c, std::string_view name, std::string_view label, const std::string& value, std::string_view prefix) {
    std::vector<pages::Option> all{{.value = "", .label = c.text("everything")}};
    for (const auto& [each, written] : names_of<Enum>)
        all.push_back({.value = std::string(written), .label = c.text(std::string(prefix) + std::string(written))});
    return pages::select(c.text, {.name = std::string(name), .label = c.text(label), .value = value}, all);
}

static Html filters(const Context& c, const MessagesScreen& screen) {
    const auto& typed = screen.typed;
    const auto day = [&](const std::string& name, std::string_view label, const std::string& value) {
        return pages::day_field(c.text, {.name = name, .label = c.text(label), .value = value, .error = shown(c, screen.errors).at(name)});
    };
    return html::make<R"(<form class="filters row" action="{}">{}{}{}{}{}{}</form>)">(
        messages_address, choices<cases::Notice>(c, "om", "column.occasion", typed.occasion, "occasion."),
        choices<notify::Channel>(c, "satt", "column.channel", typed.channel, "channel."),
        choices<State>(c, "lage", "column.state", typed.state, "sending."), day("fran", "first_day", typed.from),
        day("till", "last_day", typed.until), pages::button(c.text("show"), pages::Button::secondary));
}

static Html summed(const Context& c, const MessagesScreen& screen) {
    if (!screen.sum) return {};
    return html::make<R"(<p>{}</p>)">(c.text("messages_sum", screen.sum->messages, kronor(c, screen.sum->cost_ore)));
}

static Html letters_wait(const Context& c, const MessagesScreen& screen) {
    return html::make<R"(<p><a href="{}">{}</a></p>)">(letters_address, c.text("letters_wait", screen.letters_waiting));
}

/// What is first differs; what comes after the state is for the one case.
static std::vector<Html> cells(const Context& c, const Message& message, Html first, const Html& after_state = {}) {
    return {std::move(first),
            html::text(occasion(c, message)),
            html::text(channel(c, message)),
            html::make<"{} {}">(state_tag(c, message.state), after_state),
            html::text(when(c, message)),
            html::text(kronor(c, message.cost_ore))};
}

static Html message_table(const Context& c, const std::string& title, std::string_view first, const std::vector<std::vector<Html>>& rows) {
    if (rows.empty()) return pages::empty_state(c.text("no_messages"), c.text("no_messages_words"));
    return pages::table(title,
                        {{c.text(first)},
                         {c.text("column.occasion")},
                         {c.text("column.channel")},
                         {c.text("column.state")},
                         {c.text("column.when")},
                         {c.text("column.cost"), true}},
                        rows);
}

http::Response messages_page(const Context& c, const MessagesScreen& screen) {
    std::vector<std::vector<Html>> rows;
    for (const auto& message : screen.messages)
        rows.push_back(cells(c, message,
                             message.about.id == CaseId{}
                                 ? html::text(message.about.number)
                                 : pages::link(case_address(message.about.number, "utskick"), message.about.number)));
    const auto title = c.text("sent_messages");
    const auto content = html::make<R"(<header class="desk__head"><h1>{}</h1></header>{}{}{}{}{})">(
        title, letters_wait(c, screen), filters(c, screen), summed(c, screen), message_table(c, title, "column.case", rows),
        pages::pagination(c.text, "", screen.next_page));
    return pages::app(c, {.title = title, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

static Html again(const Context& c, const MessagesOfCaseScreen& screen, const Message& message) {
    const bool can = message.channel != notify::Channel::letter &&
                     (message.state == State::refused || message.state == State::unknown || message.state == State::waiting);
    // Nothing is left to send when the case is disposed of.
    if (!screen.may_send || !can || message.content.address.empty()) return {};
    const auto name = html::make<R"(<span class="visually-hidden"> {}</span>)">(c.text("to_whom", message.content.name));
    const auto address = case_address(screen.of.number, "utskick/" + std::to_string(message.id.value) + "/skicka-igen");
    return pages::form(c, address, html::make<R"(<button class="btn btn--secondary">{}{}</button>)">(c.text("send_again"), name));
}

/// One field for each letter that nobody knows where to send.
static Html missing_addresses(const Context& c, const MessagesOfCaseScreen& screen) {
    if (!screen.may_send) return {};
    std::vector<Html> forms;
    for (const auto& message : screen.messages) {
        if (message.state != State::needs_address) continue;
        const auto field = address_field(message.id);
        const auto action = case_address(screen.of.number, "utskick/" + std::to_string(message.id.value) + "/adress");
        const auto label = c.text("address_of", message.content.name, occasion(c, message));
        const auto error = shown(c, screen.errors).at(field);
        forms.push_back(pages::form(c, action,
                                    pages::text_area(c.text, {.name = field,
                                                              .label = label,
                                                              .hint = c.text("address_hint"),
                                                              .value = error.empty() ? "" : screen.typed_address,
                                                              .error = error,
                                                              .max_length = notify::longest_address}) +
                                        pages::form_foot(pages::button(c.text("save_address")))));
    }
    if (forms.empty()) return {};
    return html::make<R"(<section><h2>{}</h2>{}</section>)">(c.text("sending.needs_address"), html::join(forms, {}));
}

http::Response messages_of_case_page(const Context& c, const MessagesOfCaseScreen& screen) {
    std::vector<std::vector<Html>> rows;
    bool is_unsure = false;
    for (const auto& message : screen.messages) {
        is_unsure = is_unsure || message.state == State::unknown;
        const auto where = screen.reach.shows(message.party) ? message.content.address : c.text("reach_is_hidden");
        rows.push_back(
            cells(c, message, html::make<R"({}<span class="sub">{}</span>)">(message.content.name, where), again(c, screen, message)));
    }
    const auto title = c.text("messages_of_case", screen.of.number);
    const auto content = html::make<R"({}{}<header class="desk__head"><h1>{}</h1></header>{}{}{})">(
        pages::back_link(case_address(screen.of.number), c.text("back_to_case")), pages::error_summary(c.text, shown(c, screen.errors)),
        title, html::when(is_unsure, [&] { return pages::notice(pages::Tone::warn, c.text("unknown_words")); }),
        missing_addresses(c, screen), message_table(c, title, "column.to", rows));
    return pages::app(c, {.title = title,
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

static Html forwarded(const Context& c, const LettersScreen& screen) {
    if (screen.forwarded.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& letter : screen.forwarded)
        rows.push_back({pages::link(case_address(letter.number, "utskick"), letter.number), html::text(c.text.moment(letter.made_at)),
                        html::text(c.text(letter.is_printed ? "is_printed" : "is_not_printed"))});
    return html::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}{}</section>)">(
        c.text("forwarded_letters"), c.text("forwarded_words"),
        pages::table(c.text("forwarded_letters"), {{c.text("column.case")}, {c.text("column.when")}, {c.text("column.state")}}, rows),
        pages::pagination(c.text, "", screen.next_page));
}

http::Response letters_page(const Context& c, const LettersScreen& screen) {
    const auto title = c.text("letters_title");
    const auto waiting =
        screen.waiting == 0
            ? pages::empty_state(c.text("no_letters"), c.text("no_letters_words"))
            : html::make<"<p>{}</p>{}">(
                  c.text("letters_words", screen.waiting, notify::most_letters),
                  pages::form(c, letters_address,
                              pages::button(c.text("print_letters", std::min<std::int64_t>(screen.waiting, notify::most_letters)))));
    std::vector<std::vector<Html>> rows;
    for (const auto& bundle : screen.bundles)
        rows.push_back({pages::link(std::string(letters_address) + "/" + std::to_string(bundle.id.value), c.text.moment(bundle.printed_at)),
                        html::text(std::to_string(bundle.letters))});
    const auto printed = html::when(!rows.empty(), [&] {
        return html::make<R"(<section><h2>{}</h2>{}</section>)">(
            c.text("printed_letters"),
            pages::table(c.text("printed_letters"), {{c.text("column.when")}, {c.text("column.letters"), true}}, rows));
    });
    const auto content = html::make<R"({}<header class="desk__head"><h1>{}</h1></header><div class="stack-lg">{}{}</div>)">(
        pages::back_link(messages_address, c.text("sent_messages")), title, waiting, forwarded(c, screen) + printed);
    return pages::app(c, {.title = title, .main = pages::desk(c.text, {}, content), .island = "desk"});
}

}  // namespace case_desk::views
