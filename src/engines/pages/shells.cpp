#include "engines/pages/shells.h"

#include <fmt/format.h>

#include <algorithm>

#include "engines/pages/assets.h"
#include "engines/pages/fields.h"
#include "engines/pages/mark.h"
#include "engines/pages/navigation.h"
#include "foundation/base/unicode.h"

namespace pages {
namespace {

using Place = NavigationEntry::Place;

std::string browser_title(const Context& c, const Page& page) {
    const auto text = c.text.of("pages");
    const auto title = text("browser_title", page.title, c.tenant.name);
    return page.has_errors ? text("browser_title_error", title) : title;
}

enum class Readers { residents, staff };
Html styles(const Context& c, Readers readers) {
    const auto sheet = [](std::string_view address) { return html::make<R"(<link rel="stylesheet" href="{}">)">(address); };
    Html all = sheet(c.tenant.theme_css_address.empty() ? asset_address("theme.css") : c.tenant.theme_css_address);
    all += sheet(asset_address("torg.css"));
    return readers == Readers::staff ? all + sheet(asset_address("staff.css")) : all;
}

Html islands(std::string_view names) {
    return html::each(split(names, ' '), [](std::string_view name) {
        return html::when(!name.empty(), [&] {
            return html::make<R"(<script type="module" src="{}"></script>)">(asset_address(std::string(name) + ".js"));
        });
    });
}

Html head(const Context& c, const Page& page, Readers readers, std::string_view always_there) {
    return html::make<R"(<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{}</title>
<link rel="icon" href="{}" type="image/svg+xml">
<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>
{}
{}
</head>)">(browser_title(c, page), asset_address("favicon.svg"), asset_address("public-sans-latin-wght-normal.woff2"), styles(c, readers),
           islands(fmt::format("{} {}", always_there, page.island)));
}

Html demo_notice(const Context& c) {
    if (!c.tenant.is_demo) return {};
    const auto text = c.text.of("pages");
    return html::make<R"(<aside class="demo-bar" aria-label="{}">{}</aside>)">(text("demo"), text("demo_notice", c.tenant.name));
}

http::Response whole(const Context& c, const Page& page, Readers readers, std::string_view always_there, const Html& body) {
    const auto appearance = c.visitor.appearance;
    const auto theme = html::Attributes().maybe("data-theme", appearance == Appearance::light  ? "light"
                                                              : appearance == Appearance::dark ? "dark"
                                                                                               : "");
    const auto& language = row_of(c.text.language());
    const auto direction =
        html::Attributes().maybe("dir", language.direction == Direction::right_to_left ? direction_of(language.language) : "");
    auto document = html::make<R"(<!doctype html>
<html lang="{}" {} {}>
{}
<body {}>
<a class="skip" href="#innehall">{}</a>
{}{}
</body>
</html>
)">(language.code, direction, theme, head(c, page, readers, always_there),
        html::Attributes().maybe("class", readers == Readers::staff ? "dense app" : ""), c.text.of("pages")("skip"), demo_notice(c), body);
    return {.status = page.status, .body = std::move(document).str()};
}

Html main_part(const Page& page) {
    if (page.wide.empty()) return html::make<R"(<main id="innehall" class="page"><div class="wrap">{}</div></main>)">(page.main);
    return html::make<R"(<main id="innehall" class="{}">{}</main>)">(page.wide, page.main);
}

/// What the reader may change to.
std::vector<LanguageRow> other_languages(const Context& c) {
    auto all = languages_with(c.tenant.further_languages);
    std::erase_if(all, [&](const LanguageRow& row) { return row.language == c.text.language(); });
    return all;
}

Html language_link(const Context& c, const LanguageRow& other, std::string_view css_class = {}, const Html& before = {}) {
    const auto attributes =
        html::Attributes().maybe("class", css_class).set("lang", other.code).set("hreflang", other.code).set("rel", "nofollow");
    return html::make<R"(<a href="{}" {}>{}{}</a>)">(switch_address(c, language_address, other.code), attributes, before, other.own_name);
}

Html language_items(const Context& c) {
    return html::each(other_languages(c), [&](const LanguageRow& other) { return html::make<"<li>{}</li>">(language_link(c, other)); });
}

/// One other language is a link, several fold out under the one that is read.
Html language_tool(const Context& c) {
    const auto others = other_languages(c);
    if (others.size() == 1) return language_link(c, others.front(), "tool", icon("language"));
    return html::make<
        R"(<details class="site-menu site-menu--languages"><summary class="tool">{}<span class="visually-hidden">{}: </span>{}</summary><ul role="list">{}</ul></details>)">(
        icon("language"), c.text.of("pages")("language"), row_of(c.text.language()).own_name, language_items(c));
}

