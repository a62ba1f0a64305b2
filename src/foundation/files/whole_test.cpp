#include "foundation/files/whole.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "foundation/files/test_folder.h"

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a file is written whole, in the place of one that was there, and nothing lies beside it") {
    const TestFolder folder;
    const std::string bytes(3u << 20, 'x');
    REQUIRE(files::write_whole(folder.path, "a", "before"));
    REQUIRE(files::write_whole(folder.path, "a", bytes));
    CHECK(read(folder.path / "a") == bytes);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) == 1);
}

TEST_CASE("the group may read what is written whole, also when the service's umask is strict") {
    const TestFolder folder;
    const auto before = ::umask(0077);
    const auto written = files::write_whole(folder.path, "a", "b");
    ::umask(before);
    REQUIRE(written);
    CHECK(fs::status(folder.path / "a").permissions() == fs::perms(0640));
}

TEST_CASE("a folder that is none takes no file") {
    const TestFolder folder;
    CHECK(files::write_whole(folder.path / "none", "a", "b").error().fault == Fault::unavailable);
}
