#pragma once
/// The words of a text that tell it from others.
#include <functional>
#include <string>
#include <string_view>

namespace similarity {

/// Each word that says something, by its stem, and as it was written in lower case; the parts of a compound weigh less than 1.
void each_stem(std::string_view words, const std::function<void(const std::string& stem, const std::string& written, double weight)>&);

/// The stem of one word, whatever it says; "" when it has no letters.
std::string stem_of(std::string_view word);

}  // namespace similarity
