#include "areas/area_template/store.h"

namespace area_template::store {

std::vector<Note> notes(db::Connection& db) {
    return db.all([](const db::Row& row) { return Note{row.text("title")}; },
                  "SELECT title FROM area_template_note ORDER BY id DESC LIMIT 100");
}

NoteId add(db::Connection& db, const Note& note) {
    const NoteId id{new_id()};
    db.execute("INSERT INTO area_template_note(id, title) VALUES (?, ?)", id, note.title);
    return id;
}

}  // namespace area_template::store
