#include "foundation/files/incoming.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace files {

namespace fs = std::filesystem;

[[noreturn]] static void broken(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

static int opened(const fs::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0640);
    if (file < 0) broken("the files store cannot open a file");
    return file;
}

static void to_disk(int file) {
    if (::fsync(file) != 0) broken("the files store cannot bring a file to disk");
}

static void folder_to_disk(const fs::path& path) {
    const int folder = opened(path, O_RDONLY | O_DIRECTORY);
    const bool is_there = ::fsync(folder) == 0;
    ::close(folder);
    if (!is_there) broken("the files store cannot bring a folder to disk");
}

Incoming::Incoming(const fs::path& store)
    : path_(store / "incoming" / crypto::random_token()), file_(opened(path_, O_WRONLY | O_CREAT | O_EXCL)) {}

Incoming::~Incoming() {
    ::close(file_);
    std::error_code ignored;
    if (!moved_) fs::remove(path_, ignored);
}

void Incoming::add(std::string_view bytes) {
    sha_.update(bytes);
    size_ += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
        const auto count = ::write(file_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) broken("the files store cannot write a file");
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string Incoming::hash() { return sha_.hex(); }

void Incoming::move_to(const fs::path& place) {
    to_disk(file_);
    fs::create_directories(place.parent_path());
    fs::rename(path_, place);
    moved_ = true;
    // The folders' entries too: of the file, and of folders that may be new.
    auto folder = place.parent_path();
    for (int level = 0; level < 3; ++level, folder = folder.parent_path()) folder_to_disk(folder);
}

}  // namespace files
