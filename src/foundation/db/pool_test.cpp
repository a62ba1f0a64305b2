#include "foundation/db/pool.h"

#include <catch2/catch.hpp>

namespace {
struct Line {
    bool broken = false;
    bool usable() const { return !broken; }
};
}  // namespace

TEST_CASE("a pool opens no more connections than its limit and then says that it is busy") {
    int opened = 0;
    db::Pool<Line> pool(2, std::chrono::milliseconds(0), [&] {
        ++opened;
        return std::make_unique<Line>();
    });
    {
        const auto first = pool.borrow();
        const auto second = pool.borrow();
        CHECK_THROWS_AS(pool.borrow(), db::Unavailable);
    }
    CHECK_NOTHROW(pool.borrow());
    CHECK(opened == 2);
}

TEST_CASE("a broken connection makes room for a new one") {
    int opened = 0;
    db::Pool<Line> pool(1, std::chrono::milliseconds(0), [&] {
        ++opened;
        return std::make_unique<Line>();
    });
    {
        const auto lease = pool.borrow();
        (*lease).broken = true;
    }
    CHECK_NOTHROW(pool.borrow());
    CHECK(opened == 2);
}

TEST_CASE("a connection that could not be opened does not count") {
    bool down = true;
    db::Pool<Line> pool(1, std::chrono::milliseconds(0), [&] {
        if (down) throw db::Unavailable("down");
        return std::make_unique<Line>();
    });
    CHECK_THROWS_AS(pool.borrow(), db::Unavailable);
    down = false;
    CHECK_NOTHROW(pool.borrow());
}
