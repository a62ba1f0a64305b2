#include "areas/sign_in/views.h"
#include "engines/pages/pages.h"

namespace sign_in::views {

http::Response onward(const Context& c, const std::string& address, const std::string& title, const std::string& lead) {
    const auto main =
        html::make<R"(<h1>{}</h1><p class="lead">{}</p><p>{}</p>)">(title, lead, pages::link_button(address, c.text("go_on")));
    return pages::task(c, {.title = title, .main = main}).with("Refresh", "0; url=" + address);
}

http::Response refused(const Context& c, const oidc::Provider& provider, const std::optional<oidc::Attempt>& attempt,
                       oidc::Refusal refusal) {
    const bool is_for_staff = provider.settings().signs_in == config::SignsIn::staff;
    const bool is_proof = attempt && attempt->purpose == oidc::Purpose::step_up;
    std::string again = is_proof ? "/personal/bekrafta" : is_for_staff ? "/personal/logga-in" : "/logga-in";
    if (attempt) again += "?till=" + http::percent_encoded(attempt->return_address);
    const auto title = c.text(refusal == oidc::Refusal::cancelled ? "cancelled_title" : is_proof ? "unproved_title" : "refused_title");
    const auto main = html::make<R"(<h1>{}</h1><p class="lead">{}</p><p>{}</p>)">(title, c.text("refused." + std::string(to_name(refusal))),
                                                                                  pages::link_button(again, c.text("try_again")));
    const int status = refusal == oidc::Refusal::provider_away ? 503 : refusal == oidc::Refusal::cancelled ? 200 : 403;
    return pages::task(c, {.title = title, .main = main, .status = status});
}

}  // namespace sign_in::views
