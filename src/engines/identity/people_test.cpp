#include "engines/identity/people.h"
#include "engines/identity/e_id.h"
#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/keys.h"

namespace identity {
/// Tests may; see DemoOnly.
class TestsOnly {
public:
    static DemoOnly demo() { return {}; }
};
}  // namespace identity

namespace {

const auto alva = *identity::PersonalNumber::from("18900101-9802");

}  // namespace

TEST_CASE("a personal number has a date that exists and a check digit that is right") {
    using identity::PersonalNumber;
    CHECK(PersonalNumber::from("18900101-9802")->digits() == "189001019802");
    CHECK_FALSE(PersonalNumber::from("18900101-9803"));
    CHECK_FALSE(PersonalNumber::from("18900231-9802"));
    CHECK_FALSE(PersonalNumber::from("18900101-980x"));
    CHECK_FALSE(PersonalNumber::from(""));
}

TEST_CASE("ten digits name the latest century that is not in the future, a plus the one before") {
    set_clock(swedish_time(*date_from_iso("2026-11-23"), 12));
    CHECK(identity::PersonalNumber::from("900101-9802")->digits() == "199001019802");
    CHECK(identity::PersonalNumber::from("900101+9802")->digits() == "189001019802");
    CHECK(identity::PersonalNumber::from("900101-9802")->age_on(*date_from_iso("2025-12-31")) == 35);
    CHECK(identity::PersonalNumber::from("900101-9802")->age_on(*date_from_iso("2026-01-01")) == 36);
    use_machine_clock();
}

TEST_CASE("a coordination number has sixty added to the day") {
    const auto number = identity::PersonalNumber::from("900161-9809");
    REQUIRE(number);
    CHECK(number->is_coordination_number());
    CHECK(to_iso(number->born()) == "1990-01-01");
}

TEST_CASE("an organisation number is told from a personal number by its third digit") {
    CHECK(identity::organisation_number("212000-0142") == "212000-0142");
    CHECK(identity::organisation_number("162120000142") == "212000-0142");
    CHECK_FALSE(identity::organisation_number("212000-0143"));
    CHECK_FALSE(identity::organisation_number("900101-9802"));
}

TEST_CASE("the same personal number is the same person, whose name follows the e-identification") {
    FreshTables tables;
    const auto find = [&](std::string_view name) {
        return tables.write([&](db::Connection& db) { return identity::find_or_add_person(db, test_secret, alva, name); });
    };
    const auto first = find("Alva Exempel");
    CHECK(find("Alva Ek") == first);
    CHECK(tables.read([&](db::Connection& db) { return identity::find_person(db, test_secret, first)->name; }) == "Alva Ek");
}

TEST_CASE("the personal number is nowhere readable in the database but comes back with the secret") {
    FreshTables tables;
    const auto id = tables.write([&](db::Connection& db) { return identity::find_or_add_person(db, test_secret, alva, "Alva"); });
    tables.read([&](db::Connection& db) {
        const auto stored =
            db.one([](const db::Row& row) { return row.text("number_mac") + row.text("sealed_details") + row.text("name"); },
                   "SELECT number_mac, sealed_details, name FROM identity_person WHERE id = ?", id);
        CHECK(stored->find("9001019802") == std::string::npos);
        CHECK(stored->find("Alva") == std::string::npos);
        CHECK(identity::personal_number_of(db, test_secret, id) == alva);
        CHECK_THROWS(identity::personal_number_of(db, "another installation's secret...", id));
        CHECK_FALSE(identity::find_person_by_number(db, "another installation's secret...", alva));
    });
}

