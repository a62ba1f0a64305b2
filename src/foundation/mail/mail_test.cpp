#include "foundation/mail/mail.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <thread>

#include "foundation/base/time.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/files/test_folder.h"

namespace {

/// One SMTP session on a free port of this machine. Answers 250, or `refusal` to RCPT.
class FakeServer {
public:
    explicit FakeServer(std::string refusal = {}) : refusal_(std::move(refusal)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_ANY);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 1) != 0) std::abort();
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        url = "smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeServer() {
        if (thread_.joinable()) thread_.join();
        ::close(listener_);
    }
    void wait() { thread_.join(); }

    std::string url;
    std::vector<std::string> commands{};  ///< read them after wait()
    std::string content{};

private:
    void serve() {
        peer_ = ::accept(listener_, nullptr, nullptr);
        say("220 test");
        for (auto line = next_line(); line && *line != "QUIT"; line = next_line()) answer(*line);
        ::close(peer_);
    }
    void answer(const std::string& line) {
        commands.push_back(line);
        if (line == "DATA") {
            say("354 go on");
            for (auto text = next_line(); text && *text != "."; text = next_line()) content += *text + "\r\n";
        }
        say(line.starts_with("RCPT") && !refusal_.empty() ? refusal_ : "250 fine");
    }
    void say(const std::string& text) {
        const auto line = text + "\r\n";
        (void)::send(peer_, line.data(), line.size(), MSG_NOSIGNAL);
    }
    std::optional<std::string> next_line() {
        for (;;) {
            if (const auto end = waiting_.find("\r\n"); end != waiting_.npos) {
                auto line = waiting_.substr(0, end);
                waiting_.erase(0, end + 2);
                return line;
            }
            char buffer[4096];
            const auto count = ::recv(peer_, buffer, sizeof buffer, 0);
            if (count <= 0) return {};
            waiting_.append(buffer, static_cast<std::size_t>(count));
        }
    }
    std::string refusal_, waiting_{};
    int listener_ = -1, peer_ = -1;
    std::thread thread_{};
};

const mail::Message message{.to = "asa@example.se", .subject = "Beslut", .text = "Hej Åsa!\nBeslut = bifall."};

std::string header(const std::string& eml, const std::string& name) {
    const auto at = ("\r\n" + eml).find("\r\n" + name + ": ");
    if (at == std::string::npos) return "(missing)";
    const auto begin = at + name.size() + 2;
    return eml.substr(begin, eml.find("\r\n", begin) - begin);
}

std::string with_subject(const std::string& subject) {
    auto changed = message;
    changed.subject = subject;
    return mail::as_eml(changed, "torg@example.se");
}

std::size_t longest_line(const std::string& eml) {
    std::size_t longest = 0;
    for (const auto line : split(eml, '\n')) longest = std::max(longest, line.size());
    return longest;
}

}  // namespace

