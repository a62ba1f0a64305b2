#include "areas/fault_reports/open311_client.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "areas/fault_reports/receivers_for_tests.h"
#include "foundation/geo/photo_position.h"
#include "foundation/pictures/photo_for_tests.h"

namespace fault_reports {
namespace {

using namespace open311_client;

struct AskingTown : HandingTown {
    explicit AskingTown(db::Kind kind) : HandingTown(kind) {}
    ReceiverId add_system(const std::string& endpoint, const std::string& key = "nyckel", const std::string& format = "json") {
        return add({.name = "Norrby",
                    .way = Way::open311,
                    .takes = {{"fel-vatten", false, "014"}},
                    .endpoint = endpoint,
                    .jurisdiction = "norrby.example",
                    .key = key,
                    .format = format});
    }
    /// How many have had it outside the house.
    std::size_t had(const std::string& number) {
        const auto of = case_of(number).id;
        return read([&](db::Connection& db) { return store::who_had(db, of).size(); });
    }
    /// A quarter of an hour later, they are asked.
    void ask_later(std::int64_t pause = 16 * microseconds_a_minute) {
        set_clock(now() + pause);
        ask_outside();
    }
};

http::Response json_of(std::string body, int status = 200) {
    return {.status = status, .type = "application/json", .body = std::move(body)};
}
http::Response with_id(http::Request&) { return json_of(R"([{"service_request_id":"293944","service_notice":"","account_id":null}])"); }

}  // namespace

#define TOWN() AskingTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("services are read from JSON and XML as the specification shows them, and from what is nearly so") {
    const std::vector<TheirService> both{{"001", "Cans left out 24x7"}, {"002", "Construction plate shifted"}};
    CHECK(
        services_in(
            R"([{"service_code":"001","service_name":"Cans left out 24x7","metadata":true},{"service_code":"002","service_name":"Construction plate shifted"}])") ==
        both);
    CHECK(services_in(
              "<?xml version=\"1.0\"?><services><service><service_code>001</service_code><service_name>Cans left out "
              "24x7</service_name></service>"
              "<service><service_code>002</service_code><service_name>Construction plate shifted</service_name></service></services>") ==
          both);
    CHECK(services_in(R"({"services":[{"service_code":1,"service_name":""}]})") == std::vector<TheirService>{{"1", "1"}});
    for (const auto* other : {"", "[]", "{}", "null", "<html><body>Not found</body></html>", "<services/>", "[1,2]", "{\"services\":"})
        CHECK_FALSE(services_in(other));
}

TEST_CASE("a receipt is an id or a token; what says neither is known by nobody to have come") {
    CHECK(receipt_in(200, R"([{"service_request_id":293944}])").id == "293944");
    CHECK(receipt_in(201, R"([{"token":"12345"}])").token == "12345");
    CHECK(receipt_in(200, "<service_requests><request><service_request_id>a-1</service_request_id></request></service_requests>").id ==
          "a-1");
    for (const auto* odd : {"", "[]", "Tack!", "<html></html>", R"([{"service_request_id":""}])", R"([{"service_request_id":null}])"})
        CHECK(receipt_in(200, odd).taken == Taken::unknown);
    CHECK(receipt_in(500, "").taken == Taken::unknown);
    CHECK(receipt_in(302, "").taken == Taken::unknown);
    CHECK(receipt_in(503, "").taken == Taken::not_reached);
    const auto refused = receipt_in(400, R"([{"code":400,"description":"lat is missing"}])");
    CHECK(refused.taken == Taken::no);
    CHECK(refused.words == "lat is missing");
    CHECK(receipt_in(200, "[{\"service_request_id\":\"" + std::string(5000, 'x') + "\"}]").id.size() == 100);
}

