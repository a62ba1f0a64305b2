#include "foundation/qr/qr.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace qr {
namespace {

constexpr std::size_t longest = 2000;
constexpr int quiet_zone = 4;      // squares, by the standard
constexpr int shown_size = 240;    // pixels
constexpr unsigned char dark = 1;  // lowest bit of each square

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Code encoded(std::string_view content) {
    if (content.empty() || content.size() > longest) throw std::invalid_argument("a QR code holds 1 to 2000 bytes");
    Code code(QRcode_encodeData(static_cast<int>(content.size()), reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M),
              QRcode_free);
    if (!code) throw std::invalid_argument("the content does not fit in a QR code");
    return code;
}

/// Runs of dark squares, row by row.
std::string path(const QRcode& code) {
    std::string drawn;
    const auto is_dark = [&](int x, int y) { return x < code.width && (code.data[y * code.width + x] & dark) != 0; };
    for (int y = 0; y < code.width; ++y)
        for (int x = 0; x < code.width; ++x) {
            if (!is_dark(x, y)) continue;
            int length = 1;
            while (is_dark(x + length, y)) ++length;
            drawn += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" + std::to_string(length) + "v1h-" +
                     std::to_string(length) + "z";
            x += length;
        }
    return drawn;
}

}  // namespace

html::Html svg(std::string_view content, std::string_view label) {
    const auto code = encoded(content);
    const int side = code->width + 2 * quiet_zone;
    return html::make<
        R"(<svg role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges"><rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>)">(
        label, shown_size, shown_size, side, side, side, side, path(*code));
}

}  // namespace qr
