#include "engines/forms/pattern.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "foundation/base/unicode.h"

namespace forms {
namespace {

constexpr std::size_t most_steps = 2000, most_copies = 200;
constexpr int deepest = 30;

using Points = std::vector<char32_t>;

Points points_of(std::string_view text) {
    Points points;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = size == 1 ? lead : lead & (0x7Fu >> size);
        for (std::size_t i = 1; i < size && at + i < text.size(); ++i)
            point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
        points.push_back(point);
        at += size;
    }
    return points;
}

using Range = std::pair<char32_t, char32_t>;
/// One character that is, or is not, in the ranges; a step to one of two others; or to another. Steps are counted from where it stands.
struct Step {
    enum class Kind { one, either, jump } kind = Kind::one;
    std::vector<Range> ranges{};
    bool is_negated = false;
    std::ptrdiff_t first = 1, second = 1;

    bool takes(char32_t point) const {
        return std::ranges::any_of(ranges, [&](const Range& one) { return one.first <= point && point <= one.second; }) != is_negated;
    }
};
using Steps = std::vector<Step>;

Step either(std::ptrdiff_t first, std::ptrdiff_t second) { return {.kind = Step::Kind::either, .first = first, .second = second}; }
Step jump(std::ptrdiff_t there) { return {.kind = Step::Kind::jump, .first = there}; }
std::ptrdiff_t length(const Steps& steps) { return static_cast<std::ptrdiff_t>(steps.size()); }
void append(Steps& steps, const Steps& more) { steps.insert(steps.end(), more.begin(), more.end()); }

/// Of \d, \w and \s; empty for any other letter.
std::vector<Range> class_of(char32_t letter) {
    switch (letter) {
        case 'd': return {{'0', '9'}};
        case 'w': return {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}};
        case 's': return {{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}};
        default: return {};
    }
}

class Reader {
public:
    explicit Reader(std::string_view pattern) : text_(points_of(pattern)) {
        if (!text_.empty() && text_.front() == '^') at_ = 1;
        end_ = text_.size();
        std::size_t escapes = 0;
        while (escapes + 1 < text_.size() && text_[text_.size() - 2 - escapes] == '\\') ++escapes;
        if (end_ > at_ && text_.back() == '$' && escapes % 2 == 0) --end_;
    }
    std::optional<Steps> all() {
        auto steps = choices(0);
        if (at_ < end_) is_read_ = false;
        return is_read_ && steps.size() <= most_steps ? std::optional(std::move(steps)) : std::nullopt;
    }

private:
    bool has(char32_t wanted) const { return at_ < end_ && text_[at_] == wanted; }
    bool take(char32_t wanted) {
        if (!has(wanted)) return false;
        ++at_;
        return true;
    }
    Steps wrong() {
        is_read_ = false;
        at_ = end_;
        return {};
    }

    Steps choices(int depth) {
        auto steps = sequence(depth);
        while (take('|')) {
            const auto other = sequence(depth);
            steps.insert(steps.begin(), either(1, length(steps) + 2));
            steps.push_back(jump(length(other) + 1));
            append(steps, other);
            if (steps.size() > most_steps) return wrong();
        }
        return steps;
    }
    Steps sequence(int depth) {
        Steps steps;
        while (at_ < end_ && !has('|') && !has(')')) {
            append(steps, repeated(atom(depth)));
            if (steps.size() > most_steps) return wrong();
        }
        return steps;
    }

    Steps atom(int depth) {
        const auto point = text_[at_++];
        switch (point) {
            case '(': return group(depth + 1);
            case '[': return {bracket()};
            case '.': return {{.ranges = {{'\n', '\n'}}, .is_negated = true}};
            case '\\': return {escaped()};
            case '^':
            case '$':
            case '*':
            case '+':
            case '?':
            case '{':
            case '}':
            case ']': return wrong();
            default: return {{.ranges = {{point, point}}}};
        }
    }
    Steps group(int depth) {
        if (depth > deepest) return wrong();
        if (take('?') && !take(':')) return wrong();
        auto inside = choices(depth);
        return take(')') ? inside : wrong();
    }
    Step escaped() {
        if (at_ == end_) return refused();
        const auto point = text_[at_++];
        if (auto ranges = class_of(point); !ranges.empty()) return {.ranges = std::move(ranges)};
        if (point < 0x80)
            if (auto ranges = class_of(point | 0x20); !ranges.empty()) return {.ranges = std::move(ranges), .is_negated = true};
        if (const auto one = literal(point)) return {.ranges = {{*one, *one}}};
        return refused();
    }
    Step refused() {
        wrong();
        return {};
    }
    static std::optional<char32_t> literal(char32_t point) {
        if (point == 't') return U'\t';
        if (point == 'n') return U'\n';
        if (point == 'r') return U'\r';
        const bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
        return is_letter || point >= 0x80 ? std::nullopt : std::optional(point);
    }