TEST_CASE("only the request that was asked for says how it stands") {
    CHECK_FALSE(standing_in(R"([{"service_request_id":"1","status":"open","status_notes":"Planerat"}])", "1")->notes != "Planerat");
    CHECK_FALSE(standing_in(R"([{"service_request_id":"1","status":"CLOSED"}])", "1")->is_open);
    CHECK_FALSE(
        standing_in(
            "<service_requests><request><service_request_id>1</service_request_id><status>closed</status></request></service_requests>",
            "1")
            ->is_open);
    CHECK_FALSE(standing_in(R"([{"service_request_id":"2","status":"closed"}])", "1"));
    CHECK_FALSE(standing_in(R"([{"service_request_id":"1","status":"kanske"}])", "1"));
    CHECK_FALSE(standing_in("[]", "1"));
}

TEST_CASE("where the request has no notes, the newest of its own updates says how it goes") {
    const std::string updates =
        R"([{"update_id":1,"service_request_id":"9","updated_datetime":"2026-11-02T10:00:00Z","description":"Vi åker ut på tisdag"},)"
        R"({"update_id":2,"service_request_id":"9","updated_datetime":"2026-11-01T10:00:00Z","description":"Mottaget"},)"
        R"({"update_id":3,"service_request_id":"8","updated_datetime":"2026-11-03T10:00:00Z","description":"En annan"},)"
        R"({"update_id":4,"service_request_id":"9","updated_datetime":"2026-11-04T10:00:00Z","description":null}])";
    CHECK(newest_update_in(updates, "9") == "Vi åker ut på tisdag");
    CHECK(newest_update_in("<html></html>", "9").empty());
    bool has_updates = true;
    Neighbour neighbour([&](http::Request& request) {
        if (request.path.find("servicerequestupdates") == std::string::npos)
            return json_of(R"([{"service_request_id":"9","status":"open"}])");
        return has_updates ? json_of(updates) : json_of("", 404);
    });
    const System system{.endpoint = neighbour.endpoint(), .jurisdiction = "norrby.example", .let_hosts = {"127.0.0.1"}};
    CHECK(standing(system, "9")->notes == "Vi åker ut på tisdag");
    has_updates = false;
    REQUIRE(standing(system, "9"));
    CHECK(standing(system, "9")->notes.empty());
}

TEST_CASE("one Torg hands over to another by Open311, and closes when the other has mended it") {
    TOWN();
    HandingTown other(town.site.db().kind());
    const auto program = other.add_program("grannen", {"fault_reports.send"}, other.top);
    const auto key = other.write([&](db::Connection& db) { return identity::create_token(db, program, "grannen"); });
    Neighbour neighbour([&](http::Request& request) { return other.site.send(std::move(request)); });
    const auto receiver = town.add(
        {.name = "Norrby", .way = Way::open311, .endpoint = neighbour.endpoint(), .jurisdiction = other.site.tenant().slug, .key = key});
    town.write([&](db::Connection& db) { ask_for_services(db, receiver); });
    town.site.run_jobs();
    auto read = town.read([&](db::Connection& db) { return store::receiver(db, town.site.tenant(), receiver).value(); });
    CHECK(read.services.size() == other.read(categories).size());
    read.takes = {{"fel-vatten", false, "fel-vatten"}};
    town.write([&](db::Connection& db) { store::put_receiver(db, town.site.tenant(), read); });

    const auto number = town.report({{"epost", "robin@exempel.example"}});
    CHECK(town.hand(number, receiver, {{"utsaga", "Vatten & lera, 50 % av gatan"}}).status == 303);
    const auto theirs = town.now_of(number).their_id;
    REQUIRE(town.now_of(number).state == HandedState::sent);
    const auto of = other.case_of(theirs);
    const auto words = other.read([&](db::Connection& db) { return words_of(db, of); });
    CHECK(words.find("Vatten & lera, 50 % av gatan") != std::string::npos);
    CHECK(words.find(number) != std::string::npos);
    CHECK(of.answers.find("robin") == std::string::npos);
    CHECK(other.read([&](db::Connection& db) { return cases::parties(db, other.site.tenant(), of); }).empty());

    town.ask_later();
    CHECK(town.case_of(number).state_kind == "open");
    other.mend(theirs, "Nytt rör ligger på plats");
    town.ask_later();
    CHECK(town.case_of(number).state == "mended");
    CHECK(town.now_of(number).state == HandedState::done);
    CHECK(town.mail_to("robin@exempel.example").text.find("Nytt rör ligger på plats") != std::string::npos);
}

