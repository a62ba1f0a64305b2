#include "foundation/files/store.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"
#include "foundation/files/test_folder.h"

using namespace std::string_literals;

namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";

struct StoreTest {
    TestFolder folder{};
    files::Store store{folder.path / "files", std::string(secret)};

    Result<files::Stored> keep(const std::string& content, const files::Limits& limits = {}) {
        return store.keep(folder.file("in", content), limits);
    }
    std::string refused(const std::string& content, const files::Limits& limits = {}) {
        const auto kept = keep(content, limits);
        return kept ? "kept as " + kept->type : kept.error().text_key;
    }
    std::ptrdiff_t files_in(const char* name) const {
        namespace fs = std::filesystem;
        return std::distance(fs::directory_iterator(folder.path / "files" / name), fs::directory_iterator());
    }
};

void make_old(const std::filesystem::path& file) {
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
}

const std::string png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"s;

}  // namespace

TEST_CASE_METHOD(StoreTest, "a file is kept under the hash of its sealed bytes in two levels of folders and reads back") {
    const auto kept = keep("Bygglov för altan\n");
    REQUIRE(kept);
    CHECK(kept->digest == crypto::sha256_hex("Bygglov för altan\n"));
    CHECK(kept->hash == crypto::sha256_hex(whole(*file_content(store.path_of(kept->hash)))));
    CHECK(kept->size == 19);
    CHECK(kept->type == "text/plain");
    CHECK(store.path_of(kept->hash) == folder.path / "files" / kept->hash.substr(0, 2) / kept->hash.substr(2, 2) / kept->hash);
    CHECK(*store.read(kept->hash, kept->digest) == "Bygglov för altan\n");
    CHECK(store.verify(kept->hash));
    CHECK(files_in("incoming") == 0);
}

