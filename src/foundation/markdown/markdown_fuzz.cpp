#include <cstdint>
#include <cstdlib>
#include <string>

#include "foundation/markdown/markdown.h"

/// Whatever an officer writes in a letter: no raw HTML comes through.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto html = markdown::to_html({reinterpret_cast<const char*>(bytes), size}).str();
    for (const auto* forbidden : {"<script", "<iframe", "<img onerror", "javascript:"})
        if (html.find(forbidden) != std::string::npos) std::abort();
    return 0;
}
