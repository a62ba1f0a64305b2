#pragma once
#include "areas/sign_in/views.h"
#include "engines/area/area.h"
#include "engines/identity/accounts.h"
#include "engines/oidc/attempts.h"
#include "engines/oidc/provider.h"

namespace sign_in {

// resident_handlers.cpp
Result<http::Response> choose(Context&);
Result<http::Response> begin_e_identification(Context&);
Result<http::Response> simulated_e_identification(Context&);
Result<http::Response> finish_e_identification(Context&);
Result<http::Response> leave(Context&);
/// The front that speaks SAML takes this address for itself, and signs out at its provider.
Result<http::Response> signed_out_at_front(Context&);
/// A resident whom an e-identification has proved is signed in, and the log knows.
SessionId sign_in_holder(Context&, http::Response&, const identity::EIdHolder&);

// staff_handlers.cpp
Result<http::Response> ask_password(Context&);
Result<http::Response> take_password(Context&);
Result<http::Response> ask_code(Context&);
Result<http::Response> take_code(Context&);
/// Who has shown the password is let in, or asked for the code when the account has a second step.
http::Response let_in_by_password(Context&, const identity::Account&);
/// Who has proved to be the holder of the account is signed in, and the log knows.
http::Response let_in(Context&, const identity::Account&);
/// The same, with an answer of the caller's.
SessionId sign_in_account(Context&, http::Response&, const identity::Account&);
/// A code that was refused: one that was right, but has been used before, is logged and told to the holder. The text key to show.
std::string refused_code(Context&, AccountId, const Error&);

/// The code or the key that the form carries; what is refused is logged.
struct ShownSecondStep {
    bool is_right = false;
    FieldError problem{};
    int status = 200;
};
ShownSecondStep shown_second_step(Context&, AccountId);
/// Whose password was right, while the second step is awaited.
std::optional<AccountId> awaited_account(Context&);

// passkey_handlers.cpp
/// What a browser needs to show a key, of whoever is signing in or has signed in, or to make one; as JSON.
Result<http::Response> begin_passkey(Context&);
Result<http::Response> begin_proof(Context&);
Result<http::Response> begin_new_passkey(Context&);
Result<http::Response> add_passkey(Context&);
Result<http::Response> remove_passkey(Context&);
/// Whether a form carries what a key has signed, instead of a code.
bool shows_passkey(const http::Request&);
Result<void> check_shown_passkey(Context&, AccountId);
/// A key that was refused is logged; of one that seems to be copied its holder is told. The text key to show.
std::string refused_passkey(Context&, AccountId, const Error&);
/// A session that somebody has taken over must not give itself a second step beside the holder's, or take that away.
bool may_change_second_step(const Context&, const identity::Account&);

// provider_handlers.cpp
/// To a provider of OpenID Connect, and back with who it was.
Result<http::Response> go_to_provider(Context&, oidc::Provider&, oidc::Purpose);
Result<http::Response> come_back(Context&);
Result<http::Response> provider_signs_out(Context&);

// card_handlers.cpp
Result<http::Response> ask_card(Context&);
Result<http::Response> take_card(Context&);

// proof_handlers.cpp
/// Who is signed in shows more than a password, since something is secret.
Result<http::Response> ask_proof(Context&);
Result<http::Response> take_proof(Context&);
/// The session is proved from here on, under a new token.
http::Response proved(Context&, Timestamp, const std::string& back);

// invitation_handlers.cpp
Result<http::Response> ask_first_password(Context&);
Result<http::Response> take_first_password(Context&);

// own_handlers.cpp
/// The hash of what the holder of that account may take for a password; Fault::invalid with field "password".
Result<std::string> accepted_password(const Context&, const identity::Account&, std::string_view password);
Result<http::Response> own_sessions(Context&);
Result<http::Response> end_one_session(Context&);
Result<http::Response> end_other_sessions(Context&);
Result<http::Response> ask_new_password(Context&);
Result<http::Response> change_own_password(Context&);
Result<http::Response> second_step(Context&);
/// For its page.
Result<views::SecondStep> second_step_now(Context&);
Result<http::Response> begin_second_step(Context&);
Result<http::Response> confirm_second_step(Context&);
Result<http::Response> remove_second_step(Context&);

}  // namespace sign_in
