#pragma once
#include <cstddef>
#include <string_view>

namespace http {

inline constexpr std::size_t head_limit = 16 * 1024;
inline constexpr std::size_t target_limit = 8 * 1024;

/// The status to refuse a request head with, or 0. Beast reads the head after this and is kinder than we want to be: it takes
/// folded lines, several equal lengths, codings it does not know, any number of Host.
/// `head` is everything up to and with the empty line.
int fault_in_head(std::string_view head);

/// The same for lines that have arrived while the rest has not, so that nobody waits for the end of what is already wrong.
int fault_in_unfinished_head(std::string_view beginning);

/// Where the head ends, behind its empty line; npos while that has not come.
std::size_t end_of_head(std::string_view bytes);

}  // namespace http
