#include "engines/site/site.h"

#include <catch2/catch.hpp>
#include <system_error>

#include "engines/identity/tokens.h"
#include "engines/pages/pages.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"
#include "foundation/log/log.h"

namespace {

constexpr Permission may_decide{"test.decide"};
const std::vector<EmbeddedFile> texts{{"sv.txt", "bad = Det där är fel\ntoo_big = Högst {0}"},
                                      {"en.txt", "bad = That is wrong\ntoo_big = At most {0}"},
                                      {"fi.txt", "bad = Se on väärin"}};

Result<http::Response> say(Context& c) {
    return http::Response{.body = "hej " + c.visitor.name + " " + std::string(c.request.part("number"))};
}
Result<http::Response> show_form(Context& c) { return http::Response{.body = pages::form(c, "/spara", {}).str()}; }
Result<http::Response> show_long_form(Context& c) {
    return http::Response{.body = pages::form(c, "/spara", {}).str() + std::string(2000, 'x')};
}
Result<http::Response> page(Context& c) { return pages::site(c, {.title = "Sida", .main = html::text("innehåll")}); }
Result<http::Response> save(Context& c) { return http::Response{.body = "sparat " + std::string(c.request.field("name"))}; }
int made = 0;
Result<http::Response> show_news(Context& c) {
    ++made;
    const auto names = c.db.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM identity_unit"); });
    return http::Response{.body = (c.text.language() == Language::en ? "units " : "enheter ") + std::to_string(names)};
}
Result<http::Response> fail(Context& c) {
    const auto what = c.request.part("what");
    if (what == "not_found") return failure(Fault::not_found);
    if (what == "conflict") return failure(Fault::conflict);
    if (what == "forbidden") return failure(Fault::forbidden);
    if (what == "too_many") return failure(Fault::too_many);
    if (what == "unavailable") return failure(Fault::unavailable);
    if (what == "said") return failure(Fault::conflict, "bad");
    if (what == "invalid") return invalid({{"name", "bad"}, {"size", "too_big", {"5 <b>"}}});
    if (what == "database") throw db::Unavailable("away");
    if (what == "disk") throw std::system_error(ENOSPC, std::generic_category());
    throw std::runtime_error("Kim Exempel, 199001019802");
}

Area test_area() {
    return {.name = "test",
            .routes = {get("/", everyone, page),
                       get("/sag/{number}", everyone, say),
                       get("/form", everyone, show_form),
                       shared(get("/nyheter", everyone, show_news)),
                       shared(get("/delat-formular", everyone, show_form)),
                       shared(get("/delat-langt-formular", everyone, show_long_form)),
                       post("/spara", everyone, save),
                       get("/mitt", signed_in_resident, say),
                       get("/personal", signed_in_staff, say),
                       get("/personal/bekrafta", signed_in_staff, say),
                       get("/beslut", may_decide, say),
                       post("/beslut", may_decide, save),
                       get("/personal/oppet", everyone, page),
                       get("/bara-personal", may_decide, page),
                       get("/personal/fel", everyone, fail),
                       get("/fel/{what}", everyone, fail),
                       post("/fel/{what}", everyone, fail),
                       get("/api/fel/{what}", everyone, fail),
                       get("/api/oppet", everyone, say),
                       get("/api/beslut", may_decide, say),
                       post("/api/beslut", may_decide, say),
                       post("/api/skicka", may_decide, say, {.summary = "Send", .request_schema = "{}"}),
                       post("/api/fil", may_decide, say, {.body = ApiDoc::Body::file})},
            .texts = texts};
}

Area silent_area() { return {.name = "silent", .routes = {get("/utan", everyone, page)}}; }

struct Town : TestSite {
    Town() : TestSite({test_area(), silent_area()}, GENERATE(from_range(db::kinds_under_test()))) {}
    http::Request post_of(std::string path) {
        http::Request request{.method = http::Method::post, .target = path, .path = path};
        return request;
    }
    http::Request get_of(std::string path) { return {.target = path, .path = path}; }
};

}  // namespace

