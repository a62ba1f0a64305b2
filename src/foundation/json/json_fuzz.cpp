#include <cstdlib>

#include "foundation/json/json.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const auto value = json::parse({reinterpret_cast<const char*>(bytes), size});
    if (!value) return 0;
    const auto back = json::parse(json::to_text(*value));
    if (!back || *back != *value) std::abort();
    return 0;
}
