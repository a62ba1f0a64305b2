#include "foundation/files/whole.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace files {
namespace {

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool write_to_disk(const std::filesystem::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const bool is_whole = ::fchmod(file, 0640) == 0 && write_all(file, bytes) && ::fsync(file) == 0;
    ::close(file);
    return is_whole;
}

bool names_to_disk(const std::filesystem::path& folder) {
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return false;
    const bool is_there = ::fsync(directory) == 0;
    ::close(directory);
    return is_there;
}

}  // namespace

Result<void> write_whole(const std::filesystem::path& folder, std::string_view name, std::string_view bytes) {
    const auto unfinished = folder / ("." + std::string(name)), path = folder / name;
    if (!write_to_disk(unfinished, bytes) || ::rename(unfinished.c_str(), path.c_str()) != 0 || !names_to_disk(folder))
        return failure(Fault::unavailable);
    return {};
}

}  // namespace files
