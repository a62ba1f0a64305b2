#pragma once
/// Telling people of their cases. A message is written in the transaction of what it tells of, and a job of the same commit sends it.
///
///     waiting ─▶ sending ─▶ sent ─▶ delivered        E-mail goes again under the same Message-ID when nobody knows whether it was taken:
///        ▲          │ ├───▶ refused                  a mailbox shows it once. A text message (SMS) would be shown twice: it becomes
///        └──────────┘ └───▶ unknown                  unknown, and a person decides.
#include <vector>

#include "engines/area/area.h"
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

/// How a person is reached: by e-mail when there is an address, else by SMS when the number is a mobile one and there is a gateway.
struct Way {
    Channel channel{};
    std::string address;
};
std::optional<Way> way_to(const Tenant&, const std::string& email, const std::string& phone);

/// When a text message may leave: on working days between 8 and 20, Swedish time.
Timestamp sms_may_leave(Timestamp);

/// The messages of a case with what they say, newest first. For whoever has tested the right, and logged the reading.
std::vector<Message> of_case(db::Connection&, const Tenant&, CaseId);
struct Filter {
    std::optional<State> state{};
    std::optional<MessageId> before{};  ///< the last of the page before
    int limit = 50;
};
/// Newest first, of the cases in whose unit the account holds the right; nothing sealed is opened.
std::vector<Message> list(db::Connection&, AccountId, Permission, const Filter&);
std::optional<Message> find(db::Connection&, const Tenant&, MessageId);

/// By a person, who takes upon them that it may arrive twice. Fault::conflict for one that is sent, or being sent. The caller has tested
/// the right, and writes it into the audit log.
Result<void> send_again(db::Connection&, const Tenant&, MessageId);

/// Where a gateway tells what became of a text message. Only who was given the address knows it.
std::string receipt_address(const Tenant&, MessageId);
enum class Arrival { delivered, not_delivered };
/// Fault::not_found when the token is not the message's. Told again, or too late, changes nothing.
Result<void> receive_receipt(db::Connection&, const Tenant&, MessageId, std::string_view token, Arrival);

/// For made-up content, of which nobody is to be told: what waits is taken for sent.
void settle_waiting(db::Connection&);

/// The job that sends.
std::vector<AreaJob> jobs();

}  // namespace notify
