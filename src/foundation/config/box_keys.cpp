#include "foundation/config/keys.h"

namespace config {

static const BoxKey table[] = {
    {"municipality", "The one whose mail it is; empty: the only one there is.", [](MailBox& b) -> Place { return &b.municipality; }},
    {"server", "As \"imaps://mail.example.se\", or imap:// for a server that takes TLS when it is asked (STARTTLS).",
     [](MailBox& b) -> Place { return &b.server; }},
    {"user", "Whom the server knows the mailbox by, as \"kontakt@example.se\".", [](MailBox& b) -> Place { return &b.user; }},
    {"password", "Its password; better in a file of its own, below.", [](MailBox& b) -> Place { return &b.password; }},
    {"password_file", "A file whose first line is the password, readable by torg alone.",
     [](MailBox& b) -> Place { return &b.password_file; }},
    {"folder", "The folder that is read. What lies there when Torg first looks is left alone.",
     [](MailBox& b) -> Place { return &b.folder; }},
    {"vouched_by",
     "The name that your receiving mail server writes first in Authentication-Results (RFC 8601), as \"mx.example.se\"; \"-\" for one that "
     "writes none, as Exchange Online. A letter whose sender it does not vouch for comes into nobody's thread. Empty: every sender is "
     "believed.",
     [](MailBox& b) -> Place { return &b.vouched_by; }},
    {"minutes", "How often it is read.",
     [](MailBox& b) -> Place {
         return Whole{&b.minutes, 1, 1440};
     }},
    {"largest_mb", "A larger letter stays at the server, and the contact centre is told of it.",
     [](MailBox& b) -> Place {
         return Whole{&b.largest_mb, 1, 100};
     }},
};

std::span<const BoxKey> box_keys() { return table; }

}  // namespace config