TEST_CASE("what is sent has the place, the key and our number, and nothing of who reported it") {
    TOWN();
    Neighbour neighbour(with_id);
    const auto number = town.handed(town.add_system(neighbour.endpoint()), {{"utsaga", "Läcka"}});
    REQUIRE(neighbour.posted().size() == 1);
    const auto sent = neighbour.posted()[0].form;
    CHECK(sent.get("service_code") == "014");
    CHECK(sent.get("api_key") == "nyckel");
    CHECK(sent.get("jurisdiction_id") == "norrby.example");
    CHECK(sent.get("lat").starts_with("60.0"));
    CHECK(sent.get("description").find(number) != std::string_view::npos);
    for (const auto* personal : {"email", "phone", "first_name", "last_name", "media_url"}) CHECK_FALSE(sent.has(personal));
    CHECK(town.work_page(number).find("293944") != std::string::npos);
}

TEST_CASE("a picture goes along as an address that opens while they have the report, without what the camera wrote") {
    TOWN();
    Neighbour neighbour(with_id);
    const auto receiver = town.add_system(neighbour.endpoint());
    const auto reported =
        town.site.upload("/felanmalan", Town::typed({}), {{"bild", "bild.jpg", pictures::photo_of_camera(), "image/jpeg"}});
    const std::string where(header_of(reported, "Location"));
    const auto number = where.substr(12, where.find('?') - 12);
    const auto of = town.case_of(number);
    const auto document = town.read([&](db::Connection& db) { return cases::documents(db, town.site.tenant(), of).at(0).id; });
    CHECK(town.hand(number, receiver, {{"medbild", std::to_string(document.value)}}).status == 303);
    REQUIRE(neighbour.posted().size() == 1);
    const std::string media(neighbour.posted()[0].form.get("media_url"));
    REQUIRE(media.starts_with(town.site.tenant().public_address));
    const auto path = media.substr(town.site.tenant().public_address.size());
    const auto picture = town.site.get(path);
    CHECK(picture.status == 200);
    CHECK(picture.type == "image/jpeg");
    CHECK_FALSE(geo::photo_position(picture.body));
    CHECK(town.site.get(path + "x").status == 404);
    town.enter_crew();
    CHECK(town.site.post("/handlaggning/felanmalningar/" + number + "/ta-tillbaka").status == 303);
    town.site.sign_out();
    CHECK(town.site.get(path).status == 404);
}

TEST_CASE("nothing is sent twice: whoever may have it is asked by a person first") {
    TOWN();
    Neighbour neighbour([](http::Request&) { return json_of("Tack!"); });
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    CHECK(town.now_of(number).state == HandedState::unknown);
    CHECK(town.had(number) == 0);
    CHECK(town.work_page(number).find("Vi vet inte om de har fått den") != std::string::npos);
    town.ask_later();
    CHECK(neighbour.posted().size() == 1);
    const auto work = "/handlaggning/felanmalningar/" + number;
    SECTION("they have it") {
        town.enter_crew();
        CHECK(town.site.post(work + "/deras-nummer", {{"nummer", ""}}).status == 422);
        CHECK(town.site.post(work + "/deras-nummer", {{"nummer", "77"}}).status == 303);
        CHECK(town.now_of(number).their_id == "77");
        CHECK(town.had(number) == 1);
        neighbour.answers(
            [](http::Request&) { return json_of(R"([{"service_request_id":"77","status":"closed","status_notes":"Klart"}])"); });
        town.ask_later();
        CHECK(town.case_of(number).state == "mended");
        CHECK(neighbour.posted().size() == 1);
    }
    SECTION("they do not") {
        neighbour.answers(with_id);
        town.enter_crew();
        CHECK(town.site.post(work + "/lamna-igen").status == 303);
        town.site.run_jobs();
        CHECK(town.now_of(number).state == HandedState::sent);
        CHECK(neighbour.posted().size() == 2);
    }
}

