#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace http {

/// A file on its way out, read in chunks so that it never stands whole in memory.
class SentFile {
public:
    SentFile() = default;
    explicit SentFile(const std::filesystem::path&);  ///< throws when it is no readable file
    SentFile(SentFile&&) noexcept;
    SentFile& operator=(SentFile&&) noexcept;
    ~SentFile();

    std::int64_t size() const { return size_; }
    void send_only(std::int64_t first, std::int64_t count);
    std::int64_t left() const { return end_ - next_; }
    /// Puts the next chunk into `chunk`; throws when the file has become shorter than it was.
    void read(std::string& chunk);

private:
    int descriptor_ = -1;
    std::int64_t size_ = 0;
    std::int64_t next_ = 0, end_ = 0;
};

}  // namespace http
