#include "foundation/pdf/pdf.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "foundation/files/test_folder.h"

namespace {

const std::string font_file = "node_modules/@fontsource/public-sans/files/public-sans-latin-400-normal.woff2";

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    char buffer[4096];
    while (const auto count = std::fread(buffer, 1, sizeof buffer, pipe.get())) text.append(buffer, count);
    return text;
}

const std::string letter = R"(<!DOCTYPE html><html><head><style>
@font-face { font-family: "Public Sans"; src: url(fonts/public-sans.woff2) }
body { font-family: "Public Sans" }
</style></head><body><h1>Beslut om bygglov</h1><p>Åsa får bygga altan på Örby 1:2, ärligt.</p></body></html>)";

std::string print(pdf::Printer& printer, const std::string& html, pdf::Variant variant = pdf::Variant::pdf_a_2b) {
    auto made = printer.print(html, {{"fonts/public-sans.woff2", bytes_of(font_file)}}, "Beslut å", "sv", variant);
    REQUIRE(made);
    return *std::move(made);
}

pdf::Printer& shared_printer() {
    static pdf::Printer printer;
    return printer;
}

}  // namespace

TEST_CASE("a letter is PDF/A-2b with its words, title, language and font inside") {
    const auto made = print(shared_printer(), letter);
    CHECK(made.starts_with("%PDF-1.7"));
    CHECK(made.find("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>") != made.npos);
    CHECK(made.find("/OutputIntents") != made.npos);
    CHECK(made.find("/ID [") != made.npos);
    CHECK(made.find("/Lang (sv)") != made.npos);

    TestFolder folder;
    const auto file = folder.file("letter.pdf", made).string();
    const auto words = output_of("pdftotext " + file + " -");
    CHECK(words.find("Beslut om bygglov") != words.npos);
    CHECK(words.find("Åsa får bygga altan på Örby 1:2, ärligt.") != words.npos);
    const auto fonts = output_of("pdffonts " + file);
    CHECK(fonts.find("Public-Sans") != fonts.npos);
    CHECK(fonts.find("Type 3") == fonts.npos);
    CHECK(fonts.find("yes yes yes") != fonts.npos);  // embedded, a subset, with Unicode
    CHECK(output_of("pdfinfo " + file).find("Beslut å") != std::string::npos);
    CHECK(output_of("qpdf --check " + file + " 2>&1").find("No syntax or stream encoding errors") != std::string::npos);
}

TEST_CASE("what is printed as PDF/A-1b is valid by Apache's Preflight") {
    TestFolder folder;
    const auto file = folder.file("letter.pdf", print(shared_printer(), letter, pdf::Variant::pdf_a_1b)).string();
    CHECK_THAT(output_of("tests/preflight " + file + " 2>&1"), Catch::Contains("is a valid PDF/A-1b file"));
}

TEST_CASE("the other variants are what they say") {
    for (const auto& [variant, mark] : std::vector<std::pair<pdf::Variant, std::string>>{{pdf::Variant::pdf_a_1b, "%PDF-1.4"},
                                                                                         {pdf::Variant::pdf_a_3b, "%PDF-1.7"},
                                                                                         {pdf::Variant::pdf_a_4b, "%PDF-2.0"},
                                                                                         {pdf::Variant::pdf_ua_1, "%PDF-1.7"}}) {
        CAPTURE(mark);
        CHECK(print(shared_printer(), letter, variant).starts_with(mark));
    }
    CHECK(print(shared_printer(), letter, pdf::Variant::pdf_ua_1).find("/StructTreeRoot") != std::string::npos);
}

TEST_CASE("the same letter is the same file, also another second and by another worker") {
    pdf::Printer later;  // its worker starts at its first document, which takes about a second
    CHECK(print(shared_printer(), letter) == print(later, letter));
}

TEST_CASE("nothing is fetched but what was given") {
    TestFolder folder;
    folder.file("secret.txt", "hemligt innehåll");
    folder.file("secret.css", "body::after { content: 'HEMLIGT' }");
    const auto from = "file://" + folder.path.string();
    const auto made =
        print(shared_printer(), "<html><head><link rel=stylesheet href=\"" + from + "/secret.css\"><link rel=attachment href=\"" + from +
                                    "/secret.txt\"><style>@import url(http://127.0.0.1:1/x.css);</style></head><body>brev<img src=\"" +
                                    from + "/secret.txt\"><img src=\"../../etc/passwd\"></body></html>");
    const auto words = output_of("pdftotext " + folder.file("letter.pdf", made).string() + " -");
    CHECK(words.find("brev") != words.npos);
    CHECK(words.find("HEMLIGT") == words.npos);
    CHECK(made.find("/EmbeddedFile") == made.npos);
}

TEST_CASE("after its number of documents a worker is replaced, and nothing is lost") {
    pdf::Printer printer({.documents_a_worker = 1});
    CHECK(print(printer, "<p>ett</p>").starts_with("%PDF"));
    CHECK(print(printer, "<p>två</p>").starts_with("%PDF"));
}

TEST_CASE("a worker that dies between two documents is started again") {
    // Answers one request, then dies without a word.
    TestFolder folder;
    const auto mark = (folder.path / "count").string();
    pdf::Printer printer({.script = "import os,struct,sys\n"
                                    "open('" +
                                    mark +
                                    "','a').write('x')\n"
                                    "def r():\n  return os.read(0, struct.unpack('>I', os.read(0,4))[0])\n"
                                    "def w(b):\n  os.write(1, struct.pack('>I', len(b)) + b)\n"
                                    "r(); r(); w(b'{\"ok\": true, \"missing\": 0}'); w(b'%PDF')\n"});
    CHECK(printer.print("a", {}, "", "sv").value_or("") == "%PDF");
    CHECK(printer.print("b", {}, "", "sv").value_or("") == "%PDF");
    CHECK(bytes_of(mark) == "xx");
}

TEST_CASE("a worker gets none of the program's open files: it must not hold the port of one that was killed") {
    const int ours = ::dup(0);  // without FD_CLOEXEC, as the network's sockets are
    pdf::Printer printer({.script = "import os,struct\n"
                                    "def r():\n  return os.read(0, struct.unpack('>I', os.read(0,4))[0])\n"
                                    "def w(b):\n  os.write(1, struct.pack('>I', len(b)) + b)\n"
                                    "r(); r(); w(b'{\"ok\": true, \"missing\": 0}')\n"
                                    "w(str(sum(os.path.exists('/proc/self/fd/%d' % n) for n in range(3, 200))).encode())\n"});
    CHECK(printer.print("a", {}, "", "sv").value_or("") == "0");
    ::close(ours);
}

TEST_CASE("a worker that crashes at every document, is silent or cannot be started makes the printer unavailable") {
    pdf::Printer crashing({.script = "import os; os.read(0, 4); os._exit(1)"});
    CHECK(crashing.print("x", {}, "", "sv").error().fault == Fault::unavailable);
    pdf::Printer silent({.script = "import os\nwhile os.read(0, 4096): pass", .timeout = std::chrono::milliseconds(50)});
    CHECK(silent.print("x", {}, "", "sv").error().fault == Fault::unavailable);
    pdf::Printer missing({.python = "/nonexistent/python3"});
    CHECK(missing.print("x", {}, "", "sv").error().fault == Fault::unavailable);
}

TEST_CASE("a document that cannot be printed is invalid, and the next one is printed") {
    const auto broken = shared_printer().print("\xff", {}, "", "sv");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().fault == Fault::invalid);
    CHECK(print(shared_printer(), "<p>efter</p>").starts_with("%PDF"));
}
