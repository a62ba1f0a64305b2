#pragma once
/// Comma-separated values (RFC 4180), for people who go on in a spreadsheet.
#include <string>
#include <vector>

namespace csv {

/// One record with its line break; every field in quotes. What a spreadsheet would take for a formula gets an apostrophe before it.
std::string line(const std::vector<std::string>& fields);

}  // namespace csv
