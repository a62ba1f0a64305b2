#include "foundation/jose/jose.h"

#include <catch2/catch.hpp>

#include "foundation/crypto/crypto.h"

using jose::Algorithm, jose::KeySet, jose::Problem, jose::SigningKey;

namespace {

const std::vector<Algorithm> all{Algorithm::rs256, Algorithm::rs384, Algorithm::rs512, Algorithm::ps256, Algorithm::ps384,
                                 Algorithm::ps512, Algorithm::es256, Algorithm::es384, Algorithm::es512};
const json::Value claims = json::object({{"sub", "kim"}});

/// RFC 7515 A.2: a token that another program signed with RS256, and the key.
constexpr std::string_view rfc_key =
    R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
constexpr std::string_view rfc_token =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynR"
    "FdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6"
    "IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

std::string set_of(std::initializer_list<std::string_view> keys) {
    std::string text = R"({"keys":[)";
    for (const auto key : keys) text += (text.ends_with('[') ? "" : ",") + std::string(key);
    return text + "]}";
}

KeySet keys_of(const SigningKey& key) { return *KeySet::from(set_of({key.public_json()})); }

/// The header of a token exchanged for another one, its claims and signature kept.
std::string with_header(std::string_view token, std::string_view header) {
    return crypto::base64url(header) + std::string(token.substr(token.find('.')));
}

Problem refused(const KeySet& keys, std::string_view token, const std::vector<Algorithm>& allowed = all) {
    const auto read = keys.verified(token, allowed);
    REQUIRE_FALSE(read);
    return read.error();
}

}  // namespace

TEST_CASE("what a key has signed is read with its public part, and what another program has signed too") {
    const auto key = SigningKey::make("one");
    CHECK(*keys_of(key).verified(key.sign(claims), all) == claims);
    CHECK((*KeySet::from(set_of({rfc_key}))->verified(rfc_token, all))["iss"].text() == "joe");
    CHECK(key.public_json().find("\"d\"") == std::string::npos);
    const auto same = SigningKey::from(key.private_json());
    REQUIRE(same);
    CHECK(keys_of(key).verified(same->sign(claims), all));
}

TEST_CASE("a changed claim, a changed signature and another key of the same name are refused") {
    const auto key = SigningKey::make("one");
    auto token = key.sign(claims);
    const auto middle = token.find('.') + 1, end = token.rfind('.');
    auto other_claims = token;
    other_claims.replace(middle, end - middle, crypto::base64url(R"({"sub":"alva"})"));
    CHECK(refused(keys_of(key), other_claims) == Problem::signature);
    CHECK(refused(keys_of(SigningKey::make("one")), token) == Problem::signature);
    token[end + 10] = token[end + 10] == 'A' ? 'B' : 'A';
    CHECK(refused(keys_of(key), token) == Problem::signature);
    CHECK(refused(keys_of(key), token.substr(0, end + 1)) != Problem::algorithm);
}

TEST_CASE("no algorithm but the allowed ones counts: never none, never a secret, never one that the key is not for") {
    const auto key = SigningKey::make("one");
    const auto token = key.sign(claims);
    const auto keys = keys_of(key);
    for (const auto* name : {"none", "None", "NONE", "", "HS256", "HS512", "dir", "EdDSA"})
        CHECK(refused(keys, with_header(token, R"({"kid":"one","alg":")" + std::string(name) + R"("})")) == Problem::algorithm);
    CHECK(refused(keys, token, {Algorithm::rs256}) == Problem::algorithm);
    CHECK(refused(keys, with_header(token, R"({"kid":"one","alg":"RS256"})")) == Problem::unknown_key);
    CHECK(refused(keys, with_header(token, R"({"kid":"one","alg":"ES512"})")) == Problem::unknown_key);
}

TEST_CASE("the public key as the secret of an HMAC signs nothing") {
    const auto head = crypto::base64url(R"({"alg":"HS256"})") + "." + crypto::base64url(R"({"sub":"kim"})");
    const auto forged = head + "." + crypto::base64url(crypto::hmac_sha256(rfc_key, head));
    CHECK(refused(*KeySet::from(set_of({rfc_key})), forged) == Problem::algorithm);
    // Nor does a secret among the keys.
    const auto with_secret = KeySet::from(set_of({R"({"kty":"oct","k":"c2VjcmV0"})"}));
    CHECK(with_secret->is_empty());
}

TEST_CASE("the key is the one that the token names, and without a name only when there is no choice") {
    const auto one = SigningKey::make("one"), two = SigningKey::make("two");
    const auto both = KeySet::from(set_of({one.public_json(), two.public_json()}));
    CHECK(both->verified(two.sign(claims), all));
    CHECK(refused(*both, SigningKey::make("three").sign(claims)) == Problem::unknown_key);
    CHECK(refused(*both, with_header(one.sign(claims), R"({"alg":"ES256"})")) == Problem::unknown_key);
    CHECK(refused(keys_of(one), with_header(one.sign(claims), R"({"alg":"ES256"})")) == Problem::signature);
}

TEST_CASE("a key for other uses, of another algorithm or too weak is as if not there") {
    const auto with = [](std::string_view more) {
        return KeySet::from(set_of({std::string(rfc_key.substr(0, rfc_key.size() - 1)) + "," + std::string(more) + "}"}));
    };
    CHECK(with(R"("use":"sig","alg":"RS256","key_ops":["verify"])")->verified(rfc_token, all));
    for (const auto* more : {R"("use":"enc")", R"("key_ops":["encrypt"])", R"("alg":"PS256")"})
        CHECK(refused(*with(more), rfc_token) == Problem::unknown_key);
    CHECK(KeySet::from(set_of({R"({"kty":"RSA","n":"AQAB","e":"AQAB"})"}))->is_empty());
    CHECK(KeySet::from(set_of({R"({"kty":"RSA","n":")" + std::string(4000, 'A') + R"(","e":"AQAB"})"}))->is_empty());
}

TEST_CASE("what is not a signed object is refused, whatever it is") {
    const auto key = SigningKey::make("one");
    const auto token = key.sign(claims);
    for (const auto& odd :
         std::vector{std::string(), std::string("."), std::string(".."), std::string("a.b"), std::string("a.b.c.d"), token + ".",
                     "." + token.substr(token.find('.') + 1), std::string(1 << 17, '.'), std::string("\0.\0.\0", 5)})
        CHECK(refused(keys_of(key), odd) == Problem::malformed);
    CHECK(refused(keys_of(key), with_header(token, R"({"kid":"one","alg":"ES256","crit":["b64"],"b64":false})")) == Problem::malformed);
    CHECK(refused(keys_of(key), with_header(token, R"({"alg":"none","alg":"ES256","kid":"one"})")) == Problem::malformed);
    CHECK(refused(keys_of(key), key.sign(json::array({1, 2}))) == Problem::malformed);
    // A key that comes along in the token is never used.
    const auto foreign = SigningKey::make("mine");
    CHECK(refused(keys_of(key), with_header(foreign.sign(claims), R"({"alg":"ES256","kid":"mine","jwk":)" + foreign.public_json() + "}")) ==
          Problem::unknown_key);
}

TEST_CASE("a key set that is none is told") {
    for (const auto* odd : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[)"}) CHECK_FALSE(KeySet::from(odd));
    CHECK(KeySet::from(R"({"keys":[1,"x",null,{}]})")->is_empty());
    CHECK_FALSE(SigningKey::from(R"({"kty":"EC"})"));
}