TEST_CASE("a message has the headers of RFC 5322 and its text in quoted-printable") {
    set_clock(Timestamp{1'795'000'000 * microseconds_a_second});
    const auto eml = mail::as_eml(message, "Exempelstad <torg@example.se>");
    use_machine_clock();
    CHECK(header(eml, "Date") == "Wed, 18 Nov 2026 11:06:40 +0000");
    CHECK(header(eml, "From") == "Exempelstad <torg@example.se>");
    CHECK(header(eml, "To") == "asa@example.se");
    CHECK(header(eml, "Subject") == "Beslut");
    CHECK(header(eml, "MIME-Version") == "1.0");
    CHECK(header(eml, "Auto-Submitted") == "auto-generated");
    CHECK(header(eml, "Message-ID").ends_with("@example.se>"));
    CHECK(eml.ends_with("\r\n\r\nHej =C3=85sa!\r\nBeslut =3D bifall.\r\n"));
}

TEST_CASE("a sender's name with marks stands in quotes, and a Swedish one is encoded") {
    CHECK(header(mail::as_eml(message, "Torg, Exempelstad <t@example.se>"), "From") == "\"Torg, Exempelstad\" <t@example.se>");
    CHECK(header(mail::as_eml(message, "\"Åre\" <t@example.se>"), "From") == "=?UTF-8?B?w4VyZQ==?= <t@example.se>");
}

TEST_CASE("Swedish subjects become encoded words that hold whole characters") {
    CHECK(header(with_subject("Välkommen"), "Subject") == "=?UTF-8?B?VsOkbGtvbW1lbg==?=");
    std::string subject;
    for (int i = 0; i < 60; ++i) subject += i % 3 ? "å" : "xy";
    const auto eml = with_subject(subject);
    const auto begin = eml.find("Subject: ") + 9;
    const auto value = eml.substr(begin, eml.find("\r\nMessage-ID") - begin);
    std::string decoded;
    for (auto piece : split(value, '\n')) {
        piece = trimmed(piece);
        REQUIRE(piece.starts_with("=?UTF-8?B?"));
        CHECK(piece.size() <= 75);
        const auto bytes = crypto::from_base64(piece.substr(10, piece.size() - 12));
        REQUIRE(bytes);
        CHECK(is_utf8(*bytes));
        decoded += *bytes;
    }
    CHECK(decoded == subject);
    CHECK(header(with_subject("=?UTF-8?B?eA==?="), "Subject").starts_with("=?UTF-8?B?PT9"));
}

TEST_CASE("no value can become a header of its own") {
    for (const auto* subject : {"x\r\nBcc: alla@example.se", "x\nBcc: alla@example.se", "å\r\n\r\nBcc: alla@example.se", "x\rBcc: y"}) {
        const auto eml = with_subject(subject);
        CHECK(eml.find("\nBcc") == eml.npos);
        CHECK(eml.find("\rBcc") == eml.npos);
    }
    auto changed = message;
    changed.to = "a@example.se\r\nBcc: b@example.se";
    changed.id = "x>\r\nBcc: c@example.se";
    CHECK(mail::as_eml(changed, "Namn\r\nBcc: d@example.se <torg@example.se>").find("\nBcc") == std::string::npos);
    CHECK(mail::send({.from = "torg@example.se"}, changed).error().text_key == "mail_address");
}

TEST_CASE("HTML comes beside the text, the better last, and no line is too long") {
    auto both = message;
    both.text = std::string(500, 'x') + "\n" + std::string(300, ' ') + "\n.\nFrom here\n";
    both.html = "<p>" + std::string(2000, '=') + "</p>";
    const auto eml = mail::as_eml(both, "torg@example.se");
    CHECK(header(eml, "Content-Type").starts_with("multipart/alternative; boundary=\"=_"));
    CHECK(eml.find("text/plain") < eml.find("text/html"));
    CHECK(longest_line(eml) <= 78);
    CHECK(eml.find("\r\n.\r\n") == eml.npos);
    CHECK(eml.find("\r\n=2E\r\n=46rom here") != eml.npos);
    CHECK(eml.find(" \r\n") == eml.npos);
}

TEST_CASE("the same id gives the same Message-ID, which does not tell it") {
    auto changed = message;
    changed.id = "letter-17";
    const auto id = header(mail::as_eml(changed, "torg@example.se"), "Message-ID");
    CHECK(id == header(mail::as_eml(changed, "torg@example.se"), "Message-ID"));
    CHECK(id.find("17@") == id.npos);
    CHECK(header(mail::as_eml(message, "a@b.se"), "Message-ID") != header(mail::as_eml(message, "a@b.se"), "Message-ID"));
}

TEST_CASE("an address is one address") {
    for (const auto* good : {"a@example.se", "anna.svensson+torg@sub.example.se", "åsa@exempel.se", "x@localhost", "a'b@example.se"}) {
        CAPTURE(good);
        CHECK(mail::is_address(good));
    }
    for (const auto* bad :
         {"", "a", "a@", "@example.se", "a@b", "a b@example.se", "a@example.se,b@example.se", "a@example.se\n", "<a@example.se>",
          "a@b@example.se", ".a@example.se", "a..b@example.se", "a@-x.se", "a@example..se", "a@[127.0.0.1]", "\"a\"@example.se"}) {
        CAPTURE(bad);
        CHECK_FALSE(mail::is_address(bad));
    }
    CHECK_FALSE(mail::is_address(std::string(65, 'a') + "@example.se"));
}

TEST_CASE("without a mail server the message is a whole file in the outbox") {
    TestFolder folder;
    const auto outbox = folder.path / "outbox";
    REQUIRE(mail::send({.from = "torg@example.se", .outbox_folder = outbox}, message));
    REQUIRE(mail::send({.from = "torg@example.se", .outbox_folder = outbox}, message));
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(outbox)) {
        ++count;
        CHECK(entry.path().extension() == ".eml");
        std::ifstream file(entry.path(), std::ios::binary);
        CHECK(std::string(std::istreambuf_iterator<char>(file), {}).ends_with("Beslut =3D bifall.\r\n"));
    }
    CHECK(count == 2);
}

TEST_CASE("a message that is sent again under its id is one file in the outbox") {
    TestFolder folder;
    auto numbered = message;
    for (const auto* id : {"one", "one", "other"}) {
        numbered.id = id;
        REQUIRE(mail::send({.from = "torg@example.se", .outbox_folder = folder.path}, numbered));
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("with a mail server the message goes there with its sender and receiver") {
    FakeServer server;
    const auto sent = mail::send({.smtp = server.url, .from = "Exempelstad <torg@example.se>"}, message);
    server.wait();
    CHECK(sent);
    REQUIRE(server.commands.size() == 4);
    CHECK(server.commands[0].starts_with("EHLO"));
    CHECK(server.commands[1].starts_with("MAIL FROM:<torg@example.se>"));
    CHECK(server.commands[2] == "RCPT TO:<asa@example.se>");
    CHECK(server.content.find("Subject: Beslut\r\n") != std::string::npos);
    CHECK(server.content.ends_with("Beslut =3D bifall.\r\n"));
}

TEST_CASE("a password is not sent to a server without TLS") {
    FakeServer server;
    auto url = server.url;
    url.insert(std::string("smtp://").size(), "torg:hemligt@");
    const auto sent = mail::send({.smtp = url, .from = "torg@example.se"}, message);
    server.wait();
    REQUIRE_FALSE(sent);
    CHECK(sent.error().fault == Fault::unavailable);
    for (const auto& command : server.commands) CHECK_FALSE((command.starts_with("AUTH") || command.starts_with("MAIL")));
}

TEST_CASE("mail to a server on another machine is not sent without TLS") {
    FakeServer server;
    auto url = server.url;
    url.replace(url.find("127.0.0.1"), 9, "127.0.0.2");  // of this machine too, but not known to be
    const auto sent = mail::send({.smtp = url, .from = "torg@example.se"}, message);
    server.wait();
    REQUIRE_FALSE(sent);
    CHECK(sent.error().fault == Fault::unavailable);
    for (const auto& command : server.commands) CHECK_FALSE(command.starts_with("MAIL"));
}

TEST_CASE("a receiver refused for ever is told apart from a server that may answer later") {
    for (const auto& [refusal, fault] : std::vector<std::pair<std::string, Fault>>{
             {"550 no such user", Fault::conflict}, {"451 try later", Fault::unavailable}, {"530 sign in", Fault::unavailable}}) {
        CAPTURE(refusal);
        FakeServer server(refusal);
        const auto sent = mail::send({.smtp = server.url, .from = "torg@example.se"}, message);
        REQUIRE_FALSE(sent);
        CHECK(sent.error().fault == fault);
    }
    CHECK(mail::send({.smtp = "smtp://127.0.0.1:1", .from = "torg@example.se"}, message).error().fault == Fault::unavailable);
    CHECK_FALSE(mail::send({.smtp = "file:///tmp/x", .from = "torg@example.se"}, message));
}

TEST_CASE("what a person answers names the letter that it answers, and is not a machine's") {
    auto answer = message;
    answer.answers = "1@exempel.example";
    answer.writer = mail::Writer::person;
    answer.id = "7";
    const auto eml = mail::as_eml(answer, "torg@example.se");
    CHECK(header(eml, "In-Reply-To") == "<1@exempel.example>");
    CHECK(header(eml, "References") == "<1@exempel.example>");
    CHECK(header(eml, "Auto-Submitted") == "(missing)");
    CHECK(header(eml, "Message-ID") == "<" + mail::message_id("7") + "@example.se>");
    CHECK(header(mail::as_eml(message, "torg@example.se"), "Auto-Submitted") == "auto-generated");
    // Another program's word never becomes a header of its own.
    for (const auto* bad : {"a\r\nBcc: x@y.example", "a b", "a>b", "\xc3\xa5@x"}) {
        answer.answers = bad;
        CHECK(header(mail::as_eml(answer, "torg@example.se"), "Bcc") == "(missing)");
        CHECK(header(mail::as_eml(answer, "torg@example.se"), "In-Reply-To") == "(missing)");
    }
}
