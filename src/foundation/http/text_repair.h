#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace http {

/// Bytes of the UTF-8 character that the text begins with (RFC 3629); 0 when it begins with something else.
std::size_t utf8_character_size(std::string_view text);

/// Text from a form, with U+FFFD wherever it was not UTF-8 or held NUL.
struct RepairedText {
    std::string text;
    bool changed = false;
};
RepairedText repaired_text(std::string_view);

/// The longest beginning of at most `size` bytes that does not cut a character in two.
std::string_view cut_at_character(std::string_view text, std::size_t size);

}  // namespace http
