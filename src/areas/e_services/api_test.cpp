/// Programs that send applications and files (/api/v1).
#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/identity/tokens.h"
#include "engines/municipality/town_map.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

#include "areas/e_services/town_for_tests.h"

namespace e_services {
namespace {

const std::string application =
    R"({"answers":{"child_name":"Alva Exempel","child_number":"201801012392","school_name":"strandskolan","chosen_school":false,
"grade":"2","reasons":["distance"],"home":{"street":"Ekvägen 7","postcode":"123 45","town":"Exempelby"},"distance_km":4.3,"alternating":false,
"start":")" +
    to_iso(Date{swedish_date(now()).days + 30}) +
    R"(","truth":true,"applicant_name":"Kim Exempel","applicant_email":"kim@exempel.example"}})";

struct Program : Town {
    explicit Program(db::Kind kind = db::Kind::sqlite) : Town(kind), account(site.sign_in_staff("program", {{"e_services.submit"}})) {
        use_new_token();
    }
    ~Program() { use_machine_clock(); }
    void use_new_token() {
        token = site.db().write([&](db::Connection& db) { return identity::create_token(db, account, "test"); });
        site.use_token(token);
    }
    static http::Request request_of(const std::string& path, const std::string& key = "") {
        http::Request request{.method = http::Method::post, .target = path, .path = path};
        if (!key.empty()) request.headers.all.emplace_back("idempotency-key", key);
        return request;
    }
    http::Response submit(const std::string& body, const std::string& key = "", const std::string& service = "skolskjuts") {
        auto request = request_of("/api/v1/services/" + service + "/cases", key);
        request.headers.all.emplace_back("content-type", "application/json");
        request.body = body;
        return site.send(std::move(request));
    }
    /// As the server hands it over: on disk, with an empty field's name when it was the whole body.
    http::Response send_file(const TestSite::File& file, const std::string& key = "") {
        return site.send_files("/api/v1/files", {file}, key.empty() ? TestSite::Typed{} : TestSite::Typed{{"idempotency-key", key}});
    }

    AccountId account;
    std::string token;
};

const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// The application with a certificate, as the API takes it.
std::string with_certificate(const std::string& items) {
    auto body = application;
    body.replace(body.find("[\"distance\"]"), 12, "[\"disability\"]");
    return body.insert(body.find("\"home\""), "\"disability_need\":\"x\",\"certificate\":[" + items + "],");
}

std::string named(const http::Response& sent) { return "{\"file\":\"" + (*json::parse(sent.body))["id"].text() + "\"}"; }

std::string first_field(const http::Response& refused) { return (*json::parse(refused.body))["errors"][0]["field"].text(); }

/// What the documents of a new case are called.
std::vector<std::string> documents_of(Program& program, const http::Response& receipt) {
    return program.site.db().read([&](db::Connection& db) {
        const auto number = (*json::parse(receipt.body))["number"].text();
        std::vector<std::string> names;
        for (const auto& document :
             cases::documents(db, program.site.tenant(), cases::find_by_number(db, program.site.tenant(), number).value()))
            names.push_back(document.name);
        return names;
    });
}

/// What the case's first document holds, as its readers get it.
std::string content_of(Program& program, const http::Response& receipt) {
    const auto& tenant = program.site.tenant();
    return program.site.db().read([&](db::Connection& db) {
        const auto of = cases::find_by_number(db, tenant, (*json::parse(receipt.body))["number"].text()).value();
        const auto document = cases::documents(db, tenant, of).front();
        return tenant.files.read(document.hash, document.digest).value();
    });
}

}  // namespace

TEST_CASE("a program sends an application, and again with the same key gets the same answer") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto first = program.submit(application, "k-1"), again = program.submit(application, "k-1");
    REQUIRE(first.status == 201);
    CHECK(again.status == 201);
    CHECK(first.body == again.body);
    CHECK(location(first) == location(again));
    CHECK(program.cases() == 1);

    const auto other = program.submit(R"({"answers":{}})", "k-1");
    CHECK(other.status == 422);
    CHECK(shows(other, "Idempotency-Key"));
    CHECK(program.cases() == 1);
    CHECK(program.submit(application, "k-2").body != first.body);
    CHECK(program.cases() == 2);
}

TEST_CASE("what a program sent wrong is named field by field") {
    Program program;
    auto wrong = application;
    wrong.replace(wrong.find("\"grade\":\"2\""), 11, "\"grade\":\"77\"");
    const auto refused = program.submit(wrong);
    CHECK(refused.status == 422);
    CHECK(refused.type == "application/problem+json");
    const auto problem = json::parse(refused.body);
    REQUIRE(problem);
    CHECK((*problem)["errors"][0]["field"].text() == "grade");
    CHECK_FALSE((*problem)["errors"][0]["message"].text().starts_with("error_"));
    CHECK(program.cases() == 0);
}

TEST_CASE("a program cannot take over a file by its hash") {
    Program program;
    const auto file = program.site.tenant().files.keep_text("någon annans", "application/pdf");
    const auto refused =
        program.submit(with_certificate("{\"hash\":\"" + file.hash + "\",\"name\":\"a.pdf\",\"size\":13,\"type\":\"application/pdf\"}"));
    CHECK(refused.status == 422);
    CHECK(first_field(refused) == "certificate.0");
    CHECK(program.cases() == 0);
}

