#include "areas/area_template/handlers.h"

#include "areas/area_template/store.h"
#include "areas/area_template/views.h"
#include "engines/audit/audit.h"

namespace area_template {

Result<http::Response> show_notes(Context& c) { return views::notes_page(c, c.db.read(store::notes)); }

Result<http::Response> show_form(Context& c) { return views::form_page(c, {}, {}); }

Result<http::Response> add_note(Context& c) {
    const NoteForm form{std::string(c.request.field("title"))};
    const auto note = checked(form);
    if (!note) return views::form_page(c, form, note.error().fields);

    c.db.write([&](db::Connection& db) {
        const auto id = store::add(db, *note);
        audit::record(db, c.visitor, {.event = "area_template.note_added", .subject_kind = "area_template_note", .subject = id.value});
    });
    return http::see_other("/area-template");
}

}  // namespace area_template
