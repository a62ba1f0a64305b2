#pragma once
/// HTML of foreign forms as our texts have it. What is no HTML stays as it is; scripts, styles and attributes go.
#include <string>
#include <string_view>

namespace form_import {

/// On one line, for labels: "<b>Namn</b>&nbsp;*" is "Namn *".
std::string plain_text(std::string_view html);
/// Paragraphs, headings, lists, emphasis and links as Markdown.
std::string markdown_of(std::string_view html);

}  // namespace form_import
