#include "foundation/jobs/worker_name.h"

#include <catch2/catch.hpp>
#include <vector>

#include "foundation/base/unicode.h"

namespace {

/// Our own name with one part changed: machine, process, when it began, number.
std::string name_with(std::size_t part, std::string_view other) {
    const auto name = jobs::new_worker_name();
    auto parts = split(name, ':');
    parts.at(part) = other;
    return joined(std::vector<std::string>(parts.begin(), parts.end()), ":");
}

constexpr std::size_t machine = 0, process = 1, began = 2;

}  // namespace

TEST_CASE("two workers never have the same name") { CHECK(jobs::new_worker_name() != jobs::new_worker_name()); }

TEST_CASE("a worker whose process lives has not ended") { CHECK_FALSE(jobs::has_ended(jobs::new_worker_name())); }

TEST_CASE("a worker whose process is gone, or whose process number is somebody else's now, has ended") {
    CHECK(jobs::has_ended(name_with(process, "999999999")));
    CHECK(jobs::has_ended(name_with(began, "1")));
}

TEST_CASE("nobody can tell about a worker on another machine, or one with a name from before") {
    CHECK_FALSE(jobs::has_ended(name_with(machine, "other/0123/pid.[4026531836]")));
    CHECK_FALSE(jobs::has_ended("host:4711:99"));
    CHECK_FALSE(jobs::has_ended(""));
}
