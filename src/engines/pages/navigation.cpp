#include "engines/pages/navigation.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <span>
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

std::int64_t waiting_at(const Context& c, const NavigationEntry& entry) {
    if (entry.count == nullptr) return 0;
    return c.db.read([&](db::Connection& connection) { return entry.count(connection, c.visitor); });
}

html::Html count(const Context& c, std::int64_t waiting) {
    if (waiting == 0) return {};
    const auto shown = waiting < 1000 ? std::to_string(waiting) : "999+";
    return html::make<R"( <span class="count">{}<span class="visually-hidden"> {}</span></span>)">(shown,
                                                                                                   c.text.of("pages")("waiting_here"));
}

/// What the visitor may use of one place, in the areas' order.
std::vector<const Entry*> entries_of(const Context& c, NavigationEntry::Place place) {
    std::vector<const Entry*> found;
    for (const auto& one : known().entries)
        if (one.entry.place == place && c.visitor.may(one.entry.who)) found.push_back(&one);
    return found;
}

html::Html item(const Context& c, const Entry& one, const html::Html& waiting) {
    const auto current = html::Attributes().maybe("aria-current", is_nearest(c.request, one.entry) ? "page" : "");
    return html::make<R"(<li><a href="{}" {}>{}{}</a></li>)">(one.entry.path, current, c.text.of(one.module)(one.entry.text_key), waiting);
}

struct Waiting {
    const Entry* entry;
    std::int64_t count;
};

/// More entries than this wrap to a second line on an ordinary screen.
constexpr std::size_t room_in_bar = 6;

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

html::Html menu(const Context& c, NavigationEntry::Place place) {
    return html::each(entries_of(c, place), [&](const Entry* one) { return item(c, *one, {}); });
}

html::Html staff_menu(const Context& c) {
    std::vector<Waiting> entries;
    for (const auto* one : entries_of(c, NavigationEntry::Place::staff_bar)) entries.push_back({one, waiting_at(c, one->entry)});
    // Where something waits first, where nothing does last; the first that counts is where the day begins, and stays.
    if (entries.size() > room_in_bar) {
        const auto counts = [](const Waiting& one) { return one.entry->entry.count != nullptr; };
        std::stable_partition(entries.begin(), entries.end(), counts);
        const auto quiet =
            std::stable_partition(std::next(entries.begin()), entries.end(), [](const Waiting& one) { return one.count > 0; });
        std::stable_partition(quiet, entries.end(), std::not_fn(counts));
    }
    const auto in_bar = entries.size() > room_in_bar ? room_in_bar - 1 : entries.size();
    const auto items = [&](std::size_t from, std::size_t to) {
        return html::each(std::span(entries).subspan(from, to - from),
                          [&](const Waiting& one) { return item(c, *one.entry, count(c, one.count)); });
    };
    const auto more = html::when(in_bar < entries.size(), [&] {
        return html::make<R"(<details class="app-bar__more"><summary>{}</summary><ul role="list">{}</ul></details>)">(
            c.text.of("pages")("more_workspaces"), items(in_bar, entries.size()));
    });
    return html::make<R"(<ul role="list">{}</ul>{})">(items(0, in_bar), more);
}

std::string switch_address(const Context& c, std::string_view address, std::string_view value) {
    // A page that answers a POST cannot be fetched again: then back to the form's own address.
    const auto back = c.request.method == http::Method::post || c.request.target.empty() ? c.request.path : c.request.target;
    return fmt::format("{}?till={}&tillbaka={}", address, value, http::percent_encoded(back));
}

}  // namespace pages
