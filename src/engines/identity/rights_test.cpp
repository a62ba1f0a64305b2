#include "engines/identity/accounts.h"
#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/roles.h"

namespace {

struct Organisation : FreshTables {
    UnitId town = unit("exempelby"), school = unit("skola", town), preschool = unit("forskola", school), streets = unit("gata", town);
    AccountId officer = write([&](db::Connection& db) { return identity::add_account_with_hash(db, {"officer", "Olle Officer"}, ""); });
    RoleId role = write([](db::Connection& db) {
        return *identity::add_role(db, {"case-officer", "Handläggare", "Case officer", {"case_desk.decide", "case_desk.read"}});
    });
    bool may(UnitId unit, std::string_view permission = "case_desk.decide") {
        return read([&](db::Connection& db) { return identity::has_right(db, officer, permission, unit); });
    }
    AssignmentId assign(UnitId unit, std::optional<Timestamp> ends_at = {}) {
        return write([&](db::Connection& db) { return identity::assign(db, officer, role, unit, ends_at); });
    }
};

}  // namespace

TEST_CASE("a right holds in the unit of the assignment and all below it, nowhere else") {
    Organisation town;
    town.assign(town.school);
    CHECK(town.may(town.school));
    CHECK(town.may(town.preschool));
    CHECK_FALSE(town.may(town.town));
    CHECK_FALSE(town.may(town.streets));
    CHECK_FALSE(town.may(town.school, "case_desk.archive"));
}

TEST_CASE("a role that loses a permission takes the right from everyone who holds it") {
    Organisation town;
    town.assign(town.school);
    town.write([&](db::Connection& db) {
        auto role = *identity::find_role(db, "case-officer");
        role.permissions = {"case_desk.read"};
        CHECK(identity::change_role(db, role));
    });
    CHECK_FALSE(town.may(town.school));
    CHECK(town.may(town.school, "case_desk.read"));
}

TEST_CASE("a unit that moves takes its rights from the new parent") {
    Organisation town;
    town.assign(town.school);
    town.write([&](db::Connection& db) {
        auto unit = *identity::find_unit(db, town.preschool);
        unit.parent = town.streets;
        CHECK(identity::change_unit(db, unit));
    });
    CHECK_FALSE(town.may(town.preschool));
}

TEST_CASE("a new unit is reached by those who have a right above it") {
    Organisation town;
    town.assign(town.school);
    CHECK(town.may(town.unit("fritidshem", town.school)));
}

TEST_CASE("a unit cannot stand under itself") {
    Organisation town;
    town.write([&](db::Connection& db) {
        auto unit = *identity::find_unit(db, town.school);
        unit.parent = town.preschool;
        CHECK(identity::change_unit(db, unit).error().fault == Fault::conflict);
    });
}

TEST_CASE("an assignment stops giving rights at its end, before any job has run") {
    Organisation town;
    set_clock(Timestamp{1'000'000'000'000'000});
    town.assign(town.school, now() + microseconds_an_hour);
    CHECK(town.may(town.school));
    set_clock(now() + 2 * microseconds_an_hour);
    CHECK_FALSE(town.may(town.school));
    CHECK(town.read([&](db::Connection& db) { return identity::permissions_of(db, town.officer); }).empty());
    CHECK(town.write(identity::remove_ended_assignments) == 1);
    CHECK(town.read([&](db::Connection& db) { return identity::assignments_of(db, town.officer); }).empty());
}

TEST_CASE("of two assignments the longest counts") {
    Organisation town;
    town.assign(town.school, now() - 1);
    CHECK_FALSE(town.may(town.school));
    const auto lasting = town.assign(town.town);
    CHECK(town.may(town.school));
    town.write([&](db::Connection& db) { CHECK(identity::end_assignment(db, lasting)); });
    CHECK_FALSE(town.may(town.school));
}

TEST_CASE("an account that is no longer active has no rights") {
    Organisation town;
    town.assign(town.school);
    town.write([&](db::Connection& db) {
        auto account = *identity::find_account(db, town.officer);
        account.active = false;
        CHECK(identity::change_account(db, account));
    });
    CHECK_FALSE(town.may(town.school));
}

TEST_CASE("the tree lists parents before children and siblings in Swedish order") {
    FreshTables tables;
    const auto top = tables.unit("kommun");
    for (const auto* name : {"Äldre", "Zon", "Ålder"})
        tables.write([&](db::Connection& db) { CHECK(identity::add_unit(db, {std::string(name), name, name, top})); });
    std::string order;
    for (const auto& unit : tables.read(identity::units)) order += unit.name_sv + " ";
    CHECK(order == "kommun Zon Ålder Äldre ");
}
