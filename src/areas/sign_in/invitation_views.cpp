#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

http::Response first_password(const Context& c, const identity::Account& account, const FirstPassword& typed) {
    const pages::Errors errors(c.text, typed.errors);
    const auto field = [&](std::string_view name, const std::string& label, const std::string& hint) {
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = label,
                                          .hint = hint,
                                          .error = errors.at(name),
                                          .autocomplete = "new-password",
                                          .type = "password"});
    };
    const auto fields = pages::hidden("kod", typed.token) + pages::hidden("till", typed.back) +
                        field("password", c.text("new_password"), c.text("new_password_hint")) +
                        field("again", c.text("new_password_again"), "") + pages::form_foot(pages::button(c.text("choose_password")));
    const auto title = c.text("welcome_title", account.name);
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(
        pages::error_summary(c.text, errors), title, c.text("welcome_lead", c.tenant.name),
        pages::facts({{c.text("username"), html::text(account.username)}}),
        pages::form(c, "/personal/valkommen", fields) + password_words(c));
    return pages::task(
               c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty(), .island = "password"})
        .with("Cache-Control", "no-store");
}

}  // namespace sign_in::views
