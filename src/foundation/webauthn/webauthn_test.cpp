#include "foundation/webauthn/webauthn.h"

#include <catch2/catch.hpp>

#include "foundation/crypto/crypto.h"
#include "foundation/webauthn/test_authenticator.h"

using webauthn::Algorithm;
using webauthn::Problem;
using webauthn::TestAuthenticator;

namespace {

const std::string challenge = crypto::random_token(32);
webauthn::Asked asked(webauthn::Verification verification = webauthn::Verification::preferred) {
    return {challenge, "https://exempelby.test", verification};
}

Problem making(const TestAuthenticator& authenticator) {
    const auto made = webauthn::made(asked(), authenticator.make(challenge));
    REQUIRE_FALSE(made);
    return made.error();
}
Problem showing(const webauthn::Credential& credential, TestAuthenticator& authenticator) {
    const auto shown = webauthn::shown(asked(), credential, authenticator.show(challenge));
    REQUIRE_FALSE(shown);
    return shown.error();
}
webauthn::Credential credential_of(const TestAuthenticator& authenticator) {
    return webauthn::made(asked(), authenticator.make(challenge)).value();
}

}  // namespace

TEST_CASE("a key of each algorithm is taken, and proves its holder") {
    TestAuthenticator authenticator(GENERATE(Algorithm::es256, Algorithm::eddsa, Algorithm::rs256));
    authenticator.counter = 7;
    const auto credential = credential_of(authenticator);
    CHECK(credential.id == authenticator.id);
    CHECK(credential.counter == 7);
    CHECK_FALSE(credential.verifies);
    CHECK(webauthn::shown(asked(), credential, authenticator.show(challenge)).value() == 8);
}

TEST_CASE("a new key is refused that is wrong in one thing") {
    TestAuthenticator authenticator;
    SECTION("origin") {
        authenticator.origin = "https://exempelby.test.evil.example";
        CHECK(making(authenticator) == Problem::origin);
    }
    SECTION("port") {
        authenticator.origin += ":8443";
        CHECK(making(authenticator) == Problem::origin);
    }
    SECTION("host name") {
        authenticator.relying_party = "test";
        CHECK(making(authenticator) == Problem::relying_party);
    }
    SECTION("type") {
        authenticator.type = "webauthn.get";
        CHECK(making(authenticator) == Problem::type);
    }
    SECTION("touch") {
        authenticator.is_touched = false;
        CHECK(making(authenticator) == Problem::not_present);
    }
    SECTION("frame") {
        authenticator.in_foreign_frame = true;
        CHECK(making(authenticator) == Problem::cross_origin);
    }
    SECTION("a page around") {
        authenticator.top_origin = "https://evil.example";
        CHECK(making(authenticator) == Problem::cross_origin);
    }
    SECTION("length of what the browser says") {
        authenticator.more_bytes = 4096;
        CHECK(making(authenticator) == Problem::malformed);
    }
    SECTION("length of what it says") {
        auto made = authenticator.make(challenge);
        made.authenticator_data += std::string(4096, '\0');
        CHECK(webauthn::made(asked(), made).error() == Problem::malformed);
    }
    SECTION("length of its id") {
        authenticator.id = std::string(1024, 'x');
        CHECK(making(authenticator) == Problem::malformed);
    }
}

TEST_CASE("a new key is refused with another challenge, another algorithm, or bytes that are none") {
    const TestAuthenticator authenticator;
    CHECK(webauthn::made(asked(), authenticator.make("another")).error() == Problem::challenge);
    CHECK(webauthn::made({"", "https://exempelby.test"}, authenticator.make("")).error() == Problem::challenge);
    auto answer = authenticator.make(challenge);
    const auto algorithm = answer.authenticator_data.rfind("\x03\x26\x20\x01");
    answer.authenticator_data[algorithm + 1] = '\x2f';
    CHECK(webauthn::made(asked(), answer).error() == Problem::algorithm);
    CHECK(webauthn::made(asked(), {authenticator.make(challenge).client_data, ""}).error() == Problem::malformed);
    CHECK(webauthn::made(asked(), {"[]", authenticator.make(challenge).authenticator_data}).error() == Problem::malformed);
    // Cut anywhere it is no key.
    const auto whole = authenticator.make(challenge);
    for (std::size_t size = 0; size < whole.authenticator_data.size(); ++size)
        CHECK_FALSE(webauthn::made(asked(), {whole.client_data, whole.authenticator_data.substr(0, size)}));
}

