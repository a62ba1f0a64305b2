#pragma once
/// Whoever finds a browser open must not end the holder's other sessions with it.
#include <vector>

#include "engines/identity/sessions.h"

namespace sign_in {

inline constexpr std::int64_t recent = 10 * microseconds_a_minute;
/// Whether the visitor has signed in, or proved to be there, just now. `own` are the visitor's sessions.
bool has_shown_recently(const Visitor&, const std::vector<identity::Session>& own);
/// In the address of the pages to sign in at, for who is signed in already.
inline constexpr std::string_view again = "igen";

}  // namespace sign_in
