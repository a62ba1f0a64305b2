#pragma once
#include <string_view>

/// A file that the build put inside the program.
struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};
