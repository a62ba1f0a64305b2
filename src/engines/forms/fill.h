#pragma once
/// What happens when a page of a form is posted. Field errors have texts in this module; words_of says them.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/forms/definition.h"
#include "foundation/base/result.h"
#include "foundation/http/message.h"

namespace forms {

/// What was typed, by the input's name: "distance_km", "start-month", "children.0.age". Kept also when it is wrong.
using Typed = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A button that changes the page instead of leaving it.
struct Pressed {
    enum class What { add, remove, show } what;
    std::string field;    ///< "children", "certificate"; of show: the place that is looked for on the map
    std::string which{};  ///< what is removed: number in the group from 0, or hash of the file
};

struct Filled {
    Answers answers;  ///< before, with this page's good answers in place of the old ones
    Typed typed;
    std::vector<FieldError> errors{};  ///< what could not be read: 31 February, letters in a number
    std::optional<Pressed> pressed{};  ///< show the page again, with `errors` about what was pressed; `answers` is already changed
    /// What the new answers show, that the reader has not seen and that is not answered: show the page again with it. Inputs' names, in
    /// the order of the page.
    std::vector<std::string> revealed{};
};

/// Puts an upload into the files store. Its error is shown at the field.
using KeepFile = std::function<Result<FileAnswer>(const http::Upload&)>;

/// Reads the fields of one page. Inputs: `name`; dates name-day, name-month, name-year or one ISO `name`; addresses name-street,
/// name-postcode, name-town; group fields children.0.age; buttons _add=children, _remove=children.1, _remove=certificate.<hash> and
/// _show=place. Questions that were hidden are named by _unseen. `map` may be null.
Filled read_page(const Form&, const Page&, const http::Request&, const Answers& before, const KeepFile& keep_file = {},
                 const geo::BaseMap* map = nullptr);

/// Those of the `unseen` inputs whose questions, or words to read, the answers show, and that have no answer.
std::vector<std::string> revealed(const Form&, const Page&, const Answers&, const std::vector<std::string_view>& unseen);

/// Every error of the page in the order of its fields: what could not be read, what is missing, what breaks a limit. Of what was
/// revealed nothing is demanded yet.
std::vector<FieldError> check_page(const Form&, const Page&, const Filled&);
std::vector<FieldError> check_page(const Form&, const Page&, const Answers&);

struct Checked {
    std::vector<FieldError> errors;    ///< stop the sending
    std::vector<FieldError> warnings;  ///< said, but do not stop
    bool may_be_sent() const { return errors.empty(); }
};
/// All pages that are shown and all checks: before sending, and for the API.
Checked check_whole(const Form&, const Answers&);

/// The page that the error stands on, or null.
const Page* page_of_error(const Form&, const FieldError&);
const Page* first_page_of(const Form&, const std::vector<FieldError>&);
/// The first page with an error, or null.
const Page* first_page_with_error(const Form&, const Answers&);
/// The next page that is shown after this one; the first when `after` is empty; null after the last.
const Page* next_page(const Form&, const Answers&, std::string_view after);
/// The pages that are asked, in their order.
std::vector<const Page*> shown_pages(const Form&, const Answers&);

/// What to do about an error, in the language of the texts: "Skriv en månad mellan 1 och 12".
std::string words_of(const Texts&, const Form&, const FieldError&);
/// The language of these words: the wanted one, or Swedish when the question or the check has no words in it.
Language told_in(const Form&, const FieldError&, Language wanted);
/// The field that an input belongs to: children.0.age is of children.age. Null when there is none.
const Field* field_of_input(const Form&, std::string_view name);
/// The id of the input that an error belongs to, for links in the error summary: "start-month".
std::string input_of(const Form&, const FieldError&);

}  // namespace forms
