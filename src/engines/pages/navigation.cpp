#include "engines/pages/navigation.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "engines/pages/shells.h"

namespace pages {
namespace {

struct Entry {
    std::string module;
    NavigationEntry entry;
};
struct Known {
    std::vector<Entry> entries;
    std::map<std::string, Permission, std::less<>> paths;
};

/// Set before the first request, only read afterwards.
Known& known() {
    static Known all;
    return all;
}

bool stands_on(const http::Request& request, std::string_view path) {
    return request.path == path || (path != "/" && request.path.starts_with(path) && request.path[path.size()] == '/');
}

/// "/handlaggning/ofordelade" is a place of its own, not also a part of "/handlaggning".
bool is_nearest(const http::Request& request, const NavigationEntry& entry) {
    if (!stands_on(request, entry.path)) return false;
    for (const auto& other : known().entries)
        if (other.entry.place == entry.place && other.entry.path.size() > entry.path.size() && stands_on(request, other.entry.path))
            return false;
    return true;
}

html::Html count(const Context& c, const NavigationEntry& entry) {
    if (entry.count == nullptr) return {};
    const auto waiting = c.db.read([&](db::Connection& connection) { return entry.count(connection, c.visitor); });
    if (waiting == 0) return {};
    const auto shown = waiting < 1000 ? std::to_string(waiting) : "999+";
    return html::make<R"( <span class="count">{}<span class="visually-hidden"> {}</span></span>)">(shown,
                                                                                                   c.text.of("pages")("waiting_here"));
}

}  // namespace

void use(const std::vector<Area>& areas) {
    Known all;
    for (const auto& area : areas) {
        for (const auto& entry : area.navigation) all.entries.push_back({std::string(area.name), entry});
        for (const auto& route : area.routes)
            if (route.method == http::Method::get) all.paths.emplace(route.path, route.who);
    }
    known() = std::move(all);
}

bool is_answered(std::string_view path) { return known().paths.contains(path); }

bool may_open(const Context& c, std::string_view path) {
    const auto found = known().paths.find(path);
    return found != known().paths.end() && c.visitor.may(found->second);
}

html::Html menu(const Context& c, NavigationEntry::Place place, Counts counts) {
    return html::each(known().entries, [&](const Entry& one) -> html::Html {
        const auto& entry = one.entry;
        if (entry.place != place || !c.visitor.may(entry.who)) return {};
        const auto current = html::Attributes().maybe("aria-current", is_nearest(c.request, entry) ? "page" : "");
        return html::make<R"(<li><a href="{}" {}>{}{}</a></li>)">(entry.path, current, c.text.of(one.module)(entry.text_key),
                                                                  counts == Counts::shown ? count(c, entry) : html::Html());
    });
}

std::string switch_address(const Context& c, std::string_view address, std::string_view value) {
    // A page that answers a POST cannot be fetched again: then back to the form's own address.
    const auto back = c.request.method == http::Method::post || c.request.target.empty() ? c.request.path : c.request.target;
    return fmt::format("{}?till={}&tillbaka={}", address, value, http::percent_encoded(back));
}

}  // namespace pages
