#include "areas/fault_reports/asset.h"

#include <catch2/catch.hpp>

#include "areas/fault_reports/asset_reading.h"
#include "areas/fault_reports/open311.h"
#include "areas/fault_reports/receivers_for_tests.h"
#include "areas/fault_reports/store.h"
#include "engines/addresses/register_file.h"
#include "engines/assets/register_file.h"
#include "foundation/json/json.h"

namespace fault_reports {
namespace {

/// Lamp posts thirty metres apart and a well, by the square of Exempelby.
struct Street : HandingTown {
    explicit Street(db::Kind kind) : HandingTown(kind) {
        assets::Import import(site.tenant().db);
        for (int i = 0; i < 4; ++i)
            import.add({assets::Kind::lamp_post, "L-" + std::to_string(i), std::to_string(1234 + i), { 60.02 + 0.00027 * i, 15.353 }});
        import.add({assets::Kind::well, "B-1", "", { 60.02, 15.3531 }});
        import.add({assets::Kind::bridge, "G-1", "", { 60.02, 15.3532 }});
        import.finish();
    }
    static TestSite::Typed lamp(const std::string& place, TestSite::Typed other = {}) {
        TestSite::Typed fields{{"typ", "fel-belysning"}, {"plats", place}, {"text", "Lampan är släckt"}, {"_fragor", "fel-belysning"}};
        for (auto& one : other) fields.push_back(std::move(one));
        return fields;
    }
    std::string id_of(std::string_view reference) {
        return read([&](db::Connection& db) {
            return std::to_string(assets::find_by_reference(db, {assets::Kind::lamp_post, assets::Kind::well}, reference).value().id.value);
        });
    }
    std::optional<OfAsset> kept(const std::string& number) {
        const auto of = case_of(number).id;
        return read([&](db::Connection& db) { return store::asset_of(db, of); });
    }
    std::string body(TestSite::Typed fields) {
        site.sign_out();
        return site.post("/felanmalan", fields).body;
    }
};

assets::Near away(std::int64_t id, double metres) { return {{.id = AssetId{id}}, metres}; }

}  // namespace

TEST_CASE("a thing is meant by itself only when it stands near, and much nearer than the next") {
    CHECK(clearly_nearest({away(1, 3), away(2, 20)}) == AssetId{1});
    CHECK(clearly_nearest({away(1, 8)}) == AssetId{1});
    CHECK(!clearly_nearest({away(1, 3), away(2, 7)}));
    CHECK(!clearly_nearest({away(1, 9), away(2, 16)}));
    CHECK(!clearly_nearest({away(1, 20)}));
    CHECK(!clearly_nearest({}));
}

TEST_CASE("an answer about other things than those that stand there counts for nothing") {
    const std::vector<assets::Near> two{away(1, 10), away(2, 11)};
    CHECK(choice_of(two, true, {}).is_settled == false);
    CHECK(choice_of(two, true, {{{"sak", "2"}}}).of.asset == AssetId{2});
    CHECK(!choice_of(two, true, {{{"sak", "7"}}}).is_settled);
    CHECK(!choice_of(two, true, {{{"sak", "ingen"}, {"_saker", "7,8"}}}).is_settled);
    CHECK(choice_of(two, true, {{{"sak", "ingen"}, {"_saker", "1,2"}}}).is_settled);
    CHECK(choice_of(two, true, {{{"_saker", "1,2"}}}).is_settled);
    CHECK(choice_of({}, true, {{{"sak", "1"}}}).of.asset == AssetId{});
    CHECK(!choice_of(two, true, {{{"sak", "1"}, {"_narmast", "1"}, {"_saker", "1,2"}}}).is_settled);
    CHECK(!choice_of({away(1, 3)}, false, {}).is_settled);
}

TEST_CASE("the page asks which thing it is when several stand there, and the report keeps the answer") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const std::string between = "60.02013, 15.35300";
    const auto asked = town.body(Street::lamp(between));
    CHECK(asked.find("Lyktstolpe 1234, ") != asked.npos);
    CHECK(asked.find("meter bort") != asked.npos);
    CHECK(asked.find("Brunn") == asked.npos);
    const auto number = town.report(Street::lamp(between, {{"sak", town.id_of("L-1")}}));
    CHECK(std::to_string(town.kept(number)->asset.value) == town.id_of("L-1"));
    CHECK(town.kept(number)->how == How::chosen);
    town.enter_crew();
    const auto work = town.site.get("/handlaggning/felanmalningar/" + number).body;
    CHECK(work.find("Lyktstolpe 1235 (L-1)") != work.npos);
    CHECK(work.find("Den som anmälde valde den.") != work.npos);
    town.site.sign_out();
    CHECK(town.site.get("/felanmalan/" + number).body.find("Lyktstolpe 1235") != std::string::npos);
}

