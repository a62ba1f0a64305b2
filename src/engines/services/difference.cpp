#include "engines/services/difference.h"

#include <algorithm>
#include <map>
#include <set>

namespace services {
namespace {

using Parts = std::vector<NamedPart>;
using Names = std::vector<std::string>;

/// Whether what stands in it can be told apart by name.
bool has_names(const yaml::Node& node) {
    if (node.is_map()) return true;
    return node.is_list() && std::ranges::all_of(node.items(), [](const yaml::Node& item) { return item.is_map(); });
}

using ByName = std::map<std::string, yaml::Node, std::less<>>;
ByName by_name(const Parts& parts) {
    ByName all;
    for (const auto& [name, node] : parts) all[name] = node;
    return all;
}

yaml::Node found(const ByName& all, const std::string& name) {
    const auto one = all.find(name);
    return one == all.end() ? yaml::Node{} : one->second;
}

Names names_in_both(const Parts& parts, const ByName& other) {
    Names names;
    for (const auto& part : parts)
        if (other.contains(part.name)) names.push_back(part.name);
    return names;
}

/// Those that stand in another order: as few as possible, all but the longest rising sequence.
std::set<std::string> moved_names(const Names& before, const Names& after) {
    std::map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < before.size(); ++i) place[before[i]] = i;
    std::vector<std::size_t> ends, comes_after(after.size());
    constexpr auto none = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < after.size(); ++i) {
        const auto fits = std::ranges::lower_bound(ends, place[after[i]], {}, [&](std::size_t at) { return place[after[at]]; });
        comes_after[i] = fits == ends.begin() ? none : *(fits - 1);
        if (fits == ends.end()) ends.push_back(i);
        else *fits = i;
    }
    std::set<std::string> moved(after.begin(), after.end());
    for (auto at = ends.empty() ? none : ends.back(); at != none; at = comes_after[at]) moved.erase(after[at]);
    return moved;
}

void tell(const yaml::Node& before, const yaml::Node& after, const Path& path, std::vector<Difference>& told) {
    using What = Difference::What;
    if (before == after) return;
    if (!before.exists()) return told.push_back({What::added, path, before, after});
    if (!after.exists()) return told.push_back({What::removed, path, before, after});
    if (!has_names(before) || !has_names(after) || before.is_list() != after.is_list())
        return told.push_back({What::changed, path, before, after});
    const auto old_parts = parts_of(before), new_parts = parts_of(after);
    const auto old_ones = by_name(old_parts), new_ones = by_name(new_parts);
    const auto moved = before.is_list() || path == Path{"decision", "outcomes"}
                           ? moved_names(names_in_both(old_parts, new_ones), names_in_both(new_parts, old_ones))
                           : std::set<std::string>{};
    for (const auto& [name, node] : new_parts) {
        if (moved.contains(name)) told.push_back({What::moved, inside(path, name), node, node});
        tell(found(old_ones, name), node, inside(path, name), told);
    }
    for (const auto& [name, node] : old_parts)
        if (!new_ones.contains(name)) tell(node, {}, inside(path, name), told);
}

/// What stands now where a part of `base` stood that is gone: by the order between two that have stayed.
std::map<std::string, std::string> replacements(const Parts& base, const Parts& now) {
    const auto old_ones = by_name(base), new_ones = by_name(now);
    std::map<std::string, Names> gone;  // by the one before them that has stayed
    std::string stays;
    for (const auto& part : base) {
        if (new_ones.contains(part.name)) stays = part.name;
        else gone[stays].push_back(part.name);
    }
    std::map<std::string, std::string> replaced;
    std::map<std::string, std::size_t> count;
    stays.clear();
    for (const auto& part : now) {
        if (old_ones.contains(part.name)) stays = part.name;
        else if (const auto next = count[stays]++; next < gone[stays].size()) replaced[gone[stays][next]] = part.name;
    }
    return replaced;
}

