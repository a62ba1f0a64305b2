#include "foundation/crypto/totp.h"

#include <catch2/catch.hpp>

#include "foundation/crypto/crypto.h"

using namespace crypto;

static const std::string rfc_secret = base32("12345678901234567890");
static Timestamp at(std::int64_t seconds) { return {seconds * microseconds_a_second}; }

TEST_CASE("one-time codes are those of RFC 6238") {
    CHECK(totp_code(rfc_secret, at(59)) == "287082");
    CHECK(totp_code(rfc_secret, at(1111111109)) == "081804");
    CHECK(totp_code(rfc_secret, at(1234567890)) == "005924");
    CHECK(totp_code(rfc_secret, at(20000000000)) == "353130");
}

TEST_CASE("a code counts in its own step and the two beside it, and tells which step it was") {
    const auto code = totp_code(rfc_secret, at(3000));
    CHECK(totp_step_matching(rfc_secret, code, at(3000)) == 100);
    CHECK(totp_step_matching(rfc_secret, code, at(3059)) == 100);
    CHECK(totp_step_matching(rfc_secret, code, at(2970)) == 100);
    CHECK_FALSE(totp_step_matching(rfc_secret, code, at(3060)));
    CHECK_FALSE(totp_step_matching(rfc_secret, code, at(2969)));
}

TEST_CASE("no secret and no code match nothing") {
    CHECK_FALSE(totp_step_matching("", totp_code("", at(0)), at(0)));
    CHECK_FALSE(totp_step_matching("inte base32", "", at(0)));
    CHECK_FALSE(totp_step_matching(rfc_secret, "", at(0)));
}

TEST_CASE("a new secret has 160 bits") { CHECK(from_base32(totp_secret())->size() == 20); }

TEST_CASE("the address for the app escapes names") {
    CHECK(otpauth_address("Exempelstads kommun", "åsa&b", "ABC") ==
          "otpauth://totp/Exempelstads%20kommun:%C3%A5sa%26b?secret=ABC&issuer=Exempelstads%20kommun");
}
