#include "foundation/html/html.h"

#include <array>
#include <charconv>
#include <stdexcept>

namespace html {
namespace {

constexpr auto is_escaped = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {'&', '<', '>', '"', '\''}) table[c] = true;
    return table;
}();

std::string_view entity(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        default: return "&#39;";
    }
}

void escape(std::string& out, std::string_view words) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_escaped[static_cast<unsigned char>(words[i])]) continue;
        out.append(words, from, i - from);
        out += entity(words[i]);
        from = i + 1;
    }
    out.append(words, from);
}

bool is_slash(std::string_view url, std::size_t at) { return at < url.size() && (url[at] == '/' || url[at] == '\\'); }

/// Browsers drop tabs and line ends inside URLs and spaces before them, so that "java\nscript:" is a scheme.
bool has_hidden_character(std::string_view url) {
    if (!url.empty() && url.front() == ' ') return true;
    for (const char c : url)
        if (static_cast<unsigned char>(c) < ' ') return true;
    return false;
}

bool is_harmless(std::string_view url) {
    if (has_hidden_character(url) || (is_slash(url, 0) && is_slash(url, 1))) return false;
    const auto end = url.find_first_of(":/?#\\");
    if (end == std::string_view::npos || url[end] != ':') return true;
    std::string scheme(url.substr(0, end));
    for (char& c : scheme) c = detail::small(c);
    return detail::one_of(scheme, "https", "http", "mailto", "tel", "sms", "geo");
}

template <class Number>
void put_number(std::string& out, Number number) {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void put(std::string& out, const detail::Piece& piece, Context context) {
    using Kind = detail::Piece::Kind;
    if (piece.kind == Kind::whole) put_number(out, piece.whole);
    else if (piece.kind == Kind::decimal) put_number(out, piece.decimal);
    else if (context == Context::attributes) out += piece.words;
    else if (context == Context::url && !is_harmless(piece.words)) out += "#blocked";
    else if (context == Context::path && (is_slash(piece.words, 0) || has_hidden_character(piece.words))) out += "#blocked";
    else escape(out, piece.words);
}

}  // namespace

Html trusted(std::string markup) { return Html(std::move(markup)); }

Html text(std::string_view words) {
    std::string out;
    out.reserve(words.size());
    escape(out, words);
    return trusted(std::move(out));
}

void Attributes::begin(AttributeName name) {
    for (const auto taken : names_)
        if (taken == name.view()) throw std::logic_error("the attribute " + std::string(taken) + " is set twice");
    names_.push_back(name.view());
    markup_ += ' ';
    markup_ += name.view();
}

Attributes& Attributes::set(AttributeName name, std::string_view value) & {
    begin(name);
    markup_ += "=\"";
    if (detail::holds_url(name.view()) && !is_harmless(value)) markup_ += "#blocked";
    else escape(markup_, value);
    markup_ += '"';
    return *this;
}

Attributes& Attributes::flag(AttributeName name, bool is_set) & {
    if (is_set) begin(name);
    return *this;
}

Html detail::assemble(std::string_view literal, std::span<const Hole> holes, std::span<const Piece> pieces,
                      std::span<const bool> is_markup) {
    std::size_t length = literal.size();
    for (const auto& piece : pieces) length += piece.words.size() + 8;
    std::string out;
    out.reserve(length);
    std::size_t from = 0;
    for (std::size_t i = 0; i < holes.size(); ++i) {
        out.append(literal, from, holes[i].begin - from);
        if (is_markup[i]) out += pieces[i].words;
        else put(out, pieces[i], holes[i].context);
        from = holes[i].end;
    }
    out.append(literal, from);
    return trusted(std::move(out));
}

}  // namespace html
