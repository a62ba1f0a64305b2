#include "engines/site/site.h"

#include "engines/identity/sessions.h"

namespace site {
namespace {

SessionId give(Context& c, http::Response& response, const identity::OpenedSession& opened) {
    response.with("Set-Cookie", identity::session_cookie(opened.token, c.request.secure));
    return opened.session.id;
}

}  // namespace

SessionId sign_in_resident(Context& c, http::Response& response, PersonId person) {
    return give(c, response, c.db.write([&](db::Connection& db) {
        return identity::sign_in_resident(db, c.tenant.secret, c.tenant.session_limits, person, c.visitor.session,
                                          c.request.header("user-agent"));
    }));
}

SessionId sign_in_staff(Context& c, http::Response& response, AccountId account) {
    return give(c, response, c.db.write([&](db::Connection& db) {
        return identity::sign_in_staff(db, c.tenant.secret, c.tenant.session_limits, account, c.visitor.session,
                                       c.request.header("user-agent"));
    }));
}

void renew_session(Context& c, http::Response& response) {
    if (c.visitor.session == SessionId{}) return;
    const auto token = c.db.write([&](db::Connection& db) { return identity::renew_token(db, c.visitor.session); });
    response.with("Set-Cookie", identity::session_cookie(token, c.request.secure));
}

void sign_out(Context& c, http::Response& response) {
    c.db.write([&](db::Connection& db) { identity::end_session(db, c.visitor.session); });
    response.with("Set-Cookie", identity::ended_session_cookie(c.request.secure));
}

}  // namespace site
