#pragma once
/// For IN (…) with as many values as there are.
#include <string>
#include <vector>

#include "foundation/db/database.h"

namespace db {

/// "?, ?, ?"
inline std::string marks(std::size_t values) {
    std::string all;
    for (std::size_t i = 0; i < values; ++i) all += i == 0 ? "?" : ", ?";
    return all;
}

}  // namespace db
