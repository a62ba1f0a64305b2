#pragma once
/// All SQL of notify: rows in, values out. What a message says is sealed and unsealed here.
#include <vector>

#include "engines/area/tenant.h"
#include "engines/notify/notify.h"
#include "engines/notify/print.h"
#include "engines/notify/settings.h"
#include "engines/notify/words.h"

namespace notify::store {

void insert(db::Connection&, const Tenant&, const Message&);
bool exists(db::Connection&, MessageId);
std::optional<Message> find(db::Connection&, const Tenant&, MessageId);
std::vector<Message> of_case(db::Connection&, const Tenant&, CaseId);
std::vector<Message> list(db::Connection&, AccountId, Permission, const Filter&, const Page&);
Sum sum(db::Connection&, AccountId, Permission, const Filter&);
/// The oldest of them.
std::vector<MessageId> not_configured(db::Connection&, Channel, int most);

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
void set_content(db::Connection&, const Tenant&, const Message&, const Content&);
void set_delivered(db::Connection&, MessageId);
void settle_waiting(db::Connection&);

/// Letters that wait to be printed, in units where the account holds the rights.
std::int64_t letters_waiting(db::Connection&, AccountId, const LetterRights&);
/// Takes the oldest of them into the bundle as printed; how many. Each is taken once.
std::int64_t take_letters(db::Connection&, AccountId, const LetterRights&, BundleId, std::int64_t cost_ore, int most);
/// Of a bundle, those in units where the account holds the rights; oldest first.
std::vector<Message> letters_of(db::Connection&, const Tenant&, AccountId, const LetterRights&, BundleId);
std::vector<Bundle> bundles(db::Connection&, AccountId, const LetterRights&, int most);

Settings settings(db::Connection&);
void save(db::Connection&, const Settings&);

std::optional<Words> own_words(db::Connection&, std::string_view occasion, Language);
void save_own_words(db::Connection&, std::string_view occasion, Language, const Words&);
void remove_own_words(db::Connection&, std::string_view occasion, Language);
std::vector<std::pair<std::string, Language>> all_own_words(db::Connection&);

}  // namespace notify::store