TEST_CASE("a program that was stopped while it sent does not send again by itself") {
    TOWN();
    Neighbour neighbour(with_id);
    const auto number = town.report({});
    const auto receiver = town.add_system(neighbour.endpoint());
    town.enter_crew();
    CHECK(town.site.post("/handlaggning/felanmalningar/" + number + "/lamna", {{"till", std::to_string(receiver.value)}}).status == 303);
    auto handed = town.now_of(number);
    CHECK(handed.state == HandedState::waiting);
    handed.state = HandedState::sending;
    town.write([&](db::Connection& db) { store::change_handed(db, handed); });
    town.site.run_jobs();
    CHECK(town.now_of(number).state == HandedState::unknown);
    CHECK(neighbour.posted().empty());
}

TEST_CASE("who says no is shown with the reason, and who is away is tried again") {
    TOWN();
    Neighbour neighbour([](http::Request&) { return json_of(R"([{"code":403,"description":"wrong key"}])", 403); });
    const auto refused = town.handed(town.add_system(neighbour.endpoint()));
    CHECK(town.now_of(refused).state == HandedState::refused);
    const auto events = town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(refused)); });
    CHECK(events.back().data["text"].text() == "wrong key");
    CHECK(town.work_page(refused).find("De tog inte emot den") != std::string::npos);
    // Nobody has waited for them, nor afterwards.
    CHECK(town.had(refused) == 0);
    town.enter_crew();
    CHECK(town.site.post("/handlaggning/felanmalningar/" + refused + "/ta-tillbaka").status == 303);
    CHECK(town.had(refused) == 0);
    town.site.sign_out();
    CHECK_FALSE(shows(town.site.get("/felanmalan/" + refused), "Väntat på Norrby"));

    neighbour.answers([](http::Request&) { return json_of("", 503); });
    const auto away = town.handed(town.add_system(neighbour.endpoint()));
    CHECK(town.now_of(away).state == HandedState::waiting);
    CHECK(town.had(away) == 0);
    neighbour.answers(with_id);
    set_clock(now() + microseconds_an_hour);
    town.site.run_jobs();
    CHECK(town.now_of(away).state == HandedState::sent);
    CHECK(town.had(away) == 1);
    town.enter_crew();
    CHECK(town.site.post("/handlaggning/felanmalningar/" + away + "/ta-tillbaka").status == 303);
    CHECK(town.had(away) == 1);
}

TEST_CASE("notes that change at every look are heard once a day, and how it ends is heard at once") {
    TOWN();
    int looks = 0;
    bool is_open = true;
    Neighbour neighbour([&](http::Request& request) {
        if (request.path.ends_with("/requests.json")) return json_of(R"([{"service_request_id":"9"}])");
        return json_of(fmt::format(R"([{{"service_request_id":"9","status":"{}","status_notes":"Plats {} i kön"}}])",
                                   is_open ? "open" : "closed", ++looks));
    });
    // In the middle of a day, so that a few looks are on the same one.
    set_clock(swedish_time(Date{swedish_date(now()).days + 1}, 10));
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    const auto heard = [&] {
        int times = 0;
        for (const auto& event : town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(number)); }))
            if (event.data["text"].text().find("i kön") != std::string::npos) ++times;
        return times;
    };
    for (int hour = 0; hour < 4; ++hour) town.ask_later(microseconds_an_hour);
    CHECK(looks > 2);
    CHECK(heard() == 1);
    town.ask_later(microseconds_a_day);
    CHECK(heard() == 2);
    is_open = false;
    town.ask_later();
    CHECK(town.case_of(number).state_kind == "closed");
}

