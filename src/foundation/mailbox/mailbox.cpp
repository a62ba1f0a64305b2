#include "foundation/mailbox/mailbox.h"

#include <system_error>

#include "foundation/crypto/crypto.h"
#include "foundation/files/whole.h"
#include "foundation/json/json.h"
#include "foundation/log/log.h"

namespace mailbox {
namespace {

namespace fs = std::filesystem;

/// The agent's program reads and moves what lies here: it is in this program's group. A folder of somebody else's stays as it is.
void open_to_group(const fs::path& folder) {
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_all, fs::perm_options::add, ignored);
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
    for (const auto& each : {folder.parent_path(), folder, folder / "fetched"}) open_to_group(each);
    if (fs::exists(folder / "fetched" / name, failed) || fs::exists(folder / name, failed)) return {};
    if (!files::write_whole(folder, name, as_json(message))) return away("no room");
    return {};
}

}  // namespace mailbox
