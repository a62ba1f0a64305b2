#include "foundation/crypto/crypto.h"

#include <catch2/catch.hpp>
#include <set>

using namespace crypto;

TEST_CASE("chance does not repeat itself and has the length asked for") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(random_token());
    CHECK(seen.size() == 100);
    CHECK(random_bytes(7).size() == 7);
    CHECK(random_token(24).size() == 32);
}

TEST_CASE("a readable code has groups of four and no letters that look alike") {
    for (int i = 0; i < 200; ++i) {
        const auto code = readable_code(8);
        REQUIRE(code.size() == 9);
        CHECK(code[4] == '-');
        CHECK(code.find_first_of("ILO01") == code.npos);
    }
    CHECK(readable_code(6).size() == 7);
    CHECK(readable_code(4).find('-') == std::string::npos);
}

TEST_CASE("SHA-256 gives the digest of FIPS 180-4, whole or in pieces") {
    const std::string digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(sha256_hex("abc") == digest);
    Sha256 stream;
    stream.update("a");
    stream.update("");
    stream.update("bc");
    CHECK(stream.hex() == digest);
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("HMAC-SHA-256 gives the tags of RFC 4231") {
    CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("the encodings are those of RFC 4648 and read back") {
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64("fooba") == "Zm9vYmE=");
    CHECK(base64url("\xfb\xff\xfe") == "-__-");
    CHECK(base64url("f") == "Zg");
    CHECK(base32("foobar") == "MZXW6YTBOI");
    CHECK(base32("f") == "MY");
    CHECK(hex("\x01\xab") == "01ab");
    for (std::size_t size = 0; size < 40; ++size) {
        const auto bytes = random_bytes(size);
        CHECK(from_base64(base64(bytes)) == bytes);
        CHECK(from_base64url(base64url(bytes)) == bytes);
        CHECK(from_base32(base32(bytes)) == bytes);
        CHECK(from_hex(hex(bytes)) == bytes);
    }
}

TEST_CASE("broken encodings are nothing") {
    CHECK_FALSE(from_base64("Zm9vYmE"));
    CHECK_FALSE(from_base64url("Zg=="));
    CHECK_FALSE(from_base64url("Zg Zg"));
    CHECK_FALSE(from_base64url("å"));
    CHECK_FALSE(from_base32("MZXW6YTBO1"));
    CHECK_FALSE(from_hex("0"));
    CHECK_FALSE(from_hex("0g"));
}

TEST_CASE("texts are equal only when every byte and the length are") {
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
    CHECK(equal_in_constant_time("", ""));
}

TEST_CASE("a password opens its own hash and no other, and two hashes of it differ") {
    password_cost = {1, 8192};
    const auto hash = password_hash("blåbärssylt på gröt");
    CHECK(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(password_matches(hash, "blåbärssylt på gröt"));
    CHECK_FALSE(password_matches(hash, "blåbärssylt på gröt "));
    CHECK_FALSE(password_matches("", ""));
    CHECK_FALSE(password_matches(hash, {}));
    CHECK_FALSE(password_matches("inte en hash", "x"));
    CHECK(password_hash("samma") != password_hash("samma"));
}

TEST_CASE("a password costs at least what OWASP asks for unless a test says otherwise") {
    CHECK(PasswordCost{}.bytes >= std::size_t{19} << 20);
    CHECK(PasswordCost{}.passes >= 2);
}

TEST_CASE("a sealed value opens with its key at its place and nowhere else") {
    const auto key = new_key();
    const auto sealed = seal(key, "diagnos: F32", "case/1/reason");
    CHECK(unseal(key, sealed, "case/1/reason") == "diagnos: F32");
    CHECK_FALSE(unseal(key, sealed, "case/2/reason"));
    CHECK_FALSE(unseal(new_key(), sealed, "case/1/reason"));
    CHECK(seal(key, "x", "") != seal(key, "x", ""));
    CHECK(unseal(key, seal(key, "", ""), "") == "");
}

TEST_CASE("a sealed value with one bit changed or cut short does not open") {
    const auto key = new_key();
    const auto sealed = seal(key, "hemligt", "här");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(unseal(key, changed, "här"));
        CHECK_FALSE(unseal(key, std::string_view(sealed).substr(0, i), "här"));
    }
}

TEST_CASE("a sealed value says how it is sealed, and nobody can take that away") {
    const auto key = new_key();
    const auto sealed = seal(key, "hemligt", "här");
    CHECK(sealed.front() == 1);
    CHECK_FALSE(unseal(key, std::string_view(sealed).substr(1), "här"));
    CHECK_FALSE(unseal(key, "\x02" + sealed.substr(1), "här"));
}

TEST_CASE("what was sealed before there were versions opens for ever, whatever its first byte") {
    const auto key = *key_from("0123456789abcdef0123456789abcdef");
    const auto* plain = "b2d36c170726dbca13993fa34f4ed732d357a74f7a3d9352a20b6ddc6646508ebfccb38045964437e0bfd54f64b974c41f3bcf75";
    const auto* like_version_1 = "015f46cf4803839a84fd5e085f679fcc3b31dad7537cfed5e7890cf5aca379a03c45241937a5744e643366dbf5f58d64e3a5b6ef";
    for (const auto* old : {plain, like_version_1}) {
        CHECK(unseal(key, *from_hex(old), "case/1/reason") == "diagnos: F32");
        CHECK_FALSE(unseal(key, *from_hex(old), "case/2/reason"));
    }
}

TEST_CASE("a key is exactly 32 bytes") {
    const auto key = new_key();
    CHECK(key_from({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}) == key);
    CHECK_FALSE(key_from("kort"));
    CHECK_FALSE(key_from(std::string(33, 'x')));
}

TEST_CASE("a short hash follows its key, and is the published one") {
    std::string key;
    for (char c = 0; c < 16; ++c) key += c;
    std::string data;
    for (char c = 0; c < 15; ++c) data += c;
    // The example of the paper: Aumasson and Bernstein, SipHash: a fast short-input PRF, appendix A.
    CHECK(crypto::hex(crypto::short_hash(key, data)) == "e545be4961ca29a1");
    CHECK(crypto::short_hash(key, "svensson") != crypto::short_hash(std::string(16, 'k'), "svensson"));
    CHECK_THROWS(crypto::short_hash("short", data));
}
