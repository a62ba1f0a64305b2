#include "foundation/base/content.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;

class FileContent : public Content {
public:
    explicit FileContent(const std::filesystem::path& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat status {};
        if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), path.string());
        if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
            ::close(descriptor_);
            throw std::runtime_error("not a file: " + path.string());
        }
        size_ = status.st_size;
    }
    ~FileContent() override { ::close(descriptor_); }
    FileContent(const FileContent&) = delete;
    FileContent& operator=(const FileContent&) = delete;

    std::int64_t size() const override { return size_; }
    void read(std::int64_t offset, std::span<char> to) const override {
        while (!to.empty()) {
            const auto got = ::pread(descriptor_, to.data(), to.size(), offset);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) throw std::runtime_error("a file became shorter while it was read");
            to = to.subspan(static_cast<std::size_t>(got));
            offset += got;
        }
    }

private:
    int descriptor_;
    std::int64_t size_ = 0;
};

class TextContent : public Content {
public:
    explicit TextContent(std::string text) : text_(std::move(text)) {}
    std::int64_t size() const override { return static_cast<std::int64_t>(text_.size()); }
    void read(std::int64_t offset, std::span<char> to) const override {
        const auto from = std::string_view(text_).substr(static_cast<std::size_t>(offset), to.size());
        if (from.size() != to.size()) throw std::out_of_range("a text is not so long");
        std::copy(from.begin(), from.end(), to.begin());
    }

private:
    std::string text_;
};

}  // namespace

std::shared_ptr<const Content> file_content(const std::filesystem::path& path) { return std::make_shared<FileContent>(path); }

std::shared_ptr<const Content> text_content(std::string text) { return std::make_shared<TextContent>(std::move(text)); }

void each_piece(const Content& content, const std::function<void(std::string_view)>& take) {
    std::string piece;
    for (std::int64_t at = 0; at < content.size(); at += static_cast<std::int64_t>(piece.size())) {
        piece.resize(std::min(piece_size, static_cast<std::size_t>(content.size() - at)));
        content.read(at, piece);
        take(piece);
    }
}

std::string whole(const Content& content) {
    std::string bytes(static_cast<std::size_t>(content.size()), '\0');
    content.read(0, bytes);
    return bytes;
}
