#include "areas/fault_reports/asset.h"

#include <algorithm>

#include "areas/fault_reports/report.h"
#include "areas/fault_reports/store.h"
#include "engines/addresses/addresses.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {
namespace {

constexpr double near_a_finger = 30, near_a_house = 60;  // metres; a house stands back from its street
constexpr int most_offered = 4, most_others = 20;

struct Place {
    geo::Position at;
    bool is_pointed_out = false;
};
std::optional<Place> place_in(db::Connection& db, const forms::Answers& answers) {
    const auto* answer = answers.find(place_field);
    if (!answer) return std::nullopt;
    if (const auto* point = answer->point()) return Place{{point->latitude, point->longitude}, true};
    // A street alone is long: whatever stands at its middle is not meant.
    for (const auto& entry : addresses::search(db, answer->text(), addresses::Kind::address, 1))
        if (entry.at && !entry.number.empty() && lower(answer->text()).starts_with(lower(entry.first_line()))) return Place{*entry.at};
    return std::nullopt;
}

}  // namespace

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

AssetChoice asset_choice(db::Connection& db, const forms::Answers& of_page, const services::Service& category, const http::Fields& typed) {
    const auto kinds = store::asset_kinds(db, category.id);
    const auto place = kinds.empty() ? std::nullopt : place_in(db, of_page);
    if (!place) return {};
    auto offered = assets::nearest(db, place->at, kinds, place->is_pointed_out ? near_a_finger : near_a_house, most_offered);
    return choice_of(std::move(offered), place->is_pointed_out, typed);
}

std::string with_reference(const Texts& text, const assets::Asset& of) {
    const auto words = assets::words_of(text, of);
    return of.name.empty() || of.name == of.reference ? words : words + " (" + of.reference + ")";
}

std::optional<AboutAsset> about_asset(db::Connection& db, const cases::PlacedCase& report) {
    const auto kept = store::asset_of(db, report.id);
    if (!kept) return std::nullopt;
    const auto found = assets::find(db, kept->asset);
    if (!found) return std::nullopt;
    AboutAsset about{.of = *found, .how = kept->how};
    about.times_in_a_year = store::count_of_asset(db, kept->asset, report.received_at - 365 * microseconds_a_day, report.received_at);
    cases::PlaceFilter others{.numbers = store::numbers_of_asset(db, kept->asset, most_others + 1), .limit = most_others + 1};
    std::erase(others.numbers, report.number);
    if (!others.numbers.empty()) about.others = cases::placed_cases(db, others);
    return about;
}

std::vector<NearReport> reports_near(db::Connection& db, geo::Position at, AssetId asset, int limit) {
    constexpr double near_is = 100;  // metres
    std::vector<NearReport> all;
    cases::PlaceFilter same{.numbers = asset == AssetId{} ? std::vector<std::string>{} : store::numbers_of_asset(db, asset, most_others)};
    if (!same.numbers.empty())
        for (auto& one : cases::placed_cases(db, same)) {
            const double metres = geo::distance(at, one.place.at);
            if (one.is_open) all.push_back({{std::move(one), metres}, true});
        }
    for (auto& one : cases::open_near(db, at, near_is, "", limit))
        if (std::ranges::none_of(all, [&](const NearReport& known) { return known.near.of.id == one.of.id; }))
            all.push_back({std::move(one)});
    if (std::ssize(all) > limit) all.resize(static_cast<std::size_t>(limit));
    return all;
}

}  // namespace fault_reports
