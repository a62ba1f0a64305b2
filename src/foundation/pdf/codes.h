#pragma once
/// What stands in the QR codes of a scanned PDF, read by poppler and zbar in processes with limits.
#include <chrono>
#include <string>
#include <vector>

#include "foundation/base/content.h"
#include "foundation/base/result.h"
#include "foundation/pdf/limited_process.h"

namespace pdf {

struct CodeOptions {
    std::string pdfinfo = "/usr/bin/pdfinfo", pdftoppm = "/usr/bin/pdftoppm", zbarimg = "/usr/bin/zbarimg";
    ProcessLimits limits{};
    int most_pages = 60;
    std::chrono::milliseconds time{30'000};  ///< for all pages: somebody waits
};
/// Page by page; a page without a code has none. Failures: invalid (no PDF that can be read), too_large (too many pages, or too much time),
/// unavailable (a program is missing, or others have kept them busy all the while). Two programs run at once, whoever asks.
Result<std::vector<std::vector<std::string>>> codes_on_pages(const Content&, const CodeOptions& = {});

}  // namespace pdf
