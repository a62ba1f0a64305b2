#pragma once
/// The colours of a municipality: from one colour to a full set for light and dark, where every pair of text and ground has the
/// contrast that WCAG 2.2 asks for. Found by search, never by hand.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/base/result.h"

namespace pages {

/// Two colours as "#0b4f6c". The spark is an accent that never carries text.
struct Brand {
    std::string brand = "#0b4f6c";
    std::string spark = "#f2b632";
};

/// Name and colour in the order of the stylesheet: {"surface", "#ffffff"} …
using Tokens = std::vector<std::pair<std::string, std::string>>;
struct Theme {
    Tokens light, dark;
};

/// Fault::invalid on a colour that is not "#" and six hexadecimal digits.
Result<Theme> theme_tokens(const Brand&);
Result<std::string> theme_css(const Brand&);

/// "/tema/9f86d081884c7d65.css": changes when the stylesheet does.
std::string theme_address(std::string_view css);

std::string_view colour(const Tokens&, std::string_view name);
/// WCAG 2 contrast between two colours, 1 to 21.
double contrast(std::string_view one, std::string_view other);

struct Pair {
    std::string_view front, back;
    double least;
};
/// The pairs that every theme passes.
const std::vector<Pair>& pairs_of_tokens();

}  // namespace pages
