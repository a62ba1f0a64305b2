#include "engines/addresses/words.h"

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace addresses {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> parts_of(std::string_view text) {
    auto all = split(text, ' ');
    std::erase_if(all, [](std::string_view word) { return word.empty(); });
    return all;
}

std::string joined_from(const std::vector<std::string_view>& parts, std::size_t from, std::size_t until) {
    std::string all;
    for (auto i = from; i < until; ++i) {
        if (!all.empty()) all += ' ';
        all += parts[i];
    }
    return all;
}

/// The figures that a text begins with.
std::int64_t first_figures(std::string_view text) {
    constexpr std::size_t most = 9;
    std::size_t end = 0;
    while (end < text.size() && end < most && is_digit(text[end])) ++end;
    return whole_number(text.substr(0, end)).value_or(0);
}

constexpr std::size_t figures_of_postcode = 5, figures_before_space = 3;

/// "990", "10" is a postcode, perhaps not yet typed to its end.
std::vector<std::string> with_postcodes_joined(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_pair = i + 1 < words.size() && words[i].size() == figures_before_space && is_figures(words[i]) &&
                             words[i + 1].size() <= figures_of_postcode - figures_before_space && is_figures(words[i + 1]);
        all.push_back(is_pair ? words[i] + words[i + 1] : words[i]);
        if (is_pair) ++i;
    }
    return all;
}

/// The word that may be the number: the first with a figure that does not stand first, where a street may have one in its name.
std::size_t place_of_number(const std::vector<std::string>& words) {
    const auto may_be = [](const std::string& word) {
        return has_figure(word) && !(word.size() == figures_of_postcode && is_figures(word));
    };
    for (std::size_t i = 1; i < words.size(); ++i)
        if (may_be(words[i])) return i;
    return !words.empty() && may_be(words.front()) ? 0 : words.size();
}

enum class Letter { apart, of_the_number };
Reading reading_of(const std::vector<std::string>& words, Letter letter) {
    const auto at = place_of_number(words);
    Reading reading;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == at) reading.label = words[i];
        else if (i == at + 1 && letter == Letter::of_the_number) reading.label += words[i];
        else reading.names.push_back(words[i]);
    }
    return reading;
}

}  // namespace

bool has_figure(std::string_view word) { return std::ranges::any_of(word, is_digit); }
bool is_figures(std::string_view word) { return !word.empty() && std::ranges::all_of(word, is_digit); }

Cut cut_address(std::string_view written) {
    const auto parts = parts_of(written);
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (has_figure(parts[i])) return {joined_from(parts, 0, i), joined_from(parts, i, parts.size())};
    return {joined_from(parts, 0, parts.size()), {}};
}

Cut cut_property(std::string_view written) {
    const auto parts = parts_of(written);
    if (parts.size() < 2 || !has_figure(parts.back())) return {joined_from(parts, 0, parts.size()), {}};
    return {joined_from(parts, 0, parts.size() - 1), std::string(parts.back())};
}

std::string label_of(std::string_view number) {
    auto label = lower(number);
    std::erase(label, ' ');
    return label;
}

Order order_of(std::string_view label) {
    const auto colon = label.find(':');
    if (colon == label.npos) return {first_figures(label), 0};
    return {first_figures(label.substr(0, colon)), first_figures(label.substr(colon + 1))};
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> all;
    auto small = lower(text);
    std::ranges::replace(small, ',', ' ');
    for (const auto word : parts_of(small))
        if (std::ranges::find(all, word) == all.end()) all.emplace_back(word);
    return all;
}

std::vector<Reading> readings(std::string_view typed) {
    constexpr std::size_t most_words = 8;
    auto words = words_of(typed);
    if (words.size() > most_words) words.resize(most_words);
    const auto whole = with_postcodes_joined(words);
    std::vector<Reading> all;
    const auto at = place_of_number(whole);
    const bool has_letter = at + 1 < whole.size() && count_characters(whole[at + 1]) == 1 && !has_figure(whole[at + 1]);
    if (has_letter) all.push_back(reading_of(whole, Letter::of_the_number));
    all.push_back(reading_of(whole, Letter::apart));
    if (whole != words) all.push_back(reading_of(words, Letter::apart));
    if (at < whole.size()) all.push_back({.names = whole});
    std::erase_if(all, [](const Reading& one) { return one.names.empty(); });
    return all;
}

}  // namespace addresses