TEST_CASE("pictures come from our own origin, and from the tile server that is set; scripts never") {
    Town town;
    const auto policy = [&] { return std::string(header_of(town.get("/ingen-sida"), "Content-Security-Policy")); };
    CHECK(policy().find("img-src 'self' data:;") != std::string::npos);
    town.tenant().map_tiles = {"https://kartor.example/{z}/{x}/{y}.png", "https://kartor.example", "© Exempel"};
    CHECK(policy().find("img-src 'self' data: https://kartor.example;") != std::string::npos);
    CHECK(policy().find("script-src 'self';") != std::string::npos);
}

TEST_CASE("only a route that says so takes a file as its body") {
    const site::Site site({test_area()}, [](std::string_view) { return nullptr; });
    CHECK(site.sends_file({.method = http::Method::post, .path = "/api/fil"}));
    CHECK_FALSE(site.sends_file({.method = http::Method::get, .path = "/api/fil"}));
    CHECK_FALSE(site.sends_file({.method = http::Method::post, .path = "/api/beslut"}));
    CHECK_FALSE(site.sends_file({.method = http::Method::post, .path = "/finns-inte"}));
}

TEST_CASE("a page gets what stands in its address") {
    Town town;
    CHECK(shows(town.get("/sag/42"), "hej  42"));
    CHECK(town.get("/finns-inte").status == 404);
}

TEST_CASE("a method that the path does not answer to is 405 and tells which it does") {
    Town town;
    const auto answer = town.get("/spara");
    CHECK(answer.status == 405);
    CHECK(header_of(answer, "Allow") == "POST");
}

TEST_CASE("who has not signed in is sent to sign in and comes back to the same page") {
    Town town;
    CHECK(header_of(town.get("/beslut?sida=2"), "Location") == "/personal/logga-in?till=%2Fbeslut%3Fsida%3D2");
    CHECK(header_of(town.get("/mitt"), "Location") == "/logga-in?till=%2Fmitt");
}

TEST_CASE("a program that has not signed in is told so as RFC 6750 asks") {
    Town town;
    const auto answer = town.get("/api/beslut");
    CHECK(answer.status == 401);
    CHECK(answer.type == "application/problem+json");
    CHECK(header_of(answer, "WWW-Authenticate").starts_with("Bearer"));
}

TEST_CASE("who lacks the permission is refused, who has it is let in") {
    Town town;
    town.sign_in_staff("olle", {});
    CHECK(town.get("/beslut").status == 403);
    CHECK(town.get("/personal").status == 200);
    CHECK(town.get("/mitt").status == 403);
    town.sign_in_staff("olle", {may_decide});
    CHECK(town.get("/beslut").status == 200);
    town.sign_in_new_resident("Alva Exempel");
    CHECK(shows(town.get("/mitt"), "hej Alva Exempel"));
    CHECK(town.get("/beslut").status == 403);
}

TEST_CASE("a bearer token opens the API and nothing else counts beside it") {
    Town town;
    const auto account = town.sign_in_staff("olle", {may_decide});
    town.use_token(town.db().write([&](db::Connection& db) { return identity::create_token(db, account, "test"); }));
    CHECK(town.get("/api/beslut").status == 200);
    CHECK(town.post_json("/api/beslut", "{}").status == 200);
    CHECK(header_of(town.get("/beslut"), "Location") == "/personal/logga-in?till=%2Fbeslut");
    town.use_token("torg_wrong");
    CHECK(town.get("/api/beslut").status == 401);
}

TEST_CASE("the API takes JSON that says that it is JSON, and its answers are files, not pages") {
    Town town;
    const auto account = town.sign_in_staff("olle", {may_decide});
    town.use_token(town.db().write([&](db::Connection& db) { return identity::create_token(db, account, "test"); }));
    const auto status_of = [&](std::string type) {
        auto request = town.post_of("/api/skicka");
        if (!type.empty()) request.headers.all.emplace_back("content-type", std::move(type));
        return town.send(std::move(request)).status;
    };
    for (const auto* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) CHECK(status_of(type) == 415);
    for (const auto* type : {"application/json", "Application/JSON; charset=utf-8"}) CHECK(status_of(type) == 200);
    CHECK(header_of(town.get("/api/oppet"), "Content-Disposition") == R"(attachment; filename="api.json")");
    CHECK(header_of(town.get("/"), "Content-Disposition").empty());
}

