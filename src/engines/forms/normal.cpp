#include "engines/forms/normal.h"

#include <algorithm>
#include <cmath>

#include "engines/identity/check_digit.h"
#include "engines/identity/personal_number.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/coordinates.h"
#include "foundation/geo/places.h"

namespace forms {
namespace {

tl::unexpected<Refused> refused(std::string key, std::vector<std::string> arguments = {}, std::string part = {}) {
    return tl::unexpected(Refused{std::move(key), std::move(arguments), std::move(part)});
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits of a number that people write in groups; nothing when there is anything else than digits and `between`.
std::optional<std::string> digits_of(std::string_view typed, std::string_view between) {
    std::string digits;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (is_digit(c)) digits += c;
        else if (typed.substr(i).starts_with("\u00a0") || typed.substr(i).starts_with("\u2013")) i += c == '\xc2' ? 1 : 2;
        else if (between.find(c) == between.npos) return std::nullopt;
    }
    return digits;
}

bool is_domain(std::string_view domain) {
    const auto labels = split(domain, '.');
    return labels.size() >= 2 && labels.back().size() >= 2 && std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
               return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
                      label.find_first_of(" @,;:!\"#$%&'()*+/<=>?[\\]^_`{|}~") == label.npos;
           });
}

/// Up to `most` digits; nothing for letters.
std::optional<int> small_number(std::string_view typed, std::size_t most) {
    const auto digits = trimmed(typed);
    if (digits.empty() || digits.size() > most || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    return static_cast<int>(*whole_number(digits));
}

}  // namespace

Normal<std::string> personal_number(std::string_view typed) {
    const auto digits = digits_of(trimmed(typed), " -+");
    if (!digits || (digits->size() != 10 && digits->size() != 12)) return refused("error_personal_number_length");
    const auto number = identity::PersonalNumber::from(typed);
    if (!number) return refused("error_personal_number");
    return number->digits();
}

Normal<std::string> organisation_number(std::string_view typed) {
    auto digits = digits_of(trimmed(typed), " -");
    // Registers that hold both kinds of numbers put 16 before an organisation's.
    if (digits && digits->size() == 12 && digits->starts_with("16")) digits = digits->substr(2);
    if (!digits || digits->size() != 10) return refused("error_organisation_number_length");
    // Lag (1974:174) om identitetsbeteckning för juridiska personer: the third digit is at least 2, so that no personal number looks alike.
    if ((*digits)[2] < '2') return refused("error_organisation_number_person");
    if (!identity::check_digit_is_right(*digits)) return refused("error_organisation_number");
    return digits->substr(0, 6) + "-" + digits->substr(6);
}

Normal<std::string> email(std::string_view typed) {
    const auto address = trimmed(typed);
    const auto at = address.rfind('@');
    if (at == address.npos) return refused("error_email_at");
    const auto local = address.substr(0, at);
    const bool local_is_sane = !local.empty() && local.size() <= 64 && local.find_first_of(" @,;:<>()[]\\\"\t\n") == local.npos &&
                               local.front() != '.' && local.back() != '.' && local.find("..") == local.npos;
    if (!local_is_sane || !is_domain(address.substr(at + 1)) || address.size() > 254) return refused("error_email");
    return std::string(local) + "@" + lower(address.substr(at + 1));
}

Normal<std::string> phone(std::string_view typed) {
    auto number = std::string(trimmed(typed));
    if (const auto zero = number.find("(0)"); zero != number.npos && number.starts_with('+')) number.erase(zero, 3);
    const bool is_international = number.starts_with('+') || number.starts_with("00");
    auto digits = digits_of(number.starts_with('+') ? std::string_view(number).substr(1) : std::string_view(number), " -()/.");
    if (!digits) return refused("error_phone");
    if (number.starts_with("00")) digits = digits->substr(2);
    if (!is_international && !digits->starts_with('0')) return refused("error_phone_area");
    if (!is_international) digits = "46" + digits->substr(1);
    if (digits->starts_with("460")) digits->erase(2, 1);
    // E.164: at most 15 digits. No Swedish subscriber has fewer than 5 after the area code's zero.
    if (digits->size() < 8 || digits->size() > 15) return refused("error_phone");
    return "+" + *digits;
}