TEST_CASE("what stands clearly nearest is picked by itself, and whoever knows better says that it is none") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const std::string beside = "60.02001, 15.35301";
    const auto number = town.report(Street::lamp(beside));
    REQUIRE(town.kept(number));
    CHECK(town.kept(number)->how == How::nearest);
    // The page says so of itself when it is sent as it was drawn; the pick goes along with the place, and a choice does not.
    const auto first = town.id_of("L-0"), next = town.id_of("L-1");
    const auto drawn = town.body(Street::lamp(beside));
    CHECK(drawn.find("name=\"_narmast\" value=\"" + first + "\"") != drawn.npos);
    const TestSite::Typed as_drawn{{"sak", first}, {"_narmast", first}, {"_saker", first + "," + next}, {"_sett", "1"}};
    CHECK(town.kept(town.report(Street::lamp(beside, as_drawn)))->how == How::nearest);
    const std::string beside_the_next = "60.02026, 15.35301";
    const auto moved = town.kept(town.report(Street::lamp(beside_the_next, as_drawn)));
    CHECK(std::to_string(moved->asset.value) == next);
    CHECK(moved->how == How::nearest);
    const auto chosen = town.kept(town.report(Street::lamp(beside_the_next, {{"sak", first}, {"_narmast", next}, {"_sett", "1"}})));
    CHECK(std::to_string(chosen->asset.value) == first);
    CHECK(chosen->how == How::chosen);
    const auto seen = first + "," + next;
    const auto none = town.report(Street::lamp(beside, {{"sak", "ingen"}, {"_saker", seen}, {"_sett", "1"}}));
    CHECK(!town.kept(none));
    CHECK(!town.kept(town.report({{"plats", "Storgatan"}})));
}

TEST_CASE("reports of the same thing come first among those near, and the crew sees how often it has been reported") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    // Reported from far down the street: nearer ones are of other things.
    const auto thing = town.id_of("L-0");
    const std::string beside = "60.02001, 15.35301";
    const auto first = town.report(Street::lamp(beside, {{"sak", thing}}));
    town.report({{"typ", "fel-gata"}, {"_fragor", "fel-gata"}, {"plats", beside}, {"_sett", "1"}});
    const auto asked = town.body(Street::lamp(beside));
    const auto same = asked.find("Gäller samma sak");
    REQUIRE(same != asked.npos);
    CHECK(asked.rfind("/felanmalan/" + first, same) != asked.npos);
    CHECK(asked.find("/felanmalan/FEL-") == asked.find("/felanmalan/" + first));
    const auto second = town.report(Street::lamp(beside, {{"sak", thing}, {"_sett", "1"}}));
    town.enter_crew();
    const auto work = town.site.get("/handlaggning/felanmalningar/" + second).body;
    CHECK(work.find("2:a gången på ett år") != work.npos);
    CHECK(work.find("href=\"/handlaggning/felanmalningar/" + first + "\"") != work.npos);
    CHECK(work.find("href=\"/handlaggning/felanmalningar/" + second + "\"") == work.npos);
    // What is mended is no reason not to report.
    town.mend(first, "");
    CHECK(town.body(Street::lamp(beside)).find("/felanmalan/" + first) == std::string::npos);
    CHECK(town.body(Street::lamp(beside)).find("/felanmalan/" + second) != std::string::npos);
}

