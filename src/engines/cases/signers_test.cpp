/// Who signs, what is signed, and what cannot be decided before that.
#include "engines/cases/waiting_town_for_tests.h"
#include "foundation/crypto/crypto.h"

namespace cases {
namespace {

/// As Kim's service is written, in one place changed.
services::Service service_with(std::string_view written, std::string_view instead) {
    auto yaml = flow_services::yaml_of(flow_services::school_choice);
    yaml.replace(yaml.find(written), written.size(), instead);
    return services::parse_service(yaml).value();
}

void put_next_version(Waiting& town, std::string_view written, std::string_view instead) {
    town.write([&](db::Connection& db) {
        auto next = service_with(written, instead);
        next.version = 2;
        must(services::put(db, services::to_yaml(next)));
        must(services::publish(db, next.id, 2));
    });
}

bool decides(Waiting& town, std::string_view outcome, std::string_view reason = "") {
    return town.as(town.officer, [&](Change& change) {
        return decide(change, town.id, {.outcome = std::string(outcome), .reason = std::string(reason)}).has_value();
    });
}

}  // namespace

TEST_CASE("an applicant who names oneself is told where, and nobody else is") {
    WAITING();
    const auto service = service_with("version: 1", "version: 2");
    const auto answers = town.naming({town.robin, town.kim});
    const std::vector<Party> kim = {{.name = "Kim Exempel", .personal_number = town.number_of(town.kim)}};
    CHECK(applicants_among_signers(service, answers, kim) ==
          std::vector<FieldError>{{"guardians.1.number", "error_signatory_is_applicant"}});
    CHECK(applicants_among_signers(service, answers, {}).empty());
    CHECK(applicants_among_signers(service, town.naming({town.robin}), kim).empty());
}

TEST_CASE("one person is not both who applies and who signs, known by e-identification or by the number that was written") {
    WAITING();
    const auto names_robin = town.naming({town.robin});
    for (const auto& party :
         {Party{.person = town.robin.person, .name = "Robin"}, Party{.name = "Robin", .personal_number = town.number_of(town.robin)}}) {
        CAPTURE(party.personal_number);
        town.id = town.as(Visitor{},
                          [&](Change& change) {
                              return receive(change, {.service = *services::newest_published(change.db, flow_services::school_choice),
                                                      .answers = names_robin,
                                                      .parties = {party}});
                          })
                      .id;
        town.site.run_jobs();
        CHECK(town.sign_as(town.robin).error().text_key == "error_applicant_has_signed");
        CHECK(town.now_is(town.id).state == "waiting_for_signatures");
    }
}

TEST_CASE("what is signed are the answers: of the applicant no contact details, of the others who sign only the names") {
    WAITING();
    const auto shown = town.read([&](db::Connection& db) {
        const auto of = find(db, town.site.tenant(), town.id).value();
        return signed_answers(*service_of(db, of), forms::answers_from_json(of.answers).value());
    });
    forms::Answers expected, robin, alex;
    robin.set("name", {std::string("Robin Exempel")});
    alex.set("name", {std::string("Alex Exempel")});
    expected.set("what", {std::string("en cykel")}).set("guardians", {std::vector{robin, alex}});
    CHECK(shown == expected);
}

TEST_CASE("a signature carries the hash of the case, the answers, the statement and its signer") {
    WAITING();
    REQUIRE(town.sign_as(town.robin));
    REQUIRE(town.sign_as(town.alex));
    const auto hash_for = [&](const Visitor& who) {
        return crypto::sha256_hex(
            R"({"case":")" + town.now_is(town.id).number + R"(","service":"provskolval","service_version":1,)" +
            R"("answers":"{\"guardians\":{\"groups\":[{\"name\":\"Robin Exempel\"},{\"name\":\"Alex Exempel\"}]},\"what\":\"en cykel\"}",)" +
            R"("statement":"Jag har läst det som står här och skriver under det.","signer":")" + town.number_of(who) + R"("})");
    };
    const auto log =
        town.read([&](db::Connection& db) { return events(db, town.site.tenant(), find(db, town.site.tenant(), town.id).value()); });
    CHECK(log[1].data["hash"].text() == hash_for(town.robin));
    CHECK(log[2].data["hash"].text() == hash_for(town.alex));
}

TEST_CASE("what not everybody has signed is rejected, never granted") {
    WAITING();
    CHECK_FALSE(decides(town, "approve"));
    CHECK(decides(town, "reject", "no_need"));
}

TEST_CASE("an outcome that grants waits for the signatures whatever it is called, one that does not grant never does") {
    WAITING();
    put_next_version(town, "    approve:\n", "    granted:\n      grants: true\n");
    town.id = town.send_in(flow_services::school_choice, town.naming({town.robin})).id;
    town.site.run_jobs();
    CHECK_FALSE(decides(town, "granted"));
    REQUIRE(town.sign_as(town.robin));
    CHECK(decides(town, "granted"));
}

TEST_CASE("a rejection of what is not signed, undone, waits for its signers again and can then be granted") {
    WAITING();
    REQUIRE(decides(town, "reject", "no_need"));
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.id); }));
    CHECK(town.now_is(town.id).state == "waiting_for_signatures");
    CHECK(town.now_is(town.id).clock_stopped_on);
    REQUIRE(town.sign_as(town.robin));
    REQUIRE(town.sign_as(town.alex));
    CHECK(town.now_is(town.id).state == "received");
    REQUIRE(decides(town, "reject", "no_need"));
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.id); }));
    CHECK(town.now_is(town.id).state == "in_progress");  // everybody has signed: it is for the officer
    CHECK(decides(town, "approve"));
}

