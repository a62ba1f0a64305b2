#include "foundation/mailbox/mailbox.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <system_error>

#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"
#include "foundation/log/log.h"

namespace mailbox {
namespace {

namespace fs = std::filesystem;

bool write_to_disk(const fs::path& path, const std::string& bytes) {
    // Only this program and its group: it holds a personal number.
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (file < 0) return false;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = ::write(file, bytes.data() + done, bytes.size() - done);
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    const bool whole = done == bytes.size() && ::fsync(file) == 0;
    ::close(file);
    return whole;
}

void keep_name(const fs::path& folder) {
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    ::fsync(directory);
    ::close(directory);
}

Result<void> away(std::string_view why) {
    logging::warning("mailbox_not_written", {{"why", why}});
    return failure(Fault::unavailable);
}

}  // namespace

std::string as_json(const Message& message) {
    auto value = json::object({{"id", message.id},
                               {"personal_number", message.personal_number},
                               {"language", message.language},
                               {"subject", message.subject},
                               {"text", message.text}});
    if (!message.document_name.empty())
        value.set(
            "document",
            json::object({{"name", message.document_name}, {"type", "application/pdf"}, {"base64", crypto::base64(message.document)}}));
    return json::to_text(value);
}

Result<void> deliver(const fs::path& folder, const Message& message) {
    const auto name = message.id + ".json";
    std::error_code failed;
    fs::create_directories(folder / "fetched", failed);
    if (failed) return away("no folder");
    if (fs::exists(folder / "fetched" / name, failed) || fs::exists(folder / name, failed)) return {};
    const auto unfinished = folder / ("." + name);
    if (!write_to_disk(unfinished, as_json(message))) return away("no room");
    fs::rename(unfinished, folder / name, failed);
    if (failed) return away("no name");
    keep_name(folder);
    return {};
}

}  // namespace mailbox