TEST_CASE("at an address of the register what stands before the house is offered, and nothing is picked") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    addresses::Import import(town.site.tenant().db);
    constexpr double metres_45 = 0.0004;  // degrees
    import.add({.address = "Storgatan 12", .at = geo::Position { 60.02 - metres_45, 15.353 }});
    import.finish();
    const auto offered = town.body(Street::lamp("Storgatan 12"));
    CHECK(offered.find("Lyktstolpe 1234, ") != offered.npos);
    CHECK(offered.find("Lyktstolpe 1235, ") == offered.npos);
    CHECK(offered.find("_narmast") == offered.npos);
    // A finger is put nearer than that, and a street without a number has no place.
    CHECK(town.body(Street::lamp("60.01960, 15.35300")).find("Lyktstolpe") == std::string::npos);
    CHECK(town.body(Street::lamp("Storgatan")).find("Lyktstolpe") == std::string::npos);
    CHECK(town.body(Street::lamp("Storgatan 1")).find("Lyktstolpe") == std::string::npos);
}

TEST_CASE("what stands there no more is not offered, and whoever comes to mend it is told") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const std::string beside = "60.02001, 15.35301";
    const auto number = town.report(Street::lamp(beside));
    const auto page = "/handlaggning/felanmalningar/" + number;
    const auto work = [&] {
        town.enter_crew();
        return town.site.get(page).body;
    };
    CHECK(work().find("Den står inte kvar enligt registret.") == std::string::npos);
    assets::Import import(town.site.tenant().db);
    import.add({assets::Kind::lamp_post, "L-1", "1235", { 60.02027, 15.353 }});
    import.finish({}, map_files::Smaller::meant);
    CHECK(work().find("Lyktstolpe 1234 (L-0)") != std::string::npos);
    CHECK(work().find("Den står inte kvar enligt registret.") != std::string::npos);
    CHECK(town.body(Street::lamp(beside)).find("Lyktstolpe 1234, ") == std::string::npos);
}

TEST_CASE("which thing it was goes with the case when it is disposed of") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto number = town.report(Street::lamp("60.02001, 15.35301")),
               other = town.report(Street::lamp("60.02001, 15.35301", {{"_sett", "1"}}));
    REQUIRE(town.kept(number));
    const auto of = town.case_of(number).id;
    town.write([&](db::Connection& db) {
        cases::store::delete_place(db, of);
        store::forget_disposed(db);
    });
    CHECK_FALSE(town.kept(number));
    CHECK(town.kept(other));
}

TEST_CASE("the crew reads the newest reports of the same asset, and that there are more when there are") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto asset = AssetId{whole_number(town.id_of("L-0")).value()};
    const auto newest = town.report(Street::lamp("60.02001, 15.35301", {{"sak", town.id_of("L-0")}}));
    const auto placed = town.read([&](db::Connection& db) { return cases::find_placed(db, newest).value(); });
    const auto report_other = [&] {
        const auto number = town.report({});
        town.write([&](db::Connection& db) {
            store::keep_asset(db, cases::find_placed(db, number)->id, number, {asset, How::chosen}, placed.received_at - 1);
        });
    };
    const auto reading = [&] {
        town.enter_crew();
        return town.site.get("/handlaggning/felanmalningar/" + newest).body;
    };
    for (int i = 0; i < 20; ++i) report_other();
    CHECK(reading().find("20 andra anmälningar av samma sak") != std::string::npos);
    CHECK(reading().find("eller fler") == std::string::npos);
    town.site.sign_out();
    report_other();
    const auto more = reading();
    CHECK(more.find("20 eller fler andra anmälningar av samma sak") != more.npos);
    CHECK(more.find("22:a gången på ett år") != more.npos);
}

