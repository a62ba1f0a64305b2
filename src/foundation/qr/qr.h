#pragma once
#include <string_view>

#include "foundation/html/html.h"

namespace qr {

/// A QR code (ISO/IEC 18004) as SVG, dark on white also in dark mode, with the quiet zone that cameras need. `label` is read
/// aloud. Throws std::invalid_argument for more than 2 000 bytes.
html::Html svg(std::string_view content, std::string_view label);

}  // namespace qr
