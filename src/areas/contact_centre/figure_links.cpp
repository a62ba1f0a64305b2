#include "areas/contact_centre/figure_links.h"

#include <fmt/format.h>

namespace contact_centre::views {

using What = contacts::Figure::What;

Date last_day(const contacts::Period& period) { return {swedish_date(period.until).days - 1}; }

std::string query_of(const contacts::Figure& figure) {
    auto query = fmt::format("?slag={}", to_name(figure.what));
    if (figure.what == What::expected) query += fmt::format("&dag={}&halvtimme={}", to_iso(figure.day), figure.half_hour);
    else if (figure.what != What::waiting)
        query += fmt::format("&fran={}&till={}", to_iso(swedish_date(figure.period.from)), to_iso(last_day(figure.period)));
    return figure.channel ? query + fmt::format("&kanal={}", to_name(*figure.channel)) : query;
}

pages::Html opens(const std::string& shown, std::int64_t count, const contacts::Figure& figure) {
    return count == 0 ? html::text(shown) : pages::link(address_of_contacts + query_of(figure), shown);
}
pages::Html opens(std::int64_t count, const contacts::Figure& figure) { return opens(std::to_string(count), count, figure); }

}  // namespace contact_centre::views