std::string shown_personal_number(std::string_view normal) {
    if (normal.size() != 12) return std::string(normal);
    return std::string(normal.substr(0, 8)) + "-" + std::string(normal.substr(8));
}

std::string shown_phone(std::string_view normal) {
    const std::string space = "\u00a0";
    if (!normal.starts_with("+46")) return std::string(normal);
    const auto own = "0" + std::string(normal.substr(3));
    const std::size_t area = own.starts_with("07") || own.starts_with("010") ? 3 : own.starts_with("08") ? 2 : 4;
    if (own.size() < area + 5) return own;
    std::string out = own.substr(0, area) + "-";
    auto rest = own.substr(area);
    const std::size_t first = rest.size() % 2 == 0 ? 2 : 3;
    for (std::size_t i = 0, length = first; i < rest.size(); i += length, length = 2) {
        if (i != 0) {
            out += space;
            length = 2;
        }
        out += rest.substr(i, length);
    }
    return out;
}

Normal<std::string> postcode(std::string_view typed) {
    auto code = trimmed(typed);
    for (const auto prefix : {"SE-", "SE ", "S-", "se-"})
        if (code.starts_with(prefix)) code.remove_prefix(std::string_view(prefix).size());
    const auto digits = digits_of(code, " ");
    if (!digits || digits->size() != 5 || digits->front() == '0') return refused("error_postcode", {}, "postcode");
    return digits->substr(0, 3) + " " + digits->substr(3);
}

/// "1:7", "12"; "S:3" of what several properties own together (samfällighet) and "GA:2" of what they keep together
/// (gemensamhetsanläggning).
static bool is_property_number(const std::vector<std::string_view>& parts) {
    const auto is_number = [](std::string_view part) { return small_number(part, 5).has_value(); };
    const auto kind = lower(parts.front());
    return parts.size() <= 2 && is_number(parts.back()) && (is_number(parts.front()) || kind == "s" || kind == "ga");
}

Normal<std::string> property(std::string_view typed) {
    const auto words = tidy_text(typed);
    const auto space = words.rfind(' ');
    const auto number = space == words.npos ? std::string_view{} : std::string_view(words).substr(space + 1);
    if (!is_property_number(split(number, ':')) || words.size() > 200) return refused("error_property");
    return words;
}

std::string comparable_property(std::string_view designation, std::string_view municipality) {
    std::vector<std::string> words;
    const auto written = lower(designation);
    for (const auto word : split(written, ' '))
        if (!word.empty()) words.emplace_back(word);
    const auto whole = joined(words, " ");
    // Three words at least: "Exempelby 1:7" is a part of the town that has its name.
    const auto own = lower(municipality) + " ";
    return words.size() > 2 && whole.starts_with(own) ? whole.substr(own.size()) : whole;
}

Normal<std::string> date(std::string_view typed_day, std::string_view typed_month, std::string_view typed_year) {
    const auto day = small_number(typed_day, 2), month = small_number(typed_month, 2), year = small_number(typed_year, 4);
    if (!day || *day < 1 || *day > 31) return refused("error_date_day", {}, "day");
    if (!month || *month < 1 || *month > 12) return refused("error_date_month", {}, "month");
    if (!year || *year < 1000) return refused("error_date_year", {}, "year");
    if (const auto found = date_from(*year, *month, *day)) return to_iso(*found);
    int last = 31;
    while (!date_from(*year, *month, last)) --last;
    return refused("error_date_exists", {std::to_string(*day), std::to_string(last)}, "day");
}

