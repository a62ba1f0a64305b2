#include "areas/fault_reports/asset.h"

#include <algorithm>
#include <set>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {

std::vector<assets::Kind> kinds_of_any(const Categories& categories, const AssetKinds& kinds) {
    std::set<assets::Kind> all;
    for (const auto& category : categories)
        if (const auto found = kinds.find(category->id); found != kinds.end()) all.insert(found->second.begin(), found->second.end());
    return {all.begin(), all.end()};
}

std::string AssetChoice::seen() const {
    std::vector<std::string> ids;
    for (const auto& one : offered) ids.push_back(std::to_string(one.of.id.value));
    return joined(ids, ",");
}

std::optional<AssetId> clearly_nearest(const std::vector<assets::Near>& near) {
    constexpr double surely = 12, so_much_nearer = 6;  // metres
    if (near.empty() || near.front().metres > surely) return std::nullopt;
    const bool is_clear = near.size() == 1 || near[1].metres > std::max(2 * near[0].metres, near[0].metres + so_much_nearer);
    return is_clear ? std::optional(near.front().of.id) : std::nullopt;
}

AssetChoice choice_of(std::vector<assets::Near> offered, bool is_pointed_out, const http::Fields& typed) {
    AssetChoice choice{.offered = std::move(offered)};
    if (choice.offered.empty()) return choice;
    const auto said = typed.get("sak");
    const AssetId chosen{whole_number(said).value_or(0)};
    const bool is_our_guess = !said.empty() && said == typed.get("_narmast");
    const bool is_there = std::ranges::any_of(choice.offered, [&](const assets::Near& one) { return one.of.id == chosen; });
    if (is_there && !is_our_guess) {
        choice.of = {chosen, How::chosen};
        return choice;
    }
    // Nothing chosen among those that were shown says as much as "none of them".
    if (typed.get("_saker") == choice.seen() && (said.empty() || said == none_of_them)) return choice;
    const auto clear = is_pointed_out ? clearly_nearest(choice.offered) : std::nullopt;
    choice.of = {clear.value_or(AssetId{}), How::nearest};
    choice.is_settled = clear.has_value();
    return choice;
}

std::string with_reference(const Texts& text, const assets::Asset& of) {
    const auto words = assets::words_of(text, of);
    return of.name.empty() || of.name == of.reference ? words : words + " (" + of.reference + ")";
}

}  // namespace fault_reports
