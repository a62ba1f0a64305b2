#pragma once
/// Signed-in browsers, and visitors who are nobody but post a form.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/http/message.h"

namespace identity {

/// From the configuration; microseconds.
struct SessionLimits {
    std::int64_t resident_idle = 30 * microseconds_a_minute;
    std::int64_t staff_idle = 60 * microseconds_a_minute;
    std::int64_t nobody_idle = 12 * microseconds_an_hour;
    std::int64_t absolute = 12 * microseconds_an_hour;
    std::int64_t proof = 0;  ///< how long a proof counts where there is secrecy; 0: none is asked for
};

struct Session {
    SessionId id;
    Visitor::Kind kind = Visitor::Kind::nobody;
    PersonId person{};
    AccountId account{};
    Timestamp started{};
    Timestamp last_seen{};
    Timestamp proved_at{};  ///< when the holder last proved to be there by e-identification, a second step or a card; 0: never
    Timestamp ends_at{};    ///< idle or absolute, whichever comes first
    std::string device{};   ///< "Firefox, Linux"
    std::string csrf{};
    std::string data{};  ///< small JSON for what the visitor has in hand
};

struct OpenedSession {
    Session session;
    std::string token;  ///< for the cookie; stored only as a hash
};

/// `secret` is Tenant.secret; the CSRF token is bound to the session by it.
std::optional<Session> find_session(db::Connection&, std::string_view secret, const SessionLimits&, std::string_view token);
/// Moves the idle limit; call when a minute has passed since last_seen.
void touch_session(db::Connection&, SessionId);
/// The holder has shown more than a password: an e-identification, a second step, a card.
void mark_proved(db::Connection&, SessionId, Timestamp);
/// Whether a visitor may meet secrecy without proving it anew. A program comes with its key, and has no second step.
bool is_proved(const SessionLimits&, const Visitor&);
/// For a visitor who is nobody: begins a row for the token that the cookie already holds, so that the CSRF token stays.
Session open_nobodys_session(db::Connection&, std::string_view secret, const SessionLimits&, std::string_view token,
                             std::string_view user_agent);
std::string new_session_token();
/// Bound to the token by HMAC, so that a form needs no row in the database until it is posted.
std::string csrf_of(std::string_view secret, std::string_view token);
OpenedSession open_session(db::Connection&, std::string_view secret, const SessionLimits&, Visitor::Kind, PersonId, AccountId,
                           std::string_view user_agent);
/// A new token at each sign-in, so that a planted one is worth nothing; the old session ends. Its data comes along when it was nobody's.
OpenedSession sign_in_resident(db::Connection&, std::string_view secret, const SessionLimits&, PersonId, SessionId old,
                               std::string_view user_agent);
OpenedSession sign_in_staff(db::Connection&, std::string_view secret, const SessionLimits&, AccountId, SessionId old,
                            std::string_view user_agent);
/// A new token for a session that is about to hold more than before, so that one which somebody planted is worth nothing.
std::string renew_token(db::Connection&, SessionId);
void end_session(db::Connection&, SessionId);
void end_sessions_of(db::Connection&, AccountId, SessionId except = {});
void end_sessions_of(db::Connection&, PersonId, SessionId except = {});
/// Newest use first.
std::vector<Session> sessions_of(db::Connection&, AccountId);
std::vector<Session> sessions_of(db::Connection&, PersonId);
std::string session_data(db::Connection&, SessionId);
void set_session_data(db::Connection&, SessionId, std::string_view data);
/// The password was right and the code is awaited, for five minutes.
void await_second_step(db::Connection&, SessionId, AccountId);
std::optional<AccountId> awaits_second_step(db::Connection&, SessionId);
/// A job: sessions whose time is out are gone from the database.
std::int64_t remove_ended_sessions(db::Connection&, const SessionLimits&);

/// The visitor that a session stands for: name, permissions now, CSRF token. Nobody when the account is no longer active.
Visitor visitor_of(db::Connection&, std::string_view secret, const Session&);
bool csrf_matches(const Visitor&, std::string_view posted);

/// `torg_session`, over TLS `__Host-torg_session`.
std::string_view session_cookie_name(bool secure);
std::string session_token(const http::Request&);
/// Set-Cookie values.
std::string session_cookie(std::string_view token, bool secure);
std::string ended_session_cookie(bool secure);
std::string language_cookie(Language, bool secure);
std::string appearance_cookie(Appearance, bool secure);
/// ?sprak=en, then the cookie, then Accept-Language, then Swedish.
Language language_of(const http::Request&, const std::vector<Language>& further);
Appearance appearance_of(const http::Request&);

}  // namespace identity
