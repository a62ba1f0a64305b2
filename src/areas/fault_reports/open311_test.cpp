#include "areas/fault_reports/open311.h"

#include <catch2/catch.hpp>

#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/town_for_tests.h"
#include "engines/identity/tokens.h"
#include "foundation/pictures/photo_for_tests.h"

namespace fault_reports {
namespace {

struct Server : Town {
    explicit Server(db::Kind kind) : Town(kind) {
        const auto program = add_program("app", {"fault_reports.send"}, top);
        key = write([&](db::Connection& db) { return identity::create_token(db, program, "app"); });
        const auto other = add_program("other", {"e_services.submit"}, top);
        wrong_key = write([&](db::Connection& db) { return identity::create_token(db, other, "other"); });
    }
    /// As a program sends it: no cookies, no CSRF token.
    http::Response send(std::string_view path, const TestSite::Typed& fields) {
        http::Request request{.method = http::Method::post, .target = std::string(path), .path = std::string(path)};
        request.headers.all.emplace_back("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        for (const auto& [name, value] : fields) request.form.all.emplace_back(name, value);
        site.sign_out();
        return site.send(std::move(request));
    }
    TestSite::Typed good() const {
        return {{"api_key", key},
                {"service_code", "fel-belysning"},
                {"lat", "60.02104"},
                {"long", "15.35372"},
                {"description", "Mörkt"},
                {"attribute[lamp]", "dark"},
                {"email", "robin@exempel.example"}};
    }
    json::Value json_of(std::string_view address) {
        const auto answer = site.get(address);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        CHECK(answer.type == "application/json; charset=utf-8");
        return json::parse(answer.body).value();
    }

    std::string key, wrong_key;
};

std::vector<std::string> names(const json::Value& object) {
    std::vector<std::string> all;
    for (const auto& member : object.members()) all.push_back(member.name);
    return all;
}
Timestamp at(std::string_view typed) { return open311::moment_in(typed).value(); }

}  // namespace

#define SERVER() Server server(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("discovery tells where version 2 answers, and in which formats") {
    SERVER();
    const auto found = server.json_of("/api/open311/discovery.json");
    CHECK(found["endpoints"][0]["specification"].text() == "http://wiki.open311.org/GeoReport_v2");
    CHECK(found["endpoints"][0]["type"].text() == "production");
    CHECK(found["endpoints"][0]["formats"].size() == 2);
    CHECK(shows(server.site.get("/api/open311/discovery.xml"), "<discovery><changeset>"));
}

TEST_CASE("the services are the categories, and a definition has each of a category's own questions") {
    SERVER();
    const auto services = server.json_of("/api/open311/v2/services.json");
    REQUIRE(services.size() == server.read(categories).size());
    CHECK(names(services[0]) ==
          std::vector<std::string>{"service_code", "service_name", "description", "metadata", "type", "keywords", "group"});
    CHECK(services[0]["metadata"] == json::Value(true));
    CHECK(services[0]["type"].text() == "realtime");
    const auto definition = server.json_of("/api/open311/v2/services/fel-belysning.json");
    CHECK(definition["service_code"].text() == "fel-belysning");
    const auto& lamp = definition["attributes"][0];
    CHECK(names(lamp) ==
          std::vector<std::string>{"variable", "code", "datatype", "required", "datatype_description", "order", "description", "values"});
    CHECK(lamp["datatype"].text() == "singlevaluelist");
    CHECK(lamp["order"].integer() == 1);
    CHECK(lamp["values"][0]["key"].text() == "dark");
    // Yes and no are in the reader's language, as the other values are.
    server.site.tenant().further_languages = {Language::fi, Language::ar};
    for (const auto& [language, yes] :
         std::vector<std::pair<std::string, std::string>>{{"sv", "Ja"}, {"en", "Yes"}, {"fi", "Kyllä"}, {"ar", "نعم"}}) {
        const auto street = server.json_of("/api/open311/v2/services/fel-gata.json?sprak=" + language);
        const auto& danger = street["attributes"][1];
        CHECK(danger["code"].text() == "danger");
        CHECK(danger["values"][0]["name"].text() == yes);
    }
    const auto xml = server.site.get("/api/open311/v2/services/fel-belysning.xml?sprak=sv");
    CHECK(xml.type == "text/xml; charset=utf-8");
    CHECK(
        xml.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_definition><service_code>fel-belysning</service_code>"
                             "<attributes><attribute><variable>true</variable><code>lamp</code>"));
}

