#pragma once
/// A page's answers are put into the draft: when it is left, and as they are typed.
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/drafts/drafts.h"
#include "engines/services/service.h"

namespace e_services {

/// Whether what was typed under that name belongs to the question.
bool is_input_of(const forms::Field&, std::string_view input);

/// Stands in the form: what the page held when it was drawn.
std::string drawn_mark(const drafts::Draft&, const forms::Page&);

/// A draft begun on an older version goes on with the newest: what still fits is kept, the rest is asked anew.
void bring_up_to_date(db::Connection&, const services::Service&, drafts::Draft&);

enum class Leaving { no, with_errors, without_errors };
struct Posted {
    const forms::Page& page;
    const forms::Filled& filled;
    Leaving leaving = Leaving::no;
    const std::vector<FieldError>& errors;  ///< when it is left
};
/// Saves into the draft as it is now, since another tab may have saved another page meanwhile, and makes `draft` that. When another device
/// has answered some of the page's questions otherwise since the page was drawn, nothing is saved and those are given back.
std::vector<std::string> save_page(Context&, const services::Service&, drafts::Draft&, const Posted&);

/// The page with what is answered on both devices: typed here goes first, left empty here is filled in from the other.
forms::Filled with_both(const forms::Page&, const forms::Filled& here, const forms::Answers& elsewhere);

/// What was typed on the page and could not be read, with what is wrong with it.
std::vector<FieldError> unread_on(const forms::Form&, const forms::Page&, const drafts::Draft&);
/// What was typed at the question and could not be read; "" when there is nothing of the kind.
std::string unread_words(const drafts::Draft&, const forms::Field&);
/// The first page that is shown and has such; null when there is none.
const forms::Page* first_unread_page(const forms::Form&, const drafts::Draft&);

}  // namespace e_services
