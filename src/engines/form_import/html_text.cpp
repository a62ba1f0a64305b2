#include "engines/form_import/html_text.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace form_import {
namespace {

struct Tag {
    std::string name{};  ///< lower case
    bool closes = false;
    std::string address{};  ///< href
    std::string alternative{};
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

void append_character(std::string& out, std::uint32_t c) {
    if (c < 0x80) return void(out += static_cast<char>(c));
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x800) out += static_cast<char>(0xc0 | (c >> 6)), tail(0);
    else if (c < 0x10000) out += static_cast<char>(0xe0 | (c >> 12)), tail(6), tail(0);
    else out += static_cast<char>(0xf0 | (c >> 18)), tail(12), tail(6), tail(0);
}

std::optional<std::uint32_t> numbered(std::string_view digits) {
    const bool is_hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (is_hexadecimal) digits.remove_prefix(1);
    std::uint32_t code = 0;
    for (const char c : digits) {
        const auto place = std::string_view("0123456789abcdefABCDEF").find(c);
        if (place == std::string_view::npos || (!is_hexadecimal && place > 9)) return std::nullopt;
        code = code * (is_hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(place > 15 ? place - 6 : place);
        if (code > 0x10ffff) return std::nullopt;
    }
    return digits.empty() || code < 32 || (code >= 0xd800 && code < 0xe000) ? std::nullopt : std::optional(code);
}

/// &amp; at `at`: the character, and how many bytes it stood in; 0 when it is no entity.
std::size_t entity(std::string_view html, std::size_t at, std::string& out) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> named = {{{"amp", "&"},
                                                                                             {"lt", "<"},
                                                                                             {"gt", ">"},
                                                                                             {"quot", "\""},
                                                                                             {"apos", "'"},
                                                                                             {"nbsp", " "},
                                                                                             {"pound", "£"},
                                                                                             {"euro", "€"},
                                                                                             {"ndash", "–"},
                                                                                             {"mdash", "—"},
                                                                                             {"lsquo", "‘"},
                                                                                             {"rsquo", "’"},
                                                                                             {"ldquo", "“"},
                                                                                             {"rdquo", "”"},
                                                                                             {"eacute", "é"},
                                                                                             {"euml", "ë"}}};
    const auto end = html.substr(at, 12).find(';');
    if (end == html.npos) return 0;
    const auto name = html.substr(at + 1, end - 1);
    if (name.starts_with('#')) {
        const auto code = numbered(name.substr(1));
        if (!code) return 0;
        append_character(out, *code == 0xa0 ? ' ' : *code);
        return end + 1;
    }
    for (const auto& [known, character] : named)
        if (known == name) return out += character, end + 1;
    return 0;
}

std::string without_entities(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '&')
            if (const auto length = entity(text, i, out)) {
                i += length;
                continue;
            }
        out += text[i++];
    }
    return out;
}

/// The tag that begins at `at`, and where it ends; npos when that is only a "<".
std::size_t read_tag(std::string_view html, std::size_t at, Tag& tag) {
    if (html.substr(at).starts_with("<!--")) {
        const auto end = html.find("-->", at);
        return end == html.npos ? html.size() : end + 3;
    }
    auto i = at + 1;
    if (i < html.size() && html[i] == '/') tag.closes = true, ++i;
    if (i >= html.size() || !(is_letter(html[i]) || html[i] == '!')) return html.npos;
    while (i < html.size() && !is_space(html[i]) && html[i] != '>' && html[i] != '/') tag.name += html[i++];
    tag.name = lower(tag.name);
    std::string attribute;
    for (; i < html.size() && html[i] != '>'; ++i) {
        if (html[i] == '"' || html[i] == '\'') {
            const auto end = html.find(html[i], i + 1);
            if (end == html.npos) return html.size();
            const auto value = without_entities(html.substr(i + 1, end - i - 1));
            if (attribute == "href=") tag.address = value;
            if (attribute == "alt=") tag.alternative = value;
            attribute.clear();
            i = end;
        } else if (is_space(html[i])) attribute.clear();
        else attribute += html[i];
    }
    return i < html.size() ? i + 1 : html.size();
}

/// Goes through HTML once: words and tags in their order.
template <class Words, class Tags>
void walk(std::string_view html, Words words, Tags tags) {
    std::string_view skipped_until;
    for (std::size_t i = 0; i < html.size();) {
        Tag tag;
        if (html[i] == '<')
            if (const auto end = read_tag(html, i, tag); end != html.npos) {
                i = end;
                if (!skipped_until.empty()) {
                    if (tag.closes && tag.name == skipped_until) skipped_until = {};
                } else if (tag.name == "script" && !tag.closes) skipped_until = "script";
                else if (tag.name == "style" && !tag.closes) skipped_until = "style";
                else tags(tag);
                continue;
            }
        const auto end = std::min(html.find('<', i + 1), html.size());
        if (skipped_until.empty()) words(without_entities(html.substr(i, end - i)));
        i = end;
    }
}

