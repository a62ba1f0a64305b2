#include "foundation/base/written_day.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace {

struct MonthName {
    std::string_view name;
    int month;
};
constexpr MonthName month_names[] = {{"januari", 1},  {"february", 2}, {"februari", 2},  {"mars", 3},      {"march", 3},
                                     {"april", 4},    {"maj", 5},      {"may", 5},       {"juni", 6},      {"june", 6},
                                     {"juli", 7},     {"july", 7},     {"augusti", 8},   {"august", 8},    {"september", 9},
                                     {"oktober", 10}, {"october", 10}, {"november", 11}, {"december", 12}, {"january", 1}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// "25 nov. 2026" is 25, nov, 2026; nothing when something stands there that no day is written with.
std::optional<std::vector<std::string_view>> words_of(std::string_view text) {
    constexpr std::string_view hard_space = "\u00a0", dash = "\u2013";
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto is_of_word = is_digit(text.front()) ? is_digit : is_letter;
        const auto end = std::ranges::find_if_not(text, is_of_word);
        const auto length = static_cast<std::size_t>(end - text.begin());
        if (length > 0) words.push_back(text.substr(0, length));
        const bool is_hard = text.starts_with(hard_space);
        const bool is_between = std::string_view(" -/.,").find(text.front()) != std::string_view::npos || text.starts_with(dash) || is_hard;
        if (length == 0 && !is_between) return std::nullopt;
        text.remove_prefix(length > 0 ? length : is_hard ? hard_space.size() : text.starts_with(dash) ? dash.size() : 1);
    }
    return words;
}

/// A month by its name, or 0.
int month_of(std::string_view word) {
    if (word.size() < 3) return 0;
    const auto found = std::ranges::find_if(month_names, [&](const MonthName& one) { return one.name.starts_with(word); });
    return found == std::end(month_names) ? 0 : found->month;
}

std::optional<Date> in_the_year_meant(int month, int day, Date today, YearMeant meant) {
    const int this_year = civil(today).year;
    std::optional<Date> best;
    const auto distance = [&](Date one) { return one < today ? today.days - one.days : one.days - today.days; };
    // 29 February comes back after at most eight years.
    for (int year = this_year - 8; year <= this_year + 8; ++year) {
        const auto one = date_from(year, month, day);
        if (!one || (meant == YearMeant::coming && *one < today)) continue;
        if (!best || distance(*one) < distance(*best)) best = one;
    }
    return best;
}

struct Parts {
    int month = 0;
    std::vector<std::string_view> numbers{};
};

std::optional<Parts> parts_of(const std::vector<std::string_view>& words) {
    Parts parts;
    for (const auto word : words) {
        if (is_digit(word.front())) {
            parts.numbers.push_back(word);
        } else {
            const auto month = month_of(word);
            if (month == 0 || parts.month != 0) return std::nullopt;
            parts.month = month;
        }
    }
    return parts;
}

bool is_year(std::string_view digits) { return digits.size() == 4; }
/// A day or a month; 0 for anything longer.
int small(std::string_view digits) { return digits.size() <= 2 ? static_cast<int>(*whole_number(digits)) : 0; }
int year(std::string_view digits) { return is_year(digits) ? static_cast<int>(*whole_number(digits)) : 0; }

}  // namespace

std::optional<Date> written_day(std::string_view text, Date today, YearMeant meant) {
    if (!is_utf8(text)) return std::nullopt;
    const auto small_letters = lower(trimmed(text));
    const auto words = words_of(small_letters);
    if (!words) return std::nullopt;
    const auto parts = parts_of(*words);
    if (!parts) return std::nullopt;
    const auto& [month, numbers] = *parts;

    if (month != 0 && numbers.size() == 1) return in_the_year_meant(month, small(numbers[0]), today, meant);
    if (month != 0 && numbers.size() == 2) {
        const auto [first, second] = std::pair(numbers[0], numbers[1]);
        return is_year(first) ? date_from(year(first), month, small(second)) : date_from(year(second), month, small(first));
    }
    if (month != 0) return std::nullopt;
    if (numbers.size() == 1 && numbers[0].size() == 8)
        return date_from(year(numbers[0].substr(0, 4)), small(numbers[0].substr(4, 2)), small(numbers[0].substr(6)));
    if (numbers.size() == 2) return in_the_year_meant(small(numbers[1]), small(numbers[0]), today, meant);
    if (numbers.size() != 3) return std::nullopt;
    return is_year(numbers[0]) ? date_from(year(numbers[0]), small(numbers[1]), small(numbers[2]))
                               : date_from(year(numbers[2]), small(numbers[1]), small(numbers[0]));
}
