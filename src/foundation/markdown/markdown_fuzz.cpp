#include <cstdint>
#include <cstdlib>
#include <string>

#include "foundation/markdown/markdown.h"

/// Whatever an officer writes in a letter: no raw HTML comes through.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string html = markdown::to_html({reinterpret_cast<const char*>(bytes), size});
    for (const auto* forbidden : {"<script", "<iframe", "<style", "href=\"javascript:", "href=\"data:"})
        if (html.find(forbidden) != std::string::npos) std::abort();
    return 0;
}