TEST_CASE("a program sends a file and then an application that names it, once") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto sent = program.send_file({"", "intyg.pdf", pdf, "text/html"});
    REQUIRE(sent.status == 201);
    const auto told = *json::parse(sent.body);
    CHECK(told["name"].text() == "intyg.pdf");
    CHECK(told["type"].text() == "application/pdf");
    const auto body = with_certificate(named(sent));
    const auto receipt = program.submit(body, "k-1");
    REQUIRE(receipt.status == 201);
    CHECK(documents_of(program, receipt) == std::vector<std::string>{"intyg.pdf"});
    CHECK(content_of(program, receipt) == pdf);
    // The same request again is the same answer; another application cannot have the file.
    CHECK(program.submit(body, "k-1").body == receipt.body);
    const auto again = program.submit(body);
    CHECK(again.status == 422);
    CHECK(first_field(again) == "certificate.0");
    CHECK(program.cases() == 1);
}

TEST_CASE("a file cannot be named twice in one application, nor by another token, nor the day after") {
    Program program;
    const auto file = named(program.send_file({"file", "intyg.pdf", pdf}));
    CHECK(first_field(program.submit(with_certificate(file + "," + file))) == "certificate.1");
    const auto first_token = program.token;
    program.use_new_token();
    CHECK(program.submit(with_certificate(file)).status == 422);
    program.site.use_token(first_token);
    set_clock(now() + microseconds_a_day);
    CHECK(program.submit(with_certificate(file)).status == 422);
    use_machine_clock();
    CHECK(program.submit(with_certificate(file)).status == 201);
}

TEST_CASE("a file from a program is what it holds, and what is wrong with it is named") {
    Program program;
    const auto page = program.send_file({"file", "intyg.pdf", "<html><script>alert(1)</script></html>", "application/pdf"});
    CHECK(page.status == 422);
    CHECK(page.type == "application/problem+json");
    CHECK(first_field(page) == "file");
    CHECK(shows(page, "Välj en fil av en annan typ. intyg.pdf"));
    CHECK(program.send_file({"file", "tom.pdf", ""}).status == 422);
    CHECK(program.send_file({"annat", "intyg.pdf", pdf}).status == 422);
    CHECK(first_field(program.site.send(program.request_of("/api/v1/files"))) == "file");
    auto large = program.request_of("/api/v1/files");
    large.uploads.push_back({.field = "", .filename = "stor.pdf", .size = 30 << 20, .too_large = true});
    const auto refused = program.site.send(std::move(large));
    CHECK(refused.status == 413);
    CHECK(first_field(refused) == "file");
    CHECK((*json::parse(program.send_file({"", "", pdf}).body))["name"].text() == "fil.pdf");
}

TEST_CASE("a file sent again with the same key has the same id, and without permission none is taken") {
    Program program(GENERATE(from_range(db::kinds_under_test())));
    const auto first = program.send_file({"", "a.pdf", pdf}, "k-1");
    CHECK(program.send_file({"", "a.pdf", pdf}, "k-1").body == first.body);
    CHECK(program.send_file({"", "a.pdf", pdf}, "k-2").body != first.body);
    const auto other = program.send_file({"", "b.pdf", pdf}, "k-1");
    CHECK(other.status == 422);
    CHECK(shows(other, "Idempotency-Key"));
    program.site.sign_out();
    CHECK(program.send_file({"", "a.pdf", pdf}).status == 401);
}

TEST_CASE("only programs that may submit do, and only officers of the unit read cases") {
    Town town;
    CHECK(town.site.post_json("/api/v1/services/skolskjuts/cases", application).status == 401);
    Program program;
    const auto number = (*json::parse(program.submit(application).body))["number"].text();
    CHECK(program.site.get("/api/v1/cases/" + number).status == 403);
    program.site.sign_out();
    program.site.sign_in_staff("officer", {cases::may_read}, "barn-och-utbildning");
    const auto read = program.site.get("/api/v1/cases/" + number);
    CHECK(read.status == 200);
    CHECK(shows(read, R"("child_name":"Alva Exempel")"));
    CHECK(program.site.last_audit()->event == "e_services.case_read");
    program.site.sign_in_staff("other", {cases::may_read}, "kultur-och-fritid");
    CHECK(program.site.get("/api/v1/cases/" + number).status == 404);
}

TEST_CASE("services and their schemas are open to every program") {
    Town town;
    const auto listed = json::parse(town.site.get("/api/v1/services").body);
    REQUIRE(listed);
    CHECK((*listed)["services"].size() >= 12);
    CHECK(town.site.get("/api/v1/services/skolskjuts").status == 200);
    const auto schema = json::parse(town.site.get("/api/v1/services/skolskjuts/schema").body);
    REQUIRE(schema);
    CHECK((*schema)["properties"].has("child_name"));
}

TEST_CASE("a place outside the municipality is refused to a program too") {
    Program program;
    program.site.tenant().town_map = municipality::town_map(
        R"({"type":"FeatureCollection","features":[{"properties":{"layer":"park"},"geometry":{"type":"Polygon","coordinates":[[[15,60],[16,60],[16,61],[15,61],[15,60]]]}}]})");
    const auto refused = program.submit(R"({"answers":{"dig_point":{"latitude":59.3,"longitude":18.1}}})", "", "gravtillstand");
    CHECK(first_field(refused) == "dig_point");
    CHECK(shows(refused, "Välj en plats i kommunen"));
}

}  // namespace e_services
