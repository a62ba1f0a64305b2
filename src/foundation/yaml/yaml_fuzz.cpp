#include <cstdlib>

#include "foundation/yaml/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const auto node = yaml::parse({reinterpret_cast<const char*>(bytes), size});
    if (node && !yaml::parse(yaml::to_yaml(*node))) std::abort();
    return 0;
}
