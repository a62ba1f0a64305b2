#include "foundation/fulltext/blind.h"

#include <algorithm>
#include <set>

#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/fulltext/terms.h"

namespace fulltext {

// Longer beginnings than this narrow no list further, and each costs a term of the index.
static constexpr std::size_t longest_beginning = 10;  // characters
static constexpr char mark_of_beginning = '^';

/// Letters and digits of base32 in lower case: a whole word to either database's index.
static std::string as_term(std::string_view hash) { return lower(crypto::base32(hash)); }

std::string blinded(std::string_view term, std::string_view secret) { return as_term(crypto::short_hash(secret, term)); }

std::string blinded_beginning(std::string_view beginning, std::string_view secret) {
    return blinded(mark_of_beginning + std::string(first_characters(beginning, longest_beginning)), secret);
}

static std::set<std::string> beginnings_of(const std::vector<Word>& words) {
    std::set<std::string> all;
    for (const auto& word : words) {
        const auto characters = std::min(count_characters(word.text), longest_beginning);
        for (std::size_t length = 1; length <= characters; ++length) all.insert(first_characters(word.text, length));
    }
    return all;
}

std::vector<std::string> blinded_terms(std::string_view text, std::string_view secret) {
    const auto found = words(text);
    std::set<std::string> all;
    for (const auto& term : terms_of(found)) all.insert(blinded(term, secret));
    for (const auto& beginning : beginnings_of(found)) all.insert(blinded(mark_of_beginning + beginning, secret));
    return {all.begin(), all.end()};
}

}  // namespace fulltext
