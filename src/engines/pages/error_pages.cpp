#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engines/pages/lists.h"
#include "engines/pages/shells.h"

namespace pages {
namespace {

/// Statuses with words of their own; the others are "error.other".
constexpr std::array known_statuses{400, 403, 404, 405, 409, 413, 429, 500, 503};

std::string key_of(int status, std::string_view part) {
    const bool is_known = std::find(known_statuses.begin(), known_statuses.end(), status) != known_statuses.end();
    return is_known ? fmt::format("error.{}.{}", status, part) : fmt::format("error.other.{}", part);
}

}  // namespace

http::Response error_page(const Context* context, int status, std::string_view request_id) {
    if (context == nullptr) return plain_error_page(status, request_id);
    const auto& c = *context;
    const auto text = c.text.of("pages");
    const auto title = text(key_of(status, "title"));
    const auto id =
        html::when(!request_id.empty(), [&] { return html::make<R"(<p class="muted small">{}</p>)">(text("error.id", request_id)); });
    const auto phone = html::when(!c.tenant.phone.empty(), [&] { return html::make<"<p>{}</p>">(text("error.call", c.tenant.phone)); });
    const auto main = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p>{}<p>{}</p>{}</div>)">(
        title, text(key_of(status, "do")), phone, link_button("/", text("to_first_page"), Button::secondary), id);
    const Page page{.title = title, .main = main, .status = status};
    return c.visitor.is_staff() ? app(c, page) : site(c, page);
}

http::Response paused_page(const Context& c) {
    const auto text = c.text.of("pages");
    const auto title = text("paused_title", c.tenant.name);
    const auto email = html::when(!c.tenant.email.empty(), [&] {
        return html::make<R"(<p>{} <a href="mailto:{}">{}</a></p>)">(text("paused_write"), c.tenant.email, c.tenant.email);
    });
    const auto main = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p><p>{}</p>{}</div>)">(title, text("paused_says"),
                                                                                                             text("paused_kept"), email);
    return task(c, {.title = title, .main = main, .status = 503});
}

http::Response plain_error_page(int status, std::string_view request_id) {
    auto document = html::make<R"(<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Fel {}</title></head>
<body><main><h1>Sidan kan inte visas</h1><p>Försök igen om en stund. Hjälper det inte, kontakta kommunen och uppge numret {}.</p>
<p lang="en">The page cannot be shown. Try again in a while.</p></main></body></html>
)">(status, request_id);
    return {.status = status, .body = std::move(document).str()};
}

}  // namespace pages
