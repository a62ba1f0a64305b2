#include <algorithm>

#include "areas/sign_in/handlers.h"
#include "areas/sign_in/recent.h"
#include "areas/sign_in/return_address.h"
#include "areas/sign_in/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/new_password.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/sessions.h"
#include "engines/in_hand/in_hand.h"
#include "engines/site/account_notices.h"
#include "engines/site/site.h"
#include "foundation/crypto/totp.h"

namespace sign_in {
namespace {

std::vector<identity::Session> sessions_of(db::Connection& db, const Visitor& visitor) {
    return visitor.is_resident() ? identity::sessions_of(db, visitor.person) : identity::sessions_of(db, visitor.account);
}

void record_ending(db::Connection& db, const Visitor& visitor) {
    if (visitor.is_resident()) audit::record(db, visitor, {"sign_in.session_ended", "person", visitor.person.value});
    else audit::record(db, visitor, {"sign_in.session_ended", "account", visitor.account.value});
}

}  // namespace

bool has_shown_recently(const Visitor& visitor, const std::vector<identity::Session>& own) {
    const auto session = std::ranges::find(own, visitor.session, &identity::Session::id);
    const auto since = now() - recent;
    return session != own.end() && (session->started > since || session->proved_at > since);
}

Result<std::string> accepted_password(const Context& c, const identity::Account& account, std::string_view password) {
    return identity::accepted_password(password, identity::near_words(account.username, account.name, c.tenant.name, c.tenant.slug));
}

Result<http::Response> own_sessions(Context& c) {
    const auto told = c.db.read([&](db::Connection& db) { return in_hand::to_tell(db, c.visitor); });
    if (!told.empty()) c.db.write([&](db::Connection& db) { in_hand::keep_to_tell(db, c.visitor, ""); });
    return views::sessions(c, c.db.read([&](db::Connection& db) { return sessions_of(db, c.visitor); }), told);
}

Result<http::Response> end_one_session(Context& c) {
    const auto id = c.request.id<SessionId>("id");
    const bool is_own = c.db.write([&](db::Connection& db) {
        const auto own = sessions_of(db, c.visitor);
        if (std::ranges::find(own, id, &identity::Session::id) == own.end()) return false;
        // Else the page says what is missing.
        if (has_shown_recently(c.visitor, own)) {
            identity::end_session(db, id);
            record_ending(db, c.visitor);
        }
        return true;
    });
    if (!is_own) return failure(Fault::not_found);
    return http::see_other(views::sessions_page(c.visitor));
}

Result<http::Response> end_other_sessions(Context& c) {
    c.db.write([&](db::Connection& db) {
        if (!has_shown_recently(c.visitor, sessions_of(db, c.visitor))) return;
        if (c.visitor.is_resident()) identity::end_sessions_of(db, c.visitor.person, c.visitor.session);
        else identity::end_sessions_of(db, c.visitor.account, c.visitor.session);
        record_ending(db, c.visitor);
    });
    return http::see_other(views::sessions_page(c.visitor));
}

Result<http::Response> ask_new_password(Context& c) { return views::new_password(c, {}); }

Result<http::Response> change_own_password(Context& c) {
    const auto username = c.visitor.username;
    const auto right = identity::check_password(c.db, username, c.request.field("password"), c.request.client_address);
    if (!right) {
        const bool must_wait = right.error().fault == Fault::too_many;
        return views::new_password(c, {{"password", must_wait ? "must_wait" : "own_password_is_wrong"}});
    }
    const auto wanted = c.request.field("password_new");
    const auto hash = accepted_password(c, *right, wanted);
    if (!hash) return views::new_password(c, {{"password_new", hash.error().fields.front().text_key}});
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        if (auto refused = identity::change_password(db, right->id, *hash); !refused) return refused;
        // Whoever knew the old password is out; this browser goes on.
        identity::end_sessions_of(db, right->id, c.visitor.session);
        audit::record(db, c.visitor, {"sign_in.password_changed", "account", right->id.value});
        site::tell_holder(db, right->id, site::AccountEvent::password_changed);
        // How good it is stands in no address: those who read logs would know whose to guess.
        in_hand::keep_to_tell(db, c.visitor, "password_changed." + std::string(to_name(identity::strength_of(wanted))));
        return {};
    });
    if (!changed) return tl::unexpected(changed.error());
    auto response = http::see_other(views::sessions_page(c.visitor));
    site::renew_session(c, response);
    return response;
}

Result<views::SecondStep> second_step_now(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<views::SecondStep> {
        const auto account = TRY(identity::find_account(db, c.visitor.account));
        views::SecondStep shown{.in_use = account.has_codes,
                                .may_change = may_change_second_step(c, account),
                                .keys = identity::passkeys_of(db, account.id),
                                .back = return_address(c.request)};
        if (const auto secret = identity::waiting_second_step(db, c.tenant.secret, account.id))
            shown.address = crypto::otpauth_address(c.tenant.name, account.username, *secret);
        return shown;
    });
}

Result<http::Response> second_step(Context& c) { return views::second_step(c, TRY(second_step_now(c))); }

Result<http::Response> begin_second_step(Context& c) {
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        if (!may_change_second_step(c, TRY(identity::find_account(db, c.visitor.account)))) return failure(Fault::sign_in_needed);
        identity::begin_second_step(db, c.tenant.secret, c.visitor.account);
        return {};
    }));
    return http::see_other(views::second_step_address(return_address(c.request)));
}

Result<http::Response> confirm_second_step(Context& c) {
    const auto codes = c.db.write([&](db::Connection& db) -> Result<std::vector<std::string>> {
        if (!may_change_second_step(c, TRY(identity::find_account(db, c.visitor.account)))) return failure(Fault::sign_in_needed);
        auto made = TRY(identity::confirm_second_step(db, c.tenant.secret, c.visitor.account, c.request.field("kod")));
        identity::mark_proved(db, c.visitor.session, now());
        audit::record(db, c.visitor, {"sign_in.second_step_added", "account", c.visitor.account.value});
        site::tell_holder(db, c.visitor.account, site::AccountEvent::second_step_added);
        return made;
    });
    if (codes) return views::recovery_codes(c, *codes, return_address(c.request));
    if (codes.error().fault != Fault::invalid) return tl::unexpected(codes.error());
    auto shown = TRY(second_step_now(c));
    shown.problem = "code_is_wrong";
    return views::second_step(c, shown);
}

Result<http::Response> remove_second_step(Context& c) {
    const auto right =
        identity::check_second_step(c.db, c.tenant.secret, c.visitor.account, c.request.field("kod"), c.request.client_address);
    if (!right) {
        auto shown = TRY(second_step_now(c));
        shown.problem = refused_code(c, c.visitor.account, right.error());
        return views::second_step(c, shown);
    }
    c.db.write([&](db::Connection& db) {
        identity::remove_second_step(db, c.visitor.account);
        // What was proved with it is not proved any more, unless there is a key.
        if (identity::passkeys_of(db, c.visitor.account).empty()) identity::mark_proved(db, c.visitor.session, {});
        audit::record(db, c.visitor, {"sign_in.second_step_removed", "account", c.visitor.account.value});
        site::tell_holder(db, c.visitor.account, site::AccountEvent::second_step_removed);
    });
    return http::see_other(views::second_step_address(return_address(c.request)));
}

}  // namespace sign_in
