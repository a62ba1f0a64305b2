#include "foundation/pdf/codes.h"

#include <catch2/catch.hpp>
#include <thread>

#include "foundation/files/test_folder.h"

namespace {

namespace fs = std::filesystem;

struct Desk {
    TestFolder folder;
    /// A program in place of poppler's and zbar's.
    std::string script(const std::string& name, const std::string& body) const {
        const auto path = folder.file(name, "#!/bin/sh\n" + body + "\n");
        fs::permissions(path, fs::perms::owner_all);
        return path.string();
    }
};

}  // namespace

TEST_CASE("a scan whose pages take longer in all than somebody waits is too large") {
    const Desk desk;
    const pdf::CodeOptions options{.pdfinfo = desk.script("pdfinfo", "echo 'Pages: 60'"),
                                   .pdftoppm = desk.script("pdftoppm", "sleep 0.05; echo P5"),
                                   .zbarimg = desk.script("zbarimg", "exit 4"),
                                   .time = std::chrono::milliseconds(500)};
    CHECK(pdf::codes_on_pages(*text_content("%PDF"), options).error().fault == Fault::too_large);
}

TEST_CASE("two programs read at once, however many ask") {
    const Desk desk;
    const auto running = (desk.folder.path / "running").string(), crowd = (desk.folder.path / "crowd").string();
    fs::create_directory(running);
    // No more than folders: a program can write nothing into a file.
    const auto pdfinfo = desk.script("pdfinfo", "mkdir " + running + "/$$; set -- " + running + "/*; [ $# -le 2 ] || mkdir -p " + crowd +
                                                    "; sleep 0.1; rmdir " + running + "/$$; exit 1");
    std::vector<std::thread> people;
    for (int i = 0; i < 6; ++i) people.emplace_back([&] { (void)pdf::codes_on_pages(*text_content("%PDF"), {.pdfinfo = pdfinfo}); });
    for (auto& each : people) each.join();
    CHECK_FALSE(fs::exists(crowd));
}
