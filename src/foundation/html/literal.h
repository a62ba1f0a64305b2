#pragma once
/// Reads an HTML literal at compile time: are its tags balanced, and in what context does each {} stand? Include html.h instead.
#include <array>
#include <cstddef>
#include <string_view>

namespace html {

/// A string literal as a template argument.
template <std::size_t N>
struct Literal {
    char characters[N]{};
    consteval Literal(const char (&text)[N]) {
        for (std::size_t i = 0; i < N; ++i) characters[i] = text[i];
    }
    constexpr std::string_view view() const { return {characters, N - 1}; }
};

/// Where a {} stands decides what it takes and how it is escaped.
enum class Context : unsigned char {
    text,        ///< between tags
    plain_text,  ///< in <title> and <textarea>, where no markup may stand
    attribute,   ///< in a quoted attribute
    url,         ///< begins a URL: its scheme is checked
    path,        ///< follows a lone "/": another slash would lead to a foreign host
    attributes,  ///< in a tag: takes html::Attributes
};

struct Hole {
    std::size_t begin = 0, end = 0;
    Context context = Context::text;
};

/// None of these is constexpr: reaching one while compiling is the error message.
namespace wrong {
inline void tag_closes_what_is_not_open() {}
inline void tag_is_never_closed() {}
inline void tag_is_broken() {}
inline void void_element_has_an_end_tag() {}
inline void only_void_and_svg_elements_close_themselves() {}
inline void less_than_sign_begins_no_tag() {}
inline void attribute_has_no_quotes() {}
inline void attribute_is_written_twice() {}
inline void attribute_runs_scripts_or_styles() {}
inline void attribute_name_is_broken() {}
inline void hole_in_script_or_style() {}
inline void hole_in_comment() {}
inline void hole_in_tag_or_attribute_name() {}
inline void hole_in_srcset() {}
inline void hole_could_change_the_scheme_of_a_url() {}
inline void comment_is_never_closed() {}
inline void tags_nest_too_deep() {}
}  // namespace wrong

namespace detail {

constexpr bool one_of(std::string_view word, const auto&... words) { return ((word == words) || ...); }
constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_'; }
constexpr char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool is_void(std::string_view tag) {
    return one_of(tag, "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");
}
constexpr bool may_close_itself(std::string_view tag) {
    return is_void(tag) || one_of(tag, "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "stop", "use");
}
constexpr bool holds_url(std::string_view attribute) {
    return one_of(attribute, "href", "src", "action", "formaction", "poster", "cite", "data", "xlink:href", "ping", "manifest");
}
/// on…, style and srcdoc never carry values; the pages' security policy refuses them as well.
constexpr bool runs_code(std::string_view attribute) {
    return (attribute.size() > 2 && small(attribute[0]) == 'o' && small(attribute[1]) == 'n') || one_of(attribute, "style", "srcdoc");
}

constexpr std::size_t count_holes(std::string_view literal) {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < literal.size(); ++i) count += literal[i] == '{' && literal[i + 1] == '}';
    return count;
}

template <std::size_t Holes>
class Reader {
public:
    constexpr explicit Reader(std::string_view literal) : text_(literal) {
        while (at_ < text_.size()) content();
        if (depth_ != 0) wrong::tag_is_never_closed();
    }
    constexpr std::array<Hole, Holes + 1> holes() const { return holes_; }

private:
    constexpr bool next_is(std::string_view words) const { return text_.substr(at_, words.size()) == words; }
    constexpr char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    constexpr void hole(Context context, std::size_t spaces_before = 0) {
        holes_[count_++] = {at_ - spaces_before, at_ + 2, context};
        at_ += 2;
    }

    constexpr void content() {
        if (next_is("{}")) {
            const bool no_markup = depth_ != 0 && one_of(open_[depth_ - 1], "title", "textarea");
            hole(no_markup ? Context::plain_text : Context::text);
        } else if (next_is("<!--")) {
            comment();
        } else if (next_is("<!doctype html>")) {
            at_ += 15;
        } else if (next_is("</")) {
            end_tag();
        } else if (next() == '<') {
            start_tag();
        } else {
            ++at_;
        }
    }

