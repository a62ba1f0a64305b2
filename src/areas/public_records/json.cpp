#include "areas/public_records/json.h"

#include <fmt/format.h>

#include "areas/public_records/masking.h"
#include "foundation/json/json.h"

namespace public_records {
namespace {

json::Value entry_as_json(const Context& c, const public_register::Entry& entry) {
    const auto masked = masking(c.text, entry);
    return json::object({
        {"number", entry.number},
        {"title", views::title(c.text, entry)},
        {"service", entry.service},
        {"received", to_iso(entry.received_on)},
        {"closed", entry.closed_on ? json::Value(to_iso(*entry.closed_on)) : json::Value()},
        {"sender", masked ? json::Value() : json::Value(entry.correspondent)},
        {"masked",
         masked ? json::object({{"what", masked->what == Masked::all ? "all" : "sender"}, {"ground", masked->ground}}) : json::Value()},
        {"page", c.tenant.public_address + views::address(entry)},
    });
}

}  // namespace

http::Response entries_as_json(const Context& c, const QueryForm& form, const views::Found& found) {
    json::Value next;
    if (found.has_more)
        next = fmt::format("{}/api/v1/register?q={}&from={}&to={}&limit={}&after={}", c.tenant.public_address,
                           http::percent_encoded(form.words), http::percent_encoded(form.from), http::percent_encoded(form.to),
                           found.entries.size(), page_key(found.entries.back()));
    const auto body =
        json::object({{"entries", json::array(found.entries, [&](const auto& entry) { return entry_as_json(c, entry); })}, {"next", next}});
    return {.type = "application/json", .body = json::to_text(body)};
}

}  // namespace public_records
