#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "foundation/base/content.h"

namespace http {

/// A file, or a part of it, on its way out in chunks, so that it never stands whole in memory.
class SentFile {
public:
    SentFile() = default;
    explicit SentFile(std::shared_ptr<const Content>);

    std::int64_t size() const { return content_ ? content_->size() : 0; }
    void send_only(std::int64_t first, std::int64_t count);
    std::int64_t left() const { return end_ - next_; }
    /// Puts the next chunk into `chunk`; throws what reading the content throws.
    void read(std::string& chunk);

private:
    std::shared_ptr<const Content> content_{};
    std::int64_t next_ = 0, end_ = 0;
};

}  // namespace http
