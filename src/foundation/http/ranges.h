#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace http {

struct ByteRange {
    std::int64_t first = 0;
    std::int64_t last = 0;  ///< with it
    bool operator==(const ByteRange&) const = default;
};
struct WholeFile {
    bool operator==(const WholeFile&) const = default;
};
struct OutsideFile {  ///< 416
    bool operator==(const OutsideFile&) const = default;
};
using WantedPart = std::variant<WholeFile, ByteRange, OutsideFile>;

/// A Range header (RFC 9110 14.2) against a file of that size. Broken ones and several ranges at once mean the whole file.
WantedPart wanted_part(std::string_view range_header, std::int64_t size);

}  // namespace http
