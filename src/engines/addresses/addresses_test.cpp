#include "engines/addresses/addresses.h"

#include <catch2/catch.hpp>

#include "engines/addresses/embedded.h"
#include "engines/addresses/register_file.h"
#include "engines/addresses/words.h"
#include "engines/map_files/register_for_tests.h"

namespace addresses {
namespace {

constexpr std::string_view heading = "adress;postnummer;postort;fastighet;nord;ost";

struct Register : map_files::TestRegister<Columns, Import> {
    Register() : TestRegister("addresses", embedded::migrations(), heading) {}
    std::vector<std::string> found(std::string_view typed, std::optional<Kind> kind = {}, int limit = 5) {
        std::vector<std::string> all;
        for (const auto& entry : db().read([&](db::Connection& c) { return search(c, typed, kind, limit); }))
            all.push_back(entry.written());
        return all;
    }
};

const std::vector<std::string> town = {
    "Kyrkogatan 1;99010;Exempelby;Exempelby Eken 1:7;6654200;519700",
    "Kyrkogatan 2;99010;Exempelby;Exempelby Eken 1:8;6654210;519710",
    "Kyrkogatan 12;99010;Exempelby;Exempelby 3:14;6654300;519800",
    "Kyrkogatan 12 A;99010;Exempelby;Exempelby 3:14;6654300;519805",
    "Kyrkogatan 120;99010;Exempelby;Exempelby 3:140;6654400;519900",
    "Kyrkvägen 12;99020;Österbo;Exempelby Österbo 2:1;6655000;520000",
    "Norra Storgatan 5;99020;Österbo;Exempelby Österbo 2:2;6655100;520100",
    "Stora torget;99010;Exempelby;;6654000;519600",
    ";;;Exempelby S:3;;",
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("an address is found by the beginning of any of its words and of its number, the number itself first") {
    Register reg;
    reg.take(town);
    CHECK(reg.found("kyrkog 12") ==
          Words{"Kyrkogatan 12, 990 10 Exempelby", "Kyrkogatan 12 A, 990 10 Exempelby", "Kyrkogatan 120, 990 10 Exempelby"});
    CHECK(reg.found("KYRKOGATAN 12 A") == Words{"Kyrkogatan 12 A, 990 10 Exempelby"});
    CHECK(reg.found("kyrkogatan 12a") == Words{"Kyrkogatan 12 A, 990 10 Exempelby"});
    CHECK(reg.found("kyrk 12").front() == "Kyrkogatan 12, 990 10 Exempelby");
    CHECK(reg.found("kyrk 12", {}, 2) == Words{"Kyrkogatan 12, 990 10 Exempelby", "Kyrkvägen 12, 990 20 Österbo"});
    CHECK(reg.found("storg 5") == Words{"Norra Storgatan 5, 990 20 Österbo"});
    CHECK(reg.found("stora torg") == Words{"Stora torget, 990 10 Exempelby"});
    CHECK(reg.found("kyrkogatan 7").empty());
    CHECK(reg.found("").empty());
    CHECK(reg.found("12").empty());
}

TEST_CASE("what a suggestion says finds the same again, with its postcode and its town") {
    Register reg;
    reg.take(town);
    for (const auto* typed : {"Kyrkogatan 12, 990 10 Exempelby", "kyrkogatan 12 99010", "kyrkogatan 12 exempelby"})
        CHECK(reg.found(typed).front() == "Kyrkogatan 12, 990 10 Exempelby");
    CHECK(reg.found("kyrk 12 öst") == Words{"Kyrkvägen 12, 990 20 Österbo"});
    CHECK(reg.found("99020").size() == 2);
    CHECK(reg.found("990 20").size() == 2);
}

TEST_CASE("a property is found by block and number, and knows the addresses that lie on it") {
    Register reg;
    reg.take(town);
    CHECK(reg.found("exempelby 3:14") == Words{"Exempelby 3:14", "Exempelby 3:140"});
    CHECK(reg.found("eken 1:") == Words{"Exempelby Eken 1:7", "Exempelby Eken 1:8"});
    CHECK(reg.found("exempelby s:3") == Words{"Exempelby S:3"});
    CHECK(reg.found("österbo", Kind::property).size() == 2);
    CHECK(reg.found("österbo", Kind::address).size() == 2);
    const auto on = reg.db().read([](db::Connection& c) { return on_property(c, "Exempelby 3:14", 9); });
    REQUIRE(on.size() == 2);
    CHECK(on.front().written() == "Kyrkogatan 12, 990 10 Exempelby");
    REQUIRE(on.front().at);
    CHECK(on.front().at->latitude == Approx(60.02).margin(0.02));
}

TEST_CASE("numbers come in the order of people, not of letters") {
    Register reg;
    reg.take({"Ekvägen 10;99010;Exempelby;;;", "Ekvägen 9;99010;Exempelby;;;", "Ekvägen 9 B;99010;Exempelby;;;"});
    CHECK(reg.found("ekv") == Words{"Ekvägen 9, 990 10 Exempelby", "Ekvägen 9 B, 990 10 Exempelby", "Ekvägen 10, 990 10 Exempelby"});
}

TEST_CASE("a newer file changes what it names and removes what it does not; one that was cut off removes nothing") {
    Register reg;
    CHECK(reg.take(town).addresses == 8);
    const auto before = reg.db().read([](db::Connection& c) { return search(c, "kyrkogatan 12", {}, 1); });
    auto newer = town;
    newer[2] = "Kyrkogatan 12;99010;Exempelby;Exempelby Eken 9:9;6654300;519800";
    newer.erase(newer.begin() + 6);
    const auto sums = reg.take(newer);
    CHECK(sums.addresses == 7);
    CHECK(sums.removed == 2);  // the address and the property of which it was the only one
    CHECK(reg.found("norra storgatan").empty());
    const auto after = reg.db().read([](db::Connection& c) { return search(c, "kyrkogatan 12", {}, 1); });
    CHECK(after.front().id == before.front().id);
    CHECK(after.front().property == "Exempelby Eken 9:9");

    CHECK(reg.take({town.front()}).kept == map_files::Kept::looks_cut);
    CHECK(reg.found("kyrkv 12").size() == 1);
    CHECK(reg.take({town.front()}, {}, map_files::Smaller::meant).addresses == 1);
    CHECK(reg.found("kyrkv 12").empty());
}

TEST_CASE("a line that cannot be read removes nothing: the address that it was about is still found, unless somebody means it") {
    Register reg;
    reg.take(town);
    auto others = town;
    others.erase(others.begin() + 6);
    const auto sums = reg.take(others, {.wrong = 1});
    CHECK(sums.kept == map_files::Kept::has_wrong_lines);
    CHECK(sums.removed == 0);
    CHECK(reg.found("norra storgatan").size() == 1);
    CHECK(reg.take(others, {.wrong = 1}, map_files::Smaller::meant).removed == 2);
}

TEST_CASE("a file says in its heading what its columns are, and a line what is wrong with it") {
    const auto columns = Columns::read("\xEF\xBB\xBF\"Fastighet\",\"Adress\",Latitud,Longitud,Postnr").value();
    const auto line = columns.line("\"Eken 1:7\",\"Kyrko\"\"gatan, norra 1\",60.02,15.35,SE-99010").value();
    CHECK(line.property == "Eken 1:7");
    CHECK(line.address == "Kyrko\"gatan, norra 1");
    CHECK(line.postcode == "990 10");
    CHECK(line.at == geo::Position{60.02, 15.35});
    CHECK(columns.line(",,,,").error().text_key == "error_line");
    CHECK(columns.line("Eken 1:7,,,,9901").error().text_key == "error_postcode");
    CHECK(columns.line("Eken 1:7,,15.35,60.02,").error().text_key == "error_position");
    CHECK(columns.line("\xFF,,,,").error().text_key == "error_not_utf8");
    CHECK(Columns::read("namn;telefon").error().text_key == "error_heading");
}

TEST_CASE("a street may have a figure in its name") {
    CHECK(cut_address("1:a Tvärgatan 5 B").name == "1:a Tvärgatan");
    CHECK(cut_address("1:a Tvärgatan 5 B").number == "5 B");
    Register reg;
    reg.take({"1:a Tvärgatan 5;99010;Exempelby;;;", "2:a Tvärgatan 5;99010;Exempelby;;;"});
    CHECK(reg.found("1:a tvär 5") == Words{"1:a Tvärgatan 5, 990 10 Exempelby"});
    CHECK(reg.found("1:a tvär") == Words{"1:a Tvärgatan 5, 990 10 Exempelby"});
}

}  // namespace addresses
