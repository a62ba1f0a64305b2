#include "areas/administration/page.h"

#include <algorithm>

namespace administration {

namespace h = html;

http::Response page(const Context& c, const Shown& shown) {
    const bool is_saved = shown.errors.empty() && c.request.query.has("klart");
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="stack-lg">{}{}</div>)">(
        pages::back_link(shown.back, shown.back_words.empty() ? c.text("title") : shown.back_words),
        pages::error_summary(c.text, shown.errors), shown.title,
        h::when(is_saved, [&] { return pages::notice(pages::Tone::ok, c.text("saved")); }), shown.content);
    return pages::app(
        c, {.title = shown.title, .main = main, .status = shown.errors.empty() ? 200 : 422, .has_errors = !shown.errors.empty()});
}

http::Response saved(std::string_view address) {
    const bool has_query = address.find('?') != std::string_view::npos;
    return http::see_other(std::string(address) + (has_query ? "&klart=1" : "?klart=1"));
}

h::Html raw_name(std::string_view name) {
    h::Html all;
    while (!name.empty()) {
        const auto length = std::min(name.find_first_of("._"), name.size() - 1) + 1;
        all += h::make<"{}<wbr>">(name.substr(0, length));
        name.remove_prefix(length);
    }
    return h::make<R"(<span class="muted small">{}</span>)">(all);
}

h::Html section(std::string_view heading, const h::Html& content) {
    return h::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(heading, content);
}

h::Html row_button(const Context& c, std::string_view action, std::string_view words, std::string_view about, const h::Html& hidden) {
    const auto button =
        h::make<R"(<button class="btn btn--quiet btn--sm">{}<span class="visually-hidden"> {}</span></button>)">(words, about);
    return pages::form(c, action, hidden + button);
}

h::Html post_button(const Context& c, std::string_view action, std::string_view words, pages::Button kind) {
    return pages::form(c, action, pages::button(words, kind));
}

}  // namespace administration
