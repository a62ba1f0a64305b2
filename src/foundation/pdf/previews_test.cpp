#include "foundation/pdf/previews.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "foundation/files/test_folder.h"
#include "foundation/pdf/memory_file.h"
#include "foundation/pdf/pdf_for_tests.h"

namespace {

namespace fs = std::filesystem;

const std::string hash(64, 'a');

/// A PDF with so many A4 pages; each says its number.
std::string pages(int count) {
    std::string kids;
    std::vector<std::string> objects;
    for (int i = 0; i < count; ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
    objects.emplace_back("<</Type/Catalog/Pages 2 0 R>>");
    objects.push_back("<</Type/Pages/Count " + std::to_string(count) + "/Kids[" + kids + "]>>");
    objects.emplace_back("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    for (int i = 0; i < count; ++i) {
        const auto words = "BT /F1 90 Tf 80 400 Td (Sida " + std::to_string(i + 1) + ") Tj ET";
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents " +
                          std::to_string(5 + 2 * i) + " 0 R>>");
        objects.push_back("<</Length " + std::to_string(words.size()) + ">>stream\n" + words + "\nendstream");
    }
    return pdf::whole_document(objects);
}

const crypto::Key key = *crypto::key_from(std::string(32, 'k'));

pdf::Original original(const std::string& bytes) { return {hash, key, text_content(bytes)}; }

struct Desk {
    TestFolder folder;
    pdf::Original document;
    explicit Desk(const std::string& bytes) : document(original(bytes)) {}
    fs::path cache() const { return folder.path / "previews"; }
    /// A program in place of poppler's.
    std::string script(const std::string& body) const {
        const auto path = folder.file("script", "#!/bin/sh\n" + body + "\n");
        fs::permissions(path, fs::perms::owner_all);
        return path.string();
    }
};

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("a document of fifty pages says how many, and each page is a picture that is made once") {
    const Desk desk(pages(50));
    pdf::Previews previews(desk.cache());
    CHECK_FALSE(previews.known(hash));
    CHECK(previews.about(desk.document).value() == pdf::About{pdf::Readable::yes, 50});
    CHECK(previews.known(hash) == pdf::About{pdf::Readable::yes, 50});
    const auto first = previews.page(desk.document, 1), last = previews.page(desk.document, 50);
    REQUIRE(first);
    REQUIRE(last);
    CHECK(first->starts_with("\xff\xd8\xff"));
    CHECK(*first != *last);
    for (const int none : {0, -1, 51}) CHECK(previews.page(desk.document, none).error().fault == Fault::not_found);

    pdf::Previews another(desk.cache(), {.pdfinfo = "/nonexistent", .pdftocairo = "/nonexistent"});
    CHECK(another.page(desk.document, 50).value() == *last);
}

TEST_CASE("pictures are sealed on disk, and one that does not open with the document's key is drawn anew") {
    const Desk desk(pages(1));
    pdf::Previews previews(desk.cache());
    const auto picture = previews.page(desk.document, 1).value();
    const auto on_disk = desk.cache() / hash.substr(0, 2) / hash / "1.jpg";
    CHECK_FALSE(bytes_of(on_disk).starts_with("\xff\xd8"));
    std::ofstream(on_disk, std::ios::binary) << "\xff\xd8 from before pictures were sealed";
    CHECK(previews.page(desk.document, 1).value() == picture);
    CHECK(crypto::unseal(key, bytes_of(on_disk), hash + " 1") == picture);
}

TEST_CASE("a document that needs a password is locked; one that only forbids changes is not") {
    const Desk desk(pages(2));
    const auto plain = desk.folder.file("plain.pdf", pages(2)), to = desk.folder.path / "encrypted.pdf";
    const auto encrypted = [&](const std::string& password) {
        REQUIRE(std::system(("qpdf --encrypt '" + password + "' agare 256 -- " + plain.string() + " " + to.string()).c_str()) == 0);
        return original(bytes_of(to));
    };
    pdf::Previews previews(desk.cache());
    const auto locked = encrypted("hemligt");
    CHECK(previews.about(locked).value() == pdf::About{pdf::Readable::locked});
    CHECK(previews.page(locked, 1).error().fault == Fault::not_found);
    auto guarded = encrypted("");
    guarded.hash = std::string(64, 'b');
    CHECK(previews.about(guarded).value() == pdf::About{pdf::Readable::yes, 2});
}

TEST_CASE("what is no PDF, or has no page that can be drawn, is broken, and stays so without being tried again") {
    const Desk desk("%PDF-1.7 and then nothing");
    pdf::Previews previews(desk.cache());
    CHECK(previews.page(desk.document, 1).error().fault == Fault::not_found);
    CHECK(previews.known(hash) == pdf::About{pdf::Readable::broken});

    const Desk undrawn(pages(1));
    pdf::Previews crashing(undrawn.cache(), {.pdftocairo = undrawn.script("kill -SEGV $$")});
    CHECK(crashing.page(undrawn.document, 1).error().fault == Fault::not_found);
    CHECK(crashing.known(hash) == pdf::About{pdf::Readable::broken});
}

TEST_CASE("one page that cannot be drawn does not hide the others") {
    const Desk desk(pages(2));
    pdf::Previews second_fails(desk.cache(), {.pdftocairo = desk.script("[ \"$6\" = 1 ] && printf '\\377\\330\\377picture'")});
    CHECK(second_fails.page(desk.document, 2).error().fault == Fault::not_found);
    CHECK(second_fails.page(desk.document, 1));
    CHECK(second_fails.known(hash)->readable == pdf::Readable::yes);
    CHECK(second_fails.page(desk.document, 2).error().fault == Fault::not_found);
}

TEST_CASE("a process that never ends, or says too much, is stopped") {
    const Desk desk(pages(1));
    const auto about = [&](const std::string& script, const pdf::ProcessLimits& limits) {
        pdf::Previews previews(desk.folder.path / std::to_string(script.size()), {.pdfinfo = desk.script(script), .limits = limits});
        return previews.about(desk.document).value();
    };
    CHECK(about("while :; do :; done", {.time = std::chrono::milliseconds(50)}).readable == pdf::Readable::broken);
    CHECK(about("yes", {.output = 1000}).readable == pdf::Readable::broken);
}

TEST_CASE("the process gets nothing of ours: no environment, no open files, no place to write, little memory, no time without end") {
    TestFolder folder;
    ::setenv("TORG_SECRET_OF_TEST", "hemligt", 1);
    std::ofstream open_file(folder.path / "open");
    const auto sh = [](const std::string& what) { return pdf::run_limited("/bin/sh", {"-c", what}); };
    CHECK(sh("env").output.find("hemligt") == std::string::npos);
    CHECK(sh("ls /proc/self/fd | wc -l").output == "4\n");  // 0, 1, 2 and the one ls reads with
    const pdf::MemoryFile ours(*text_content("vår")), other(*text_content("annan"));
    const auto given = pdf::run_limited("/bin/cat", {pdf::as_path(ours.descriptor())}, {}, {}, {ours.descriptor()});
    CHECK(given.output == "vår");
    CHECK(pdf::run_limited("/bin/cat", {pdf::as_path(other.descriptor())}, {}, {}, {ours.descriptor()}).code != 0);
    CHECK(sh("echo x > " + (folder.path / "written").string()).code != 0);
    CHECK(fs::file_size(folder.path / "written") == 0);
    CHECK(sh("ulimit -v").output == std::to_string((1 << 30) / 1024) + "\n");
    CHECK(sh("ulimit -t").output == "8\n");
    CHECK(sh("ulimit -c").output == "0\n");
}

TEST_CASE("without poppler, or when too many wait, a preview is unavailable and nothing is remembered") {
    const Desk desk(pages(1));
    pdf::Previews missing(desk.cache(), {.pdfinfo = "/nonexistent/pdfinfo"});
    CHECK(missing.about(desk.document).error().fault == Fault::unavailable);
    CHECK_FALSE(missing.known(hash));
    pdf::Previews full(desk.cache(), {.waiting = 0});
    CHECK(full.about(desk.document).error().fault == Fault::unavailable);
    CHECK_FALSE(full.known(hash));
}

TEST_CASE("many who ask at once get the same picture") {
    const Desk desk(pages(1));
    pdf::Previews previews(desk.cache());
    std::vector<std::thread> readers;
    std::atomic<int> seen = 0;
    for (int i = 0; i < 6; ++i) readers.emplace_back([&] { seen += previews.page(desk.document, 1).has_value(); });
    for (auto& reader : readers) reader.join();
    CHECK(seen == 6);
}

TEST_CASE("pictures are forgotten with their document, and when they are old") {
    const Desk desk(pages(1));
    pdf::Previews previews(desk.cache());
    REQUIRE(previews.page(desk.document, 1));
    previews.remove_older_than(std::chrono::hours(1));
    CHECK(previews.known(hash));
    previews.forget(hash);
    CHECK_FALSE(previews.known(hash));
    REQUIRE(previews.page(desk.document, 1));
    previews.remove_older_than(std::chrono::hours(-1));
    CHECK_FALSE(previews.known(hash));
}
