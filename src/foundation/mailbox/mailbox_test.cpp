#include "foundation/mailbox/mailbox.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "foundation/files/test_folder.h"
#include "foundation/json/json.h"

namespace fs = std::filesystem;

namespace {

const mailbox::Message message{.id = "17",
                               .personal_number = "198112189876",
                               .subject = "Beslut",
                               .text = "Hej Åsa",
                               .document_name = "Beslut.pdf",
                               .document = "%PDF"};

json::Value read(const fs::path& path) {
    std::ifstream file(path);
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {})).value();
}

std::size_t files_in(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) count += entry.is_regular_file() ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("a digital letter is one file that holds everything") {
    const TestFolder folder;
    REQUIRE(mailbox::deliver(folder.path, message));
    const auto written = read(folder.path / "17.json");
    CHECK(written["personal_number"].text() == "198112189876");
    CHECK(written["subject"].text() == "Beslut");
    CHECK(written["text"].text() == "Hej Åsa");
    CHECK(written["document"]["name"].text() == "Beslut.pdf");
    CHECK(written["document"]["base64"].text() == "JVBERg==");
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a digital letter delivered again is there once, also when it has been fetched meanwhile") {
    const TestFolder folder;
    REQUIRE(mailbox::deliver(folder.path, message));
    REQUIRE(mailbox::deliver(folder.path, message));
    CHECK(files_in(folder.path) == 1);
    fs::rename(folder.path / "17.json", folder.path / "fetched" / "17.json");
    REQUIRE(mailbox::deliver(folder.path, message));
    CHECK(files_in(folder.path) == 0);
}

TEST_CASE("the agent's program, in our group, reads and moves a letter also when the service's umask is strict; nobody else does") {
    const TestFolder folder;
    const auto town = folder.path / "mailbox" / "exempelby";
    const auto before = ::umask(0077);
    const auto delivered = mailbox::deliver(town, message);
    ::umask(before);
    REQUIRE(delivered);
    for (const auto& each : {town.parent_path(), town, town / "fetched"}) CHECK(fs::status(each).permissions() == fs::perms(0770));
    CHECK(fs::status(town / "17.json").permissions() == fs::perms(0640));
}

TEST_CASE("a folder that cannot be written is away for now") {
    const TestFolder folder;
    std::ofstream(folder.path / "file") << "no folder";
    CHECK(mailbox::deliver(folder.path / "file", message).error().fault == Fault::unavailable);
}