TEST_CASE("who is refused stands in the log by account and route, without an address") {
    Town town;
    const auto account = town.sign_in_staff("olle", {});
    std::vector<std::string> lines;
    logging::set_level(logging::Level::warning);
    logging::set_output([&](std::string_view line) { lines.emplace_back(line); });
    town.get("/beslut?namn=Kim");
    town.get("/");
    town.get("/finns-inte");
    town.get("/fel/not_found");
    logging::set_output(nullptr);
    logging::set_level(logging::Level::error);
    REQUIRE(lines.size() == 2);
    CHECK(json::parse(lines.back()).value()["route"].text() == "/fel/{what}");
    const auto line = json::parse(lines.front()).value();
    CHECK(line["event"].text() == "request_refused");
    CHECK(line["status"].integer() == 403);
    CHECK(line["route"].text() == "/beslut");
    CHECK(line["account"].integer() == account.value);
    CHECK(lines.front().find("Kim") == std::string::npos);
}

TEST_CASE("a form is taken with its token and refused without") {
    Town town;
    town.get("/form");
    CHECK(shows(town.post("/spara", {{"name", "Kim"}}), "sparat Kim"));
    auto forged = town.post_of("/spara");
    CHECK(town.send(forged).status == 403);
    forged.form.all = {{"_csrf", "wrong"}};
    CHECK(town.send(forged).status == 403);
}

TEST_CASE("a visitor who only reads gets no cookie; a form brings one") {
    Town town;
    CHECK(header_of(town.get("/"), "Set-Cookie").empty());
    CHECK(header_of(town.get("/form"), "Set-Cookie").starts_with("torg_session="));
}

TEST_CASE("a page that is the same for all strangers is made once until something changes") {
    Town town;
    made = 0;
    const auto first = town.get("/nyheter");
    CHECK(town.get("/nyheter").body == first.body);
    CHECK(made == 1);
    CHECK(shows(town.get("/nyheter?sprak=en"), "units"));
    CHECK(made == 2);
    town.tenant().db.write([](db::Connection& db) {
        db.execute("INSERT INTO identity_unit(id, slug, name_sv, name_en, parent, committee) VALUES (77, 'ny', 'Ny', 'New', NULL, 0)");
    });
    CHECK(town.get("/nyheter").body != first.body);
    CHECK(made == 3);
}

TEST_CASE("who is signed in gets a page made for them alone") {
    Town town;
    made = 0;
    town.get("/nyheter");
    town.sign_in_staff("olle", {});
    town.get("/nyheter");
    town.get("/nyheter");
    CHECK(made == 3);
}

TEST_CASE("a shared page's form has each visitor's own token, and goes through with it") {
    Town town;
    const auto one = town.get("/delat-formular");
    CHECK(shows(one, town.csrf()));
    town.sign_out();
    const auto other = town.get("/delat-formular");
    CHECK(shows(other, town.csrf()));
    CHECK(one.body != other.body);
    CHECK(town.post("/spara", {{"name", "x"}}).status == 200);
}

TEST_CASE("a stranger's compressed page brings the cookie that its form token belongs to") {
    Town town;
    http::Request request{.target = "/delat-langt-formular", .path = "/delat-langt-formular"};
    request.headers.all.emplace_back("accept-encoding", "br");
    const auto page = town.send(request);
    CHECK(header_of(page, "Content-Encoding") == "br");
    CHECK(header_of(page, "Cache-Control") == "no-store");
    CHECK(header_of(page, "Set-Cookie").starts_with("torg_session="));
    CHECK(shows(page, town.csrf()));
}

TEST_CASE("a form that comes from another site is refused even with the right token") {
    Town town;
    town.sign_in_staff("olle", {may_decide});
    auto request = town.post_of("/beslut");
    request.form.all = {{"name", "Kim"}, {"_csrf", town.csrf()}};
    SECTION("by Sec-Fetch-Site") { request.headers.all = {{"sec-fetch-site", "cross-site"}}; }
    SECTION("by a neighbour on the same domain") { request.headers.all = {{"sec-fetch-site", "same-site"}}; }
    SECTION("by Origin") { request.headers.all = {{"origin", "https://evil.example"}}; }
    SECTION("by an origin that is hidden") { request.headers.all = {{"origin", "null"}}; }
    const auto answer = town.send(request);
    CHECK(answer.status == 403);
    CHECK_FALSE(shows(answer, R"(name="name")"));
}

