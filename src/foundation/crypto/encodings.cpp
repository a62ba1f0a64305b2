#include <sodium.h>

#include <cstdint>

#include "foundation/crypto/crypto.h"
#include "foundation/crypto/sodium.h"

namespace crypto {

static std::string in_base64(std::string_view data, int variant) {
    std::string text(sodium_base64_encoded_len(data.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(data), data.size(), variant);
    text.pop_back();  // the final zero
    return text;
}

static std::optional<std::string> out_of_base64(std::string_view text, int variant) {
    std::string data(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes_of(data), data.size(), text.data(), text.size(), nullptr, &size, &end, variant) != 0) return {};
    if (end != text.data() + text.size()) return {};
    data.resize(size);
    return data;
}

std::string base64(std::string_view data) { return in_base64(data, sodium_base64_VARIANT_ORIGINAL); }
std::optional<std::string> from_base64(std::string_view text) { return out_of_base64(text, sodium_base64_VARIANT_ORIGINAL); }
std::string base64url(std::string_view data) { return in_base64(data, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }
std::optional<std::string> from_base64url(std::string_view text) { return out_of_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

std::string hex(std::string_view data) {
    std::string text(data.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(data), data.size());
    text.pop_back();
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    std::string data(text.size() / 2, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(bytes_of(data), data.size(), text.data(), text.size(), nullptr, &size, &end) != 0) return {};
    if (end != text.data() + text.size()) return {};
    return data;
}

static constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string base32(std::string_view data) {
    std::string text;
    std::uint32_t waiting = 0;
    int bits = 0;
    for (const char c : data) {
        waiting = waiting << 8 | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) text += base32_letters[waiting >> (bits - 5) & 31];
    }
    if (bits > 0) text += base32_letters[waiting << (5 - bits) & 31];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string data;
    std::uint32_t waiting = 0;
    int bits = 0;
    for (const char c : text) {
        const auto value = base32_letters.find(c);
        if (value == base32_letters.npos) return {};
        waiting = waiting << 5 | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        data += static_cast<char>(waiting >> bits & 255);
    }
    return data;
}

}  // namespace crypto
