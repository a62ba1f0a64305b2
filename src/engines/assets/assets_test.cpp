#include "engines/assets/assets.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "engines/assets/embedded.h"
#include "engines/assets/register_file.h"
#include "engines/map_files/register_for_tests.h"

namespace assets {
namespace {

using Names = std::vector<std::string>;
constexpr std::string_view heading = "id;typ;namn;latitud;longitud;aktiv";

struct Register : map_files::TestRegister<Columns, Import> {
    Register() : TestRegister("assets", embedded::migrations(), heading) {}
    Names near(geo::Position at, const std::vector<Kind>& kinds, double metres = 30, int limit = 4) {
        Names names;
        for (const auto& one : db().read([&](db::Connection& c) { return nearest(c, at, kinds, metres, limit); }))
            names.push_back(one.of.reference);
        return names;
    }
    std::optional<Asset> find(std::string_view reference) {
        const auto found = db().read([&](db::Connection& c) { return find_by_reference(c, {Kind::lamp_post, Kind::bin}, reference); });
        return found ? std::optional(*found) : std::nullopt;
    }
};

// A thousandth of a degree of latitude is 111 metres.
const std::vector<std::string> street = {
    "L1;lyktstolpe;1234;60.00000;15.00000;ja", "L2;lyktstolpe;1235;60.00020;15.00000;ja", "L3;lyktstolpe;1236;60.00040;15.00000;",
    "L4;lyktstolpe;1237;60.00060;15.00000;",   "P1;papperskorg;;60.00001;15.00000;",
};

}  // namespace

TEST_CASE("the nearest things of the wanted kinds come first, and none that stands too far away") {
    Register reg;
    reg.take(street);
    CHECK(reg.near({60.00003, 15.0}, {Kind::lamp_post}) == Names{"L1", "L2"});
    CHECK(reg.near({60.00003, 15.0}, {Kind::lamp_post, Kind::bin}) == Names{"P1", "L1", "L2"});
    CHECK(reg.near({60.00003, 15.0}, {Kind::lamp_post}, 60, 3) == Names{"L1", "L2", "L3"});
    CHECK(reg.near({60.00003, 15.0}, {}).empty());
    CHECK(reg.near({60.00003, 15.0}, {Kind::bench}).empty());
    CHECK(reg.near({60.01, 15.0}, {Kind::lamp_post}).empty());
}

TEST_CASE("what a newer file does not name is ended, of the kinds that it names, and comes back as the same thing") {
    Register reg;
    CHECK(reg.take(street).standing == 5);
    const auto before = reg.find("L2").value();
    const auto sums = reg.take({street[0], street[2], street[3]});
    CHECK(sums.ended == 1);
    CHECK(sums.standing == 4);  // the bin is of another kind than those that the file names
    CHECK(reg.near({60.0002, 15.0}, {Kind::lamp_post}, 5).empty());
    const auto kept = reg.db().read([&](db::Connection& c) { return find(c, before.id); });
    REQUIRE(kept);
    CHECK(kept->is_ended);
    reg.take({street.begin(), street.begin() + 4});
    CHECK(reg.find("L2").value().id == before.id);
    CHECK(reg.take({street.begin(), street.begin() + 4}).ended == 0);
}

TEST_CASE("what the owner has taken out of use is not found") {
    Register reg;
    reg.take(street);
    auto newer = street;
    newer[0] = "L1;lyktstolpe;1234;60.00000;15.00000;nej";
    reg.take(newer);
    CHECK(reg.near({60.00003, 15.0}, {Kind::lamp_post}) == Names{"L2"});
    CHECK(!reg.find("L1"));
}

TEST_CASE("a file that was cut off ends nothing unless somebody means it") {
    Register reg;
    reg.take(street);
    CHECK(reg.take({street[0]}).kept == map_files::Kept::looks_cut);
    CHECK(reg.near({60.0004, 15.0}, {Kind::lamp_post}, 5) == Names{"L3"});
    CHECK(reg.take({street[0], street[1], street[2]}, {.is_whole = false}, map_files::Smaller::meant).kept == map_files::Kept::is_cut);
    CHECK(reg.near({60.0006, 15.0}, {Kind::lamp_post}, 5) == Names{"L4"});
    CHECK(reg.take({street[0]}, {}, map_files::Smaller::meant).ended == 3);
}

TEST_CASE("a line that cannot be read ends nothing: what it was about stands where it stood, unless somebody means it") {
    Register reg;
    reg.take(street);
    const std::vector<std::string> others{street[0], street[1], street[2]};
    const auto sums = reg.take(others, {.wrong = 1});
    CHECK(sums.kept == map_files::Kept::has_wrong_lines);
    CHECK(sums.ended == 0);
    CHECK(reg.near({60.0006, 15.0}, {Kind::lamp_post}, 5) == Names{"L4"});
    CHECK(reg.take(others, {.wrong = 1}, map_files::Smaller::meant).ended == 1);
}

TEST_CASE("a line says what is wrong with it, and a heading what it lacks") {
    const auto columns = Columns::read("\xEF\xBB\xBFId,Slag,Nummer,Nord,Ost").value();
    const auto one = columns.line("77,Lyktstolpe,1234,6654200,519700").value();
    CHECK(one.reference == "77");
    CHECK(one.kind == Kind::lamp_post);
    CHECK(one.at.latitude == Approx(60.02).margin(0.01));
    CHECK(columns.line(",lyktstolpe,1,6654200,519700").error().text_key == "error_line");
    CHECK(columns.line("1,rymdskepp,1,6654200,519700").error().text_key == "error_kind");
    CHECK(columns.line("1,lyktstolpe,1,6654200,").error().text_key == "error_position");
    CHECK(columns.line("1,lyktstolpe,1,1,1").error().text_key == "error_position");
    CHECK(columns.line("\xFF,lyktstolpe,1,1,1").error().text_key == "error_not_utf8");
    CHECK(Columns::read("id,nord,ost").error().text_key == "error_heading");
    CHECK(Columns::read("id,nord,ost", Kind::bench).value().line("1,6654200,519700").value().kind == Kind::bench);
    CHECK(Columns::read("typ,nord,ost").error().text_key == "error_heading");
    CHECK(Columns::read("id,typ,lat,lon").value().line("1,bro,60.02,15.35").value().at == geo::Position{60.02, 15.35});
}

TEST_CASE("features are read one after another, whatever else the file holds") {
    std::istringstream file(R"({"type": "FeatureCollection", "name": "features", "crs": {"features": [1]},
"features": [
{"type": "Feature", "id": 5, "properties": {"typ": "bänk", "namn": "Vid \"ån\" }"}, "geometry": {"type": "Point", "coordinates": [15.35, 60.02]}},
{"type": "Feature", "properties": {"ObjektId": "L-1", "typ": "lekplats"},
 "geometry": {"type": "Polygon", "coordinates": [[[15.0, 60.0], [15.2, 60.0], [15.2, 60.4], [15.0, 60.0]]]}},
{"type": "Feature", "properties": {"id": 1, "typ": "bro"}, "geometry": {"type": "Point", "coordinates": [519700.0, 6654200.0]}}
], "features": [{"type": "Feature"}]})");
    Features features(file);
    std::vector<FileAsset> all;
    std::vector<std::int64_t> lines;
    while (const auto piece = features.next()) {
        lines.push_back(piece->line);
        all.push_back(feature(json::parse(piece->json).value()).value());
    }
    CHECK(features.is_whole());
    CHECK(!features.next());
    REQUIRE(all.size() == 3);
    CHECK(lines == std::vector<std::int64_t>{3, 4, 6});
    CHECK(all[0].reference == "5");
    CHECK(all[0].name == "Vid \"ån\" }");
    CHECK(all[1].at.latitude == Approx(60.2));
    CHECK(all[1].at.longitude == Approx(15.1));
    CHECK(all[2].at.longitude == Approx(15.35).margin(0.01));

