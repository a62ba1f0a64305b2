#include "foundation/files/sniff.h"

#include <magic.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace files {

using namespace std::string_view_literals;

void Marks::look_at(std::string_view piece) {
    struct Mark {
        std::string_view bytes;
        bool Marks::*found;
    };
    static constexpr std::array marks{
        Mark{"word/document.xml", &Marks::word},
        Mark{"xl/workbook.", &Marks::excel},
        Mark{"ppt/presentation.xml", &Marks::powerpoint},
        Mark{"vbaProject.bin", &Marks::macros},
        Mark{"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"sv, &Marks::macros},
        Mark{"Basic/script-lc.xml", &Marks::macros},
        Mark{"<script", &Marks::script},
        Mark{"http://www.w3.org/2000/svg", &Marks::script},
        Mark{"http://www.w3.org/1999/xhtml", &Marks::script},
    };
    constexpr std::size_t longest = 28;
    static_assert(std::ranges::all_of(marks, [](const Mark& mark) { return mark.bytes.size() <= longest; }));
    const std::string seam = tail_ + std::string(piece.substr(0, longest));
    for (const auto& [bytes, found] : marks)
        if (!(this->*found)) this->*found = seam.find(bytes) != seam.npos || piece.find(bytes) != piece.npos;
    tail_ += piece.size() > longest ? piece.substr(piece.size() - longest) : piece;
    if (tail_.size() > longest) tail_.erase(0, tail_.size() - longest);
}

static std::string magic_type(const std::filesystem::path& path) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    static const auto cookie = [] {
        std::unique_ptr<magic_set, decltype(&magic_close)> made(magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR), magic_close);
        if (!made || magic_load(made.get(), nullptr) != 0) throw std::runtime_error("libmagic has no database of types");
        return made;
    }();
    const char* type = magic_file(cookie.get(), path.c_str());
    if (!type) throw std::runtime_error("libmagic cannot read the file");
    return type;
}

static std::string exact_type(std::string type, const Marks& marks) {
    constexpr auto office = "application/vnd.openxmlformats-officedocument.";
    if (type == "application/zip" || type == "application/octet-stream") {
        if (marks.word) return std::string(office) + "wordprocessingml.document";
        if (marks.excel) return std::string(office) + "spreadsheetml.sheet";
        if (marks.powerpoint) return std::string(office) + "presentationml.presentation";
    }
    return type;
}

static bool is_one_of(std::string_view type, auto... types) { return ((type == types) || ...); }

static bool runs(std::string_view type, const Marks& marks) {
    if (is_one_of(type, "text/html", "application/xhtml+xml", "image/svg+xml", "text/javascript", "application/javascript",
                  "text/x-msdos-batch", "text/x-shellscript", "text/x-php", "text/vbscript", "application/x-executable",
                  "application/x-pie-executable", "application/x-sharedlib", "application/x-object", "application/x-dosexec",
                  "application/x-ms-dos-executable", "application/vnd.microsoft.portable-executable", "application/x-mach-binary",
                  "application/java-archive", "application/x-java-applet", "application/x-msi", "application/x-ms-shortcut",
                  "application/x-shockwave-flash", "application/vnd.ms-htmlhelp"))
        return true;
    if (is_one_of(type, "text/xml", "application/xml") && marks.script) return true;
    return marks.macros && type.starts_with("application/") && type != "application/pdf";
}

Sniffed sniff(const std::filesystem::path& path, const Marks& marks) {
    auto type = exact_type(magic_type(path), marks);
    const bool active = runs(type, marks);
    // libmagic guesses at programming languages from a few words of prose.
    if (!active && type.starts_with("text/x-")) type = "text/plain";
    return {std::move(type), active};
}

}  // namespace files
