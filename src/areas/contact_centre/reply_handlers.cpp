/// Answers from the console, its side of the chat, and contacts of one matter.
#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/contacts/threads.h"
#include "foundation/base/unicode.h"

namespace contact_centre {

static constexpr int minutes_an_hour = 60;

Result<http::Response> send_reply(Context& c) {
    const auto contact = TRY(contact_of(c));
    const auto words = tidy_text(c.request.field("reply"));
    const auto name = c.request.field("rad");
    const auto sent = c.db.write([&](db::Connection& db) { return contacts::reply(db, c.tenant, c.visitor, contact.id, words, name); });
    if (sent) return http::see_other(views::contact_address(contact.id) + "#svar");
    auto screen = screen_of(c, contact);
    screen.reply = words;
    if (sent.error().fault == Fault::invalid)
        for (auto error : sent.error().fields) {
            error.field = "reply";
            screen.errors.push_back(std::move(error));
        }
    else if (sent.error().fault == Fault::conflict) screen.notice = sent.error().text_key;
    else return tl::unexpected(sent.error());
    return views::contact_page(c, screen);
}

Result<http::Response> new_lines_for_agent(Context& c) {
    const auto contact = TRY(contact_of(c));
    write_into_log(c, contact);
    const auto after = whole_number(c.request.query.get("efter")).value_or(0);
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto chat = contacts::chat_at(db, contact.id);
        if (!chat) return failure(Fault::not_found);
        return views::lines_as_json(c, *chat, contacts::lines(db, c.tenant, contact.id, after), contacts::Speaker::agent);
    });
}

Result<http::Response> join_contact(Context& c) {
    const auto contact = TRY(contact_of(c));
    const ContactId with{whole_number(c.request.field("med")).value_or(0)};
    TRY(c.db.write([&](db::Connection& db) { return contacts::join(db, c.tenant, c.visitor, contact.id, with); }));
    return http::see_other(views::contact_address(contact.id));
}

Result<http::Response> part_contact(Context& c) {
    const auto contact = TRY(contact_of(c));
    const ContactId parted{whole_number(c.request.field("kontakt")).value_or(0)};
    TRY(c.db.write([&](db::Connection& db) { return contacts::part(db, c.tenant, c.visitor, parted); }));
    return http::see_other(views::contact_address(contact.id));
}

Result<http::Response> show_chat_hours(Context& c) {
    const auto week = c.db.read(contacts::chat_hours);
    return views::chat_hours_page(c, views::form_of(week), {});
}

Result<http::Response> save_chat_hours(Context& c) {
    views::HoursForm form;
    contacts::Week week;
    std::vector<FieldError> errors;
    for (std::size_t day = 0; day < week.size(); ++day) {
        const auto number = std::to_string(day + 1);
        auto& [opens, closes] = form.at(day);
        opens = tidy_text(c.request.field("opens" + number));
        closes = tidy_text(c.request.field("closes" + number));
        if (opens.empty() && closes.empty()) continue;
        const auto from = clock_typed(opens), until = closes == "24" || closes == "24.00" ? 24 * minutes_an_hour : clock_typed(closes);
        if (from && until && *from < *until) week.at(day) = contacts::Hours{*from, *until};
        else errors.push_back({"opens" + number, "error_hours"});
    }
    if (!errors.empty()) return views::chat_hours_page(c, form, errors);
    c.db.write([&](db::Connection& db) { contacts::save_chat_hours(db, c.visitor, week); });
    return http::see_other("/kontaktcenter/chatt-tider?sparat=1");
}

}  // namespace contact_centre