Html sign_out(const Context& c, std::string_view css_class) {
    return form(c, sign_out_address, html::make<R"(<button class="{}">{}</button>)">(css_class, c.text.of("pages")("sign_out")));
}

Html brand(const Context& c) {
    return html::make<R"(<a class="brand" href="/">{}<span>{}<span class="brand__sub">{}</span></span></a>)">(
        mark(c.tenant), c.tenant.name, c.text.of("pages")("municipality"));
}

Html my_pages_tool(const Context& c) {
    const auto text = c.text.of("pages");
    if (c.visitor.is_resident()) {
        const auto first_name = split(c.visitor.name, ' ').front();
        return html::make<
            R"(<li><a class="tool tool--strong" href="{}">{}<span class="tool__name">{}</span></a></li><li class="tool--wide">{}</li>)">(
            my_pages_address, icon("user"), first_name, sign_out(c, "tool"));
    }
    const auto address = is_answered(my_pages_address) ? my_pages_address : sign_in_address;
    if (!is_answered(address)) return {};
    return html::make<R"(<li><a class="tool tool--strong" href="{}">{}<span class="tool__text">{}</span></a></li>)">(address, icon("user"),
                                                                                                                     text("my_pages"));
}

/// What has no room beside the brand on a small screen.
Html small_menu(const Context& c, const Html& topics) {
    const auto out = html::when(c.visitor.is_resident(), [&] { return html::make<"<li>{}</li>">(sign_out(c, "tool")); });
    return html::make<R"(<li><details class="site-menu"><summary class="tool">{}<span class="tool__text">{}</span></summary>
<ul role="list">{}{}{}</ul></details></li>)">(icon("menu-2"), c.text.of("pages")("menu"), topics, language_items(c), out);
}

enum class Menu { shown, none };
Html site_header(const Context& c, Menu kind) {
    const auto text = c.text.of("pages");
    const auto topics = kind == Menu::shown ? menu(c, Place::site_menu) : Html();
    Html tools = html::make<R"(<li class="tool--wide">{}</li>)">(language_tool(c));
    if (kind == Menu::shown && is_answered(search_address))
        tools += html::make<R"(<li><a class="tool" href="{}">{}<span class="tool__text">{}</span></a></li>)">(
            search_address, icon("search"), text("search"));
    tools += my_pages_tool(c);
    tools += small_menu(c, topics);
    const auto bar = html::when(!topics.empty(), [&] {
        return html::make<R"(<nav class="site-nav" aria-label="{}"><div class="wrap"><ul role="list">{}</ul></div></nav>)">(text("topics"),
                                                                                                                            topics);
    });
    return html::make<
        R"(<header class="site-header"><div class="wrap site-header__row">{}<ul role="list" class="site-tools">{}</ul></div>{}</header>)">(
        brand(c), tools, bar);
}

Html contact(const Context& c) {
    const auto line = [](const Html& content) { return html::make<"<li>{}</li>">(content); };
    Html lines;
    if (!c.tenant.phone.empty()) lines += line(phone_link(c.tenant.phone));
    if (!c.tenant.email.empty()) lines += line(html::make<R"(<a href="mailto:{}">{}</a>)">(c.tenant.email, c.tenant.email));
    if (!c.tenant.visiting_address.empty()) lines += line(html::text(c.tenant.visiting_address));
    return html::when(!lines.empty(), [&] { return html::make<R"(<ul role="list">{}</ul>)">(lines); });
}

Html appearance_choice(const Context& c) {
    const auto choice = [&](Appearance appearance, std::string_view value, std::string_view key) {
        const auto attributes =
            html::Attributes().set("rel", "nofollow").maybe("aria-current", c.visitor.appearance == appearance ? "true" : "");
        return html::make<R"(<li><a href="{}" {}>{}</a></li>)">(switch_address(c, appearance_address, value), attributes,
                                                                c.text.of("pages")(key));
    };
    return choice(Appearance::automatic, "auto", "appearance.automatic") + choice(Appearance::light, "light", "appearance.light") +
           choice(Appearance::dark, "dark", "appearance.dark");
}

Html link_when_answered(std::string_view address, const std::string& words) {
    return html::when(is_answered(address), [&] { return html::make<R"(<li><a href="{}">{}</a></li>)">(address, words); });
}

