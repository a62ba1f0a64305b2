#pragma once
/// Charts as SVG from the server, with the same values as a table behind "Visa som tabell"; or with `table` beside, which has them and says
/// more.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/components.h"

namespace pages {

struct Bar {
    std::string label;
    double value = 0;
    std::string shown;  ///< the value as people read it: "12 340 kg"
};
/// Horizontal bars from zero; negative values have no bar.
Html bar_chart(const Texts&, std::string_view title, const std::vector<Bar>&, const Html& table = {});

struct TrendPoint {
    std::string label;  ///< "2026"
    double value = 0;
    std::string shown;
};
/// A line over time, two points or more, with the goal as a dashed line.
Html trend_chart(const Texts&, std::string_view title, const std::vector<TrendPoint>&, std::optional<double> goal = {},
                 const Html& table = {});

}  // namespace pages
