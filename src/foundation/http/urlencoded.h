#pragma once
#include <optional>
#include <string_view>

#include "foundation/http/message.h"

namespace http {

/// What a browser sent as a form, made readable.
struct DecodedForm {
    Fields fields;
    bool repaired = false;  ///< something was not UTF-8 and now holds U+FFFD
};

/// application/x-www-form-urlencoded; nothing when a % is not followed by two hexadecimal digits, or
/// with more than 10 000 fields.
std::optional<DecodedForm> decode_urlencoded(std::string_view);

/// As percent_decoded, but any bytes may come out.
std::optional<std::string> percent_decoded_bytes(std::string_view, bool plus_is_space);

}  // namespace http
