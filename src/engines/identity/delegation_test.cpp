#include "engines/identity/delegation.h"
#include "engines/identity/accounts.h"
#include "engines/identity/fresh_tables_for_tests.h"

namespace {

const Date monday = *date_from_iso("2026-11-23");

struct Delegated : FreshTables {
    UnitId board = unit("barn-och-utbildning"), school = unit("skola", board), other = unit("gata");
    AccountId head = account("head"), deputy = account("deputy"), third = account("third");
    RoleId role = write([](db::Connection& db) { return *identity::add_role(db, {"head", "Chef", "Head", {}}); });

    Delegated() {
        set_clock(swedish_time(monday, 12));
        write([&](db::Connection& db) {
            CHECK(identity::set_delegation(db, {"BUN 4.2", "Beslut om skolskjuts", "Skollagen 10 kap. 32 §", board, {role}}));
            identity::assign(db, head, role, board);
        });
    }
    AccountId account(std::string name) {
        return write([&](db::Connection& db) { return identity::add_account_with_hash(db, {name, name}, ""); });
    }
    bool may(AccountId who, UnitId unit) {
        return read([&](db::Connection& db) { return identity::may_decide(db, who, "BUN 4.2", unit); });
    }
    void stands_in(AccountId absent, AccountId substitute, Date from, Date until) {
        write([&](db::Connection& db) { CHECK(identity::add_substitution(db, absent, substitute, from, until)); });
    }
};

}  // namespace

TEST_CASE("who holds a role of the rule decides under that committee and nowhere else") {
    Delegated town;
    CHECK(town.may(town.head, town.school));
    CHECK_FALSE(town.may(town.head, town.other));
    CHECK_FALSE(town.may(town.deputy, town.school));
    CHECK_FALSE(town.read([&](db::Connection& db) { return identity::may_decide(db, town.head, "BUN 9.9", town.school); }));
}

TEST_CASE("a substitute decides on the days of the leave, both included") {
    Delegated town;
    town.stands_in(town.head, town.deputy, monday, Date{monday.days + 1});
    CHECK(town.may(town.deputy, town.school));
    set_clock(swedish_time(Date{monday.days + 1}, 23, 59));
    CHECK(town.may(town.deputy, town.school));
    set_clock(swedish_time(Date{monday.days + 2}));
    CHECK_FALSE(town.may(town.deputy, town.school));
    set_clock(swedish_time(monday) - microseconds_a_minute);
    CHECK_FALSE(town.may(town.deputy, town.school));
}

TEST_CASE("a substitute cannot pass the power on") {
    Delegated town;
    town.stands_in(town.head, town.deputy, monday, monday);
    town.stands_in(town.deputy, town.third, monday, monday);
    CHECK_FALSE(town.may(town.third, town.school));
}

TEST_CASE("a substitution that is ended stops at once but stays as proof of the days before") {
    Delegated town;
    town.stands_in(town.head, town.deputy, Date{monday.days - 3}, Date{monday.days + 3});
    const auto id = town.read([&](db::Connection& db) { return identity::substitutions_of(db, town.head).at(0).id; });
    town.write([&](db::Connection& db) { identity::end_substitution(db, id); });
    CHECK_FALSE(town.may(town.deputy, town.school));
    CHECK(town.read([&](db::Connection& db) { return identity::substitutions_of(db, town.head).at(0).until; }) == Date{monday.days - 1});
}

TEST_CASE("an account that has left decides nothing") {
    Delegated town;
    town.write([&](db::Connection& db) {
        auto account = *identity::find_account(db, town.head);
        account.active = false;
        CHECK(identity::change_account(db, account));
    });
    CHECK_FALSE(town.may(town.head, town.school));
}
