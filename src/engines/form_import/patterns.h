#pragma once
/// Regular expressions of forms from elsewhere, as patterns of our rules.
#include <optional>
#include <string>
#include <string_view>

namespace form_import {

/// What has no ^ and $ of its own must fit the whole text, or some of it.
enum class Fits { whole, somewhere };
/// Nothing when it says what our patterns cannot.
std::optional<std::string> our_pattern(std::string_view foreign, Fits);

inline constexpr std::string_view web_address_pattern = R"(([hH][tT][tT][pP][sS]?://)?[^\s/?#@.]+(\.[^\s/?#@.]+)+([/?#][^\s]*)?)";
inline constexpr std::string_view licence_plate_pattern = R"([A-Za-z0-9ÅÄÖåäö -]{2,10})";

}  // namespace form_import
