/// Where letters without an address go, by the population register.
#include "engines/cases/letter_addresses.h"

#include <catch2/catch.hpp>

#include "engines/audit/audit.h"
#include "engines/cases/find.h"
#include "engines/directories/directories.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

/// Kim has neither e-mail nor telephone; the register says `record`.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({}, kind), kim(add_resident("Kim Exempel")) {
        directories::Sources sources;
        sources.connected[directories::Directory::population] = [this](const directories::Inquiry&) -> directories::Reply {
            if (is_away) return {};
            return {.outcome = directories::Outcome::found, .record = json::parse(record).value()};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(std::move(sources));
    }
    Visitor visitor() const { return {.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"}; }
    void apply() {
        id = as(visitor(), [&](Change& change) {
            return receive(change, {.service = *services::newest_published(change.db, "djurskydd"),
                                    .answers = {},
                                    .parties = {{.person = kim, .name = "Kim Exempel"}}})
                .id;
        });
    }
    notify::Message letter() {
        return site.db().read([&](db::Connection& db) {
            for (const auto& message : notify::of_case(db, site.tenant(), id))
                if (message.channel == notify::Channel::letter) return message;
            throw std::logic_error("no letter");
        });
    }
    bool is_marked() {
        return site.db().read([&](db::Connection& db) { return identity::find_person(db, site.tenant().secret, kim)->protected_identity; });
    }
    std::size_t forwarded() {
        return site.db().read([](db::Connection& db) { return forwarded_letters(db, 10).size(); });
    }

    PersonId kim;
    CaseId id{};
    std::string record = R"({"protected": false, "address": {"street": "Ekvägen 7", "postcode": "123 45", "town": "Exempelby"}})";
    bool is_away = false;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a letter without an address gets the registered one, and the log says that the register was asked") {
    TOWN();
    town.apply();
    CHECK(town.letter().state == notify::State::needs_address);
    town.site.run_jobs();
    CHECK(town.letter().content.address == "Ekvägen 7\n123 45 Exempelby");
    CHECK(town.letter().state == notify::State::waiting);
    CHECK(town.forwarded() == 0);
    const auto asked = town.site.db().read(
        [&](db::Connection& db) { return audit::search(db, {.event_prefix = "directories.asked", .subject = town.id.value}); });
    REQUIRE(asked.size() == 1);
    CHECK(asked.front().detail == "population.address");
}

TEST_CASE("to somebody with protected identity no address is written: the letter is forwarded, and the mark stays with the person") {
    TOWN();
    town.record = R"({"protected": true, "address": {"street": "Hemliga gatan 1", "postcode": "123 45", "town": "Exempelby"}})";
    town.apply();
    town.site.run_jobs();
    CHECK(town.letter().content.address.starts_with("Förmedlas av Skatteverket"));
    CHECK(town.letter().state == notify::State::waiting);
    CHECK(town.forwarded() == 1);
    CHECK(town.is_marked());
    // From then on nobody is asked.
    town.is_away = true;
    town.apply();
    CHECK(town.letter().content.address.starts_with("Förmedlas av Skatteverket"));
    CHECK(town.forwarded() == 2);
}

TEST_CASE("a register that is silent, or does not say that the person is unprotected, leaves the letter without an address") {
    TOWN();
    for (const auto* odd :
         {R"({"address": {"street": "Ekvägen 7", "postcode": "123 45", "town": "Exempelby"}})",
          R"({"protected": false, "address": {"street": "Ekvägen 7"}})", R"({"protected": false})",
          R"({"protected": false, "deregistered": "dead", "address": {"street": "Ekvägen 7", "postcode": "123 45", "town": "E"}})"}) {
        CAPTURE(odd);
        town.record = odd;
        town.apply();
        town.site.run_jobs();
        CHECK(town.letter().state == notify::State::needs_address);
    }
    CHECK_FALSE(town.is_marked());
    town.is_away = true;
    town.apply();
    town.site.run_jobs();
    CHECK(town.letter().state == notify::State::needs_address);
}

}  // namespace cases