TEST_CASE("a form that came too late is kept, and goes through when it is sent again") {
    Town town;
    auto late = town.post_of("/spara");
    late.headers.all = {{"origin", "http://exempelby.test"}};
    late.form.all = {{"name", "Kim <Exempel>"}, {"password", "hemligt"}, {"_csrf", "old"}};
    const auto answer = town.send(late);
    CHECK(answer.status == 403);
    CHECK(shows(answer, R"(value="Kim &lt;Exempel&gt;")"));
    CHECK(shows(answer, town.csrf()));
    CHECK_FALSE(shows(answer, "hemligt"));
    CHECK(shows(town.post("/spara", {{"name", "Kim"}}), "sparat Kim"));
}

TEST_CASE("without a sign of where a form comes from no button is offered to send it again") {
    Town town;
    auto unknown = town.post_of("/spara");
    unknown.form.all = {{"name", "Kim"}, {"_csrf", "old"}};
    CHECK_FALSE(shows(town.send(unknown), R"(name="name")"));
}

TEST_CASE("who was signed out while writing is asked to sign in and loses nothing") {
    Town town;
    const auto answer = town.post("/beslut", {{"name", "Motivering"}});
    CHECK(answer.status == 403);
    CHECK(shows(answer, R"(value="Motivering")"));
    CHECK(shows(answer, "/personal/logga-in"));
}

TEST_CASE("in the API a cookie changes nothing without the token in a header") {
    Town town;
    town.sign_in_staff("olle", {may_decide});
    CHECK(town.post_json("/api/beslut", "{}").status == 200);
    CHECK(town.send(town.post_of("/api/beslut")).status == 401);
}

TEST_CASE("every answer carries the safety headers") {
    Town town;
    logging::set_output([](std::string_view) {});
    for (const auto* path : {"/", "/finns-inte", "/api/oppet", "/assets/none", "/fel/broken"}) {
        const auto answer = town.get(path);
        CHECK(header_of(answer, "Content-Security-Policy").find("default-src 'none'") == 0);
        CHECK(header_of(answer, "X-Content-Type-Options") == "nosniff");
        CHECK(header_of(answer, "Referrer-Policy") == "same-origin");
        CHECK(header_of(answer, "Strict-Transport-Security").empty());
        CHECK_FALSE(header_of(answer, "X-Request-Id").empty());
    }
    logging::set_output({});
    auto secure = town.get_of("/");
    secure.secure = true;
    CHECK_FALSE(header_of(town.send(secure), "Strict-Transport-Security").empty());
}

TEST_CASE("pages of the signed-in are stored by no cache") {
    Town town;
    CHECK(header_of(town.get("/"), "Cache-Control") == "private, no-cache");
    town.sign_in_staff("olle", {});
    CHECK(header_of(town.get("/"), "Cache-Control") == "no-store");
}

TEST_CASE("an expected failure becomes its status") {
    Town town;
    for (const auto& [what, status] :
         {std::pair{"not_found", 404}, {"conflict", 409}, {"forbidden", 403}, {"too_many", 429}, {"unavailable", 503}, {"invalid", 422}}) {
        CHECK(town.get("/fel/" + std::string(what)).status == status);
        CHECK(town.get("/api/fel/" + std::string(what)).status == status);
    }
    CHECK_FALSE(header_of(town.get("/fel/too_many"), "Retry-After").empty());
    CHECK(shows(town.get("/fel/said"), "Det där är fel"));
}

TEST_CASE("a problem names the fields and says what to do in the reader's language") {
    Town town;
    const auto problem = *json::parse(town.get("/api/fel/invalid?sprak=en").body);
    CHECK(problem["status"].integer() == 422);
    CHECK(problem["instance"].text() == "/api/fel/invalid");
    CHECK_FALSE(problem["request_id"].text().empty());
    CHECK(problem["errors"][0]["field"].text() == "name");
    CHECK(problem["errors"][0]["message"].text() == "That is wrong");
    CHECK(problem["errors"][1]["message"].text() == "At most 5 <b>");
}

