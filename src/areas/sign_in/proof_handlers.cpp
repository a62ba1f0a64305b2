#include "areas/sign_in/handlers.h"
#include "areas/sign_in/providers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/sessions.h"
#include "engines/oidc/logons.h"
#include "engines/site/site.h"

namespace sign_in {
namespace {

/// The provider that the session comes from, when it can prove more than a password; else null. A front cannot: nothing in what it tells
/// says that the person was asked just now.
oidc::Provider* strong_provider(Context& c) {
    const auto logon = c.db.read([&](db::Connection& db) { return oidc::logon_of(db, c.tenant.secret, c.visitor.session); });
    auto* provider = logon ? find_oidc_provider(c.tenant, logon->provider) : nullptr;
    if (provider == nullptr || provider->settings().is_front()) return nullptr;
    return provider->settings().strong_levels.empty() ? nullptr : provider;
}

Result<views::Proof> ways(Context& c) {
    const auto account = TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, c.visitor.account); }));
    return views::Proof{.back = return_address(c.request),
                        .by_code = account.has_second_step,
                        .ways = {.by_app = account.has_codes, .by_passkey = account.has_passkey},
                        .by_provider = strong_provider(c)};
}

}  // namespace

http::Response proved(Context& c, Timestamp at, const std::string& back) {
    c.db.write([&](db::Connection& db) {
        identity::mark_proved(db, c.visitor.session, at);
        audit::record(db, c.visitor, {"sign_in.proved_anew", "account", c.visitor.account.value});
    });
    auto response = http::see_other(back);
    site::renew_session(c, response);
    return response;
}

Result<http::Response> ask_proof(Context& c) {
    const auto shown = TRY(ways(c));
    // Nothing to show yet: the second step is set up first, which is a proof in itself.
    if (!shown.by_code && shown.by_provider == nullptr) return http::see_other(views::second_step_address(shown.back));
    return views::proof(c, shown);
}

Result<http::Response> take_proof(Context& c) {
    auto shown = TRY(ways(c));
    if (!c.request.field("val").empty()) {
        auto* provider = strong_provider(c);
        if (provider == nullptr) return failure(Fault::not_found);
        return go_to_provider(c, *provider, oidc::Purpose::step_up);
    }
    const auto second_step = shown_second_step(c, c.visitor.account);
    if (second_step.is_right) return proved(c, now(), shown.back);
    shown.problem = second_step.problem;
    shown.status = second_step.status;
    return views::proof(c, shown);
}

}  // namespace sign_in
