#pragma once
/// Files that a program sends before the application they belong to.
#include <optional>

#include "engines/area/tenant.h"
#include "engines/forms/answers.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

using WaitingFileId = Id<struct WaitingFileTag>;

namespace drafts {

struct WaitingFile {
    WaitingFileId id{};
    Timestamp expires_at{};
};
/// too_many when the account has left a great many unused.
Result<WaitingFile> keep_waiting(db::Connection&, const Tenant&, const Visitor&, const forms::FileAnswer&);

/// The file when the same token sent it less than 24 hours ago and it has not been used.
std::optional<forms::FileAnswer> find_waiting(db::Connection&, const Tenant&, const Visitor&, WaitingFileId);
/// It has become part of an application: its id is worth nothing from here on.
void use_waiting(db::Connection&, WaitingFileId);

std::int64_t remove_expired_waiting(db::Connection&);

}  // namespace drafts
