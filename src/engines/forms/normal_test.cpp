#include "engines/forms/normal.h"

#include <catch2/catch.hpp>

using namespace forms;

template <class T>
static std::string told(const Normal<T>& normal) {
    if constexpr (std::is_same_v<T, std::string>) return normal ? *normal : normal.error().text_key;
    else return normal ? "good" : normal.error().text_key;
}

TEST_CASE("a personal number is twelve digits with a date that exists and a right check digit") {
    CHECK(told(personal_number("900101-9802")) == "199001019802");
    CHECK(told(personal_number("19900101-9802")) == "199001019802");
    CHECK(told(personal_number("19900101 9802")) == "199001019802");
    CHECK(told(personal_number("19900101-9803")) == "error_personal_number");
    CHECK(told(personal_number("19900231-9802")) == "error_personal_number");
    CHECK(told(personal_number("9001019")) == "error_personal_number_length");
    CHECK(told(personal_number("199001o1-9802")) == "error_personal_number_length");
}

TEST_CASE("an organisation number is no personal number") {
    CHECK(told(organisation_number("5560160680")) == "556016-0680");
    CHECK(told(organisation_number("16556016-0680")) == "556016-0680");
    CHECK(told(organisation_number("556016-0681")) == "error_organisation_number");
    CHECK(told(organisation_number("900101-9802")) == "error_organisation_number_person");
    CHECK(told(organisation_number("55601")) == "error_organisation_number_length");
}

TEST_CASE("e-mail addresses are sane, not more") {
    CHECK(told(email(" Kim.Exempel+x@Exempel.SE ")) == "Kim.Exempel+x@exempel.se");
    CHECK(told(email("kim@räksmörgås.se")) == "kim@räksmörgås.se");
    CHECK(told(email("kim")) == "error_email_at");
    for (const auto bad : {"@exempel.se", "kim@exempel", "kim@.se", "kim @exempel.se", "kim@exempel..se", ".kim@exempel.se", "kim@-a.se",
                           "kim@a_b.se", "<kim@exempel.se>"})
        CHECK(told(email(bad)) == "error_email");
}

TEST_CASE("telephone numbers get their country code") {
    CHECK(told(phone("070-174 06 05")) == "+46701740605");
    CHECK(told(phone("+46 (0)70 174 06 05")) == "+46701740605");
    CHECK(told(phone("0046701740605")) == "+46701740605");
    CHECK(told(phone("+358 40 123 4567")) == "+358401234567");
    CHECK(told(phone("174 06 05")) == "error_phone_area");
    CHECK(told(phone("ring mig")) == "error_phone");
    CHECK(told(phone("0701")) == "error_phone");
    CHECK(shown_phone("+46701740605") == "070-174\u00a006\u00a005");
}

TEST_CASE("postcodes are five digits, shown three and two") {
    CHECK(told(postcode("12345")) == "123 45");
    CHECK(told(postcode("SE-123 45")) == "123 45");
    CHECK(told(postcode("1234")) == "error_postcode");
    CHECK(told(postcode("01234")) == "error_postcode");
    CHECK(told(postcode("abc de")) == "error_postcode");
}

TEST_CASE("a property designation ends with a number") {
    CHECK(told(property("Exempelby  Eken 1:7")) == "Exempelby  Eken 1:7");
    CHECK(told(property("Exempelby Kvarnen 12")) == "Exempelby Kvarnen 12");
    CHECK(told(property("Exempelby Eken s:3")) == "Exempelby Eken s:3");
    CHECK(told(property("Exempelby Eken GA:2")) == "Exempelby Eken GA:2");
    CHECK(told(property("Exempelby Eken GA")) == "error_property");
    CHECK(told(property("Exempelby Eken GB:2")) == "error_property");
    CHECK(told(property("Exempelby")) == "error_property");
    CHECK(told(property("Exempelby Eken 1:7:2")) == "error_property");
    CHECK(told(property("Exempelby Eken 1:x")) == "error_property");
}

TEST_CASE("a property is the same however its designation is written, with or without its own municipality") {
    const auto same = [](std::string_view written) { return comparable_property(written, "Exempelby"); };
    CHECK(same("Exempelby Eken 1:7") == "eken 1:7");
    CHECK(same("EXEMPELBY  Eken 1:7") == same("eken 1:7"));
    CHECK(same("Grannköping Eken 1:7") == "grannköping eken 1:7");
    CHECK(same("Exempelby 1:7") == "exempelby 1:7");
}

TEST_CASE("an address is the same however it is written, also with a flat") {
    const auto same = [](std::string street, std::string code = "123 45") { return comparable(Address{street, code, "Exempelby"}); };
    CHECK(same("Ekvägen 7 A") == same("EKVÄGEN 7a"));
    CHECK(same("Ekvägen 7, lgh 1101") == same("Ekvägen 7"));
    CHECK(same("Ekvägen 7 lgh 1102") == same("Ekvägen 7, lägenhet 1101"));
    CHECK(same("Ekvägen 7") == same("Ekvägen 7", "12345"));
    CHECK_FALSE(same("Ekvägen 7") == same("Ekvägen 8"));
    CHECK_FALSE(same("Ekvägen 7") == same("Ekvägen 7", "123 46"));
}

TEST_CASE("a point lies in Sweden when the municipality has no map") {
    const auto told_of = [](std::string_view typed) {
        const auto normal = place(typed, nullptr);
        return !normal ? normal.error().text_key : normal->point() ? "point" : normal->text();
    };
    CHECK(told_of("59,3293 18.0686") == "point");
    CHECK(told_of("18.0686, 59.3293") == "point");
    CHECK(told_of(" Storgatan 12 ") == "Storgatan 12");
    CHECK(told_of("59.3293") == "error_point");
    CHECK(told_of("48.8584, 2.2945") == "error_point_outside");
}
