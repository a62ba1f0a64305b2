#include "foundation/mail_in/vouched.h"

#include <catch2/catch.hpp>

#include "foundation/mail_in/message.h"

namespace {

using mail_in::is_vouched_for;
using Stamps = std::vector<std::string>;

const std::string anna = "anna@exempel.example", mx = "mx.kommunen.example";

bool vouched(const Stamps& stamps) { return is_vouched_for(stamps, mx, anna); }

}  // namespace

TEST_CASE("what the own server stamps is believed, as Postfix with OpenDMARC, Rspamd and Exchange Online write it") {
    CHECK(vouched({"mx.kommunen.example; dmarc=pass (p=none dis=none) header.from=exempel.example"}));
    CHECK(
        vouched({"mx.kommunen.example;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=exempel.example "
                 "header.i=@exempel.example header.a=rsa-sha256 header.s=mail header.b=Abc/dEf+;\r\n\tdkim-atps=neutral"}));
    CHECK(
        vouched({"mx.kommunen.example;\r\n\tdkim=pass header.d=exempel.example header.s=s1 header.b=kP0x;\r\n\tdmarc=pass "
                 "(policy=quarantine) header.from=exempel.example;\r\n\tspf=pass (mx.kommunen.example: domain of anna@exempel.example "
                 "designates 192.0.2.7 as permitted sender) smtp.mailfrom=anna@exempel.example"}));
    CHECK(
        vouched({"mx.kommunen.example; spf=pass (sender SPF authorized) smtp.mailfrom=exempel.example (client-ip=192.0.2.7; "
                 "helo=post.exempel.example; envelope-from=anna@exempel.example; receiver=<UNKNOWN>)"}));
    const std::string exchange =
        "spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=exempel.example; dkim=pass (signature was verified) "
        "header.d=exempel.example;dmarc=pass action=none header.from=exempel.example;compauth=pass reason=100";
    CHECK(is_vouched_for({exchange}, "-", anna));
    CHECK_FALSE(vouched({exchange}));
    CHECK(
        is_vouched_for({"MX.Kommunen.Example 1; dmarc/1=PASS header.from=Exempel.Example"}, "mx.KOMMUNEN.example", "Anna@EXEMPEL.example"));
}

TEST_CASE("stamps of others, and those below the own server's, count for nothing") {
    const std::string forged = "mx.kommunen.example; dmarc=pass header.from=exempel.example";
    const std::string own = "mx.kommunen.example; dmarc=fail (p=none dis=none) header.from=exempel.example";
    CHECK_FALSE(vouched({own, forged}));
    CHECK_FALSE(vouched({"mx.kommunen.example; none", forged}));
    CHECK_FALSE(vouched({"mx.annan.example; dmarc=pass header.from=exempel.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example.annan.example; dmarc=pass header.from=exempel.example"}));
    CHECK_FALSE(vouched({}));
    // Another server's, above: it has its own name, and the next one is ours.
    CHECK(vouched({"arkiv.annan.example; none", forged}));
    // Whose server writes no name has only the topmost.
    CHECK_FALSE(is_vouched_for({"mx.annan.example; spf=none", "dmarc=pass header.from=exempel.example"}, "-", anna));
    CHECK_FALSE(is_vouched_for({"spf=fail smtp.mailfrom=exempel.example", "dmarc=pass header.from=exempel.example"}, "-", anna));
    // Nothing is configured: nothing is vouched for.
    CHECK_FALSE(is_vouched_for({forged}, "", anna));
}

