#pragma once
/// Text as people write it. Never the C locale: ICU does the work.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

bool is_utf8(std::string_view);
/// Composed form (NFC), line ends as \n, other control characters and stray direction marks removed, outer white space trimmed.
/// The text must be UTF-8.
std::string tidy_text(std::string_view);
/// Lower case by the Swedish rules: "ÅKE" is "åke".
std::string lower(std::string_view);
/// Characters as a reader counts them: "é" written as two code points is one, so is a flag.
std::size_t count_characters(std::string_view);
/// The first `count` characters as a reader counts them.
std::string first_characters(std::string_view, std::size_t count);
std::string_view trimmed(std::string_view);
std::vector<std::string_view> split(std::string_view, char separator);
std::string joined(const std::vector<std::string>&, std::string_view between);
/// "Ansök om bygglov!" is "ansok-om-bygglov": letters for addresses and file names.
std::string slug(std::string_view);
