#include "foundation/texts/message.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "foundation/texts/icu_locale.h"
#include "foundation/texts/icu_words.h"

namespace texts {
namespace {

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

/// Words in an Arabic sentence keep their own direction (FIRST STRONG ISOLATE), as a name, a case number or a telephone number must.
/// An address of the web is left alone, since machines read it, and so is a {name} that an address may be put in for.
std::string isolated(const std::string& words, Language language) {
    if (row_of(language).direction == Direction::left_to_right || words.empty()) return words;
    if (words.starts_with('/') || words.starts_with('{') || words.starts_with("http://") || words.starts_with("https://")) return words;
    return "\u2068" + words + "\u2069";
}

icu::Formattable for_icu(const Value& value, Language language) {
    switch (value.type) {
        case Value::Type::words: return {wide(isolated(value.words, language))};
        case Value::Type::whole: return {value.whole};
        case Value::Type::decimal: return {value.decimal};
    }
    return {};
}

std::string written(const Value& value, Language language) {
    switch (value.type) {
        case Value::Type::words: return isolated(value.words, language);
        case Value::Type::whole: return written_number(static_cast<double>(value.whole), language, 0, 0);
        case Value::Type::decimal: return written_number(value.decimal, language, 0, 3);
    }
    return {};
}

bool has_choices(const icu::MessagePattern& pattern) {
    for (std::int32_t i = 0; i < pattern.countParts(); ++i)
        if (pattern.getPart(i).getType() == UMSGPAT_PART_TYPE_ARG_START && pattern.getPart(i).getArgType() != UMSGPAT_ARG_TYPE_NONE)
            return true;
    return false;
}

/// Of a pattern with nothing but words and plain {0}.
std::vector<MessagePart> plain_parts(const icu::MessagePattern& pattern) {
    const auto& whole = pattern.getPatternString();
    std::vector<MessagePart> parts(1);
    std::int32_t from = 0;
    for (std::int32_t i = 1; i < pattern.countParts(); ++i) {
        const auto& token = pattern.getPart(i);
        const auto words_before = [&] { return narrow(whole.tempSubStringBetween(from, token.getIndex())); };
        switch (token.getType()) {
            case UMSGPAT_PART_TYPE_SKIP_SYNTAX:  // an apostrophe that only quotes
            case UMSGPAT_PART_TYPE_ARG_START:
            case UMSGPAT_PART_TYPE_MSG_LIMIT:
                parts.back().words += words_before();
                from = token.getLimit();
                break;
            case UMSGPAT_PART_TYPE_ARG_NUMBER: parts.back().argument = token.getValue(); break;
            case UMSGPAT_PART_TYPE_ARG_LIMIT:
                from = token.getLimit();
                parts.emplace_back();
                break;
            default: break;
        }
    }
    return parts;
}

}  // namespace

struct Message::Choices {
    explicit Choices(const icu::MessageFormat& made) : formatter(made) {}
    icu::MessageFormat formatter;
    std::mutex in_use;  // MessageFormat makes its plural rules while it formats
};

Message::Message(std::string_view pattern, Language language) : language_(language) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const icu::MessagePattern parsed(wide(pattern), &where, status);
    if (U_FAILURE(status)) throw std::invalid_argument("a broken pattern at character " + std::to_string(where.offset));

    for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
        const auto& token = parsed.getPart(i);
        if (token.getType() == UMSGPAT_PART_TYPE_ARG_NAME) throw std::invalid_argument("an argument without a number");
        if (token.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER)
            arguments_ = std::max(arguments_, static_cast<std::size_t>(token.getValue()) + 1);
    }
    if (!has_choices(parsed)) {
        parts_ = plain_parts(parsed);
        return;
    }
    choices_ = std::make_unique<Choices>(icu::MessageFormat(parsed.getPatternString(), locale_of(language), status));
    if (U_FAILURE(status)) throw std::invalid_argument("a pattern that ICU cannot use");
}

Message::~Message() = default;
Message::Message(Message&&) noexcept = default;

std::string Message::format(const std::vector<Value>& values) const {
    if (values.size() < arguments_)
        throw std::logic_error("wants " + std::to_string(arguments_) + " values and gets " + std::to_string(values.size()));
    if (!choices_) {
        std::string out;
        for (const auto& part : parts_) {
            out += part.words;
            if (part.argument >= 0) out += written(values[static_cast<std::size_t>(part.argument)], language_);
        }
        return out;
    }
    std::vector<icu::Formattable> arguments;
    for (const auto& value : values) arguments.push_back(for_icu(value, language_));
    icu::UnicodeString out;
    icu::FieldPosition ignored;
    UErrorCode status = U_ZERO_ERROR;
    const std::lock_guard lock(choices_->in_use);
    choices_->formatter.format(arguments.data(), static_cast<std::int32_t>(arguments.size()), out, ignored, status);
    if (U_FAILURE(status)) throw std::logic_error("ICU cannot format the values");
    return narrow(out);
}

}  // namespace texts
