#pragma once
/// What a new password is judged by. Length, not rules about characters (NIST SP 800-63B-4), and that nobody guesses it first.
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace identity {

/// Fault::invalid with field "password": password_is_too_short, password_is_too_long.
Result<void> has_fit_length(std::string_view password);
/// Words that lie near at hand for whoever chooses: of the account, and of the municipality by its name and short name.
std::vector<std::string> near_words(std::string_view username, std::string_view name, std::string_view municipality, std::string_view slug);
/// The hash of a password that may be taken; `near` is from near_words.
/// Fault::invalid with field "password": as above, password_is_near, password_is_common.
Result<std::string> accepted_password(std::string_view password, const std::vector<std::string>& near);

/// Of one that may be taken; the browser's meter counts in the same way (ui/islands/password.ts).
enum class Strength { fair, good, strong };
Strength strength_of(std::string_view password);

}  // namespace identity

template <>
inline constexpr EnumNames<identity::Strength, 3> names_of<identity::Strength>{
    {{identity::Strength::fair, "fair"}, {identity::Strength::good, "good"}, {identity::Strength::strong, "strong"}}};