    std::istringstream cut(R"({"features": [{"id": 1}, {"id": 2)");
    Features fewer(cut);
    CHECK(fewer.next());
    CHECK(!fewer.next());
    CHECK(!fewer.is_whole());
}

TEST_CASE("only a small part of the map shows what stands there") {
    Register reg;
    reg.take(street);
    const auto number = [&](const Box& box, const std::vector<Kind>& kinds, int most) {
        return reg.db().read([&](db::Connection& c) { return standing_in(c, box, kinds, most).size(); });
    };
    const Box small{59.999, 14.998, 60.002, 15.002};
    CHECK(number(small, {Kind::lamp_post, Kind::bin}, 100) == 5);
    CHECK(number({59.9, 14.9, 60.1, 15.1}, {Kind::lamp_post, Kind::bin}, 100) == 0);
    CHECK(number(small, {Kind::bin}, 100) == 1);
    CHECK(number(small, {}, 100) == 0);
    // A part of them would look like all.
    CHECK(number(small, {Kind::lamp_post, Kind::bin}, 5) == 5);
    CHECK(number(small, {Kind::lamp_post, Kind::bin}, 4) == 0);
}

TEST_CASE("several are found at once by their ids, also those that are ended") {
    Register reg;
    reg.take(street);
    const auto one = reg.find("L2").value(), other = reg.find("P1").value();
    reg.take({street[0], street[2], street[3]});
    const auto all = reg.db().read([&](db::Connection& c) { return find_all(c, {one.id, other.id, AssetId{7}}); });
    REQUIRE(all.size() == 2);
    CHECK(all.at(one.id.value).reference == "L2");
    CHECK(all.at(one.id.value).is_ended);
    CHECK(all.at(other.id.value).reference == "P1");
    CHECK(reg.db().read([](db::Connection& c) { return find_all(c, {}); }).empty());
}

}  // namespace assets
