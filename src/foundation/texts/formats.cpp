#include <fmt/format.h>

#include "foundation/texts/icu_words.h"
#include "foundation/texts/texts.h"

std::string Texts::day(Date date) const {
    const auto [year, month, day_of_month] = civil(date);
    return fmt::format("{}{} {} {}", day_of_month, row_of(language_).after_day, texts::month_name(month, language_), year);
}

std::string Texts::short_day(Date date) const {
    const auto [year, month, day_of_month] = civil(date);
    if (year != civil(swedish_date(now())).year) return day(date);
    return fmt::format("{}{} {}", day_of_month, row_of(language_).after_day, texts::month_name(month, language_));
}

std::string Texts::clock(Timestamp time) const {
    const auto [hour, minute, second] = swedish_clock(time);
    return fmt::format("{:02}{}{:02}", hour, row_of(language_).in_clock, minute);
}

std::string Texts::moment(Timestamp time) const {
    const auto words = of("texts");
    const auto date = swedish_date(time);
    return words("moment", date == swedish_date(now()) ? words("today") : short_day(date), clock(time));
}

std::string Texts::number(double value, int decimals) const { return texts::written_number(value, language_, decimals, decimals); }

std::string Texts::money(std::int64_t kronor) const { return of("texts")("money", kronor); }

std::string Texts::file_size(std::int64_t bytes) const {
    const auto words = of("texts");
    const auto size = static_cast<double>(bytes);
    if (bytes < 1'000) return words("bytes", bytes);
    if (bytes < 1'000'000) return words("kilobytes", number(size / 1e3));
    if (bytes < 1'000'000'000) return words("megabytes", number(size / 1e6, 1));
    return words("gigabytes", number(size / 1e9, 1));
}
