#pragma once
/// Letters and lists as HTTP knows them: ASCII only, whatever the machine's locale.
#include <string>
#include <string_view>

namespace http {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// tchar of RFC 9110 5.6.2: what names of headers and methods are made of.
inline bool is_token_character(char c) {
    return is_letter(c) || is_digit(c) || (c != '\0' && std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos);
}
/// Controls are never text in a header; the tab is.
inline bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

std::string lower_ascii(std::string_view);
bool equals_ignoring_case(std::string_view, std::string_view);
bool is_token(std::string_view);
/// Without spaces and tabs at both ends (OWS of RFC 9110).
std::string_view without_blanks_around(std::string_view);
/// What stands before the separator, or everything; the rest of `text` stays.
std::string_view take_until(std::string_view& text, char separator);

}  // namespace http
