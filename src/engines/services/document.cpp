#include "engines/services/document.h"

#include <algorithm>
#include <array>
#include <set>

#include "foundation/base/numbers.h"

namespace services {
namespace {

/// The order of docs/service-definition.md, of all its maps at once.
constexpr std::array order = {
    "id",       "version",     "type",      "title",      "summary",    "icon",       "theme",        "life_events", "keywords",
    "unit",     "series",      "applicant", "sign_in",    "when",       "unless",     "label",        "hint",        "why",
    "text",     "item",        "statement", "value",      "amount",     "case_title", "public_title", "purpose",     "legal_ground",
    "law",      "secrecy",     "privacy",   "processing", "recipients", "usual_days", "deadline",     "days",        "calendar",
    "years",    "months",      "preserve",  "ref",        "url",        "about",      "hides",        "retention",   "required",
    "show_if",  "sensitivity", "options",   "asks",       "shape",      "per",        "max_length",   "min",         "max",
    "decimals", "earliest",    "latest",    "max_days",   "max_files",  "accept",     "max_mb",       "form",        "pages",
    "fields",   "checks",      "field",     "message",    "stops",      "fee",        "lines",        "flow",        "conditions",
    "shows",    "check",       "met",       "source",     "proposals",  "outcome",    "reason",       "decision",    "delegation",
    "outcomes", "effects",     "reasons",   "heading",    "body",       "usual",      "blocks",       "letter",      "goes_against",
    "grants",   "supplement",  "appeal",    "kind",       "court"};

std::size_t rank(std::string_view key) { return static_cast<std::size_t>(std::ranges::find(order, key) - order.begin()); }

std::string own_name(const yaml::Node& item) {
    for (const auto* key : {"id", "value", "ref", "when"})
        if (const auto& name = item[key].text(); !name.empty()) return name;
    return "";
}

yaml::Node rebuilt(const yaml::Node& like, std::vector<NamedPart> parts) {
    if (like.is_list()) {
        std::vector<yaml::Node> items;
        for (auto& part : parts) items.push_back(std::move(part.node));
        return yaml::Node::of(std::move(items));
    }
    std::vector<std::pair<std::string, yaml::Node>> members;
    for (auto& part : parts) members.emplace_back(std::move(part.name), std::move(part.node));
    return yaml::Node::of(std::move(members));
}

std::vector<NamedPart>::iterator find(const yaml::Node& in, std::vector<NamedPart>& parts, std::string_view name) {
    const auto found = std::ranges::find(parts, name, &NamedPart::name);
    if (found != parts.end() || !in.is_list()) return found;
    const auto number = whole_number(name).value_or(0);
    return number < 1 || number > static_cast<std::int64_t>(parts.size()) ? parts.end() : parts.begin() + (number - 1);
}

void put(const yaml::Node& in, std::vector<NamedPart>& parts, const std::string& name, const yaml::Node& value) {
    if (const auto found = find(in, parts, name); found != parts.end()) {
        found->node = value;
        return;
    }
    const auto later = [&](const NamedPart& one) { return rank(one.name) > rank(name); };
    const auto place = in.is_list() ? parts.end() : std::ranges::find_if(parts, later);
    parts.insert(place, {name, value});
}

/// The node with whatever `change` makes of the part at the path.
template <class Change>
yaml::Node changed(const yaml::Node& node, const Path& path, std::size_t depth, const Change& change) {
    if (depth == path.size()) return change(node);
    auto parts = parts_of(node);
    const auto found = find(node, parts, path[depth]);
    const auto inner = changed(found == parts.end() ? yaml::Node{} : found->node, path, depth + 1, change);
    if (inner.exists()) put(node, parts, path[depth], inner);
    else if (found != parts.end()) parts.erase(found);
    if (parts.empty() && depth > 0) return {};
    return rebuilt(node, std::move(parts));
}

/// The list stays where it is, also when nothing is left in it.
yaml::Node without_item(const yaml::Node& document, const Path& path) {
    return changed(document, parent_of(path), 0, [&](const yaml::Node& list) {
        auto parts = parts_of(list);
        if (const auto found = find(list, parts, path.back()); found != parts.end()) parts.erase(found);
        return rebuilt(list, std::move(parts));
    });
}

}  // namespace

Path path_of(std::string_view written) {
    Path path;
    while (!written.empty()) {
        const auto end = std::min(written.find('.'), written.size());
        path.emplace_back(written.substr(0, end));
        written.remove_prefix(std::min(end + 1, written.size()));
    }
    return path;
}

std::string to_text(const Path& path) {
    std::string text;
    for (const auto& name : path) text += (text.empty() ? "" : ".") + name;
    return text;
}

Path inside(Path path, std::string_view name) {
    path.emplace_back(name);
    return path;
}

Path parent_of(Path path) {
    if (!path.empty()) path.pop_back();
    return path;
}

std::vector<NamedPart> parts_of(const yaml::Node& node) {
    std::vector<NamedPart> parts;
    std::set<std::string, std::less<>> taken;
    for (const auto& key : node.keys()) parts.push_back({key, {}});
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].node = node[parts[i].name];
    for (const auto& item : node.items()) {
        auto name = own_name(item);
        if (name.empty() || taken.contains(name)) name = std::to_string(parts.size() + 1);
        while (!taken.insert(name).second) name += '*';
        parts.push_back({std::move(name), item});
    }
    return parts;
}

