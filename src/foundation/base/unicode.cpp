#include "foundation/base/unicode.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <stdexcept>

static icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

static std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

bool is_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 character = 0;
        U8_NEXT(bytes, i, size, character);
        if (character < 0) return false;
    }
    return true;
}

std::string tidy_text(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* composer = icu::Normalizer2::getNFCInstance(status);
    const auto composed = composer->normalize(wide(text), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compose text");
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
        const UChar32 c = composed.char32At(i);
        if (c == '\r') {
            if (i + 1 >= composed.length() || composed[i + 1] != '\n') kept.append(UChar32{'\n'});
            continue;
        }
        const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xfeff;
        // Embedding and override marks can make a text read otherwise than it is stored (Trojan Source, CVE-2021-42574).
        const bool override_mark = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        if (!control && !override_mark) kept.append(c);
    }
    return std::string(trimmed(narrow(kept.trim())));
}

static const icu::Locale& swedish() {
    static const icu::Locale locale("sv");
    return locale;
}

std::string lower(std::string_view text) { return narrow(wide(text).toLower(swedish())); }

/// One for each thread: making one costs as much as counting a long text. It reads `text`, which must live as long as it is asked.
static icu::BreakIterator& characters_of(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::BreakIterator> found(icu::BreakIterator::createCharacterInstance(swedish(), status));
    if (!found) throw std::runtime_error("ICU cannot count characters");
    found->setText(text);
    return *found;
}

std::size_t count_characters(std::string_view text) {
    const auto wide_text = wide(text);
    auto& characters = characters_of(wide_text);
    std::size_t count = 0;
    while (characters.next() != icu::BreakIterator::DONE) ++count;
    return count;
}

std::string first_characters(std::string_view text, std::size_t count) {
    const auto wide_text = wide(text);
    const auto end = characters_of(wide_text).next(static_cast<std::int32_t>(count));
    return end == icu::BreakIterator::DONE ? std::string(text) : narrow(wide_text.tempSubString(0, end));
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += between;
        out += part;
    }
    return out;
}

std::string slug(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto split_marks = icu::Normalizer2::getNFDInstance(status)->normalize(wide(text).toLower(swedish()), status);
    std::string out;
    for (std::int32_t i = 0; i < split_marks.length(); ++i) {
        const auto c = split_marks[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(c);
        else if (c >= 0x300 && c < 0x370) continue;
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    if (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}