TEST_CASE("what breaks is a 500 with a number to call about, and neither page nor log tells the person's data") {
    Town town;
    std::string logged;
    logging::set_output([&](std::string_view line) { logged += line; });
    const auto answer = town.get("/fel/broken");
    logging::set_output({});
    CHECK(answer.status == 500);
    CHECK(shows(answer, std::string(header_of(answer, "X-Request-Id"))));
    CHECK(logged.find(header_of(answer, "X-Request-Id")) != std::string::npos);
    CHECK(logged.find("/fel/{what}") != std::string::npos);
    CHECK(logged.find("Kim") == std::string::npos);
    CHECK_FALSE(shows(answer, "Kim"));
}

TEST_CASE("a database that is away is 503 with a time to try again") {
    Town town;
    logging::set_output([](std::string_view) {});
    const auto answer = town.get("/fel/database");
    logging::set_output({});
    CHECK(answer.status == 503);
    CHECK_FALSE(header_of(answer, "Retry-After").empty());
}

TEST_CASE("what is sent while the database or the disk is away stays on the page, to be sent again") {
    Town town;
    logging::set_output([](std::string_view) {});
    const auto* path = GENERATE("/fel/database", "/fel/disk");
    town.get("/form");
    const auto answer = town.post(path, {{"name", "Kim <Exempel>"}, {"password", "hemligt"}});
    CHECK(answer.status == 503);
    CHECK_FALSE(header_of(answer, "Retry-After").empty());
    CHECK(header_of(answer, "Cache-Control") == "no-store");
    CHECK(shows(answer, R"(value="Kim &lt;Exempel&gt;")"));
    CHECK(shows(answer, town.csrf()));
    CHECK_FALSE(shows(answer, "hemligt"));
    auto forged = town.post_of(path);
    forged.form.all = {{"name", "Kim"}, {"_csrf", town.csrf()}};
    forged.headers.all = {{"origin", "https://evil.example"}};
    CHECK_FALSE(shows(town.send(forged), R"(value="Kim")"));
    logging::set_output({});
}

TEST_CASE("a program is told what is away and when to come back") {
    Town town;
    logging::set_output([](std::string_view) {});
    const auto answer = town.get("/api/fel/database?sprak=en");
    logging::set_output({});
    CHECK(answer.status == 503);
    CHECK(answer.type == "application/problem+json");
    CHECK_FALSE(header_of(answer, "Retry-After").empty());
    CHECK((*json::parse(answer.body))["detail"].text() == "We are working on it. Try again in a few minutes.");
}

TEST_CASE("a file that found no room on the disk is told about, and what was typed beside it is kept") {
    Town town;
    town.get("/form");
    auto request = town.post_of("/spara");
    request.form.all = {{"name", "Kim"}, {"_csrf", town.csrf()}};
    request.uploads = {{.field = "files", .filename = "intyg.pdf", .declared_type = "application/pdf", .path = {}, .lost = true}};
    const auto answer = town.send(request);
    CHECK(answer.status == 503);
    CHECK(shows(answer, R"(value="Kim")"));
    CHECK(shows(answer, "Dina filer följde inte med"));
}

TEST_CASE("when sessions cannot be read the page is still in the reader's language, and a program gets a problem document") {
    Town town;
    town.get("/form");
    town.db().write(
        [](db::Connection& db) { db.script("ALTER TABLE identity_session RENAME TO gone; ALTER TABLE identity_token RENAME TO lost"); });
    logging::set_output([](std::string_view) {});
    const auto page = town.get("/sag/42?sprak=en");
    town.use_token("torg_any");
    const auto problem = town.get("/api/oppet");
    logging::set_output({});
    CHECK(page.status == 500);
    CHECK(shows(page, R"(<html lang="en")"));
    CHECK(problem.status == 500);
    CHECK(problem.type == "application/problem+json");
}