TEST_CASE("a rejection of what is not signed, reconsidered after an appeal, asks its signers anew, also when their links had run out") {
    WAITING();
    REQUIRE(decides(town, "reject", "no_need"));
    town.pass_days(1);
    town.site.run_jobs();
    REQUIRE(town.as(town.kim, [&](Change& change) { return appeal(change, town.id, "Den andra skriver under nu", {}); }));
    town.pass_days(70);
    town.sent.clear();
    REQUIRE(town.as(town.officer, [&](Change& change) { return move_on(change, town.id, "reconsider"); }));
    town.site.run_jobs();
    REQUIRE(town.sign_as(town.robin));
    REQUIRE(town.sign_as(town.alex));
    CHECK(town.now_is(town.id).state == "received");
}

TEST_CASE("nobody signs while the case waits for something else than signatures") {
    WAITING();
    const auto token = town.token_for(town.robin);
    REQUIRE(decides(town, "reject", "no_need"));
    CHECK(town.sign_as(town.robin, token).error().text_key == "error_not_to_sign");
    auto elsewhere = town.asked(token);
    elsewhere.of.state = "waiting_for_applicant";
    elsewhere.of.state_kind = "waiting";
    CHECK_FALSE(elsewhere.is_open(now()));
}

TEST_CASE("one who has signed too is not asked for what only the applicant answers") {
    WAITING();
    REQUIRE(town.sign_as(town.robin));
    REQUIRE(town.sign_as(town.alex));
    town.site.run_jobs();
    town.sent.clear();
    REQUIRE(town.as(town.officer, [&](Change& change) {
        return ask_supplement(change, town.id, {{"", "Vilken skola?"}}, "", Date{swedish_date(now()).days + 40});
    }));
    town.site.run_jobs();
    town.pass_days(20);
    run_timers(town.site.tenant());
    town.site.run_jobs();
    REQUIRE(town.sent.size() == 2);  // asked, and reminded
    for (const auto& message : town.sent) CHECK(message.to == "kim@exempel.example");
}

TEST_CASE("who acts for the applicant signs in their own name too, is told once, and follows the case after the mandate") {
    WAITING();
    const auto mandate = town.write([&](db::Connection& db) {
        return mandates::give(db, town.site.tenant(), town.kim, {town.number_of(town.robin), "Robin Exempel"},
                              {{}, swedish_date(now()), {}})
            .value();
    });
    const auto answers = town.naming({town.robin});
    const Party kim{.person = town.kim_id, .name = "Kim Exempel", .personal_number = town.number_of(town.kim)};
    const Party helper{.role = std::string(represents),
                       .person = town.robin.person,
                       .name = "Robin Exempel",
                       .personal_number = town.number_of(town.robin),
                       .email = "robin@exempel.example",
                       .mandate = mandate,
                       .mandate_origin = "e_identification"};
    const auto service = town.read([](db::Connection& db) { return services::newest_published(db, flow_services::school_choice); });
    CHECK(applicants_among_signers(*service, answers, {kim, helper}).empty());
    const auto sent = town.as(town.robin, [&](Change& change) {
        return receive(change, {.service = *service, .answers = answers, .parties = {kim, helper}});
    });
    town.site.run_jobs();
    town.sent.clear();
    const auto link = town.read([&](db::Connection& db) {
        const auto of = find(db, town.site.tenant(), sent.id).value();
        const auto path = signing_path(town.site.tenant(), signers(db, town.site.tenant(), of).front().id);
        return path.substr(path.rfind('/') + 1);
    });
    REQUIRE(town.sign_as(town.robin, link));
    CHECK(town.now_is(sent.id).state == "received");
    town.site.run_jobs();
    CHECK(std::ranges::count(town.sent, "robin@exempel.example", &mail::Message::to) == 1);
    must(town.write([&](db::Connection& db) { return mandates::end(db, town.site.tenant(), town.kim, mandate); }));
    CHECK(town.read([&](db::Connection& db) { return find_for(db, town.site.tenant(), town.robin, sent.number).has_value(); }));
}

}  // namespace cases
