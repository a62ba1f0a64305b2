#pragma once
/// Which pages of a form a person comes to: the links between pages with their conditions, as one condition for each page.
#include <optional>
#include <vector>

#include "engines/form_import/say.h"

namespace form_import {

struct Link {
    std::size_t to;
    std::optional<Logic> when{};  ///< the first that holds is followed, else the last without a condition
};
struct Stop {
    std::vector<Link> links{};
    std::vector<std::string> asks{};  ///< foreign names of its questions that must be answered
};

struct Reached {
    std::size_t stop;
    Logic when{};
};
struct Journey {
    std::vector<Reached> order{};          ///< in the order in which people come to them
    std::vector<std::size_t> unreached{};  ///< no links lead there
    bool is_too_tangled = false;           ///< then every page is shown
    bool has_circle = false;               ///< links back were left out
};
Journey journey(const std::vector<Stop>&, std::size_t start, const Uses&);

}  // namespace form_import