TEST_CASE("a host that no municipality answers to is not found") {
    site::Site site({test_area()}, [](std::string_view) -> Tenant* { return nullptr; });
    http::Request request{.target = "/", .path = "/", .host = "other.example"};
    CHECK(site.answer(request).status == 404);
}

TEST_CASE("language and appearance are kept in cookies and lead back to the page") {
    Town town;
    const auto answer = town.get("/sprak?till=en&tillbaka=%2Ffel%2Fsaid%3Fsprak%3Dsv");
    CHECK(header_of(answer, "Location") == "/fel/said");
    CHECK(shows(town.follow(answer), "That is wrong"));
    CHECK(shows(town.get("/"), R"(lang="en")"));
    CHECK(header_of(town.post("/utseende", {{"till", "dark"}, {"tillbaka", "/"}}), "Set-Cookie").starts_with("torg_utseende=morkt"));
    CHECK(shows(town.get("/"), R"(data-theme="dark")"));
}

TEST_CASE("a further language is for residents' pages that have words in it; staff and others read Swedish, whole") {
    Town town;
    const auto language_of_page = [&](std::string_view path) {
        const auto body = town.get(path).body;
        return body.substr(body.find("<html lang=\"") + 12, 2);
    };
    CHECK(language_of_page("/?sprak=fi") == "sv");
    town.tenant().further_languages = {Language::fi};
    CHECK(language_of_page("/?sprak=fi") == "fi");
    CHECK(language_of_page("/utan?sprak=fi") == "sv");
    CHECK(language_of_page("/personal/oppet?sprak=fi") == "sv");
    CHECK(language_of_page("/utan?sprak=en") == "en");
    town.sign_in_staff("officer", {may_decide});
    CHECK(language_of_page("/bara-personal?sprak=fi") == "sv");
    CHECK(language_of_page("/?sprak=fi") == "fi");
    // Also when it breaks.
    CHECK(language_of_page("/personal/fel?sprak=fi") == "sv");
}

TEST_CASE("a return address never leads to another host") {
    CHECK(site::local_path("/arenden?sida=2") == "/arenden?sida=2");
    for (const auto* away : {"https://evil.example", "//evil.example", "/\\evil.example", "evil", "", "/a\r\nSet-Cookie: x",
                             "///evil.example", "/\t/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)",
                             "\\\\evil.example", "http:evil.example", "/\x01", "@evil.example", ".evil.example"})
        CHECK(site::local_path(away) == "/");
    // Dots and colons within the path stay on this host (RFC 3986 5.2.4).
    for (const auto* here : {"/..//evil.example", "/.//evil.example", "/:80", "/a?till=//evil.example"})
        CHECK(site::local_path(here) == here);
}

TEST_CASE("requests are counted by route, never by address") {
    site::Site site({test_area()}, [](std::string_view) -> Tenant* { return nullptr; });
    http::Request request{.target = "/sag/Beda", .path = "/sag/Beda"};
    site.answer(request);
    CHECK(site.metrics().find(R"(torg_requests_total{method="any",route="none",status="4xx"} 1)") != std::string::npos);
    CHECK(site.metrics().find("Beda") == std::string::npos);
    CHECK(site.metrics().find(R"(le="+Inf"} 1)") != std::string::npos);
}

TEST_CASE("each request is a line in the log, with its id and its route, and nothing that a visitor wrote in the address") {
    std::string logged;
    logging::set_level(logging::Level::info);
    logging::set_output([&](std::string_view line) { logged += line; });
    site::Site site({test_area()}, [](std::string_view) -> Tenant* { return nullptr; });
    http::Request request{.target = "/sag/Beda?q=Alva", .path = "/sag/Beda", .host = "exempelby.test", .request_id = "id-1"};
    site.answer(request);
    CHECK_THAT(logged, Catch::Contains(R"("request_id":"id-1","host":"exempelby.test","method":"GET","route":"none","status":404,"ms":)"));
    CHECK_THAT(logged, !Catch::Contains("Beda") && !Catch::Contains("Alva"));
    logged.clear();
    site.refuse(413, "id-2");
    CHECK_THAT(logged, Catch::Contains(R"("event":"request","request_id":"id-2","status":413)"));
    logging::set_output({});
    logging::set_level(logging::Level::error);
}

