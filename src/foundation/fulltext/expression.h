#pragma once
/// What was typed, as FTS5 and tsquery want it; only the .cpp files of this folder include it.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/db/database.h"
#include "foundation/fulltext/terms.h"

namespace fulltext {

/// A term of a title stands in the index also with this before it. No word begins so but numbers.
inline constexpr char title_mark = '0';

/// Every word that must be found, by any of its forms. The last may be a beginning, which is then one of them.
std::vector<Word> wanted(std::string_view typed, bool prefix_last);
/// The same in the terms of entries with that secret.
std::vector<Word> blinded(std::vector<Word>, std::string_view secret);

enum class Where { anywhere, title };
/// Every entry has its scope as a term, alone and with its kind: what a visitor may not see, and what is not looked for, is passed over
/// inside the index, however much of it there is.
std::string term_of_scope(std::int64_t scope, std::string_view kind = {});
std::string match_expression(db::Kind, const std::vector<Word>&, Where, std::span<const std::int64_t> scopes,
                             const std::vector<std::string>& kinds);

/// How well an entry's terms, sorted and parted by single spaces, suit what is wanted. Greater is better.
double score(const std::vector<Word>&, std::string_view terms, std::string_view title);

}  // namespace fulltext
