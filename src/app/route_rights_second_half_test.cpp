/// The other half of the routes of route_rights_test.cpp.
#include "app/route_table_for_tests.h"

using namespace route_rights;

TEST_CASE("the routes between let in exactly those whom the reviewed table lets in") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    check_routes(town, Half::second);
}
