#include <catch2/catch.hpp>

#include "foundation/mail_in/dovecot_for_tests.h"
#include "foundation/mail_in/message.h"

namespace {

mail_in::Message read(const std::string& raw) {
    auto message = mail_in::read(raw);
    REQUIRE(message);
    return *message;
}

const std::string from_asa = "From: Asa <asa@exempel.example>\r\n";

}  // namespace

TEST_CASE("where a letter asks to be answered is one address that is not the sender's own") {
    const auto asked = [](const std::string& header) {
        return read("From: Kim <kim@exempel.example>\r\n" + header + "\r\nHej\r\n").reply_to;
    };
    CHECK(asked("Reply-To: Bo <bo@annan.example>\r\n") == "bo@annan.example");
    CHECK(asked("").empty());
    CHECK(asked("Reply-To: KIM@exempel.example\r\n").empty());
    CHECK(asked("Reply-To: bo@annan.example, alex@annan.example\r\n").empty());
    CHECK(asked("Reply-To: alla: bo@annan.example;\r\n").empty());
}

TEST_CASE("a Swedish letter is read in whatever way it was written down") {
    const auto message = read(
        "From: =?ISO-8859-1?Q?=C5sa_=D6berg?= <asa@exempel.example>\r\nSubject: =?utf-8?B?UsOldHRhIGkgZ8OlcmRlbg==?=\r\n"
        "Message-ID: <1@exempel.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nHej!\r\nDet =E4r en r=E5tta p=E5 g=E5rden.\r\n");
    CHECK(message.from_name == "Åsa Öberg");
    CHECK(message.from_address == "asa@exempel.example");
    CHECK(message.subject == "Råtta i gården");
    CHECK(message.id == "1@exempel.example");
    CHECK(message.text == "Hej!\nDet är en råtta på gården.");
    CHECK_FALSE(message.is_automatic);
    const auto in_the_raw = read("From: \xc5sa <asa@exempel.example>\r\nSubject: H\xe5l i v\xe4gen\r\n\r\nHej\r\n");
    CHECK(in_the_raw.subject == "Hål i vägen");
}

TEST_CASE("files come along with the names of RFC 2231, and the text is the plain one when there are two") {
    const auto message =
        read(from_asa +
             "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
             "multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej här\r\n--a\r\n"
             "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hej <b>där</b></p>\r\n--a--\r\n--b\r\nContent-Type: "
             "application/pdf\r\nContent-Disposition: attachment; filename*=iso-8859-1'sv'f%F6rs%E4kran.pdf\r\n"
             "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b--\r\n");
    CHECK(message.text == "Hej här");
    REQUIRE(message.attachments.size() == 1);
    CHECK(message.attachments[0].name == "försäkran.pdf");
    CHECK(message.attachments[0].bytes == "%PDF-1.4");
}

TEST_CASE("a letter of HTML alone is read as its words, without what nobody sees") {
    const auto message =
        read(from_asa +
             "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>x</title><style>p{}"
             "</style></head><body><p>Hej   &aring;\n alla</p><script>alert(1)</script><ul><li>ett<li>två</ul></body></html>");
    CHECK(message.text == "Hej å alla\nett\ntvå");
}

TEST_CASE("what a letter answers is told, the nearest first") {
    const auto message = read(from_asa + "In-Reply-To: <b@torg.example>\r\nReferences: <a@torg.example> <b@torg.example>\r\n\r\nTack!\r\n");
    REQUIRE(message.answers.size() == 3);
    CHECK(message.answers[0] == "b@torg.example");
    CHECK(message.answers[2] == "a@torg.example");
}

TEST_CASE("what a machine sends is known, so that nobody answers it") {
    for (const auto* header : {"Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>", "X-Autoreply: yes", "List-Id: <x.y>"})
        CHECK(read(from_asa + header + "\r\n\r\nSemester\r\n").is_automatic);
    CHECK_FALSE(read(from_asa + "Auto-Submitted: no\r\n\r\nHej\r\n").is_automatic);
    const auto report = read(
        "From: MAILER-DAEMON@exempel.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
        "boundary=r\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nNo such user\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Status: 5.1.1\r\n--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <vart@torg.example>\r\nSubject: "
        "Svar\r\n\r\nHej\r\n--r--\r\n");
    CHECK(report.is_report);
    CHECK(report.is_automatic);
    REQUIRE(report.answers.size() == 1);
    CHECK(report.answers[0] == "vart@torg.example");
}

