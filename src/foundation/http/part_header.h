#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// The head of one part of a multipart form (RFC 7578).
struct PartHeader {
    std::string name;
    std::optional<std::string> filename{};  ///< present makes it a file, even when empty
    std::string type{};
    bool repaired = false;  ///< name or filename was not UTF-8
};

/// `lines` without the empty line at the end. Nothing when it is no form field, or in a transfer encoding that forms may not use.
std::optional<PartHeader> read_part_header(std::string_view lines);

/// What a Content-Disposition (RFC 6266) calls the file, as plain_filename; "" when it says nothing that can be read.
std::string filename_of(std::string_view content_disposition);

/// The boundary in a Content-Type of multipart/form-data; nothing when it has none that RFC 2046 allows.
std::optional<std::string> boundary_of(std::string_view content_type);

/// Last path part of what a browser calls the file, without control characters, at most 200 bytes with the ending kept.
std::string plain_filename(std::string_view);

}  // namespace http
