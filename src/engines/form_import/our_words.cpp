#include "engines/form_import/our_words.h"

#include "engines/form_import/embedded.h"

namespace form_import {

forms::Words our_words(std::string_view key, const std::vector<texts::Value>& values) {
    static const texts::Catalog catalog = [] {
        texts::Catalog made;
        made.add("form_import", embedded::texts());
        return made;
    }();
    return {catalog.format("form_import", key, Language::sv, values), catalog.format("form_import", key, Language::en, values)};
}

}  // namespace form_import
