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
    enum class What { add, remove } what;
    std::string field;    ///< "children", "certificate"
    std::string which{};  ///< what is removed: number in the group from 0, or hash of the file
};

struct Filled {
    Answers answers;  ///< before, with this page's good answers in place of the old ones
    Typed typed;
    std::vector<FieldError> errors{};  ///< what could not be read: 31 February, letters in a number
    std::optional<Pressed> pressed{};  ///< show the page again, without errors; `answers` is already changed
};

/// Puts an upload into the files store. Its error is shown at the field.
using KeepFile = std::function<Result<FileAnswer>(const http::Upload&)>;

/// Reads the fields of one page. Inputs: `name`; dates name-day, name-month, name-year or one ISO `name`; addresses name-street,
/// name-postcode, name-town; points name-latitude, name-longitude; group fields children.0.age; buttons _add=children,
/// _remove=children.1 and _remove=certificate.<hash>.
Filled read_page(const Form&, const Page&, const http::Request&, const Answers& before, const KeepFile& keep_file = {});

/// Every error of the page in the order of its fields: what could not be read, what is missing, what breaks a limit.
std::vector<FieldError> check_page(const Form&, const Page&, const Filled&);
std::vector<FieldError> check_page(const Form&, const Page&, const Answers&);

struct Checked {
    std::vector<FieldError> errors;    ///< stop the sending
    std::vector<FieldError> warnings;  ///< said, but do not stop
    bool may_be_sent() const { return errors.empty(); }
};
/// All pages that are shown and all checks: before sending, and for the API.
Checked check_whole(const Form&, const Answers&);

/// The first page with an error, or null.
const Page* first_page_with_error(const Form&, const Answers&);
/// The next page that is shown after this one; the first when `after` is empty; null after the last.
const Page* next_page(const Form&, const Answers&, std::string_view after);
const Page* previous_page(const Form&, const Answers&, std::string_view before);

/// What to do about an error, in the language of the texts: "Skriv en månad mellan 1 och 12".
std::string words_of(const Texts&, const Form&, const FieldError&);
/// The id of the input that an error belongs to, for links in the error summary: "start-month".
std::string input_of(const Form&, const FieldError&);

}  // namespace forms
