#include "engines/identity/new_password.h"

#include <catch2/catch.hpp>

namespace {

std::string refusal(std::string_view password) {
    const auto taken = identity::accepted_password(password, identity::near_words("eva.ek", "Eva Ek-Lund", "Exempelby", "exempelby"));
    return taken ? "" : taken.error().fields.front().text_key;
}

}  // namespace

TEST_CASE("a new password is not made of words that lie near at hand") {
    CHECK(refusal("Exempelby2026") == "password_is_near");
    CHECK(refusal("EXEMPELBYkommun1") == "password_is_near");
    CHECK(refusal("eva.ek-eva.ek") == "password_is_near");
    CHECK(refusal("Exempelby kommun 2026") == "password_is_near");
    CHECK(refusal("kommun-kommun-2026!") == "password_is_near");
    CHECK(refusal("Exempelby har en fin bro").empty());
    CHECK(refusal("8471 9326 5508 7143").empty());
}

TEST_CASE("a new password is none of those that are guessed first") {
    CHECK(refusal("password1234") == "password_is_common");
    CHECK(refusal("administrator") == "password_is_common");
    CHECK(refusal("kort") == "password_is_too_short");
    CHECK(refusal("långt och lätt att minnas").empty());
}

TEST_CASE("how hard a password is to guess follows from its length, as a reader counts it") {
    CHECK(identity::strength_of("åååååååååååå") == identity::Strength::fair);
    CHECK(identity::strength_of("ett långt lösen!") == identity::Strength::good);
    CHECK(identity::strength_of("långt och lätt att minnas") == identity::Strength::strong);
}
