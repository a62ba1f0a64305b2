#pragma once
/// HTML as literals with {} holes, checked and escaped by context at compile time:
///     html::Html line = html::make<R"(<p class="{}">{}</p>)">(css_class, words);
/// Tags must balance and attributes must be quoted, or the program does not compile. A {} between tags takes words, whole numbers
/// and Html; in a quoted attribute words and numbers; in a tag, as in <input {}>, html::Attributes.
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "foundation/html/literal.h"

namespace html {

/// Markup that is safe to send. Only this module makes it.
class Html {
public:
    Html() = default;
    const std::string& str() const& { return markup_; }
    std::string str() && { return std::move(markup_); }
    bool empty() const { return markup_.empty(); }
    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    friend Html operator+(Html first, const Html& second) { return std::move(first += second); }
    bool operator==(const Html&) const = default;

private:
    explicit Html(std::string markup) : markup_(std::move(markup)) {}
    friend Html trusted(std::string);
    std::string markup_;
};

/// For markup that foundation/markdown or our own SVG drawing made, and nothing else: nobody escapes it.
Html trusted(std::string markup);

/// The words, escaped.
Html text(std::string_view words);

/// An attribute's name, checked while compiling: no on…, style or srcdoc.
class AttributeName {
public:
    consteval AttributeName(const char* name) : name_(name) {
        for (const char c : name_)
            if (!detail::is_name_character(c) || (c >= 'A' && c <= 'Z')) wrong::attribute_name_is_broken();
        if (name_.empty()) wrong::attribute_name_is_broken();
        if (detail::runs_code(name_) || name_ == "srcset") wrong::attribute_runs_scripts_or_styles();
    }
    constexpr std::string_view view() const { return name_; }

private:
    std::string_view name_;
};

namespace detail {

template <class T>
concept Words = std::convertible_to<const T&, std::string_view>;
template <class T>
concept WholeNumber = std::integral<T> && sizeof(T) > 1 && !std::same_as<T, wchar_t> && !std::same_as<T, char16_t> &&
                      !std::same_as<T, char32_t>;

}  // namespace detail

/// Attributes that are not always there, for the {} in <input {}>. Setting one twice throws std::logic_error.
class Attributes {
public:
    Attributes& set(AttributeName, std::string_view value) &;
    Attributes& set(AttributeName name, detail::WholeNumber auto value) & { return set(name, std::to_string(value)); }
    Attributes& flag(AttributeName, bool is_set = true) &;
    /// Left out when the value is empty.
    Attributes& maybe(AttributeName name, std::string_view value) & { return value.empty() ? *this : set(name, value); }

    Attributes&& set(AttributeName name, std::string_view value) && { return std::move(set(name, value)); }
    Attributes&& set(AttributeName name, detail::WholeNumber auto value) && { return std::move(set(name, value)); }
    Attributes&& flag(AttributeName name, bool is_set = true) && { return std::move(flag(name, is_set)); }
    Attributes&& maybe(AttributeName name, std::string_view value) && { return std::move(maybe(name, value)); }

    const std::string& str() const { return markup_; }

private:
    void begin(AttributeName);
    std::string markup_;  ///< each with a space before it
    std::vector<std::string_view> names_;
};

namespace detail {

/// An argument of make(), borrowed until the call is over.
struct Piece {
    enum class Kind : unsigned char { words, whole, decimal } kind = Kind::words;
    std::string_view words{};
    std::int64_t whole = 0;
    double decimal = 0;
};

template <class T>
Piece piece(const T& value) {
    if constexpr (std::same_as<T, Html> || std::same_as<T, Attributes>) return {.words = value.str()};
    else if constexpr (Words<T>) return {.words = value};
    else if constexpr (std::floating_point<T>) return {.kind = Piece::Kind::decimal, .decimal = value};
    else return {.kind = Piece::Kind::whole, .whole = static_cast<std::int64_t>(value)};
}

template <class T>
consteval bool fits(Context context) {
    static_assert(!std::same_as<T, bool>, "a bool is no text: choose the words, or use html::when or Attributes::flag");
    static_assert(std::same_as<T, Html> || std::same_as<T, Attributes> || Words<T> || WholeNumber<T> || std::floating_point<T>,
                  "a {} takes words, numbers, html::Html or html::Attributes");
    switch (context) {
        case Context::text: return std::same_as<T, Html> || Words<T> || WholeNumber<T>;
        case Context::plain_text: return Words<T> || WholeNumber<T>;
        case Context::attribute: return Words<T> || WholeNumber<T> || std::floating_point<T>;
        case Context::url: return Words<T>;
        case Context::path: return Words<T> || WholeNumber<T>;
        case Context::attributes: return std::same_as<T, Attributes>;
    }
    return false;
}

/// `is_markup[i]` says that piece i is Html and goes in as it is.
Html assemble(std::string_view literal, std::span<const Hole>, std::span<const Piece>, std::span<const bool> is_markup);

template <Literal literal, class... T, std::size_t... I>
consteval bool all_fit(std::index_sequence<I...>) {
    return (fits<T>(holes_of<literal>[I].context) && ...);
}

}  // namespace detail

template <Literal literal, class... T>
Html make(const T&... values) {
    constexpr std::size_t count = detail::count_holes(literal.view());
    static_assert(count == sizeof...(T), "the number of {} and the number of arguments differ");
    if constexpr (count == sizeof...(T)) {
        static_assert(detail::all_fit<literal, std::remove_cvref_t<T>...>(std::index_sequence_for<T...>{}),
                      "an argument does not fit where its {} stands: Html only between tags, Attributes only in a tag, decimals only in "
                      "attributes, only words begin a URL");
        const detail::Piece pieces[count + 1] = {detail::piece(values)...};
        constexpr bool is_markup[count + 1] = {std::same_as<T, Html>...};
        return detail::assemble(literal.view(), {detail::holes_of<literal>.data(), count}, {pieces, count}, {is_markup, count});
    } else {
        return {};
    }
}

/// What `to_html` makes of each value, one after the other.
template <class Range, class Function>
Html each(const Range& range, Function to_html) {
    Html all;
    for (const auto& value : range) all += to_html(value);
    return all;
}

/// `then` (Html, or a function that makes it) when the condition holds, otherwise nothing.
template <class Then>
Html when(bool condition, const Then& then) {
    if (!condition) return {};
    if constexpr (std::invocable<const Then&>) return then();
    else return then;
}

template <class Range>
Html join(const Range& range, const Html& between) {
    Html all;
    bool first = true;
    for (const Html& one : range) {
        if (!first) all += between;
        first = false;
        all += one;
    }
    return all;
}

}  // namespace html
