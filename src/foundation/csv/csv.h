#pragma once
/// Comma-separated values (RFC 4180), for people who go on in a spreadsheet.
#include <string>
#include <string_view>
#include <vector>

namespace csv {

/// One record with its line break; every field in quotes. What a spreadsheet would take for a formula gets an apostrophe before it.
std::string line(const std::vector<std::string>& fields);

/// The fields of one line; a quoted one may hold the separator and doubled quotes, and no line break.
std::vector<std::string> fields(std::string_view line, char separator);
/// Semicolon, comma or tab: whichever a heading has most of.
char separator_of(std::string_view heading);

}  // namespace csv
