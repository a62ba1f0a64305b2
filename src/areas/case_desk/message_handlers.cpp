/// What people have been told about their cases, and telling them again.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "engines/identity/roles.h"
#include "foundation/base/months.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace case_desk {
namespace {

constexpr int page_size = 50;

std::string first_day_of_month() { return to_iso(first_of_month(swedish_date(now()))); }

/// This month when no first day is asked for: the messages of all years take long to add up.
MessagesForm typed_form(const http::Request& request) {
    const auto& query = request.query;
    return {.state = std::string(query.get("lage")),
            .channel = std::string(query.get("satt")),
            .occasion = std::string(query.get("om")),
            .from = query.has("fran") ? pages::day_answer(query, "fran", YearMeant::nearest) : first_day_of_month(),
            .until = pages::day_answer(query, "till", YearMeant::nearest)};
}

/// What is no day narrows nothing, and is said at its field.
notify::Filter filter_of(const MessagesForm& typed, std::vector<FieldError>& errors) {
    const auto day = [&](std::string_view name, const std::string& written) {
        const auto found = date_from_iso(written);
        if (!written.empty() && !found) errors.push_back({std::string(name), "error_day"});
        return found;
    };
    return {.state = from_name<notify::State>(typed.state),
            .channel = from_name<notify::Channel>(typed.channel),
            .occasion = typed.occasion,
            .from = day("fran", typed.from),
            .until = day("till", typed.until)};
}

std::string next_page_of(const MessagesScreen& screen) {
    auto address = std::string(messages_address) + "?efter=" + std::to_string(screen.messages.back().id.value);
    const auto& typed = screen.typed;
    for (const auto& [name, value] : {std::pair("lage", typed.state), std::pair("satt", typed.channel), std::pair("om", typed.occasion),
                                      std::pair("fran", typed.from), std::pair("till", typed.until)})
        address += "&" + std::string(name) + "=" + http::percent_encoded(value);
    return address;
}

Result<MessagesOfCaseScreen> screen_of_case(Context& c, cases::Case of) {
    audit::record_read(
        c.db, c.visitor,
        {.event = "notify.opened", .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = of.number});
    MessagesOfCaseScreen screen{.of = std::move(of), .messages = {}};
    c.db.read([&](db::Connection& db) {
        screen.messages = notify::of_case(db, c.tenant, screen.of.id);
        screen.reach = cases::reach_for(db, c.tenant, c.visitor, screen.of);
        screen.may_send = identity::has_right(db, c.visitor.account, cases::may_decide.name, screen.of.unit);
    });
    return screen;
}

/// The case that the address names, when the message is of it.
Result<cases::Case> case_to_change(db::Connection& db, const Context& c) {
    auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, c.request.part("number")));
    const auto message = notify::find(db, c.tenant, c.request.id<MessageId>("message"));
    if (!message || message->about.id != of.id) return failure(Fault::not_found);
    return of;
}

void record_change(db::Connection& db, const Context& c, std::string_view event, const cases::Case& of) {
    audit::record(
        db, c.visitor,
        {.event = std::string(event), .subject_kind = "case", .subject = of.id.value, .reason = "processing", .detail = of.number});
}

}  // namespace

Result<http::Response> show_messages(Context& c) {
    MessagesScreen screen{.typed = typed_form(c.request), .errors = {}, .messages = {}};
    const auto filter = filter_of(screen.typed, screen.errors);
    const auto after = whole_number(c.request.query.get("efter"));
    const notify::Page page{.before = after ? std::optional(MessageId{*after}) : std::nullopt, .limit = page_size + 1};
    c.db.read([&](db::Connection& db) {
        screen.messages = notify::list(db, c.visitor.account, cases::may_read, filter, page);
        if (!after) screen.sum = notify::sum(db, c.visitor.account, cases::may_read, filter);
        screen.letters_waiting = notify::letters_waiting(db, c.visitor.account, may_print);
    });
    if (static_cast<int>(screen.messages.size()) > page_size) {
        screen.messages.pop_back();
        screen.next_page = next_page_of(screen);
    }
    return views::messages_page(c, screen);
}

Result<http::Response> show_messages_of_case(Context& c) {
    auto of = TRY(c.db.read([&](db::Connection& db) { return cases::find_for(db, c.tenant, c.visitor, c.request.part("number")); }));
    return views::messages_of_case_page(c, TRY(screen_of_case(c, std::move(of))));
}

Result<http::Response> send_message_again(Context& c) {
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(case_to_change(db, c));
        TRY(notify::send_again(db, c.tenant, c.request.id<MessageId>("message")));
        record_change(db, c, "notify.sent_again", of);
        return {};
    }));
    return http::see_other(case_address(c.request.part("number"), "utskick"));
}

Result<http::Response> give_address(Context& c) {
    const auto lines = tidy_text(c.request.field(address_field(c.request.id<MessageId>("message"))));
    auto given = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(case_to_change(db, c));
        TRY(notify::set_address(db, c.tenant, c.request.id<MessageId>("message"), lines));
        record_change(db, c, "notify.address_given", of);
        return {};
    });
    if (given) return http::see_other(case_address(c.request.part("number"), "utskick"));
    if (given.error().fault != Fault::invalid) return tl::unexpected(given.error());
    auto of = TRY(c.db.read([&](db::Connection& db) { return cases::find_for(db, c.tenant, c.visitor, c.request.part("number")); }));
    auto screen = TRY(screen_of_case(c, std::move(of)));
    screen.typed_address = lines;
    screen.errors = std::move(given.error().fields);
    for (auto& error : screen.errors) error.field = address_field(c.request.id<MessageId>("message"));
    return views::messages_of_case_page(c, screen);
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