Html site_footer(const Context& c) {
    const auto text = c.text.of("pages");
    const auto about =
        link_when_answered(accessibility_address, text("accessibility")) + link_when_answered(personal_data_address, text("personal_data"));
    const auto found = menu(c, Place::site_footer);
    const auto column = [](const std::string& heading, const Html& items) {
        return html::when(!items.empty(), [&] { return html::make<R"(<div><h2>{}</h2><ul role="list">{}</ul></div>)">(heading, items); });
    };
    return html::make<R"(<footer class="site-footer"><div class="wrap">
<div class="site-footer__cols"><div><h2>{}</h2><p>{}</p>{}</div>{}{}{}</div>
<p class="site-footer__bottom"><span>{}</span><span><a href="{}">{}</a></span></p>
</div></footer>)">(text("contact_centre"), text("contact_centre_says"), contact(c), column(text("find_quickly"), found + about),
                   column(text("language"), language_items(c)), column(text("appearance"), appearance_choice(c)),
                   text("municipality_of", c.tenant.name), asset_address("licences.txt"), text("built_with"));
}

Html task_footer(const Context& c) {
    const auto text = c.text.of("pages");
    const auto help = c.tenant.phone.empty() ? Html() : html::make<"<span>{} {}</span>">(text("help_by_phone"), phone_link(c.tenant.phone));
    const auto links =
        link_when_answered(personal_data_address, text("personal_data")) + link_when_answered(accessibility_address, text("accessibility"));
    return html::make<
        R"(<footer class="task-footer"><div class="wrap row row--between"><div class="row">{}{}</div><ul role="list" class="row">{}</ul></div></footer>)">(
        help.empty() ? Html() : icon("phone"), help, links);
}

Html staff_search(const Context& c) {
    if (!may_open(c, staff_search_address)) return {};
    const auto words = c.text.of("pages")("staff_search");
    return html::make<
        R"(<form class="app-bar__search" role="search" aria-label="{}" method="post" action="{}">{}<label class="visually-hidden" for="appsok">{}</label><input id="appsok" name="q" type="search" placeholder="{}"><kbd aria-hidden="true">/</kbd><button class="app-bar__go">{}<span class="visually-hidden">{}</span></button></form>)">(
        words, staff_search_address, hidden("_csrf", c.visitor.csrf), words, words, icon("search"), c.text.of("pages")("search"));
}

Html app_bar(const Context& c) {
    const auto text = c.text.of("pages");
    const auto who = html::when(c.visitor.is_staff(), [&] {
        const auto name = html::make<R"({}<span class="app-bar__name">{}</span>)">(icon("user"), c.visitor.name);
        const auto account =
            html::when(may_open(c, own_account_address), [&] { return html::make<R"(<a href="{}">{}</a>)">(own_account_address, name); });
        return html::make<R"(<div class="app-bar__user">{}{}</div>)">(account.empty() ? name : account, sign_out(c, "app-bar__button"));
    });
    return html::make<R"(<header class="app-bar">
<a class="app-bar__brand" href="/">{}<span>{}<b>{}</b></span></a>
<nav class="app-bar__nav" aria-label="{}">{}</nav>
{}{}</header>)">(mark(c.tenant), c.tenant.name, text("staff"), text("workspaces"), staff_menu(c), staff_search(c), who);
}

}  // namespace

http::Response site(const Context& c, const Page& page) {
    return whole(c, page, Readers::residents, "", site_header(c, Menu::shown) + main_part(page) + site_footer(c));
}

http::Response task(const Context& c, const Page& page) {
    return whole(c, page, Readers::residents, "form", site_header(c, Menu::none) + main_part(page) + task_footer(c));
}

http::Response app(const Context& c, const Page& page) {
    const bool has_main = page.main.str().find("<main ") != std::string::npos;
    return whole(c, page, Readers::staff, "form", app_bar(c) + (has_main ? page.main : main_part(page)));
}

Html desk(const Texts& area_text, const Html& queue, const Html& work) {
    const auto text = area_text.of("pages");
    return html::make<R"(<div class="{}">{}<main id="innehall" class="desk__main">{}
<p class="desk__keys small muted" data-shortcuts data-turn-off="{}" data-turn-on="{}" hidden>{} <button type="button" class="btn btn--quiet btn--sm"></button></p>
</main></div>)">(queue.empty() ? "desk desk--single" : "desk", queue, work, text("shortcuts_off"), text("shortcuts_on"), text("shortcuts"));
}

}  // namespace pages
