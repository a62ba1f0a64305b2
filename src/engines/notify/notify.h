#pragma once
/// Telling people of their cases. A message is written in the transaction of what it tells of, and a job of the same commit sends it.
///
///     waiting ─▶ sending ─▶ sent ─▶ delivered        E-mail goes again under the same Message-ID when nobody knows whether it was taken:
///        ▲          │ ├───▶ refused                  a mailbox shows it once. A text message (SMS) would be shown twice: it becomes
///        └──────────┘ └───▶ unknown                  unknown, and a person decides.
/// not_configured waits for a way out, needs_address for a person who knows where a letter goes; both become waiting. Cases may read
/// notify_message.
#include <vector>

#include "engines/area/area.h"
#include "engines/identity/people.h"
#include "engines/notify/message.h"

namespace notify {

struct Draft {
    About about;
    std::int64_t party = 0;
    std::string occasion;
    Channel channel{};
    Content content;
};
MessageId queue(db::Connection&, const Tenant&, const Draft&);
/// The same under an id that the caller keeps: a second time nothing happens.
void queue_once(db::Connection&, const Tenant&, MessageId, const Draft&);

struct Way {
    Channel channel{};
    std::string address;
    bool operator==(const Way&) const = default;
};
/// Whom to reach: what was given in the case, and the person when it is known who it is.
struct Recipient {
    std::string email, phone, personal_number;
    std::optional<identity::Person> person{};
};
/// As the person has chosen on My pages. Who has chosen nothing, or a way that is closed, is told by what was given: e-mail, else SMS when
/// the number is a mobile one and there is a gateway, else by letter. Never by nothing: what the law wants told is told.
std::vector<Way> ways_to(const Tenant&, const Recipient&);

/// The messages of a case with what they say, newest first. For whoever has tested the right, and logged the reading.
std::vector<Message> of_case(db::Connection&, const Tenant&, CaseId);
/// What a list shows, and what is added up.
struct Filter {
    std::optional<State> state{};
    std::optional<Channel> channel{};
    std::string occasion{};               ///< "" for all
    std::optional<Date> from{}, until{};  ///< when they were written, both days included
};
struct Page {
    std::optional<MessageId> before{};  ///< the last of the page before
    int limit = 50;
};
/// Newest first, of the cases in whose unit the account holds the right; nothing sealed is opened.
std::vector<Message> list(db::Connection&, AccountId, Permission, const Filter&, const Page&);
struct Sum {
    std::int64_t messages = 0, cost_ore = 0;
};
/// Of the same messages, on all pages.
Sum sum(db::Connection&, AccountId, Permission, const Filter&);
std::optional<Message> find(db::Connection&, const Tenant&, MessageId);

/// By a person, who takes upon them that it may arrive twice. Fault::conflict for one that is sent, or being sent. The caller has tested
/// the right, and writes it into the audit log.
Result<void> send_again(db::Connection&, const Tenant&, MessageId);

/// Where a gateway tells what became of a text message. Only who was given the address knows it.
std::string receipt_address(const Tenant&, MessageId);
enum class Arrival { delivered, not_delivered };
/// Fault::not_found when the token is not the message's. Told again, or too late, changes nothing.
Result<void> receive_receipt(db::Connection&, const Tenant&, MessageId, std::string_view token, Arrival);

/// A mail server has sent it back after it was taken.
void note_returned(db::Connection&, MessageId);

inline constexpr std::size_t longest_address = 300;  ///< characters
inline constexpr std::size_t most_lines = 6;         ///< what the window of an envelope shows
/// A letter that had no address: it waits to be printed. Fault::conflict for any other; invalid (address) for an empty one, or too much.
Result<void> set_address(db::Connection&, const Tenant&, MessageId, const std::string& lines);
/// For made-up content, of which nobody is to be told: what waits is taken for sent.
void settle_waiting(db::Connection&);

/// The jobs that send, and that send what could not be while nothing was configured.
std::vector<AreaJob> jobs();

}  // namespace notify
