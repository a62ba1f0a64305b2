#pragma once
/// All SQL of notify: rows in, values out. What a message says is sealed and unsealed here.
#include <vector>

#include "engines/area/tenant.h"
#include "engines/notify/notify.h"

namespace notify::store {

void insert(db::Connection&, const Tenant&, const Message&);
bool exists(db::Connection&, MessageId);
std::optional<Message> find(db::Connection&, const Tenant&, MessageId);
std::vector<Message> of_case(db::Connection&, const Tenant&, CaseId);
std::vector<Message> list(db::Connection&, AccountId, Permission, const Filter&);

/// Counts an attempt.
void set_sending(db::Connection&, MessageId);
struct Outcome {
    State state{};
    std::string receipt{};
    std::int64_t cost_ore = 0;
};
/// How that attempt ended; nothing when there has been another since.
void set_outcome(db::Connection&, const Message& attempted, const Outcome&);
void set_state(db::Connection&, MessageId, State);
/// False when it was in none of these states.
bool set_state_from(db::Connection&, MessageId, const std::vector<State>& from, State to);
void set_delivered(db::Connection&, MessageId);
void settle_waiting(db::Connection&);

}  // namespace notify::store
