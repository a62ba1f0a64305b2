#pragma once
/// Terms that say nothing to whoever lacks the secret; only the .cpp files of this folder include it.
#include <string>
#include <string_view>
#include <vector>

namespace fulltext {

std::string blinded(std::string_view term, std::string_view secret);
/// Everything a text is found by, as terms() in order, and the beginnings of its words: blinded, each once, sorted.
std::vector<std::string> blinded_terms(std::string_view text, std::string_view secret);

}  // namespace fulltext
