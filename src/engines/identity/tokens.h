#pragma once
/// Bearer tokens for the API (RFC 6750). Shown once, stored as a hash.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace identity {

struct Token {
    TokenId id;
    std::string name;  ///< what it is for
    Timestamp made;
    std::optional<Timestamp> last_used{};
    std::optional<Timestamp> ends_at{};
};

/// "torg_…": give it to the reader now, it cannot be shown again.
std::string create_token(db::Connection&, AccountId, std::string_view name, std::optional<Timestamp> ends_at = {});
struct TokenHolder {
    TokenId token;
    AccountId account;
    Timestamp last_used;
};
std::optional<TokenHolder> find_token(db::Connection&, std::string_view token);
void mark_token_used(db::Connection&, TokenId);
std::vector<Token> tokens_of(db::Connection&, AccountId);
struct EndingToken {
    TokenId token;
    AccountId account;
    std::string name;
    Timestamp ends_at;
};
/// Those that have so little time left, and had more when they were made.
std::vector<EndingToken> tokens_ending_within(db::Connection&, std::int64_t microseconds);
Result<void> revoke_token(db::Connection&, AccountId, TokenId);
/// What the token's account may do now; kind program or staff, without CSRF token.
Visitor visitor_of_account(db::Connection&, AccountId);

}  // namespace identity
