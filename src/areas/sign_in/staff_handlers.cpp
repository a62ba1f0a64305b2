#include "areas/sign_in/handlers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"
#include "engines/site/site.h"

namespace sign_in {
namespace {

void record_failure(Context& c, std::string_view username) {
    c.db.write([&](db::Connection& db) {
        const auto account = identity::find_account(db, username);
        audit::record(db, c.visitor, {"sign_in.sign_in_failed", "account", account ? account->id.value : 0});
    });
}

std::optional<AccountId> awaited(Context& c) {
    return c.db.read([&](db::Connection& db) { return identity::awaits_second_step(db, c.visitor.session); });
}

std::string code_page(const http::Request& request) { return "/personal/kod?till=" + http::percent_encoded(return_address(request)); }

}  // namespace

SessionId sign_in_account(Context& c, http::Response& response, const identity::Account& account) {
    const Visitor staff{.kind = Visitor::Kind::staff, .account = account.id, .name = account.name, .request_id = c.request.request_id};
    c.db.write([&](db::Connection& db) { audit::record(db, staff, {"sign_in.staff_signed_in", "account", account.id.value}); });
    return site::sign_in_staff(c, response, account.id);
}

http::Response let_in(Context& c, const identity::Account& account) {
    auto response = http::see_other(return_address(c.request));
    sign_in_account(c, response, account);
    return response;
}

Result<http::Response> ask_password(Context& c) {
    if (c.visitor.is_staff()) return http::see_other(return_address(c.request));
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
    if (!account->has_second_step) return let_in(c, *account);
    c.db.write([&](db::Connection& db) { identity::await_second_step(db, c.visitor.session, account->id); });
    return http::see_other(code_page(c.request));
}

Result<http::Response> ask_code(Context& c) {
    if (!awaited(c)) return http::see_other("/personal/logga-in?till=" + http::percent_encoded(return_address(c.request)));
    return views::code(c, {.back = return_address(c.request)});
}

Result<http::Response> take_code(Context& c) {
    const auto account = awaited(c);
    if (!account) return http::see_other("/personal/logga-in?till=" + http::percent_encoded(return_address(c.request)));
    const auto right = identity::check_second_step(c.db, c.tenant.secret, *account, c.request.field("kod"), c.request.client_address);
    if (!right) {
        const bool must_wait = right.error().fault == Fault::too_many;
        return views::code(
            c, {.back = return_address(c.request), .problem = must_wait ? "must_wait" : "code_is_wrong", .status = must_wait ? 429 : 422});
    }
    const auto found = TRY(c.db.read([&](db::Connection& db) { return identity::find_account(db, *account); }));
    if (!found.active) return failure(Fault::forbidden);
    auto response = http::see_other(return_address(c.request));
    const auto session = sign_in_account(c, response, found);
    c.db.write([&](db::Connection& db) { identity::mark_proved(db, session, now()); });
    return response;
}

}  // namespace sign_in