TEST_CASE("that a letter is late, has arrived or was opened is told by a machine, and is no report of what did not arrive") {
    const auto report = [](const std::string& kind, const std::string& type, const std::string& said) {
        return read("From: post@exempel.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=" + kind +
                    "; boundary=r\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nSee below\r\n--r\r\nContent-Type: message/" + type +
                    "\r\n\r\n" + said +
                    "\r\n--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <vart@torg.example>\r\n\r\nHej\r\n--r--\r\n");
    };
    const std::string to = "Reporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; kim@exempel.example\r\nAction: ";
    CHECK(report("delivery-status", "delivery-status", to + "failed\r\nStatus: 5.1.1").is_report);
    CHECK(report("Delivery-Status", "delivery-status", to + "delayed\r\n\r\nFinal-Recipient: rfc822; b@x\r\naction:  Failed (no box)")
              .is_report);
    const auto late = report("delivery-status", "delivery-status", to + "delayed\r\nStatus: 4.4.1");
    CHECK_FALSE(late.is_report);
    CHECK(late.is_automatic);
    CHECK(late.answers == std::vector<std::string>{"vart@torg.example"});
    CHECK_FALSE(report("delivery-status", "delivery-status", to + "delivered").is_report);
    const auto opened =
        report("disposition-notification", "disposition-notification", "Disposition: manual-action/MDN-sent-manually; displayed");
    CHECK_FALSE(opened.is_report);
    CHECK(opened.is_automatic);
}

TEST_CASE("a letter that is made to break its reader is refused, or read as far as it goes") {
    std::string many = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (int i = 0; i < 10'000; ++i) many += "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    const auto refused = mail_in::read(many + "--b--\r\n");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::too_large);

    // Parts that do not say what they are weigh as much.
    std::string bare = "MIME-Version: 1.0\r\nContent-Type: multipart/digest; boundary=b\r\n\r\n";
    for (int i = 0; i < 50'000; ++i) bare += "--b\r\n\r\n";
    CHECK(mail_in::read(bare).error().fault == Fault::too_large);

    std::string nest = "Subject: innerst\r\n\r\nHej\r\n";
    for (int i = 0; i < 20; ++i) nest = from_asa + "Subject: ytterst\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + nest;
    const auto nested = read(nest);
    REQUIRE(nested.attachments.size() == 1);
    CHECK(nested.attachments[0].name == "ytterst.eml");

    std::string deep;
    for (int i = 0; i < 150; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
    CHECK(read("MIME-Version: 1.0\r\n" + deep + "\r\nHej").attachments.empty());

    const auto strange = read(from_asa + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=klingon\r\n\r\nH\xe5l \xff\xfe\r\n");
    CHECK(strange.text.starts_with("H"));
    CHECK(read(from_asa + "\r\n" + std::string(300'000, 'x')).is_cut);
    CHECK(read("").text.empty());
    CHECK(read(std::string(1000, '\0')).attachments.empty());
}

TEST_CASE("a server is told with its protocol alone, and a password never stands in its address") {
    for (const auto* fit : {"imaps://mail.example.se", "imap://mail.example.se:143"}) CHECK(mail_in::is_fit_server(fit));
    for (const auto* unfit :
         {"", "mail.example.se", "https://mail.example.se", "imaps://", "imaps://a:b@mail.example.se", "imaps://x/INBOX"})
        CHECK_FALSE(mail_in::is_fit_server(unfit));
}

TEST_CASE("a real server tells how far it has come, and gives what came after") {
    if (!Dovecot::is_installed()) {
        WARN("skipped: Debian's dovecot-imapd is not installed");
        return;
    }
    Dovecot server;
    server.deliver(from_asa + "Subject: Ett\r\n\r\nHej\r\n");
    mail_in::Session session(server.box());
    const auto standing = session.standing();
    REQUIRE(standing);
    CHECK(standing->next == 2);
    CHECK(session.after(1, standing->next)->empty());
    const auto letter = from_asa + "Subject: =?utf-8?Q?Tv=C3=A5?=\r\n\r\nHej\r\n* 1 FETCH (UID 900 RFC822.SIZE 1)\r\n";
    server.deliver(letter);
    const auto waiting = session.after(1, session.standing()->next);
    REQUIRE(waiting);
    REQUIRE(waiting->size() == 1);
    CHECK(waiting->front().uid == 2);
    CHECK(waiting->front().bytes == static_cast<std::int64_t>(letter.size()));
    CHECK(session.fetch(waiting->front()).value() == letter);
    CHECK(session.since(Date{19'000})->size() == 2);

    // More waits than one answer has room for: the first of it is told.
    auto cramped = server.box();
    cramped.longest_list = 130;
    for (int i = 0; i < 6; ++i) server.deliver(letter);
    mail_in::Session few(cramped);
    const auto first = few.after(2, few.standing()->next);
    REQUIRE(first);
    REQUIRE_FALSE(first->empty());
    CHECK(first->front().uid == 3);
    CHECK(first->size() < 6);

    auto small = server.box();
    small.largest_mb = 0;
    server.deliver(from_asa + "\r\n" + std::string(2u << 20, 'x'));
    mail_in::Session narrow(small);
    CHECK(narrow.fetch({.uid = 9, .bytes = 10}).error().fault == Fault::too_large);
    CHECK(narrow.fetch({.uid = 2, .bytes = 10}).value() == letter);

    server.lose_numbers();
    mail_in::Session again(server.box());
    CHECK(again.standing()->validity != standing->validity);

    auto wrong = server.box();
    wrong.password = "fel";
    // One that lets nobody in, and one that is away.
    wrong.server = "imap://127.0.0.1:1";
    CHECK(mail_in::Session(wrong).standing().error().fault == Fault::unavailable);
}
