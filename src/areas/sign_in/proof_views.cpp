#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

using pages::Html;

static Html provider_form(const Context& c, const Proof& shown) {
    const auto& settings = shown.by_provider->settings();
    return pages::form(c, "/personal/bekrafta",
                       pages::hidden("till", shown.back) +
                           pages::button(c.text("prove_with", settings.shown_name), pages::Button::primary, "val", settings.name));
}

http::Response proof(const Context& c, const Proof& shown) {
    const auto errors = shown_error(c, shown.problem);
    const bool has_no_way = !shown.by_code && shown.by_provider == nullptr;
    const Html leave = html::when(!c.visitor.permissions.empty(),
                                  [&] { return html::make<"<p>{}</p>">(pages::link("/handlaggning", c.text("not_now"))); });
    const Html ways = html::when(shown.by_provider != nullptr, [&] { return provider_form(c, shown); }) +
                      html::when(shown.by_code,
                                 [&] {
                                     return second_step_forms(c, "/personal/bekrafta", shown.back, shown.ways, shown.problem,
                                                              c.text("confirm"), proof_address);
                                 }) +
                      html::when(has_no_way, [&] {
                          return pages::notice(pages::Tone::info, c.text("no_way_to_prove")) +
                                 html::make<"<p>{}</p>">(pages::link_button("/personal/tva-steg", c.text("second_step_title")));
                      });
    const Html main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(pages::error_summary(c.text, errors), c.text("prove_title"),
                                                                               c.text("prove_lead"), ways, leave);
    return pages::task(
        c, {.title = c.text("prove_title"), .main = main, .status = shown.status, .has_errors = !errors.empty(), .island = "passkey"});
}

}  // namespace sign_in::views