TEST_CASE("a proof is refused that is wrong in one thing") {
    TestAuthenticator authenticator;
    const auto credential = credential_of(authenticator);
    SECTION("origin") {
        authenticator.origin = "http://exempelby.test";
        CHECK(showing(credential, authenticator) == Problem::origin);
    }
    SECTION("host name") {
        authenticator.relying_party = "evil.example";
        CHECK(showing(credential, authenticator) == Problem::relying_party);
    }
    SECTION("type") {
        authenticator.type = "webauthn.create";
        CHECK(showing(credential, authenticator) == Problem::type);
    }
    SECTION("touch") {
        authenticator.is_touched = false;
        CHECK(showing(credential, authenticator) == Problem::not_present);
    }
    SECTION("frame") {
        authenticator.in_foreign_frame = true;
        CHECK(showing(credential, authenticator) == Problem::cross_origin);
    }
    SECTION("another's key") {
        TestAuthenticator another;
        another.id = authenticator.id;
        CHECK(showing(credential, another) == Problem::signature);
    }
    SECTION("challenge") { CHECK(webauthn::shown(asked(), credential, authenticator.show("another")).error() == Problem::challenge); }
}

TEST_CASE("what was signed cannot be changed afterwards") {
    TestAuthenticator authenticator(GENERATE(Algorithm::es256, Algorithm::eddsa, Algorithm::rs256));
    const auto credential = credential_of(authenticator);
    const auto right = authenticator.show(challenge);
    auto counted = right;
    counted.authenticator_data[36] = '\x05';
    CHECK(webauthn::shown(asked(), credential, counted).error() == Problem::signature);
    auto told = right;
    told.client_data.insert(told.client_data.size() - 1, " ");
    CHECK(webauthn::shown(asked(), credential, told).error() == Problem::signature);
    auto signed_so = right;
    signed_so.signature.back() = static_cast<char>(signed_so.signature.back() ^ 1);
    CHECK(webauthn::shown(asked(), credential, signed_so).error() == Problem::signature);
}

TEST_CASE("a key that is asked to know its holder says so, or is refused") {
    TestAuthenticator authenticator;
    authenticator.verifies = true;
    const auto credential = credential_of(authenticator);
    CHECK(credential.verifies);
    const auto required = asked(webauthn::Verification::required);
    CHECK(webauthn::shown(required, credential, authenticator.show(challenge)));
    authenticator.verifies = false;
    CHECK(webauthn::shown(required, credential, authenticator.show(challenge)).error() == Problem::not_verified);
    CHECK(webauthn::made(required, authenticator.make(challenge)).error() == Problem::not_verified);
}

TEST_CASE("a counter that stands still or goes backwards tells of a copied key") {
    TestAuthenticator authenticator;
    authenticator.counter = 5;
    auto credential = credential_of(authenticator);
    credential.counter = 6;
    CHECK(showing(credential, authenticator) == Problem::counter);  // 6
    CHECK(webauthn::shown(asked(), credential, authenticator.show(challenge)).value() == 7);
    authenticator.counter = 0;
    CHECK(showing(credential, authenticator) == Problem::counter);
    credential.counter = 0;
    CHECK(webauthn::shown(asked(), credential, authenticator.show(challenge)).value() == 0);
}

TEST_CASE("keys are made for the host name alone") {
    CHECK(webauthn::relying_party("https://exempelby.example") == "exempelby.example");
    CHECK(webauthn::relying_party("http://localhost:8080") == "localhost");
}