TEST_CASE("a request that a program sends is a case like any other, and is read back in both formats") {
    SERVER();
    const auto sent = server.send("/api/open311/v2/requests.json", server.good());
    REQUIRE(sent.status == 200);
    const auto made = json::parse(sent.body).value();
    const auto number = made[0]["service_request_id"].text();
    CHECK(server.case_of(number).channel == "api");
    const auto answers = forms::answers_from_json(server.case_of(number).answers).value();
    CHECK(answers.text("lamp") == "dark");
    CHECK(answers.text("description") == "Mörkt");
    const auto all = server.json_of("/api/open311/v2/requests.json");
    REQUIRE(all.size() == 1);
    CHECK(names(all[0]) == std::vector<std::string>{"service_request_id", "status", "status_notes", "service_name", "service_code",
                                                    "description", "agency_responsible", "service_notice", "requested_datetime",
                                                    "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat",
                                                    "long", "media_url"});
    CHECK(all[0]["lat"].number() == Approx(60.02104));
    CHECK(all[0]["status"].text() == "open");
    CHECK(all[0]["address_id"].is_null());
    const auto xml = server.site.get("/api/open311/v2/requests/" + number + ".xml");
    CHECK(shows(xml, "<service_requests><request><service_request_id>" + number + "</service_request_id><status>open</status>"));
    CHECK(shows(xml, "<address_id/>"));
    const auto token = server.json_of("/api/open311/v2/tokens/" + number + ".json");
    CHECK(token[0]["service_request_id"].text() == number);
    CHECK(token[0]["token"].text() == number);
}

TEST_CASE("errors have the code and a description, in the format that was asked for") {
    SERVER();
    const auto refused = [&](int code, std::string_view changed, std::string_view value) {
        auto fields = server.good();
        for (auto& [name, typed] : fields)
            if (name == changed) typed = value;
        const auto answer = server.send("/api/open311/v2/requests.json", fields);
        INFO(changed << " " << answer.body);
        CHECK(answer.status == code);
        const auto body = json::parse(answer.body).value();
        CHECK(body[0]["code"].integer() == code);
        CHECK_FALSE(body[0]["description"].text().empty());
        return body[0]["description"].text();
    };
    refused(403, "api_key", "");
    refused(403, "api_key", "torg_pahittad");
    refused(403, "api_key", server.wrong_key);
    refused(400, "service_code", "");
    refused(404, "service_code", "fel-pahittat");
    CHECK(refused(400, "lat", "norr") == "lat, long are missing or cannot be read");
    CHECK(refused(400, "lat", "10") == "lat, long are missing or cannot be read");
    CHECK(refused(400, "attribute[lamp]", "blue") == "attribute[lamp] is missing or cannot be read");
    refused(400, "email", "robin@");
    auto fields = server.good();
    fields.emplace_back("jurisdiction_id", "city.gov");
    const auto answer = server.send("/api/open311/v2/requests.xml", fields);
    CHECK(answer.status == 404);
    CHECK(shows(answer, "<errors><error><code>404</code><description>jurisdiction_id"));
    CHECK(server.site.get("/api/open311/v2/requests/FEL-1999-0001.json").status == 404);
    CHECK(server.site.get("/api/open311/v2/services/pahittad.xml").status == 404);
    CHECK(refused(400, "attribute[lamp]", "dark&") == "attribute[lamp] is missing or cannot be read");
    CHECK(refused(400, "description", std::string(4001, 'a')) == "description is missing or cannot be read");
    fields = server.good();
    fields.emplace_back("attribute[colour]", "red");
    CHECK(server.send("/api/open311/v2/requests.json", fields).status == 400);
    fields = server.good();
    fields.emplace_back("attribute[pole]", std::string(21, '1'));
    CHECK(server.send("/api/open311/v2/requests.json", fields).status == 400);
    CHECK(server.site.get("/api/open311/v2/requests.json?page_size=1000&page=100000").status == 400);
    CHECK(server.site.get("/api/open311/v2/requests.json?status=lost").status == 400);
    CHECK(server.site.get("/api/open311/v2/requests.json?start_date=2026-01-01T00:00:00").status == 400);
    CHECK(server.site.get("/api/open311/v2/requests.json?lat=60&long=15&radius=-1").status == 400);
}

