#include "engines/directories/directories.h"

#include <catch2/catch.hpp>

#include "engines/directories/invented.h"
#include "engines/municipality/profile.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/http/server.h"

namespace directories {
namespace {

/// A form with everything that can be asked about, and its answers.
forms::Form form() {
    const auto field = [](std::string id, forms::FieldType type) { return forms::Field{.id = std::move(id), .type = type}; };
    auto school = field("school", forms::FieldType::choice);
    school.options = {{"strand", {"Strandskolan", "Strand School"}}, {"other", {"En annan", "Another"}}};
    forms::Form made;
    made.pages = {{.id = "all",
                   .fields = {field("child", forms::FieldType::personal_number), field("me", forms::FieldType::personal_number),
                              field("company", forms::FieldType::organisation_number), field("home", forms::FieldType::address),
                              field("land", forms::FieldType::property), school}}};
    return made;
}
forms::Answers answers() {
    forms::Answers all;
    all.set("child", {std::string("201801012392")}).set("me", {std::string("189203049813")}).set("company", {std::string("556016-0680")});
    all.set("home", {forms::Address{"Ekvägen 7", "123 45", "Exempelby"}}).set("land", {std::string("Exempelby Eken 1:7")});
    return all.set("school", {std::string("strand")});
}

/// Answers every inquiry with one reply, and remembers what was asked.
struct Register {
    Reply reply;
    std::vector<Inquiry> asked{};
    Sources sources() {
        Sources all;
        for (const auto& [directory, name] : names_of<Directory>)
            all.connected[directory] = [this](const Inquiry& inquiry) {
                asked.push_back(inquiry);
                return reply;
            };
        return all;
    }
};
Reply found(std::string_view record) { return {.outcome = Outcome::found, .record = json::parse(record).value()}; }

struct Town {
    TestSite site{{}};
    Register reg{};
    Town() { site.tenant().directories = std::make_shared<const Sources>(reg.sources()); }

