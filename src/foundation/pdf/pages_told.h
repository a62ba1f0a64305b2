#pragma once
#include <string_view>

namespace pdf {

/// "Pages:           3" of what pdfinfo says; 0 when it says nothing.
int pages_told(std::string_view told);

}  // namespace pdf
