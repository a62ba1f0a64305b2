#include "engines/identity/new_password.h"

#include "engines/identity/accounts.h"
#include "foundation/base/unicode.h"
#include "foundation/passwords/passwords.h"

namespace identity {
namespace {

constexpr std::size_t shortest_password = 12, longest_password = 128;       // Digg, NIST SP 800-63B-4; OWASP ASVS 2.1.2
constexpr std::size_t good_length = 16, strong_length = 20;                 // characters
constexpr std::size_t least_beside_near_words = 6, shortest_near_word = 3;  // letters, characters

void take_away(std::string& left, std::string_view word) {
    if (count_characters(word) < shortest_near_word) return;
    for (auto at = left.find(word); at != std::string::npos; at = left.find(word)) left.erase(at, word.size());
}

/// In lower case. Whatever is not ASCII counts as a letter.
std::size_t count_letters(std::string text) {
    std::erase_if(text, [](char one) { return static_cast<unsigned char>(one) < 0x80 && (one < 'a' || one > 'z'); });
    return count_characters(text);
}

/// Hardly a letter is left of it when the words that lie near at hand are taken away: a year and a full stop are guessed with them.
bool is_near(std::string_view password, const std::vector<std::string>& near) {
    const auto whole = lower(password);
    auto left = whole;
    for (const auto& words : near) {
        const auto small = lower(words);
        for (const auto word : split(small, ' ')) take_away(left, word);
    }
    return left != whole && count_letters(left) < least_beside_near_words;
}

}  // namespace

Result<void> has_fit_length(std::string_view password) {
    if (!is_utf8(password) || count_characters(password) < shortest_password) return invalid({{"password", "password_is_too_short"}});
    if (count_characters(password) > longest_password) return invalid({{"password", "password_is_too_long"}});
    return {};
}

std::vector<std::string> near_words(std::string_view username, std::string_view name, std::string_view municipality,
                                    std::string_view slug) {
    return {std::string(username), std::string(name), std::string(municipality), std::string(slug), "kommun"};
}

Result<std::string> accepted_password(std::string_view password, const std::vector<std::string>& near) {
    TRY(has_fit_length(password));
    if (is_near(password, near)) return invalid({{"password", "password_is_near"}});
    if (passwords::is_common(password)) return invalid({{"password", "password_is_common"}});
    return hash_of_new_password(password);
}

Strength strength_of(std::string_view password) {
    const auto length = count_characters(password);
    return length >= strong_length ? Strength::strong : length >= good_length ? Strength::good : Strength::fair;
}

}  // namespace identity
