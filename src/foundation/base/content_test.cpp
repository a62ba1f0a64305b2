#include "foundation/base/content.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "foundation/base/id.h"

TEST_CASE("a file and a text read alike, whole, in part and piece by piece, and never beyond their end") {
    const auto path = std::filesystem::temp_directory_path() / ("torg-content-" + std::to_string(new_id()));
    std::string bytes(150'000, 'x');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31);
    std::ofstream(path, std::ios::binary) << bytes;
    for (const auto& content : {file_content(path), text_content(bytes)}) {
        CHECK(content->size() == 150'000);
        CHECK(whole(*content) == bytes);
        std::string part(70'000, '\0'), pieces;
        content->read(65'000, part);
        CHECK(part == bytes.substr(65'000, 70'000));
        each_piece(*content, [&](std::string_view piece) { pieces += piece; });
        CHECK(pieces == bytes);
        CHECK_THROWS(content->read(149'999, std::span(part).first(2)));
    }
    std::filesystem::remove(path);
    CHECK_THROWS(file_content(path));
    CHECK_THROWS_AS(file_content(std::filesystem::temp_directory_path()), std::runtime_error);
}
