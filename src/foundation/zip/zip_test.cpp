#include "foundation/zip/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <catch2/catch.hpp>
#include <map>

static std::map<std::string, std::string> contents(const std::string& bytes) {
    std::map<std::string, std::string> found;
    // For reading only: the writer must not need it.
    const auto utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
    const auto before = ::uselocale(utf8);
    archive* in = archive_read_new();
    archive_read_support_format_zip(in);
    REQUIRE(archive_read_open_memory(in, bytes.data(), bytes.size()) == ARCHIVE_OK);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(in, &entry) == ARCHIVE_OK) {
        const char* name = archive_entry_pathname(entry);
        std::string content;
        char buffer[4096];
        for (auto n = archive_read_data(in, buffer, sizeof buffer); n > 0; n = archive_read_data(in, buffer, sizeof buffer))
            content.append(buffer, static_cast<std::size_t>(n));
        found[name ? name : "(no name)"] = content;
    }
    archive_read_free(in);
    ::uselocale(before);
    ::freelocale(utf8);
    return found;
}

TEST_CASE("texts and contents come out of the zip with Swedish names and the same content") {
    const std::string large(300'000, 'x');
    std::string bytes;
    zip::Writer writer(bytes);
    writer.add("Ärenden/beslut å.txt", "bifall");
    writer.add("Ärenden/stor.bin", *text_content(large));
    writer.add("tom.txt", "");
    writer.finish();
    CHECK(bytes.starts_with("PK\3\4"));
    CHECK(bytes.size() < large.size());
    CHECK(bytes.find("Ärenden/beslut å.txt") != std::string::npos);
    // Bit 11 of the general flags says that names are UTF-8 (APPNOTE 4.4.4).
    CHECK((static_cast<unsigned char>(bytes.at(7)) & 8) == 8);
    const auto found = contents(bytes);
    CHECK(found.size() == 3);
    CHECK(found.at("Ärenden/beslut å.txt") == "bifall");
    CHECK(found.at("Ärenden/stor.bin") == large);
    CHECK(found.at("tom.txt").empty());
}

TEST_CASE("names that could leave the folder or meet each other are refused") {
    std::string bytes;
    zip::Writer writer(bytes);
    writer.add("a.txt", "1");
    for (const auto* name : {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "C:x", "a\nb", "\xff", "a.txt", "A.TXT"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(writer.add(name, "x"), std::invalid_argument);
    }
}

TEST_CASE("any title gives a name that the zip takes") {
    CHECK(zip::safe_name("Bygglov 1/2: altan?") == "Bygglov 1_2_ altan_");
    CHECK(zip::safe_name("..") == "fil");
    CHECK(zip::safe_name("") == "fil");
    CHECK(zip::safe_name("\xff") == "fil");
    CHECK(zip::safe_name("Åsa.pdf") == "Åsa.pdf");
}

static std::string packed(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string bytes;
    zip::Writer writer(bytes);
    for (const auto& [name, content] : files) writer.add(name, content);
    writer.finish();
    return bytes;
}

TEST_CASE("a ZIP that somebody sent is read file by file") {
    const auto files = zip::read(packed({{"form.json", "{}"}, {"å/logik.json", "[]"}}));
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK(files->at(0).content == "{}");
    CHECK(files->at(1).name == "å/logik.json");
}

TEST_CASE("what is no ZIP, or cut off, is refused") {
    CHECK(zip::read("no zip at all").error().fault == Fault::invalid);
    const auto bytes = packed({{"a", std::string(5000, 'x') + "y"}});
    CHECK_FALSE(zip::read(std::string_view(bytes).substr(0, bytes.size() / 2)));
}

TEST_CASE("a bomb is unpacked no further than the limits") {
    CHECK(zip::read(packed({{"a", std::string(2000, 'x')}}), {.files = 5, .bytes = 1000}).error().fault == Fault::too_large);
    CHECK(zip::read(packed({{"a", "1"}, {"b", "2"}}), {.files = 1, .bytes = 1000}).error().fault == Fault::too_large);
}
