#pragma once
/// The job that sends one message.
#include "engines/notify/store.h"

namespace notify {

inline constexpr std::string_view job_name = "notify.send";

/// At once, a text message when one may leave; instead of a sending that waits for its next attempt. A gateway sends once a round, however
/// often it is asked: a person who sends again begins a new one.
void queue_sending(db::Connection&, MessageId, Channel, int round = 0);
/// How an attempt ended, at its price when it was taken.
void record_outcome(db::Connection&, const Message& attempted, store::Outcome);

}  // namespace notify
