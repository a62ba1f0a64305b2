#include "engines/identity/saml_front.h"

#include <algorithm>

#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace identity {

static Result<EIdHolder> holder_in(const SamlFrontSettings& settings, const http::Request& request) {
    const auto told = [&](std::string_view what) { return trimmed(request.header("x-proxy-saml-" + std::string(what))); };
    const bool is_front = !settings.secret.empty() && crypto::equal_in_constant_time(told("secret"), settings.secret);
    const bool is_strong = settings.levels.empty() || std::ranges::find(settings.levels, told("level")) != settings.levels.end();
    const auto number = PersonalNumber::from(told("number"));
    const auto name = is_utf8(told("name")) ? tidy_text(told("name")) : std::string{};
    if (!is_front || !is_strong || !number || name.empty()) return failure(Fault::forbidden, "refused.front");
    return EIdHolder{*number, name};
}

EIdentification saml_front(const SamlFrontSettings& settings) {
    return {
        .name = std::string(saml_front_name),
        .shown_name = settings.shown_name,
        .begin = [](std::string_view state,
                    std::string_view return_address) { return std::string(return_address) + "?state=" + http::percent_encoded(state); },
        .finish = [settings](const http::Request& request) { return holder_in(settings, request); },
    };
}

}  // namespace identity
