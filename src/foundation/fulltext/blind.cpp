#include "foundation/fulltext/blind.h"

#include <set>

#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/fulltext/terms.h"

namespace fulltext {

/// Letters and digits of base32 in lower case: a whole word to either database's index.
static std::string as_term(std::string_view hash) { return lower(crypto::base32(hash)); }

std::string blinded(std::string_view term, std::string_view secret) { return as_term(crypto::short_hash(secret, term)); }

std::vector<std::string> blinded_terms(std::string_view text, std::string_view secret) {
    const auto found = words(text);
    std::vector<std::string> written;
    for (const auto& word : found) written.push_back(word.text);
    std::set<std::string> all;
    for (const auto& term : terms_of(found)) all.insert(blinded(term, secret));
    for (const auto& term : terms_of_beginnings(written)) all.insert(blinded(term, secret));
    return {all.begin(), all.end()};
}

}  // namespace fulltext
