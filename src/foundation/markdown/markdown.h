#pragma once
/// Markdown (CommonMark with tables) that people write in texts, news and letters.
#include <string>
#include <string_view>

namespace markdown {

/// HTML to put on a page as it is: raw HTML in the text is shown as text, links to scripts and data lose their address.
std::string to_html(std::string_view text);
/// The words alone, for e-mail, search and summaries.
std::string to_plain_text(std::string_view text);

}  // namespace markdown
