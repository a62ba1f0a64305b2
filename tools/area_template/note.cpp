#include "areas/area_template/note.h"

namespace area_template {

Result<Note> checked(const NoteForm& form) {
    if (form.title.empty()) return invalid({{"title", "error_title"}});
    return Note{form.title};
}

}  // namespace area_template