    Finding ask(std::string_view check, const forms::Answers& about = answers()) {
        return directories::ask(site.tenant(), {{"it", parse_check(check).value()}}, form(), about).at("it");
    }
    Finding ask(std::string_view check, std::string_view record) {
        reg.reply = found(record);
        return ask(check);
    }
    std::string words(const Finding& finding, Language language = Language::sv) {
        return shown(Texts(site.tenant().texts, "directories", language), finding);
    }
};

}  // namespace

TEST_CASE("a check names a question and the fields it is about, or says what is wrong") {
    CHECK(parse_check(" population.lives_at( child , home ) ").value() == Check{"population.lives_at", {"child", "home"}});
    CHECK(parse_check("population.lives_at").error().text_key == "problem_check_shape");
    CHECK(parse_check("population.livs_at(a, b)").error().arguments[1] == "population.lives_at");
    CHECK(parse_check("property.owned_by(land)").error().text_key == "problem_check_count");
    CHECK(problems_of(parse_check("property.owned_by(land, me, company)").value(), form()).empty());
    CHECK(problems_of(parse_check("map.distance(home, child)").value(), form()).at(0).text_key == "problem_check_type");
    CHECK(problems_of(parse_check("map.distance(hoome, school)").value(), form()).at(0).arguments[1] == "home");
}

TEST_CASE("the population register tells where someone is registered") {
    Town town;
    const auto here = town.ask("population.registered_here(child)", R"({"municipality": "EXEMPELBY", "registered_on": "2019-08-01"})");
    CHECK(here.found.is_true());
    CHECK(town.words(here) == "Folkbokförd i EXEMPELBY, sedan 1 augusti 2019");
    CHECK(town.reg.asked.front().asks["personal_number"].text() == "201801012392");
    const auto elsewhere = town.ask("population.registered_here(child)", R"({"municipality": "Grannköping"})");
    CHECK(elsewhere.found.is_false());
    CHECK(town.words(elsewhere, Language::en) == "Registered in Grannköping");
}

TEST_CASE("the registered address is compared as a place, not letter by letter") {
    Town town;
    const auto lives = [&](std::string_view street) {
        return town.ask("population.lives_at(child, home)",
                        R"({"address": {"street": ")" + std::string(street) + R"(", "postcode": "12345", "town": "EXEMPELBY"}})");
    };
    CHECK(lives("EKVÄGEN 7 lgh 1101").found.is_true());
    CHECK(lives("Ekvägen 8").found.is_false());
    CHECK(town.words(lives("Ekvägen 8")) == "Ekvägen 8, 12345 EXEMPELBY");
    CHECK(town.ask("population.lives_at(child, home)", "{}").found.is_false());
}

TEST_CASE("a guardian stands in the child's record") {
    Town town;
    CHECK(town.ask("population.guardian_of(me, child)", R"({"guardians": ["18920304-9813", "18"]})").found.is_true());
    CHECK(town.reg.asked.back().asks["personal_number"].text() == "201801012392");
    const auto other = town.ask("population.guardian_of(me, child)", R"({"guardians": ["189001019802"]})");
    CHECK(other.found.is_false());
    CHECK(town.words(other) == "1 vårdnadshavare");
}

TEST_CASE("of someone with protected identity nothing is told, whatever the register sends") {
    Town town;
    for (const auto* check :
         {"population.registered_here(child)", "population.lives_at(child, home)", "population.guardian_of(me, child)"}) {
        const auto finding = town.ask(
            check,
            R"({"protected": true, "municipality": "Exempelby", "address": {"street": "Ekvägen 7", "postcode": "123 45"}, "guardians": ["189203049813"]})");
        CHECK(finding.state == State::withheld);
        CHECK_FALSE(finding.found.is_known());
        CHECK(finding.facts.empty());
        CHECK(json::to_text(to_json({{"it", finding}})).find("Ekvägen") == std::string::npos);
    }
}

TEST_CASE("the property register tells whether a property exists and who owns it, as a person or an organisation") {
    Town town;
    const auto* record =
        R"({"designation": "EXEMPELBY EKEN 1:7", "owners": [{"number": "556016-0680", "name": "Bolaget AB"}, {"number": "189001019802", "name": "Alva"}]})";
    CHECK(town.ask("property.exists(land)", record).found.is_true());
    CHECK(town.ask("property.owned_by(land, me, company)", record).found.is_true());
    CHECK(town.words(town.ask("property.owned_by(land, me)", record)) == "Ägare: Bolaget AB, Alva");
    CHECK(town.ask("property.owned_by(land, me)", record).found.is_false());
}

TEST_CASE("an organisation is active or not") {
    Town town;
    const auto closed =
        town.ask("organisation.is_active(company)", R"({"name": "Bolaget AB", "form": "Aktiebolag", "status": "dissolved"})");
    CHECK(closed.found.is_false());
    CHECK(town.words(closed) == "Bolaget AB, Aktiebolag, avregistrerad");
    CHECK(town.ask("organisation.is_active(company)", R"({"status": "active"})").found.is_true());
}

TEST_CASE("what is not in a register is no; what a register does not say is unknown") {
    Town town;
    town.reg.reply = {.outcome = Outcome::missing};
    CHECK(town.ask("property.exists(land)").state == State::missing);
    CHECK(town.ask("property.exists(land)").found.is_false());
    CHECK_FALSE(town.ask("map.distance(home, school)").found.is_known());
    town.reg.reply = {};
    const auto away = town.ask("population.registered_here(child)");
    CHECK(away.state == State::unreachable);
    CHECK_FALSE(away.found.is_known());
    CHECK(town.words(away) == "Registret svarar inte");
}

TEST_CASE("nothing is asked without a register, or without the answer it is about") {
    Town town;
    CHECK(town.ask("population.registered_here(child)", answers().remove("child")).state == State::unanswered);
    CHECK(town.ask("property.owned_by(land, me, company)", answers().remove("me")).state != State::unanswered);
    CHECK(town.ask("property.owned_by(land, me, company)", answers().remove("me").remove("company")).state == State::unanswered);
    town.reg.asked.clear();
    town.site.tenant().directories = nullptr;
    CHECK(town.ask("population.registered_here(child)").state == State::unconnected);
    CHECK(town.reg.asked.empty());
}

TEST_CASE("the distance is measured to a place that the register knows, else to the label on the town's own map") {
    Town town;
    const auto* home = R"({"latitude": 60.0, "longitude": 15.30})";
    auto sources = town.reg.sources();
    sources.connected[Directory::map] = [&](const Inquiry& inquiry) {
        if (inquiry.asks.has("address")) return found(home);
        return Reply{.outcome = Outcome::missing};
    };
    town.site.tenant().directories = std::make_shared<const Sources>(sources);
    CHECK(town.ask("map.distance(home, school)").state == State::missing);
    town.site.db().write([](db::Connection& db) {
        municipality::set_base_map(
            db, R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"layer": "park"}, "geometry":
            {"type": "Polygon", "coordinates": [[[15.2, 59.9], [15.4, 59.9], [15.4, 60.1], [15.2, 59.9]]]}}, {"type": "Feature", "properties": {"layer": "label",
            "kind": "school", "name": "Strandskolan"}, "geometry": {"type": "Point", "coordinates": [15.30, 60.02]}}]})");
    });
    const auto measured = town.ask("map.distance(home, school)");
    CHECK(measured.found.number() == 2.2);
    CHECK(town.words(measured) == "2,2 km fågelvägen");
}

