#pragma once
/// How answers usually fall out: embedded/believable.yaml, and one file more for each theme.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace towns {

struct Leaning {
    std::optional<int> yes{};  ///< per cent
    std::optional<double> from{}, to{};
    std::optional<double> split{};                     ///< a sum that the items of a group share
    std::optional<std::int64_t> age_from{}, age_to{};  ///< of whom a personal number belongs to
    std::map<std::string, int, std::less<>> weights{};
    std::vector<std::string> texts{};
    std::string like{};  ///< child, adult, company, …
};

/// Of the service, else of any service, else one that leans nowhere.
const Leaning& leaning(std::string_view service, std::string_view field);

/// How often a service is used, and in which months more often than else.
struct Rhythm {
    int weight = 3;
    std::array<int, 12> months = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100};  ///< per cent of an ordinary month
};
const Rhythm& rhythm(std::string_view service);

/// The service of a case that a visitor of the demonstration is to find: undoable, waiting, approved, in_progress.
const std::string& service_of_story(std::string_view story);

/// What people write to each other: questions, answers, notes, supplements, supplied, withdrawals; and "sentences" for anything.
const std::vector<std::string>& written(std::string_view kind);

}  // namespace towns
