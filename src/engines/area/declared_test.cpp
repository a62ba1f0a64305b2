#include "engines/area/declared.h"

#include <catch2/catch.hpp>

TEST_CASE("every area's permissions are known, with the area whose words explain them") {
    area::declare_permissions(
        {{.name = "one", .permissions = {{{"one.read"}, "may_read"}}}, {.name = "two", .permissions = {{{"two.write"}, "may_write"}}}});
    REQUIRE(area::declared_permissions().size() == 2);
    CHECK(area::declared_permissions()[1].area == "two");
    CHECK(area::declared_permissions()[1].permission.permission.name == "two.write");
    area::declare_permissions({});
    CHECK(area::declared_permissions().empty());
}