TEST_CASE("one record is looked up once, however many questions are about it") {
    Town town;
    town.reg.reply = found(R"({"municipality": "Exempelby"})");
    directories::ask(
        town.site.tenant(),
        {{"a", parse_check("population.registered_here(child)").value()}, {"b", parse_check("population.lives_at(child, home)").value()}},
        form(), answers());
    CHECK(town.reg.asked.size() == 1);
}

TEST_CASE("findings are the same after they were stored") {
    Findings all;
    all["a"] = {State::answered, forms::Value(true), {{"municipality", "Exempelby"}}, "Navet"};
    all["b"] = {State::answered, forms::Value(2.2), {}, ""};
    all["c"] = {State::unreachable, {}, {}, ""};
    CHECK(findings_from(json::parse(json::to_text(to_json(all))).value()) == all);
}

TEST_CASE("a register over HTTPS is asked by the contract, and what is no answer is no answer") {
    std::string asked;
    http::Server server(
        {.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"},
        [&](http::Request& request) {
            asked = request.body;
            if (request.path == "/none") return http::Response{.status = 404};
            if (request.path == "/broken") return http::Response{.type = "text/plain", .body = "<html>"};
            if (request.path == "/down") return http::Response{.status = 500, .type = "application/json", .body = "{}"};
            return http::Response{.type = "application/json", .body = R"({"municipality": "Exempelby", "source": "Navet"})"};
        },
        [](int status, const std::string&) { return http::Response{.status = status}; });
    server.start();
    const auto ask = [&](const std::string& path) {
        const auto source =
            over_https({.address = "http://127.0.0.1:" + std::to_string(server.port()) + path, .token = "x", .municipality = "exempelby"});
        return source({Directory::population, json::object({{"personal_number", "201801012392"}})});
    };
    const auto answer = ask("/");
    CHECK(asked == R"({"municipality":"exempelby","personal_number":"201801012392"})");
    CHECK(answer.outcome == Outcome::found);
    CHECK(answer.record["municipality"].text() == "Exempelby");
    CHECK(answer.source == "Navet");
    CHECK(ask("/none").outcome == Outcome::missing);
    CHECK(ask("/broken").outcome == Outcome::unreachable);
    CHECK(ask("/down").outcome == Outcome::unreachable);
}

TEST_CASE("an invented register finds its records however they are written, and the first one stays") {
    TestSite site({}, GENERATE(from_range(db::kinds_under_test())));
    const auto put = [&](Directory directory, std::string_view asks, std::string_view record) {
        site.db().write([&](db::Connection& db) {
            put_invented(db, "Exempelby", {{directory, json::parse(asks).value()}, json::parse(record).value()});
        });
    };
    put(Directory::property, R"({"property": "Exempelby Eken 1:7"})", R"({"designation": "first"})");
    put(Directory::property, R"({"property": "EKEN 1:7"})", R"({"designation": "second"})");
    put(Directory::map, R"({"address": {"street": "Ekvägen 7", "postcode": "123 45", "town": "x"}})", R"({"latitude": 60})");
    const auto sources = invented_sources(site.db(), "Exempelby");
    const auto ask = [&](Directory directory, std::string_view asks) {
        return sources->connected.at(directory)({directory, json::parse(asks).value()});
    };
    CHECK(ask(Directory::property, R"({"property": "exempelby  eken 1:7"})").record["designation"].text() == "first");
    CHECK(ask(Directory::map, R"({"address": {"street": "EKVÄGEN 7 lgh 1101", "postcode": "12345", "town": "y"}})").outcome ==
          Outcome::found);
    CHECK(ask(Directory::organisation, R"({"organisation_number": "556016-0680"})").outcome == Outcome::missing);
}

}  // namespace directories
