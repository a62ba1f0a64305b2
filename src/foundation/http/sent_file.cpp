#include "foundation/http/sent_file.h"

#include <algorithm>
#include <utility>

namespace http {

static constexpr std::int64_t chunk_size = 128 * 1024;

SentFile::SentFile(std::shared_ptr<const Content> content) : content_(std::move(content)), end_(content_->size()) {}

void SentFile::send_only(std::int64_t first, std::int64_t count) {
    next_ = first;
    end_ = first + count;
}

void SentFile::read(std::string& chunk) {
    // A part that begins anywhere comes soon to even places, where what is sealed in pieces opens each of them once.
    const auto count = std::min(left(), chunk_size - next_ % chunk_size);
    chunk.resize(static_cast<std::size_t>(count));
    content_->read(next_, chunk);
    next_ += count;
}

}  // namespace http
