#pragma once
/// Answers in writing, the way the contact came.
#include <string>
#include <string_view>
#include <vector>

#include "engines/contacts/contacts.h"
#include "engines/notify/message.h"

namespace contacts {

/// call: only by telephone. none: nobody knows how, or nobody is there to read it.
enum class WayBack { email, sms, chat, call, none };
WayBack way_back(db::Connection&, const Tenant&, const Contact&);

inline constexpr std::size_t longest_reply = 5000, longest_text_message = 600;  // characters
/// conflict when the agent does not have the contact; invalid (reply) for an empty one, one that is too long, one with a personal number,
/// which no e-mail and no text message may carry, and when there is no such way.
/// `name`: what the page calls it, when it is a line of a chat (ToSay).
Result<void> reply(db::Connection&, const Tenant&, const Visitor& agent, ContactId, const std::string& words, std::string_view name = {});

struct Reply {
    notify::Message message;  ///< with its words and what became of it
    std::string agent_name;
};
/// Oldest first; those in the chat are lines of it.
std::vector<Reply> replies(db::Connection&, const Tenant&, ContactId);

/// Whether somebody's personal number stands in it.
bool has_personal_number(std::string_view words);

// ---- e-mail that comes in

/// Contact::outside of a letter with that Message-ID.
std::string mail_name(std::string_view message_id);
/// The thread of what these Message-IDs name: whoever knows one has got the letter.
std::optional<ContactId> thread_of_answer(db::Connection&, const std::vector<std::string>& message_ids);
/// Of the reference in the subject, which proves nothing.
std::optional<ContactId> thread_named(db::Connection&, std::string_view subject);
/// A report says that one of these, which we have sent, did not arrive.
void note_returned(db::Connection&, const std::vector<std::string>& message_ids);

}  // namespace contacts
