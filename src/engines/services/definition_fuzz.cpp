#include <cstdint>

#include "engines/services/service.h"

/// Whatever file a municipality is given: every problem is told, and nothing breaks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (const auto service = services::parse_service({reinterpret_cast<const char*>(bytes), size})) services::check_service(*service);
    return 0;
}