TEST_CASE("what stands near, and what it says on the page, follows the place and the category as they change") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto around = [&](TestSite::Typed fields) {
        return json::parse(town.site.post("/felanmalan/nara", fields).body).value()["things"].text();
    };
    const std::string beside = "60.02001, 15.35301";
    CHECK(around({{"plats", beside}, {"typ", "fel-belysning"}}).find("Lyktstolpe 1234") != std::string::npos);
    CHECK(around({{"plats", beside}, {"typ", "fel-vatten"}}).find("Brunn B-1") != std::string::npos);
    CHECK(around({{"plats", beside}, {"typ", "fel-halka"}}).empty());
    CHECK(around({{"plats", beside}}).empty());
    CHECK(around({{"plats", "60.04000, 15.35301"}, {"typ", "fel-belysning"}}).empty());
}

TEST_CASE("the map shows what stands there when little of the town is seen") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto near = town.site.get("/felanmalan/karta.geojson?ruta=60.018,15.350,60.022,15.356").body;
    CHECK(near.find("\"Lyktstolpe 1234\"") != near.npos);
    const auto lamp = town.id_of("L-0"), address = "/felanmalan?plats=60.020000%2C15.353000&typ=fel-belysning&sak=" + lamp;
    CHECK(near.find("\"" + address + "\"") != near.npos);
    CHECK(town.site.get("/felanmalan/karta.geojson?ruta=60.0,15.3,60.04,15.4").body.find("Lyktstolpe") == std::string::npos);
    // A category is about wells, and none is about bridges.
    CHECK(near.find("Brunn B-1") != near.npos);
    CHECK(near.find("Bro G-1") == near.npos);
    const auto form = town.site.get("/felanmalan?plats=60.020000%2C15.353000&typ=fel-belysning").body;
    CHECK(form.find("Lyktstolpe 1234, 0 meter bort") != form.npos);
    // What was pressed is chosen, and nobody guesses; where two categories are about it, once one of them is chosen.
    const auto pressed = town.site.get(address).body;
    CHECK(pressed.find("Lyktstolpe 1234, 0 meter bort") != pressed.npos);
    CHECK(pressed.find("value=\"" + lamp + "\" checked") != pressed.npos);
    CHECK(pressed.find("_narmast") == pressed.npos);
    town.write([](db::Connection& db) { store::set_asset_kinds(db, "fel-gata", {assets::Kind::lamp_post}); });
    const auto two = town.site.get("/felanmalan/karta.geojson?ruta=60.018,15.350,60.022,15.356").body;
    const auto without = "/felanmalan?plats=60.020000%2C15.353000&sak=" + lamp;
    CHECK(two.find("\"" + without + "\"") != two.npos);
    CHECK(town.site.get(without).body.find("name=\"sak\" value=\"" + lamp + "\"") != std::string::npos);
    const auto asked_again = town.body({{"plats", "60.02000, 15.35300"}, {"sak", lamp}});
    CHECK(asked_again.find("name=\"sak\" value=\"" + lamp + "\"") != asked_again.npos);
}

TEST_CASE("whoever mends outside the house is told which thing it is") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto receiver =
        town.add({.name = "Ljuslaget", .way = Way::email, .email = "ljus@lag.example", .takes = {{.service = "fel-belysning"}}});
    const auto number = town.report(Street::lamp("60.02001, 15.35301"));
    REQUIRE(town.hand(number, receiver).status == 303);
    CHECK(town.mail_to("ljus@lag.example").text.find("Lyktstolpe 1234 (L-0)") != std::string::npos);
    CHECK(town.site.get(town.their_page("ljus@lag.example") + "/" + number).body.find("Lyktstolpe 1234 (L-0)") != std::string::npos);
}

