#include <archive.h>
#include <archive_entry.h>

#include <array>

#include "foundation/zip/utf8_locale.h"
#include "foundation/zip/zip.h"

namespace zip {
namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

Result<std::string> content_of(archive* in, std::size_t most) {
    std::string content;
    std::array<char, 1 << 16> buffer;
    while (true) {
        const auto count = archive_read_data(in, buffer.data(), buffer.size());
        if (count < 0) return failure(Fault::invalid);
        if (count == 0) return content;
        if (content.size() + static_cast<std::size_t>(count) > most) return failure(Fault::too_large);
        content.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

Result<std::vector<Unpacked>> read(std::string_view bytes, const Limits& limits) {
    const Utf8Locale locale;
    const Archive in(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(in.get());
    if (archive_read_open_memory(in.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return failure(Fault::invalid);
    std::vector<Unpacked> files;
    auto left = limits.bytes;
    for (archive_entry* entry = nullptr;;) {
        const int code = archive_read_next_header(in.get(), &entry);
        if (code == ARCHIVE_EOF) return files;
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return failure(Fault::invalid);
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        if (files.size() == limits.files) return failure(Fault::too_large);
        const char* name = archive_entry_pathname_utf8(entry);
        auto content = TRY(content_of(in.get(), left));
        left -= content.size();
        files.push_back({name ? name : "", std::move(content)});
    }
}

}  // namespace zip