    Step bracket() {
        Step step{.is_negated = take('^')};
        while (at_ < end_ && !has(']')) {
            const auto from = in_bracket(step);
            const bool is_range = from && at_ + 1 < end_ && has('-') && text_[at_ + 1] != ']';
            if (!is_range) {
                if (from) step.ranges.emplace_back(*from, *from);
                continue;
            }
            ++at_;
            const auto to = in_bracket(step);
            if (!to || *to < *from) return refused();
            step.ranges.emplace_back(*from, *to);
        }
        if (!take(']')) wrong();
        return step;
    }
    /// One character of it; nothing when it was a class, which is added.
    std::optional<char32_t> in_bracket(Step& step) {
        const auto point = text_[at_++];
        if (point != '\\' && point != '[') return point;
        if (point == '[' || at_ == end_) {
            wrong();
            return std::nullopt;
        }
        const auto marked = text_[at_++];
        const auto ranges = class_of(marked);
        step.ranges.insert(step.ranges.end(), ranges.begin(), ranges.end());
        if (!ranges.empty()) return std::nullopt;
        const auto one = literal(marked);
        if (!one) wrong();
        return one;
    }

    Steps repeated(const Steps& once) {
        std::size_t least = 1, most = 1;
        bool is_endless = false;
        if (take('?')) least = 0;
        else if (has('*') || has('+')) {
            least = take('+') ? 1 : 0;
            if (least == 0) take('*');
            is_endless = true;
        } else if (take('{')) {
            const auto low = number();
            if (!low) return wrong();
            least = most = *low;
            if (take(',')) {
                const auto high = number();
                is_endless = !high;
                most = high.value_or(least);
            }
            if (!take('}') || most < least) return wrong();
        } else return once;
        take('?');  // as few as possible: the same texts
        return copies(once, least, most, is_endless);
    }
    std::optional<std::size_t> number() {
        const auto begin = at_;
        std::size_t value = 0;
        for (; at_ < end_ && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
            value = std::min(most_copies + 1, value * 10 + text_[at_] - '0');
        return at_ == begin ? std::nullopt : std::optional(value);
    }
    Steps copies(const Steps& once, std::size_t least, std::size_t most, bool is_endless) {
        if (most > most_copies || once.size() * (most + 1) > most_steps) return wrong();
        Steps steps;
        for (std::size_t i = 0; i < least; ++i) append(steps, once);
        for (auto i = least; i < most && !is_endless; ++i) {
            steps.push_back(either(1, length(once) + 1));
            append(steps, once);
        }
        if (is_endless) {
            steps.push_back(either(1, length(once) + 2));
            append(steps, once);
            steps.push_back(jump(-length(once) - 1));
        }
        return steps;
    }

    Points text_;
    std::size_t at_ = 0, end_ = 0;
    bool is_read_ = true;
};

/// The places where a walk stands at once.
class Walk {
public:
    explicit Walk(const Steps& steps) : steps_(steps), seen_(steps.size() + 1, 0) { go(0); }

    void take(char32_t point) {
        const auto before = std::move(here_);
        here_.clear();
        ++round_;
        for (const auto at : before)
            if (at < steps_.size() && steps_[at].takes(point)) go(at + 1);
    }
    bool is_at_end() const { return std::ranges::find(here_, steps_.size()) != here_.end(); }

private:
    void go(std::size_t to) {
        std::vector<std::size_t> waiting{to};
        while (!waiting.empty()) {
            const auto at = waiting.back();
            waiting.pop_back();
            if (seen_[at] == round_) continue;
            seen_[at] = round_;
            if (at == steps_.size() || steps_[at].kind == Step::Kind::one) {
                here_.push_back(at);
                continue;
            }
            waiting.push_back(at + static_cast<std::size_t>(steps_[at].first));
            if (steps_[at].kind == Step::Kind::either) waiting.push_back(at + static_cast<std::size_t>(steps_[at].second));
        }
    }

    const Steps& steps_;
    std::vector<std::size_t> seen_;
    std::vector<std::size_t> here_{};
    std::size_t round_ = 1;
};

}  // namespace

bool is_pattern(std::string_view pattern) { return Reader(pattern).all().has_value(); }

std::optional<bool> matches(std::string_view text, std::string_view pattern) {
    const auto steps = Reader(pattern).all();
    if (!steps) return std::nullopt;
    Walk walk(*steps);
    for (const auto point : points_of(text)) walk.take(point);
    return walk.is_at_end();
}

bool is_iban(std::string_view typed) {
    constexpr std::size_t shortest = 15, longest = 34;
    std::string account;
    for (const char c : typed)
        if (c != ' ') account += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (account.size() < shortest || account.size() > longest) return false;
    if (matches(account, "[A-Z]{2}[0-9]{2}[A-Z0-9]*") != true) return false;
    int remainder = 0;
    for (const char c : account.substr(4) + account.substr(0, 4))
        remainder = c <= '9' ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
    return remainder == 1;
}

}  // namespace forms
