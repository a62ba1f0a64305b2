#include "engines/identity/personal_number.h"

#include "engines/identity/check_digit.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace identity {
namespace {

constexpr int coordination_days = 60;  // a coordination number has 60 added to the day (folkbokföringsförordningen)

int number_at(std::string_view digits, std::size_t begin, std::size_t length) {
    return static_cast<int>(whole_number(digits.substr(begin, length)).value_or(0));
}

bool only_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

std::optional<Date> birthday(std::string_view twelve) {
    const int day = number_at(twelve, 6, 2);
    return date_from(number_at(twelve, 0, 4), number_at(twelve, 4, 2), day > coordination_days ? day - coordination_days : day);
}

/// Ten digits name the latest century that is not in the future; a + says that the person has turned 100 (folkbokföringslagen 18 §).
std::string with_century(std::string_view ten, bool plus) {
    const Date today = swedish_date(now());
    int year = civil(today).year / 100 * 100 + number_at(ten, 0, 2);
    const auto digits = [&] { return std::to_string(year) + std::string(ten.substr(2)); };
    if (const auto born = birthday(digits()); year > civil(today).year || (born && *born > today)) year -= 100;
    if (plus) year -= 100;
    return digits();
}

}  // namespace

std::optional<PersonalNumber> PersonalNumber::from(std::string_view typed) {
    std::string digits;
    bool plus = false;
    for (const char c : trimmed(typed)) {
        if (c == '+') plus = true;
        else if (c != '-' && c != ' ') digits += c;
    }
    if (!only_digits(digits)) return std::nullopt;
    if (digits.size() == 10) digits = with_century(digits, plus);
    if (digits.size() != 12 || !birthday(digits) || *birthday(digits) > swedish_date(now())) return std::nullopt;
    if (!check_digit_is_right(std::string_view(digits).substr(2))) return std::nullopt;
    return PersonalNumber(std::move(digits));
}

std::string PersonalNumber::shown() const { return digits_.substr(0, 8) + "-" + digits_.substr(8); }
bool PersonalNumber::is_coordination_number() const { return number_at(digits_, 6, 2) > coordination_days; }
Date PersonalNumber::born() const { return birthday(digits_).value_or(Date{}); }

int PersonalNumber::age_on(Date day) const {
    const auto birth = civil(born()), then = civil(day);
    const bool had_birthday = then.month > birth.month || (then.month == birth.month && then.day >= birth.day);
    return then.year - birth.year - (had_birthday ? 0 : 1);
}

}  // namespace identity
