#include "engines/site/send_again.h"

#include "engines/pages/pages.h"
#include "engines/site/site.h"

namespace site {
namespace {

/// Never sent back: passwords, codes and the old token.
bool is_secret(std::string_view field) {
    return field == "_csrf" || field.starts_with("password") || field.starts_with("losenord") || field == "kod";
}

html::Html typed_fields(const Context& c) {
    html::Html all;
    for (const auto& [name, value] : c.request.form.all)
        if (!is_secret(name)) all += pages::hidden(name, value);
    return all;
}

html::Html sign_in_link(const Context& c, Permission who, const Texts& text) {
    const auto* address = who == signed_in_resident ? "/logga-in" : "/personal/logga-in";
    return html::make<R"(<p><a href="{}" target="_blank" rel="noopener">{}</a></p>)">(address, text("send_again_sign_in"));
}

}  // namespace

http::Response send_again(const Context& c, Permission who) {
    const auto text = c.text.of("site");
    const bool must_sign_in = c.visitor.kind == Visitor::Kind::nobody && who != everyone;
    const auto title = text("send_again_title");
    html::Html main = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p></div>)">(
        title, text(must_sign_in ? "send_again_signed_out" : "send_again_says"));
    if (must_sign_in) main += sign_in_link(c, who, text);
    if (!c.request.uploads.empty()) main += pages::notice(pages::Tone::warn, text("send_again_files"));
    main += pages::form(c, local_path(c.request.target), typed_fields(c) + pages::form_foot(pages::button(text("send_again"))));
    return pages::task(c, {.title = title, .main = main, .status = 403});
}

}  // namespace site
