#pragma once
/// Values in, pages out. A view never sees the database.
#include <vector>

#include "areas/area_template/note.h"
#include "engines/pages/pages.h"

namespace area_template::views {

http::Response notes_page(const Context&, const std::vector<Note>&);
/// `errors` is empty when the form is shown for the first time.
http::Response form_page(const Context&, const NoteForm&, const std::vector<FieldError>& errors);

}  // namespace area_template::views
