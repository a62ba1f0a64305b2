#pragma once
/// Passwords that those who guess begin with, by cracklib and the dictionary that the machine keeps for it (Debian: cracklib-runtime).
#include <string_view>

namespace passwords {

/// A word of the dictionary, as it is, turned, or with figures around it; the same few characters again and again; a row as "abcdef".
/// False for everything when there is no dictionary. Safe from any thread.
bool is_common(std::string_view);
bool has_dictionary();

}  // namespace passwords
