#include "engines/form_import/expression_text.h"

#include <cmath>

#include "foundation/base/numbers.h"
#include "foundation/base/result.h"
#include "foundation/base/unicode.h"

namespace form_import {
namespace {

using Read = tl::expected<Logic, Unsayable>;

constexpr int deepest = 60;
constexpr std::size_t longest = 5000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }

/// Recursive descent with the precedence of expr-eval: `not` binds tighter than a comparison.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Read whole() {
        skip_space();
        auto found = TRY(choice());
        return at_ == text_.size() ? Read(std::move(found)) : wrong();
    }

private:
    tl::unexpected<Unsayable> wrong() const {
        return tl::unexpected(Unsayable{"why_expression", {first_characters(text_.substr(std::min(at_, text_.size())), 30)}});
    }
    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
    }
    bool take(std::string_view sign) {
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        skip_space();
        return true;
    }
    std::string_view word_here() const {
        auto end = at_;
        if (end < text_.size() && begins_name(text_[end]))
            while (end < text_.size() && (begins_name(text_[end]) || is_digit(text_[end]) || text_[end] == '-' || text_[end] == '.')) {
                // A hyphen belongs to a name only between letters: "a-b" is one of GOV.UK's names, "a - b" is none.
                if (text_[end] == '-' && !(end + 1 < text_.size() && begins_name(text_[end + 1]))) break;
                ++end;
            }
        return text_.substr(at_, end - at_);
    }
    bool take_word(std::string_view word) {
        if (word_here() != word) return false;
        at_ += word.size();
        skip_space();
        return true;
    }

    Read choice() {
        if (++level_ > deepest) return tl::unexpected(Unsayable{"why_too_large"});
        auto found = TRY(either_of());
        if (take("?")) {
            auto yes = TRY(choice());
            if (!take(":")) return wrong();
            auto no = TRY(choice());
            found = call("if", {std::move(found), std::move(yes), std::move(no)});
        }
        --level_;
        return found;
    }
    Read either_of() {
        auto found = TRY(both_of());
        while (take_word("or") || take("||")) found = either(std::move(found), TRY(both_of()));
        return found;
    }
    Read both_of() {
        auto found = TRY(comparison());
        while (take_word("and") || take("&&")) found = both(std::move(found), TRY(comparison()));
        return found;
    }
    Read comparison() {
        auto found = TRY(sum());
        for (const auto& [written, meant] :
             {std::pair("===", "=="), {"!==", "!="}, {"==", "=="}, {"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"<", "<"}, {">", ">"}})
            if (take(written)) return call(meant, {std::move(found), TRY(sum())});
        if (take_word("in")) return call("in", {std::move(found), TRY(sum())});
        return found;
    }
    Read sum() {
        auto found = TRY(product());
        while (true) {
            const bool plus = take("+");
            if (!plus && !take("-")) return found;
            found = call(plus ? "+" : "-", {std::move(found), TRY(product())});
        }
    }
    Read product() {
        auto found = TRY(sign());
        while (true) {
            const bool times = take("*");
            if (!times && !take("/")) return found;
            found = call(times ? "*" : "/", {std::move(found), TRY(sign())});
        }
    }
    Read sign() {
        if (++level_ > deepest) return tl::unexpected(Unsayable{"why_too_large"});
        auto found = TRY(signed_value());
        --level_;
        return found;
    }
    Read signed_value() {
        if (take_word("not") || (!text_.substr(at_).starts_with("!=") && take("!"))) return negated(TRY(sign()));
        if (!take("-")) return value();
        auto found = TRY(sign());
        return found.kind == Logic::Kind::number ? number(-found.number) : call("-", {std::move(found)});
    }

    Read value() {
        if (at_ >= text_.size()) return wrong();
        const char c = text_[at_];
        if (is_digit(c)) return digits();
        if (c == '\'' || c == '"') return quoted(c);
        if (take("(")) {
            auto inside = TRY(choice());
            return take(")") ? Read(std::move(inside)) : wrong();
        }
        if (take("[")) return list(TRY(parts("]")));
        return begins_name(c) ? named() : wrong();
    }
    Read digits() {
        const auto begin = at_;
        while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
        const auto found = decimal_number(text_.substr(begin, at_ - begin));
        skip_space();
        return found ? Read(number(*found)) : wrong();
    }
    Read quoted(char mark) {
        std::string words;
        for (++at_; at_ < text_.size() && text_[at_] != mark; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            words += text_[at_];
        }
        if (at_ >= text_.size()) return wrong();
        ++at_;
        skip_space();
        return text(std::move(words));
    }
    tl::expected<std::vector<Logic>, Unsayable> parts(std::string_view end) {
        std::vector<Logic> found;
        if (take(end)) return found;
        while (true) {
            found.push_back(TRY(choice()));
            if (take(end)) return found;
            if (!take(",")) return wrong();
        }
    }
    Read named() {
        std::string word(word_here());
        at_ += word.size();
        skip_space();
        if (word == "true" || word == "false") return truth(word == "true");
        if (word == "null" || word == "undefined") return Logic{};
        if (!take("(")) return name(std::move(word));
        auto given = TRY(parts(")"));
        if (word == "dateForComparison") return moved(given);
        if ((word == "length" && given.size() == 1) || ((word == "min" || word == "max") && given.size() == 2) ||
            (word == "if" && given.size() == 3))
            return call(std::move(word), std::move(given));
        return tl::unexpected(Unsayable{"why_operation", {first_characters(word, 40)}});
    }
    /// dateForComparison(-18, 'years'); hours and less are within the day.
    static Read moved(const std::vector<Logic>& given) {
        if (given.size() != 2 || given[0].kind != Logic::Kind::number || std::abs(given[0].number) > 100'000)
            return tl::unexpected(Unsayable{"why_operation", {"dateForComparison"}});
        const auto by = [&](const char* unit) { return number(given[1].words == unit ? given[0].number : 0); };
        return call("later", {call("today", {}), by("years"), by("months"), by("days")});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int level_ = 0;
};

}  // namespace

tl::expected<Logic, Unsayable> parse_expression(std::string_view text) {
    if (text.size() > longest || !is_utf8(text)) return tl::unexpected(Unsayable{"why_too_large"});
    return Parser(text).whole();
}

}  // namespace form_import
