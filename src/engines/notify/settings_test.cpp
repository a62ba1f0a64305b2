#include "engines/notify/settings.h"

#include <catch2/catch.hpp>

#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace notify {
namespace {

std::vector<std::string> errors_of(const SettingsForm& typed) {
    std::vector<std::string> all;
    const auto settings = checked(typed);
    if (!settings)
        for (const auto& error : settings.error().fields) all.push_back(error.field + " " + error.text_key);
    return all;
}

}  // namespace

TEST_CASE("what is shown in the form is what is kept") {
    const Settings settings{.sms = {.from = 7, .until = 22, .days = SmsDays::all_days},
                            .prices = {.email = 0, .sms = 39, .digital_post = 305, .letter = 1500}};
    CHECK(form_of(settings).price_sms == "0,39");
    CHECK(form_of(settings).price_digital_post == "3,05");
    CHECK(checked(form_of(settings)).value() == settings);
    TestSite site({}, GENERATE(from_range(db::kinds_under_test())));
    CHECK(site.db().read(notify::settings) == Settings{});
    site.db().write([&](db::Connection& db) { save(db, settings); });
    CHECK(site.db().read(notify::settings) == settings);
}

TEST_CASE("hours are whole and in order, prices are kronor") {
    auto form = form_of({});
    form.sms_until = "8";
    CHECK(errors_of(form) == std::vector<std::string>{"sms_until error_hours_in_order"});
    form.sms_from = "25";
    form.price_sms = "-1";
    form.price_letter = "dyrt";
    CHECK(errors_of(form) == std::vector<std::string>{"sms_from error_hour", "price_sms error_price", "price_letter error_price"});
}

}  // namespace notify
