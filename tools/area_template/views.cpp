#include "areas/area_template/views.h"

namespace area_template::views {

namespace h = html;

http::Response notes_page(const Context& c, const std::vector<Note>& notes) {
    const auto items = h::each(notes, [](const Note& note) { return h::make<"<li>{}</li>">(note.title); });
    const auto list = notes.empty() ? pages::empty_state(c.text("none"), c.text("none_yet")) : h::make<"<ul>{}</ul>">(items);
    return pages::site(c, {.title = c.text("title"), .main = h::make<"<h1>{}</h1>{}">(c.text("title"), list)});
}

http::Response form_page(const Context& c, const NoteForm& form, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> shown;
    for (const auto& error : errors) shown.push_back({error.field, c.text(error.text_key)});
    const auto fields = pages::text_field(c.text, {.name = "title",
                                                   .label = c.text("title_of_note"),
                                                   .value = form.title,
                                                   .error = errors.empty() ? "" : c.text(errors.front().text_key)}) +
                        pages::form_foot(pages::button(c.text("add")));
    return pages::app(c, {.title = c.text("add"),
                          .main = h::make<R"(<main id="innehall"><h1>{}</h1>{}{}</main>)">(
                              c.text("add"), pages::error_summary(c.text, shown), pages::form(c, "/handlaggning/area-template", fields)),
                          .status = errors.empty() ? 200 : 422,
                          .has_errors = !errors.empty()});
}

}  // namespace area_template::views
