#include "engines/site/send_again.h"

#include "engines/identity/sessions.h"
#include "engines/pages/pages.h"
#include "engines/site/origin.h"
#include "engines/site/problems.h"
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

html::Html new_page_link(std::string_view address, std::string_view words) {
    return html::make<R"(<p><a href="{}" target="_blank" rel="noopener">{}</a></p>)">(address, words);
}

/// What was typed, and a button that sends it once more.
html::Html form_again(const Context& c, const Texts& text) {
    html::Html all;
    if (!c.request.uploads.empty()) all += pages::notice(pages::Tone::warn, text("send_again_files"));
    return all + pages::form(c, local_path(c.request.target), typed_fields(c) + pages::form_foot(pages::button(text("send_again"))));
}

http::Response to_send_again(const Context& c, std::string_view says, const html::Html& first) {
    const auto text = c.text.of("site");
    const auto title = text("send_again_title");
    const auto head = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p></div>)">(title, text(says));
    return pages::task(c, {.title = title, .main = head + first + form_again(c, text), .status = 403});
}

/// A page with a button would help whoever forged a form.
bool comes_from_us(const Context& c) {
    const auto origin = origin_of(c.request);
    return origin == Origin::ours || (origin == Origin::unknown && identity::csrf_matches(c.visitor, c.request.field("_csrf")));
}

/// With all that was typed when it was one of our forms.
http::Response kept_for_later(const Context& c, int status, std::string_view title_key, std::string_view says_key) {
    if (is_api(c.request) || c.request.method != http::Method::post || !comes_from_us(c)) return failed(c, status);
    const auto text = c.text.of("site");
    const auto title = text(title_key);
    const auto head = html::make<R"(<div class="prose"><h1>{}</h1><p class="lead">{}</p></div>)">(title, text(says_key));
    auto response = pages::task(c, {.title = title, .main = head + form_again(c, text), .status = status});
    add_status_headers(response, status);
    return response;
}

}  // namespace

http::Response send_again(const Context& c, Permission who) {
    const bool must_sign_in = c.visitor.kind == Visitor::Kind::nobody && who != everyone;
    if (!must_sign_in) return to_send_again(c, "send_again_says", {});
    return to_send_again(
        c, "send_again_signed_out",
        new_page_link(who == signed_in_resident ? "/logga-in" : "/personal/logga-in", c.text.of("site")("send_again_sign_in")));
}

http::Response send_when_proved(const Context& c) {
    return to_send_again(c, "send_again_unproved", new_page_link("/personal/bekrafta", c.text.of("site")("send_again_prove")));
}

http::Response try_later(const Context& c) { return kept_for_later(c, 503, "try_later_title", "try_later_says"); }

http::Response come_slower(const Context& c) { return kept_for_later(c, 429, "come_slower_title", "come_slower_says"); }

}  // namespace site
