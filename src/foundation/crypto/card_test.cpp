#include "foundation/crypto/card.h"

#include <catch2/catch.hpp>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"
#include "foundation/crypto/test_cards.h"

using crypto::card_holder, crypto::CardProblem, crypto::TestCards;

namespace {

CardProblem refused(const tl::expected<crypto::CardHolder, CardProblem>& read) {
    REQUIRE_FALSE(read);
    return read.error();
}

}  // namespace

TEST_CASE("a card of a configured authority tells whose it is, as PEM and as DER") {
    const TestCards authority;
    const auto pem = authority.issue({});
    const auto holder = card_holder(pem, authority.authority(), authority.revocations({}));
    REQUIRE(holder);
    CHECK(holder->serial_number == "SE2321000016-1A2B");
    CHECK(holder->name == "Olle Officer");
    std::string der;
    for (const char c : pem.substr(28, pem.find("-----END") - 28))
        if (c != '\n') der += c;
    CHECK(card_holder(der, authority.authority(), authority.revocations({})));
}

TEST_CASE("a card that is revoked, out of date, of another authority or for another use is refused by name") {
    const TestCards authority, other;
    const auto check = [&](const TestCards::Card& card, const std::vector<std::int64_t>& revoked = {}) {
        return card_holder(authority.issue(card), authority.authority(), authority.revocations(revoked));
    };
    CHECK(check({.number = 7}, {8}));
    CHECK(refused(check({.number = 7}, {7, 8})) == CardProblem::revoked);
    CHECK(refused(check({.from_days = -30, .until_days = -1})) == CardProblem::expired);
    CHECK(refused(check({.from_days = 2})) == CardProblem::expired);
    CHECK(refused(check({.use = "serverAuth"})) == CardProblem::wrong_use);
    // The same name is not the same authority.
    CHECK(refused(card_holder(other.issue({}), authority.authority(), authority.revocations({}))) == CardProblem::untrusted);
    CHECK(refused(card_holder(authority.issue({}), "", authority.revocations({}))) == CardProblem::untrusted);
}

TEST_CASE("without a list of revoked cards that is valid now and signed by the authority, no card is believed") {
    const TestCards authority, other;
    const auto card = authority.issue({});
    CHECK(refused(card_holder(card, authority.authority(), "")) == CardProblem::revocation_unknown);
    CHECK(refused(card_holder(card, authority.authority(), other.revocations({}))) == CardProblem::revocation_unknown);
    set_clock(now() + 8 * microseconds_a_day);
    CHECK(refused(card_holder(card, authority.authority(), authority.revocations({}))) == CardProblem::revocation_unknown);
    use_machine_clock();
}

TEST_CASE("what is no certificate is refused, whatever it is") {
    const TestCards authority;
    for (const auto& odd : {std::string(), std::string("x"), std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                            std::string(1 << 17, 'A'), crypto::base64("no certificate")})
        CHECK(refused(card_holder(odd, authority.authority(), authority.revocations({}))) == CardProblem::malformed);
    CHECK(refused(card_holder(authority.authority(), authority.authority(), authority.revocations({}))) != CardProblem::malformed);
}
