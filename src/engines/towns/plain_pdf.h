#pragma once
#include <string>
#include <string_view>

namespace towns {

/// A small PDF of plain text in the reader's own Helvetica: a heading and paragraphs that are wrapped. For content of demonstrations, where
/// thousands of letters and certificates are wanted at once; real letters are PDF/A by letters::print.
std::string plain_pdf(std::string_view heading, std::string_view text);

}  // namespace towns
