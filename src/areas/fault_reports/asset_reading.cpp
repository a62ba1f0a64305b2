#include "areas/fault_reports/asset_reading.h"

#include <algorithm>

#include "areas/fault_reports/report.h"
#include "areas/fault_reports/store.h"
#include "engines/addresses/addresses.h"
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

AssetChoice asset_choice(db::Connection& db, const forms::Answers& of_page, const services::Service& category, const http::Fields& typed) {
    const auto kinds = store::asset_kinds(db, category.id);
    const auto place = kinds.empty() ? std::nullopt : place_in(db, of_page);
    if (!place) return {};
    auto offered = assets::nearest(db, place->at, kinds, place->is_pointed_out ? near_a_finger : near_a_house, most_offered);
    return choice_of(std::move(offered), place->is_pointed_out, typed);
}

std::optional<ReportedAsset> reported_asset(db::Connection& db, CaseId report) {
    const auto kept = store::asset_of(db, report);
    if (!kept) return std::nullopt;
    const auto found = assets::find(db, kept->asset);
    if (!found) return std::nullopt;
    return ReportedAsset{*found, kept->how};
}

OthersOfAsset others_of_asset(db::Connection& db, const cases::PlacedCase& report, AssetId asset) {
    OthersOfAsset others{.times_in_a_year =
                             store::count_of_asset(db, asset, report.received_at - 365 * microseconds_a_day, report.received_at)};
    // This one may be among them, and one more tells whether there are more.
    cases::PlaceFilter filter{.numbers = store::numbers_of_asset(db, asset, most_others + 2), .limit = most_others + 1};
    std::erase(filter.numbers, report.number);
    if (!filter.numbers.empty()) others.newest = cases::placed_cases(db, filter);
    others.are_all = std::ssize(others.newest) <= most_others;
    if (!others.are_all) others.newest.erase(others.newest.begin() + most_others, others.newest.end());
    return others;
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
