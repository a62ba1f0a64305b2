#include <algorithm>

#include "areas/sign_in/handlers.h"
#include "areas/sign_in/providers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/sessions.h"
#include "engines/identity/throttle.h"
#include "engines/oidc/attempts.h"
#include "engines/oidc/code_flow.h"
#include "engines/oidc/logons.h"
#include "engines/oidc/person.h"
#include "engines/oidc/saml_front.h"
#include "engines/site/site.h"

namespace sign_in {
namespace {

oidc::Journey journey(const Context& c, const oidc::Provider& provider, const std::string& state, const oidc::Attempt& attempt) {
    oidc::Journey made{.redirect_address = c.tenant.public_address + "/logga-in/svar/" + provider.settings().name,
                       .state = state,
                       .nonce = oidc::nonce_of(c.tenant.secret, state),
                       .verifier = oidc::verifier_of(c.tenant.secret, state),
                       .language = std::string(to_code(c.visitor.language))};
    if (attempt.purpose == oidc::Purpose::step_up) made.fresh_since = attempt.began;
    return made;
}

void record_refusal(Context& c, std::string_view provider, oidc::Refusal refusal) {
    c.db.write([&](db::Connection& db) {
        audit::record(db, c.visitor,
                      {.event = "sign_in.provider_refused",
                       .subject_kind = "account",
                       .subject = c.visitor.account.value,
                       .detail = std::string(provider) + ": " + std::string(to_name(refusal))});
    });
}

/// What anybody may send is in the log some times only, and not as often as somebody likes to send it.
void record_stranger(Context& c, std::string_view provider, oidc::Refusal refusal) {
    const auto who = "provider:" + c.request.client_address;
    if (c.db.write([&](db::Connection& db) { return identity::begin_guess(db, who, identity::with_address); }))
        record_refusal(c, provider, refusal);
}

/// Kept with the session, so that signing out reaches both ways.
void remember(Context& c, SessionId session, const oidc::Provider& provider, const oidc::Identified& who) {
    const auto& settings = provider.settings();
    const auto& claims = who.token.claims;
    const bool tells_number = std::ranges::any_of(settings.number_claims, [&](const auto& claim) { return claims.has(claim); });
    const oidc::Logon logon{.provider = settings.name, .id_token = tells_number ? "" : who.raw.id_token};
    const bool is_strong = std::ranges::find(settings.strong_levels, who.token.level) != settings.strong_levels.end();
    c.db.write([&](db::Connection& db) {
        oidc::keep_logon(db, c.tenant.secret, session, logon, who.token);
        if (is_strong) identity::mark_proved(db, session, who.token.authenticated_at);
    });
}

oidc::Outcome<http::Response> let_resident_in(Context& c, oidc::Provider& provider, const oidc::Identified& who, const std::string& back) {
    const auto holder = TRY(oidc::resident_in(who.person, provider.settings()));
    auto response = http::see_other(back);
    remember(c, sign_in_holder(c, response, holder), provider, who);
    return response;
}

/// Who has no account gets none by signing in.
oidc::Outcome<http::Response> let_staff_in(Context& c, oidc::Provider& provider, const oidc::Identified& who, const std::string& back) {
    const auto username = TRY(oidc::username_in(who.person, provider.settings()));
    const auto account = c.db.read([&](db::Connection& db) { return identity::find_account(db, username); });
    if (!account || !account->active || account->program) return tl::unexpected(oidc::Refusal::unknown_account);
    follow_claimed_roles(c, provider, *account, who.person);
    auto response = http::see_other(back);
    remember(c, sign_in_account(c, response, *account), provider, who);
    return response;
}

/// The front stands before the page that the browser comes back to, and sends it to its own provider.
oidc::Outcome<std::string> front_address(const std::string& name, std::string_view state) {
    return "/logga-in/svar/" + name + "?state=" + http::percent_encoded(state);
}

/// The same person as at sign-in, there and now.
oidc::Outcome<http::Response> prove(Context& c, oidc::Provider& provider, const oidc::Identified& who, const std::string& back) {
    const auto& name = provider.settings().name;
    const bool is_same = c.db.read(
        [&](db::Connection& db) { return oidc::is_same_person(db, c.tenant.secret, c.visitor.session, name, who.token.subject); });
    if (!is_same || !c.visitor.is_staff()) return tl::unexpected(oidc::Refusal::other_person);
    remember(c, c.visitor.session, provider, who);
    return proved(c, who.token.authenticated_at, back);
}

oidc::Outcome<http::Response> answered(Context& c, oidc::Provider& provider, const oidc::Attempt& attempt) {
    const std::string state(c.request.query.get("state"));
    const auto who = TRY(provider.settings().is_front() ? oidc::told_by_front(provider.settings(), c.request)
                                                        : oidc::identify(provider, journey(c, provider, state, attempt), c.request.query));
    if (attempt.purpose == oidc::Purpose::step_up) return prove(c, provider, who, attempt.return_address);
    const bool is_resident = provider.settings().signs_in == config::SignsIn::residents;
    return is_resident ? let_resident_in(c, provider, who, attempt.return_address) : let_staff_in(c, provider, who, attempt.return_address);
}

}  // namespace

oidc::Provider* find_oidc_provider(const Tenant& tenant, std::string_view name) {
    for (const auto& provider : tenant.oidc_providers)
        if (provider->settings().name == name) return provider.get();
    return nullptr;
}

Result<http::Response> go_to_provider(Context& c, oidc::Provider& provider, oidc::Purpose purpose) {
    const auto& name = provider.settings().name;
    const oidc::Attempt attempt{.provider = name, .return_address = return_address(c.request), .purpose = purpose, .began = now()};
    const auto state = c.db.write([&](db::Connection& db) { return oidc::begin_attempt(db, c.visitor.session, attempt); });
    const auto& shown_name = provider.settings().shown_name;
    const auto address = provider.settings().is_front() ? front_address(name, state)
                                                        : oidc::authorization_address(provider, journey(c, provider, state, attempt));
    if (!address) {
        record_refusal(c, name, address.error());
        return views::refused(c, provider, attempt, address.error());
    }
    return views::onward(c, *address, c.text("sign_in_with", shown_name), c.text("onward_lead", shown_name));
}

Result<http::Response> come_back(Context& c) {
    const std::string name(c.request.part("name"));
    auto* provider = find_oidc_provider(c.tenant, name);
    if (provider == nullptr) return failure(Fault::not_found);
    const auto attempt =
        c.db.write([&](db::Connection& db) { return oidc::take_attempt(db, c.visitor.session, name, c.request.query.get("state")); });
    if (!attempt) {
        record_stranger(c, name, oidc::Refusal::unknown_state);
        return views::refused(c, *provider, attempt, oidc::Refusal::unknown_state);
    }
    auto response = answered(c, *provider, *attempt);
    if (response) return *std::move(response);
    record_refusal(c, name, response.error());
    return views::refused(c, *provider, attempt, response.error());
}

Result<http::Response> provider_signs_out(Context& c) {
    const std::string name(c.request.part("name"));
    auto* provider = find_oidc_provider(c.tenant, name);
    if (provider == nullptr || provider->settings().is_front()) return failure(Fault::not_found);
    const auto& settings = provider->settings();
    const auto claims = provider->verified(c.request.field("logout_token"));
    const auto leaver = claims ? oidc::checked_logout_token(*claims, settings.issuer, settings.client_id) : tl::unexpected(claims.error());
    if (!leaver) {
        record_stranger(c, name, leaver.error());
        return http::Response{.status = 400, .type = "application/json", .body = R"({"error":"invalid_request"})"};
    }
    c.db.write([&](db::Connection& db) {
        const auto ended = oidc::end_sessions_of(db, c.tenant.secret, name, *leaver);
        if (ended > 0) audit::record(db, c.visitor, {.event = "sign_in.provider_signed_out", .subject_kind = "account", .detail = name});
    });
    return http::Response{.type = "application/json", .body = "{}"}.with("Cache-Control", "no-store");
}

http::Response signed_out_answer(Context& c) {
    const auto logon = c.db.read([&](db::Connection& db) { return oidc::logon_of(db, c.tenant.secret, c.visitor.session); });
    auto* provider = logon ? find_oidc_provider(c.tenant, logon->provider) : nullptr;
    if (provider == nullptr) return front_sign_out_answer(c);
    const auto address = provider->settings().is_front()
                             ? std::string(oidc::saml_front_sign_out)
                             : oidc::sign_out_address(*provider, logon->id_token, c.tenant.public_address + "/");
    if (address.empty()) return http::see_other("/");
    const auto& shown_name = provider->settings().shown_name;
    return views::onward(c, address, c.text("signed_out_title"), c.text("signed_out_lead", shown_name));
}

}  // namespace sign_in
