#pragma once
/// What in the street a report is about: which of the municipality's things stand near, and which of them is meant.
#include <optional>
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/assets/assets.h"
#include "engines/cases/places.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "foundation/base/enum_names.h"

namespace fault_reports {

inline constexpr Permission may_choose_assets{"fault_reports.assets"};

/// Who said so: whoever reported it, nobody (it stands clearly nearest), or a program by its number.
enum class How { chosen, nearest, named };
struct OfAsset {
    AssetId asset{};  ///< none: nobody knows
    How how = How::chosen;
};

/// The answer that it is none of those that are offered, or that nobody knows.
inline constexpr std::string_view none_of_them = "ingen";

/// What is offered, and what is meant as far as the page says.
struct AssetChoice {
    std::vector<assets::Near> offered{};
    OfAsset of{};
    AssetId before_category{};  ///< pressed on the map; whether it is offered is known with the category
    bool is_settled = true;     ///< somebody has seen these and answered, one stands clearly nearest, or there is nothing to ask

    /// What the page sends along, so that it is known which ones were looked at.
    std::string seen() const;
};
/// The one that stands so much nearer than the next that it is meant, also when the place was pointed out with a finger.
std::optional<AssetId> clearly_nearest(const std::vector<assets::Near>&);
/// `typed`: "sak" is what was chosen, "_saker" which ones were shown, "_narmast" which one we had picked. An answer about others than these
/// counts for nothing, and what we picked ourselves is reckoned anew: the place may have moved since.
AssetChoice choice_of(std::vector<assets::Near> offered, bool is_pointed_out, const http::Fields& typed);

/// Near the place of the page, of the kinds that this category is about; the place is pointed out, or an address that the register knows.
AssetChoice asset_choice(db::Connection&, const forms::Answers& of_page, const services::Service&, const http::Fields& typed);

/// As staff and whoever mends it read it: "Lyktstolpe 1234 (L-77)".
std::string with_reference(const Texts&, const assets::Asset&);

/// A report's thing, and the other reports of it.
struct AboutAsset {
    assets::Asset of;
    How how = How::chosen;
    std::int64_t times_in_a_year = 1;  ///< with this one
    std::vector<cases::PlacedCase> others{};
};
std::optional<AboutAsset> about_asset(db::Connection&, const cases::PlacedCase&);

/// A report near the place, or of the same thing.
struct NearReport {
    cases::Near near;
    bool is_same = false;
};
/// Open ones of the same thing first, then those near.
std::vector<NearReport> reports_near(db::Connection&, geo::Position, AssetId, int limit);

}  // namespace fault_reports

template <>
inline constexpr EnumNames<fault_reports::How, 3> names_of<fault_reports::How> = {{
    {fault_reports::How::chosen, "chosen"},
    {fault_reports::How::nearest, "nearest"},
    {fault_reports::How::named, "named"},
}};
