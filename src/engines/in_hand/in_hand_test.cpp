#include "engines/in_hand/in_hand.h"

#include <catch2/catch.hpp>

#include "engines/identity/sessions.h"
#include "engines/testing/test_site.h"

namespace in_hand {

TEST_CASE("what a session has in hand comes along when its visitor signs in, and nobody else has it") {
    TestSite site({});
    auto& tenant = site.tenant();
    const auto kim = site.sign_in_new_resident("Kim Exempel");
    site.db().write([&](db::Connection& db) {
        Visitor nobody;
        nobody.session = identity::open_nobodys_session(db, tenant.secret, tenant.session_limits, identity::new_session_token(), "").id;
        identity::set_session_data(db, nobody.session, R"({"other":1})");
        add(db, nobody, Kind::draft, 7);
        add(db, nobody, Kind::opened_case, 8);
        CHECK(has(db, nobody, Kind::draft, 7));
        CHECK_FALSE(has(db, nobody, Kind::draft, 8));
        CHECK_FALSE(has(db, Visitor{}, Kind::draft, 7));
        CHECK(identity::session_data(db, nobody.session).find(R"("other":1)") != std::string::npos);

        Visitor resident{.kind = Visitor::Kind::resident};
        resident.session = identity::sign_in_resident(db, tenant.secret, tenant.session_limits, kim, nobody.session, "").session.id;
        CHECK(has(db, resident, Kind::opened_case, 8));
    });
}

TEST_CASE("the oldest falls out of a hand that is full") {
    TestSite site({});
    auto& tenant = site.tenant();
    site.db().write([&](db::Connection& db) {
        Visitor nobody;
        nobody.session = identity::open_nobodys_session(db, tenant.secret, tenant.session_limits, identity::new_session_token(), "").id;
        for (int id = 1; id <= 21; ++id) add(db, nobody, Kind::draft, id);
        CHECK(all(db, nobody, Kind::draft).size() == 20);
        CHECK_FALSE(has(db, nobody, Kind::draft, 1));
        CHECK(has(db, nobody, Kind::draft, 21));
    });
}

}  // namespace in_hand
