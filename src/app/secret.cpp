#include "app/secret.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "app/installation.h"
#include "foundation/crypto/crypto.h"

namespace fs = std::filesystem;

namespace app {

void refuse_to_be_root_in(const fs::path& folder) {
    struct stat place {};
    if (::geteuid() == 0 && ::stat(folder.c_str(), &place) == 0 && place.st_uid != 0)
        throw UsageError{fmt::format("{} belongs to another user, and you are root: run this as that user, as in `sudo -u torg torg …`",
                                     folder.string())};
}

std::string read_secret(const fs::path& folder) {
    refuse_to_be_root_in(folder);
    const auto path = folder / "secret";
    if (!fs::exists(path)) {
        // A new one beside old databases would leave their sealed personal data unreadable, and say nothing about it.
        if (fs::exists(folder / "tenants"))
            throw UsageError{fmt::format("{} is missing: put back the file from your backup", path.string())};
        return {};
    }
    std::ifstream file(path);
    std::string text;
    file >> text;
    const auto bytes = crypto::from_hex(text);
    if (!bytes || bytes->size() != 32) throw UsageError{fmt::format("{} is broken: put back the file from your backup", path.string())};
    return *bytes;
}

std::string make_secret(const fs::path& folder) {
    const auto path = folder / "secret";
    fs::create_directories(folder);
    const auto secret = crypto::random_bytes(32);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    const auto text = crypto::hex(secret) + "\n";
    if (file < 0 || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(file) != 0)
        throw UsageError{fmt::format("cannot write {}: make the folder writable for this user", path.string())};
    ::close(file);
    return secret;
}

}  // namespace app
