#pragma once
/// What the shells know of the areas: their menus, and which common addresses someone answers.
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/html/html.h"

namespace pages {

/// Addresses that the shells link to when an area answers there.
inline constexpr std::string_view search_address = "/sok";
inline constexpr std::string_view my_pages_address = "/mina-sidor";
inline constexpr std::string_view sign_in_address = "/logga-in";
inline constexpr std::string_view sign_out_address = "/logga-ut";
inline constexpr std::string_view language_address = "/sprak";
inline constexpr std::string_view appearance_address = "/utseende";
inline constexpr std::string_view staff_search_address = "/handlaggning/sok";
inline constexpr std::string_view own_account_address = "/personal/sessioner";
inline constexpr std::string_view personal_data_address = "/personuppgifter";
inline constexpr std::string_view accessibility_address = "/tillganglighet";

bool is_answered(std::string_view path);
/// And the visitor may go there.
bool may_open(const Context&, std::string_view path);

/// The entries of one place that the visitor may use, as <li> with links.
html::Html menu(const Context&, NavigationEntry::Place);
/// The staff bar's entries with how many wait there. When they are more than the bar has room for, those that count something
/// come first and the last ones stand under "Mer".
html::Html staff_menu(const Context&);

/// `address`?till=`value`&tillbaka=the page that is shown.
std::string switch_address(const Context&, std::string_view address, std::string_view value);

}  // namespace pages
