#pragma once
/// The job that sends one message.
#include "engines/notify/message.h"
#include "foundation/db/database.h"

namespace notify {

inline constexpr std::string_view job_name = "notify.send";

/// At once, a text message when one may leave; instead of a sending that waits for its next attempt.
void queue_sending(db::Connection&, MessageId, Channel);

}  // namespace notify
