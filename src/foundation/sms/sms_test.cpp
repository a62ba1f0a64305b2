#include "foundation/sms/sms.h"

#include <catch2/catch.hpp>

#include "foundation/http/server.h"
#include "foundation/json/json.h"

namespace {

/// A gateway on this machine that answers with one status and remembers what it was asked.
class Gateway {
public:
    Gateway(int status, std::string body)
        : server_(
              {.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"},
              [this, status, body](http::Request& request) {
                  asked = request.body;
                  key = request.headers.get("idempotency-key");
                  return http::Response{.status = status, .type = "application/json", .body = body};
              },
              [](int error, const std::string&) { return http::Response{.status = error}; }) {
        server_.start();
    }
    Result<std::string> send(const std::string& text = "Hej") {
        return sms::send({.gateway = "http://127.0.0.1:" + std::to_string(server_.port()) + "/sms", .token = "t", .sender = "Exempelby"},
                         {.to = "+46701740605", .text = text, .id = "17", .receipt_address = "https://exempelby.example/r"});
    }

    std::string asked, key;

private:
    http::Server server_;
};

}  // namespace

TEST_CASE("a mobile number is found however it is written, and nothing else is taken for one") {
    for (const auto* same : {"0701740605", "070-174 06 05", "+46701740605", "+46 (0)70 174 06 05", "0046 70 1740605"})
        CHECK(sms::mobile_number(same) == "+46701740605");
    CHECK(sms::mobile_number("+47 912 34 567") == "+4791234567");
    for (const auto* none : {"", "08-123 456", "+46 8 123 456 78", "070-174 06", "0701740605 ring efter 17", "07x", "+", "++46701740605",
                             "+1234567890123456", "701740605"})
        CHECK_FALSE(sms::mobile_number(none));
}

TEST_CASE("a sender is at most eleven letters and figures") {
    for (const auto* fit : {"Exempelby", "Älvdalen", "71000", "Kommunen123", "Öööööööööök"}) CHECK(sms::is_fit_sender(fit));
    for (const auto* unfit : {"", "Exempelby kn", "Exempelbykommun", "Torg!", "+46701740605", "Torg\n", "\xc3"}) {
        CAPTURE(unfit);
        CHECK_FALSE(sms::is_fit_sender(unfit));
    }
}

TEST_CASE("a long text is paid for as several, one with a foreign letter sooner") {
    CHECK(sms::parts("") == 1);
    CHECK(sms::parts(std::string(160, 'a')) == 1);
    CHECK(sms::parts(std::string(161, 'a')) == 2);
    CHECK(sms::parts(std::string(306, 'a')) == 2);
    CHECK(sms::parts(std::string(307, 'a')) == 3);
    CHECK(sms::parts(std::string(158, 'a') + "åä") == 1);
    CHECK(sms::parts(std::string(159, 'a') + "€") == 2);
    CHECK(sms::parts(std::string(69, 'a') + "š") == 1);
    CHECK(sms::parts(std::string(70, 'a') + "š") == 2);
    CHECK(sms::parts(std::string(69, 'a') + "😀") == 2);
}

TEST_CASE("the gateway gets the text with an id that stays the same, and gives its own back") {
    Gateway gateway(202, R"({"id":"abc"})");
    CHECK(gateway.send().value() == "abc");
    CHECK(gateway.key == "17");
    const auto asked = json::parse(gateway.asked).value();
    CHECK(asked["id"].text() == "17");
    CHECK(asked["to"].text() == "+46701740605");
    CHECK(asked["from"].text() == "Exempelby");
    CHECK(asked["text"].text() == "Hej");
    CHECK(asked["receipt_address"].text() == "https://exempelby.example/r");
    CHECK(Gateway(200, "fine").send().value().empty());
}

TEST_CASE("what was refused, what was not taken and what nobody knows are three things") {
    CHECK(Gateway(422, "{}").send().error().fault == Fault::conflict);
    for (const int status : {302, 401, 403, 404, 429, 503}) {
        const auto failed = Gateway(status, "{}").send();
        CHECK(failed.error().fault == Fault::unavailable);
        CHECK(failed.error().text_key == sms::not_taken);
    }
    const auto unknown = Gateway(500, "{}").send();
    CHECK(unknown.error().fault == Fault::unavailable);
    CHECK(unknown.error().text_key.empty());
    CHECK(sms::send({.gateway = "http://127.0.0.1:1/"}, {}).error().text_key == sms::not_taken);
}
