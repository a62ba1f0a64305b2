#include "engines/site/preferences.h"

#include "engines/identity/sessions.h"
#include "engines/site/site.h"

namespace site {
namespace {

std::string_view wanted(const http::Request& request, std::string_view name) {
    const auto typed = request.field(name);
    return typed.empty() ? request.query.get(name) : typed;
}

/// Without ?sprak=, which would win over the new cookie.
std::string back(const http::Request& request) {
    auto page = local_path(wanted(request, "tillbaka"));
    if (const auto query = page.find('?'); query != std::string::npos && page.find("sprak=", query) != std::string::npos) page.erase(query);
    return page;
}

}  // namespace

std::optional<http::Response> preference(const http::Request& request) {
    const bool is_language = request.path == "/sprak";
    if (!is_language && request.path != "/utseende") return std::nullopt;
    const auto choice = wanted(request, "till");
    auto response = http::see_other(back(request));
    if (is_language) response.with("Set-Cookie", identity::language_cookie(language_from(choice).value_or(Language::sv), request.secure));
    else
        response.with("Set-Cookie", identity::appearance_cookie(choice == "light"  ? Appearance::light
                                                                : choice == "dark" ? Appearance::dark
                                                                                   : Appearance::automatic,
                                                                request.secure));
    return response;
}

}  // namespace site
