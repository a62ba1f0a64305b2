#include "engines/site/pace.h"

#include <catch2/catch.hpp>

#include "engines/pages/pages.h"
#include "engines/testing/test_site.h"

namespace {

struct Clock {
    Clock() { set_clock(Timestamp{1'800'000'000'000'000}); }
    ~Clock() { use_machine_clock(); }
    void later(std::int64_t seconds) const { set_clock(now() + seconds * microseconds_a_second); }
};

int writes_let_through(site::Pace& pace, std::string_view address, int tries) {
    int through = 0;
    for (int i = 0; i < tries; ++i) through += pace.may_write(address) ? 1 : 0;
    return through;
}

constexpr Permission may_work{"test.work"};

Area test_area() {
    return {.name = "test",
            .routes = {get("/", everyone, [](Context& c) -> Result<http::Response> { return pages::site(c, {.title = "Sida"}); }),
                       post("/spara", everyone, [](Context&) -> Result<http::Response> { return http::Response{.body = "sparat"}; }),
                       post("/arbete", may_work, [](Context&) -> Result<http::Response> { return http::Response{.body = "gjort"}; }),
                       post("/api/spara", everyone, [](Context&) -> Result<http::Response> { return http::Response{.body = "{}"}; })}};
}

}  // namespace

TEST_CASE("one household writes so much in a minute and no more, and gets room again little by little") {
    const Clock clock;
    site::Pace pace(60);
    CHECK(writes_let_through(pace, "192.0.2.1", 100) == 60);
    CHECK(writes_let_through(pace, "192.0.2.2", 1) == 1);
    clock.later(10);
    CHECK(writes_let_through(pace, "192.0.2.1", 100) == 10);
    clock.later(3600);
    CHECK(writes_let_through(pace, "192.0.2.1", 100) == 60);
}

TEST_CASE("all addresses of one home count together, whichever a flood picks") {
    const Clock clock;
    site::Pace pace(2);
    CHECK(pace.may_write("2001:db8:1:2::1"));
    CHECK(pace.may_write("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    CHECK_FALSE(pace.may_write("2001:db8:1:2::3"));
    CHECK(pace.may_write("2001:db8:1:3::1"));
}

TEST_CASE("the machine itself is not held back, and 0 holds nobody back") {
    const Clock clock;
    site::Pace one(1), none(0);
    for (const auto* own : {"127.0.0.1", "::1"}) CHECK(writes_let_through(one, own, 50) == 50);
    CHECK(writes_let_through(none, "192.0.2.1", 50) == 50);
}

TEST_CASE("a clock that is put back gives nobody more room") {
    const Clock clock;
    site::Pace pace(5);
    CHECK(writes_let_through(pace, "192.0.2.1", 9) == 5);
    clock.later(-600);
    CHECK(writes_let_through(pace, "192.0.2.1", 9) == 0);
}

TEST_CASE("who writes too fast is told to wait and loses nothing; who reads, and who works here, is never held back") {
    TestSite site({test_area()});
    site.limit_writes(1);
    CHECK(site.post("/spara", {{"text", "Hej <b>"}}).status == 200);
    const auto later = site.post("/spara", {{"text", "Hej <b>"}});
    CHECK(later.status == 429);
    CHECK_FALSE(header_of(later, "Retry-After").empty());
    CHECK(shows(later, "Det kom väldigt mycket på kort tid"));
    CHECK(shows(later, R"(value="Hej &lt;b&gt;")"));
    CHECK(site.post_json("/api/spara", "{}").type == "application/problem+json");
    CHECK(site.get("/").status == 200);
    site.sign_in_staff("officer", {may_work});
    for (int i = 0; i < 3; ++i) CHECK(site.post("/arbete").status == 200);
}
