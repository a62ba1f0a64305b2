#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "engines/cases/notices.h"
#include "engines/notify/settings.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace administration {
namespace {

constexpr std::string_view address = "/administration/utskick";

struct Office {
    Office() : site({area()}, GENERATE(from_range(db::kinds_under_test()))) {
        site.sign_in_staff("admin", {Permission{"administration.manage"}});
    }
    notify::Settings settings() { return site.db().read(notify::settings); }
    std::optional<notify::Words> words(std::string_view occasion) {
        return site.db().read([&](db::Connection& db) { return notify::own_words(db, occasion, Language::sv); });
    }
    TestSite site;
};

TestSite::Typed typed(std::string until, std::string price) {
    return {{"sms_from", "9"},        {"sms_until", std::move(until)}, {"sms_days", "all_days"},
            {"price_email", "0"},     {"price_sms", std::move(price)}, {"price_digital_post", "3"},
            {"price_letter", "15,50"}};
}

}  // namespace

TEST_CASE("an administrator decides when text messages leave and what messages cost") {
    Office office;
    CHECK(shows(office.site.get(address), "value=\"20\""));
    CHECK(office.site.post(address, typed("21", "0,39")).status == 303);
    CHECK(office.settings() == notify::Settings{.sms = {.from = 9, .until = 21, .days = notify::SmsDays::all_days},
                                                .prices = {.email = 0, .sms = 39, .digital_post = 300, .letter = 1550}});
    CHECK(office.site.last_audit()->event == "administration.sending_changed");
    const auto wrong = office.site.post(address, typed("7", "mycket"));
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"mycket\""));
    CHECK(shows(wrong, "Skriv kronor"));
    CHECK(shows(wrong, "senare än"));
    CHECK(office.settings().sms.until == 21);
}

TEST_CASE("an administrator writes the municipality's own words, and goes back to the usual ones") {
    Office office;
    const std::string page = std::string(address) + "/decision/sv";
    CHECK(shows(office.site.get(page), "Vi har fattat beslut i ärende {nummer}"));
    CHECK(office.site.get(std::string(address) + "/nothing/sv").status == 404);
    CHECK(office.site.get(std::string(address) + "/decision/fi").status == 404);
    const auto wrong = office.site.post(page, {{"subject", "Beslut {namn}"}, {"text", "Läs"}, {"sms", "Läs"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Beslut {namn}"));
    CHECK(shows(wrong, "{nummer}, {länk}, {kommun}, {telefon}"));
    CHECK_FALSE(office.words("decision"));
    CHECK(office.site.post(page, {{"subject", "Nu är det klart"}, {"text", "Läs\r\n{länk}"}, {"sms", "{länk}"}}).status == 303);
    CHECK(office.words("decision") == notify::Words{"Nu är det klart", "Läs\n{länk}", "{länk}"});
    CHECK(office.site.last_audit()->event == "administration.words_changed");
    CHECK(shows(office.site.get(address), "Egna ord"));
    CHECK(office.site.post(page + "/aterstall").status == 303);
    CHECK_FALSE(office.words("decision"));
    CHECK_FALSE(shows(office.site.get(address), "Egna ord"));
}

}  // namespace administration
