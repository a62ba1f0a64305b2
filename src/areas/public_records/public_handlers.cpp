#include <algorithm>

#include "areas/public_records/handlers.h"
#include "areas/public_records/json.h"
#include "areas/public_records/query.h"
#include "areas/public_records/views.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"

namespace public_records {
namespace {

constexpr int entries_a_page = 50, most_entries_an_answer = 200;

/// One more than asked for tells whether there is another page.
views::Found found(Context& c, public_register::Search search) {
    const auto limit = static_cast<std::size_t>(search.limit);
    ++search.limit;
    auto entries = c.db.read([&](db::Connection& db) { return public_register::search(db, search); });
    const bool has_more = entries.size() > limit;
    if (has_more) entries.resize(limit);
    return {std::move(entries), has_more};
}

/// The e-service where records are asked for says so among its keywords; "" when the municipality has none.
std::string request_address(db::Connection& db) {
    for (const auto& service : services::published(db))
        if (std::ranges::find(service->keywords, "utlämnande") != service->keywords.end())
            return "/e-tjanster/" + http::percent_encoded(service->id);
    return "";
}

}  // namespace

Result<http::Response> show_register(Context& c) {
    const auto& query = c.request.query;
    const QueryForm form{std::string(query.get("q")), pages::day_answer(query, "fran", YearMeant::nearest),
                         pages::day_answer(query, "till", YearMeant::nearest), std::string(query.get("efter"))};
    const auto search = checked(form, entries_a_page);
    if (!search) return views::register_page(c, form, {}, search.error().fields);
    return views::register_page(c, form, found(c, *search), {});
}

Result<http::Response> show_entry(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto entry = TRY(public_register::find(db, c.request.part("number")));
        return views::entry_page(c, entry, public_register::records(db, entry), request_address(db));
    });
}

Result<http::Response> register_as_json(Context& c) {
    const auto& query = c.request.query;
    const QueryForm form{std::string(query.get("q")), std::string(query.get("from")), std::string(query.get("to")),
                         std::string(query.get("after"))};
    const auto limit = query.has("limit") ? whole_number(query.get("limit")) : entries_a_page;
    if (!limit || *limit < 1 || *limit > most_entries_an_answer)
        return invalid({{"limit", "error_limit", {std::to_string(most_entries_an_answer)}}});
    const auto search = TRY(checked(form, static_cast<int>(*limit)));
    return entries_as_json(c, form, found(c, search));
}

}  // namespace public_records