Normal<std::string> iso_date(std::string_view typed) {
    const auto parts = split(trimmed(typed), '-');
    if (parts.size() != 3) return refused("error_date", {}, "day");
    return date(parts[2], parts[1], parts[0]);
}

Normal<Point> point(Point at, const geo::BaseMap* map) {
    // Sweden with its waters, when the municipality has no map of its own.
    const bool is_in_sweden = at.latitude >= 54 && at.latitude <= 70 && at.longitude >= 9 && at.longitude <= 26;
    if (!(map ? map->holds(at) : is_in_sweden)) return refused("error_point_outside");
    return at;
}

Normal<Answer> place(std::string_view typed, const geo::BaseMap* map) {
    auto words = tidy_text(typed);
    if (!geo::look_like_coordinates(words)) return Answer{std::move(words)};
    const auto at = geo::coordinates(words);
    if (!at) return refused("error_point");
    const auto kept = point(*at, map);
    if (!kept) return tl::unexpected(kept.error());
    return Answer{*kept};
}

Normal<Drawing> drawing(std::string_view typed, const geo::BaseMap* map) {
    Drawing points;
    for (const auto line : split(typed, '\n')) {
        const auto words = trimmed(line);
        if (words.empty()) continue;
        if (points.size() == most_points) return refused("error_points_many", {std::to_string(most_points)});
        const auto found = place(words, map);
        if (!found)
            return refused(found.error().text_key == "error_point_outside" ? "error_points_outside" : "error_points", {std::string(words)});
        const auto named = found->point() || !map ? std::nullopt : geo::named_place(*map, found->text());
        if (!found->point() && !named) return refused("error_points", {std::string(words)});
        points.push_back(found->point() ? *found->point() : named->at);
    }
    return points;
}

Normal<Address> address(std::string_view street, std::string_view code, std::string_view town) {
    Address found{tidy_text(street), {}, tidy_text(town)};
    if (found.street.empty()) return refused("error_street", {}, "street");
    auto normal_code = postcode(code);
    if (!normal_code) return tl::unexpected(normal_code.error());
    if (found.town.empty()) return refused("error_town", {}, "town");
    if (count_characters(found.street) > 200) return refused("error_too_long", {"200"}, "street");
    if (count_characters(found.town) > 100) return refused("error_too_long", {"100"}, "town");
    found.postcode = std::move(*normal_code);
    return found;
}

std::string comparable(const Address& address) {
    auto written = lower(address.street);
    // A flat is no other place: who else has lived there is told apart by who, not by where.
    for (const std::string_view flat : {" lgh", ",lgh", " lägenhet", ",lägenhet"})
        if (const auto at = written.find(flat); at != written.npos) written.resize(at);
    std::string kept;
    for (const char c : written + address.postcode)
        if (c != ' ' && c != ',' && c != '.') kept += c;
    return kept;
}

Normal<NumberAnswer> number(std::string_view typed) {
    const auto words = trimmed(typed);
    const auto value = decimal_number(words);
    if (!value) return refused("error_number");
    // Beyond this a double no longer counts every whole number.
    if (std::abs(*value) > 9e15) return refused("error_number_large");
    return NumberAnswer{std::string(words), *value};
}

Normal<NumberAnswer> money(std::string_view typed) {
    const auto small = lower(trimmed(typed));
    std::string_view amount = small;
    for (const std::string_view ending : {"kronor", "kr.", "kr", "sek", ":-", ",-", ".-"})
        if (amount.ends_with(ending)) {
            amount = trimmed(amount.substr(0, amount.size() - ending.size()));
            break;
        }
    // "12:50" is twelve kronor and fifty öre.
    auto plain = std::string(amount);
    const auto colon = plain.find(':');
    if (colon != plain.npos && plain.size() == colon + 3) plain[colon] = ',';
    auto found = number(plain);
    if (!found && found.error().text_key == "error_number") return refused("error_money");
    return found;
}

}  // namespace forms
