#pragma once
/// What in the street a report is about: which of the municipality's assets stand near, and which of them is meant. No I/O.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "areas/fault_reports/report.h"
#include "engines/area/area.h"
#include "engines/assets/assets.h"
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

/// Which kinds of assets each category is about, by its id; one that is about none is not there.
using AssetKinds = std::map<std::string, std::vector<assets::Kind>, std::less<>>;
/// Those that any of these categories is about, each once.
std::vector<assets::Kind> kinds_of_any(const Categories&, const AssetKinds&);

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

/// As staff and whoever mends it read it: "Lyktstolpe 1234 (L-77)".
std::string with_reference(const Texts&, const assets::Asset&);

}  // namespace fault_reports

template <>
inline constexpr EnumNames<fault_reports::How, 3> names_of<fault_reports::How> = {{
    {fault_reports::How::chosen, "chosen"},
    {fault_reports::How::nearest, "nearest"},
    {fault_reports::How::named, "named"},
}};
