#include "foundation/fulltext/expression.h"

#include <algorithm>
#include <utility>

#include "foundation/base/unicode.h"
#include "foundation/fulltext/blind.h"

namespace fulltext {

std::vector<Wanted> wanted(std::string_view typed, bool prefix_last) {
    auto all = all_words(typed);
    // A space behind the last word says that it is whole.
    const bool last_is_beginning = prefix_last && !typed.empty() && typed.back() != ' ';
    std::vector<Wanted> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool only_word = all.size() == 1;
        if (is_stop_word(all[i].text) && !(only_word && last_is_beginning)) continue;
        found.push_back({std::move(all[i]), last_is_beginning && i + 1 == all.size()});
    }
    return found;
}

std::vector<Wanted> blinded(std::vector<Wanted> all, std::string_view secret) {
    for (auto& one : all) {
        // A beginning is a term of its own there.
        const auto beginning = blinded_beginning(one.word.text, secret);
        one.word.text = blinded(one.word.text, secret);
        for (auto& form : one.word.forms) form = blinded(form, secret);
        for (auto& part : one.word.parts)
            for (auto& form : part) form = blinded(form, secret);
        if (std::exchange(one.is_beginning, false)) one.word.forms.push_back(beginning);
    }
    return all;
}

namespace {

/// Writes the same thought in the words of either kind.
class Expression {
public:
    Expression(db::Kind kind, Where where)
        : sqlite_(kind == db::Kind::sqlite), mark_(where == Where::title ? std::string(1, title_mark) : "") {}

    std::string of(const std::vector<Wanted>& all, std::span<const std::int64_t> scopes) const {
        std::vector<std::string> every, any_scope;
        for (const auto& one : all) every.push_back(of(one));
        for (const auto scope : scopes) any_scope.push_back(unmarked(term_of_scope(scope)));
        every.push_back('(' + joined(any_scope, disjunction()) + ')');
        return joined(every, conjunction());
    }

private:
    std::string conjunction() const { return sqlite_ ? " AND " : " & "; }
    std::string disjunction() const { return sqlite_ ? " OR " : " | "; }
    std::string unmarked(const std::string& text) const { return sqlite_ ? '"' + text + '"' : '\'' + text + '\''; }
    std::string term(const std::string& text) const { return unmarked(mark_ + text); }
    std::string beginning(const std::string& text) const { return term(text) + (sqlite_ ? "*" : ":*"); }

    std::string any_of(const std::vector<std::string>& forms) const {
        std::vector<std::string> any;
        for (const auto& form : forms) any.push_back(term(form));
        return '(' + joined(any, disjunction()) + ')';
    }

    /// One of its forms, or all of its parts: who types "bygglovsansökan" also finds "ansökan om bygglov".
    std::string of(const Wanted& one) const {
        std::vector<std::string> any{any_of(one.word.forms)};
        if (one.is_beginning) any.push_back(beginning(one.word.text));
        std::vector<std::string> parts;
        for (const auto& part : one.word.parts) parts.push_back(any_of(part));
        if (parts.size() > 1) any.push_back('(' + joined(parts, conjunction()) + ')');
        return '(' + joined(any, disjunction()) + ')';
    }

    bool sqlite_;
    std::string mark_;
};

bool has(std::string_view terms, const std::string& term, bool as_beginning) {
    const auto padded = ' ' + term + (as_beginning ? "" : " ");
    return terms.find(padded) != terms.npos;
}

bool has_any(std::string_view terms, const Wanted& one, const std::string& mark) {
    return std::ranges::any_of(one.word.forms, [&](const std::string& form) { return has(terms, mark + form, false); });
}

}  // namespace

std::string term_of_scope(std::int64_t scope) { return "00" + std::to_string(scope); }

std::string match_expression(db::Kind kind, const std::vector<Wanted>& all, Where where, std::span<const std::int64_t> scopes) {
    return Expression(kind, where).of(all, scopes);
}

double score(const std::vector<Wanted>& all, std::string_view terms, std::string_view title) {
    const auto padded = ' ' + std::string(terms) + ' ';
    const std::string mark(1, title_mark);
    double sum = 0, in_title = 0;
    for (const auto& one : all) {
        const auto& text = one.word.text;
        if (has(padded, mark + text, false)) sum += 10, ++in_title;
        else if (has_any(padded, one, mark) || has(padded, mark + text, one.is_beginning)) sum += 8, ++in_title;
        if (has(padded, text, false)) sum += 2;
        else if (has_any(padded, one, "")) sum += 1;
    }
    // The page "Bygglov" before "Bygglov för altaner och uterum".
    const auto words_in_title = static_cast<double>(split(trimmed(title), ' ').size());
    return sum + 4 * in_title / std::max(1.0, words_in_title);
}

}  // namespace fulltext