namespace {

/// Decisions govern others here, and a proof counts for a quarter of an hour.
struct Governed : Town {
    site::Site strict{{test_area()},
                      [this](std::string_view) { return &tenant(); },
                      {.governing = {may_decide.name}, .governing_proof = 15 * microseconds_a_minute}};

    ~Governed() { use_machine_clock(); }
    http::Response ask(http::Method method, std::string path, http::Fields typed = {}) {
        http::Request request{.method = method, .target = path, .path = path, .form = std::move(typed)};
        request.host = "exempelby.test";
        request.headers.all.emplace_back("origin", "http://exempelby.test");
        request.cookies.all.emplace_back(identity::session_cookie_name(false), session());
        request.form.all.emplace_back("_csrf", csrf());
        return strict.answer(request);
    }
    http::Response read(std::string path) { return ask(http::Method::get, std::move(path)); }
    void prove() {
        db().write([&](db::Connection& connection) { identity::mark_proved(connection, visitor().session, now()); });
    }
};

}  // namespace

TEST_CASE("who governs others comes no further with a password than to where more is shown") {
    Governed town;
    town.sign_in_staff("chief", {may_decide});
    CHECK(header_of(town.read("/beslut"), "Location") == "/personal/bekrafta?till=%2Fbeslut");
    CHECK(header_of(town.read("/personal"), "Location") == "/personal/bekrafta?till=%2Fpersonal");
    CHECK(town.read("/personal/bekrafta").status == 200);
    CHECK(town.read("/api/beslut").status == 401);
    CHECK(town.read("/sag/42").status == 200);
    town.prove();
    CHECK(town.read("/beslut").status == 200);
    CHECK(town.read("/personal").status == 200);
    town.sign_in_staff("officer", {});
    CHECK(town.read("/personal").status == 200);
}

TEST_CASE("what governs others is changed only shortly after more than a password was shown, and what was typed is kept") {
    Governed town;
    town.sign_in_staff("chief", {may_decide});
    town.prove();
    CHECK(town.ask(http::Method::post, "/beslut").status == 200);
    set_clock(now() + 16 * microseconds_a_minute);
    const auto asked = town.ask(http::Method::post, "/beslut", {{{"name", "Kim Exempel"}}});
    CHECK(asked.status == 403);
    CHECK(shows(asked, "/personal/bekrafta"));
    CHECK(shows(asked, R"(value="Kim Exempel")"));
    CHECK(town.read("/beslut").status == 200);
    town.prove();
    CHECK(town.ask(http::Method::post, "/beslut").status == 200);
}

TEST_CASE("who came with a key is asked for no more than the key") {
    Governed town;
    const auto account = town.sign_in_staff("program", {may_decide});
    const auto key =
        town.db().write([&](db::Connection& connection) { return identity::create_token(connection, account, "test", std::nullopt); });
    http::Request request{.method = http::Method::post, .target = "/api/beslut", .path = "/api/beslut"};
    request.host = "exempelby.test";
    request.headers.all.emplace_back("authorization", "Bearer " + key);
    CHECK(town.strict.answer(request).status == 200);
}

TEST_CASE("over TLS browsers are told what the installation has chosen for its other names") {
    Town town;
    const site::Rules rules{.transport_security = "max-age=31536000; includeSubDomains"};
    site::Site site(
        {test_area()}, [&](std::string_view) { return &town.tenant(); }, rules);
    http::Request request{.target = "/sag/42", .path = "/sag/42"};
    request.secure = true;
    CHECK(header_of(site.answer(request), "Strict-Transport-Security") == "max-age=31536000; includeSubDomains");
}

TEST_CASE("two areas cannot answer to the same address") { CHECK_THROWS_AS(site::Site({test_area(), test_area()}, {}), std::logic_error); }

TEST_CASE("any web page may read the open API, none the rest") {
    Town town;
    CHECK(header_of(town.get("/api/oppet"), "Access-Control-Allow-Origin") == "*");
    town.sign_in_staff("olle", {may_decide});
    CHECK(header_of(town.get("/api/beslut"), "Access-Control-Allow-Origin").empty());
}
