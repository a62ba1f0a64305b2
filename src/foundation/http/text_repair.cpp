#include "foundation/http/text_repair.h"

namespace http {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The second byte carries what keeps out overlong forms, surrogates and everything past U+10FFFF.
bool may_follow(unsigned char first, unsigned char second) {
    switch (first) {
        case 0xE0: return second >= 0xA0 && second <= 0xBF;
        case 0xED: return second >= 0x80 && second <= 0x9F;
        case 0xF0: return second >= 0x90 && second <= 0xBF;
        case 0xF4: return second >= 0x80 && second <= 0x8F;
        default: return continues(second);
    }
}

std::size_t size_by_first_byte(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

}  // namespace

std::size_t utf8_character_size(std::string_view text) {
    if (text.empty()) return 0;
    const std::size_t size = size_by_first_byte(byte_at(text, 0));
    if (size <= 1) return size;
    if (size > text.size() || !may_follow(byte_at(text, 0), byte_at(text, 1))) return 0;
    for (std::size_t at = 2; at < size; ++at)
        if (!continues(byte_at(text, at))) return 0;
    return size;
}

RepairedText repaired_text(std::string_view text) {
    RepairedText repaired;
    repaired.text.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = text[0] == '\0' ? 0 : utf8_character_size(text);
        if (size == 0) {
            repaired.text += replacement;
            repaired.changed = true;
            text.remove_prefix(1);
        } else {
            repaired.text += text.substr(0, size);
            text.remove_prefix(size);
        }
    }
    return repaired;
}

std::string_view cut_at_character(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && continues(byte_at(text, size))) --size;
    return text.substr(0, size);
}

}  // namespace http
