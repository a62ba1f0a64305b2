#include "foundation/http/sent_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace http {
namespace {

constexpr std::int64_t chunk_size = 128 * 1024;

}  // namespace

SentFile::SentFile(const std::filesystem::path& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) throw std::system_error(errno, std::generic_category(), path.string());
    if (!S_ISREG(status.st_mode)) throw std::runtime_error("not a file: " + path.string());
    size_ = end_ = status.st_size;
}

SentFile::SentFile(SentFile&& other) noexcept { *this = std::move(other); }

SentFile& SentFile::operator=(SentFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    std::swap(next_, other.next_);
    std::swap(end_, other.end_);
    return *this;
}

SentFile::~SentFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void SentFile::send_only(std::int64_t first, std::int64_t count) {
    next_ = first;
    end_ = first + count;
}

void SentFile::read(std::string& chunk) {
    chunk.resize(static_cast<std::size_t>(std::min(left(), chunk_size)));
    std::size_t filled = 0;
    while (filled < chunk.size()) {
        const ssize_t got = ::pread(descriptor_, chunk.data() + filled, chunk.size() - filled, next_);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw std::runtime_error("a file became shorter while it was sent");
        filled += static_cast<std::size_t>(got);
        next_ += got;
    }
}

}  // namespace http
