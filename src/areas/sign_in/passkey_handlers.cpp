#include <algorithm>

#include "areas/sign_in/handlers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/device.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/sessions.h"
#include "engines/site/account_notices.h"
#include "foundation/json/json.h"

namespace sign_in {
namespace {

http::Response json_answer(const json::Value& value) { return {.type = "application/json", .body = json::to_text(value)}; }

json::Value credentials_of(const std::vector<identity::Passkey>& keys) {
    return json::array(keys, [](const identity::Passkey& key) { return json::Value(key.credential); });
}

json::Value what_may_be_made(const Context& c, const identity::Account& account, const std::vector<identity::Passkey>& keys,
                             std::string_view challenge) {
    return json::object({{"challenge", challenge},
                         {"rp", json::object({{"id", webauthn::relying_party(c.tenant.public_address)}, {"name", c.tenant.name}})},
                         {"user", json::object({{"id", identity::passkey_holder(c.tenant.secret, account.id)},
                                                {"name", account.username},
                                                {"displayName", account.name}})},
                         {"algorithms", json::array(webauthn::cose_algorithms(), [](std::int64_t number) { return json::Value(number); })},
                         {"keys", credentials_of(keys)}});
}

http::Response second_step_with(Context& c, views::SecondStep shown, const Error& error) {
    shown.key_errors = error.fields;
    shown.key_name = c.request.field("name");
    return views::second_step(c, shown);
}

}  // namespace

bool shows_passkey(const http::Request& request) { return !request.field("credential").empty(); }

Result<void> check_shown_passkey(Context& c, AccountId account) {
    const auto sent = [&](std::string_view name) { return std::string(c.request.field(name)); };
    const identity::PasskeyAnswer answer{sent("credential"), sent("client_data"), sent("authenticator_data"), sent("signature"),
                                         sent("holder")};
    return c.db.write([&](db::Connection& db) {
        return identity::check_passkey(db, c.tenant.secret, c.tenant.public_address, c.visitor.session, account, answer);
    });
}

std::string refused_passkey(Context& c, AccountId account, const Error& refusal) {
    if (refusal.fault == Fault::too_many) return "must_wait";
    if (refusal.fields.empty()) return "passkey_malformed";
    const auto why = refusal.fields.front().text_key;
    const bool is_copy = why == "passkey_counter";
    c.db.write([&](db::Connection& db) {
        audit::record(db, c.visitor,
                      {.event = is_copy ? "sign_in.passkey_copied" : "sign_in.passkey_refused",
                       .subject_kind = "account",
                       .subject = account.value,
                       .detail = why});
        if (is_copy)
            site::tell_holder(db, account, site::AccountEvent::passkey_copied, identity::device_of(c.request.header("user-agent")));
    });
    return why;
}

bool may_change_second_step(const Context& c, const identity::Account& account) {
    if (!account.has_second_step) return true;
    return c.visitor.proved_at != Timestamp{} && identity::is_proved(c.tenant.session_limits, c.visitor);
}

/// What a browser needs to show a key of this account.
static http::Response challenge_for(Context& c, AccountId account) {
    return c.db.write([&](db::Connection& db) {
        const auto keys = identity::passkeys_of(db, account);
        const bool all_verify = std::ranges::all_of(keys, &identity::Passkey::verifies);
        return json_answer(json::object({{"challenge", identity::new_challenge(db, c.visitor.session)},
                                         {"rp", webauthn::relying_party(c.tenant.public_address)},
                                         {"verification", all_verify ? "required" : "preferred"},
                                         {"keys", credentials_of(keys)}}));
    });
}

Result<http::Response> begin_passkey(Context& c) {
    const auto account = awaited_account(c);
    if (!account) return failure(Fault::sign_in_needed);
    return challenge_for(c, *account);
}

Result<http::Response> begin_proof(Context& c) { return challenge_for(c, c.visitor.account); }

Result<http::Response> begin_new_passkey(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto account = TRY(identity::find_account(db, c.visitor.account));
        if (!may_change_second_step(c, account)) return failure(Fault::sign_in_needed);
        const auto challenge = identity::new_challenge(db, c.visitor.session);
        return json_answer(what_may_be_made(c, account, identity::passkeys_of(db, account.id), challenge));
    });
}

Result<http::Response> add_passkey(Context& c) {
    const auto back = return_address(c.request);
    const auto sent = [&](std::string_view name) { return std::string(c.request.field(name)); };
    const auto codes = c.db.write([&](db::Connection& db) -> Result<std::vector<std::string>> {
        const auto account = TRY(identity::find_account(db, c.visitor.account));
        if (!may_change_second_step(c, account)) return failure(Fault::sign_in_needed);
        auto made = TRY(identity::add_passkey(db, c.tenant.secret, c.tenant.public_address, c.visitor.session, account.id,
                                              {sent("name"), sent("client_data"), sent("authenticator_data")}));
        // The first one was shown just now.
        if (!account.has_second_step) identity::mark_proved(db, c.visitor.session, now());
        audit::record(db, c.visitor, {"sign_in.passkey_added", "account", account.id.value});
        site::tell_holder(db, account.id, site::AccountEvent::passkey_added, identity::device_of(c.request.header("user-agent")));
        return made;
    });
    if (!codes && codes.error().fault == Fault::invalid) return second_step_with(c, TRY(second_step_now(c)), codes.error());
    if (!codes) return tl::unexpected(codes.error());
    if (!codes->empty()) return views::recovery_codes(c, *codes, back);
    return http::see_other(views::second_step_address(back));
}

Result<http::Response> remove_passkey(Context& c) {
    const auto removed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto id = c.request.id<PasskeyId>("passkey");
        const auto own = identity::passkeys_of(db, c.visitor.account);
        if (std::ranges::find(own, id, &identity::Passkey::id) == own.end()) return failure(Fault::not_found);
        if (!may_change_second_step(c, TRY(identity::find_account(db, c.visitor.account)))) return failure(Fault::sign_in_needed);
        identity::remove_passkey(db, c.visitor.account, id);
        // What was proved with the last of them is not proved any more.
        if (!TRY(identity::find_account(db, c.visitor.account)).has_second_step) identity::mark_proved(db, c.visitor.session, {});
        audit::record(db, c.visitor, {"sign_in.passkey_removed", "account", c.visitor.account.value});
        site::tell_holder(db, c.visitor.account, site::AccountEvent::passkey_removed);
        return {};
    });
    if (!removed) return tl::unexpected(removed.error());
    return http::see_other(views::second_step_address(return_address(c.request)));
}

}  // namespace sign_in
