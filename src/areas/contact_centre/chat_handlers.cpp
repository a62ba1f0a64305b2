/// Chat on the web, for residents. It follows the session: whoever comes back, after a lost connection or in another tab, is in the same
/// one.
#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/contacts/households.h"
#include "foundation/base/unicode.h"

namespace contact_centre {
namespace {

using contacts::Chat;

std::optional<Chat> own_chat(db::Connection& db, const Context& c) { return contacts::chat_of(db, c.visitor.session); }

views::ChatScreen screen_now(db::Connection& db, const Context& c) {
    views::ChatScreen screen{.chat = own_chat(db, c)};
    const auto week = contacts::chat_hours(db);
    screen.is_open = contacts::is_open(week, now());
    if (!screen.is_open) screen.opens_next = contacts::opens_next(week, now());
    if (screen.chat) screen.lines = contacts::lines(db, c.tenant, screen.chat->contact);
    return screen;
}

http::Response shown(Context& c, std::vector<FieldError> errors = {}, std::string words = {}, std::string email = {}) {
    auto screen = c.db.read([&](db::Connection& db) { return screen_now(db, c); });
    screen.errors = std::move(errors);
    screen.words = std::move(words);
    screen.email = std::move(email);
    screen.email_is_sent = c.request.query.has("mejlat");
    return views::chat_page(c, screen);
}

/// In the one that goes on, else in a new one: a second tab begins none. When it has closed meanwhile, the words are not lost.
Result<void> say(db::Connection& db, const Context& c, const contacts::ToSay& said) {
    const auto chat = own_chat(db, c);
    const bool wants_new = c.request.form.has("ny");
    if (chat && !(chat->ended_at && wants_new)) return contacts::say(db, c.tenant, chat->contact, contacts::Speaker::resident, said);
    if (!contacts::is_open(contacts::chat_hours(db), now())) return failure(Fault::conflict, "error_chat_closed");
    if (!c.visitor.is_resident() && !contacts::may_begin(db, c.tenant, c.request.client_address))
        return failure(Fault::too_many, "error_chat_many_here");
    TRY(contacts::begin_chat(db, c.tenant, c.visitor, knowledge::Subject::other, said));
    return {};
}

}  // namespace

Result<http::Response> show_chat(Context& c) { return shown(c); }

Result<http::Response> say_in_chat(Context& c) {
    const auto words = tidy_text(c.request.field("words"));
    auto said = c.db.write([&](db::Connection& db) { return say(db, c, {words, std::string(c.request.field("rad"))}); });
    if (said) return http::see_other("/chatt#senaste");
    auto& error = said.error();
    if (error.fault == Fault::invalid) return shown(c, std::move(error.fields), words);
    if (error.fault == Fault::conflict) return shown(c, {{"words", error.text_key}}, words);
    if (error.fault == Fault::too_many) return shown(c, {{"words", error.text_key.empty() ? "error_chat_many" : error.text_key}}, words);
    return tl::unexpected(std::move(error));
}

Result<http::Response> new_lines(Context& c) {
    const auto after = whole_number(c.request.query.get("efter")).value_or(0);
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto chat = own_chat(db, c);
        if (!chat) return failure(Fault::not_found);
        return views::lines_as_json(c, *chat, contacts::lines(db, c.tenant, chat->contact, after), contacts::Speaker::resident);
    });
}

Result<http::Response> end_chat(Context& c) {
    c.db.write([&](db::Connection& db) {
        if (const auto chat = own_chat(db, c)) contacts::leave_chat(db, chat->contact);
    });
    return http::see_other("/chatt");
}

Result<http::Response> forget_chat(Context& c) {
    c.db.write([&](db::Connection& db) {
        const auto chat = own_chat(db, c);
        if (!chat) return;
        contacts::leave_chat(db, chat->contact);
        contacts::forget_chat(db, chat->contact);
    });
    return http::see_other("/chatt");
}

Result<http::Response> mail_chat(Context& c) {
    const auto email = tidy_text(c.request.field("email"));
    auto sent = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto chat = own_chat(db, c);
        if (!chat) return failure(Fault::not_found);
        return contacts::send_transcript(db, c.tenant, chat->contact, email);
    });
    if (sent) return http::see_other("/chatt?mejlat=1");
    if (sent.error().fault == Fault::invalid) return shown(c, std::move(sent.error().fields), {}, email);
    return tl::unexpected(std::move(sent.error()));
}

Result<http::Response> download_chat(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto chat = own_chat(db, c);
        if (!chat) return failure(Fault::not_found);
        return http::Response{.type = "text/plain; charset=utf-8",
                              .body = contacts::transcript(db, c.tenant, chat->contact, c.text.language())}
            .with("Content-Disposition", "attachment; filename=\"chatt.txt\"")
            .with("Cache-Control", "no-store");
    });
}

}  // namespace contact_centre
