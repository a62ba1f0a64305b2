#pragma once
/// Keys (passkeys) by which members of staff show more than a password, beside the codes of second_step.cpp.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/accounts.h"
#include "foundation/webauthn/webauthn.h"

using PasskeyId = Id<struct PasskeyTag>;

namespace identity {

struct Passkey {
    PasskeyId id;
    std::string name;        ///< "Min telefon"
    std::string credential;  ///< base64url, as browsers are told
    bool verifies = false;   ///< asks for a PIN, a finger or a face
    Timestamp made_at{};
    std::optional<Timestamp> last_used{};
};
inline constexpr std::size_t longest_passkey_name = 60;  ///< characters
inline constexpr std::size_t most_passkeys = 20;

/// Oldest first.
std::vector<Passkey> passkeys_of(db::Connection&, AccountId);
/// What stands for the holder inside the key: it tells nothing of whom.
std::string passkey_holder(std::string_view secret, AccountId);

/// Five minutes, one answer, this session.
inline constexpr std::int64_t challenge_lasts = 5 * microseconds_a_minute;
std::string new_challenge(db::Connection&, SessionId);

/// Base64url, as the browser sends it in a form.
struct NewPasskey {
    std::string name, client_data, authenticator_data;
};
/// The recovery codes, shown once, when it is the account's first second step; else none. Fault::invalid with field "key" (the text key is
/// "passkey_" and the name of the problem) or "name".
Result<std::vector<std::string>> add_passkey(db::Connection&, std::string_view secret, std::string_view origin, SessionId, AccountId,
                                             const NewPasskey&);

struct PasskeyAnswer {
    std::string credential, client_data, authenticator_data, signature, holder;
};
/// Fault::invalid as above; Fault::too_many while wrong ones must wait. `origin` is where keys are shown: "https://exempelby.example".
Result<void> check_passkey(db::Connection&, std::string_view secret, std::string_view origin, SessionId, AccountId, const PasskeyAnswer&);

/// The name it had; nothing when the account has no such key.
std::optional<std::string> remove_passkey(db::Connection&, AccountId, PasskeyId);
void remove_passkeys(db::Connection&, AccountId);

}  // namespace identity
