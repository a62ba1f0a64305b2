#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

using pages::Html;

static Html code_form(const Context& c, const Proof& shown, const std::string& problem) {
    const Html field = pages::text_field(c.text, {.name = "kod",
                                                  .label = c.text("code"),
                                                  .hint = c.text("code_hint"),
                                                  .error = problem,
                                                  .autocomplete = "one-time-code",
                                                  .width = "10"});
    return pages::form(c, "/personal/bekrafta",
                       pages::hidden("till", shown.back) + field + pages::form_foot(pages::button(c.text("confirm"))));
}

static Html provider_form(const Context& c, const Proof& shown) {
    const auto& settings = shown.by_provider->settings();
    return pages::form(c, "/personal/bekrafta",
                       pages::hidden("till", shown.back) +
                           pages::button(c.text("prove_with", settings.shown_name), pages::Button::primary, "val", settings.name));
}

http::Response proof(const Context& c, const Proof& shown) {
    const auto problem = shown.problem.empty() ? std::string{} : c.text(shown.problem);
    const std::vector<pages::ShownError> errors =
        problem.empty() ? std::vector<pages::ShownError>{} : std::vector<pages::ShownError>{{"kod", problem}};
    const bool has_no_way = !shown.by_code && shown.by_provider == nullptr;
    const Html leave = html::when(!c.visitor.permissions.empty(),
                                  [&] { return html::make<"<p>{}</p>">(pages::link("/handlaggning", c.text("not_now"))); });
    const Html ways = html::when(shown.by_provider != nullptr, [&] { return provider_form(c, shown); }) +
                      html::when(shown.by_code, [&] { return code_form(c, shown, problem); }) + html::when(has_no_way, [&] {
                          return pages::notice(pages::Tone::info, c.text("no_way_to_prove")) +
                                 html::make<"<p>{}</p>">(pages::link_button("/personal/tva-steg", c.text("second_step_title")));
                      });
    const Html main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(pages::error_summary(c.text, errors), c.text("prove_title"),
                                                                               c.text("prove_lead"), ways, leave);
    return pages::task(c, {.title = c.text("prove_title"), .main = main, .status = shown.status, .has_errors = !errors.empty()});
}

}  // namespace sign_in::views
