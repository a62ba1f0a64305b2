#include "foundation/texts/icu_words.h"

#include <unicode/dtfmtsym.h>
#include <unicode/numberformatter.h>

#include <array>
#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>

#include "foundation/texts/icu_locale.h"

namespace texts {
namespace {

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::array<std::string, 12> month_names(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale_of(language), status);
    std::int32_t count = 0;
    const auto* names = symbols.getMonths(count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
    if (U_FAILURE(status) || count < 12) throw std::runtime_error("ICU has no names of months");
    std::array<std::string, 12> all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = utf8(names[i]);
    return all;
}

}  // namespace

/// Made once for each way of writing: making one costs more than a hundred numbers.
static const icu::number::LocalizedNumberFormatter& number_formatter(Language language, int least_decimals, int most_decimals) {
    static std::mutex guard;
    static std::map<std::tuple<Language, int, int>, icu::number::LocalizedNumberFormatter> made;
    const std::lock_guard lock(guard);
    const auto way = std::tuple(language, least_decimals, most_decimals);
    const auto found = made.find(way);
    if (found != made.end()) return found->second;
    return made
        .emplace(way, icu::number::NumberFormatter::withLocale(locale_of(language))
                          .precision(icu::number::Precision::minMaxFraction(least_decimals, most_decimals)))
        .first->second;
}

std::string written_number(double number, Language language, int least_decimals, int most_decimals) {
    UErrorCode status = U_ZERO_ERROR;
    const auto formatted = number_formatter(language, least_decimals, most_decimals).formatDouble(number, status);
    const auto written = formatted.toString(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write a number");
    return utf8(written);
}

const std::string& month_name(int month, Language language) {
    static const auto names = [] {
        std::map<Language, std::array<std::string, 12>> all;
        for (const auto& row : languages()) all.emplace(row.language, month_names(row.language));
        return all;
    }();
    return names.at(language).at(static_cast<std::size_t>(month - 1));
}

}  // namespace texts
