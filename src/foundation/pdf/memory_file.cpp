#include "foundation/pdf/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

namespace pdf {

static void write_all(int descriptor, std::string_view bytes, std::int64_t offset) {
    while (!bytes.empty()) {
        const auto count = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
        if (count <= 0) throw std::runtime_error("pdf: no memory for a file");
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += count;
    }
}

MemoryFile::MemoryFile(const Content& content) : descriptor_(::memfd_create("document", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error("pdf: no file in memory");
    std::int64_t written = 0;
    try {
        each_piece(content, [&](std::string_view piece) {
            write_all(descriptor_, piece, written);
            written += static_cast<std::int64_t>(piece.size());
        });
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

}  // namespace pdf
