#include "foundation/pdf/pages_told.h"

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace pdf {

int pages_told(std::string_view told) {
    for (const auto line : split(told, '\n')) {
        if (!line.starts_with("Pages:")) continue;
        return static_cast<int>(std::clamp<std::int64_t>(whole_number(trimmed(line.substr(6))).value_or(0), 0, 1'000'000));
    }
    return 0;
}

}  // namespace pdf