TEST_CASE("a token becomes a number when they have given it one") {
    TOWN();
    bool has_number = false;
    Neighbour neighbour([&](http::Request& request) {
        if (request.path.ends_with("/requests.json")) return json_of(R"([{"token":"t1"}])");
        if (request.path.ends_with("/tokens/t1.json"))
            return json_of(has_number ? R"([{"service_request_id":"9","token":"t1"}])" : R"([{"token":"t1"}])");
        return json_of(R"([{"service_request_id":"9","status":"open","status_notes":"Planerat till våren"}])");
    });
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    town.ask_later();
    CHECK(town.now_of(number).their_id.empty());
    CHECK(town.work_page(number).find("inte gett den något nummer") != std::string::npos);
    has_number = true;
    town.ask_later(2 * microseconds_an_hour);
    CHECK(town.now_of(number).their_id == "9");
    CHECK(town.now_of(number).state == HandedState::begun);
    CHECK(town.case_of(number).state == "in_progress");
    const auto said = [&] {
        int times = 0;
        for (const auto& event : town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.case_of(number)); }))
            if (event.data["text"].text() == "Planerat till våren") ++times;
        return times;
    };
    CHECK(said() == 1);
    town.ask_later(4 * microseconds_an_hour);
    CHECK(said() == 1);
}

TEST_CASE("a liar, a babbler and a silent one change nothing, are asked less and less often, and it shows") {
    TOWN();
    Neighbour neighbour(with_id);
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    const auto asked = GENERATE("[]", "<html></html>", R"([{"service_request_id":"1","status":"closed"}])", "{\"a\":", "[[[[[[");
    neighbour.answers([asked](http::Request&) { return json_of(asked); });
    town.ask_later();
    const auto first = town.now_of(number);
    CHECK(first.state == HandedState::sent);
    CHECK(first.attempts == 1);
    CHECK(town.case_of(number).state_kind == "open");
    CHECK(town.work_page(number).find("inte förstår") != std::string::npos);
    const auto before = neighbour.times_asked();
    town.ask_later(10 * microseconds_a_minute);
    CHECK(neighbour.times_asked() == before);
    CHECK(pause_after(1) == 15 * microseconds_a_minute);
    CHECK(pause_after(2) == 30 * microseconds_a_minute);
    CHECK(pause_after(1000) == microseconds_a_day);
}

TEST_CASE("what they write is told to everybody only when it names nobody") {
    TOWN();
    Neighbour neighbour(with_id);
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    neighbour.answers([](http::Request&) {
        return json_of(R"([{"service_request_id":"293944","status":"closed","status_notes":"Anna Lind bytte röret"}])");
    });
    town.ask_later();
    CHECK(town.case_of(number).state == "mended");
    CHECK_FALSE(shows(town.site.get("/felanmalan/" + number), "Anna"));
}

TEST_CASE("an address inside the municipality's own net is not asked unless it is let") {
    TOWN();
    Neighbour neighbour(with_id);
    town.site.tenant().hosts_inside.clear();
    const auto number = town.handed(town.add_system(neighbour.endpoint()));
    CHECK(town.now_of(number).state == HandedState::waiting);
    CHECK(neighbour.times_asked() == 0);
}

// ---- what they ask besides

namespace {

constexpr std::string_view definition =
    R"({"service_code":"014","attributes":[{"variable":true,"code":"WHISHETN","datatype":"singlevaluelist","required":true,)"
    R"("datatype_description":null,"order":2,"description":"What is the ticket/tag/DL number?","values":[{"key":123,"name":"Ford"},)"
    R"({"key":"124","name":"Chrysler"}]},{"variable":"true","code":"DEPTH","datatype":"number","required":"false","order":1,"description":"Hur djupt?"},)"
    R"({"variable":true,"code":"SEEN","datatype":"datetime","required":false,"order":3,"description":"När?"},)"
    R"({"variable":true,"code":"SORT","datatype":"multivaluelist","required":false,"order":4,"description":"Vad?","values":[{"key":"a","name":"A"},{"key":"b","name":"B"}]},)"
    R"({"variable":false,"code":"INFO","datatype":"string","description":"Bara text"}]})";

/// Somebody whose category asks, and who takes what comes.
http::Response that_asks(http::Request& request) {
    if (request.path.find("/services/014") != std::string::npos) return json_of(std::string(definition));
    if (request.path.find("/services.") != std::string::npos)
        return json_of(R"([{"service_code":"014","service_name":"Vatten","metadata":true},{"service_code":"015","service_name":"Annat"}])");
    return with_id(request);
}

}  // namespace

