#include "foundation/fulltext/expression.h"

#include <algorithm>
#include <iterator>

#include "foundation/base/unicode.h"
#include "foundation/fulltext/blind.h"

namespace fulltext {

std::vector<Word> wanted(std::string_view typed, bool prefix_last) {
    auto all = all_words(typed);
    // A space behind the last word says that it is whole.
    const bool last_is_beginning = prefix_last && !typed.empty() && typed.back() != ' ';
    std::vector<Word> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool only_word = all.size() == 1;
        if (is_stop_word(all[i].text) && !(only_word && last_is_beginning)) continue;
        if (last_is_beginning && i + 1 == all.size()) all[i].forms.push_back(term_of_beginning(all[i].text));
        found.push_back(std::move(all[i]));
    }
    return found;
}

std::vector<Word> blinded(std::vector<Word> all, std::string_view secret) {
    for (auto& word : all) {
        word.text = blinded(word.text, secret);
        for (auto& form : word.forms) form = blinded(form, secret);
        for (auto& part : word.parts)
            for (auto& form : part) form = blinded(form, secret);
    }
    return all;
}

namespace {

/// Writes the same thought in the words of either kind.
class Expression {
public:
    Expression(db::Kind kind, Where where)
        : sqlite_(kind == db::Kind::sqlite), mark_(where == Where::title ? std::string(1, title_mark) : "") {}

    std::string of(const std::vector<Word>& all, std::span<const std::int64_t> scopes, const std::vector<std::string>& kinds) const {
        std::vector<std::string> every, any_scope;
        for (const auto& one : all) every.push_back(of(one));
        for (const auto scope : scopes) {
            if (kinds.empty()) any_scope.push_back(unmarked(term_of_scope(scope)));
            for (const auto& kind : kinds) any_scope.push_back(unmarked(term_of_scope(scope, kind)));
        }
        every.push_back('(' + joined(any_scope, disjunction()) + ')');
        return joined(every, conjunction());
    }

private:
    std::string conjunction() const { return sqlite_ ? " AND " : " & "; }
    std::string disjunction() const { return sqlite_ ? " OR " : " | "; }
    std::string unmarked(const std::string& text) const { return sqlite_ ? '"' + text + '"' : '\'' + text + '\''; }
    std::string term(const std::string& text) const { return unmarked(mark_ + text); }

    std::string any_of(const std::vector<std::string>& forms) const {
        std::vector<std::string> any;
        for (const auto& form : forms) any.push_back(term(form));
        return '(' + joined(any, disjunction()) + ')';
    }

    /// One of its forms, or all of its parts: who types "bygglovsansökan" also finds "ansökan om bygglov".
    std::string of(const Word& one) const {
        std::vector<std::string> any{any_of(one.forms)};
        std::vector<std::string> parts;
        for (const auto& part : one.parts) parts.push_back(any_of(part));
        if (parts.size() > 1) any.push_back('(' + joined(parts, conjunction()) + ')');
        return '(' + joined(any, disjunction()) + ')';
    }

    bool sqlite_;
    std::string mark_;
};

bool has(std::string_view terms, const std::string& term) { return terms.find(' ' + term + ' ') != terms.npos; }

bool has_any(std::string_view terms, const Word& one, const std::string& mark) {
    return std::ranges::any_of(one.forms, [&](const std::string& form) { return has(terms, mark + form); });
}

}  // namespace

std::string term_of_scope(std::int64_t scope, std::string_view kind) {
    auto term = "00" + std::to_string(scope);
    // Either index parts words at what is no letter.
    std::ranges::copy_if(kind, std::back_inserter(term), [](char one) { return one >= 'a' && one <= 'z'; });
    return term;
}

std::string match_expression(db::Kind kind, const std::vector<Word>& all, Where where, std::span<const std::int64_t> scopes,
                             const std::vector<std::string>& kinds) {
    return Expression(kind, where).of(all, scopes, kinds);
}

double score(const std::vector<Word>& all, std::string_view terms, std::string_view title) {
    const auto padded = ' ' + std::string(terms) + ' ';
    const std::string mark(1, title_mark);
    double sum = 0, in_title = 0;
    for (const auto& one : all) {
        if (has(padded, mark + one.text)) sum += 10, ++in_title;
        else if (has_any(padded, one, mark)) sum += 8, ++in_title;
        if (has(padded, one.text)) sum += 2;
        else if (has_any(padded, one, "")) sum += 1;
    }
    // The page "Bygglov" before "Bygglov för altaner och uterum".
    const auto words_in_title = static_cast<double>(split(trimmed(title), ' ').size());
    return sum + 4 * in_title / std::max(1.0, words_in_title);
}

}  // namespace fulltext
