/// What people have been told about their cases, and telling them again.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "engines/identity/roles.h"
#include "foundation/base/numbers.h"
#include "foundation/json/json.h"

namespace case_desk {
namespace {

constexpr int page_size = 50;

std::string next_page_of(const MessagesScreen& screen) {
    auto address = std::string(messages_address) + "?efter=" + std::to_string(screen.messages.back().id.value);
    if (screen.chosen) address += "&lage=" + std::string(to_name(*screen.chosen));
    return address;
}

}  // namespace

Result<http::Response> show_messages(Context& c) {
    MessagesScreen screen{.chosen = from_name<notify::State>(c.request.query.get("lage"))};
    const auto after = whole_number(c.request.query.get("efter"));
    const notify::Filter filter{
        .state = screen.chosen, .before = after ? std::optional(MessageId{*after}) : std::nullopt, .limit = page_size + 1};
    screen.messages = c.db.read([&](db::Connection& db) { return notify::list(db, c.visitor.account, cases::may_read, filter); });
    if (static_cast<int>(screen.messages.size()) > page_size) {
        screen.messages.pop_back();
        screen.next_page = next_page_of(screen);
    }
    return views::messages_page(c, screen);
}

Result<http::Response> show_messages_of_case(Context& c) {
    MessagesScreen screen{
        .of = TRY(c.db.read([&](db::Connection& db) { return cases::find_for(db, c.tenant, c.visitor, c.request.part("number")); }))};
    const auto& of = *screen.of;
    audit::record_read(
        c.db, c.visitor,
        {.event = "notify.opened", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = of.number});
    c.db.read([&](db::Connection& db) {
        screen.messages = notify::of_case(db, c.tenant, of.id);
        screen.may_send_again = identity::has_right(db, c.visitor.account, cases::may_decide.name, of.unit);
    });
    return views::messages_of_case_page(c, screen);
}

Result<http::Response> send_message_again(Context& c) {
    const auto id = c.request.id<MessageId>("message");
    const auto number = std::string(c.request.part("number"));
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        const auto message = notify::find(db, c.tenant, id);
        if (!message || message->about.id != of.id) return failure(Fault::not_found);
        TRY(notify::send_again(db, c.tenant, id));
        audit::record(
            db, c.visitor,
            {.event = "notify.sent_again", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = number});
        return {};
    }));
    return http::see_other(case_address(number, "utskick"));
}

Result<http::Response> receive_receipt(Context& c) {
    const auto body = json::parse(c.request.body);
    const auto state = body ? (*body)["state"].text() : std::string();
    if (state != "delivered" && state != "not_delivered") return invalid({{"state", "error_receipt_state"}});
    const auto arrival = state == "delivered" ? notify::Arrival::delivered : notify::Arrival::not_delivered;
    TRY(c.db.write([&](db::Connection& db) {
        return notify::receive_receipt(db, c.tenant, c.request.id<MessageId>("message"), c.request.part("message_token"), arrival);
    }));
    return http::Response{.type = "application/json", .body = "{}"};
}

}  // namespace case_desk