TEST_CASE("staff choose which kinds of things a category is about") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    town.site.sign_in_staff("things", {may_choose_assets});
    CHECK(town.site.get("/handlaggning/felanmalningar/saker").body.find("Lyktstolpe") != std::string::npos);
    CHECK(
        town.site.post("/handlaggning/felanmalningar/saker", {{"sak-fel-belysning", "well"}, {"sak-fel-belysning", "rymdskepp"}}).status ==
        303);
    CHECK(town.read([](db::Connection& db) { return store::asset_kinds(db, "fel-belysning"); }) == std::vector{assets::Kind::well});
    CHECK(town.read([](db::Connection& db) { return store::asset_kinds(db, "fel-vatten"); }).empty());
    CHECK(town.site.post("/felanmalan/nara", {{"plats", "60.02001, 15.35301"}, {"typ", "fel-belysning"}}).body.find("Brunn B-1") !=
          std::string::npos);
}

TEST_CASE("the statistics name what is reported most, from five reports on") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto thing = town.id_of("L-0");
    const auto figures = [&] {
        town.enter_crew();
        return town.site.get("/handlaggning/felanmalningar/statistik").body;
    };
    for (int i = 0; i < 4; ++i) town.report(Street::lamp("60.02001, 15.35301", {{"sak", thing}, {"_sett", "1"}}));
    CHECK(figures().find("Lyktstolpe 1234") == std::string::npos);
    town.report(Street::lamp("60.02001, 15.35301", {{"sak", thing}, {"_sett", "1"}}));
    CHECK(figures().find("Lyktstolpe 1234") != std::string::npos);
}

TEST_CASE("Open311 offers the thing as an attribute, takes its number and tells it to who asks for more") {
    Street town(GENERATE(from_range(db::kinds_under_test())));
    const auto attributes = town.site.get("/api/open311/v2/services/fel-belysning.json").body;
    CHECK(attributes.find("\"code\":\"asset\"") != attributes.npos);
    CHECK(town.site.get("/api/open311/v2/services/fel-halka.json").body.find("\"code\":\"asset\"") == std::string::npos);
    const auto program = town.add_program("app", {"fault_reports.send"}, town.top);
    const auto key = town.write([&](db::Connection& db) { return identity::create_token(db, program, "app"); });
    const auto send = [&](const std::string& code, const std::string& named) {
        const std::string path = "/api/open311/v2/requests.json";
        http::Request request{.method = http::Method::post, .target = path, .path = path};
        request.headers.all.emplace_back("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        for (const auto& [name, value] : TestSite::Typed{{"api_key", key},
                                                         {"service_code", code},
                                                         {"lat", "60.02001"},
                                                         {"long", "15.35301"},
                                                         {"description", "Mörkt"},
                                                         {"attribute[asset]", named}})
            request.form.all.emplace_back(name, value);
        town.site.sign_out();
        return town.site.send(std::move(request));
    };
    const auto sent = send("fel-belysning", "L-3");
    INFO(sent.body);
    REQUIRE(sent.status == 200);
    const auto number = json::parse(sent.body).value()[std::size_t{0}]["service_request_id"].text();
    CHECK(town.kept(number)->how == How::named);
    CHECK(send("fel-belysning", "L-9").status == 400);
    CHECK(send("fel-halka", "L-3").status == 400);
    const auto plain = town.site.get("/api/open311/v2/requests/" + number + ".json").body;
    CHECK(plain.find("extended_attributes") == plain.npos);
    const auto more = town.site.get("/api/open311/v2/requests/" + number + ".json?extensions=true").body;
    CHECK(more.find("\"asset\":\"L-3\"") != more.npos);
    const auto nearest = town.report(Street::lamp("60.02001, 15.35301", {{"sak", town.id_of("L-0")}, {"_sett", "1"}}));
    const auto list = town.site.get("/api/open311/v2/requests.json?extensions=true").body;
    CHECK(list.find("\"asset\":\"L-3\"") != list.npos);
    CHECK(list.find("\"asset\":\"L-0\"") != list.npos);
    CHECK(town.site.get("/api/open311/v2/requests.json").body.find("extended_attributes") == std::string::npos);
}

}  // namespace fault_reports
