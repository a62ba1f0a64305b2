#pragma once
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/sessions.h"
#include "engines/oidc/attempts.h"
#include "engines/oidc/provider.h"
#include "engines/pages/pages.h"
#include "foundation/html/html.h"

namespace sign_in::views {

http::Response choice(const Context&, const std::string& back);

/// The browser goes to another site: by itself, or by the link. A redirect would be stopped: the page that asked lets forms go to this site
/// only (form-action), wherever the provider sends the browser on.
http::Response onward(const Context&, const std::string& address, const std::string& title, const std::string& lead);
/// Why a provider's word was not taken, and how to try again.
http::Response refused(const Context&, const oidc::Provider&, const std::optional<oidc::Attempt>&, oidc::Refusal);

/// `problem` is a text key, or empty.
http::Response card(const Context&, const std::string& back, const std::string& problem = {});

/// What an account has for a second step. Recovery codes go with either.
struct SecondStepWays {
    bool by_app = false, by_passkey = false;
};

/// How a member of staff can show more than a password.
struct Proof {
    std::string back;
    bool by_code = false;  ///< a second step of our own
    SecondStepWays ways{};
    const oidc::Provider* by_provider = nullptr;  ///< null: not in this way
    FieldError problem{};                         ///< of "kod" or "key"
    int status = 200;
};
http::Response proof(const Context&, const Proof&);

struct Simulated {
    std::string state;
    std::string number{}, name{};
    std::vector<FieldError> errors{};
};
http::Response simulated(const Context&, const Simulated&);

/// `problem` is a text key, or empty.
struct Password {
    std::string back;
    std::string username{};
    std::string problem{};
    int status = 200;
};
http::Response password(const Context&, const Password&);

/// For the island "password": what it says.
html::Html password_words(const Context&);

struct FirstPassword {
    std::string token, back;
    std::vector<FieldError> errors{};
};
http::Response first_password(const Context&, const identity::Account&, const FirstPassword&);

struct Code {
    std::string back;
    SecondStepWays ways{};
    FieldError problem{};  ///< of "kod" or "key"
    int status = 200;
};
http::Response code(const Context&, const Code&);
/// For the summary above the page; nothing when there is none.
std::vector<pages::ShownError> shown_error(const Context&, const FieldError&);
/// Where a browser gets what a key signs: of whoever is signing in, and of whoever has signed in, who may have begun to sign in as another.
inline constexpr std::string_view challenge_address = "/personal/tva-steg/utmaning", proof_address = "/personal/bekrafta/utmaning";
/// The fields for a code, and the button for a key, as the account has them; both post to `action`.
html::Html second_step_forms(const Context&, std::string_view action, const std::string& back, SecondStepWays, const FieldError& problem,
                             const std::string& button, std::string_view challenge);

// passkey_views.cpp
/// A form that the island "passkey" fills and sends: `what` is "show" or "make", `from` is where it asks what to sign. Without the island
/// there are words instead of it. `message` is what went wrong.
html::Html passkey_form(const Context&, std::string_view what, std::string_view action, std::string_view from, const html::Html& fields,
                        const std::string& button, const std::string& message);

/// Where the visitor's own sessions are shown.
std::string sessions_page(const Visitor&);
/// `told`: a text key, or empty.
http::Response sessions(const Context&, const std::vector<identity::Session>&, const std::string& told);

/// At most one error: of `password` or `password_new`. Passwords are never shown again.
http::Response new_password(const Context&, const std::vector<FieldError>&);

/// `back`: where the visitor was going; "/" when nowhere in particular.
std::string second_step_address(const std::string& back);
struct SecondStep {
    bool in_use = false;      ///< codes from an app
    bool may_change = false;  ///< else the holder proves to be there first
    std::vector<identity::Passkey> keys{};
    std::string back = "/";
    std::string address{};  ///< otpauth address that waits to be confirmed; empty: nothing begun
    std::string problem{};
    std::vector<FieldError> key_errors{};   ///< of "name" or "key"
    std::optional<std::string> key_name{};  ///< as typed
};
http::Response second_step(const Context&, const SecondStep&);
/// In passkey_views.cpp: the holder's keys, and how to add one.
html::Html passkeys(const Context&, const SecondStep&);
/// Shown once.
http::Response recovery_codes(const Context&, const std::vector<std::string>&, const std::string& back);

}  // namespace sign_in::views