TEST_CASE("a pass is for the sender's domain and no other") {
    CHECK_FALSE(vouched({"mx.kommunen.example; dmarc=pass header.from=annan.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dmarc=pass"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=studs@annan.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.helo=exempel.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=pass header.d=annan.example header.i=@exempel.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=pass header.d=exempel.example header.d=annan.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=pass header.d=exempel.example.annan.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=fail header.d=exempel.example; spf=softfail smtp.mailfrom=exempel.example"}));
    // Its own SPF is right, and its domain says that this is not enough.
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=exempel.example; dmarc=fail header.from=exempel.example"}));
    CHECK_FALSE(is_vouched_for({"mx.kommunen.example; dmarc=pass header.from="}, mx, "anna@"));
}

TEST_CASE("what stands in brackets or quotation marks says nothing") {
    CHECK_FALSE(vouched({"mx.kommunen.example; dmarc=fail (dmarc=pass header.from=exempel.example; x) header.from=annan.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=fail (a (b) ; dmarc=pass header.from=exempel.example) smtp.mailfrom=a.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=fail (\\) ; dmarc=pass header.from=exempel.example) smtp.mailfrom=a.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=fail smtp.mailfrom=\"a; dmarc=pass header.from=exempel.example\""}));
    CHECK_FALSE(vouched({"mx.kommunen.example (; dmarc=pass header.from=exempel.example"}));
    CHECK_FALSE(vouched({"(mx.kommunen.example) mx.annan.example; dmarc=pass header.from=exempel.example"}));
    CHECK(vouched({"(our own (first)) mx.kommunen.example (1); (x) dmarc (y) = (z) pass (v) header.from (w) = (u) exempel.example (!)"}));
    CHECK(vouched({"mx.kommunen.example; dkim=pass reason=\"good; really\" header.d=exempel.example"}));
    CHECK(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=\"a b\"@exempel.example"}) == false);  // no address that SPF is about
}

TEST_CASE("the name before an @ is no domain, whatever it looks like") {
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=exempel.example=x@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=exempel.example/x@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=\"x@exempel.example\"@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=\"exempel.example\"@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=x.\"y@exempel.example\""}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=pass header.i=exempel.example=x@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; dkim=pass header.i=\"x@exempel.example\"@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=exempel.example(x)@evil.example"}));
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=exempel.example @evil.example"}));
    CHECK(vouched({"mx.kommunen.example; spf=pass smtp.mailfrom=srs0=ab/c=x@exempel.example; dkim=none"}));
    CHECK(vouched({"mx.kommunen.example; dkim=pass header.i=@exempel.example"}));
    CHECK(vouched({"mx.kommunen.example; dkim=pass header.b=Ab/c== header.d=\"exempel.example\"(ours)"}));
}

TEST_CASE("a stamp that cannot be read ends the search, since it may be the own server's") {
    const std::string forged = "mx.kommunen.example; dmarc=pass header.from=exempel.example";
    for (const std::string broken : {")", "mx.kommunen.example; dmarc=fail )", "mx.kommunen.example; spf=fail smtp.mailfrom=a)b",
                                     "mx.kommunen.example; dmarc=fail (", "mx.kommunen.example; spf=fail smtp.mailfrom=\"a"}) {
        CAPTURE(broken);
        CHECK_FALSE(vouched({broken}));
        CHECK_FALSE(vouched({broken, forged}));
    }
    CHECK_FALSE(vouched({"mx.kommunen.example; spf=fail reason=" + std::string(20'000, 'x'), forged}));
}

TEST_CASE("a letter tells its stamps from the top, and whether it names one sender") {
    const auto read = [](const std::string& head) { return mail_in::read(head + "\r\nHej\r\n").value(); };
    const auto message = read(
        "Received: from a\r\nAuthentication-Results: mx.kommunen.example;\r\n\tdmarc=pass header.from=exempel.example\r\n"
        "Received: from b\r\nAuthentication-Results: mx.annan.example; none\r\nARC-Authentication-Results: i=1; x; dmarc=pass\r\n"
        "From: Anna <anna@exempel.example>\r\n");
    REQUIRE(message.vouching.size() == 2);
    CHECK(is_vouched_for(message.vouching, mx, message.from_address));
    CHECK(message.has_one_sender);
    CHECK_FALSE(read("From: anna@exempel.example, bo@annan.example\r\n").has_one_sender);
    CHECK_FALSE(read("From: bo@annan.example\r\nFrom: anna@exempel.example\r\n").has_one_sender);
    CHECK_FALSE(read("Subject: Hej\r\n").has_one_sender);
}
