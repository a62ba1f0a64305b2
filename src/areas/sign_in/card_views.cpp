#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

http::Response card(const Context& c, const std::string& back, const std::string& problem) {
    const auto notice = html::when(!problem.empty(), [&] { return pages::notice(pages::Tone::warn, c.text(problem)); });
    const auto form =
        pages::form(c, "/personal/kort", pages::hidden("till", back) + pages::form_foot(pages::button(c.text("sign_in_with_card"))));
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{}<p>{}</p>)">(
        notice, c.text("card_title"), c.text("card_lead"), form,
        pages::link("/personal/logga-in?till=" + http::percent_encoded(back), c.text("card_other_way")));
    return pages::task(
        c, {.title = c.text("card_title"), .main = main, .status = problem.empty() ? 200 : 403, .has_errors = !problem.empty()});
}

}  // namespace sign_in::views
