#pragma once
/// An officer who decides by the delegation order, at the desk of a town, with Kim's applications for school transport.
#include <catch2/catch.hpp>

#include "areas/case_desk/addresses.h"
#include "engines/cases/find.h"
#include "engines/identity/tokens.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace case_desk {

Area area();

struct DeskTown : TestTown {
    explicit DeskTown(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")) {
        site.tenant().undo_minutes = 10;
        officer = add_officer("officer");
        site.sign_in_account(officer);
    }
    AccountId add_officer(std::string_view username) {
        employ(username, {"test.chief"}, here);
        return employ(username, {"cases.read", "cases.decide"}, here);
    }
    Visitor visitor_of(AccountId account) {
        return read([&](db::Connection& db) { return identity::visitor_of_account(db, account); });
    }
    std::string apply_here() { return apply(kim).number; }
    cases::Case now_is(const std::string& number) {
        return read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }
    /// As the box beside the case on the page where many are decided.
    std::pair<std::string, std::string> ticked(const std::string& number) {
        const auto of = now_is(number);
        return {"arende", std::to_string(of.id.value) + "." + std::to_string(of.last_event)};
    }

    PersonId kim;
    AccountId officer;
};

}  // namespace case_desk

#define DESK_TOWN() DeskTown desk(GENERATE(from_range(db::kinds_under_test())))
