#include "engines/towns/invented.h"

#include <fmt/format.h>

#include <stdexcept>

#include "engines/identity/check_digit.h"
#include "foundation/base/unicode.h"

namespace towns {

std::string person_name(const Town& town, Chance& chance) { return chance.one_of(town.first_names) + " " + chance.one_of(town.surnames); }

std::string child_name(const Town& town, Chance& chance, std::string_view guardian) {
    const auto space = guardian.rfind(' ');
    if (space == std::string_view::npos) return person_name(town, chance);
    return chance.one_of(town.first_names) + std::string(guardian.substr(space));
}

std::string street_address(const Town& town, Chance& chance) {
    return fmt::format("{} {}", chance.one_of(town.streets), chance.between(1, 48));
}

std::string property_designation(const Town& town, Chance& chance) {
    return fmt::format("{} {} {}:{}", town.name.sv, chance.one_of(town.property_blocks), chance.between(1, 9), chance.between(1, 40));
}

std::string email_of(std::string_view name) {
    auto address = slug(name);
    for (auto& c : address)
        if (c == '-') c = '.';
    return address + "@post.example";
}

static std::string with_check_digit(std::string_view nine) {
    for (const char digit : std::string_view("0123456789"))
        if (identity::check_digit_is_right(std::string(nine) + digit)) return std::string(nine) + digit;
    throw std::logic_error("no check digit fits");
}

std::string adult_number(Chance& chance) {
    return "18" + with_check_digit(fmt::format("{:02}{:02}{:02}{:03}", chance.between(90, 99), chance.between(1, 12), chance.between(1, 28),
                                               chance.between(980, 999)));
}

std::string child_number(Chance& chance, Date today, Ages ages) {
    const auto born = civil({today.days - chance.between(ages.from * 365 + 2 + ages.from / 4, ages.to * 365 + 360 + ages.to / 4)});
    return fmt::format("{:02}", born.year / 100) +
           with_check_digit(fmt::format("{:02}{:02}{:02}{:03}", born.year % 100, born.month, born.day, chance.between(238, 239)));
}

std::string organisation_number(Chance& chance) {
    const auto ten = with_check_digit(fmt::format("4{}{}{:06}", chance.between(0, 9), chance.between(2, 9), chance.between(0, 999'999)));
    return ten.substr(0, 6) + "-" + ten.substr(6);
}

std::string phone_number(Chance& chance) { return fmt::format("+46701740{}", chance.between(605, 699)); }

std::string own_phone_number(Chance& chance, std::set<std::string>& taken) {
    const auto drawn = phone_number(chance);
    if (taken.insert(drawn).second) return drawn;
    for (int last = 605; last <= 699; ++last)
        if (auto other = fmt::format("+46701740{}", last); taken.insert(other).second) return other;
    for (int last = 400; last <= 499; ++last)
        if (auto other = fmt::format("+46846500{}", last); taken.insert(other).second) return other;
    return "";
}

std::string postcode(Chance& chance) { return fmt::format("99{} {}0", chance.between(0, 9), chance.between(1, 9)); }

}  // namespace towns
