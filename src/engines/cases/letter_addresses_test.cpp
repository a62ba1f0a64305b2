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
    void apply() { apply_as({.person = kim, .name = "Kim Exempel"}); }
    void apply_as(const Party& party) {
        id = as(visitor(), [&](Change& change) {
            return receive(change, {.service = *services::newest_published(change.db, "djurskydd"), .answers = {}, .parties = {party}}).id;
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
        const auto printer = employ("printer", {"cases.read", "cases.decide"}, top);
        return site.db().read([&](db::Connection& db) { return forwarded_letters(db, printer, {may_read, may_decide}, {}, 10).size(); });
    }
    std::vector<std::string> log_of_kim() {
        std::vector<std::string> all;
        for (const auto& entry : site.db().read([&](db::Connection& db) { return audit::entries_of(db, "person", kim.value); }))
            all.push_back(entry.event + " " + entry.detail);
        return all;
    }
    std::string number() {
        return site.db().read([&](db::Connection& db) { return find(db, site.tenant(), id).value().number; });
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

TEST_CASE("a number that was only typed leads to nobody's address: the letter waits for a person, and nobody is asked") {
    TOWN();
    const auto of_a_stranger =
        town.site.db().read([&](db::Connection& db) { return identity::personal_number_of(db, town.site.tenant().secret, town.kim); });
    REQUIRE(of_a_stranger);
    town.apply_as({.name = "Robin Exempel", .personal_number = of_a_stranger->digits()});
    town.site.run_jobs();
    CHECK(town.letter().state == notify::State::needs_address);
    CHECK(town.site.db()
              .read([&](db::Connection& db) { return audit::search(db, {.event_prefix = "directories.asked", .subject = town.id.value}); })
              .empty());
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
    CHECK(town.log_of_kim() == std::vector{"cases.protection_marked " + town.number()});
    // From then on no letter waits for an answer.
    town.is_away = true;
    town.apply();
    CHECK(town.letter().content.address.starts_with("Förmedlas av Skatteverket"));
    CHECK(town.forwarded() == 2);
    town.site.run_jobs();
    CHECK(town.is_marked());
}

TEST_CASE("the mark ends when the register says outright that the person is not protected; the next letter goes to the address") {
    TOWN();
    const auto unprotected = std::exchange(town.record, R"({"protected": true})");
    town.apply();
    town.site.run_jobs();
    REQUIRE(town.is_marked());
    const auto first = town.number();
    town.record = unprotected;
    town.apply();
    town.site.run_jobs();
    CHECK(town.letter().content.address.starts_with("Förmedlas av Skatteverket"));
    CHECK_FALSE(town.is_marked());
    CHECK(town.log_of_kim() == std::vector{"cases.protection_unmarked " + town.number(), "cases.protection_marked " + first});
    town.apply();
    town.site.run_jobs();
    CHECK(town.letter().content.address == "Ekvägen 7\n123 45 Exempelby");
}

TEST_CASE("what the register says of protection and nobody understands forwards that letter, and marks nobody") {
    TOWN();
    const auto plain = town.record;
    for (const auto* odd : {R"({"protected": "N"})", R"({"protected": null})", R"({"protected": 1})"}) {
        CAPTURE(odd);
        town.record = odd;
        town.apply();
        town.site.run_jobs();
        CHECK(town.letter().content.address.starts_with("Förmedlas av Skatteverket"));
        CHECK_FALSE(town.is_marked());
    }
    CHECK(town.log_of_kim().empty());
    town.record = plain;
    town.apply();
    town.site.run_jobs();
    CHECK(town.letter().content.address == "Ekvägen 7\n123 45 Exempelby");
}

TEST_CASE("of a trial by the staff, and for an organisation, no register is asked where a person lives") {
    TOWN();
    town.apply();
    const auto about = town.letter().about;
    const auto wait_for_address = [&](bool is_test, const std::string& organisation) {
        return town.as(town.visitor(), [&](Change& change) {
            const auto message = notify::queue(change.db, change.tenant,
                                               {.about = about, .occasion = "decision", .channel = notify::Channel::letter, .content = {}});
            auto of = find(change.db, change.tenant, town.id).value();
            of.is_test = is_test;
            auto party = parties(change.db, change.tenant, of).at(0);
            party.organisation_number = organisation;
            find_letter_address(change, of, party, message);
            return message;
        });
    };
    town.site.run_jobs();
    const auto state_of = [&](MessageId message) {
        town.site.run_jobs();
        return town.site.db().read([&](db::Connection& db) { return notify::find(db, town.site.tenant(), message)->state; });
    };
    CHECK(state_of(wait_for_address(true, "")) == notify::State::needs_address);
    CHECK(state_of(wait_for_address(false, "5560160680")) == notify::State::needs_address);
    CHECK(state_of(wait_for_address(false, "")) == notify::State::waiting);
}

TEST_CASE("forwarded letters are listed where the reader may print, those that are not printed first, page by page") {
    TOWN();
    town.record = R"({"protected": true})";
    std::vector<std::string> numbers;
    for (int i = 0; i < 3; ++i) {
        town.apply();
        town.site.run_jobs();
        numbers.push_back(town.number());
    }
    // The newest is printed; the oldest two are not.
    town.write([&](db::Connection& db) { db.execute("UPDATE notify_message SET bundle = 1, state = 'sent' WHERE case_id = ?", town.id); });
    const auto unit = town.read([&](db::Connection& db) { return find(db, town.site.tenant(), town.id).value().unit; });
    const auto printer = town.employ("printer", {"cases.read", "cases.decide"}, unit);
    const auto listed = [&](AccountId account, const std::optional<ForwardedLetter>& after, int limit) {
        return town.read([&](db::Connection& db) { return forwarded_letters(db, account, {may_read, may_decide}, after, limit); });
    };
    const auto first = listed(printer, {}, 2);
    REQUIRE(first.size() == 2);
    CHECK(first[0].number == numbers[1]);
    CHECK(first[1].number == numbers[0]);
    const auto second = listed(printer, first[1], 2);
    REQUIRE(second.size() == 1);
    CHECK(second[0].number == numbers[2]);
    CHECK(second[0].is_printed);
    CHECK(listed(town.employ("reader", {"cases.read"}, unit), {}, 2).empty());
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
