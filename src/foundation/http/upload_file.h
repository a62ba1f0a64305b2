#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

namespace http {

/// A new file that only we may read. It is removed with the last holder of `keeper()`.
class UploadFile {
public:
    explicit UploadFile(const std::filesystem::path& folder);  ///< makes the folder when missing; throws when the disk says no
    UploadFile(UploadFile&&) noexcept;
    UploadFile& operator=(UploadFile&&) = delete;
    ~UploadFile();
    void write(std::string_view);
    void close();
    const std::filesystem::path& path() const { return path_; }
    std::shared_ptr<void> keeper() const { return keeper_; }

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::shared_ptr<void> keeper_;
};

/// Removes what a program that was killed left in the folder more than a day ago.
void remove_old_uploads(const std::filesystem::path& folder);

}  // namespace http
