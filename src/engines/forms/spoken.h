#pragma once
/// Whether a question can be asked in the reader's language. One that cannot is asked in Swedish, whole, and says so in its markup.
#include "engines/forms/definition.h"
#include "engines/pages/components.h"

namespace forms {

/// True when all words of the question, its options and its inner questions are there in the language.
bool speaks(const Field&, Language);
/// The language that the question is asked in: the wanted one, or Swedish.
inline Language asked_in(const Field& field, Language wanted) { return speaks(field, wanted) ? wanted : Language::sv; }
/// For the attribute lang: "sv" where Swedish stands in, else "".
inline std::string lang_of(const Field& field, Language wanted) { return speaks(field, wanted) ? "" : "sv"; }

/// A text of the program as the words of a definition, in all languages.
inline Words words_of_text(const Texts& text, std::string_view key) {
    Words all{text.in(Language::sv)(key), text.in(Language::en)(key)};
    for (const auto& row : further_languages())
        if (const auto there = text.in(row.language); there.speaks(key)) all.further.emplace_back(row.language, there(key));
    return all;
}

/// The words, in a span that says so where Swedish stands in.
inline html::Html said(const Texts& text, const Words& words) {
    return pages::spoken(words.lang(text.language()), words.in(text.language()));
}

}  // namespace forms
