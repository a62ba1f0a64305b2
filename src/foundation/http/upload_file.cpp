#include "foundation/http/upload_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace http {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

class RemovedFile {
public:
    explicit RemovedFile(std::filesystem::path path) : path_(std::move(path)) {}
    RemovedFile(const RemovedFile&) = delete;
    RemovedFile& operator=(const RemovedFile&) = delete;
    ~RemovedFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

private:
    std::filesystem::path path_;
};

}  // namespace

void remove_old_uploads(const std::filesystem::path& folder) {
    const auto yesterday = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator(folder, gone)) {
        const bool is_upload = entry.path().filename().string().starts_with("upload-");
        if (is_upload && entry.last_write_time(gone) < yesterday && !gone) std::filesystem::remove(entry.path(), gone);
    }
}

UploadFile::UploadFile(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::string name = (folder / "upload-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail("cannot make a file for an upload");
    path_ = name;
    keeper_ = std::make_shared<RemovedFile>(path_);
}

UploadFile::UploadFile(UploadFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), keeper_(std::move(other.keeper_)) {}

UploadFile::~UploadFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void UploadFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write an upload");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void UploadFile::close() {
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("cannot finish an upload");
}

}  // namespace http
