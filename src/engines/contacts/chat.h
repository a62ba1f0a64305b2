#pragma once
/// Chat on the web: a resident and an agent, line by line. It is a contact like any other, and ends as one.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/contacts/contacts.h"

namespace contacts {

// ---- when it is open

/// Minutes since midnight, Swedish time.
struct Hours {
    int opens = 0, closes = 0;
    bool operator==(const Hours&) const = default;
};
/// Monday first.
using Week = std::array<std::optional<Hours>, 7>;
Week chat_hours(db::Connection&);
void save_chat_hours(db::Connection&, const Visitor& by, const Week&);
/// Never on a public holiday.
bool is_open(const Week&, Timestamp);
/// When it opens next, within two weeks; nothing when it never does.
std::optional<Timestamp> opens_next(const Week&, Timestamp);

// ---- one chat

/// house: the municipality, and no agent of it.
enum class Speaker { resident, agent, house };
struct Line {
    std::int64_t id = 0;
    Speaker speaker{};
    std::string agent_name{};  ///< who wrote it, whoever has the chat now
    std::string words{};
    Timestamp said_at{};
};
struct Chat {
    ContactId contact{};
    Language language = Language::sv;
    std::string agent_name{};  ///< "" until somebody has taken it
    std::optional<Timestamp> ended_at{};
    std::int64_t before = 0;  ///< chats that wait longer
};

inline constexpr std::size_t longest_line = 1000;  // characters
inline constexpr std::int64_t most_lines = 500, most_lines_a_minute = 20, most_waiting_chats = 40, most_transcripts = 3;

/// What is said. `name` is what the page calls it: the same words under the same name stand once, however often they are sent.
struct ToSay {
    std::string words{}, name{};
};
/// invalid (words); too_many when too many wait already. The session has one chat at a time: conflict when it has one that is going on.
Result<ContactId> begin_chat(db::Connection&, const Tenant&, const Visitor& who, knowledge::Subject, const ToSay&);
/// The session's newest that it has not left.
std::optional<Chat> chat_of(db::Connection&, SessionId);
std::optional<Chat> chat_at(db::Connection&, ContactId);
/// invalid (words) for what is empty, too long or has a personal number in it; conflict when it has ended; too_many when they come too
/// fast.
Result<void> say(db::Connection&, const Tenant&, ContactId, Speaker, const ToSay&);
/// Oldest first, those after `after`.
std::vector<Line> lines(db::Connection&, const Tenant&, ContactId, std::int64_t after = 0);
/// By the one who asked. The contact waits on, for an agent to say how it ended.
void leave_chat(db::Connection&, ContactId);
/// A job: when the chat has closed, whoever still waits is told so, and what they asked waits on as a contact; so is whoever an agent has
/// taken, when nobody has said anything for so many minutes. How many.
inline constexpr std::int64_t quiet_minutes = 30;
std::int64_t end_waiting_chats(db::Connection&, const Tenant&);
/// The session forgets it: the next at the same computer sees nothing of it.
void forget_chat(db::Connection&, ContactId);
/// All that was said, as text, with who said it and when.
std::string transcript(db::Connection&, const Tenant&, ContactId, Language);
/// invalid (email), also while no agent has said anything; too_many after some.
Result<void> send_transcript(db::Connection&, const Tenant&, ContactId, const std::string& email);

}  // namespace contacts

template <>
inline constexpr EnumNames<contacts::Speaker, 3> names_of<contacts::Speaker> = {{
    {contacts::Speaker::resident, "resident"},
    {contacts::Speaker::agent, "agent"},
    {contacts::Speaker::house, "house"},
}};
