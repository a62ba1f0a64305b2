#pragma once
/// A town with a service of each flow that more than one person, or nobody, takes part in.
#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/identity/tokens.h"
#include "engines/letters/letter.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace cases {

struct Clock {
    Clock() { set_clock(swedish_time(*date_from_iso("2026-04-14"), 10)); }
    ~Clock() { use_machine_clock(); }
};

/// The officer decides by the delegation order; Kim applies.
struct FlowTown : TestTown {
    explicit FlowTown(db::Kind kind) : TestTown({}, kind), kim_id(add_resident("Kim Exempel")) {
        site.tenant().print_letter = [this](const letters::Letter& letter) -> Result<std::string> {
            printed.push_back(letter);
            return "%PDF " + letter.heading;
        };
        site.tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            sent.push_back(message);
            return {};
        };
        officer = staff("officer", {"cases.read", "cases.decide"});
        kim = {.kind = Visitor::Kind::resident, .person = kim_id, .name = "Kim Exempel"};
        write([&](db::Connection& db) {
            const auto role = identity::assignments_of(db, officer.account).front().role;
            must(identity::set_delegation(db, {"Prov 7", "Prov", "", top, {role}}));
        });
    }

    Visitor staff(std::string_view username, std::vector<std::string> permissions) {
        const auto account = employ(username, std::move(permissions), here);
        return read([&](db::Connection& db) { return identity::visitor_of_account(db, account); });
    }
    Receipt send_in(std::string_view service_id, forms::Answers answers = {}) {
        answers.set("what", {std::string("en cykel")});
        return as(kim, [&](Change& change) {
            const auto service = services::newest_published(change.db, service_id);
            return receive(change, {.service = *service,
                                    .answers = answers,
                                    .parties = {{.person = kim_id, .name = "Kim Exempel", .email = "kim@exempel.example"}}});
        });
    }
    cases::Case now_is(CaseId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    std::vector<EventKind> happened(CaseId id) {
        std::vector<EventKind> kinds;
        for (const auto& event : read([&](db::Connection& db) { return events(db, site.tenant(), find(db, site.tenant(), id).value()); }))
            kinds.push_back(event.kind);
        return kinds;
    }
    std::vector<std::string> subjects() const {
        std::vector<std::string> all;
        for (const auto& message : sent) all.push_back(message.subject);
        return all;
    }

    PersonId kim_id{};
    Visitor officer, kim;
    std::vector<letters::Letter> printed;
    std::vector<mail::Message> sent;
};

}  // namespace cases

#define FLOW_TOWN()    \
    const Clock clock; \
    FlowTown town(GENERATE(from_range(db::kinds_under_test())))
