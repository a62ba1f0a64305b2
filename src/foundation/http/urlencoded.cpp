#include "foundation/http/urlencoded.h"

#include "foundation/http/ascii.h"
#include "foundation/http/text_repair.h"

namespace http {
namespace {

constexpr std::size_t most_fields = 10'000;  // a megabyte of "a&a&a&" would otherwise take fifty of ours

int hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool stays_in_address(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

}  // namespace

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (stays_in_address(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

std::optional<std::string> percent_decoded_bytes(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[at] == '%') {
            const int high = at + 2 < text.size() ? hexadecimal_digit(text[at + 1]) : -1;
            const int low = at + 2 < text.size() ? hexadecimal_digit(text[at + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    auto decoded = percent_decoded_bytes(text, plus_is_space);
    if (!decoded) return std::nullopt;
    for (std::string_view rest = *decoded; !rest.empty();) {
        const std::size_t size = utf8_character_size(rest);
        if (size == 0) return std::nullopt;
        rest.remove_prefix(size);
    }
    return decoded;
}

std::optional<DecodedForm> decode_urlencoded(std::string_view text) {
    DecodedForm form;
    while (!text.empty()) {
        std::string_view value = take_until(text, '&');
        if (value.empty()) continue;
        if (form.fields.all.size() == most_fields) return std::nullopt;
        const auto name_bytes = percent_decoded_bytes(take_until(value, '='), true);
        const auto value_bytes = percent_decoded_bytes(value, true);
        if (!name_bytes || !value_bytes) return std::nullopt;
        RepairedText name = repaired_text(*name_bytes);
        RepairedText content = repaired_text(*value_bytes);
        form.repaired = form.repaired || name.changed || content.changed;
        form.fields.all.emplace_back(std::move(name.text), std::move(content.text));
    }
    return form;
}

std::optional<Fields> parse_urlencoded(std::string_view text) {
    auto form = decode_urlencoded(text);
    if (!form || form->repaired) return std::nullopt;
    return std::move(form->fields);
}

Fields parse_cookies(std::string_view header) {
    Fields cookies;
    while (!header.empty()) {
        std::string_view pair = without_blanks_around(take_until(header, ';'));
        if (pair.find('=') == std::string_view::npos) continue;
        const std::string_view name = without_blanks_around(take_until(pair, '='));
        std::string_view value = without_blanks_around(pair);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (!name.empty()) cookies.all.emplace_back(name, value);
    }
    return cookies;
}

}  // namespace http
