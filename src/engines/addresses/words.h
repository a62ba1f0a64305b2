#pragma once
/// How addresses are cut into what is compared. Only the .cpp files of this folder include it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace addresses {

/// A name and what numbers it: "Kyrkogatan" and "12 A".
struct Cut {
    std::string name, number;
};
/// "Kyrkogatan 12 A", "Stora torget", "1:a Tvärgatan 5": the number begins with the first word after the first that has a figure.
Cut cut_address(std::string_view);
/// "Exempelby Eken 1:7", "Exempelby S:3": the number is the last word, when it has a figure.
Cut cut_property(std::string_view);

/// "12 A" is "12a".
std::string label_of(std::string_view number);
/// By which labels are put in order: 12 and 0; 1 and 7.
struct Order {
    std::int64_t number = 0, second = 0;
};
Order order_of(std::string_view label);

/// In small letters, each once.
std::vector<std::string> words_of(std::string_view);
bool has_figure(std::string_view word);
bool is_figures(std::string_view word);

/// One way to read what was typed.
struct Reading {
    std::vector<std::string> names{};
    std::string label{};  ///< may be empty: any number
};
/// The likeliest first.
std::vector<Reading> readings(std::string_view typed);

}  // namespace addresses
