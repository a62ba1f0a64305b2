#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// "250" is 250; "250 kg", "2.5" and "" are nothing.
std::optional<std::int64_t> whole_number(std::string_view text);

/// A number as a Swede types it: "2,5", "2.5", "1 250,75", "−3". Not "1e5", not "0x10", not "1,250.75".
std::optional<double> decimal_number(std::string_view text);

/// Shortest text that reads back as the same number, with a point: "2.5", "40000".
std::string plain_number(double number);
