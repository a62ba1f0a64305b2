#pragma once
/// What every page of the administration has: the way back, what was saved, what must be mended.
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/pages.h"

namespace administration {

struct Shown {
    std::string title;
    html::Html content;
    std::string back = "/administration";
    std::string back_words{};  ///< empty: the administration
    pages::Errors errors{};
};
http::Response page(const Context&, const Shown&);

/// Back to a page that then says "Sparat".
http::Response saved(std::string_view address);

/// A name of the program's own as "cases.decision_made", small; a narrow page may break it after . and _.
html::Html raw_name(std::string_view name);
/// A section with its own heading.
html::Html section(std::string_view heading, const html::Html& content);
/// A button in a row of a table; `about` is read aloud after the words, since many rows have the same button.
html::Html row_button(const Context&, std::string_view action, std::string_view words, std::string_view about, const html::Html& hidden);
/// One button that posts.
html::Html post_button(const Context&, std::string_view action, std::string_view words, pages::Button);

}  // namespace administration