    constexpr void comment() {
        for (at_ += 4; !next_is("-->"); ++at_) {
            if (at_ >= text_.size()) wrong::comment_is_never_closed();
            if (next_is("{}")) wrong::hole_in_comment();
        }
        at_ += 3;
    }

    constexpr std::string_view name() {
        const auto begin = at_;
        while (is_name_character(next())) ++at_;
        if (next_is("{}")) wrong::hole_in_tag_or_attribute_name();
        return text_.substr(begin, at_ - begin);
    }

    constexpr void end_tag() {
        at_ += 2;
        const auto tag = name();
        if (is_void(tag)) wrong::void_element_has_an_end_tag();
        if (depth_ == 0 || open_[depth_ - 1] != tag) wrong::tag_closes_what_is_not_open();
        if (next() != '>') wrong::tag_is_broken();
        ++at_;
        --depth_;
    }

    constexpr void start_tag() {
        ++at_;
        if (next_is("{}")) wrong::hole_in_tag_or_attribute_name();
        if (!is_letter(next())) wrong::less_than_sign_begins_no_tag();
        const auto tag = name();
        attributes();
        if (next_is("/>")) {
            if (!may_close_itself(tag)) wrong::only_void_and_svg_elements_close_themselves();
            at_ += 2;
            return;
        }
        ++at_;
        if (is_void(tag)) return;
        if (depth_ == open_.size()) wrong::tags_nest_too_deep();
        open_[depth_++] = tag;
        if (one_of(tag, "script", "style")) raw_content(tag);
    }

    constexpr void raw_content(std::string_view tag) {
        while (!(next_is("</") && text_.substr(at_ + 2, tag.size()) == tag)) {
            if (at_ >= text_.size()) wrong::tag_is_never_closed();
            if (next_is("{}")) wrong::hole_in_script_or_style();
            ++at_;
        }
    }

    /// Stops at "/>" or ">".
    constexpr void attributes() {
        std::array<std::string_view, 32> seen{};
        std::size_t count = 0;
        while (true) {
            const auto begin = at_;
            while (is_space(next())) ++at_;
            if (next() == '>' || next_is("/>")) return;
            if (begin == at_) wrong::tag_is_broken();
            if (next_is("{}")) {
                hole(Context::attributes, at_ - begin);
                continue;
            }
            const auto attribute = name();
            if (attribute.empty()) wrong::tag_is_broken();
            for (std::size_t i = 0; i < count; ++i)
                if (seen[i] == attribute) wrong::attribute_is_written_twice();
            seen[count++] = attribute;
            if (next() == '=') value(attribute);
        }
    }

    constexpr void value(std::string_view attribute) {
        ++at_;
        const char quote = next();
        if (quote != '"' && quote != '\'') wrong::attribute_has_no_quotes();
        if (runs_code(attribute)) wrong::attribute_runs_scripts_or_styles();
        ++at_;
        bool begins = true, scheme_is_known = false;
        auto after_hole = at_;
        while (next() != quote) {
            if (at_ >= text_.size()) wrong::tag_is_broken();
            if (!next_is("{}")) {
                scheme_is_known = scheme_is_known || one_of(text_.substr(at_, 1), "/", "?", "#", ":");
                ++at_;
                continue;
            }
            if (attribute == "srcset") wrong::hole_in_srcset();
            if (!holds_url(attribute)) hole(Context::attribute);
            else if (begins && after_hole == at_) hole(Context::url);
            else if (!scheme_is_known) wrong::hole_could_change_the_scheme_of_a_url();
            else hole(text_.substr(after_hole, at_ - after_hole) == "/" ? Context::path : Context::attribute);
            begins = false;
            after_hole = at_;
        }
        ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0, count_ = 0, depth_ = 0;
    std::array<Hole, Holes + 1> holes_{};
    std::array<std::string_view, 64> open_{};
};

/// Read once for each literal, whatever its arguments are.
template <Literal literal>
inline constexpr auto holes_of = Reader<count_holes(literal.view())>(literal.view()).holes();

}  // namespace detail
}  // namespace html
