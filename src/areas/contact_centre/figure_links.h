#pragma once
/// Each figure opens the contacts that it counts.
#include "engines/contacts/figures.h"
#include "engines/pages/pages.h"

namespace contact_centre::views {

inline constexpr const char* address_of_contacts = "/kontaktcenter/statistik/kontakter";
/// "?slag=calls&fran=2026-11-01&till=2026-11-27"
std::string query_of(const contacts::Figure&);
/// Of a period that ends at midnight.
Date last_day(const contacts::Period&);

/// The figure as a link, unless it counts nothing; of a share, what it is a share of, unless `what` says otherwise.
pages::Html opens(const std::string& shown, std::int64_t count, const contacts::Figure&);
pages::Html opens(std::int64_t count, const contacts::Figure&);

}  // namespace contact_centre::views
