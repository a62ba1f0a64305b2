#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// A folder of one test, removed with it.
struct TestFolder {
    std::filesystem::path path;
    TestFolder() {
        std::string name = std::filesystem::temp_directory_path() / "torg-test-XXXXXX";
        path = ::mkdtemp(name.data());
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    std::filesystem::path file(const std::string& name, std::string_view content) const {
        std::ofstream(path / name, std::ios::binary) << content;
        return path / name;
    }
};
