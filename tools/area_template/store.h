#pragma once
/// All SQL of the area.
#include <vector>

#include "areas/area_template/note.h"
#include "foundation/db/database.h"

namespace area_template::store {

/// Newest first.
std::vector<Note> notes(db::Connection&);
NoteId add(db::Connection&, const Note&);

}  // namespace area_template::store