TEST_CASE_METHOD(StoreTest, "the same content is kept once, also when many keep it at the same time") {
    const auto in = folder.file("samma", std::string(300'000, 'x'));
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { (void)store.keep(in, {}); });
    for (auto& thread : threads) thread.join();
    const auto kept = store.keep(in, {});
    REQUIRE(kept);
    CHECK(store.verify(kept->hash));
    CHECK(files_in("incoming") == 0);
    CHECK(files_in((kept->hash.substr(0, 2) + "/" + kept->hash.substr(2, 2)).c_str()) == 1);
}

TEST_CASE_METHOD(StoreTest, "nothing of the content stands in the store, and nobody reads it without the digest and the secret") {
    const auto kept = store.keep_text("Läkarintyg för Alva", "text/plain");
    CHECK(whole(*file_content(store.path_of(kept.hash))).find("Alva") == std::string::npos);
    CHECK(store.read(kept.hash, "").error().fault == Fault::not_found);
    CHECK_THROWS_AS(store.read(kept.hash, crypto::sha256_hex("ett annat intyg")), std::runtime_error);
    const files::Store of_others(folder.path / "files", "another secret");
    CHECK_THROWS_AS(of_others.read(kept.hash, kept.digest), std::runtime_error);
}

TEST_CASE_METHOD(StoreTest, "installations with different secrets keep the same content under different names") {
    const files::Store of_others(folder.path / "others", "another secret");
    CHECK(store.keep_text("samma", "text/plain").hash != of_others.keep_text("samma", "text/plain").hash);
}

TEST_CASE_METHOD(StoreTest, "what was kept before files were sealed is read without a digest, and is no sealed file") {
    const auto hash = crypto::sha256_hex("från förr");
    store.take_over(hash, folder.file("old", "från förr"));
    CHECK(store.read(hash, "").value() == "från förr");
    CHECK(store.verify(hash));
    CHECK_THROWS_AS(store.read(hash, hash), std::runtime_error);
}

TEST_CASE_METHOD(StoreTest, "the type comes from the content") {
    CHECK(keep(png)->type == "image/png");
    CHECK(keep("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")->type == "application/pdf");
    CHECK(keep("\x01\x02\x03\x04\x05\xff\xfe")->type == "application/octet-stream");
}

TEST_CASE_METHOD(StoreTest, "what is not on the list of types is refused and leaves nothing behind") {
    const files::Limits pictures{.types = {"image/png", "image/jpeg"}};
    CHECK(keep(png, pictures));
    CHECK(refused("text", pictures) == "file_type_not_allowed");
    CHECK(files_in("incoming") == 0);
}

TEST_CASE_METHOD(StoreTest, "an empty or too large file is refused, and the limit itself is allowed") {
    CHECK(refused("") == "file_is_empty");
    CHECK(keep(std::string(100'000, 'a'), {.max_size = 100'000}));
    const auto large = keep(std::string(100'001, 'a'), {.max_size = 100'000});
    REQUIRE_FALSE(large);
    CHECK(large.error().fault == Fault::too_large);
}

TEST_CASE_METHOD(StoreTest, "active content is refused, or marked when the caller wants it so") {
    const auto* svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (const auto& active :
         {"<!DOCTYPE html><html><body>hej</body></html>"s, std::string(svg), "#!/bin/sh\nrm -rf /\n"s,
          "<?xml version=\"1.0\"?>\n<!-- " + std::string(70'000, 'x') + " -->\n<a xmlns=\"http://www.w3.org/1999/xhtml\"/>",
          "PK\3\4" + std::string(70'000, '\1') + "word/vbaProject.bin" + "slut",
          "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\0') + "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"s}) {
        CAPTURE(active.substr(0, 40));
        CHECK(refused(active) == "file_is_active");
        const auto marked = keep(active, {.active = files::Active::mark});
        REQUIRE(marked);
        CHECK(marked->active);
    }
    CHECK_FALSE(keep("vbaProject.bin är ett filnamn")->active);
}

TEST_CASE_METHOD(StoreTest, "a mark across two pieces of the file is seen") {
    for (std::size_t before = 65'510; before < 65'540; ++before) {
        const auto kept = keep("PK\3\4" + std::string(before, '\1') + "vbaProject.bin", {.active = files::Active::mark});
        REQUIRE(kept);
        CHECK(kept->active);
    }
}

TEST_CASE_METHOD(StoreTest, "a zip with a Word document's parts is a Word document") {
    CHECK(keep("PK\3\4\x14\0\0\0\0\0"s + std::string(20, '\0') + "a/b.xml word/document.xml")->type ==
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

TEST_CASE_METHOD(StoreTest, "a changed byte is seen, and keeping the content again mends a cut file") {
    const auto kept = store.keep_text("ett beslut", "text/plain");
    std::fstream(store.path_of(kept.hash)).seekp(20) << "?";
    CHECK_FALSE(store.verify(kept.hash));
    std::ofstream(store.path_of(kept.hash), std::ios::trunc) << "ett";
    store.keep_text("ett beslut", "text/plain");
    CHECK(store.verify(kept.hash));
}

TEST_CASE_METHOD(StoreTest, "what nobody has kept for a day and nobody wants is removed, and only that") {
    const auto wanted = store.keep_text("ett beslut", "text/plain"), unwanted = store.keep_text("ett utkast", "text/plain"),
               fresh = store.keep_text("nyss inkommet", "text/plain"), again = store.keep_text("inkommet igen", "text/plain");
    for (const auto* old : {&wanted, &unwanted, &again}) make_old(store.path_of(old->hash));
    store.keep_text("inkommet igen", "text/plain");
    CHECK(store.remove_unwanted([&](const std::string& hash) { return hash == wanted.hash; }) == 1);
    CHECK_FALSE(store.has(unwanted.hash));
    CHECK(store.read(unwanted.hash, unwanted.digest).error().fault == Fault::not_found);
    for (const auto* kept : {&wanted, &fresh, &again}) CHECK(store.verify(kept->hash));
}

TEST_CASE_METHOD(StoreTest, "what somebody comes to want while it is removed is put back") {
    const auto file = store.keep_text("samtidigt", "text/plain");
    make_old(store.path_of(file.hash));
    int asked = 0;
    CHECK(store.remove_unwanted([&](const std::string&) { return ++asked > 1; }) == 0);
    CHECK(store.verify(file.hash));
}

TEST_CASE_METHOD(StoreTest, "what is kept again while it is removed stays, also before anybody says that it is wanted") {
    const auto file = store.keep_text("samtidigt", "text/plain");
    make_old(store.path_of(file.hash));
    const auto keep_again = [&](const std::string&) {
        store.keep_text("samtidigt", "text/plain");
        return false;
    };
    CHECK(store.remove_unwanted(keep_again) == 0);
    CHECK(store.verify(file.hash));
}

TEST_CASE_METHOD(StoreTest, "what lay aside when the program was killed is put back by the next one") {
    namespace fs = std::filesystem;
    const auto file = store.keep_text("avbrutet", "text/plain");
    fs::rename(store.path_of(file.hash), folder.path / "files" / "incoming" / (file.hash + ".unwanted"));
    const files::Store next(folder.path / "files", std::string(secret));
    CHECK(next.verify(file.hash));
}

TEST_CASE_METHOD(StoreTest, "only a hash leads to a file") {
    CHECK_THROWS_AS(store.path_of("../../etc/passwd"), std::invalid_argument);
    CHECK_THROWS_AS(store.path_of(std::string(64, 'A')), std::invalid_argument);
    CHECK_THROWS_AS(store.read("", ""), std::invalid_argument);
}

TEST_CASE_METHOD(StoreTest, "only old leftovers are removed") {
    namespace fs = std::filesystem;
    const auto incoming = folder.path / "files" / "incoming";
    std::ofstream(incoming / "old") << "x";
    std::ofstream(incoming / "new") << "x";
    make_old(incoming / "old");
    store.remove_unwanted([](const std::string&) { return true; });
    CHECK_FALSE(fs::exists(incoming / "old"));
    CHECK(fs::exists(incoming / "new"));
}