TEST_CASE("an e-mail address never finds someone who signs in by e-identification") {
    FreshTables tables;
    const auto signed_in = tables.write([&](db::Connection& db) {
        const auto id = identity::find_or_add_person(db, test_secret, alva, "Alva");
        auto person = *identity::find_person(db, test_secret, id);
        person.email = "alva@exempel.example";
        CHECK(identity::change_person(db, test_secret, person));
        return id;
    });
    const auto find = [&](std::string_view email) {
        return tables.write([&](db::Connection& db) { return identity::find_or_add_person_by_email(db, test_secret, email, "Alva"); });
    };
    const auto guest = find("alva@exempel.example");
    CHECK(guest != signed_in);
    CHECK(find("Alva@Exempel.example") == guest);
}

TEST_CASE("a person from before people were sealed is sealed at the next start, once, with all that was known") {
    FreshTables tables;
    const auto sealed_number = crypto::seal(identity::key_for(test_secret, "personal number"), alva.digits(), "7");
    tables.write([&](db::Connection& db) {
        db.execute(
            "INSERT INTO identity_person(id, name, number_mac, number_sealed, email, email_key, phone, postal_address, preferred, "
            "language, "
            "protected_identity, made_at) VALUES (7, 'Alva', ?, ?, 'alva@exempel.example', 'alva@exempel.example', '070-1', 'Vägen 1', "
            "'email', 'sv', 0, 0)",
            identity::mac(test_secret, "personal number", alva.digits()), db::Blob{sealed_number});
        identity::seal_people(db, test_secret);
        identity::seal_people(db, test_secret);
    });
    tables.read([&](db::Connection& db) {
        const auto person = *identity::find_person(db, test_secret, PersonId{7});
        CHECK(person.name == "Alva");
        CHECK(person.email == "alva@exempel.example");
        CHECK(person.postal_address == "Vägen 1");
        CHECK(identity::personal_number_of(db, test_secret, PersonId{7}) == alva);
        CHECK(
            db.number(
                "SELECT COUNT(*) AS n FROM identity_person WHERE name <> '' OR email <> '' OR phone <> '' OR number_sealed IS NOT NULL") ==
            0);
    });
}

TEST_CASE("an erased person is found by nothing and has nothing left but the row") {
    FreshTables tables;
    tables.write([&](db::Connection& db) {
        const auto id = identity::find_or_add_person(db, test_secret, alva, "Alva");
        identity::erase_person(db, id);
        CHECK_FALSE(identity::find_person_by_number(db, test_secret, alva));
        CHECK(identity::find_person(db, test_secret, id)->name.empty());
        CHECK_FALSE(identity::personal_number_of(db, test_secret, id));
    });
}

TEST_CASE("the simulated e-identification refuses a database that is not a demo") {
    FreshTables tables;
    CHECK_THROWS_AS(identity::simulated_e_identification(*tables.database, identity::TestsOnly::demo()), std::logic_error);
    tables.write(identity::make_real_database);
    CHECK_THROWS_AS(identity::simulated_e_identification(*tables.database, identity::TestsOnly::demo()), std::logic_error);
    CHECK_THROWS_AS(tables.write([](db::Connection& db) { identity::make_demo_database(db, identity::TestsOnly::demo()); }),
                    std::logic_error);
}

TEST_CASE("a database with people in it cannot be made a demo") {
    FreshTables tables;
    tables.write([](db::Connection& db) { identity::find_or_add_person(db, test_secret, alva, "Alva"); });
    CHECK_THROWS_AS(tables.write([](db::Connection& db) { identity::make_demo_database(db, identity::TestsOnly::demo()); }),
                    std::logic_error);
}

TEST_CASE("the demo's residents have valid numbers and their own names") {
    FreshTables tables;
    tables.write([](db::Connection& db) { identity::make_demo_database(db, identity::TestsOnly::demo()); });
    const auto simulated = identity::simulated_e_identification(*tables.database, identity::TestsOnly::demo());
    for (const auto& resident : identity::demo_residents()) {
        http::Request request;
        request.form.all = {{"personnummer", resident.number}, {"namn", "Någon Annan"}};
        const auto holder = simulated.finish(request);
        REQUIRE(holder);
        CHECK(holder->name == resident.name);
    }
}
