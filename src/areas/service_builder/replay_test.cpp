#include "areas/service_builder/replay.h"

#include <catch2/catch.hpp>

#include "areas/service_builder/area.h"
#include "areas/service_builder/rights.h"
#include "areas/service_builder/saving.h"
#include "engines/cases/find.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace service_builder {
namespace {

/// A town with one case that was closed and one that was not.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind) {
        const auto resident = add_resident("Kim Exempel");
        closed = apply(resident, Stage::sent);
        apply(resident);
        builder = employ("builder", {std::string(may_build.name)}, top);
        reader = employ("reader", {std::string(may_build.name), "cases.read"}, top);
    }
    std::vector<cases::Case> closed_for(AccountId account) {
        return read([&](db::Connection& db) {
            return cases::find_all(db, site.tenant(), cases::closed_of(db, account, "skolskjuts", most_replayed));
        });
    }
    /// The service in force, with one rule: every case is approved.
    services::Service that_always_approves() {
        const auto yaml = read([](db::Connection& db) { return services::definition(db, "skolskjuts", 1)->yaml; });
        const auto refuse = yaml::parse("[{ when: \"true\", outcome: approve }]").value();
        return services::read_service(services::with_part(yaml::parse(yaml).value(), {"proposals"}, refuse)).value();
    }
    Replay replay(const services::Service& service) {
        const auto cases = closed_for(reader);
        return read([&](db::Connection& db) { return replayed(db, site.tenant(), cases, service); });
    }

    Case closed;
    AccountId builder, reader;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("new rules over closed cases tell which would have been proposed otherwise") {
    TOWN();
    const auto turned = town.replay(town.that_always_approves());
    CHECK(turned.cases == 1);
    REQUIRE(turned.turned.size() == 1);
    CHECK(turned.turned.front().number == town.closed.number);
    CHECK(turned.turned.front().after == "approve");
    CHECK(turned.turned.front().decided == "reject");
    CHECK(town.replay(*town.read([](db::Connection& db) { return services::find(db, "skolskjuts", 1); })).turned.empty());
}

TEST_CASE("only cases that the builder may read are tried, and each that is read stands in the log") {
    TOWN();
    CHECK(town.closed_for(town.builder).empty());
    const auto begin_and_run = [&](AccountId who) {
        town.site.sign_in_account(who);
        const std::string draft(header_of(town.site.post("/e-tjanstebyggaren/ny", {{"service", "skolskjuts"}}), "Location"));
        return town.site.post(draft + "/omprovning");
    };
    CHECK(shows(begin_and_run(town.builder), "inget avslutat ärende som du får läsa"));
    CHECK(town.site.last_audit()->event == "service_builder.draft_begun");
    CHECK(shows(begin_and_run(town.reader), "Inget av ett ärende"));
    CHECK(town.site.last_audit()->event == "service_builder.case_replayed");
    CHECK(town.site.last_audit()->subject == town.closed.id.value);
}

}  // namespace service_builder
