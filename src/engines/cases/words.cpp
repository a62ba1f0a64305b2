#include "engines/cases/words.h"

#include <string>

#include "foundation/base/unicode.h"

namespace cases {

void check_words(std::vector<FieldError>& errors, std::string_view field, std::string_view words, std::string_view missing,
                 std::size_t most) {
    if (words.empty()) errors.push_back({std::string(field), std::string(missing)});
    if (count_characters(words) > most) errors.push_back({std::string(field), "error_words_too_long", {std::to_string(most)}});
}

}  // namespace cases
