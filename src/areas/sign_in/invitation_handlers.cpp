/// The first password of an account, by a link that works once.
#include "areas/sign_in/handlers.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"

namespace sign_in {
namespace {

Result<identity::Account> invited(Context& c, std::string_view token) {
    auto account = c.db.read([&](db::Connection& db) { return identity::invited(db, token); });
    if (!account) return failure(Fault::not_found, "invitation_is_over");
    return account;
}

/// Typed twice, since nobody sees it and the link works once.
Result<std::string> chosen_password(const http::Request& request) {
    const auto password = request.field("password");
    auto hash = identity::hash_of_new_password(password);
    if (!hash) return tl::unexpected(hash.error());
    if (password != request.field("again")) return invalid({{"again", "passwords_differ"}});
    return hash;
}

}  // namespace

Result<http::Response> ask_first_password(Context& c) {
    const std::string token(c.request.query.get("kod"));
    return views::first_password(c, TRY(invited(c, token)), {.token = token});
}

Result<http::Response> take_first_password(Context& c) {
    const std::string token(c.request.field("kod"));
    const auto account = TRY(invited(c, token));
    const auto hash = chosen_password(c.request);
    if (!hash) return views::first_password(c, account, {.token = token, .errors = hash.error().fields});
    const auto accepted = c.db.write([&](db::Connection& db) -> Result<identity::Account> {
        auto theirs = TRY(identity::accept_invitation(db, token, *hash));
        const Visitor staff{.kind = Visitor::Kind::staff, .account = theirs.id, .name = theirs.name, .request_id = c.request.request_id};
        audit::record(db, staff, {"sign_in.password_chosen", "account", theirs.id.value});
        return theirs;
    });
    if (!accepted) return failure(Fault::not_found, "invitation_is_over");
    return let_in(c, *accepted);
}

}  // namespace sign_in
