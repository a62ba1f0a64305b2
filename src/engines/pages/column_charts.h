#pragma once
/// Columns over a row of labels, as of hours. Apart from charts.h for the few that draw them.
#include "engines/pages/charts.h"

namespace pages {

struct Columns {
    std::string name;
    std::vector<Bar> bars;
};
/// Over the same labels, from left to right: one above the other, each with a scale of its own from zero. Each column says its value where
/// there is room, else the highest does.
Html column_charts(const Texts&, std::string_view title, const std::vector<Columns>&, const Html& table);

}  // namespace pages
