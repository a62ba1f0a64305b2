#pragma once
/// How answers usually fall out: embedded/believable.yaml.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace towns {

struct Leaning {
    std::optional<int> yes{};  ///< per cent
    std::optional<double> from{}, to{};
    std::optional<double> split{};  ///< a sum that the items of a group share
    std::map<std::string, int, std::less<>> weights{};
    std::vector<std::string> texts{};
    std::string like{};  ///< child, adult, company, …
};

/// Of the service, else of any service, else one that leans nowhere.
const Leaning& leaning(std::string_view service, std::string_view field);

/// What people write to each other: questions, answers, notes, supplements, supplied, withdrawals; and "sentences" for anything.
const std::vector<std::string>& written(std::string_view kind);

}  // namespace towns
