#include <cstdint>
#include <cstdlib>

#include "foundation/http/multipart.h"

/// The first byte says how the rest is cut; however that is, the answer must be the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    static const std::filesystem::path folder = std::filesystem::temp_directory_path() / "torg-multipart-fuzz";
    const http::MultipartLimits limits{.text = 200, .file = 100, .part_header = 300, .parts = 8};
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const std::size_t piece = bytes[0] % 16 + std::size_t{1};
    http::MultipartParser whole("b", limits, folder), cut("b", limits, folder);
    whole.feed(input);
    for (std::size_t at = 0; at < input.size(); at += piece) cut.feed(input.substr(at, piece));
    if (whole.finish() != cut.finish()) std::abort();
    if (whole.fault() == 0 && whole.take_fields().all != cut.take_fields().all) std::abort();
    return 0;
}
