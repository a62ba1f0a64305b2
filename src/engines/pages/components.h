#pragma once
/// The small parts that pages are built of. Every part works without scripts and has no words of its own but those in texts/.
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/html/html.h"

namespace pages {

using html::Html;

enum class Tone { plain, info, ok, warn, err };

/// A decorative icon from ui/icons.txt; throws std::logic_error for one that is not there.
Html icon(std::string_view name);
bool has_icon(std::string_view name);
/// The state of something, as a word with an icon: never by colour alone.
Html tag(Tone, std::string_view icon_name, std::string_view words);
Html notice(Tone, const Html& content);
Html notice(Tone, std::string_view words);

/// Stands above the heading.
Html back_link(std::string_view href, std::string_view words);
Html link(std::string_view href, std::string_view words);

enum class Button { primary, secondary, quiet, danger };
/// Sends the form that it stands in, with name=value when it has a name.
Html button(std::string_view words, Button = Button::primary, std::string_view name = "", std::string_view value = "");
/// A link that looks like a button, with an icon before its words when one is named.
Html link_button(std::string_view href, std::string_view words, Button = Button::primary, std::string_view icon_name = "");
/// Buttons beside each other, below each other on a phone.
Html button_row(const Html& buttons);

/// "Varför frågar vi?": more words behind a summary.
enum class Fold { closed, open };  ///< open: something in it is wrong
Html details(std::string_view summary, const Html& content, Fold = Fold::closed);

/// What was done, in green, with the number to keep.
Html receipt(std::string_view heading, const Html& content);
/// Says that something leaves the house at a later time, with a button that posts to `undo_address`.
Html undo_bar(const Context&, const Html& words, std::string_view undo_address);
/// What is missing, what will appear, and one way on (may be empty).
Html empty_state(std::string_view heading, std::string_view words, const Html& action = {});

/// A search by GET, so that the address can be kept, or posted, when what is searched for may be about a person. `suggest_address` gives
/// suggestions as JSON while typing, and is asked in the same way; may be empty.
struct SearchForm {
    std::string action;
    std::string label;  ///< read aloud; the placeholder is an example
    std::string value{};
    std::string placeholder{};
    std::string name = "q";
    std::string suggest_address{};
    std::string posted_with{};  ///< the visitor's CSRF token; empty: by GET
    bool is_hero = false;       ///< on the coloured band of the first page
};
Html search_form(const Texts&, const SearchForm&);

/// Words in another language than the page's, as a span with lang and dir; plain when `lang` is empty.
Html spoken(std::string_view lang, std::string_view words);
/// What somebody wrote, a number or an address: within a line of Arabic it keeps its own direction. Plain where all goes from left to
/// right.
Html isolated(const Texts&, std::string_view words);

/// A telephone number that can be pressed; `words` stand instead of the number when given.
Html phone_link(std::string_view number, std::string_view words = {});

/// Markdown from an editor or the catalogue, made harmless.
Html prose(std::string_view markdown);

}  // namespace pages
