#pragma once
/// Search in one municipality's database, with the rights inside the query.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/embedded_file.h"
#include "foundation/db/database.h"

namespace fulltext {

/// Something that search may find.
struct Entry {
    std::string kind;        ///< "page", "case", "record" …
    std::int64_t id = 0;     ///< of the thing; one entry for each kind and id
    std::int64_t scope = 0;  ///< who may see it: the same number that a visitor's rights give
    std::string title;
    std::string body{};  ///< plain text
    /// Personal data: with a secret (16 bytes or more) no word is kept, only what this secret makes of each word and of its beginnings.
    /// Title and body are not kept either. Found by queries with the same secret.
    std::string secret{};
};

struct Query {
    std::string words;                     ///< as typed; every word must be found
    std::span<const std::int64_t> scopes;  ///< what the visitor may see; none finds nothing
    std::vector<std::string> kinds{};      ///< empty is every kind
    int limit = 20;
    bool prefix_last = false;  ///< the last word may be the beginning of one: search as you type
    std::string secret{};      ///< of the entries wanted; without it only those in plain words are found, with it only the others
};

struct Hit {
    std::string kind;
    std::int64_t id = 0;
    std::string title;    ///< "" of an entry with a secret
    std::string snippet;  ///< plain text around the first word found; "" when there is no body
};

/// After the migrations: makes the indexes of the database's kind when they are missing, filled with what there is. True when that of the
/// entries with a secret was missing: whoever puts such entries puts them anew, since a restored database has none of them.
bool ensure_index(db::Connection&);
/// The table that a backup leaves out.
inline constexpr std::string_view table_of_blind_entries = "fulltext_blind_entry";
/// Adds the entry, or replaces the one of the same kind and id.
void put(db::Connection&, const Entry&);
void remove(db::Connection&, std::string_view kind, std::int64_t id);
/// Best first: words in the title, then the very form of the word, then the newest.
std::vector<Hit> search(db::Connection&, const Query&);

/// The part of the text around the first of the words, about `length` characters, with … where it is cut.
std::string snippet(std::string_view text, std::string_view words, std::size_t length = 160);

}  // namespace fulltext