class Merging {
public:
    std::vector<Conflict> conflicts{};

    yaml::Node merged(const yaml::Node& base, const yaml::Node& mine, const yaml::Node& theirs, const Path& path) {
        if (mine == theirs || mine == base) return theirs;
        if (theirs == base) return mine;
        const bool can_enter = has_names(mine) && has_names(theirs) && mine.is_list() == theirs.is_list() &&
                               (!base.exists() || (has_names(base) && base.is_list() == mine.is_list()));
        if (can_enter) return merged_parts(base, mine, theirs, path);
        conflicts.push_back({path, mine, theirs});
        return theirs;
    }

private:
    yaml::Node merged_parts(const yaml::Node& base, const yaml::Node& mine, const yaml::Node& theirs, const Path& path) {
        const auto base_parts = parts_of(base), my_parts = parts_of(mine), their_parts = parts_of(theirs);
        const auto base_ones = by_name(base_parts), my_ones = by_name(my_parts), their_ones = by_name(their_parts);
        std::vector<yaml::Node> items;
        std::vector<std::pair<std::string, yaml::Node>> members;
        const auto both_renamed =
            mine.is_list() ? renamed_by_both(base_parts, my_parts, their_parts) : std::map<std::string, std::string>();
        for (const auto& [my_name, their_name] : both_renamed)
            conflicts.push_back({inside(path, their_name), found(my_ones, my_name), found(their_ones, their_name)});
        for (const auto& name : order_of(base_parts, my_parts, their_parts)) {
            if (both_renamed.contains(name)) continue;
            auto node = merged(found(base_ones, name), found(my_ones, name), found(their_ones, name), inside(path, name));
            if (!node.exists()) continue;
            if (mine.is_list()) items.push_back(std::move(node));
            else members.emplace_back(name, std::move(node));
        }
        return mine.is_list() ? yaml::Node::of(std::move(items)) : yaml::Node::of(std::move(members));
    }

    /// Items that are called by what they say (a proposal by its rule) get another name when that is changed: mine by theirs, of the same
    /// one.
    static std::map<std::string, std::string> renamed_by_both(const Parts& base, const Parts& mine, const Parts& theirs) {
        const auto my_names = replacements(base, mine), their_names = replacements(base, theirs);
        const auto my_ones = by_name(mine), their_ones = by_name(theirs);
        std::map<std::string, std::string> both;
        for (const auto& [old_name, my_name] : my_names) {
            const auto other = their_names.find(old_name);
            if (other == their_names.end() || their_ones.contains(my_name) || my_ones.contains(other->second)) continue;
            both[my_name] = other->second;
        }
        return both;
    }

    /// The order of whoever has changed it (mine when both have), with what only the other has after the one it stands after there.
    static Names order_of(const Parts& base, const Parts& mine, const Parts& theirs) {
        const auto base_ones = by_name(base), my_ones = by_name(mine);
        const bool is_mine_moved = names_in_both(base, my_ones) != names_in_both(mine, base_ones);
        const auto& leading = is_mine_moved ? mine : theirs;
        const auto& other = is_mine_moved ? theirs : mine;
        Names names;
        for (const auto& part : leading) names.push_back(part.name);
        auto place = names.begin();
        for (const auto& part : other) {
            const auto there = std::ranges::find(names, part.name);
            place = there != names.end() ? there + 1 : names.insert(place, part.name) + 1;
        }
        return names;
    }
};

}  // namespace

std::vector<Difference> differences(const yaml::Node& before, const yaml::Node& after) {
    std::vector<Difference> told;
    tell(before, after, {}, told);
    return told;
}

Merged merge(const yaml::Node& base, const yaml::Node& mine, const yaml::Node& theirs) {
    Merging merging;
    auto document = merging.merged(base, mine, theirs, {});
    return {std::move(document), std::move(merging.conflicts)};
}

}  // namespace services
