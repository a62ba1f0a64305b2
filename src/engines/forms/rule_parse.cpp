#include <algorithm>
#include <optional>

#include "engines/forms/problem.h"
#include "engines/forms/rule.h"
#include "engines/forms/rule_functions.h"
#include "engines/forms/rule_tree.h"
#include "foundation/base/numbers.h"
#include "foundation/base/result.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

using Read = tl::expected<Tree, RuleProblem>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Recursive descent; what can nest counts its depth: parentheses, `not` and minus signs.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Read whole() {
        skip_space();
        if (at_ == text_.size()) return problem(0, "rule_empty");
        auto tree = TRY(either());
        if (at_ < text_.size()) return unexpected();
        return tree;
    }

private:
    struct Deeper {
        int& level;
        explicit Deeper(int& l) : level(++l) {}
        ~Deeper() { --level; }
    };

    tl::unexpected<RuleProblem> problem(std::size_t position, std::string key, std::vector<std::string> arguments = {}) const {
        return tl::unexpected(RuleProblem{position, std::move(key), std::move(arguments)});
    }
    tl::unexpected<RuleProblem> unexpected() const {
        if (at_ >= text_.size()) return problem(at_, "rule_ends_early");
        if (text_[at_] == '=') return problem(at_, "rule_single_equals");
        return problem(at_, "rule_unexpected", {first_characters(text_.substr(at_), 12)});
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
            while (end < text_.size() && (begins_name(text_[end]) || is_digit(text_[end]))) ++end;
        return text_.substr(at_, end - at_);
    }
    bool take_word(std::string_view word) {
        if (word_here() != word) return false;
        at_ += word.size();
        skip_space();
        return true;
    }

    Read made(Expression e) const {
        for (const auto& part : e.parts) e.depth = std::max(e.depth, part->depth + 1);
        if (e.depth > max_rule_depth) return problem(e.position, "rule_too_deep");
        return std::make_shared<const Expression>(std::move(e));
    }
    Read made(Operation operation, std::size_t position, std::vector<Tree> parts) const {
        return made(Expression{.operation = operation, .parts = std::move(parts), .position = position});
    }

    /// a or b or c: one expression of three parts. `next` reads a part.
    template <class Next>
    Read chain(Operation operation, std::string_view word, Next next) {
        const auto position = at_;
        auto first = TRY(next());
        if (word_here() != word) return first;
        std::vector<Tree> parts{std::move(first)};
        while (take_word(word)) parts.push_back(TRY(next()));
        return made(operation, position, std::move(parts));
    }

    Read either() {
        const Deeper deeper(level_);
        if (level_ > max_rule_depth) return problem(at_, "rule_too_deep");
        return chain(Operation::or_, "or", [this] { return both(); });
    }
    Read both() {
        return chain(Operation::and_, "and", [this] { return negation(); });
    }
    Read negation() {
        const auto position = at_;
        if (!take_word("not")) return comparison();
        const Deeper deeper(level_);
        if (level_ > max_rule_depth) return problem(at_, "rule_too_deep");
        auto part = TRY(negation());
        return made(Operation::not_, position, {std::move(part)});
    }

    std::optional<Operation> comparing() {
        if (take("==")) return Operation::equal;
        if (take("!=")) return Operation::not_equal;
        if (take("<=")) return Operation::less_or_equal;
        if (take(">=")) return Operation::greater_or_equal;
        if (take("<")) return Operation::less;
        if (take(">")) return Operation::greater;
        if (take_word("in")) return Operation::in;
        return std::nullopt;
    }
    Read comparison() {
        const auto position = at_;
        auto left = TRY(sum());
        const auto operation = comparing();
        if (!operation) return left;
        auto right = TRY(sum());
        return made(*operation, position, {std::move(left), std::move(right)});
    }
    Read sum() {
        const auto position = at_;
        auto left = TRY(product());
        while (true) {
            const bool plus = take("+");
            if (!plus && !take("-")) return left;
            auto right = TRY(product());
            left = TRY(made(plus ? Operation::plus : Operation::minus, position, {std::move(left), std::move(right)}));
        }
    }
    Read product() {
        const auto position = at_;
        auto left = TRY(signed_value());
        while (true) {
            const bool times = take("*");
            if (!times && !take("/")) return left;
            auto right = TRY(signed_value());
            left = TRY(made(times ? Operation::times : Operation::divided_by, position, {std::move(left), std::move(right)}));
        }
    }
    Read signed_value() {
        const auto position = at_;
        if (!take("-")) return value();
        const Deeper deeper(level_);
        if (level_ > max_rule_depth) return problem(at_, "rule_too_deep");
        const bool is_literal = at_ < text_.size() && is_digit(text_[at_]);
        auto part = TRY(signed_value());
        if (is_literal) return made(Expression{.operation = Operation::number, .number = -part->number, .position = position});
        return made(Operation::negative, position, {std::move(part)});
    }

    Read value() {
        if (at_ >= text_.size()) return unexpected();
        const char c = text_[at_];
        if (is_digit(c)) return number();
        if (c == '\'') return text();
        if (c == '[') return list();
        if (begins_name(c)) return named();
        if (take("(")) {
            auto inside = TRY(either());
            if (!take(")")) return unexpected();
            return inside;
        }
        return unexpected();
    }

    Read number() {
        const auto begin = at_;
        while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
        const auto written = text_.substr(begin, at_ - begin);
        const auto read = decimal_number(written);
        // Fifteen digits are what a double keeps.
        if (!read || written.size() > 16 || written.back() == '.' || (at_ < text_.size() && begins_name(text_[at_])))
            return problem(begin, "rule_number", {std::string(written)});
        skip_space();
        return made(Expression{.operation = Operation::number, .number = *read, .position = begin});
    }
    Read text() {
        const auto begin = at_++;
        std::string words;
        for (; at_ < text_.size() && text_[at_] != '\''; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            words += text_[at_];
        }
        if (at_ >= text_.size()) return problem(begin, "rule_text_not_closed");
        ++at_;
        skip_space();
        return made(Expression{.operation = Operation::text, .words = std::move(words), .position = begin});
    }
    tl::expected<std::vector<Tree>, RuleProblem> parts_until(std::string_view end) {
        std::vector<Tree> parts;
        if (take(end)) return parts;
        while (true) {
            parts.push_back(TRY(either()));
            if (take(end)) return parts;
            if (!take(",")) return unexpected();
        }
    }
    Read list() {
        const auto position = at_;
        take("[");
        auto parts = TRY(parts_until("]"));
        return made(Operation::list, position, std::move(parts));
    }

    Read named() {
        const auto position = at_;
        std::string name(word_here());
        at_ += name.size();
        if (name == "true" || name == "false") {
            skip_space();
            return made(Expression{.operation = Operation::truth, .truth = name == "true", .position = position});
        }
        for (const auto keyword : {"and", "or", "not", "in"})
            if (name == keyword) {
                at_ = position;
                return unexpected();
            }
        while (at_ + 1 < text_.size() && text_[at_] == '.' && begins_name(text_[at_ + 1])) {
            ++at_;
            const auto part = word_here();
            name += '.';
            name += part;
            at_ += part.size();
        }
        skip_space();
        if (take("(")) return call(position, std::move(name));
        return made(Expression{.operation = Operation::name, .words = std::move(name), .position = position});
    }
    Read call(std::size_t position, std::string name) {
        const auto* shape = function_named(name);
        if (!shape) {
            std::vector<std::string> known;
            for (const auto& f : functions) known.emplace_back(f.name);
            return problem(position, "rule_unknown_function", {name, nearest(name, known)});
        }
        // One inside the other would take items times items times items of work.
        if (shape->over_group && inside_group_function_) return problem(position, "rule_group_function_inside", {name});
        const bool outside = inside_group_function_;
        inside_group_function_ = outside || shape->over_group;
        auto parts = TRY(parts_until(")"));
        inside_group_function_ = outside;
        if (parts.size() < shape->least || parts.size() > shape->most)
            return problem(position, "rule_arguments", {name, std::to_string(shape->most)});
        return made(Expression{.operation = Operation::call, .words = std::move(name), .parts = std::move(parts), .position = position});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int level_ = 0;
    bool inside_group_function_ = false;
};

}  // namespace

tl::expected<Rule, RuleProblem> parse(std::string_view rule) {
    if (rule.size() > max_rule_size) return tl::unexpected(RuleProblem{0, "rule_too_long", {std::to_string(max_rule_size)}});
    if (!is_utf8(rule)) return tl::unexpected(RuleProblem{0, "rule_not_utf8", {}});
    return Rule(TRY(Parser(rule).whole()));
}

}  // namespace forms