class Markdown {
public:
    void words(const std::string& text) {
        for (const char c : text) {
            if (is_space(c)) {
                is_apart_ = true;
                continue;
            }
            if (is_apart_ && !line_.empty()) line_ += ' ';
            is_apart_ = false;
            if (std::string_view("\\*[]<>`").find(c) != std::string_view::npos) line_ += '\\';
            line_ += c;
        }
    }

    void tag(const Tag& tag) {
        const auto& n = tag.name;
        if (n == "br") new_line();
        else if (n.size() == 2 && n[0] == 'h' && n[1] >= '1' && n[1] <= '6') block(tag.closes ? "" : "### ");
        else if (n == "ul" || n == "ol") list(tag);
        else if (n == "li") tag.closes ? new_line() : item();
        else if (n == "a") tag.closes ? end_link() : begin_link(tag.address);
        else if (n == "b" || n == "strong") emphasis(tag.closes, "**", bold_at_);
        else if (n == "i" || n == "em") emphasis(tag.closes, "*", italic_at_);
        else if (n == "img" && !tag.alternative.empty()) words(" " + tag.alternative + " ");
        else if (n == "td" || n == "th") words(" ");
        else if (n == "tr") new_line();
        else if (is_block(n)) block("");
    }

    std::string made() {
        block("");
        return tidy_text(out_);
    }

private:
    static bool is_block(const std::string& n) {
        for (const auto* one :
             {"p", "div", "section", "table", "details", "summary", "blockquote", "figure", "article", "header", "dl", "dt", "dd"})
            if (n == one) return true;
        return false;
    }

    void flush() {
        end_link();
        for (auto* open : {&bold_at_, &italic_at_}) open->reset();
        const auto text = trimmed(line_);
        if (!text.empty() && text != trimmed(prefix_)) out_ += std::string(text) + "\n";
        line_.clear();
        is_apart_ = false;
    }
    void new_line() { flush(); }
    void block(const std::string& prefix) {
        flush();
        if (lists_.empty() && !out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
        if (lists_.empty()) line_ = prefix_ = prefix;
    }
    void list(const Tag& tag) {
        flush();
        if (!tag.closes && lists_.size() < 6) lists_.push_back(tag.name == "ol" ? 1 : 0);
        else if (tag.closes && !lists_.empty()) lists_.pop_back();
        if (lists_.empty() || lists_.size() == 1) block("");
    }
    void item() {
        flush();
        if (lists_.empty()) lists_.push_back(0);
        const std::string indent((lists_.size() - 1) * 3, ' ');
        if (lists_.size() > 1) out_ += indent;
        line_ = prefix_ = lists_.back() ? std::to_string(lists_.back()++) + ". " : "- ";
    }

    void emphasis(bool closes, const char* sign, std::optional<std::size_t>& open) {
        if (!closes) {
            if (is_apart_ && !line_.empty()) line_ += ' ';
            is_apart_ = false;
            open = line_.size();
        } else if (open && *open < line_.size()) {
            line_.insert(*open, sign);
            line_ += sign;
            open.reset();
        }
    }
    void begin_link(const std::string& address) {
        end_link();
        if (is_apart_ && !line_.empty()) line_ += ' ';
        is_apart_ = false;
        link_at_ = line_.size();
        const bool is_outside = address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:");
        address_ = is_outside && address.find_first_of(" ()<>\n") == address.npos ? address : "";
    }
    void end_link() {
        if (link_at_ && *link_at_ < line_.size() && !address_.empty()) {
            line_.insert(*link_at_, "[");
            line_ += "](" + address_ + ")";
        }
        link_at_.reset();
    }

    std::string out_{}, line_{}, prefix_{}, address_{};
    std::vector<int> lists_{};  ///< the next number; 0 has none
    std::optional<std::size_t> bold_at_{}, italic_at_{}, link_at_{};
    bool is_apart_ = false;
};

}  // namespace

std::string plain_text(std::string_view html) {
    if (!is_utf8(html)) return {};
    std::string out;
    walk(
        html, [&](const std::string& words) { out += words; },
        [&](const Tag& tag) {
            const bool is_inline =
                tag.name == "b" || tag.name == "strong" || tag.name == "i" || tag.name == "em" || tag.name == "span" || tag.name == "a";
            if (!is_inline) out += ' ';
        });
    std::string line;
    for (const char c : out)
        if (!is_space(c)) line += c;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    return tidy_text(line);
}

std::string markdown_of(std::string_view html) {
    if (!is_utf8(html)) return {};
    Markdown markdown;
    walk(
        html, [&](const std::string& words) { markdown.words(words); }, [&](const Tag& tag) { markdown.tag(tag); });
    return markdown.made();
}

}  // namespace form_import
