#include "engines/identity/recovery_codes.h"

#include "engines/identity/keys.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace identity {
namespace {

constexpr int recovery_codes = 10;
constexpr int recovery_characters = 12;  // 60 bits: nobody guesses it

std::string mac_of_recovery_code(std::string_view secret, AccountId account, std::string_view code) {
    std::string plain;
    for (const char c : lower(code))
        if (c != '-' && c != ' ') plain += c;
    return mac(secret, "recovery code", std::to_string(account.value) + ":" + plain);
}

}  // namespace

std::vector<std::string> make_recovery_codes(db::Connection& db, std::string_view secret, AccountId account) {
    db.execute("DELETE FROM identity_recovery_code WHERE account = ?", account);
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes; ++i) {
        codes.push_back(crypto::readable_code(recovery_characters));
        db.execute("INSERT INTO identity_recovery_code(account, code_mac) VALUES (?, ?)", account,
                   mac_of_recovery_code(secret, account, codes.back()));
    }
    return codes;
}

bool use_recovery_code(db::Connection& db, std::string_view secret, AccountId account, std::string_view code) {
    return db.execute("DELETE FROM identity_recovery_code WHERE account = ? AND code_mac = ?", account,
                      mac_of_recovery_code(secret, account, code)) == 1;
}

void forget_recovery_codes_of_none(db::Connection& db, AccountId account) {
    db.execute(
        "DELETE FROM identity_recovery_code WHERE account = ? "
        "AND NOT EXISTS (SELECT 1 FROM identity_passkey p WHERE p.account = identity_recovery_code.account) "
        "AND NOT EXISTS (SELECT 1 FROM identity_second_step s WHERE s.account = identity_recovery_code.account AND s.confirmed = 1)",
        account);
}

}  // namespace identity