TEST_CASE("a service definition is read from JSON and XML, in its order, without what asks nothing") {
    const auto read = attributes_in(definition).value();
    REQUIRE(read.size() == 4);
    CHECK(read[0].code == "DEPTH");
    CHECK(read[0].datatype == Datatype::number);
    CHECK_FALSE(read[0].is_required);
    CHECK(read[1].is_required);
    CHECK(read[1].values == std::vector<std::pair<std::string, std::string>>{{"123", "Ford"}, {"124", "Chrysler"}});
    CHECK(attributes_in(
              "<service_definition><service_code>014</service_code><attributes><attribute><variable>true</variable><code>WHISHETN</code>"
              "<datatype>singlevaluelist</datatype><required>true</required><datatype_description/><order>2</order>"
              "<description>What is the ticket/tag/DL number?</description><values><value><key>123</key><name>Ford</name></value><value>"
              "<key>124</key><name>Chrysler</name></value></values></attribute></attributes></service_definition>") ==
          std::vector<TheirAttribute>{read[1]});
    CHECK(attributes_in("[" + std::string(definition) + "]").value().size() == 4);
    CHECK(attributes_in(R"({"service_code":"1","attributes":[]})").value().empty());
    // A list that has nothing to choose from is asked in words.
    CHECK(attributes_in(R"({"attributes":[{"code":"x","datatype":"singlevaluelist"}]})").value()[0].datatype == Datatype::string);
    for (const auto* other : {"", "[]", "null", "<html><body>Not found</body></html>", "[1,2]", "{\"attributes\":"})
        CHECK_FALSE(attributes_in(other));
}

TEST_CASE("an answer is what they want, or says what is wrong with it") {
    const auto asked = attributes_in(definition).value();
    const auto name = [](std::string_view code) { return attribute_field(7, code); };
    const auto answered = [&](std::vector<std::pair<std::string, std::string>> typed) {
        http::Fields fields;
        for (auto& one : typed) fields.all.push_back(std::move(one));
        return answers_in(fields, 7, asked);
    };
    const auto good = answered(
        {{name("WHISHETN"), "123"}, {name("DEPTH"), "2,5"}, {name("SEEN"), "2026-11-27T13:00"}, {name("SORT"), "a"}, {name("SORT"), "b"}});
    REQUIRE(good);
    CHECK(*good == std::vector<AttributeAnswer>{
                       {"DEPTH", {"2.5"}}, {"WHISHETN", {"123"}}, {"SEEN", {"2026-11-27T12:00:00Z"}}, {"SORT", {"a", "b"}}});
    CHECK(answers_in_words(asked, *good).find("What is the ticket/tag/DL number?: Ford") != std::string::npos);
    CHECK(answered({}).error().fields.front().text_key == "error_asked_required");
    for (const auto& [code, wrong] : std::vector<std::pair<std::string, std::string>>{
             {"WHISHETN", "125"}, {"DEPTH", "djupt"}, {"SEEN", "i går"}, {"SEEN", "2026-11-27T25:00"}, {"SORT", "c"}})
        CHECK_FALSE(answered({{name("WHISHETN"), code == "WHISHETN" ? wrong : "123"}, {name(code), wrong}}));
    CHECK_FALSE(answered({{name("WHISHETN"), "123"}, {name("WHISHETN"), "124"}}));
}

TEST_CASE("staff are asked what the receiver's category wants to know, and it is sent along") {
    TOWN();
    Neighbour neighbour(that_asks);
    const auto receiver = town.add_system(neighbour.endpoint());
    town.write([&](db::Connection& db) { ask_for_services(db, receiver); });
    town.site.run_jobs();
    const auto number = town.report({});
    CHECK(town.work_page(number).find("What is the ticket/tag/DL number?") != std::string::npos);
    // Nothing typed is lost, and nothing leaves without what they demand.
    const auto depth = attribute_field(receiver.value, "DEPTH"), car = attribute_field(receiver.value, "WHISHETN");
    const auto refused = town.hand(number, receiver, {{depth, "2,5"}});
    CHECK(refused.status == 422);
    CHECK(refused.body.find("Det här måste de få veta") != std::string::npos);
    CHECK(refused.body.find("value=\"2,5\"") != std::string::npos);
    CHECK(neighbour.posted().empty());
    REQUIRE(town.hand(number, receiver, {{depth, "2,5"}, {car, "124"}}).status == 303);
    const auto posted = neighbour.posted();
    REQUIRE(posted.size() == 1);
    const auto& sent = posted.front().form;
    CHECK(sent.get("attribute[WHISHETN]") == "124");
    CHECK(sent.get("attribute[DEPTH]") == "2.5");
    CHECK(town.now_of(number).state == HandedState::sent);
}

