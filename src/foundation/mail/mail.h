#pragma once
/// E-mail: by SMTP, or as .eml files in a folder when there is no mail server.
#include <chrono>
#include <filesystem>
#include <string>

#include "foundation/base/result.h"

namespace mail {

enum class Writer { machine, person };

struct Message {
    std::string to;  ///< one address
    std::string subject;
    std::string text;  ///< always: who cannot or will not read HTML
    std::string html{};
    std::string id{};       ///< for Message-ID, the same at each attempt, so that mail sent twice is seen once; made when empty
    std::string answers{};  ///< Message-ID, without < and >, of the letter that it answers
    Writer writer = Writer::machine;
};

/// What stands before the @ of the Message-ID of a message with that id.
std::string message_id(const std::string& id);

struct Settings {
    std::string smtp{};  ///< "smtp://user:password@mail.example.se:587", or smtps://; empty writes to the outbox folder
    std::string from;    ///< "torg@example.se" or "Exempelstad <torg@example.se>"
    std::filesystem::path outbox_folder{};
    std::chrono::seconds timeout{30};
};

/// Whether it looks like one address that mail can be sent to: no spaces, line ends, lists or comments; letters such as å are fine.
bool is_address(const std::string&);

/// The message as RFC 5322 text with \r\n, ready to be sent.
std::string as_eml(const Message&, const std::string& from);

/// Says invalid (mail_address) for an address that is none, conflict (mail_refused) when the server will never take it, and
/// unavailable when trying again later may help. STARTTLS is used when the server offers it,
/// and is a must where a password is given or the server is another machine.
Result<void> send(const Settings&, const Message&);

}  // namespace mail