yaml::Node part_at(const yaml::Node& document, const Path& path) {
    auto node = document;
    for (const auto& name : path) {
        auto parts = parts_of(node);
        const auto found = find(node, parts, name);
        if (found == parts.end()) return {};
        node = found->node;
    }
    return node;
}

yaml::Node with_part(const yaml::Node& document, const Path& path, const yaml::Node& value) {
    return changed(document, path, 0, [&](const yaml::Node&) { return value; });
}

yaml::Node without_part(const yaml::Node& document, const Path& path) { return with_part(document, path, {}); }

yaml::Node with_item(const yaml::Node& document, const Path& list, const yaml::Node& item) {
    return changed(document, list, 0, [&](const yaml::Node& before) {
        auto items = before.items();
        items.push_back(item);
        return yaml::Node::of(std::move(items));
    });
}

yaml::Node moved(const yaml::Node& document, const Path& path, Towards towards) {
    if (path.empty()) return document;
    return changed(document, parent_of(path), 0, [&](const yaml::Node& list) {
        auto parts = parts_of(list);
        const auto found = find(list, parts, path.back());
        if (found == parts.end()) return list;
        if (towards == Towards::start && found != parts.begin()) std::iter_swap(found, found - 1);
        if (towards == Towards::end && found + 1 != parts.end()) std::iter_swap(found, found + 1);
        return rebuilt(list, std::move(parts));
    });
}

yaml::Node moved_before(const yaml::Node& document, const Path& path, const Path& list, std::string_view before) {
    const auto item = part_at(document, path);
    const bool goes_into_itself = list.size() >= path.size() && std::equal(path.begin(), path.end(), list.begin());
    if (!item.exists() || goes_into_itself || (parent_of(path) == list && path.back() == before)) return document;
    if (parent_of(path) == list)
        return changed(document, list, 0, [&](const yaml::Node& node) {
            auto parts = parts_of(node);
            const auto from = find(node, parts, path.back()), to = find(node, parts, before);
            if (from < to) std::rotate(from, from + 1, to);
            else std::rotate(to, from, from + 1);
            return rebuilt(node, std::move(parts));
        });
    return changed(without_item(document, path), list, 0, [&](const yaml::Node& to) {
        auto parts = parts_of(to);
        parts.insert(find(to, parts, before), {path.back(), item});
        return rebuilt(to.exists() ? to : yaml::Node::of(std::vector<yaml::Node>{}), std::move(parts));
    });
}

}  // namespace services