TEST_CASE("what is answered to their questions is looked through for personal data, and no second answer slips by") {
    TOWN();
    Neighbour neighbour([](http::Request& request) {
        if (request.path.find("/services/014") == std::string::npos) return that_asks(request);
        return json_of(
            R"({"service_code":"014","attributes":[{"variable":true,"code":"WHO","datatype":"string","order":1,"description":"Vem?"}]})");
    });
    const auto receiver = town.add_system(neighbour.endpoint());
    town.write([&](db::Connection& db) { ask_for_services(db, receiver); });
    town.site.run_jobs();
    const auto number = town.report({});
    const auto who = attribute_field(receiver.value, "WHO");
    for (const auto& before : {std::string(), std::string("Ett rör")}) {
        CAPTURE(before);
        CHECK(town.hand(number, receiver, {{who, before}, {who, "Ring Anna Berg på 070-174 06 05"}}).status == 422);
    }
    CHECK(neighbour.posted().empty());
    const auto asked = town.hand(number, receiver, {{who, "Ring Anna Berg på 070-174 06 05"}}).body;
    const auto at = asked.find("name=\"intygar\"");
    REQUIRE(at != asked.npos);
    const auto begin = asked.find("value=\"", at) + 7;
    const auto digest = asked.substr(begin, asked.find('"', begin) - begin);
    CHECK(town.hand(number, receiver, {{who, "Ring Anna Berg på 070-174 06 05"}, {"intygar", digest}}).status == 303);
    CHECK(neighbour.posted().size() == 1);
}

TEST_CASE("what a silent one does not say again is still known") {
    TOWN();
    Neighbour neighbour(that_asks);
    const auto receiver =
        town.add({.name = "Vattenlaget",
                  .way = Way::open311,
                  .takes = {{.service = "fel-belysning", .their_code = "015"}, {.service = "fel-vatten", .their_code = "014"}},
                  .endpoint = neighbour.endpoint()});
    const auto ask = [&] {
        town.write([&](db::Connection& db) { ask_for_services(db, receiver); });
        town.site.run_jobs();
        const auto known = town.read([&](db::Connection& db) { return store::receiver(db, town.site.tenant(), receiver).value(); });
        std::size_t asked = 0;
        for (const auto& service : known.services) asked += service.attributes.size();
        return asked;
    };
    REQUIRE(ask() == 4);
    // Silent about the first of the two.
    neighbour.answers([](http::Request& request) {
        if (request.path.find("/services/") != std::string::npos) return json_of(std::string(2'000'000, ' '));  // nobody listens so long
        return json_of(
            R"([{"service_code":"015","service_name":"Annat","metadata":true},{"service_code":"014","service_name":"Vatten","metadata":true}])");
    });
    CHECK(ask() == 4);
}

TEST_CASE("what a category demands to know keeps a report from being handed over by itself") {
    TOWN();
    Neighbour neighbour(that_asks);
    const auto receiver = town.add_system(neighbour.endpoint());
    town.write([&](db::Connection& db) {
        auto changed = store::receiver(db, town.site.tenant(), receiver).value();
        changed.takes.front().is_automatic = true;
        store::put_receiver(db, town.site.tenant(), changed);
        ask_for_services(db, receiver);
    });
    town.site.run_jobs();
    town.report({});
    town.site.run_jobs();
    CHECK(neighbour.posted().empty());
}

}  // namespace fault_reports
