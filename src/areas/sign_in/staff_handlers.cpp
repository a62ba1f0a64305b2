#include "areas/sign_in/handlers.h"
#include "areas/sign_in/recent.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/device.h"
#include "engines/identity/known_devices.h"
#include "engines/identity/sessions.h"
#include "engines/site/account_notices.h"
#include "engines/site/site.h"
#include "foundation/crypto/crypto.h"

namespace sign_in {
namespace {

void record_failure(Context& c, std::string_view username) {
    c.db.write([&](db::Connection& db) {
        const auto account = identity::find_account(db, username);
        audit::record(db, c.visitor, {"sign_in.sign_in_failed", "account", account ? account->id.value : 0});
    });
}

/// How the second step of the account is shown.
views::Code code_shown(const Context& c, const identity::Account& account) {
    return {.back = return_address(c.request), .ways = {.by_app = account.has_codes, .by_passkey = account.has_passkey}};
}

/// By a cookie of its own. The holder hears of a browser that has not been used before, unless it is the first of all.
void meet_device(db::Connection& db, const Context& c, std::string_view token, AccountId account) {
    if (identity::meet_device(db, account, token) == identity::Device::unknown)
        site::tell_holder(db, account, site::AccountEvent::new_device, identity::device_of(c.request.header("user-agent")));
}

std::string code_page(const http::Request& request) { return "/personal/kod?till=" + http::percent_encoded(return_address(request)); }

}  // namespace

std::optional<AccountId> awaited_account(Context& c) {
    return c.db.read([&](db::Connection& db) { return identity::awaits_second_step(db, c.visitor.session); });
}

SessionId sign_in_account(Context& c, http::Response& response, const identity::Account& account) {
    const Visitor staff{.kind = Visitor::Kind::staff, .account = account.id, .name = account.name, .request_id = c.request.request_id};
    const auto known = identity::device_token(c.request);
    const auto device = known.empty() ? crypto::random_token() : known;
    c.db.write([&](db::Connection& db) {
        audit::record(db, staff, {"sign_in.staff_signed_in", "account", account.id.value});
        meet_device(db, c, device, account.id);
    });
    response.with("Set-Cookie", identity::device_cookie(device, c.request.secure));
    return site::sign_in_staff(c, response, account.id);
}

std::string refused_code(Context& c, AccountId account, const Error& refusal) {
    if (refusal.fault == Fault::too_many) return "must_wait";
    if (!refusal.fields.empty() && refusal.fields.front().text_key == identity::code_is_used)
        c.db.write([&](db::Connection& db) {
            audit::record(db, c.visitor, {"sign_in.code_used_twice", "account", account.value});
            site::tell_holder(db, account, site::AccountEvent::code_used_twice, identity::device_of(c.request.header("user-agent")));
        });
    return "code_is_wrong";
}

ShownSecondStep shown_second_step(Context& c, AccountId account) {
    const bool by_passkey = shows_passkey(c.request);
    const auto right = by_passkey
                           ? check_shown_passkey(c, account)
                           : identity::check_second_step(c.db, c.tenant.secret, account, c.request.field("kod"), c.request.client_address);
    if (right) return {.is_right = true};
    auto text_key = by_passkey ? refused_passkey(c, account, right.error()) : refused_code(c, account, right.error());
    // Who has keys alone has no next code to wait for.
    const auto found = c.db.read([&](db::Connection& db) { return identity::find_account(db, account); });
    if (text_key == "code_is_wrong" && found && found->has_passkey && !found->has_codes) text_key = "recovery_code_is_wrong";
    return {.problem = {by_passkey ? "key" : "kod", text_key}, .status = right.error().fault == Fault::too_many ? 429 : 422};
}

http::Response let_in_by_password(Context& c, const identity::Account& account) {
    if (!account.has_second_step) return let_in(c, account);
    c.db.write([&](db::Connection& db) { identity::await_second_step(db, c.visitor.session, account.id); });
    return http::see_other(code_page(c.request));
}

http::Response let_in(Context& c, const identity::Account& account) {
    auto response = http::see_other(return_address(c.request));
    sign_in_account(c, response, account);
    return response;
}

Result<http::Response> ask_password(Context& c) {
    if (c.visitor.is_staff() && c.request.query.get(again).empty()) return http::see_other(return_address(c.request));
    return views::password(c, {.back = return_address(c.request)});
}

Result<http::Response> take_password(Context& c) {
    const auto username = c.request.field("username");
    const auto account = identity::check_password(c.db, username, c.request.field("password"), c.request.client_address);
    if (!account) {
        const bool must_wait = account.error().fault == Fault::too_many;
        if (!must_wait) record_failure(c, username);
        return views::password(c, {.back = return_address(c.request),
                                   .username = std::string(username),
                                   .problem = must_wait ? "must_wait" : "password_is_wrong",
                                   .status = must_wait ? 429 : 422});
    }
    return let_in_by_password(c, *account);
}

Result<http::Response> ask_code(Context& c) {
    const auto account = awaited_account(c);
    if (!account) return http::see_other("/personal/logga-in?till=" + http::percent_encoded(return_address(c.request)));
    return views::code(c, code_shown(c, TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, *account); }))));
}

Result<http::Response> take_code(Context& c) {
    const auto account = awaited_account(c);
    if (!account) return http::see_other("/personal/logga-in?till=" + http::percent_encoded(return_address(c.request)));
    const auto found = TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, *account); }));
    const auto second_step = shown_second_step(c, *account);
    if (!second_step.is_right) {
        auto shown = code_shown(c, found);
        shown.problem = second_step.problem;
        shown.status = second_step.status;
        return views::code(c, shown);
    }
    if (!found.active) return failure(Fault::forbidden);
    auto response = http::see_other(return_address(c.request));
    const auto session = sign_in_account(c, response, found);
    c.db.write([&](db::Connection& db) { identity::mark_proved(db, session, now()); });
    return response;
}

}  // namespace sign_in
