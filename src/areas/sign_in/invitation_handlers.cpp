/// The password of an account is chosen by its holder, by a link that works once: the first one, and one after it was forgotten.
#include "areas/sign_in/handlers.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"
#include "engines/identity/new_password.h"
#include "engines/site/account_notices.h"

namespace sign_in {
namespace {

Result<identity::Account> invited(Context& c, std::string_view token) {
    auto account = c.db.read([&](db::Connection& db) { return identity::invited(db, token); });
    if (!account) return failure(Fault::not_found, "invitation_is_over");
    return account;
}

/// Typed twice, since nobody sees it and the link works once.
Result<std::string> chosen_password(const Context& c, const identity::Account& account) {
    const auto password = c.request.field("password");
    auto hash = accepted_password(c, account, password);
    if (!hash) return tl::unexpected(hash.error());
    if (password != c.request.field("again")) return invalid({{"again", "passwords_differ"}});
    return hash;
}

}  // namespace

Result<http::Response> ask_first_password(Context& c) {
    const auto back = return_address(c.request);
    if (const auto typed = c.request.query.get("kod"); !typed.empty()) {
        TRY(invited(c, typed));
        // Out of the address: it would stand in what the browser remembers and in logs of proxies.
        return http::see_other("/personal/valkommen?till=" + http::percent_encoded(back))
            .with("Set-Cookie", identity::invitation_cookie(typed, c.request.secure))
            .with("Cache-Control", "no-store");
    }
    const auto token = identity::invitation_token(c.request);
    return views::first_password(c, TRY(invited(c, token)), {.token = token, .back = back});
}

Result<http::Response> take_first_password(Context& c) {
    const std::string token(c.request.field("kod"));
    const auto account = TRY(invited(c, token));
    const auto hash = chosen_password(c, account);
    if (!hash) return views::first_password(c, account, {.token = token, .back = return_address(c.request), .errors = hash.error().fields});
    const auto accepted = c.db.write([&](db::Connection& db) -> Result<identity::Account> {
        auto theirs = TRY(identity::accept_invitation(db, token, *hash));
        const Visitor staff{.kind = Visitor::Kind::staff, .account = theirs.id, .name = theirs.name, .request_id = c.request.request_id};
        audit::record(db, staff, {"sign_in.password_chosen", "account", theirs.id.value});
        site::tell_holder(db, theirs.id, site::AccountEvent::password_changed);
        return theirs;
    });
    if (!accepted) return failure(Fault::not_found, "invitation_is_over");
    return let_in_by_password(c, *accepted).with("Set-Cookie", identity::ended_invitation_cookie(c.request.secure));
}

}  // namespace sign_in
