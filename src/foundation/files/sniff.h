#pragma once
/// What a file is, by its content.
#include <filesystem>
#include <string>
#include <string_view>

namespace files {

/// Marks that libmagic does not look for, gathered while the file streams by in pieces.
class Marks {
public:
    void look_at(std::string_view piece);

    bool word = false, excel = false, powerpoint = false;  ///< names of parts inside Office Open XML
    bool macros = false;                                   ///< of Microsoft Office or LibreOffice
    bool script = false;                                   ///< "<script", or the SVG or XHTML name space

private:
    std::string tail_{};
};

struct Sniffed {
    std::string type;
    bool active = false;
};
/// The media type as libmagic sees it, made exact by the marks. Text of unknown kind is "text/plain", other bytes
/// "application/octet-stream".
Sniffed sniff(const std::filesystem::path&, const Marks&);

}  // namespace files