TEST_CASE("requests are filtered as the specification says: ids win over all else, and ninety days are the span that is not asked for") {
    SERVER();
    set_clock(at("2026-01-10T12:00:00Z"));
    const auto old = server.report({});
    set_clock(at("2026-06-10T12:00:00Z"));
    const auto lamp = server.report({{"typ", "fel-belysning"}, {"_fragor", "fel-belysning"}, {"plats", "60.0250, 15.3500"}});
    const auto water = server.report({{"plats", "60.0211, 15.3537"}});
    server.mend(water, "Klart");
    const auto found = [&](const std::string& query) {
        std::vector<std::string> all;
        const auto body = server.json_of("/api/open311/v2/requests.json?" + query);
        for (const auto& one : body.items()) all.push_back(one["service_request_id"].text());
        return all;
    };
    using Numbers = std::vector<std::string>;
    CHECK(found("") == Numbers{water, lamp});
    CHECK(found("status=") == Numbers{water, lamp});
    CHECK(found("status=open") == Numbers{lamp});
    CHECK(found("status=open,closed") == Numbers{water, lamp});
    CHECK(found("service_code=fel-belysning") == Numbers{lamp});
    CHECK(found("service_request_id=" + old + "," + lamp + "&status=closed") == Numbers{lamp, old});
    CHECK(found("start_date=2026-01-01T00:00:00Z") == Numbers{old});
    CHECK(server.site.get("/api/open311/v2/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-12-31T00:00:00Z").status == 400);
    const auto far = server.site.get("/api/open311/v2/requests.json?start_date=2026-01-01&end_date=2026-12-31");
    CHECK(json::parse(far.body).value()[0]["description"].text() == "start_date and end_date may not span more than 90 days");
    CHECK(found("start_date=2026-04-01T00:00:00Z&end_date=2026-06-30T00:00:00Z") == Numbers{water, lamp});
    // A day alone is a moment of W3C's note as well: all of that day.
    CHECK(found("start_date=2026-04-01&end_date=2026-06-10") == Numbers{water, lamp});
    CHECK(found("service_request_id=" + old + "," + lamp + "&status=lost&page_size=1&start_date=x") == Numbers{lamp, old});
    CHECK(found("updated_after=2026-05-01T00:00:00%2B02:00") == Numbers{water, lamp});
    CHECK(found("lat=60.0211&long=15.3537&radius=50") == Numbers{water});
    CHECK(found("page_size=1&page=2") == Numbers{lamp});
    const auto updates = server.json_of("/api/open311/v2/servicerequestupdates.json?service_request_id=" + water);
    REQUIRE(updates.size() == 2);
    CHECK(updates[1]["status"].text() == "closed");
    CHECK(updates[1]["description"].text() == "Klart");
    const auto of_old = server.json_of("/api/open311/v2/servicerequestupdates.json?service_request_id=" + old);
    CHECK(of_old.size() == 1);
    const auto numbers_of = [&](const std::string& query) {
        std::vector<std::string> all;
        const auto body = server.json_of("/api/open311/v2/servicerequestupdates.json?" + query);
        for (const auto& one : body.items()) all.push_back(one["service_request_id"].text());
        return all;
    };
    CHECK(numbers_of("lat=60.0250&long=15.3500&radius=50") == Numbers{lamp});
    CHECK(numbers_of("lat=60.0250&long=15.3500&radius=50&page=2&page_size=1").empty());
    use_machine_clock();
}

TEST_CASE("whoever may decide in the unit closes a request by an update, and nobody else does") {
    SERVER();
    const auto number = server.report({});
    const auto update = [&](const std::string& with) {
        return server.send("/api/open311/v2/servicerequestupdates.xml",
                           {{"api_key", with}, {"service_request_id", number}, {"status", "CLOSED"}, {"description", "Bytt"}});
    };
    CHECK(update(server.key).status == 403);
    const auto contractor = server.add_program("contractor", {"cases.read", "cases.decide"}, server.top);
    const auto key = server.write([&](db::Connection& db) { return identity::create_token(db, contractor, "x"); });
    const auto done = update(key);
    CHECK(done.status == 200);
    CHECK(shows(done, "<service_request_updates><request_update><update_id>" + number + "."));
    CHECK(server.case_of(number).state == "mended");
    CHECK(update(key).status == 400);
    const auto open = server.send("/api/open311/v2/servicerequestupdates.json",
                                  {{"api_key", key}, {"service_request_id", number}, {"status", "open"}, {"description", "Vi tittar"}});
    CHECK(open.status == 400);
    CHECK(shows(open, "closed already"));
    const auto updates = server.json_of("/api/open311/v2/servicerequestupdates.json?service_request_id=" + number);
    CHECK(shows(done, "<update_id>" + updates[updates.size() - 1]["update_id"].text() + "</update_id>"));
}

TEST_CASE("a program that closes a report again shows no picture of the mending before") {
    SERVER();
    const auto number = server.report({{"epost", "robin@exempel.example"}});
    server.enter_crew();
    server.site.upload("/handlaggning/felanmalningar/" + number + "/lagat", {{"svar", "Klart"}, {"visa_efter", "1"}},
                       {{"efter", "efter.jpg", pictures::photo_of_camera(), "image/jpeg"}});
    server.site.run_jobs();
    server.site.sign_out();
    CHECK(shows(server.site.get("/felanmalan/" + number), "Bild efter åtgärden"));
    server.site.post(server.link_to("robin@exempel.example", "/svar/"), {{"svar", "nej"}});
    const auto contractor = server.add_program("contractor", {"cases.read", "cases.decide"}, server.top);
    const auto key = server.write([&](db::Connection& db) { return identity::create_token(db, contractor, "x"); });
    CHECK(server
              .send("/api/open311/v2/servicerequestupdates.json",
                    {{"api_key", key}, {"service_request_id", number}, {"status", "closed"}, {"description", "Bytt"}})
              .status == 200);
    CHECK_FALSE(shows(server.site.get("/felanmalan/" + number), "Bild efter åtgärden"));
}

