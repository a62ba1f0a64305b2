#pragma once
/// What the registers and the reports say of the asset that a report is about.
#include <optional>
#include <vector>

#include "areas/fault_reports/asset.h"
#include "engines/cases/places.h"
#include "engines/forms/answers.h"

namespace fault_reports {

/// Near the place of the page, of the kinds that this category is about; the place is pointed out, or an address that the register knows.
AssetChoice asset_choice(db::Connection&, const forms::Answers& of_page, const services::Service&, const http::Fields& typed);

/// What a report is about, by the register.
struct ReportedAsset {
    assets::Asset of;
    How how = How::chosen;
};
std::optional<ReportedAsset> reported_asset(db::Connection&, CaseId);

/// How often the asset of a report has been reported, for whoever mends it.
struct OthersOfAsset {
    std::int64_t times_in_a_year = 1;  ///< with this one
    std::vector<cases::PlacedCase> newest{};
    bool are_all = true;  ///< there are no more than the newest
};
OthersOfAsset others_of_asset(db::Connection&, const cases::PlacedCase&, AssetId);

/// A report near the place, or of the same asset.
struct NearReport {
    cases::Near near;
    bool is_same = false;
};
/// Open ones of the same asset first, then those near.
std::vector<NearReport> reports_near(db::Connection&, geo::Position, AssetId, int limit);

}  // namespace fault_reports
