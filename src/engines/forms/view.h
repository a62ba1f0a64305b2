#pragma once
/// A form on the page. The texts may be of any module; the words of this one are fetched from them.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/fill.h"
#include "engines/forms/place.h"
#include "foundation/html/html.h"

namespace forms {

/// A child that a question of a child can be answered with by a choice.
struct OfferedChild {
    std::string value;  ///< of the choice: tells nothing of the child
    std::string given_name;
    std::string name, number;  ///< the answer
};
struct OfferedChildren {
    std::vector<OfferedChild> all{};
    bool is_awaited = false;                                   ///< the register has been asked and may soon answer
    std::map<std::string, std::string, std::less<>> chosen{};  ///< what was just posted, by the question's name on the page
};
/// Puts the chosen child where its name and number are typed, and remembers the choice. One of a child that is no longer offered leaves
/// them empty.
void take_chosen_children(http::Fields&, const Page&, OfferedChildren&);
/// Whether a child is asked for: by the question of this id, or by any.
bool asks_for_child(const std::vector<Field>&, std::optional<std::string_view> id = {});

/// What a page shows. `typed` wins over `answers`, so that a wrong answer stands as it was written.
struct PageContent {
    const Answers& answers;
    const Typed& typed;
    const std::vector<FieldError>& errors;
    PlaceMap map{};
    std::vector<std::string> revealed{};  ///< inputs that the answers have just shown: Filled::revealed
    std::string suggest_address{};        ///< what is asked while an address or a property is typed; may be empty
    OfferedChildren children{};
};

/// Where the first of what was revealed stands on the page.
inline constexpr std::string_view revealed_id = "fler-fragor";

/// The fields of a page, to be put inside the caller's <form> (multipart when needs_upload).
html::Html page_fields(const Texts&, const Form&, const Page&, const PageContent&);
/// "Två svar behöver rättas", with links to the fields; nothing when there are no errors.
html::Html error_summary(const Texts&, const Form&, const std::vector<FieldError>&);
bool needs_upload(const Page&);
/// Whether the page has a map that the island "place" can improve.
bool asks_for_place(const Page&);

/// Where a page's answers are changed; empty: no link.
using ChangeAddress = std::function<std::string(const Page&)>;
/// Where a file is read; empty: only its name.
using FileAddress = std::function<std::string(const FileAnswer&)>;

/// By question, the day its answer was disposed of: said in its place.
using GoneAnswers = std::map<std::string, Date, std::less<>>;

/// Everything that was answered, page by page: check-your-answers, the officer's screen, letters. With a map, places are shown on it.
html::Html answers_summary(const Texts&, const Form&, const Answers&, const ChangeAddress& = {}, const FileAddress& = {},
                           const geo::BaseMap* = nullptr, const GoneAnswers& = {});

}  // namespace forms
