/// Sending what others must sign too.
#include "areas/e_services/town_for_tests.h"
#include "engines/cases/find.h"
#include "engines/identity/people.h"
#include "engines/identity/tokens.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

namespace e_services {
namespace {

const std::string choice = "/e-tjanster/" + std::string(flow_services::school_choice);

/// Kim fills in what Robin is to sign too.
struct Signing : TestTown {
    explicit Signing(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")), robin(add_resident("Robin Exempel")) {}

    std::string number_of(PersonId person) {
        return read([&](db::Connection& db) { return identity::personal_number_of(db, site.tenant().secret, person)->digits(); });
    }
    http::Response answer(const std::string& page, TestSite::Typed typed) {
        typed.emplace_back("draft", draft);
        return site.post(choice + "/" + page, std::move(typed));
    }
    http::Response name(PersonId named) {
        return answer("about", {{"what", "Strandskolan"},
                                {"guardians.0.name", "Robin Exempel"},
                                {"guardians.0.number", number_of(named)},
                                {"guardians.0.email", "robin@exempel.example"}});
    }
    std::int64_t cases() {
        return read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM cases_case"); });
    }

    PersonId kim, robin;
    std::string draft;
};

#define SIGNING() Signing town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("what others must sign too is filled in by somebody who has signed in") {
    SIGNING();
    CHECK(location(town.site.post(choice + "/borja")).starts_with("/logga-in"));
}

TEST_CASE("an applicant who names oneself is led back to the question, and sends when it names another") {
    SIGNING();
    town.site.sign_in_resident(town.kim);
    town.draft = handle_in(town.site.follow(town.site.post(choice + "/borja")));
    town.name(town.kim);
    // Whatever number is typed: the e-identification says who applies.
    town.answer(
        "contact",
        {{"applicant_name", "Kim Exempel"}, {"applicant_number", town.number_of(town.robin)}, {"applicant_email", "kim@exempel.example"}});
    const auto review = town.site.get(choice + "/granska");
    CHECK(location(review) == choice + "/about?kontrollera=1");
    const auto page = town.site.get(choice + "/about?kontrollera=1");
    CHECK(shows(page, "Skriv någon annan än dig själv"));
    CHECK(shows(page, "guardians.0.number"));
    CHECK(location(town.answer("skicka", {})) == choice + "/granska");
    CHECK(town.cases() == 0);
    town.name(town.robin);
    CHECK(location(town.answer("skicka", {})).find("/kvitto") != std::string::npos);
    CHECK(town.cases() == 1);
}

TEST_CASE("a program cannot name the applicant as one who signs too") {
    SIGNING();
    const auto program = town.add_program("program", {"e_services.submit"}, town.top);
    town.site.use_token(town.write([&](db::Connection& db) { return identity::create_token(db, program, "test"); }));
    const auto send = [&](PersonId named) {
        http::Request request{.method = http::Method::post};
        request.target = request.path = "/api/v1/services/" + std::string(flow_services::school_choice) + "/cases";
        request.headers.all.emplace_back("content-type", "application/json");
        request.body = R"({"answers":{"what":"Strandskolan","guardians":[{"name":"Robin","number":")" + town.number_of(named) +
                       R"(","email":"robin@exempel.example"}],"applicant_name":"Kim Exempel","applicant_number":")" +
                       town.number_of(town.kim) + R"(","applicant_email":"kim@exempel.example"}})";
        return town.site.send(std::move(request));
    };
    const auto refused = send(town.kim);
    CHECK(refused.status == 422);
    CHECK((*json::parse(refused.body))["errors"][0]["field"].text() == "guardians.0.number");
    CHECK(send(town.robin).status == 201);
    CHECK(town.cases() == 1);
}

TEST_CASE("the applicant who is to sign what another fills in is not named to sign once more; the helper may be") {
    SIGNING();
    town.site.sign_in_resident(town.kim);
    const auto first = town.site.follow(town.site.post(
        choice + "/for-annan",
        {{"who", "without"}, {"name", "Robin Exempel"}, {"number", town.number_of(town.robin)}, {"email", "robin@exempel.example"}}));
    town.draft = handle_in(first);
    const auto named = "?utkast=" + town.draft.substr(0, town.draft.find('.'));
    const bool names_first = GENERATE(true, false);
    const auto contact = [&] { town.answer("contact", {{"applicant_name", "Robin"}, {"applicant_email", "robin@exempel.example"}}); };
    if (!names_first) contact();
    town.name(town.robin);
    if (names_first) contact();
    CHECK(location(town.site.get(choice + "/granska" + named)) == choice + "/about" + named + "&kontrollera=1");
    CHECK(shows(town.site.get(choice + "/about" + named + "&kontrollera=1"), "guardians.0.number"));
    CHECK(location(town.answer("skicka", {})) == choice + "/granska" + named);
    CHECK(town.cases() == 0);
    town.name(town.kim);
    CHECK(location(town.answer("skicka", {})).find("/kvitto") != std::string::npos);
    CHECK(town.cases() == 1);
}

}  // namespace e_services