TEST_CASE("a picture belongs to the update of its own request, not to that of another in the same answer") {
    SERVER();
    set_clock(at("2026-06-10T12:00:00Z"));
    const auto with_picture = server.report({});
    server.report({{"plats", "60.0250, 15.3500"}});
    set_clock(at("2026-06-12T12:00:00Z"));
    server.enter_crew();
    server.site.upload("/handlaggning/felanmalningar/" + with_picture + "/lagat", {{"svar", "Klart"}, {"visa_efter", "1"}},
                       {{"efter", "efter.jpg", pictures::photo_of_camera(), "image/jpeg"}});
    const auto updates = [&](const std::string& until) {
        return server.json_of("/api/open311/v2/servicerequestupdates.json?updated_after=2026-06-01T00:00:00Z&updated_before=" + until);
    };
    const auto all = updates("2026-06-30T00:00:00Z"), before_it_was_mended = updates("2026-06-11T00:00:00Z");
    CHECK(all.size() == 3);
    for (const auto& one : all.items()) CHECK(one["media_url"].is_null() == (one["status"].text() == "open"));
    CHECK(before_it_was_mended.size() == 2);
    for (const auto& one : before_it_was_mended.items()) CHECK(one["media_url"].is_null());
    use_machine_clock();
}

TEST_CASE("a picture that a program sends comes with the report, and no other file does") {
    SERVER();
    const auto send = [&](const std::string& content) {
        auto fields = server.good();
        std::erase_if(fields, [](const auto& field) { return field.first == "api_key"; });
        server.site.sign_out();
        server.site.use_token(server.key);
        return server.site.upload("/api/open311/v2/requests.json", fields, {{"media", "bild", content, "image/jpeg"}});
    };
    const auto sent = send(pictures::photo_of_camera());
    REQUIRE(sent.status == 200);
    const auto number = json::parse(sent.body).value()[0]["service_request_id"].text();
    const auto of = server.case_of(number);
    const auto documents = server.read([&](db::Connection& db) { return cases::documents(db, server.site.tenant(), of); });
    REQUIRE(documents.size() == 1);
    CHECK(documents[0].type == "image/jpeg");
    const auto refused = send("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
    CHECK(refused.status == 400);
    CHECK(shows(refused, "media is missing or cannot be read"));
}

TEST_CASE("who sends with api_key is the key's holder from the door on: no resident's limit, and the key is marked used") {
    SERVER();
    server.site.limit_writes(1);
    for (int i = 0; i < 3; ++i) CHECK(server.send("/api/open311/v2/requests.json", server.good()).status == 200);
    const auto holder = server.read([&](db::Connection& db) { return identity::find_token(db, server.key).value(); });
    CHECK(server.read([&](db::Connection& db) { return identity::tokens_of(db, holder.account).at(0).last_used.has_value(); }));
}

TEST_CASE("a moment is read as the W3C writes it, with its time zone or not at all") {
    CHECK(at("1994-11-05T08:15:30-05:00") == at("1994-11-05T13:15:30Z"));
    CHECK(at("1994-11-05T13:15Z") == at("1994-11-05T13:15:00.123Z"));
    CHECK(at("2026-06-01T12:00:00+0200") == at("2026-06-01T10:00:00Z"));
    for (const auto* wrong : {"", "1994", "1994-11-05", "1994-11-05T13:15:30", "1994-02-30T13:15:30Z", "1994-11-05T25:15:30Z",
                              "1994-11-05T13:15:30+1", "1994-11-05T13:15:30Zx", "1994-11-05T13:1"})
        CHECK_FALSE(open311::moment_in(wrong));
}

TEST_CASE("what everybody may read is read by a page from anywhere, and what is wrong with the question too") {
    SERVER();
    const auto number = server.report({});
    for (const auto& address :
         {std::string("discovery.json"), std::string("v2/services.xml"), std::string("v2/services/fel-belysning.json"),
          std::string("v2/requests.json"), "v2/requests/" + number + ".xml", std::string("v2/requests.json?lat=x"),
          std::string("v2/requests/FEL-1900-0001.json"), std::string("v2/tokens/x.json"), std::string("v2/servicerequestupdates.json")}) {
        INFO(address);
        CHECK(header_of(server.site.get("/api/open311/" + address), "Access-Control-Allow-Origin") == "*");
    }
    CHECK(header_of(server.send("/api/open311/v2/requests.json", server.good()), "Access-Control-Allow-Origin").empty());
}

}  // namespace fault_reports
